"""The Vietnamese lunar calendar (âm lịch), reckoned for the sky over Viet Nam: UTC+7.

A month begins on the day of the new moon; the one that holds the winter solstice is the
eleventh. Where thirteen moons lie between two solstices, the first of them without a
major solar term is a leap month. China reckons the same at UTC+8: where a new moon or a
term falls between 23:00 and midnight here, the two calendars differ (Tết 1985, 2007).

New moons by Meeus, "Astronomical Algorithms", chapter 49 (some seconds); the sun by the
longest terms of VSOP87 (half a minute). Both are tested beside published moments.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from math import cos, floor, pi, radians, sin

FIRST_YEAR, LAST_YEAR = 1900, 2200

_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = (
    "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ",
    "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi",
)  # fmt: skip
_HOURS_EAST = 7
_JULIAN = 1721425  # Julian day number of a day, less its ordinal
_J2000 = 2451545.0
_MONTH = 29.530588861
_NEW_MOON_2000 = 2451550.09766


@dataclass(frozen=True)
class LunarDay:
    """A day by the moon; ``year`` is the one that began with its Tết."""

    day: int
    month: int
    year: int
    is_leap: bool
    ordinal: int
    """The day by the sun (``date.toordinal``)."""

    @property
    def year_name(self) -> str:
        """Can chi of the year, such as "Bính Ngọ"."""
        return f"{_STEMS[(self.year + 6) % 10]} {_BRANCHES[(self.year + 8) % 12]}"

    @property
    def month_name(self) -> str:
        """Can chi of the month; a leap month has that of the one before it."""
        stem = _STEMS[(self.year * 12 + self.month + 3) % 10]
        return f"{stem} {_BRANCHES[(self.month + 1) % 12]}"

    @property
    def day_name(self) -> str:
        """Can chi of the day."""
        number = self.ordinal + _JULIAN
        return f"{_STEMS[(number + 9) % 10]} {_BRANCHES[(number + 1) % 12]}"

    @property
    def short(self) -> str:
        """As calendars print it: "15/7", with "+" in a leap month."""
        return f"{self.day}/{self.month}{'+' if self.is_leap else ''}"


def lunar_of(day: date) -> LunarDay | None:
    """The day by the moon; None outside the years that are reckoned."""
    if not FIRST_YEAR < day.year < LAST_YEAR:
        return None
    ordinal = day.toordinal()
    around = _moons(day.year)
    if ordinal >= around[-1].first:
        around = _moons(day.year + 1)
    moon = around[bisect_right([m.first for m in around], ordinal) - 1]
    return LunarDay(
        ordinal - moon.first + 1, moon.month, moon.year, moon.is_leap, ordinal
    )


def solar_of(day: int, month: int, year: int, *, is_leap: bool = False) -> date | None:
    """The day by the sun; None where that lunar month, or that day of it, is not."""
    if not FIRST_YEAR <= year < LAST_YEAR - 1:
        return None
    for moon, after in pairwise([*_moons(year)[:-1], *_moons(year + 1)]):
        if (moon.month, moon.year, moon.is_leap) == (month, year, is_leap):
            found = moon.first + day - 1
            return (
                date.fromordinal(found) if moon.first <= found < after.first else None
            )
    return None


def new_year(year: int) -> date:
    """Mồng một Tết."""
    found = solar_of(1, 1, year)
    if found is None:
        message = f"no lunar year {year} is reckoned"
        raise ValueError(message)
    return found


@dataclass(frozen=True)
class _Moon:
    first: int  # its first day, as an ordinal
    month: int
    year: int
    is_leap: bool


@cache
def _moons(year: int) -> tuple[_Moon, ...]:
    """From the eleventh month of the year before to the eleventh of this one."""
    begins, ends = _eleventh(year - 1), _eleventh(year)
    firsts = [_first_day(k) for k in range(begins, ends + 1)]
    leap = 0
    if len(firsts) == 14:
        terms = [_major_term(first) for first in firsts]
        leap = next(n for n in range(1, 13) if terms[n] == terms[n + 1])
    moons = []
    for place, first in enumerate(firsts):
        past = place - 1 if leap and place >= leap else place
        month = (10 + past) % 12 + 1
        moons.append(
            _Moon(
                first,
                month,
                year if 2 <= past < 14 else year - 1,
                is_leap=bool(leap) and place == leap,
            )
        )
    return tuple(moons)


def _eleventh(year: int) -> int:
    """Which new moon begins the month that holds the winter solstice of the year."""
    last = date(year, 12, 31).toordinal()
    while _major_term(last) >= 9:  # the sun has passed 270° as that day begins
        last -= 1
    k = round((last + _JULIAN - _NEW_MOON_2000) / _MONTH) + 1
    while _first_day(k) > last:
        k -= 1
    return k


def _first_day(k: int) -> int:
    return _local_ordinal(new_moon(k))


def _local_ordinal(moment: float) -> int:
    """The day on the wall in Viet Nam of a Julian moment (UT)."""
    return floor(moment + 0.5 + _HOURS_EAST / 24) - _JULIAN


def _major_term(ordinal: int) -> int:
    """Which twelfth of its way the sun stands in as the day begins in Viet Nam."""
    midnight = ordinal + _JULIAN - 0.5 - _HOURS_EAST / 24
    return floor(sun_longitude(midnight) / 30) % 12


def _delta_t(moment: float) -> float:
    """Seconds that even time runs before the turning earth (Espenak and Meeus)."""
    year = 2000 + (moment - _J2000) / 365.25
    for until, zero, terms in _EARTH:
        if year < until:
            return _sum_of(terms, year - zero)
    century = (year - 1820) / 100
    return -20 + 32 * century**2 - 0.5628 * max(0.0, 2150 - year)


def _sum_of(terms: tuple[float, ...], t: float) -> float:
    total = 0.0
    for term in reversed(terms):
        total = total * t + term
    return total


_EARTH: tuple[tuple[int, int, tuple[float, ...]], ...] = (
    (1920, 1900, (-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)),
    (1941, 1920, (21.20, 0.84493, -0.076100, 0.0020936)),
    (1961, 1950, (29.07, 0.407, -1 / 233, 1 / 2547)),
    (1986, 1975, (45.45, 1.067, -1 / 260, -1 / 718)),
    (
        2005,
        2000,
        (63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599),
    ),
    (2050, 2000, (62.92, 0.32217, 0.005589)),
)


def new_moon(k: int) -> float:
    """The moment (Julian, UT) of the k-th new moon from that of 2000-01-06."""
    t = k / 1236.85
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t**2 - 0.00000011 * t**3
    moon = (
        201.5643 + 385.81693528 * k + 0.0107582 * t**2
        + 0.00001238 * t**3 - 0.000000058 * t**4
    )  # fmt: skip
    node = (
        160.7108 + 390.67050284 * k - 0.0016118 * t**2
        - 0.00000227 * t**3 + 0.000000011 * t**4
    )  # fmt: skip
    ascending = 124.7746 - 1.56375588 * k + 0.0020672 * t**2 + 0.00000215 * t**3
    moment = (
        _NEW_MOON_2000 + _MONTH * k + 0.00015437 * t**2
        - 0.000000150 * t**3 + 0.00000000073 * t**4
    )  # fmt: skip
    for size, power, of_sun, of_moon, of_node in _NEW_MOON:
        angle = radians(of_sun * sun + of_moon * moon + of_node * node)
        moment += size * e**power * sin(angle)
    moment -= 0.00017 * sin(radians(ascending))
    moment += 0.000325 * sin(radians(299.77 + 0.107408 * k - 0.009173 * t**2))
    for size, zero, step in _PLANETS:
        moment += size * 1e-6 * sin(radians(zero + step * k))
    return moment - _delta_t(moment) / 86400


# size in days, power of E, multiples of the sun's anomaly, the moon's, its latitude
_NEW_MOON = (
    (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0),
    (0.01039, 0, 0, 0, 2), (0.00739, 1, -1, 1, 0), (-0.00514, 1, 1, 1, 0),
    (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2), (-0.00057, 0, 0, 1, 2),
    (0.00056, 1, 1, 2, 0), (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0), (-0.00007, 0, 2, 1, 0),
    (0.00004, 0, 0, 2, -2), (0.00004, 0, 3, 0, 0), (0.00003, 0, 1, 1, -2),
    (0.00003, 0, 0, 2, 2), (-0.00003, 0, 1, 1, 2), (0.00003, 0, -1, 1, 2),
    (-0.00002, 0, -1, 1, -2), (-0.00002, 0, 1, 3, 0), (0.00002, 0, 0, 4, 0),
)  # fmt: skip
_PLANETS = (
    (165, 251.88, 0.016321), (164, 251.83, 26.651886), (126, 349.42, 36.412478),
    (110, 84.66, 18.206239), (62, 141.74, 53.303771), (60, 207.14, 2.453732),
    (56, 154.84, 7.306860), (47, 34.52, 27.261239), (42, 207.19, 0.121824),
    (40, 291.34, 1.844379), (37, 161.72, 24.198154), (35, 239.56, 25.513099),
    (23, 331.55, 3.592518),
)  # fmt: skip


def sun_longitude(moment: float) -> float:
    """Where the sun is seen on the ecliptic of the day, in degrees; by UT."""
    centuries = (moment + _delta_t(moment) / 86400 - _J2000) / 36525
    t = centuries / 10
    earth = sum(_series(terms, t) * t**power for power, terms in enumerate(_LONGITUDE))
    anomaly = radians(357.52911 + 35999.05029 * centuries)
    aberration = -20.4898 / 3600 * (1 + 0.01671 * cos(anomaly))
    node = radians(125.04452 - 1934.136261 * centuries)
    sun = radians(280.4665 + 36000.7698 * centuries)
    moon = radians(218.3165 + 481267.8813 * centuries)
    nutation = (
        -17.20 * sin(node) - 1.32 * sin(2 * sun)
        - 0.23 * sin(2 * moon) + 0.21 * sin(2 * node)
    ) / 3600  # fmt: skip
    seen = earth * 1e-8 * 180 / pi + 180 - 0.09033 / 3600 + nutation + aberration
    return seen % 360


def _series(terms: tuple[tuple[float, float, float], ...], t: float) -> float:
    return sum(size * cos(zero + step * t) for size, zero, step in terms)


# The earth's longitude by powers of millennia: size in 1e-8 radians, phase, speed.
_LONGITUDE: tuple[tuple[tuple[float, float, float], ...], ...] = (
    (
        (175347046, 0, 0), (3341656, 4.6692568, 6283.0758500),
        (34894, 4.62610, 12566.15170), (3497, 2.7441, 5753.3849),
        (3418, 2.8289, 3.5231), (3136, 3.6277, 77713.7715),
        (2676, 4.4181, 7860.4194), (2343, 6.1352, 3930.2097),
        (1324, 0.7425, 11506.7698), (1273, 2.0371, 529.6910),
        (1199, 1.1096, 1577.3435), (990, 5.233, 5884.927),
        (902, 2.045, 26.298), (857, 3.508, 398.149), (780, 1.179, 5223.694),
        (753, 2.533, 5507.553), (505, 4.583, 18849.228), (492, 4.205, 775.523),
        (357, 2.920, 0.067), (317, 5.849, 11790.629), (284, 1.899, 796.298),
        (271, 0.315, 10977.079), (243, 0.345, 5486.778), (206, 4.806, 2544.314),
        (205, 1.869, 5573.143), (202, 2.458, 6069.777), (156, 0.833, 213.299),
        (132, 3.411, 2942.463), (126, 1.083, 20.775), (115, 0.645, 0.980),
        (103, 0.636, 4694.003), (102, 0.976, 15720.839), (102, 4.267, 7.114),
    ),
    (
        (628331966747, 0, 0), (206059, 2.678235, 6283.075850),
        (4303, 2.6351, 12566.1517), (425, 1.590, 3.523), (119, 5.796, 26.298),
        (109, 2.966, 1577.344),
    ),
    ((52919, 0, 0), (8720, 1.0721, 6283.0758), (309, 0.867, 12566.152)),
    ((289, 5.844, 6283.076), (35, 0, 0), (17, 5.49, 12566.15)),
)  # fmt: skip
