"""How the successors finished what the old bodies had left open on 30 June 2025."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.demo.actions.life import Case
from congvu.documents import actions
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.rules import Part
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import Role


def finish(cases: Sequence[Case], since: date) -> None:
    """Each open paper that has a ``then`` gets it on its day, by whoever holds it."""
    days = calendar()
    planned = [
        (days.add_working_days(since, case.line["after"]), case)
        for case in cases
        if "then" in case.line
    ]
    moments = [_at(day, 16) for day, _case in planned]
    ensure_months("documents_historyevent", moments)
    for day, case in sorted(planned, key=lambda plan: (plan[0], plan[1].number)):
        _finish(case, day)


def _finish(case: Case, day: date) -> None:
    if case.entry is None:
        raise LookupError("an open paper stands in a register")
    entry = RegisterEntry.objects.get(pk=case.entry.pk)
    parts = entry.assignments.order_by("given_at", "id").select_related("parent")
    lead = parts.filter(part=Part.LEAD).last()
    if lead is None:
        _write_on_it(entry, parts.get(part=Part.DIRECT), case.line["then"], day)
    else:
        _report_up(entry, lead, case.line["then"], day)


def _write_on_it(
    entry: RegisterEntry, direct: Assignment, text: str, day: date
) -> None:
    """The leader before whom it lies asks for nothing more: somebody is told."""
    leader = _seat(direct.desk_id, day)
    told = next(
        p.id
        for p in posts_on(day, agency_id=leader.agency_id)
        if p.role == Role.UNIT_HEAD and p.person_id
    )
    actions.instruct(
        entry_id=entry.pk,
        assignment_id=direct.pk,
        text=text,
        shares=[actions.Share(told, Part.INFORM)],
        by=leader,
        at=_at(day, 9),
    )


def _report_up(entry: RegisterEntry, lead: Assignment, result: str, day: date) -> None:
    """Reported by the lowest desk, accepted by each above it."""
    by = _seat(lead.desk_id, day)
    actions.record_view(entry=entry, by=by, at=_at(day, 8))
    actions.report(
        entry_id=entry.pk, assignment_id=lead.pk, result=result, by=by, at=_at(day, 10)
    )
    hour = 11
    while lead.parent is not None:
        actions.confirm(
            entry_id=entry.pk,
            assignment_id=lead.pk,
            by=_seat(lead.parent.desk_id, day),
            at=_at(day, hour),
        )
        hour += 2
        lead = Assignment.objects.select_related("parent").get(pk=lead.parent.pk)


def _seat(desk: UUID, on: date) -> Seat:
    """Whoever works at a desk that day: a post, or a unit, whose desk is its head's."""
    heads = [p for p in posts_on(on, unit_id=desk) if p.role == Role.UNIT_HEAD]
    return seat_of_post(heads[0].id if heads else desk, on)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 20), VIETNAM)
