"""Incidents of the demo: one closed, one whose hours run, a drill; a warning that one
of its agencies answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.incidents.actions import (
    DrillData,
    IncidentData,
    KnownData,
    SignData,
    WarningData,
    acknowledge_warning,
    add_sign,
    change_incident,
    close_incident,
    judge_incident,
    keep_contact,
    note_step,
    open_incident,
    plan_drill,
    prove_action,
    record_telling,
    warn_units,
)
from congvu.incidents.models import Clock, Incident
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role

FILE = "incidents.yaml"


def have_incidents(*, now: datetime) -> None:
    """By the centre's hand, which is the committee's as well."""
    told, bodies = read(FILE), Bodies(local_date(now))
    centre = seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), bodies.on)
    for one in told["contacts"]:
        keep_contact(**one, by=centre, at=now - timedelta(days=40))
    made = {one["name"]: _incident(one, centre, now) for one in told["incidents"]}
    one = told["warning"]
    sent = now - timedelta(hours=one["hours"])
    warning = warn_units(
        data=WarningData(
            title=one["title"],
            text=one["text"],
            urgency=one["urgency"],
            action=one["action"],
            products=one["products"],
            due_at=sent + timedelta(hours=one["within"]),
            agencies=[bodies.agencies[name].id for name in one["to"]],
            incident_id=made[one["incident"]].pk,
        ),
        by=centre,
        at=sent,
    )
    at = sent + timedelta(hours=2)
    acknowledge_warning(warning_id=warning.pk, by=centre, at=at)
    prove_action(warning_id=warning.pk, proof=one["proof"], by=centre, at=at)
    for one in told["signs"]:
        of = made.get(one.pop("incident", ""))
        data = SignData(**one, incident_id=of.pk if of else None)
        add_sign(data=data, by=centre, at=now)
    for one in told["drills"]:
        day = bodies.on + timedelta(days=one.pop("in"))
        plan_drill(data=DrillData(**one, planned_on=day), by=centre, at=now)


def _incident(one: dict[str, Any], by: Seat, now: datetime) -> Incident:
    """Each step at its hour after the detection."""
    detected = now - timedelta(hours=one["hours"])
    made = open_incident(
        data=IncidentData(
            name=one["name"],
            group=one["group"],
            detected_at=detected,
            is_drill=one.get("drill", False),
            scope=one["known"]["scope"],
        ),
        by=by,
        at=detected + timedelta(minutes=20),
    )
    for step, (after, text) in one["steps"].items():
        at = detected + timedelta(hours=after)
        note_step(incident_id=made.pk, step=step, done_at=at, text=text, by=by, at=at)
    _told(made.pk, one, by, detected)
    if one.get("closed"):
        close_incident(
            incident_id=made.pk, by=by, at=detected + timedelta(hours=one["closed"])
        )
    return made


def _told(key: UUID, one: dict[str, Any], by: Seat, detected: datetime) -> None:
    at = detected + timedelta(hours=one["known"]["after"])
    known = {k: one["known"].get(k, "") for k in ("cause", "scope", "measures")}
    data = KnownData(
        is_urgent=False,
        personal_data=False,
        subjects=None,
        lessons=one["known"].get("lessons", ""),
        **known,
    )
    change_incident(incident_id=key, data=data, by=by, at=at)
    if "gravity" in one:
        judge_incident(incident_id=key, **one["gravity"], by=by, at=at)
    if "told" not in one:
        return
    after, how = one["told"]
    moment = detected + timedelta(hours=after)
    for clock in Clock.objects.filter(incident=key, dropped_at=None):
        record_telling(
            incident_id=key, key=clock.key, told_at=moment, how=how, by=by, at=moment
        )
