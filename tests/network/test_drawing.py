"""The picture: at any number of sites no name covers another."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from congvu.network.rules import Line, Spot, draw
from congvu.network.rules.drawing import ROW, width_of


def province(sites: int, hubs: int = 2) -> tuple[list[Spot[str]], list[Line[str]]]:
    spots = [Spot(f"hub{n}", f"Trung tâm {n}", is_hub=True) for n in range(hubs)]
    spots += [
        Spot(
            f"s{n}",
            f"Ủy ban nhân dân xã số {n} có tên rất dài để vẽ",
            latitude=Decimal(22) + Decimal(n % 13) / 20 if n % 3 else None,
            longitude=Decimal(105) + Decimal(n % 7) / 10 if n % 3 else None,
        )
        for n in range(sites)
    ]
    lines = [
        Line(f"s{n}", f"hub{n % hubs}", 10 * (n + 1), "state", "") for n in range(sites)
    ]
    return spots, lines


@pytest.mark.parametrize("sites", [0, 1, 7, 150, 151, 500])
def test_every_name_has_a_line_of_its_own(sites: int) -> None:
    spots, lines = province(sites)

    found = draw(spots, lines)

    assert {label.key for label in found.labels} == {spot.key for spot in spots}
    assert len(found.strokes) == sites
    for side in ("left", "right", "middle"):
        rows = sorted(label.y for label in found.labels if label.side == side)
        assert all(below - above >= ROW for above, below in pairwise(rows))
        assert all(0 < y < found.height for y in rows)


def test_north_stands_above_south_and_west_is_left() -> None:
    places = {
        "tây bắc": (22.6, 105.4),
        "tây nam": (22.0, 105.5),
        "đông bắc": (22.7, 106.1),
        "đông nam": (21.9, 106.0),
    }
    spots = [
        Spot(name, name, latitude=Decimal(str(lat)), longitude=Decimal(str(long)))
        for name, (lat, long) in places.items()
    ]

    at = {label.key: label for label in draw(spots, []).labels}

    assert [at[n].side for n in places] == ["left", "left", "right", "right"]
    assert at["tây bắc"].y < at["tây nam"].y
    assert at["đông bắc"].y < at["đông nam"].y


def test_a_second_link_between_the_same_two_is_drawn_beside_the_first() -> None:
    spots = [Spot("hub", "Trung tâm", is_hub=True), Spot("xã", "Xã")]
    lines = [Line("xã", "hub", 100, "state", ""), Line("hub", "xã", 50, "internet", "")]

    first, second = draw(spots, lines).strokes

    assert first.path != second.path


@pytest.mark.parametrize(
    ("mbps", "width"), [(1, "1.0"), (10, "2.0"), (1000, "4.0"), (10**6, "5.0")]
)
def test_what_carries_more_is_wider(mbps: int, width: str) -> None:
    assert width_of(mbps) == width
