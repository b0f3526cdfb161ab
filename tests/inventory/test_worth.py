"""What a machine is worth: hao mòn by the rule of each year, in whole đồng."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.inventory.actions import MachineData, NewMachine, add_machine, set_life
from congvu.inventory.queries import lives_on, value_page, value_sum
from congvu.inventory.rules import Life, worth_on
from congvu.lib.refusals import Refused
from tests.inventory.test_hands import download
from tests.people import Province

FIVE = Life(5, 200)


@pytest.mark.parametrize(
    ("on", "worn", "this_year"),
    [
        (date(2024, 12, 30), 0, 0),
        (date(2024, 12, 31), 2_000_000, 2_000_000),
        (date(2025, 6, 1), 2_000_000, 2_000_000),
        (date(2027, 12, 31), 8_000_000, 2_000_000),
        (date(2028, 12, 31), 10_000_003, 2_000_003),
        (date(2035, 12, 31), 10_000_003, 0),
    ],
)
def test_each_31_december_takes_its_part(on: date, worn: int, this_year: int) -> None:
    """Bought in March 2024 for 10.000.003 đồng: the last year takes the three, too."""
    found = worth_on(10_000_003, date(2024, 3, 1), on, lambda _year: FIVE)

    assert (found.worn, found.worn_this_year) == (worn, this_year)


def test_a_rule_holds_from_its_year_and_none_takes_nothing() -> None:
    def lives(year: int) -> Life | None:
        return None if year < 2025 else Life(8, 125)

    found = worth_on(8_000_000, date(2024, 5, 1), date(2026, 12, 31), lives)

    assert (found.worn, found.left) == (2_000_000, 6_000_000)


@given(
    price=st.integers(0, 10**12),
    years=st.integers(1, 50),
    permille=st.integers(1, 1000),
    age=st.integers(0, 60),
)
def test_it_never_grows_again_and_ends_at_nought(
    price: int, years: int, permille: int, age: int
) -> None:
    bought, life = date(2020, 7, 1), Life(years, permille)
    now = worth_on(price, bought, date(2020 + age, 12, 31), lambda _y: life)
    later = worth_on(price, bought, date(2021 + age, 12, 31), lambda _y: life)

    assert 0 <= later.left <= now.left <= price
    assert later.worn == now.worn + later.worn_this_year
    if age + 1 >= years:
        assert now.left == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("law")
def test_the_list_of_a_year_adds_up_and_says_by_what(province: Province) -> None:
    quan, year = province.seat("quan"), province.today.year - 1
    for name, price, bought in (
        ("A", 10_000_000, date(year - 1, 2, 1)),
        ("B", 15_000_000, date(year, 11, 1)),
        ("C", None, date(year, 1, 1)),
        ("D", 9_000_000, date(year + 1, 1, 1)),
    ):
        add_machine(
            new=NewMachine(province.committee.pk, name),
            data=MachineData(bought_on=bought, price=price),
            by=quan,
            at=province.at,
        )
    day = date(year, 12, 31)

    whole = value_sum(province.committee.pk, day, province.at)

    assert (whole.machines, whole.unknown) == (3, 1)
    assert (whole.price, whole.worn, whole.left) == (
        25_000_000,
        4_000_000 + 3_000_000,
        18_000_000,
    )
    lines = value_page(province.committee.pk, day, province.at).lines
    assert sum(line.worth.left for line in lines if line.worth) == whole.left
    assert [line.worth is None for line in lines] == [False, False, True]
    browser = province.client("quan")
    # What a circular of 2023 says is not said of the years before it.
    bases = [lives_on(date(y, 12, 31))[0].life for y in (2022, 2023)]
    assert ["23/2023" in life.basis for life in bases if life] == [False, True]
    assert all("chưa xác minh nguồn" in life.basis for life in bases if life)
    shown = browser.get(f"/may-tinh/hao-mon/?nam={year}").content.decode()
    assert "18.000.000 đồng" in shown
    assert "chưa xác minh nguồn" in shown
    text = download(browser, f"/may-tinh/hao-mon/xuat/csv/?nam={year}").decode()
    assert "23/2023/TT-BTC" in text

    # The province's own word goes first, from its day on.
    form = {"kind": "desktop", "years": "5", "percent": "200", "basis": ""}
    wrong = browser.post("/may-tinh/hao-mon/muc/", form).content.decode()
    assert "phần trăm một năm" in wrong
    assert "Ghi căn cứ" in wrong
    form |= {"percent": "12,5", "basis": "QĐ 9 của tỉnh", "years": "8"}
    form["valid_from"] = f"01/01/{year}"
    assert browser.post("/may-tinh/hao-mon/muc/", form).status_code == 302
    (own,) = [line for line in lives_on(day) if line.own]
    assert (own.kind, own.life) == ("desktop", Life(8, 125, "QĐ 9 của tỉnh"))
    assert value_sum(province.committee.pk, day, province.at).worn == (
        2_000_000 + 1_250_000 + 1_875_000
    )
    with pytest.raises(Refused, match="đúng ngày ấy"):
        set_life(
            kind="desktop",
            years=5,
            permille=200,
            valid_from=date(year, 1, 1),
            basis="x",
            by=quan,
            at=province.at,
        )
