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
from django.utils.translation import override

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
from congvu.documents.actions.history import note
from congvu.documents.actions.requests import decide, open_request, open_request_reasons
from congvu.documents.models import Assignment, RegisterEntry, WorkRequest
from congvu.documents.rules import (
    RECALLED_FROM,
    EntryState,
    Part,
    Wish,
    WishState,
)
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
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
    reasons += _until_reasons(until, assignment, local_date(at))
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
    entry = locked_entry(entry_id, by)
    assignment = given_assignment(entry, assignment_id, by)
    asked, reasons = _asked(entry, assignment, by)
    day = until or (asked.until if asked else None)
    reasons += _until_reasons(day, assignment, local_date(at))
    reasons += _beyond_reasons(entry, assignment, day, beyond=beyond)
    if reasons or asked is None or day is None:
        raise Refused(reasons)
    asked.granted_until = day
    asked.moved = _move(entry, assignment, day, by)
    decide(asked=asked, granted=True, answer="", by=by, at=at)
    _tell("documents.extension-granted", entry, asked, day, asked.reason, by, at)
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
    return asked


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


def _until_reasons(
    until: date | None, assignment: Assignment, today: date
) -> list[Reason]:
    if assignment.due_on is None:
        return [Reason(_("Phần việc này không có hạn để gia."))]
    if until is None:
        return [Reason(_("Chưa ghi ngày xin gia hạn tới."), "until")]
    reasons: list[Reason] = []
    if until <= assignment.due_on:
        words = _("Ngày gia hạn phải sau hạn hiện nay (%(day)s).")
        day = assignment.due_on.strftime("%d/%m/%Y")
        reasons.append(Reason(words % {"day": day}, "until"))
    if until < today:
        reasons.append(Reason(_("Hạn xử lý ở quá khứ."), "until"))
    if not calendar().is_working(until):
        words = _("Ngày %(day)s là ngày nghỉ. Chọn một ngày làm việc.")
        told = {"day": until.strftime("%d/%m/%Y")}
        reasons.append(Reason(words % told, "until"))
    return reasons


def _is_the_papers_own(assignment: Assignment) -> bool:
    """Whether the part's day is the day of the paper: the lead's, given by a leader."""
    parent = assignment.parent
    return (
        assignment.part == Part.LEAD
        and parent is not None
        and parent.part == Part.DIRECT
    )


def _beyond_reasons(
    entry: RegisterEntry, assignment: Assignment, until: date | None, *, beyond: bool
) -> list[Reason]:
    """Nobody's part ends after what it is part of, unless that is said."""
    parent = assignment.parent
    if beyond or until is None or parent is None or _is_the_papers_own(assignment):
        return []
    own = None if parent.part == Part.DIRECT else parent.due_on
    last = own or entry.due_on
    if last is None or until <= last:
        return []
    words = _(
        "Ngày này sau hạn của việc gốc (%(day)s). Xin gia hạn việc gốc trước, hoặc xác "
        "nhận cho phép sau hạn ấy."
    )
    return [Reason(words % {"day": last.strftime("%d/%m/%Y")}, "beyond")]


def _move(
    entry: RegisterEntry, assignment: Assignment, until: date, by: Seat
) -> list[dict[str, str]]:
    """Set the new day on the part, on what shared its day below, and on the paper."""
    old = assignment.due_on
    moved: list[dict[str, str]] = []
    for part in [assignment, *_same_day_below(assignment)]:
        moved.append(_moved(str(part.pk), part.due_on, until))
        part.first_due_on = part.first_due_on or part.due_on
        part.due_on = until
        part.save(update_fields=["due_on", "first_due_on"])
    if not _is_the_papers_own(assignment):
        return moved
    if entry.due_on is None or entry.due_on < until:
        moved.append(_moved("entry", entry.due_on, until))
        entry.first_due_on = entry.first_due_on or entry.due_on or old
        entry.due_on = until
        with override("vi"):
            entry.due_basis = _("Gia hạn của %(name)s") % {"name": by.person_name}
        entry.save(update_fields=["due_on", "first_due_on", "due_basis"])
    return moved


def _moved(whose: str, old: date | None, new: date) -> dict[str, str]:
    return {
        "whose": whose,
        "from": old.isoformat() if old else "",
        "to": new.isoformat(),
    }


def _same_day_below(top: Assignment) -> list[Assignment]:
    """Open parts handed on from here that only had the day of what they belong to."""
    open_parts = Assignment.objects.filter(
        entry=top.entry_id,
        part__in=[Part.LEAD, Part.SUPPORT],
        state__in=RECALLED_FROM,
        due_on=top.due_on,
    )
    children: dict[UUID | None, list[Assignment]] = {}
    for part in open_parts:
        children.setdefault(part.parent_id, []).append(part)
    found: list[Assignment] = []
    layer = [top]
    while layer:
        layer = [child for one in layer for child in children.get(one.pk, [])]
        found += layer
    return found


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
