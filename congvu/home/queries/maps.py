"""On which map units stand: that of the period looked at, or today's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.documents.queries.overview import UnitOnMap
from congvu.home.queries.overview import same_unit
from congvu.home.rules import Period
from congvu.lib.text import gettext_noop
from congvu.organisations.queries import unit_heirs, unit_names_on

THEN, TODAY = "ngay-xem", "hom-nay"
MAP_NAMES: Mapping[str, str] = {
    THEN: gettext_noop("Đơn vị như ngày xem"),
    TODAY: gettext_noop("Đơn vị trên bản đồ hôm nay"),
}


@dataclass(frozen=True)
class UnitMap:
    """``unit_on_map`` says which unit stands for a unit, ``names_on`` by which name."""

    key: str
    names_on: date
    unit_on_map: UnitOnMap = same_unit

    def units_of(self, agency_id: UUID, unit: UUID) -> tuple[UUID | None, ...]:
        """Every unit that the one on the map stands for."""
        known = unit_names_on(agency_id, self.names_on)
        return tuple(u for u in known if self.unit_on_map(u) == unit) or (unit,)


def unit_map(key: str, period: Period, on: date) -> UnitMap:
    if key == TODAY:
        heirs = unit_heirs(on)
        return UnitMap(TODAY, on, lambda unit: heirs.get(unit, unit))
    return UnitMap(THEN, period.last)
