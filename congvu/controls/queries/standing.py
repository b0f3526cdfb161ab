"""How systems stand to what is asked on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.controls.models import Answer, Catalogue, Requirement, RequirementLink
from congvu.controls.queries.lists import answers_of, catalogues_on
from congvu.controls.rules import NOW_NAMES, Now, Said, Share, share, stand
from congvu.systems.models import InformationSystem
from congvu.systems.rules import PlanLine, PlanSection


@dataclass(frozen=True)
class Line:
    """One requirement as it stands; ``answer`` is the system's own."""

    requirement: Requirement
    answer: Answer | None
    now: Now


@dataclass(frozen=True)
class Section:
    """A catalogue with those of its requirements that the level asks."""

    catalogue: Catalogue
    lines: list[Line]

    @property
    def share(self) -> Share:
        return share([line.now for line in self.lines])


def level_of(system: InformationSystem) -> int | None:
    """The level approved, else the one that the criteria gave."""
    return system.level or system.assessed_level


def links() -> list[tuple[UUID, UUID]]:
    """(who answers, what is answered)."""
    return list(RequirementLink.objects.values_list("source", "target"))


def _said(answer: Answer) -> Said:
    return Said(answer.standing, answer.valid_until)


def sections_of(
    system: InformationSystem, on: date, only: Catalogue | None = None
) -> list[Section]:
    """By the catalogues in force that day, or one alone; four queries."""
    level = level_of(system)
    if level is None:
        return []
    catalogues = catalogues_on(on) if only is None else [only]
    asked = list(
        Requirement.objects.filter(
            catalogue__in=catalogues, levels__contains=[level]
        ).order_by("place")
    )
    answers = answers_of(system)
    said = {key: _said(one) for key, one in answers.items()}
    found = stand([one.pk for one in asked], said, links(), on)
    return [
        Section(
            catalogue,
            [
                Line(one, answers.get(one.pk), found[one.pk])
                for one in asked
                if one.catalogue_id == catalogue.pk
            ],
        )
        for catalogue in catalogues
    ]


def shares(systems: Collection[InformationSystem], on: date) -> dict[UUID, Share]:
    """System → what it meets of all that is asked that day; four queries for any
    number. A system without a level is asked nothing yet.
    """
    asked: dict[int, list[UUID]] = {}
    rows = Requirement.objects.filter(catalogue__in=catalogues_on(on))
    for key, levels in rows.values_list("pk", "levels"):
        for level in levels:
            asked.setdefault(level, []).append(key)
    said: dict[UUID, dict[UUID, Said]] = {one.pk: {} for one in systems}
    answers = Answer.objects.filter(system__in=list(said))
    for system, requirement, standing, until in answers.values_list(
        "system", "requirement", "standing", "valid_until"
    ):
        said[system][requirement] = Said(standing, until)
    every = links()
    return {
        one.pk: share(stand(asked.get(own, []), said[one.pk], every, on).values())
        for one in systems
        if (own := level_of(one)) is not None
    }


def plan_sections(system_id: UUID, on: date) -> list[PlanSection]:
    """The plan of a dossier, requirement by requirement (Đ22.6), in Vietnamese."""
    system = InformationSystem.objects.filter(pk=system_id).first()
    if system is None:
        return []
    with override("vi"):
        return [
            PlanSection(
                section.catalogue.name,
                [
                    PlanLine(
                        line.requirement.code,
                        line.requirement.name,
                        _(NOW_NAMES[line.now]),
                        _how(line),
                    )
                    for line in section.lines
                ],
            )
            for section in sections_of(system, on)
        ]


def _how(line: Line) -> str:
    if line.answer is None:
        return ""
    planned = line.answer.planned_on
    until = ""
    if planned:
        until = _("sẽ đáp ứng trước ngày %(day)s") % {"day": f"{planned:%d/%m/%Y}"}
    told = [line.answer.how or line.answer.reason, line.answer.responsible, until]
    return "; ".join(one for one in told if one)
