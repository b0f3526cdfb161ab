"""What is counted of money equals what a person counts on this page."""

from __future__ import annotations

from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.investment.actions import allot_line, use_money
from congvu.investment.models import BudgetLine
from tests.investment.stories import (
    YEAR,
    a_need,
    a_version,
    adopted,
    chosen,
    decision,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def counted(
    people: Province, code: str, kind: PeriodKind
) -> tuple[int, int, set[UUID]]:
    """How many count of how many, and those that do not."""
    period = period_of(kind, people.today)
    span = (period.start, period.last)
    assert [one.error for one in measure(at=people.at, codes=[code], span=span)] == [""]
    body = one_body(people.committee.pk)
    (figure,) = figures([body], [code], [period], on=people.today)
    page = lineage(code, [people.committee.pk], period, counting=False)
    return figure.numerator, figure.records, {one.record_id for one in page.lines}


def test_needs_funded_equal_the_hand_count(province: Province) -> None:
    """Of three one in full, one by half; the third gets nothing. Two of three."""
    whole = a_need(province, "Tường lửa", {YEAR: 100})
    half = a_need(province, "Sao lưu", {YEAR: 100}, steps="50,100")
    none = a_need(province, "Cổng thông tin", {YEAR: 100})
    version = a_version(province, budgets={("province", YEAR): 150})
    chosen(province, version, {whole: 100, half: 50})
    assert counted(province, "investment.funded", PeriodKind.YEAR)[1] == 0
    adopted(province, version)
    told = counted(province, "investment.funded", PeriodKind.YEAR)
    assert told == (2, 3, {none.pk})


def test_lines_spent_equal_the_hand_count(province: Province) -> None:
    """Of two lines of the year one is paid to the last đồng, one but for one đồng."""
    year = province.today.year
    needs = [a_need(province, title, {year: 100}) for title in ("Một", "Hai")]
    version = a_version(province, budgets={("province", year): 200}, span=(year, year))
    chosen(province, version, dict.fromkeys(needs, 100))
    adopted(province, version)
    by, at = province.seat("quan"), province.at
    for need, money in zip(needs, (100, 99), strict=True):
        line = allot_line(
            need_id=need.pk,
            source="province",
            year=year,
            money=100,
            decision=decision(province),
            by=by,
            at=at,
        )
        for deed in ("commit", "spend"):
            use_money(
                line_id=line.pk,
                deed=deed,
                money=money,
                paper="HĐ 1",
                on=province.today,
                by=by,
                at=at,
            )
    left = BudgetLine.objects.get(need=needs[1])
    told = counted(province, "investment.spent", PeriodKind.MONTH)
    assert told == (1, 2, {left.pk})
