"""The one shape of every page that does something."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.organisations.rules import Permission
from congvu.systems.models import InformationSystem, LevelDossier, SystemEvent
from congvu.systems.rules import (
    AUDIT_EVENTS,
    CLOCK_NAMES,
    DossierState,
    SystemState,
    running,
)
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press

__all__ = ["KEEP", "METHODS", "READ", "Words", "answer", "posted", "press"]

READ = Permission.READ_SECURITY
KEEP = Permission.KEEP_SECURITY
STATE_TONES = {SystemState.RUNNING: "done", SystemState.PLANNED: "look"}
DOSSIER_TONES = {
    DossierState.APPROVED: "done",
    DossierState.RETURNED: "late",
    DossierState.SUBMITTED: "look",
    DossierState.APPRAISED: "look",
}

answer = partial(deeds.answer, template="systems/form.html")


def system_url(found: InformationSystem) -> str:
    return reverse("systems:system", args=[found.pk])


def dossier_url(found: LevelDossier) -> str:
    return reverse("systems:dossier", args=[found.pk])


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def event(one: SystemEvent) -> ui.Event:
    name = _(AUDIT_EVENTS[one.event])
    return ui.Event(
        at=one.at,
        actor=one.actor,
        text=f"{name}: {_(one.text)}" if one.text else name,
    )


def clock(found: LevelDossier, today: date) -> tuple[str, ui.Deadline | None] | None:
    """What is owed now and by when, in working days; None where nothing is."""
    now = running(
        found.state,
        return_due_on=found.return_due_on,
        appraise_due_on=found.appraise_due_on,
        approve_due_on=found.approve_due_on,
        today=today,
    )
    if now is None:
        return None
    shown = deadline_shown(now.due_on, on=today, days=calendar())
    return _(CLOCK_NAMES[now.key]), shown if now.due_on else None
