"""What the law of a day says: clocks of requests, and of the assessment."""

from __future__ import annotations

from datetime import date, timedelta

from congvu.law.queries import calendar, find_rule, rules
from congvu.law.rules import RuleValue
from congvu.privacy.rules import Terms

FIRST = "first"


def request_rules(on: date) -> list[RuleValue]:
    return rules("subject_request", on)


def terms_on(on: date) -> Terms:
    """The times a request of that day may have."""
    told = {one.key: one.number("days") for one in request_rules(on)}
    return Terms({key: days for key, days in told.items() if days})


def term_names(on: date) -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in request_rules(on) if one.number("days")]


def first_due(on: date) -> date | None:
    """The last working day for the first answer."""
    found = find_rule("subject_request", FIRST, on)
    count = found.number("working_days") if found else None
    return calendar().add_working_days(on, count) if count else None


def assessment_due(started: date) -> date | None:
    """None where the law of that day asked for none."""
    found = find_rule("processing_assessment", "file", started)
    days = found.number("days") if found else None
    return started + timedelta(days=days) if days else None
