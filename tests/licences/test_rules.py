"""Which name is which product, and seats that never grow: tables and properties."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from congvu.licences.rules import (
    Catalogue,
    Pattern,
    Seats,
    StandingState,
    Use,
    contradicting,
    fits,
    given,
    kept_days,
    position,
    version_parts,
)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("microsoft office *2016*", "microsoft office standard 2016", True),
        ("microsoft office *2016*", "microsoft office 365 - vi-vn", False),
        ("winrar*", "winrar 6.02 (64-bit)", True),
        ("winrar", "winrar 6.02", False),
        ("*(kb*)*", "update (kb123) x", True),
        ("a*a", "a", False),
        ("*a*b*", "xbxa", False),
        ("*", "", True),
        ("*a" * 40, "a" * 39 + "b", False),
    ],
)
def test_a_pattern_fits_a_whole_name(pattern: str, text: str, found: bool) -> None:
    assert fits(pattern, text) is found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("16.0.4266", (16, 0, 4266)),
        ("v2.10-beta3", (2, 10)),
        ("", ()),
        ("không rõ", ()),
        ("1:4.2+dfsg", (4, 2)),
        ("4:7.4.7-1+deb12u8", (7, 4, 7)),
        ("16", (16,)),
        ("16.0", (16,)),
        ("16.0.0.10", (16, 0, 0, 10)),
        ("0.0", (0,)),
        ("sửa 2:10", (2,)),
    ],
)
def test_versions_are_numbers_part_by_part(text: str, parts: tuple[int, ...]) -> None:
    assert version_parts(text) == parts


def rule(name: str, since: str = "", below: str = "", *, maker: str = "*") -> Pattern:
    return Pattern.of(uuid4(), (maker, name, since, below), uuid4())


def test_the_first_that_takes_a_name_decides_whatever_its_accents() -> None:
    old, new = rule("Kế toán*", below="10"), rule("ke toan*", "10")
    rest = rule("*toan*", maker="Công ty A*")
    catalogue = Catalogue([old, new, rest])
    assert catalogue.decide("", "Kế Toán", "9.9.9") is old
    assert catalogue.decide("", "KE TOAN pro", "10.0") is new
    # A range asks for a version: without one it is nobody's but the last rule's.
    assert catalogue.decide("cong ty a (hà nội)", "kế toán", "") is rest
    assert catalogue.decide("B", "kế toán", "") is None


def test_a_range_knows_a_version_however_its_packager_wrote_it() -> None:
    new, old = rule("libreoffice*", "7", "8.0"), rule("libreoffice*", below="7.0")
    catalogue = Catalogue([new, old])
    for version, decides in (
        ("4:7.4.7-1+deb12u8", new), ("7", new), ("7.0", new), ("1:6.4.7", old),
        ("4:8.0", None), ("8", None),
    ):  # fmt: skip
        assert catalogue.decide("", "LibreOffice", version) is decides, version


def test_two_rules_that_say_different_things_of_one_name_contradict() -> None:
    first = rule("x*", "1", "5")
    assert contradicting(rule("x*", "4"), [first]) is first
    assert contradicting(rule("X*", "5"), [first]) is None
    assert contradicting(rule("x*"), [first]) is None
    assert contradicting(rule("y*", "4"), [first]) is None


def test_kept_are_twelve_last_days_of_months_and_today() -> None:
    days = kept_days(date(2026, 3, 31))
    assert len(days) == 13
    assert days[0] == date(2025, 3, 31)
    assert days[-2:] == [date(2026, 2, 28), date(2026, 3, 31)]


PEOPLE = [uuid4() for _n in range(3)]
PLACES = [uuid4() for _n in range(2)]
PRODUCTS = [uuid4() for _n in range(2)]
MACHINES = [uuid4() for _n in range(6)]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Use], list[Seats]]:
    """One agency with machines in two units; rights of every shape."""
    agency = UUID(int=1)
    owners = {m: draw(st.sampled_from([None, *PEOPLE])) for m in MACHINES}
    units = {m: draw(st.sampled_from([None, *PLACES])) for m in MACHINES}
    pairs = draw(
        st.sets(st.tuples(st.sampled_from(MACHINES), st.sampled_from(PRODUCTS)))
    )
    uses = [
        Use(m, p, "họ", agency, units[m], owners[m], NOW, draw(st.booleans()))
        for m, p in sorted(pairs)
    ]
    rights = {
        uuid4(): (
            draw(st.integers(1, 4)),
            draw(st.booleans()),
            draw(st.sampled_from(PRODUCTS)),
            draw(st.sampled_from(["", "họ"])),
            draw(st.sampled_from(["device", "user"])),
        )
        for _n in range(draw(st.integers(0, 3)))
    }
    seats = []
    for key, (there, in_force, product, family, metric) in rights.items():
        for _n in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from("amup"))
            seats.append(
                Seats(
                    uuid4(),
                    key,
                    there,
                    in_force,
                    product,
                    family,
                    metric,
                    agency,
                    draw(st.sampled_from(PLACES)) if kind == "u" else None,
                    draw(st.sampled_from(MACHINES)) if kind == "m" else None,
                    draw(st.sampled_from(PEOPLE)) if kind == "p" else None,
                    1 if kind in "mp" else draw(st.integers(1, 4)),
                    date(2025, 1, draw(st.integers(1, 28))),
                )
            )
    return uses, seats


def test_a_units_seats_cover_the_units_below_it() -> None:
    agency, above, below = uuid4(), uuid4(), uuid4()
    uses = [
        Use(m, PRODUCTS[0], "", agency, unit, None, NOW)
        for m, unit in zip(MACHINES, (below, above, None), strict=False)
    ]
    seats = Seats(
        uuid4(), uuid4(), 9, True, PRODUCTS[0], "", "device", agency,
        above, None, None, 9, date(2025, 1, 1), (below,),
    )  # fmt: skip
    states = [one.state for one in position(uses, [seats])]
    assert states == [
        StandingState.LEGAL,
        StandingState.LEGAL,
        StandingState.UNLICENSED,
    ]


@property_of(worlds())
def test_no_right_covers_more_than_its_seats(
    world: tuple[list[Use], list[Seats]],
) -> None:
    uses, seats = world
    stood = position(uses, seats)
    assert [one.use for one in stood] == uses
    by_key = {one.allocation_id: one for one in seats}
    covered: dict[tuple[UUID, StandingState], set[object]] = {}
    for one in stood:
        assert (one.state == StandingState.FREE) == (not one.use.is_paid)
        if one.allocation_id is None:
            assert one.state in {StandingState.FREE, StandingState.UNLICENSED}
            continue
        pool = by_key[one.allocation_id]
        fitting = pool.family == one.use.family or pool.product_id == one.use.product_id
        assert fitting
        assert (one.state == StandingState.UNLICENSED) == (not pool.in_force)
        user = one.use.user_id if pool.metric == "user" else None
        covered.setdefault((pool.entitlement_id, one.state), set()).add(
            user or one.use.machine_id
        )
    rooms = {one.entitlement_id: one.there for one in seats}
    good: Counter[UUID] = Counter()
    for one in given(seats):
        good[one.seats.entitlement_id] += one.good
    for (right, state), keys in covered.items():
        if state == StandingState.LEGAL:
            assert len(keys) <= good[right] <= rooms[right]
    # The same facts in another order are the same position.
    again = position(uses, seats[::-1])
    assert again == stood
