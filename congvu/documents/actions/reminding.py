"""Reminders by dated rules: each step of each subject once, on working days only.

A reminder is a row under a unique key before it is a notice, both in one transaction:
whatever is killed, begun again or done by two workers, the second one finds the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection, transaction

from congvu.documents import queries
from congvu.documents.models import Assignment
from congvu.documents.queries import Desk
from congvu.documents.rules import AssignmentState
from congvu.law.queries import calendar
from congvu.law.rules import Due, Step, When, Whom, latest_step
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.lib.ids import uuid7
from congvu.notices.actions import notify
from congvu.organisations.models import Agency
from congvu.organisations.queries import on_map
from congvu.organisations.rules import Role

REMIND_FROM = time(7, 0)
NOTIFY_FROM = time(15, 0)
"""Who sent a file is to be told the same day (NĐ 30/2020 Đ21.2): said while there is
still time to do it."""

_CLERK: tuple[Whom, ...] = ()
# The registry's clocks are the law's own; they are not the office's to set.
NOTIFY = (Step("notify", When.DUE, 0, _CLERK),)
MOVE = (
    Step("move", When.DUE, 0, _CLERK),
    Step("move-late", When.EVERY, 1, _CLERK),
)
REGISTER = (
    Step("register", When.DUE, 0, _CLERK),
    Step("register-late", When.EVERY, 1, _CLERK),
)


@dataclass(frozen=True)
class _Call:
    """One step due now for one subject, and the notice it becomes."""

    subject_id: UUID
    due_on: date
    step: str
    kind: str
    target_id: UUID
    desks: frozenset[UUID]
    part: str = ""


def remind(*, at: datetime) -> int:
    """Take every step whose day has come, agency by agency; how many were taken."""
    days, today = calendar(), local_date(at)
    if not days.is_working(today) or at.astimezone(VIETNAM).time() < REMIND_FROM:
        return 0
    agencies = Agency.objects.valid(on=today).order_by("id")
    return sum(
        _remind_agency(agency_id, days, at)
        for agency_id in agencies.values_list("id", flat=True)
    )


@transaction.atomic
def _remind_agency(agency_id: UUID, days: WorkCalendar, at: datetime) -> int:
    today = local_date(at)
    desks = queries.desks(agency_id, today)
    calls = [
        *_parts(agency_id, desks, days, today),
        *_lines(agency_id, desks, days, today),
        *_files(agency_id, desks, days, at),
    ]
    taken = _take(agency_id, calls, today, at)
    door: _Call | None = None
    for call in calls:
        if (call.subject_id, call.step) not in taken:
            continue
        if call.target_id == agency_id:
            door = call  # many files at the door are one notice
            continue
        detail = {"step": call.step, **({"part": call.part} if call.part else {})}
        notify(call.kind, to=call.desks, target_id=call.target_id, at=at, detail=detail)
    if door is not None:
        detail = {"step": door.step}
        notify(door.kind, to=door.desks, target_id=agency_id, at=at, detail=detail)
    return len(taken)


def _take(
    agency_id: UUID, calls: Sequence[_Call], today: date, at: datetime
) -> set[tuple[UUID, str]]:
    """Write the rows; those that were there already are not ours to tell.

    In one order, so that two workers wait for each other and never cross.
    """
    ordered = sorted(calls, key=lambda c: (c.subject_id, c.step))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_reminder"
            " (id, agency_id, subject_id, step, due_on, told_on, at)"
            " SELECT id, %s, subject_id, step, due_on, %s, %s FROM"
            " unnest(%s::uuid[], %s::uuid[], %s::varchar[], %s::date[])"
            " AS calls (id, subject_id, step, due_on)"
            " ON CONFLICT DO NOTHING RETURNING subject_id, step",
            [
                agency_id,
                today,
                at,
                [uuid7() for _call in ordered],
                [call.subject_id for call in ordered],
                [call.step for call in ordered],
                [call.due_on for call in ordered],
            ],
        )
        return set(cursor.fetchall())


def _parts(
    agency_id: UUID, desks: dict[UUID, Desk], days: WorkCalendar, today: date
) -> Iterable[_Call]:
    steps = queries.reminding(agency_id, today).steps
    ahead = max((s.days for s in steps if s.when == When.BEFORE), default=0)
    until = days.add_working_days(today, max(1, ahead))
    chiefs = queries.posts_with(desks, [Role.OFFICE_CHIEF])
    due_parts = list(queries.due_parts(agency_id, desks, until=until))
    # A giver of a body that has ended is who answers for its desk today.
    givers = on_map({_giver(part) for part in due_parts}, today)
    for part in due_parts:
        if part.due_on is None:
            continue
        due = latest_step(steps, part.due_on, today, days)
        # Who was given it later was told the day with it.
        if due is None or due.day <= local_date(part.given_at):
            continue
        is_late = due.step.when in (When.AFTER, When.EVERY)
        yield _Call(
            subject_id=part.id,
            due_on=part.due_on,
            step=due.key,
            kind="documents.late" if is_late else "documents.due",
            target_id=part.entry_id,
            desks=_whom(due, part, desks, chiefs, giver=givers[_giver(part)]),
            part=str(part.id),
        )


def _giver(part: Assignment) -> UUID:
    return part.parent.desk_id if part.parent else part.given_by_post_id


def _whom(
    due: Due,
    part: Assignment,
    desks: dict[UUID, Desk],
    chiefs: frozenset[UUID],
    *,
    giver: UUID,
) -> frozenset[UUID]:
    """The desks of a step; where nobody sits, the next one up is told, too.

    A reported part waits for who gave it: that desk is its handler now. A desk that is
    no more has nobody; what lies with another agency is held there.
    """
    is_reported = part.state == AssignmentState.REPORTED
    is_across = part.unit_id is None and part.desk_id not in desks
    chain: list[tuple[Whom, frozenset[UUID]]] = [
        (Whom.HANDLER, frozenset({giver if is_reported else part.desk_id})),
        (
            Whom.HEAD,
            frozenset({part.unit_id} if part.unit_id and not is_reported else ()),
        ),
        (Whom.GIVER, frozenset({giver})),
        (Whom.CHIEF, chiefs),
    ]
    found: set[UUID] = set()
    goes_up = False
    for whom, here in chain:
        if whom in due.step.to or goes_up:
            known = [desks[d] for d in here if d in desks]
            found |= {desk.id for desk in known}
            at_work = is_across and part.desk_id in here
            goes_up = not at_work and not any(desk.is_held for desk in known)
    return frozenset(found)


def _lines(
    agency_id: UUID, desks: dict[UUID, Desk], days: WorkCalendar, today: date
) -> Iterable[_Call]:
    """Lines the registry has to submit or transfer (NĐ 30/2020 Đ4.2c, Đ23.1)."""
    clerks = queries.posts_with(desks, [Role.RECORDS_CLERK])
    until = days.next_working_day(today)
    for entry in queries.due_lines(agency_id, until=until):
        if entry.move_by is None:
            continue
        due = latest_step(MOVE, entry.move_by, today, days)
        if due is None or due.day <= local_date(entry.registered_at):
            continue
        yield _Call(
            subject_id=entry.id,
            due_on=entry.move_by,
            step=due.key,
            kind="documents.registry",
            target_id=entry.id,
            desks=clerks,
        )


def _files(
    agency_id: UUID, desks: dict[UUID, Desk], days: WorkCalendar, at: datetime
) -> Iterable[_Call]:
    """Files that lie too long at the door (NĐ 30/2020 Đ21.2, Đ23.1)."""
    today = local_date(at)
    clerks = queries.posts_with(desks, [Role.RECORDS_CLERK])
    for item in queries.waiting_files(agency_id, before=at):
        came = local_date(item.received_at)
        clocks: list[tuple[str, Sequence[Step]]] = [("register", REGISTER)]
        if at.astimezone(VIETNAM).time() >= NOTIFY_FROM:
            clocks.append(("notify", NOTIFY))
        for clock, steps in clocks:
            last = queries.step_deadline(clock, "normal", came)
            due = latest_step(steps, last, today, days) if last else None
            # On the day it came only who sent it has to hear of it.
            too_soon = clock == "register" and due and due.day <= came
            too_late = clock == "notify" and due and due.day < today
            if last is None or due is None or too_soon or too_late:
                continue
            yield _Call(
                subject_id=item.id,
                due_on=last,
                step=due.key,
                kind="documents.at-door",
                target_id=agency_id,
                desks=clerks,
            )
