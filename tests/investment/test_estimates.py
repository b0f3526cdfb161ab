"""Estimates: what adds up is kept for ever, what does not is refused with the gap."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.investment.access import seen_needs
from congvu.investment.actions import EstimateData, keep_estimate
from congvu.investment.models import Estimate, EstimateLine, EstimateShare, Need
from congvu.investment.queries.estimates import (
    Look,
    changes,
    disagreements,
    lines_of,
    parts_on,
    remarks_on,
)
from congvu.investment.rules.estimates import (
    Cell,
    Frame,
    Item,
    Quoted,
    item_faults,
    lowest,
    shared_out,
    sum_faults,
    sums_of,
    total_of,
    with_margins,
    worked_out,
)
from congvu.lib.refusals import Refused
from tests.investment.estimating import (
    SMALL_COSTS,
    a_rate,
    a_small_one,
    an_estimate,
    estimated,
    item,
    priced,
)
from tests.investment.stories import MILLION, YEAR, a_need
from tests.people import Province
from tests.scale import examples

ON = date(2026, 11, 2)
PARTS = [
    "construction",
    "equipment",
    "management",
    "consulting",
    "other",
    "contingency",
]
FRAME = Frame(
    parts=PARTS,
    sources=["province", "central"],
    costs=SMALL_COSTS,
    on=ON,
    since=date(2025, 11, 2),
    least_quotes=2,
    most_contingency=10,
)


@given(
    st.integers(0, 10**15),
    st.lists(st.integers(0, 10**14), min_size=1, max_size=12).filter(any),
)
@settings(max_examples=examples(200), deadline=None)
def test_shares_add_up_and_are_fair(money: int, weights: list[int]) -> None:
    shares, whole = shared_out(money, weights), sum(weights)
    assert sum(shares) == money
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * whole - money * weight) < whole
        assert weight or not share


_ITEMS = st.lists(
    st.one_of(
        st.builds(
            item,
            part=st.sampled_from(PARTS[:4]),
            name=st.just("Việc"),
            price=st.integers(1, 10**9),
            quantity=st.decimals("0.001", 1000, places=3),
            source=st.sampled_from(["province", "central"]),
            year=st.integers(2026, 2029),
        ),
        st.builds(
            a_rate,
            part=st.sampled_from(["other", "contingency"]),
            name=st.just("Tỷ lệ"),
            rate=st.decimals("0.0001", 9, places=4).map(str),
            base=st.sampled_from([("equipment",), ("construction", "equipment")]),
        ),
    ),
    min_size=1,
    max_size=15,
)


@given(_ITEMS)
@settings(max_examples=examples(200), deadline=None)
def test_sums_by_part_source_and_year_always_agree(items: list[Item]) -> None:
    lines = worked_out(priced(items, ON), FRAME)
    sums, whole = sums_of(lines), total_of(lines)
    assert sum(sums.values()) == whole
    margins = with_margins(sums)
    assert margins.get(("", None), 0) == whole
    for one in lines:
        assert sum(one.shares.values()) in (one.money, 0)
    told = sum_faults(lines, FRAME, {**margins, ("", None): whole + 1})
    assert [one.said for one in told if one.amiss == "cell"] == [whole + 1]
    assert [
        one for one in sum_faults(lines, FRAME, margins) if one.amiss == "cell"
    ] == []


def test_the_cap_of_contingency_is_rounded_as_the_money_is() -> None:
    items = [
        item("equipment", "A", 105),
        a_rate("contingency", "B", "10", ("equipment",)),
        a_rate("contingency", "C", "0.5", ("equipment",)),
    ]
    for some, over in ((items[:2], []), (items, [(12, 11)])):
        told = sum_faults(worked_out(some, FRAME), FRAME)
        assert [(f.said, f.reckoned) for f in told if f.amiss == "cap"] == over


def test_half_a_dong_goes_up_and_a_rate_follows_its_base() -> None:
    items = [
        item("equipment", "A", 3, quantity=Decimal("0.5")),
        item("equipment", "B", 5, source="central"),
        a_rate("contingency", "C", "10", ("equipment",)),
    ]
    lines = worked_out(items, FRAME)
    assert [one.money for one in lines] == [2, 5, 1]
    assert lines[2].shares == {Cell("central", 2026): 1}


WRONG = [
    (item("moon", "A", 1), "part"),
    (item("equipment", "", 1), "name"),
    (item("equipment", "A", 0), "price"),
    (item("equipment", "A", -5), "price"),
    (item("equipment", "A", 10**15), "price"),
    (item("equipment", "A", 1, quantity=Decimal("0.0001")), "quantity"),
    (item("equipment", "A", 1, quantity=Decimal("NaN")), "quantity"),
    (item("equipment", "A", 1, quantity=Decimal("-1")), "quantity"),
    (item("equipment", "A", 1, source="other"), "not-asked"),
    (item("equipment", "A", 1, year=1999), "year"),
    (item("equipment", "A", 1, basis=""), "basis"),
    (item("equipment", "A", 1, priced_on=ON + timedelta(days=1)), "day"),
    (item("equipment", "A" * 201, 1), "long"),
    (item("equipment", "A", 1, pricing="guess"), "pricing"),
    (a_rate("equipment", "A", "5", ("equipment",)), "base"),
    (a_rate("equipment", "A", "5", ("contingency",)), "base"),
    (a_rate("contingency", "A", "101", ("equipment",)), "rate"),
    (item("equipment", "A", 1, pricing="quotes"), "quotes"),
]


@pytest.mark.parametrize(("one", "amiss"), WRONG, ids=str)
def test_what_a_line_may_not_be(one: Item, amiss: str) -> None:
    assert [str(f.amiss) for f in item_faults(priced([one], ON), FRAME)] == [amiss]


def test_the_cheapest_quotation_that_is_not_too_old_sets_the_price() -> None:
    old = Quoted("Cũ", date(2025, 1, 1), 10)
    quotes = (old, Quoted("A", ON, 30), Quoted("B", ON, 20), Quoted("C", ON, 20))
    assert lowest(quotes, FRAME.since) == quotes[2]
    good = item("equipment", "M", 0, pricing="quotes", quotes=quotes)
    dear = Item(**{**vars(good), "price": 30})
    items = priced([Item(**{**vars(good), "price": None}), dear], ON)
    assert item_faults(items, FRAME) == []
    lines = worked_out(items, FRAME)
    assert [one.money for one in lines] == [20, 20]
    (told,) = [one for one in sum_faults(lines, FRAME) if one.amiss == "lowest"]
    assert (told.line, told.said, told.reckoned) == (2, 30, 20)
    few = Item(**{**vars(good), "price": None, "quotes": (old, quotes[1])})
    assert [one.amiss for one in item_faults(priced([few], ON), FRAME)] == ["quotes"]


@pytest.mark.usefixtures("law")
class TestKept:
    def test_a_version_is_kept_and_never_rewritten(self, province: Province) -> None:
        made = estimated(province)
        assert (made.number, made.money, made.security) == (
            1,
            110 * MILLION,
            40 * MILLION,
        )
        spare = lines_of(made)[2]
        assert spare.shares == {
            Cell("province", YEAR): 6 * MILLION,
            Cell("province", YEAR + 1): 4 * MILLION,
        }
        for rows in (Estimate.objects.all(), EstimateLine.objects.all()):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(money=1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="shares of a line"):
            EstimateShare.objects.create(
                line=made.lines.all()[0], source="central", year=YEAR, money=1
            )

    def test_every_difference_is_said_and_nothing_kept(
        self, province: Province
    ) -> None:
        need = a_need(province, "Tường lửa", {YEAR: 60 * MILLION, 2030: 5})
        one, two, spare = a_small_one()
        items = [
            Item(**{**vars(one), "money": 1}),
            two,
            Item(**{**vars(spare), "rate": Decimal(11)}),
        ]
        stated = {("equipment", None): 5, ("", None): 7}
        with pytest.raises(Refused) as why:
            an_estimate(province, need, items, stated=stated)
        told = "\n".join(reason.message for reason in why.value.reasons)
        for words in (
            "Dòng 1: thành tiền ghi 1, tính ra 60.000.000 đồng.",
            "Chi phí thiết bị: ghi 5, các dòng cộng lại 100.000.000",
            "Tổng dự toán: ghi 7, các dòng cộng lại 111.000.000",
            "Dự phòng 11.000.000 đồng, nhiều nhất là 10.000.000",
            f"năm {YEAR}: dự toán cộng lại 66.600.000, nhu cầu ghi 60.000.000",
            f"năm {YEAR + 1}: dự toán cộng lại 44.400.000, nhu cầu ghi 0",
            "năm 2030: dự toán cộng lại 0, nhu cầu ghi 5",
        ):
            assert words in told
        assert not Estimate.objects.exists()

    def test_sums_beyond_all_money_are_refused_in_words(
        self, province: Province
    ) -> None:
        """Each line is taken by itself; added up they have more than 28 digits."""
        most = {"price": 10**14, "quantity": Decimal(10**7)}
        items = [item("construction", f"Việc {n}", **most) for n in range(60)]
        for base, part in pairwise(PARTS[:5]):
            items += [a_rate(part, f"{part} {n}", "100", (base,)) for n in range(60)]
        need = a_need(province, "Nhiều", {YEAR: MILLION})

        with pytest.raises(Refused, match="không thành một khoản chi"):
            an_estimate(province, need, items)
        assert not Estimate.objects.exists()

    def test_another_version_says_why_and_is_compared(self, province: Province) -> None:
        first = estimated(province)
        need = first.need
        for more in ({"seen": 0, "note": "x"}, {"seen": 1}):
            with pytest.raises(Refused):
                an_estimate(province, need, **more)  # type: ignore[arg-type]  # each case gives its own
        one, two, spare = a_small_one()
        halves = [
            Item(**{**vars(one), "name": "Tường lửa, loại nhỏ"}),
            two,
            spare,
        ]
        second = an_estimate(province, need, halves, seen=1, note="Đổi loại")
        assert second.number == 2
        told = [
            (one.name, one.before, one.after)
            for one in changes(lines_of(first), lines_of(second))
        ]
        assert told == [
            ("Tường lửa", 60 * MILLION, None),
            ("Tường lửa, loại nhỏ", None, 60 * MILLION),
        ]
        assert disagreements(need, lines_of(second)) == []
        need.costs.filter(year=YEAR).update(money=5)
        (gap,) = disagreements(need, lines_of(second))
        assert (gap.said, gap.reckoned) == (66 * MILLION, 5)
        Need.objects.filter(pk=need.pk).update(state="rejected", reason="Hết tiền")
        with pytest.raises(Refused):
            an_estimate(province, need, halves, seen=2, note="Thử")

    def test_what_is_told_beside_it(self, province: Province) -> None:
        estimated(province)
        other = a_need(province, "Khác", {YEAR: 90 * MILLION})
        old = province.today - timedelta(days=900)
        items = [
            item("equipment", "Tường lửa", 40 * MILLION, quantity=Decimal(2)),
            item("equipment", "Cáp", 10 * MILLION, priced_on=old),
        ]
        made = an_estimate(province, other, items)
        on = max(province.today, date(2026, 7, 2))
        told = remarks_on(
            lines_of(made),
            need=other,
            structure="project",
            on=on,
            seen=seen_needs(province.seat("quan")),
        )
        assert {(one.look, one.line) for one in told} == {
            (Look.SECURITY, 0),
            (Look.DEARER, 1),
            (Look.OLD, 2),
            (Look.UNSURE, 0),
        }

    def test_kinds_of_spending_belong_to_their_day(self, province: Province) -> None:
        then, now = date(2009, 6, 1), province.today
        kinds = [one.key for one in parts_on("spending", then)]
        assert kinds == [
            "infrastructure",
            "running",
            "schemes",
            "consultants",
            "training",
            "publicity",
            "contests",
        ]
        assert parts_on("project", then) == []
        assert parts_on("spending", now) == []
        assert [one.key for one in parts_on("project", now)] == PARTS
        assert parts_on("hire", now)[0].key == "hire"
        need = a_need(province, "Năm 2009", {2009: 5 * MILLION})
        one = item("training", "Lớp quản trị mạng", 5 * MILLION, year=2009)
        dated = [Item(**{**vars(one), "priced_on": date(2009, 5, 4)})]

        def keep(on: date) -> Estimate:
            return keep_estimate(
                need_id=need.pk,
                data=EstimateData("spending", on, dated),
                by=province.seat("quan"),
                at=province.at,
            )

        with pytest.raises(Refused):
            keep(now)
        assert keep(then).money == 5 * MILLION
