"""What the law of a day says of levels: criteria, clocks, who judges, transition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from congvu.law.queries import calendar, find_rule, rules
from congvu.law.rules import RuleValue
from congvu.reviews.formats.numbers import percent
from congvu.systems.models import InformationSystem, LevelDossier
from congvu.systems.rules import SystemState, Transition, is_short, months_after


def criteria_on(on: date) -> list[RuleValue]:
    return rules("level_criterion", on)


def clock_rule(key: str, on: date) -> RuleValue | None:
    return find_rule("dossier_clock", key, on)


def clock_end(key: str, start: date) -> date | None:
    """The last day of a clock that starts that day; None where no rule has one."""
    found = clock_rule(key, start)
    count = found.number("working_days") if found else None
    return calendar().add_working_days(start, count) if count else None


def approval_on(level: int, on: date) -> RuleValue | None:
    return find_rule("level_approval", str(level), on)


@dataclass(frozen=True)
class SecurityShare:
    """How much of a project's cost its security gets, beside what the law asks."""

    words: str
    is_short: bool
    rule: RuleValue


def security_share(dossier: LevelDossier, on: date) -> SecurityShare | None:
    """None where no cost is known, or no law of that day asks for a share."""
    part = dossier.security_cost
    return share_of(dossier.cost or 0, part, on) if part is not None else None


def share_of(cost: int, part: int, on: date) -> SecurityShare | None:
    rule = find_rule("security_share", "project", on)
    least = rule.number("percent") if rule else None
    if rule is None or least is None or not cost:
        return None
    return SecurityShare(
        words=percent(Fraction(part, cost)),
        is_short=is_short(cost, part, least),
        rule=rule,
    )


def log_months(level: int, on: date) -> RuleValue | None:
    """For how many months logs of a system of that level are kept."""
    return find_rule("log_retention", str(level), on)


def transition_ends(on: date) -> dict[Transition, tuple[date, date]]:
    """For each transition of that day: from which day it counts, and its last day."""
    found = {}
    for one in rules("level_transition", on):
        begins, months = date.fromisoformat(one.text("day")), one.number("months")
        if months is not None:
            found[Transition(one.key)] = begins, months_after(begins, months)
    return found


def transition_of(
    system: InformationSystem, ends: Mapping[Transition, tuple[date, date]]
) -> tuple[Transition, date] | None:
    """A level approved before the law, or a system being built that has none."""
    old, project = ends.get(Transition.OLD_LEVEL), ends.get(Transition.PROJECT)
    if old and system.level_on and system.level_on < old[0]:
        if system.state != SystemState.RETIRED:
            return Transition.OLD_LEVEL, old[1]
    elif project and system.level is None and system.state == SystemState.PLANNED:
        return Transition.PROJECT, project[1]
    return None


def criteria_sets(on: date) -> list[tuple[str, date]]:
    """Every decree that has criteria up to that day, each with a day of its own."""
    found: dict[str, tuple[str, date]] = {}
    day: date | None = on
    while day is not None:
        rules_then = criteria_on(day)
        if not rules_then:
            break
        first = rules_then[0]
        found[first.source_code] = (first.source_symbol, day)
        day = min(one.valid_from for one in rules_then) - timedelta(days=1)
    return list(found.values())
