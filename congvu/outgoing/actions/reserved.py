"""A paper written and signed outside the composer goes out under its held number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.files.models import StoredFile
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.actions.history import note
from congvu.outgoing.actions.issuing import paper_document, release
from congvu.outgoing.actions.numbering import locked_line
from congvu.outgoing.actions.recipients import (
    NO_GROUPS,
    Groups,
    places_for,
    send_to,
)
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.outgoing.rules import (
    Leaving,
    OutgoingState,
    SentTo,
    release_due,
    ruling_on,
)


@dataclass(frozen=True)
class SignedBy:
    """Who signed it on paper, in which post, and when."""

    name: str
    position: str
    on: date | None


@transaction.atomic
def issue_reserved(
    *,
    entry_id: UUID,
    signed: SignedBy,
    sent_to: Sequence[SentTo],
    scan: StoredFile | None,
    by: Seat,
    at: datetime,
    groups: Groups = NO_GROUPS,
    copies: int | None = None,
) -> OutgoingEntry:
    """The registry sends out what was signed by hand: its scan, where it goes, by whom.

    Nobody here saw it signed; who did so, and when, is the registry's word.
    """
    entry, on = locked_line(entry_id, by), local_date(at)
    reasons = _line_reasons(entry, by) + _signed_reasons(signed, on)
    if scan is None:
        reasons.append(Reason(_("Chưa có bản quét văn bản đã ký (PDF)."), "scan"))
    places = places_for(sent_to, groups, entry.agency_id, at)
    leaving = Leaving.of_line(entry, on, places.sent_to)
    ruling = ruling_on(leaving)
    reasons += places.reasons + ruling.reasons
    places = places.told(ruling.warnings)
    if reasons or scan is None or signed.on is None:
        raise Refused(reasons)
    entry.signer_name = nfc(signed.name)
    entry.signer_position = nfc(signed.position)
    entry.signed_at = datetime.combine(signed.on, time(), VIETNAM)
    entry.release_due_at = release_due(
        entry.signed_at,
        electronic=False,
        urgent=entry.urgency != "normal",
        days=calendar(),
    )
    send_to(entry, places, at)
    issuer = entry.sequence.body or by.agency_name
    entry.document = paper_document(entry, issuer, at, scan=scan)
    entry.copies = copies or entry.copies
    signed_fields = ["signer_name", "signer_position", "signed_at", "release_due_at"]
    entry.save(update_fields=signed_fields)
    release(entry, by, at)
    note(
        "outgoing.issued",
        on=entry,
        agency_id=entry.agency_id,
        by=by,
        at=at,
        detail={
            "symbol": entry.symbol,
            "recipients": len(places.sent_to),
            "late": at > entry.release_due_at,
        }
        | ({"groups": places.groups} if places.groups else {})
        | ({"text": places.redirected} if places.redirected else {}),
    )
    return entry


def _line_reasons(entry: OutgoingEntry, by: Seat) -> list[Reason]:
    reasons = []
    if not by.can(Permission.NUMBER):
        reasons.append(Reason(_("Không có quyền phát hành.")))
    if entry.state != OutgoingState.RESERVED:
        reasons.append(Reason(_("Chỉ phát hành được số đang giữ.")))
    elif Draft.objects.filter(entry=entry).exists():
        words = _("Số này của một dự thảo đã ký; phát hành ở trang dự thảo.")
        reasons.append(Reason(words))
    if entry.sequence.book.closed_at is not None:
        reasons.append(Reason(_("Sổ của năm này đã khóa.")))
    return reasons


def _signed_reasons(signed: SignedBy, on: date) -> list[Reason]:
    reasons = []
    if not nfc(signed.name):
        reasons.append(Reason(_("Chưa ghi người ký."), "signer_name"))
    elif len(nfc(signed.name)) > 80:
        reasons.append(Reason(_("Tên người ký dài quá 80 ký tự."), "signer_name"))
    if len(nfc(signed.position)) > 200:
        words = _("Chức vụ người ký dài quá 200 ký tự.")
        reasons.append(Reason(words, "signer_position"))
    if signed.on is None or signed.on > on:
        words = _("Ghi ngày ký, không sau hôm nay.")
        reasons.append(Reason(words, "signed_on"))
    return reasons
