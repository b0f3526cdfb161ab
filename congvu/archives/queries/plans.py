"""Reading file plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from congvu.archives.models import FilePlan, PlanHeading, PlanLine
from congvu.archives.rules import (
    PlannedDossier,
    PlannedHeading,
    PlanState,
    Retention,
)


@dataclass(frozen=True)
class ShownHeading:
    """A heading with the dossiers directly below it, as it is drawn and printed."""

    heading: PlanHeading
    lines: list[PlanLine]

    @property
    def is_major(self) -> bool:
        return self.heading.parent_id is None


def plans_of(agency_id: UUID) -> list[FilePlan]:
    """Every year's plan of an agency, newest first."""
    return list(FilePlan.objects.filter(agency=agency_id).order_by("-year"))


def plan_of_year(agency_id: UUID, year: int) -> FilePlan | None:
    return FilePlan.objects.filter(agency=agency_id, year=year).first()


def shown_plan(plan: FilePlan) -> list[ShownHeading]:
    """Headings in order with their dossiers; two queries."""
    lines: dict[UUID, list[PlanLine]] = {}
    for line in PlanLine.objects.filter(plan=plan).order_by("position"):
        lines.setdefault(line.heading_id, []).append(line)
    headings = PlanHeading.objects.filter(plan=plan).order_by("position")
    return [ShownHeading(h, lines.get(h.id, [])) for h in headings]


def content_of(plan: FilePlan) -> list[PlannedHeading]:
    """What was written, to be written again: for the editor, and for next year's."""
    shown = shown_plan(plan)
    below: dict[UUID, list[PlannedHeading]] = {}
    for one in shown:
        if one.heading.parent_id is not None:
            made = PlannedHeading(one.heading.title, "", _dossiers(one.lines))
            below.setdefault(one.heading.parent_id, []).append(made)
    return [
        PlannedHeading(
            one.heading.title,
            one.heading.symbol,
            _dossiers(one.lines),
            tuple(below.get(one.heading.id, [])),
        )
        for one in shown
        if one.is_major
    ]


def _dossiers(lines: Sequence[PlanLine]) -> tuple[PlannedDossier, ...]:
    return tuple(
        PlannedDossier(x.title, Retention(x.retention), x.maker) for x in lines
    )


def lines_to_open(agency_id: UUID, years: Sequence[int]) -> list[PlanLine]:
    """Dossiers of the issued plans of these years that nobody has opened yet."""
    return list(
        PlanLine.objects.filter(
            plan__agency=agency_id,
            plan__year__in=list(years),
            plan__state=PlanState.ISSUED,
            dossiers=None,
        )
        .select_related("plan")
        .order_by("-plan__year", "position")
    )


def opened_lines(plan: FilePlan) -> list[UUID]:
    """The lines somebody has opened a dossier for."""
    opened = PlanLine.objects.filter(plan=plan).exclude(dossiers=None)
    return list(opened.values_list("pk", flat=True))
