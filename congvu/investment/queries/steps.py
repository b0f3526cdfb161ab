"""The way of needs as it stands; contracts, clocks, what was to be paid when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet, Sum

from congvu.investment.models import (
    BudgetEntry,
    BudgetLine,
    Instalment,
    InvestmentContract,
    Need,
    NeedClock,
    NeedStep,
)
from congvu.investment.rules.money import CurvePoint, curve
from congvu.investment.rules.steps import (
    ClockKey,
    NeedWay,
    Standing,
    StepKind,
    Taken,
    effect_year,
)
from congvu.investment.rules.words import NeedState
from congvu.law.queries import calendar, find_rule
from congvu.law.rules import RuleValue
from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import agencies_on, posts_of_role
from congvu.organisations.rules import Role

PAGE = 50
_TOLD = (Role.OFFICE_CHIEF, Role.ADMINISTRATOR)


def ways_of(needs: Iterable[Need]) -> dict[UUID, Standing]:
    """Three queries for any number."""
    needs = list(needs)
    ids = [one.pk for one in needs]
    taken: dict[UUID, list[Taken]] = defaultdict(list)
    rows = NeedStep.objects.filter(need__in=ids).order_by("pk")
    for one in rows.only("need_id", "kind", "on", "at", "verdict"):
        told = Taken(StepKind(one.kind), one.on, one.at, one.verdict)
        taken[one.need_id].append(told)
    contracts = set(
        InvestmentContract.objects.filter(need__in=ids).values_list("need", flat=True)
    )
    sums = {
        one["need"]: (one["a"], one["c"] - one["s"])
        for one in BudgetLine.objects.filter(need__in=ids)
        .order_by()
        .values("need")
        .annotate(a=Sum("allocated"), c=Sum("committed"), s=Sum("spent"))
    }
    return {
        one.pk: Standing(
            state=NeedState(one.state),
            way=NeedWay(one.way),
            changed_at=one.at,
            taken=tuple(taken[one.pk]),
            has_money=sums.get(one.pk, (0, 0))[0] > 0,
            has_contract=one.pk in contracts,
            owed=sums.get(one.pk, (0, 0))[1],
        )
        for one in needs
    }


def way_of(need: Need) -> Standing:
    return ways_of([need])[need.pk]


def clock_rule(key: str, since: date) -> RuleValue | None:
    return find_rule("investment_clock", key, since)


def clock_end(key: ClockKey, since: date, way: Standing) -> date | None:
    """The last day of a clock that starts that day; None where no rule has one."""
    rule = clock_rule(key, since)
    if rule is None:
        return None
    if count := rule.number("working_days"):
        return calendar().add_working_days(since, count)
    if days := rule.number("days"):
        return since + timedelta(days=days)
    month, year = rule.number("month"), effect_year(way)
    if month is None or year is None:
        return None
    first = date(year + month // 12, month % 12 + 1, 1)
    return first - timedelta(days=1)


def clocks_of(need: Need) -> list[NeedClock]:
    return list(need.clocks.order_by("due", "pk"))


def running(needs: QuerySet[Need], on: date) -> QuerySet[NeedClock]:
    """What is late that day."""
    rows = NeedClock.objects.filter(need__in=needs.values("pk"), done_on=None)
    return rows.filter(due__lt=on).select_related("need__agency")


def late_page(
    rows: QuerySet[NeedClock], after: UUID | None, limit: int = PAGE
) -> tuple[Sequence[NeedClock], UUID | None]:
    """The one that ran out first is the first; pages by day and key."""
    mark = NeedClock.objects.filter(pk=after).first() if after else None
    if mark is not None:
        rows = rows.filter(due=mark.due, pk__gt=mark.pk) | rows.filter(due__gt=mark.due)
    found = list(rows.order_by("due", "pk")[: limit + 1])
    more = len(found) > limit
    return found[:limit], found[limit - 1].pk if more else None


def desks_told(
    agencies: Collection[UUID], on: date
) -> tuple[dict[UUID, set[UUID]], set[UUID]]:
    """Agency → who answers for its needs; and who runs investment in the province."""
    centre = {one.id for one in agencies_on(on) if one.kind == AgencyKind.PROVINCE}
    found: dict[UUID, set[UUID]] = {one: set() for one in {*agencies, *centre}}
    for role in _TOLD:
        for agency, posts in posts_of_role(role, found, on).items():
            found[agency] |= posts
    return found, set().union(*(found[one] for one in centre))


def steps_of_need(need: Need) -> list[NeedStep]:
    return list(need.taken.order_by("pk"))


@dataclass(frozen=True)
class Contracted:
    """A contract and what it pays, by day."""

    contract: InvestmentContract
    payments: Sequence[Instalment]

    @property
    def money(self) -> int:
        return sum(one.money for one in self.payments)


def contracts_of(need: Need) -> list[Contracted]:
    """Two queries."""
    rows = need.contracts.prefetch_related(
        Prefetch("instalments", Instalment.objects.order_by("due", "source"))
    )
    return [Contracted(one, list(one.instalments.all())) for one in rows.order_by("pk")]


def promised_later(need: Need) -> dict[int, int]:
    """Of contracts, in years whose money is not committed yet."""
    rows = Instalment.objects.filter(contract__need=need, entry=None)
    found = rows.values(year=F("due__year")).annotate(money=Sum("money")).order_by()
    return {one["year"]: one["money"] for one in found}


@dataclass(frozen=True)
class Curves:
    """Planned beside paid: month by month of a year, and year by year."""

    months: Sequence[CurvePoint]
    years: Sequence[tuple[int, int, int]]


def curves_of(
    needs: QuerySet[Need], lines: QuerySet[BudgetLine], year: int, upto: date
) -> Curves:
    """Two queries. What was paid counts in the year of its day."""
    plans = Instalment.objects.filter(contract__need__in=needs.values("pk"))
    paid = BudgetEntry.objects.filter(line__in=lines.values("pk")).exclude(spent=0)
    planned = _by_month(plans, "due", "money")
    spent = _by_month(paid, "on", "spent")
    years = sorted({of for of, _month in planned | spent})
    return Curves(
        curve(year, planned, spent, upto),
        [(of, _year(planned, of), _year(spent, of)) for of in years],
    )


def _by_month(
    rows: QuerySet[Instalment] | QuerySet[BudgetEntry], day: str, money: str
) -> dict[tuple[int, int], int]:
    found = rows.order_by().values(y=F(f"{day}__year"), m=F(f"{day}__month"))
    return {
        (one["y"], one["m"]): one["whole"] for one in found.annotate(whole=Sum(money))
    }


def _year(sums: Mapping[tuple[int, int], int], of: int) -> int:
    return sum(money for (year, _month), money in sums.items() if year == of)
