"""Phiếu giải quyết văn bản đến: three levels of opinion, under the names of their day.

The form is NĐ 30/2020 Phụ lục IV, VII; what its three parts are called is a row of the
law of the day the slip was begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.documents.models import Assignment, Instruction
from congvu.documents.queries.one import EntryDetail
from congvu.documents.rules import Part
from congvu.law.queries import find_rule
from congvu.lib.dates import local_date
from congvu.organisations.queries import agency_on

_LAW_KEYS = {
    Instruction.Level.LEADER: "leader",
    Instruction.Level.UNIT: "unit_head",
    Instruction.Level.HANDLER: "handler",
}


@dataclass(frozen=True)
class Opinion:
    """What was written, and what was handed out with it."""

    instruction: Instruction
    assignments: list[Assignment]


@dataclass(frozen=True)
class SlipLevel:
    """``title`` is the law's own words for this part of the form."""

    key: str
    label: str
    title: str
    instructions: list[Opinion]


@dataclass(frozen=True)
class Slip:
    """The slip of one paper; the third level says what its handlers answered.

    ``begun_on`` is the day the paper first went to a leader, None while it has not:
    the line is then left for a pen. ``agency`` and ``place`` are of that day.
    """

    levels: list[SlipLevel]
    results: list[Assignment]
    agency: str
    place: str
    begun_on: date | None


def slip(detail: EntryDetail, *, agency_name: str) -> Slip:
    """``agency_name`` stands in for an agency whose name of that day is not known."""
    by_instruction: dict[UUID | None, list[Assignment]] = {}
    for a in detail.assignments:
        by_instruction.setdefault(a.instruction_id, []).append(a)
    begun_on = next(
        (local_date(a.given_at) for a in detail.assignments if a.part == Part.DIRECT),
        None,
    )
    day = begun_on or detail.entry.arrived_on
    body, titles = agency_on(detail.entry.register.agency_id, day), _titles(day)
    return Slip(
        levels=[
            SlipLevel(
                key=level.value,
                label=str(level.label),
                title=titles.get(_LAW_KEYS[level]) or _first_capital(str(level.label)),
                instructions=[
                    Opinion(i, by_instruction.get(i.id, []))
                    for i in detail.instructions
                    if i.level == level
                ],
            )
            for level in Instruction.Level
        ],
        results=[a for a in detail.assignments if a.result],
        agency=body.name if body else agency_name,
        place=body.place if body else "",
        begun_on=begun_on,
    )


def _titles(on: date) -> dict[str, str]:
    rule = find_rule("slip", "handling", on)
    levels = rule.value.get("levels") if rule else None
    if not isinstance(levels, list):
        return {}
    rows = [row for row in levels if isinstance(row, Mapping)]
    return {str(row["key"]): str(row["title"]) for row in rows}


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
