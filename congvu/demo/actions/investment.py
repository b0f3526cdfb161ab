"""Money of the demo: needs of the committee, the opinion of each, a version adopted, a
year allotted, a contract over two years, some of it committed and spent.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.investment.actions import (
    Chosen,
    ContractData,
    DecisionData,
    EstimateData,
    NeedData,
    Payment,
    PlanData,
    PlannedLine,
    StepData,
    VersionData,
    adopt_version,
    allot_year,
    change_version,
    keep_estimate,
    keep_need,
    keep_plan,
    make_version,
    name_line,
    set_budgets,
    sign_contract,
    take_step,
    use_money,
)
from congvu.investment.models import BalanceVersion, BudgetLine, Need
from congvu.investment.rules.estimates import Item, Quoted
from congvu.investment.rules.steps import StepKind
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role

FILE = "investment.yaml"
MILLION = 1_000_000


def fund(*, now: datetime) -> None:
    told, bodies = read(FILE), Bodies(local_date(now))
    by = seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), bodies.on)
    year = local_date(now).year
    needs = [_need(one, year, by, now) for one in told["needs"]]
    for one in needs:
        _take(one, told["before"], by, now - timedelta(days=18))
    for one in told["estimates"]:
        _estimate(needs[one["need"]], one, year, by, now - timedelta(days=10))
    version = _adopted(told, needs, year, by, now)
    allot_year(
        version_id=version.pk,
        year=year,
        decision=DecisionData(told["decided"], local_date(now)),
        by=by,
        at=now,
    )
    for place, steps in told["after"].items():
        _take(needs[place], steps, by, now)
    _plan(told, needs, year, by, now)
    for place, contract in told["contracts"].items():
        _sign(needs[place], contract, year, by, now)
    for place, source, deed, money, paper in told["used"]:
        use_money(
            line_id=BudgetLine.objects.get(
                need=needs[place], source=source, year=year
            ).pk,
            deed=deed,
            money=money * MILLION,
            paper=paper,
            on=local_date(now),
            by=by,
            at=now,
        )


def _take(need: Need, steps: list[dict[str, str]], by: Seat, at: datetime) -> None:
    for one in steps:
        take_step(
            need_id=need.pk,
            kind=StepKind(one["kind"]),
            data=StepData(
                one["number"],
                local_date(at),
                one.get("content", ""),
                one.get("verdict", ""),
            ),
            by=by,
            at=at,
        )


def _plan(
    told: dict[str, Any], needs: list[Need], year: int, by: Seat, now: datetime
) -> None:
    lines = [
        PlannedLine(code, title, money * MILLION)
        for code, title, money in told["plan"]["lines"]
    ]
    data = PlanData(
        told["plan"]["title"],
        told["plan"]["number"],
        local_date(now) - timedelta(days=300),
        year,
        year + 4,
        lines,
    )
    made = keep_plan(data=data, by=by, at=now)
    ids = dict(made.lines.values_list("code", "pk"))
    for which, code in told["places"].items():
        name_line(
            plan_id=made.pk,
            line_id=ids[code],
            why="",
            need_id=needs[which].pk,
            by=by,
            at=now,
        )
    for which, why in told["whys"].items():
        name_line(
            plan_id=made.pk,
            line_id=None,
            why=why,
            need_id=needs[which].pk,
            by=by,
            at=now,
        )


def _sign(need: Need, told: dict[str, Any], year: int, by: Seat, now: datetime) -> None:
    """Its first payment this year, the others in the years after."""
    payments = [
        Payment(source, date(year + place, 12, 31), money * MILLION)
        for source, place, money in told["payments"]
    ]
    sign_contract(
        need_id=need.pk,
        data=ContractData(
            told["number"],
            told["supplier"],
            local_date(now),
            payments[-1].due,
            sum(one.money for one in payments),
            payments,
        ),
        by=by,
        at=now,
    )


def _need(one: dict[str, Any], year: int, by: Seat, now: datetime) -> Need:
    costs = {year + place: money * MILLION for place, money in one["costs"].items()}
    data = NeedData(**{**one, "costs": costs})
    return keep_need(data=data, by=by, at=now - timedelta(days=20))


def _estimate(
    need: Need, told: dict[str, Any], year: int, by: Seat, at: datetime
) -> None:
    """Prices of the day before it was made."""
    on = local_date(at)
    items = [_item(one, year, on - timedelta(days=1)) for one in told["lines"]]
    data = EstimateData(structure=told["structure"], on=on, items=items)
    keep_estimate(need_id=need.pk, data=data, by=by, at=at)


def _item(one: dict[str, Any], year: int, on: date) -> Item:
    given = dict(one)
    for name in ("quantity", "rate"):
        if name in given:
            given[name] = Decimal(given[name])
    if "year" in given:
        given["year"] += year
    given["base"] = tuple(given.get("base", ()))
    quotes = given.pop("quotes", ())
    given["quotes"] = tuple(Quoted(name, on, price) for name, price in quotes)
    return Item(**given, priced_on=on)


def _adopted(
    told: dict[str, Any], needs: list[Need], year: int, by: Seat, now: datetime
) -> BalanceVersion:
    data = VersionData(told["version"], year, year + 1)
    made = make_version(data=data, by=by, at=now)
    made = set_budgets(
        version_id=made.pk,
        revision=made.revision,
        budgets={
            (source, year + place): money * MILLION
            for source, place, money in told["budgets"]
        },
        by=by,
        at=now,
    )
    made = change_version(
        version_id=made.pk,
        revision=made.revision,
        chosen={
            need.pk: Chosen(step)
            for need, step in zip(needs, told["chosen"], strict=True)
        },
        by=by,
        at=now,
    )
    return adopt_version(
        version_id=made.pk, revision=made.revision, reason=told["reason"], by=by, at=now
    )
