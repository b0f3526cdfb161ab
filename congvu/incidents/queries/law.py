"""What the law of a day says of telling about incidents."""

from __future__ import annotations

from datetime import date

from congvu.incidents.rules import ClockRule, When
from congvu.law.queries import find_rule, rules
from congvu.law.rules import RuleValue, Sureness


def clock_rules(on: date) -> list[tuple[ClockRule, RuleValue]]:
    """The set of the day of detection, each with what it is cited from."""
    return [
        (
            ClockRule(
                key=one.key,
                hours=one.number("hours") or 0,
                when=When(one.text("when")),
                label=one.label,
                to=one.text("to"),
                basis=one.citation,
            ),
            one,
        )
        for one in rules("incident_clock", on)
    ]


def is_read(rule: RuleValue) -> bool:
    return rule.sureness == Sureness.READ


def days_between_checks(on: date) -> int:
    """How long a contact stands before somebody has to look at it again."""
    found = find_rule("incident_contact", "check", on)
    return (found.number("days") if found else None) or 365
