"""What the yearly report says, gathered from records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from congvu.controls.models import (
    Answer,
    AnswerBefore,
    Evidence,
    Requirement,
    SystemYear,
    YearlyPaper,
    YearlyReport,
)
from congvu.controls.queries.lists import catalogues_on
from congvu.controls.queries.standing import links
from congvu.controls.rules import (
    Missing,
    Now,
    Said,
    SystemFacts,
    Unmet,
    YearlyWindow,
    missing_of,
    said_on,
    share,
    stand,
)
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.queries import agency_names_on
from congvu.systems.models import (
    InformationSystem,
    LevelAssessment,
    LevelDossier,
    SystemLevel,
)
from congvu.systems.rules import DossierState, SystemState

Plan = date | None
_UNMET = {Now.UNMET, Now.PARTLY, Now.EXCEPTED, Now.REOPENED, Now.SILENT}


@dataclass(frozen=True)
class UnitTold:
    """What one unit tells; of one that confirmed, what it confirmed."""

    agency_id: UUID
    name: str
    report: YearlyReport | None
    facts: list[SystemFacts]
    system_ids: list[UUID]

    @property
    def missing(self) -> list[Missing]:
        return [lack for one in self.facts for lack in missing_of(one)]

    @property
    def is_confirmed(self) -> bool:
        return self.report is not None and self.report.confirmed_at is not None


def told_of(
    agency_id: UUID, window: YearlyWindow, on: date
) -> tuple[UnitTold | None, list[UnitTold]]:
    """What the agency tells as a unit, and what units tell it as the owner; also of
    what ended after the window.
    """
    rows = InformationSystem.objects.filter(
        Q(agency=agency_id) | Q(operator=agency_id),
        ~Q(state=SystemState.RETIRED) | Q(end__ended_on__gt=min(on, window.last)),
    )
    systems = list(rows.order_by("name", "pk"))
    facts = facts_of(systems, window, on)
    own = [one for one in systems if one.operator_id == agency_id]
    units: dict[UUID, list[InformationSystem]] = {}
    for one in systems:
        if one.agency_id == agency_id:
            units.setdefault(one.operator_id, []).append(one)
    every = {agency_id, *units}
    names = agency_names_on(every, on)
    reports = {
        one.agency_id: one
        for one in YearlyReport.objects.filter(agency__in=every, year=window.year)
    }

    def unit(agency: UUID, chosen: Sequence[InformationSystem]) -> UnitTold:
        ids = [one.pk for one in chosen]
        report = reports.get(agency)
        said = [facts[key] for key in ids]
        if report is not None and report.confirmed_at is not None:
            kept = {UUID(row["id"]): facts_read(row) for row in report.told}
            said = [kept.get(key, facts[key]) for key in ids]
        return UnitTold(agency, names.get(agency, "–"), report, said, ids)

    merged = [unit(agency, chosen) for agency, chosen in units.items()]
    merged.sort(key=lambda one: one.name)
    return (unit(agency_id, own) if own else None), merged


def facts_kept(one: SystemFacts, system_id: UUID) -> dict[str, Any]:
    """As a report keeps it."""
    row = asdict(one)
    for name in ("approved_on", "regulation_on", "tested_on"):
        row[name] = row[name].isoformat() if row[name] else None
    for lack in row["unmet"]:
        planned = lack["planned_on"]
        lack["planned_on"] = planned.isoformat() if planned else None
    return {"id": str(system_id), **row}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def facts_read(row: dict[str, Any]) -> SystemFacts:
    given = {name: row[name] for name in row if name not in {"id", "unmet"}}
    for name in ("approved_on", "regulation_on", "tested_on"):
        given[name] = _date(given[name])
    unmet = tuple(
        Unmet(**{**one, "planned_on": _date(one["planned_on"])}) for one in row["unmet"]
    )
    return SystemFacts(**given, unmet=unmet)


def facts_of(
    systems: Collection[InformationSystem], window: YearlyWindow, on: date
) -> dict[UUID, SystemFacts]:
    """Each system as records have it on the window's last day, whatever came since;
    the same few queries for any number.
    """
    day = min(on, window.last)
    asked = list(
        Requirement.objects.filter(catalogue__in=catalogues_on(day)).order_by(
            "catalogue__valid_from", "place"
        )
    )
    ids, every = [one.pk for one in systems], links()
    answers, said = _answers(ids, day)
    years = {
        one.system_id: one
        for one in SystemYear.objects.filter(system__in=ids, year=window.year)
    }
    regulations, proposed = _regulations(ids, day), _proposed(ids, day)
    levels = {
        one.system_id: one
        for one in SystemLevel.objects.filter(system__in=ids, on__lte=day).order_by(
            "on", "at"
        )
    }
    found = {}
    for one in systems:
        approved = levels.get(one.pk)
        level = approved.level if approved else proposed.get(one.pk)
        by_key = {each.pk: each for each in asked if level in each.levels}
        stands = stand(by_key, said[one.pk], every, day)
        found[one.pk] = _facts(
            one,
            Leveled(proposed.get(one.pk), approved),
            unmet=_unmet(by_key, stands, answers[one.pk]),
            stands=stands,
            year=years.get(one.pk),
            dossier=regulations.get(one.pk),
        )
    return found


def _answers(
    ids: Collection[UUID], day: date
) -> tuple[dict[UUID, dict[UUID, Plan]], dict[UUID, dict[UUID, Said]]]:
    """What was said, and how it stands by what proved it up to that day: what was done
    later does not count.
    """
    proofs: dict[UUID, list[tuple[date, date | None]]] = {}
    rows = Evidence.objects.filter(answer__system__in=ids)
    for key, on, until in rows.values_list("answer", "on", "until"):
        proofs.setdefault(key, []).append((on, until))
    earlier = AnswerBefore.objects.filter(answer__system__in=ids, at__lt=_after(day))
    before = {one.answer_id: one for one in earlier.order_by("at", "pk")}
    answers: dict[UUID, dict[UUID, Plan]] = {key: {} for key in ids}
    said: dict[UUID, dict[UUID, Said]] = {key: {} for key in ids}
    for one in Answer.objects.filter(system__in=ids):
        told: Answer | AnswerBefore = one
        if local_date(one.at) > day:
            # Said anew since; what was never said before is judged by its proofs.
            told = before.get(one.pk, one)
        answers[one.system_id][one.requirement_id] = told.planned_on
        held = said_on(
            Said(told.standing, told.valid_until), proofs.get(one.pk, []), day
        )
        if held is not None:
            said[one.system_id][one.requirement_id] = held
    return answers, said


def _after(day: date) -> datetime:
    """The moment the day is over."""
    return datetime.combine(day + timedelta(days=1), time.min, VIETNAM)


def _proposed(ids: Collection[UUID], day: date) -> dict[UUID, int]:
    rows = LevelAssessment.objects.filter(system__in=ids, on__lte=day)
    return dict(rows.order_by("on", "at").values_list("system", "proposed"))


def _regulations(ids: Collection[UUID], day: date) -> dict[UUID, LevelDossier]:
    """System → its newest dossier that names a regulation issued by that day."""
    rows = LevelDossier.objects.filter(
        system__in=ids, regulation__issued_on__lte=day, begun_at__lt=_after(day)
    )
    rows = rows.exclude(state=DossierState.WITHDRAWN).select_related("regulation")
    return {one.system_id: one for one in rows.order_by("begun_at", "pk")}


@dataclass(frozen=True)
class Leveled:
    """Which level was proposed, which approved by a day."""

    proposed: int | None
    approved: SystemLevel | None


def _unmet(
    by_key: dict[UUID, Requirement],
    stands: dict[UUID, Now],
    planned: dict[UUID, Plan],
) -> tuple[Unmet, ...]:
    return tuple(
        Unmet(
            by_key[key].code,
            by_key[key].name,
            now,
            planned.get(key),
        )
        for key, now in stands.items()
        if now in _UNMET
    )


def _facts(
    one: InformationSystem,
    leveled: Leveled,
    *,
    unmet: tuple[Unmet, ...],
    stands: dict[UUID, Now],
    year: SystemYear | None,
    dossier: LevelDossier | None,
) -> SystemFacts:
    counted, approved = share(stands.values()), leveled.approved
    rule = dossier.regulation if dossier else None
    return SystemFacts(
        name=one.name,
        code=one.code,
        proposed=leveled.proposed or (approved.level if approved else None),
        approved=approved.level if approved else None,
        approved_on=approved.on if approved else None,
        basis=approved.basis if approved else "",
        national=bool(one.national_security),
        met=counted.met,
        asked=counted.asked,
        silent=sum(now == Now.SILENT for now in stands.values()),
        regulation=rule.symbol if rule else "",
        regulation_on=rule.issued_on if rule else None,
        obeyed=year.obeyed if year else "",
        tested=year.tested if year else "",
        tested_on=year.tested_on if year else None,
        unmet=unmet,
    )


def said_of(system: InformationSystem, year: int) -> SystemYear | None:
    return SystemYear.objects.filter(system=system, year=year).first()


def papers_of(agency_id: UUID, year: int) -> list[YearlyPaper]:
    rows = YearlyPaper.objects.filter(agency=agency_id, year=year)
    return list(rows.select_related("draft").order_by("-at"))
