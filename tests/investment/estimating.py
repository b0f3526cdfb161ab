"""Items of estimates, as the stories of investment use them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from congvu.investment.actions import EstimateData, keep_estimate
from congvu.investment.models import Estimate, Need
from congvu.investment.rules.estimates import Item
from tests.investment.stories import MILLION, YEAR, a_need
from tests.people import Province


def item(part: str, name: str, price: int, **more: Any) -> Item:
    given: dict[str, Any] = {
        "source": "province",
        "year": YEAR,
        "quantity": Decimal(1),
        "unit": "bộ",
        "price": price,
        "basis": "Chứng thư thẩm định giá 12",
    }
    return Item(part=part, name=name, **{**given, **more})


def a_rate(part: str, name: str, rate: str, base: tuple[str, ...], **more: Any) -> Item:
    given = {"basis": "Định mức do cơ quan lập tự ghi", **more}
    return Item(
        part=part, name=name, pricing="rate", rate=Decimal(rate), base=base, **given
    )


def priced(items: list[Item], on: date) -> list[Item]:
    """All of them with prices of last week."""
    return [
        Item(**{**vars(one), "priced_on": one.priced_on or on - timedelta(days=7)})
        for one in items
    ]


def a_small_one() -> list[Item]:
    """110 millions of two years: 60 and 40, and a tenth in reserve."""
    return [
        item("equipment", "Tường lửa", 30 * MILLION, quantity=Decimal(2)),
        item("equipment", "Bản quyền", 40 * MILLION, year=YEAR + 1, security=True),
        a_rate("contingency", "Dự phòng", "10", ("equipment",)),
    ]


SMALL_COSTS = {YEAR: 66 * MILLION, YEAR + 1: 44 * MILLION}


def an_estimate(
    people: Province,
    need: Need,
    items: list[Item] | None = None,
    *,
    who: str = "quan",
    **more: Any,
) -> Estimate:
    found = a_small_one() if items is None else items
    data = EstimateData("project", people.today, priced(found, people.today), **more)
    return keep_estimate(need_id=need.pk, data=data, by=people.seat(who), at=people.at)


def estimated(people: Province) -> Estimate:
    return an_estimate(people, a_need(people, "Tường lửa", SMALL_COSTS))
