"""Reminders before and after the day of a clock, by the office's own steps.

The row under a unique key is there before the notice: killed, begun again or done by
two workers, the second one finds the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from congvu.documents.queries import reminding
from congvu.law.queries import calendar
from congvu.law.rules import Step, When, latest_step
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.notices.actions import notify_each
from congvu.systems.models import (
    DossierReminder,
    InformationSystem,
    LevelDossier,
    TransitionReminder,
)
from congvu.systems.queries import (
    desks_of,
    open_dossiers,
    transition_ends,
    transition_of,
)
from congvu.systems.rules import SystemState, running

REMIND_FROM = time(7, 0)


@dataclass(frozen=True)
class _Call:
    """One step due now for one dossier."""

    dossier: LevelDossier
    step: str
    is_late: bool


@transaction.atomic
def remind_of_dossiers(*, at: datetime) -> int:
    """Take every step whose day has come; how many were taken."""
    days, today = calendar(), local_date(at)
    if not days.is_working(today) or at.astimezone(VIETNAM).time() < REMIND_FROM:
        return 0
    calls = list(_calls(days, today))
    rows = [DossierReminder(dossier=c.dossier, step=c.step, at=at) for c in calls]
    DossierReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    asked = [row.pk for row in rows]
    there = DossierReminder.objects.filter(pk__in=asked)
    kept = set(there.values_list("pk", flat=True))
    taken = [c for c, row in zip(calls, rows, strict=True) if row.pk in kept]
    desks = desks_of({c.dossier.system.agency_id for c in taken}, today)
    for kind, is_late in (("systems.due", False), ("systems.late", True)):
        notify_each(
            kind,
            to=[
                (desk, call.dossier.pk, {})
                for call in taken
                if call.is_late == is_late
                for desk in sorted(desks[call.dossier.system.agency_id])
            ],
            at=at,
        )
    return len(taken)


@transaction.atomic
def remind_of_transitions(*, at: datetime) -> int:
    """Tell of each system once by which day what was before has to fit; how many."""
    today = local_date(at)
    if not calendar().is_working(today) or at.astimezone(VIETNAM).time() < REMIND_FROM:
        return 0
    ends = transition_ends(today)
    there = InformationSystem.objects.exclude(state=SystemState.RETIRED)
    told = set(TransitionReminder.objects.values_list("system", "transition"))
    rows = [
        TransitionReminder(system=one, transition=found[0], at=at)
        for one in there.order_by("pk")
        if (found := transition_of(one, ends)) and found[1] >= today
        if (one.pk, found[0]) not in told
    ]
    TransitionReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    written = TransitionReminder.objects.filter(pk__in=[row.pk for row in rows])
    kept = set(written.values_list("pk", flat=True))
    taken = [row.system for row in rows if row.pk in kept]
    desks = desks_of({one.agency_id for one in taken}, today)
    notify_each(
        "systems.transition",
        to=[(d, one.pk, {}) for one in taken for d in sorted(desks[one.agency_id])],
        at=at,
    )
    return len(taken)


def _calls(days: WorkCalendar, today: date) -> Iterator[_Call]:
    steps: dict[UUID, tuple[Step, ...]] = {}
    for row in open_dossiers().order_by("pk"):
        clock = running(
            row.state,
            return_due_on=row.return_due_on,
            appraise_due_on=row.appraise_due_on,
            approve_due_on=row.approve_due_on,
            today=today,
        )
        if clock is None or clock.due_on is None:
            continue
        agency = row.system.agency_id
        if agency not in steps:
            steps[agency] = reminding(agency, today).steps
        due = latest_step(steps[agency], clock.due_on, today, days)
        began = row.appraised_on or row.submitted_on
        # Whoever got it that day was told the day with it.
        if due and began is not None and due.day > began:
            is_late = due.step.when in (When.AFTER, When.EVERY)
            # Submitted again, its clocks are others.
            key = f"{clock.key}-{clock.due_on:%m%d}-{due.key}"[:40]
            yield _Call(row, key, is_late)
