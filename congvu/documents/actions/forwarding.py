"""Chuyển để biết: one paper to many units and agencies in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.actions.deliveries import deliver
from congvu.documents.actions.entries import (
    locked_entry,
    permission_reasons,
    state_reasons,
)
from congvu.documents.actions.history import grant, note
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import (
    LONGEST_REASON,
    AssignmentState,
    EntryState,
    Part,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import ended_agencies, warning_on_sending
from congvu.organisations.rules import Permission, members_of

_NOT_ENDED = tuple(
    s for s in EntryState if s not in (EntryState.RETURNED, EntryState.CANCELLED)
)


@transaction.atomic
def forward(
    *,
    entry_id: UUID,
    desk_ids: Collection[UUID],
    by: Seat,
    at: datetime,
    text: str = "",
) -> list[Assignment]:
    """Give the paper for information to desks, units and other agencies at once.

    The same number of statements for one as for 120. Who has it for information already
    is left alone; whoever cannot receive it is named, and then nobody gets it.
    """
    entry = locked_entry(entry_id, by)
    desks = queries.all_desks(by.agency_id, local_date(at))
    reasons = permission_reasons(by, Permission.INSTRUCT, Permission.TRANSFER)
    reasons += state_reasons(entry, *_NOT_ENDED)
    reasons += _desk_reasons(desk_ids, desks, local_date(at))
    if len(nfc(text)) > LONGEST_REASON:
        words = _("Dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        reasons.append(Reason(words, "text"))
    told = _told_already(entry)
    wanted = [
        d for d in desks.values() if d.id in desk_ids and _principal(d) not in told
    ]
    if desk_ids and not reasons and not wanted:
        reasons.append(Reason(_("Những nơi này đều đã nhận để biết."), "desks"))
    if reasons:
        raise Refused(reasons)
    made = [_part(entry, desk, text, by, at) for desk in wanted]
    Assignment.objects.bulk_create(made)
    inside = [d for d in wanted if not d.is_agency]
    grant(entry, {p for d in inside for p in (_principal(d), d.unit_id)})
    outside = {d.id for d in wanted if d.is_agency}
    deliver(
        entry=entry,
        parts=[part for part in made if part.desk_id in outside],
        by=by,
        at=at,
        tells=False,
    )
    note(
        "documents.forwarded",
        entry=entry,
        by=by,
        at=at,
        detail={"desks": [d.name for d in wanted], "text": nfc(text)},
    )
    return made


def _part(
    entry: RegisterEntry, desk: queries.Desk, text: str, by: Seat, at: datetime
) -> Assignment:
    return Assignment(
        entry=entry,
        agency_id=entry.agency_id,
        part=Part.INFORM,
        desk_id=_principal(desk),
        desk_name=desk.name,
        unit_id=None if desk.is_agency else desk.unit_id,
        state=AssignmentState.WAITING,
        request=nfc(text),
        given_at=at,
        given_by=by.person_name,
        given_by_post_id=by.post_id,
    )


def _principal(desk: queries.Desk) -> UUID:
    """A unit is told as everybody in it."""
    return members_of(desk.id) if desk.is_unit else desk.id


def _told_already(entry: RegisterEntry) -> set[UUID]:
    return set(
        Assignment.objects.filter(entry=entry, part=Part.INFORM)
        .exclude(state__in=[AssignmentState.RETURNED, AssignmentState.WITHDRAWN])
        .values_list("desk_id", flat=True)
    )


def _desk_reasons(
    desk_ids: Collection[UUID], desks: dict[UUID, queries.Desk], on: date
) -> list[Reason]:
    if not desk_ids:
        return [Reason(_("Chọn ít nhất một nơi nhận để biết."), "desks")]
    reasons: list[Reason] = []
    gone = [desk_id for desk_id in desk_ids if desk_id not in desks]
    ended = [a for a in ended_agencies(gone) if a.ended_on <= on]
    for one in ended:
        words = f"{one.name}: {warning_on_sending(one.id, on)}"
        reasons.append(Reason(words, "desks"))
    if len(ended) < len(gone):
        words = _("Nơi nhận không còn hoạt động hoặc không thuộc cơ quan này.")
        reasons.append(Reason(words, "desks"))
    empty = [d.name for d in desks.values() if d.id in desk_ids and not d.is_manned]
    if empty:
        words = _("Không có người nhận ở: %(names)s. Bỏ những nơi này rồi chuyển.")
        reasons.append(Reason(words % {"names": ", ".join(empty)}, "desks"))
    return reasons
