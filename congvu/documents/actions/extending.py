"""More time: asked for by who has the part, decided by who gave it.

Every day a part ever had stays: the request keeps the old one and all that moved with
it, the part its first. So what was in time by the first day and what after an extension
can be counted apart.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.actions.across import beyond_sender_reasons, tell_receivers
from congvu.documents.actions.crossing import lock_sender_of
from congvu.documents.actions.days import (
    beyond_reasons,
    move_across,
    move_part_day,
    other_day_reasons,
    until_reasons,
)
from congvu.documents.actions.entries import (
    given_assignment,
    hands_out_reasons,
    locked_entry,
    own_assignment,
    permission_reasons,
    reason_reasons,
    state_reasons,
    under_way_reasons,
)
from congvu.documents.actions.history import note, tell
from congvu.documents.actions.requests import decide, open_request, open_request_reasons
from congvu.documents.models import Assignment, Delivery, RegisterEntry, WorkRequest
from congvu.documents.rules import (
    AWAITED,
    OPEN_ENTRY_STATES,
    EntryState,
    Wish,
    WishState,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

_GOING_ON = (EntryState.HANDLING, EntryState.REPORTED)


@transaction.atomic
def ask_extension(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    until: date | None,
    reason: str,
    by: Seat,
    at: datetime,
) -> WorkRequest:
    """Xin gia hạn: till a working day after the present one, and why."""
    entry = locked_entry(entry_id, by)
    assignment = own_assignment(entry, assignment_id, by)
    reasons = permission_reasons(by, Permission.WORK, Permission.ASSIGN)
    reasons += state_reasons(entry, *_GOING_ON) + under_way_reasons(assignment)
    reasons += open_request_reasons(assignment, Wish.EXTENSION)
    reasons += until_reasons(until, assignment, local_date(at))
    reasons += reason_reasons(reason)
    if reasons or until is None:
        raise Refused(reasons)
    asked = open_request(
        assignment=assignment,
        kind=Wish.EXTENSION,
        why=reason,
        by=by,
        at=at,
        until=until,
    )
    _tell("documents.extension-asked", entry, asked, until, asked.reason, by, at)
    return asked


@transaction.atomic
def grant_extension(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    by: Seat,
    at: datetime,
    until: date | None = None,
    beyond: bool = False,
) -> WorkRequest:
    """Gia hạn: as asked, or till another day the giver sets.

    What was handed on with the same day moves along. Later than the giver's own day
    only if ``beyond`` says that this is meant. The lead's day given by the leader is
    the paper's own.
    """
    lock_sender_of(entry_id)
    entry = locked_entry(entry_id, by)
    assignment = given_assignment(entry, assignment_id, by)
    asked, reasons = _asked(entry, assignment, by)
    day = until or (asked.until if asked else None)
    reasons += until_reasons(day, assignment, local_date(at))
    reasons += beyond_sender_reasons(entry, day)
    reasons += beyond_reasons(entry, assignment, day, beyond=beyond)
    if reasons or asked is None or day is None:
        raise Refused(reasons)
    asked.granted_until = day
    asked.moved = move_part_day(entry, assignment, day, by)
    decide(asked=asked, granted=True, answer="", by=by, at=at)
    _tell("documents.extension-granted", entry, asked, day, asked.reason, by, at)
    move_across(asked.moved, day, at, event="documents.extension-granted", asked=asked)
    return asked


@transaction.atomic
def refuse_extension(
    *, entry_id: UUID, assignment_id: UUID, reason: str, by: Seat, at: datetime
) -> WorkRequest:
    """Không gia hạn: the day stays, and why."""
    entry = locked_entry(entry_id, by)
    assignment = given_assignment(entry, assignment_id, by)
    asked, reasons = _asked(entry, assignment, by)
    reasons += reason_reasons(reason)
    if reasons or asked is None:
        raise Refused(reasons)
    decide(asked=asked, granted=False, answer=reason, by=by, at=at)
    _tell(
        "documents.extension-refused", entry, asked, asked.until, asked.answer, by, at
    )
    tell_receivers(
        "documents.extension-refused",
        {assignment.id: {"reason": asked.answer}},
        kind="documents.extension",
        way="refused",
        also=[asked.asked_post_id],
        at=at,
    )
    return asked


# -- between agencies


@transaction.atomic
def ask_sender_extension(
    *, entry_id: UUID, until: date | None, reason: str, by: Seat, at: datetime
) -> WorkRequest:
    """The agency that works for another asks it for more time, in its own name.

    Who gave the work there decides; until then the sender's day is the limit here.
    """
    lock_sender_of(entry_id)
    entry = locked_entry(entry_id, by)
    sent = queries.delivery_of(entry)
    reasons = permission_reasons(by, Permission.INSTRUCT)
    reasons += state_reasons(entry, *OPEN_ENTRY_STATES)
    if sent is None or sent.state not in AWAITED:
        words = _("Không có cơ quan gửi nào đang chờ kết quả của văn bản này.")
        reasons.append(Reason(words))
    else:
        reasons += under_way_reasons(sent.assignment)
        reasons += open_request_reasons(sent.assignment, Wish.EXTENSION)
        reasons += until_reasons(until, sent.assignment, local_date(at))
    reasons += reason_reasons(reason)
    if reasons or sent is None or until is None:
        raise Refused(reasons)
    asked = open_request(
        assignment=sent.assignment,
        kind=Wish.EXTENSION,
        why=reason,
        by=by,
        at=at,
        until=until,
        in_name_of=by.agency_name,
    )
    detail = {"until": until.isoformat(), "reason": asked.reason}
    note(
        "documents.extension-asked",
        entry=entry,
        by=by,
        at=at,
        detail={"agency": sent.sender_name, **detail},
    )
    tell(
        "documents.extension-asked",
        entry=sent.entry,
        actor=by.agency_name[:80],
        at=at,
        detail={
            "assignment": str(sent.assignment_id),
            "desk": sent.assignment.desk_name,
            **detail,
        },
    )
    return asked


@transaction.atomic
def move_day(
    *,
    entry_id: UUID,
    assignment_id: UUID,
    until: date | None,
    reason: str,
    by: Seat,
    at: datetime,
) -> Assignment:
    """Đổi hạn: the giver sets another day for what another agency has, unasked."""
    lock_sender_of(entry_id)
    entry = locked_entry(entry_id, by)
    assignment = given_assignment(entry, assignment_id, by)
    reasons = hands_out_reasons(by) + state_reasons(entry, *_GOING_ON)
    reasons += under_way_reasons(assignment)
    reasons += open_request_reasons(assignment, Wish.EXTENSION)
    if not Delivery.objects.filter(assignment=assignment, state__in=AWAITED).exists():
        words = _("Chỉ đổi hạn như vậy với việc cơ quan khác đang làm.")
        reasons.append(Reason(words))
    reasons += other_day_reasons(until, assignment, local_date(at))
    reasons += beyond_sender_reasons(entry, until)
    reasons += beyond_reasons(entry, assignment, until, beyond=False, field="until")
    reasons += reason_reasons(reason)
    if reasons or until is None:
        raise Refused(reasons)
    old = assignment.due_on
    moved = move_part_day(entry, assignment, until, by)
    note(
        "documents.day-moved",
        entry=entry,
        by=by,
        at=at,
        detail={
            "assignment": str(assignment.id),
            "desk": assignment.desk_name,
            "from": old.isoformat() if old else "",
            "until": until.isoformat(),
            "reason": nfc(reason),
        },
    )
    move_across(moved, until, at, event="documents.day-moved", why=nfc(reason))
    return assignment


def _asked(
    entry: RegisterEntry, assignment: Assignment, by: Seat
) -> tuple[WorkRequest | None, list[Reason]]:
    """The open request, and why it cannot be answered: the second one is told so."""
    reasons = hands_out_reasons(by) + state_reasons(entry, *_GOING_ON)
    reasons += under_way_reasons(assignment)
    asked = WorkRequest.objects.filter(
        assignment=assignment, kind=Wish.EXTENSION, state=WishState.OPEN
    ).first()
    if asked is None:
        reasons.append(Reason(_("Đề nghị này đã được trả lời hoặc không còn.")))
    return asked, reasons


def _tell(
    event: str,
    entry: RegisterEntry,
    asked: WorkRequest,
    until: date | None,
    why: str,
    by: Seat,
    at: datetime,
) -> None:
    note(
        event,
        entry=entry,
        by=by,
        at=at,
        detail={
            "assignment": str(asked.assignment_id),
            "until": until.isoformat() if until else "",
            "reason": why,
            "desk": asked.assignment.desk_name,
        },
    )
