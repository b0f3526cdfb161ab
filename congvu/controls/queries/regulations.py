"""Versions of an agency's regulation, which is in force, who confirmed that they know
it; the facts that the next one is composed of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.controls.models import UnitRegulation
from congvu.controls.queries.lists import catalogues_on
from congvu.controls.queries.people import officers_of
from congvu.controls.queries.standing import level_of
from congvu.controls.rules import OFFICER_KIND_NAMES, OfficerKind, months_at
from congvu.dissemination.models import Addressee, Telling
from congvu.outgoing.rules import OutgoingState
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState


@dataclass(frozen=True)
class Version:
    """``telling``: the last of its paper, which ``known`` of ``people`` confirmed."""

    row: UnitRegulation
    is_issued: bool
    in_force: bool
    telling: Telling | None
    known: int
    people: int


def versions_of(agency_id: UUID) -> list[Version]:
    """Newest first; of those issued and not recalled the newest is in force; three
    queries.
    """
    rows = UnitRegulation.objects.filter(agency=agency_id)
    found = list(rows.select_related("draft__entry").order_by("-pk"))
    issued = [one for one in found if is_issued(one)]
    newest = max(issued, key=_issued_at, default=None)
    tellings = _tellings(agency_id, issued)
    numbers = _numbers([one.pk for one in tellings.values()])
    made = []
    for one in found:
        entry = one.draft.entry
        telling = tellings.get(entry.document_id) if entry else None
        known, people = numbers.get(telling.pk, (0, 0)) if telling else (0, 0)
        made.append(Version(one, one in issued, one == newest, telling, known, people))
    return made


def is_issued(row: UnitRegulation) -> bool:
    entry = row.draft.entry
    return (
        entry is not None
        and entry.state == OutgoingState.ISSUED
        and entry.recalled_at is None
    )


def _issued_at(row: UnitRegulation) -> tuple[date, UUID]:
    entry = row.draft.entry
    return (entry.issued_on if entry else date.min, row.pk)


def _tellings(
    agency_id: UUID, issued: Sequence[UnitRegulation]
) -> dict[UUID | None, Telling]:
    """Paper → its last telling."""
    papers = [one.draft.entry.document_id for one in issued if one.draft.entry]
    rows = Telling.objects.filter(agency=agency_id, document__in=papers)
    return {one.document_id: one for one in rows.order_by("sent_at", "pk")}


def _numbers(tellings: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Telling → (confirmed, all), of those who are still there."""
    found: dict[UUID, tuple[int, int]] = {}
    rows = Addressee.objects.filter(telling__in=tellings, left_on=None)
    for telling, at in rows.values_list("telling", "confirmed_at"):
        known, people = found.get(telling, (0, 0))
        found[telling] = (known + (at is not None), people + 1)
    return found


@dataclass(frozen=True)
class AgencyFacts:
    officers: list[str]
    systems: list[tuple[str, str, str]]
    periods: list[tuple[str, int]]


def agency_facts(agency_id: UUID, on: date) -> AgencyFacts:
    """Who answers for security, the systems with their levels, and what has to be done
    again and again at the highest of these levels.
    """
    rows = InformationSystem.objects.filter(agency=agency_id)
    systems = list(rows.exclude(state=SystemState.RETIRED).order_by("name", "pk"))
    levels = {one.pk: level_of(one) for one in systems}
    highest = max([one for one in levels.values() if one], default=None)
    officers = [
        f"{_(OFFICER_KIND_NAMES[OfficerKind(one.kind)])}: {one.person.full_name} "
        f"({one.basis})"
        for one in officers_of(agency_id)
    ]
    return AgencyFacts(
        officers,
        [(one.name, one.code, f"{levels[one.pk] or '–'}") for one in systems],
        _periods(highest, on),
    )


def _periods(level: int | None, on: date) -> list[tuple[str, int]]:
    found = []
    for catalogue in catalogues_on(on) if level else []:
        for one in catalogue.requirements.order_by("place"):
            months = months_at(one.months, level) if level in one.levels else 0
            if months:
                found.append((f"{one.code}. {one.name}", months))
    return found
