"""What the committee and a commune need; Quân, who keeps machines, balances it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from congvu.investment.actions import (
    Chosen,
    DecisionData,
    NeedData,
    PlanData,
    PlannedLine,
    Shown,
    StepData,
    VersionData,
    adopt_version,
    allot_year,
    change_version,
    keep_need,
    keep_plan,
    make_version,
    set_budgets,
    take_step,
)
from congvu.investment.models import (
    BalanceVersion,
    BudgetDecision,
    BudgetLine,
    Need,
    NeedFigure,
    NeedStep,
    PeriodPlan,
)
from congvu.investment.rules.steps import StepKind
from tests.people import Province

MILLION = 1_000_000
YEAR = 2026
TYPED: dict[str, Any] = {
    "title": "Thay máy chủ hỏng",
    "purpose": "Máy chủ văn bản hết bảo hành, theo kết quả rà soát",
    "priority": 2,
    "score": 50,
    "sources": ["province"],
    "steps": "100",
    "way": "project",
}


def a_need(
    people: Province,
    title: str,
    costs: dict[int, int],
    *,
    on: date | None = None,
    **more: Any,
) -> Need:
    """With the opinion, of that day, that the province's unit agrees."""
    data = {**TYPED, "title": title, "costs": costs, **more}
    by, at = people.seat("quan"), people.at
    made = keep_need(data=NeedData(**data), by=by, at=at)
    step(people, made, "asked", on=on)
    step(people, made, "opinion", on=on, verdict="agreed")
    return made


def step(
    people: Province,
    need: Need,
    kind: str,
    *,
    on: date | None = None,
    verdict: str = "",
    content: str = "",
    shown: Shown | None = None,
) -> NeedStep:
    paper = StepData(f"{kind}/2026", on or people.today, content, verdict, shown)
    return take_step(
        need_id=need.pk,
        kind=StepKind(kind),
        data=paper,
        by=people.seat("quan"),
        at=people.at,
    )


def a_version(
    people: Province,
    name: str = "Phương án 1",
    budgets: dict[tuple[str, int], int] | None = None,
    span: tuple[int, int] = (YEAR, YEAR + 1),
) -> BalanceVersion:
    by, at = people.seat("quan"), people.at
    made = make_version(data=VersionData(name, *span), by=by, at=at)
    if budgets:
        made = set_budgets(
            version_id=made.pk, revision=made.revision, budgets=budgets, by=by, at=at
        )
    return made


def chosen(
    people: Province, version: BalanceVersion, steps: dict[Need, int]
) -> BalanceVersion:
    version.refresh_from_db()
    return change_version(
        version_id=version.pk,
        revision=version.revision,
        chosen={need.pk: Chosen(step) for need, step in steps.items()},
        by=people.seat("quan"),
        at=people.at,
    )


def adopted(people: Province, version: BalanceVersion) -> BalanceVersion:
    version.refresh_from_db()
    return adopt_version(
        version_id=version.pk,
        revision=version.revision,
        reason="Nguồn vốn không đủ",
        by=people.seat("quan"),
        at=people.at,
    )


def decision(people: Province, number: str = "12/QĐ-UBND") -> DecisionData:
    return DecisionData(number, people.today)


def funded(people: Province, *, whole: int = 900) -> tuple[BudgetLine, Need]:
    """A need with a line of this year, and another need with a line of its own."""
    first = a_need(people, "Tường lửa", {YEAR: whole, YEAR + 1: whole})
    second = a_need(people, "Sao lưu", {YEAR: whole})
    budgets = {("province", YEAR): 2 * whole, ("province", YEAR + 1): whole}
    version = a_version(people, budgets=budgets)
    chosen(people, version, {first: 100, second: 100})
    allotted(people, adopted(people, version))
    return BudgetLine.objects.get(need=first, year=YEAR), second


def allotted(
    people: Province, version: BalanceVersion, year: int = YEAR
) -> BudgetDecision:
    return allot_year(
        version_id=version.pk,
        year=year,
        decision=decision(people),
        by=people.seat("quan"),
        at=people.at,
    )


def sent(
    people: Province, name: str, /, *args: object, who: str = "quan", **given: Any
) -> HttpResponse:
    return people.client(who).post(reverse(f"investment:{name}", args=args), given)


def page(people: Province, name: str, /, *args: object, who: str = "quan") -> str:
    url = reverse(f"investment:{name}", args=args)
    return people.client(who).get(url).content.decode()


def a_plan(people: Province, shown: Shown | None = None) -> PeriodPlan:
    """Of two lines, over the years of the stories."""
    lines = [
        PlannedLine("1", "Hạ tầng mạng", 900),
        PlannedLine("2", "Dịch vụ công", 500),
    ]
    year = people.today.year
    data = PlanData(
        "Kế hoạch giai đoạn", "9/QĐ", people.today, year, year + 4, lines, shown
    )
    return keep_plan(data=data, by=people.seat("quan"), at=people.at)


def a_figure(people: Province, need: Need) -> NeedFigure:
    """Kept as the action would, without an office that had measured."""
    return NeedFigure.objects.create(
        need=need,
        role="gap",
        indicator="investment.spent",
        body_id=need.agency_id,
        period="2020-01",
        value=5,
        known_on=people.today,
        at=people.at,
        by="Quân",
    )
