"""Help asked in the demo: some answered, one asked again, one late, one just sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from congvu.audit.actions import ensure_months
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.support import actions
from congvu.support.rules import HelpData, HelpKind

FILE = "helping.yaml"


def ask_and_answer(*, now: datetime) -> None:
    """By the cast's own hands, on the days before this one; oldest first."""
    bodies, told = Bodies(local_date(now)), read(FILE)["requests"]
    moments = [now - timedelta(days=one["days_ago"]) for one in told]
    ensure_months("audit_event", moments)
    for one, at in zip(told, moments, strict=True):
        asker = _seat(bodies, one["who"], at)
        answers = _seat(bodies, Role.ADMINISTRATOR, at)
        made = actions.ask_for_help(
            data=HelpData(
                HelpKind(one["kind"]), one["subject"], one["text"], asker.agency_id
            ),
            by=asker,
            at=at,
        )
        given = {"support_request_id": made.pk}
        for number, words in enumerate(one.get("said", ())):
            later = min(now, at + timedelta(hours=5 * (number + 1)))
            if number % 2:
                actions.ask_again(text=words, by=asker, at=later, **given)
            else:
                actions.answer_request(text=words, by=answers, at=later, **given)
        if one.get("closed"):
            actions.close_request(
                by=asker, at=min(now, at + timedelta(days=2)), **given
            )


def _seat(bodies: Bodies, who: str, at: datetime) -> Seat:
    return seat_of_post(bodies.desk("committee", who), local_date(at))
