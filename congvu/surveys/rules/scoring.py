"""Points by criteria, and what to upgrade first. Pure; exact fractions to the end.

A criterion gives all its weight at ``full``, nothing at ``zero``, and in between its
share. The sum is told out of a hundred whatever the weights add up to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.surveys.rules.answers import Values

YEARS = 5
HUNDRED = 100


@dataclass(frozen=True)
class Criterion:
    """``zero`` and ``full`` are in the unit of what is judged: per cent, or Mbit/s.

    ``years``: from which age a machine is old. ``is_own``: set by the province.
    """

    key: str
    name: str
    weight: int
    zero: int
    full: int
    years: int | None = None
    is_own: bool = False
    source: str = ""


# What is judged, in the order of the page; rows of the law and the province name it.
CRITERIA = {
    "machines": _("Máy tính cho mỗi cán bộ, %"),
    "inventoried": _("Máy đã kiểm kê, %"),
    "old": _("Máy quá tuổi, %"),
    "unsupported": _("Máy có hệ điều hành hết hỗ trợ, %"),
    "lan": _("Mạng LAN"),
    "link": _("Mạng truyền số liệu chuyên dùng"),
    "mbps": _("Băng thông chuyên dùng, Mbit/s"),
    "backup": _("Sao lưu dữ liệu ra nơi khác"),
}
YES_OR_NO = frozenset({"lan", "link", "backup"})


@dataclass(frozen=True)
class Scored:
    """``value`` is None where there is nothing to judge it by: it gives no points."""

    criterion: Criterion
    value: Fraction | None
    points: Fraction


@dataclass(frozen=True)
class Score:
    lines: tuple[Scored, ...]

    @property
    def weight(self) -> int:
        return sum(one.criterion.weight for one in self.lines)

    @property
    def total(self) -> Fraction:
        """Out of a hundred."""
        got = sum((one.points for one in self.lines), Fraction(0))
        return got * HUNDRED / self.weight if self.weight else Fraction(0)

    def lost(self, key: str) -> Fraction:
        """How much the sum would grow if this criterion gave all it has."""
        for one in self.lines:
            if one.criterion.key == key and self.weight:
                left = one.criterion.weight - one.points
                return left * HUNDRED / self.weight
        return Fraction(0)


def judged_by(key: str, values: Values) -> Fraction | None:
    """What the criterion looks at, in its unit."""
    if key in YES_OR_NO:
        said = values.get(key)
        return None if said is None else Fraction(said * HUNDRED)
    if key == "mbps":
        mbps = values.get("mbps")
        return None if mbps is None else Fraction(mbps)
    part, of = values.get(key), values.get("machines")
    if key == "machines":
        part, of = of, values.get("officials")
    if part is None or not of:
        return None
    return Fraction(part * HUNDRED, of)


def points(criterion: Criterion, value: Fraction | None) -> Fraction:
    if value is None:
        return Fraction(0)
    way = Fraction(value - criterion.zero, criterion.full - criterion.zero)
    return criterion.weight * min(max(way, Fraction(0)), Fraction(1))


def score(values: Values, criteria: Iterable[Criterion]) -> Score:
    found = []
    for one in criteria:
        value = judged_by(one.key, values)
        found.append(Scored(one, value, points(one, value)))
    return Score(tuple(found))


def shown(number: Fraction) -> Decimal:
    """One decimal, rounded half up, as pages and the paper say it."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


# -- what to upgrade


@dataclass(frozen=True)
class Item:
    """Something that can be bought, with the criterion it would help."""

    key: str
    name: str
    unit: str
    criterion: str


ITEMS = {
    one.key: one
    for one in (
        Item("machine", _("Mua thêm máy tính"), _("máy"), "machines"),
        Item("replace", _("Thay máy quá tuổi"), _("máy"), "old"),
        Item("system", _("Nâng hệ điều hành"), _("máy"), "unsupported"),
        Item("agent", _("Cài kiểm kê cho máy chưa có"), _("máy"), "inventoried"),
        Item("lan", _("Làm mạng LAN"), _("mạng"), "lan"),
        Item("link", _("Nối mạng chuyên dùng"), _("đường"), "link"),
        Item("bandwidth", _("Tăng băng thông chuyên dùng"), _("đường"), "mbps"),
        Item("backup", _("Sao lưu dữ liệu ra nơi khác"), _("hệ thống"), "backup"),
    )
}


def needs(values: Values) -> dict[str, int]:
    """How many of each item it takes; what is old is replaced, its system with it."""

    def of(key: str) -> int:
        return values.get(key) or 0

    return {
        "machine": max(of("officials") - of("machines"), 0),
        "replace": of("old"),
        "system": max(of("unsupported") - of("both"), 0),
        "agent": max(of("machines") - of("inventoried"), 0),
        "lan": int(values.get("lan") == 0),
        "link": int(values.get("link") == 0),
        "bandwidth": int(values.get("link") == 1),
        "backup": int(values.get("backup") == 0),
    }


@dataclass(frozen=True)
class Upgrade:
    """One line of the list. ``rank`` is shared by those that bring the same: told as
    ``is_tied``. ``cost`` is None where the province has no price.
    """

    sheet_id: UUID
    name: str
    item: Item
    count: int
    gain: Fraction
    officials: int
    price: int | None
    rank: int = 0
    is_tied: bool = False

    @property
    def cost(self) -> int | None:
        return None if self.price is None else self.price * self.count


@dataclass(frozen=True)
class Answered:
    """A sheet that was handed in, by what it declares."""

    sheet_id: UUID
    name: str
    values: Values
    score: Score


def upgrades(answered: Iterable[Answered], prices: Mapping[str, int]) -> list[Upgrade]:
    """What brings most comes first; of equals where more people work, then by name and
    item, so that the order never depends on the database.
    """
    found = []
    for one in answered:
        wanted = needs(one.values)
        for key, item in ITEMS.items():
            gain = one.score.lost(item.criterion)
            if wanted[key] > 0 and gain:
                found.append(
                    Upgrade(
                        one.sheet_id,
                        one.name,
                        item,
                        wanted[key],
                        gain,
                        one.values.get("officials") or 0,
                        prices.get(key),
                    )
                )
    order = {key: n for n, key in enumerate(ITEMS)}
    found.sort(
        key=lambda u: (-u.gain, -u.officials, u.name, order[u.item.key], u.sheet_id)
    )
    return _ranked(found)


def _ranked(lines: Sequence[Upgrade]) -> list[Upgrade]:
    ranked: list[Upgrade] = []
    for _gain, some in groupby(lines, key=lambda one: one.gain):
        equals = list(some)
        rank = len(ranked) + 1
        ranked += [_placed(one, rank, is_tied=len(equals) > 1) for one in equals]
    return ranked


def _placed(one: Upgrade, rank: int, *, is_tied: bool) -> Upgrade:
    return Upgrade(
        one.sheet_id,
        one.name,
        one.item,
        one.count,
        one.gain,
        one.officials,
        one.price,
        rank,
        is_tied,
    )


@dataclass(frozen=True)
class Sum:
    """What the list costs, and how many of its lines have no price."""

    cost: int
    unpriced: int


def sum_of(lines: Iterable[Upgrade]) -> Sum:
    costs = [one.cost for one in lines]
    known = [one for one in costs if one is not None]
    return Sum(sum(known), len(costs) - len(known))
