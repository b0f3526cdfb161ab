"""Soạn văn bản: a part of a dossier becomes a draft, and goes on as every draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.systems.access import composes
from congvu.systems.actions.saying import locked_dossier, note
from congvu.systems.formats.dossier import TYPES, paper_fields
from congvu.systems.models import DossierPaper
from congvu.systems.queries import facts_of
from congvu.systems.rules import PAPER_PART_NAMES, DossierState, PaperPart

# A part is composed while the dossier waits for it.
COMPOSED_WHEN = {
    PaperPart.REQUEST: {DossierState.DRAFT, DossierState.RETURNED},
    PaperPart.RETURN: {DossierState.RETURNED},
    PaperPart.OPINION: {DossierState.SUBMITTED, DossierState.APPRAISED},
    PaperPart.SUBMISSION: {DossierState.APPRAISED},
    PaperPart.DECISION: {DossierState.APPRAISED},
    PaperPart.PLAN: {DossierState.APPRAISED},
}


@transaction.atomic
def compose_paper(
    *,
    dossier_id: UUID,
    part: PaperPart,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> DossierPaper:
    """From what is on record that day; composed again it is another draft."""
    found = locked_dossier(dossier_id)
    reasons = []
    if not composes(by, found.system):
        words = _("Văn bản do lãnh đạo, chánh văn phòng của chủ quản, vận hành soạn.")
        reasons.append(Reason(words))
    if found.state not in COMPOSED_WHEN[part]:
        reasons.append(Reason(_("Hồ sơ chưa tới hoặc đã qua bước của văn bản này.")))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    if reasons:
        raise Refused(reasons)
    fields = paper_fields(part, facts_of(found, local_date(at)))
    wish = DraftWish(
        type_code=TYPES[part],
        subject=fields["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    given = {name: value for name, value in fields.items() if value}
    draft = start_draft(wish=wish, fields=given, by=by, at=at)
    made = DossierPaper.objects.create(
        dossier=found, part=part, draft=draft, at=at, by=by.person_name
    )
    note(
        "systems.composed",
        system=found.system,
        dossier=found,
        by=by,
        at=at,
        text=PAPER_PART_NAMES[part],
    )
    return made
