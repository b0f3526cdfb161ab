"""What an office reminds whom of, when; and what has a day that may have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from congvu.documents.models import (
    Assignment,
    HandlingRules,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.queries.desks import Desk
from congvu.documents.rules import (
    ACTING_STATES,
    WAITS_FOR_REGISTRY,
    AssignmentState,
    IntakeState,
    Part,
)
from congvu.law.queries import find_rule, rules
from congvu.law.rules import SURENESS_WORDS, RuleValue, Step, Sureness, step
from congvu.organisations.rules import Role

_AT_THE_DOOR = (IntakeState.READY, IntakeState.QUARANTINED)
_REMINDED = ACTING_STATES | {AssignmentState.REPORTED}


@dataclass(frozen=True)
class Reminding:
    """The steps in force in an office on a day, and on whose word.

    ``own`` is the office's row, None where the shipped values stand.
    """

    working_days: int | None
    steps: tuple[Step, ...]
    source: str
    sureness: str
    own: HandlingRules | None


def own_rules(agency_id: UUID, on: date) -> HandlingRules | None:
    found: HandlingRules | None = (
        HandlingRules.objects.valid(on=on).filter(agency=agency_id).first()
    )
    return found


def reminding(agency_id: UUID, on: date) -> Reminding:
    """The office's own rules of the day; else the shipped ones, called unverified."""
    own = own_rules(agency_id, on)
    if own is not None:
        steps = tuple(step(str(row["key"]), row) for row in own.steps)
        return Reminding(own.working_days, steps, own.basis, Sureness.READ, own)
    shipped: list[RuleValue] = rules("reminder", on)
    limit = find_rule("handling_deadline", "normal", on)
    first = next(iter(shipped), None)
    return Reminding(
        working_days=limit.number("working_days") if limit else None,
        steps=tuple(step(rule.key, rule.value) for rule in shipped),
        source=first.citation if first else "",
        sureness=first.sureness if first else Sureness.UNVERIFIED,
        own=None,
    )


def sureness_words(found: Reminding) -> str:
    return SURENESS_WORDS[found.sureness]


def past_rules(agency_id: UUID) -> list[HandlingRules]:
    """Every set the office ever had or will have, newest first."""
    return list(
        HandlingRules.objects.filter(agency=agency_id).order_by("-valid_from")[:50]
    )


def due_parts(
    agency_id: UUID, desks: dict[UUID, Desk], *, until: date
) -> list[Assignment]:
    """Parts that wait for somebody and whose day is not after ``until``.

    Two questions, each with an index of its own: what was handed out, and what lies
    with those who write a bút phê.
    """
    shown = ("id", "entry_id", "part", "state", "desk_id", "desk_name", "unit_id")
    rows = (
        Assignment.objects.filter(state__in=sorted(_REMINDED), due_on__lte=until)
        .select_related("parent")
        .only(
            *shown, "due_on", "given_at", "given_by_post_id", "parent__desk_id",
            "parent__id",
        )
    )  # fmt: skip
    handed = rows.filter(agency_id=agency_id, part__in=[Part.LEAD, Part.SUPPORT])
    deciders = [d.id for d in desks.values() if d.role in _DECIDERS]
    direct = rows.filter(desk_id__in=deciders, part=Part.DIRECT)
    return [*handed, *direct]


_DECIDERS = (Role.LEADER, Role.OFFICE_CHIEF)


def due_lines(agency_id: UUID, *, until: date) -> list[RegisterEntry]:
    """Lines the registry should have submitted or transferred by then."""
    return list(
        RegisterEntry.objects.filter(
            agency=agency_id,
            state__in=sorted(WAITS_FOR_REGISTRY),
            move_by__lte=until,
        ).only("id", "move_by", "registered_at")
    )


def waiting_files(agency_id: UUID, *, before: datetime) -> list[IntakeItem]:
    """Files at the door that wait for the clerk."""
    return list(
        IntakeItem.objects.filter(
            agency=agency_id, state__in=_AT_THE_DOOR, received_at__lt=before
        ).only("id", "received_at")
    )


def waiting_file_count(agency_id: UUID) -> int:
    return IntakeItem.objects.filter(agency=agency_id, state__in=_AT_THE_DOOR).count()


def posts_with(desks: dict[UUID, Desk], roles: Sequence[Role]) -> frozenset[UUID]:
    """The posts of these roles in an agency, held or not."""
    return frozenset(desk.id for desk in desks.values() if desk.role in roles)
