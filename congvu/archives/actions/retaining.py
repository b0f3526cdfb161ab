"""The retention period of a dossier, decided by a person (TT 10/2022/TT-BNV)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.actions.asking import (
    filing_reasons,
    locked_dossier,
    reason_reasons,
)
from congvu.archives.actions.history import note
from congvu.archives.models import Dossier
from congvu.archives.rules import RETENTION_NAMES, Retention
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


@transaction.atomic
def decide_retention(
    *,
    dossier_id: UUID,
    proposal: str,
    retention: str,
    reason: str,
    by: Seat,
    at: datetime,
) -> Dossier:
    """Take what is proposed, whose source is kept; or another period, and say why."""
    dossier = locked_dossier(dossier_id, by)
    reasons = filing_reasons(dossier, by)
    if proposal:
        with override("vi"):
            offered = queries.retention_proposals(dossier, on=local_date(at))
        chosen = next((p for p in offered if p.key == proposal), None)
        if chosen is None:
            words = _("Đề xuất này không còn, chọn lại.")
            reasons.append(Reason(words, "proposal"))
        term, basis = (chosen.retention, chosen.basis) if chosen else ("", "")
    else:
        term, basis = retention, nfc(reason)
        if retention not in set(Retention):
            words = _("Chọn một đề xuất, hoặc một thời hạn khác.")
            reasons.append(Reason(words, "retention"))
        reasons += reason_reasons(reason)
    if reasons:
        raise Refused(reasons)
    dossier.retention, dossier.retention_basis = term, basis[:300]
    dossier.save(update_fields=["retention", "retention_basis"])
    # In the language of the office: it is kept for good, whoever reads.
    told = f"{RETENTION_NAMES[Retention(term)]}: {basis}"
    data = {"retention": str(term)}
    note("archives.retention-decided", on=dossier, by=by, at=at, text=told, data=data)
    return dossier
