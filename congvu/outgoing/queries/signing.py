"""Who may sign a draft today, from which post and by what right (Điều 13)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from congvu.documents.models import DocumentFile
from congvu.lib.refusals import Reason
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Delegation
from congvu.organisations.queries import agency_on, posts_on
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.models import (
    Draft,
    OutgoingEntry,
    PaperRelation,
    PaperSignature,
)
from congvu.outgoing.queries.attachments import further_files
from congvu.outgoing.queries.papers import outdated, speaks_for
from congvu.outgoing.queries.releasing import limit_words
from congvu.outgoing.rules import (
    Authority,
    CheckKind,
    OutgoingState,
    SignerFacts,
    authority_of,
    is_deputy_post,
)


def signer_facts(draft: Draft, seat: Seat, on: date) -> SignerFacts:
    """What is known that day of who wants to sign; three queries, four for a deputy."""
    posts = posts_on(on, agency_id=draft.agency_id)
    agency = agency_on(draft.agency_id, on)
    heads = [p for p in posts if p.role == Role.LEADER]
    own = next((p for p in heads if not is_deputy_post(p.name)), None)
    given = (
        Delegation.objects.filter(pk=seat.delegation_id).first()
        if seat.delegation_id
        else None
    )
    held = next((p.name for p in posts if p.person_id == seat.person_id and given), "")
    return SignerFacts(
        post=seat.post_name,
        leads=seat.role == Role.LEADER,
        heads_unit=seat.role in (Role.OFFICE_CHIEF, Role.UNIT_HEAD),
        collective=speaks_for(draft, agency),
        head_post=own.name if own else "",
        kind=given.kind if given else "",
        own_post=held,
        basis=(given.legal_basis if given else "") or draft.signing_basis,
        content=given.content if given else "",
        ends_on=given.valid_until if given else None,
        may_sign=seat.can(Permission.SIGN),
    )


def signing_authority(
    draft: Draft, seat: Seat, on: date
) -> tuple[Authority | None, list[Reason]]:
    """How this seat signs this very version, or every reason why not, at once."""
    authority, reasons = authority_of(signer_facts(draft, seat, on))
    if draft.signer_post_id != seat.post_id:
        words = _("Dự thảo được duyệt để %(signer)s ký.")
        reasons.append(Reason(words % {"signer": draft.signer_name}))
    version = draft.versions.get(number=draft.version)
    signer = version.body.get("signer") or {}
    name = nfc(str(signer.get("name") or ""))
    if not name.endswith(nfc(seat.person_name)):  # a rank may stand before it
        words = _(
            "Bản đã duyệt ghi người ký là “%(printed)s”, người ký là “%(person)s”; "
            "đổi người ký rồi trình duyệt."
        )
        said = {"printed": name, "person": seat.person_name}
        reasons.append(Reason(words % said))
    printed = list(signer.get("authority") or [])
    if authority is not None and printed != list(authority.lines):
        words = _(
            "Phần ký trên bản đã duyệt là “%(printed)s”, còn chức vụ này ký là "
            "“%(lines)s”; sửa lại rồi trình duyệt."
        )
        said = {
            "printed": " / ".join(printed),
            "lines": " / ".join(authority.lines),
        }
        reasons.append(Reason(words % said))
    reasons += outdated(draft, on=on)
    words_said = draft.checks.filter(kind=CheckKind.APPROVAL, version=draft.version)
    latest = words_said.order_by("-made_at", "-id").first()
    if latest is None or not latest.passed:
        reasons.append(Reason(_("Bản này chưa được duyệt.")))
    return (None if reasons else authority), reasons


def signatures_of(draft_id: UUID) -> dict[str, PaperSignature]:
    """Those on the newest version itself by how: pen, personal, agency; one query."""
    rows = PaperSignature.objects.filter(
        draft=draft_id, version=F("draft__version"), attachment=None
    ).select_related("file", "made__key")
    return {str(row.how): row for row in rows.order_by("signed_at")}


def issued_of(entry: OutgoingEntry, at: datetime) -> dict[str, Any]:
    """Where a line went, what it points to and what points to it, who signed it."""
    return {
        "has_paper": entry.document_id is not None
        and DocumentFile.objects.filter(document=entry.document_id).exists(),
        "further": further_files(entry.document_id),
        "sent_to": list(entry.sent_to.order_by("kind", "name")),
        "relation": PaperRelation.objects.filter(entry=entry)
        .select_related("earlier")
        .first(),
        "later": list(entry.later.select_related("entry").order_by("entry__order_key")),
        "signatures": list(
            PaperSignature.objects.filter(
                draft__entry=entry, version=F("draft__version"), attachment=None
            ).order_by("signed_at")
        ),
        "limit_basis": limit_words(entry),
        "is_late": entry.state != OutgoingState.CANCELLED
        and entry.release_due_at is not None
        and (entry.released_at or at) > entry.release_due_at,
    }
