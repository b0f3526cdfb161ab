"""An agency with every kind of right; the hand count stands in test_position.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from congvu.files import jail
from congvu.licences.actions import count_positions
from congvu.licences.actions.scanning import READER
from tests.licences.world import (
    ADOBE,
    FIREFOX,
    KASPERSKY,
    LIBRE,
    OFFICE_2016,
    OFFICE_2019,
    PATCH,
    STRANGE,
    WINRAR,
    catalogue,
    give,
    machine,
    right,
)
from tests.people import Province


@pytest.fixture(scope="package", autouse=True)
def jailer() -> Iterator[None]:
    """The jail that looks at files ends with the tests that sent it some."""
    yield
    READER.stop()
    jail.stop()


@pytest.fixture
def agency(province: Province) -> dict[str, UUID]:
    catalogue()
    minh = province.seat("minh").person_id
    ago = [province.today - timedelta(days=n) for n in range(240)]
    keys = {
        "A": machine(
            province, "A", [OFFICE_2016, LIBRE, WINRAR, FIREFOX, PATCH], ago[100]
        ),
        "B": machine(
            province,
            "B",
            [OFFICE_2016, WINRAR, KASPERSKY],
            ago[90],
            unit_id=province.division.pk,
            user_id=minh,
        ),
        "C": machine(
            province, "C", [OFFICE_2016, KASPERSKY, ADOBE], ago[80], user_id=minh
        ),
        "D": machine(province, "D", [OFFICE_2016, KASPERSKY, STRANGE], ago[70]),
        "E": machine(province, "E", [OFFICE_2016, LIBRE], ago[60]),
        "F": machine(province, "F", [OFFICE_2019], ago[50]),
        # Neither in stock nor of the commune: not of this position.
        "S": machine(province, "S", [ADOBE], ago[50], state="stock"),
        "X": machine(province, "X", [ADOBE, STRANGE], ago[50], commune=True),
    }
    give(province, right(province, "office-2016", 1, kind="oem"), machine_id=keys["A"])
    volume = right(province, "office-2016", 2, kind="volume")
    give(province, volume, 3, why="Chờ mua thêm một")
    end = province.today + timedelta(days=90)
    more = {"metric": "user", "ends_on": end}
    give(
        province,
        right(province, "kaspersky", 1, kind="subscr", **more),
        person_id=minh,
    )
    ended = province.today - timedelta(days=10)
    give(province, right(province, "winrar", 5, ends_on=ended), machine_id=keys["A"])
    give(province, right(province, "winrar", 1), unit_id=province.division.pk)
    count_positions(at=province.at)
    return keys
