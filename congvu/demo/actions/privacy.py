"""Personal data of the demo: two purposes of the committee, two people who asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.privacy.actions import (
    ProcessingData,
    RequestData,
    answer_request,
    assess_processing,
    choose_term,
    enter_processing,
    take_request,
    tell_first,
)
from congvu.privacy.models import Processing

FILE = "privacy.yaml"


def keep_privacy(*, now: datetime) -> None:
    told, bodies = read(FILE), Bodies(local_date(now))
    keeper = seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), bodies.on)
    made = {one["name"]: _processing(one, keeper, now) for one in told["processing"]}
    for one in told["requests"]:
        _asked(one, made[one["processing"]], keeper, now)


def _processing(one: dict[str, Any], by: Seat, now: datetime) -> Processing:
    given = {k: v for k, v in one.items() if k not in {"days", "assessed"}}
    began = now - timedelta(days=one["days"])
    data = ProcessingData(**given, started_on=local_date(began))
    made = enter_processing(data=data, by=by, at=began)
    if "assessed" in one:
        days, record = one["assessed"]
        at = now - timedelta(days=days)
        assess_processing(
            processing_id=made.pk,
            assessment="filed",
            on=local_date(at),
            record=record,
            by=by,
            at=at,
        )
    return made


def _asked(one: dict[str, Any], about: Processing, by: Seat, now: datetime) -> None:
    """Each step at its day after it was asked."""
    asked = now - timedelta(days=one["days"])
    told = {name: one[name] for name in ("person", "contact", "wish", "text")}
    data = RequestData(**told, asked_on=local_date(asked), processing_id=about.pk)
    key = take_request(data=data, by=by, at=asked).pk
    if "first" in one:
        days, how = one["first"]
        at = asked + timedelta(days=days)
        tell_first(request_id=key, told_at=at, how=how, by=by, at=at)
    if "term" in one:
        term, why = one["term"]
        choose_term(request_id=key, term=term, reason=why, by=by, at=now)
    if "answered" in one:
        days, outcome, record = one["answered"]
        at = asked + timedelta(days=days)
        answer_request(
            request_id=key, outcome=outcome, record=record, told_at=at, by=by, at=at
        )
