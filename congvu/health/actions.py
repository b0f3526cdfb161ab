"""Keeping since when; telling the administrators once that a thing turned bad."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from congvu.audit.rules import Actor
from congvu.health.models import HealthState
from congvu.health.rules import Finding, State
from congvu.notices.actions import notify


@transaction.atomic
def note_states(
    *, findings: Sequence[Finding], to: Sequence[UUID], by: Actor, at: datetime
) -> None:
    """What the worker saw. No audit entry: nobody did anything, the machine looks.

    Bad at two looks in a row is told, once, until it has been well again: a restart
    that takes seconds is nobody's news.
    """
    rows = {row.key: row for row in HealthState.objects.select_for_update()}
    for finding in findings:
        row = rows.pop(finding.check.key, None) or HealthState(
            key=finding.check.key, state="", since=at
        )
        was = row.state
        if was != finding.state:
            row.since = at
        row.state, row.looked_at = finding.state.value, at
        row.words, row.values = finding.said.words, finding.said.values
        if finding.state is State.WELL:
            row.told_at = None
        elif finding.state is State.BAD and was == State.BAD and row.told_at is None:
            row.told_at = at
            notify("health.bad", to=to, target_id=row.id, at=at, actor=by.name)
        row.save()
    for gone in rows.values():  # a check of an older release, or of a store given up
        gone.delete()
