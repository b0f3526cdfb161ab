"""Estimates: lines with their money, shares by source and year, what does not agree.

Pure, whole đồng. Quantity × price and rate × base are rounded half up to the đồng; what
is shared out goes down to the đồng, and what is left over goes, a đồng each, to the
largest remainders, so that shares always add up to what was shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import TypeVar

from congvu.investment.rules.words import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_MONEY,
    NeedState,
)
from congvu.lib.text import gettext_noop as _

MOST_LINES = 300
MOST_QUOTES = 20
MOST_QUANTITY = Decimal(10**7)
MOST_RATE = Decimal(100)
QUANTITY_PLACES, RATE_PLACES = 3, 4
CONTINGENCY = "contingency"
LONGEST_UNIT = 30


class Structure(StrEnum):
    PROJECT = "project"
    HIRE = "hire"
    SPENDING = "spending"


STRUCTURE_NAMES = {
    Structure.PROJECT: _("đầu tư, mua sắm: sáu thành phần chi phí"),
    Structure.HIRE: _("thuê dịch vụ"),
    Structure.SPENDING: _("các nội dung chi của năm 2008, 2009"),
}
# For records of these years alone (congvu/law/data/investment.yaml).
LAST_SPENDING_DAY = date(2009, 12, 31)
PART_KINDS = {
    Structure.PROJECT: "cost_part",
    Structure.HIRE: "hire_part",
    Structure.SPENDING: "spending_kind",
}


class Pricing(StrEnum):
    """How the money of a line was come by."""

    PRICE = "price"
    QUOTES = "quotes"
    COMPARED = "compared"
    EXPERT = "expert"
    BUILT = "built"
    RATE = "rate"


PRICING_NAMES = {
    Pricing.PRICE: _("đơn giá"),
    Pricing.QUOTES: _("báo giá"),
    Pricing.COMPARED: _("so sánh"),
    Pricing.EXPERT: _("chuyên gia"),
    Pricing.BUILT: _("tính từng khoản"),
    Pricing.RATE: _("tỷ lệ phần trăm"),
}


@dataclass(frozen=True, order=True)
class Cell:
    source: str
    year: int


@dataclass(frozen=True)
class Quoted:
    supplier: str
    on: date
    price: int


@dataclass(frozen=True)
class Item:
    """A line as it is said. ``money``: as who sent it reckoned, None where not said;
    of a rate ``base`` are the parts it is taken of, and no cell spreads it as these.
    """

    part: str
    name: str
    pricing: str = Pricing.PRICE
    source: str = ""
    year: int | None = None
    quantity: Decimal | None = None
    unit: str = ""
    price: int | None = None
    rate: Decimal | None = None
    base: tuple[str, ...] = ()
    money: int | None = None
    basis: str = ""
    priced_on: date | None = None
    quotes: tuple[Quoted, ...] = ()
    security: bool = False


@dataclass(frozen=True)
class Worked:
    """A line with its money, and how much of it falls to which source and year."""

    item: Item
    price: int | None
    money: int
    shares: Mapping[Cell, int] = field(default_factory=dict)


class Amiss(StrEnum):
    """What may be wrong; ``line`` counts from 1, 0 is the whole."""

    PART = "part"
    NAME = "name"
    PRICING = "pricing"
    SOURCE = "source"
    NOT_ASKED = "not-asked"
    YEAR = "year"
    QUANTITY = "quantity"
    PRICE = "price"
    RATE = "rate"
    BASE = "base"
    BASIS = "basis"
    DAY = "day"
    QUOTES = "quotes"
    LOWEST = "lowest"
    MONEY = "money"
    NO_MONEY = "no-money"
    CAP = "cap"
    CELL = "cell"
    COST = "cost"
    LONG = "long"
    MANY = "many"
    NONE = "none"


@dataclass(frozen=True)
class Fault:
    """``said`` beside ``reckoned``, what it comes to, where that is the fault."""

    amiss: Amiss
    line: int = 0
    said: int | None = None
    reckoned: int | None = None
    part: str = ""
    cell: Cell | None = None


@dataclass(frozen=True)
class Frame:
    """What an estimate is held against. ``parts`` in the law's order; ``costs``: what
    the need may cost in each year; ``since``: a quotation from before it is too old.
    """

    parts: Sequence[str]
    sources: Sequence[str]
    costs: Mapping[int, int]
    on: date
    since: date
    least_quotes: int
    most_contingency: int | None


def granted_part(state: str, granted: int, money: int) -> int:
    """Of a need granted in part that part, rounded up as it was balanced."""
    return -(-money * granted // 100) if state == NeedState.PART else money


# Wide enough for the largest of lines that are refused only when added up.
_WIDE = Context(prec=80)


def half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP, _WIDE))


def shared_out(money: int, weights: Sequence[int]) -> list[int]:
    """By weight, what is left over to the largest remainders, of those the first."""
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("nothing to share by")
    shares = [money * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: -(money * weights[n] % whole))
    for place in by_rest[: money - sum(shares)]:
        shares[place] += 1
    return shares


def fresh(quotes: Iterable[Quoted], since: date) -> list[Quoted]:
    return [one for one in quotes if one.on >= since]


def lowest(quotes: Iterable[Quoted], since: date) -> Quoted | None:
    """The one that sets the price: the cheapest that is not too old, the first so."""
    return min(fresh(quotes, since), key=lambda one: one.price, default=None)


def item_faults(items: Sequence[Item], frame: Frame) -> list[Fault]:
    """What is wrong with the lines one by one, before anything is reckoned."""
    if not items:
        return [Fault(Amiss.NONE)]
    if len(items) > MOST_LINES:
        return [Fault(Amiss.MANY, said=len(items), reckoned=MOST_LINES)]
    return [
        Fault(amiss, number)
        for number, one in enumerate(items, start=1)
        for amiss in _wrong_with(one, frame)
    ]


def _wrong_with(one: Item, frame: Frame) -> list[Amiss]:
    is_rate = one.pricing == Pricing.RATE
    checks: list[tuple[Amiss, bool]] = [
        (Amiss.PART, one.part not in frame.parts),
        (Amiss.NAME, not one.name),
        (Amiss.PRICING, one.pricing not in set(Pricing)),
        (Amiss.BASIS, not one.basis),
        (Amiss.DAY, one.priced_on is None or one.priced_on > frame.on),
        (Amiss.LONG, _is_long(one)),
    ]
    spread = is_rate and not one.source and one.year is None
    if not spread:
        checks += [
            (Amiss.SOURCE, not one.source),
            (Amiss.NOT_ASKED, bool(one.source) and one.source not in frame.sources),
            (Amiss.YEAR, one.year is None or not FIRST_YEAR <= one.year <= LAST_YEAR),
        ]
    if is_rate:
        checks += [
            (Amiss.RATE, not _within(one.rate, MOST_RATE, RATE_PLACES)),
            (Amiss.BASE, not _may_base(one, frame.parts)),
        ]
    else:
        checks.append(
            (Amiss.QUANTITY, not _within(one.quantity, MOST_QUANTITY, QUANTITY_PLACES))
        )
    if one.pricing == Pricing.QUOTES:
        good = all(q.supplier and 0 < q.price <= MOST_MONEY for q in one.quotes)
        known = all(q.on <= frame.on for q in one.quotes)
        enough = frame.least_quotes <= len(fresh(one.quotes, frame.since))
        few = len(one.quotes) <= MOST_QUOTES
        checks.append((Amiss.QUOTES, not (good and known and enough and few)))
    elif not is_rate:
        priced = one.price is not None and 0 < one.price <= MOST_MONEY
        checks.append((Amiss.PRICE, not priced))
    return [amiss for amiss, wrong in checks if wrong]


def _is_long(one: Item) -> bool:
    suppliers = [quote.supplier for quote in one.quotes]
    return (
        max(len(one.name), len(one.basis)) > LONGEST_NAME
        or len(one.unit) > LONGEST_UNIT
        or any(len(name) > LONGEST_LINE for name in suppliers)
    )


def _within(number: Decimal | None, most: Decimal, places: int) -> bool:
    """A finite number over nothing, with no more places than are kept."""
    if number is None or not number.is_finite() or not 0 < number <= most:
        return False
    return number == number.quantize(Decimal(1).scaleb(-places))


def _may_base(one: Item, parts: Sequence[str]) -> bool:
    """A rate is taken of parts that come before its own: none waits for itself."""
    if one.part not in parts or not one.base:
        return False
    before = parts[: list(parts).index(one.part)]
    return all(base in before for base in one.base)


def worked_out(items: Sequence[Item], frame: Frame) -> list[Worked]:
    """In the order they were said; of lines without faults of their own."""
    order = {part: place for place, part in enumerate(frame.parts)}
    found: dict[int, Worked] = {}
    for place, one in sorted(
        enumerate(items), key=lambda pair: (order[pair[1].part], pair[0])
    ):
        is_rate = one.pricing == Pricing.RATE
        found[place] = (
            _of_base(one, found.values()) if is_rate else _of_price(one, frame)
        )
    return [found[place] for place in range(len(items))]


def _of_price(one: Item, frame: Frame) -> Worked:
    price = one.price or 0
    if one.pricing == Pricing.QUOTES:
        chosen = lowest(one.quotes, frame.since)
        price = chosen.price if chosen else 0
    money = half_up((one.quantity or Decimal(0)) * price)
    return Worked(one, price, money, {Cell(one.source, one.year or 0): money})


def _of_base(one: Item, before: Iterable[Worked]) -> Worked:
    base: dict[Cell, int] = {}
    for other in before:
        if other.item.part in one.base:
            for cell, money in other.shares.items():
                base[cell] = base.get(cell, 0) + money
    money = half_up(sum(base.values()) * (one.rate or Decimal(0)) / 100)
    if one.source:
        return Worked(one, None, money, {Cell(one.source, one.year or 0): money})
    cells = sorted(cell for cell, weight in base.items() if weight)
    if not cells:
        return Worked(one, None, 0)
    shares = shared_out(money, [base[cell] for cell in cells])
    kept = {cell: part for cell, part in zip(cells, shares, strict=True) if part}
    return Worked(one, None, money, kept)


Sums = Mapping[tuple[str, Cell], int]
Stated = Mapping[tuple[str, Cell | None], int]
"""As sums, with margins: no cell is all of a part, no part all of a cell."""
Key = TypeVar("Key")


def sums_of(lines: Iterable[Worked]) -> dict[tuple[str, Cell], int]:
    """By part, source and year."""
    found: dict[tuple[str, Cell], int] = {}
    for one in lines:
        for cell, money in one.shares.items():
            key = one.item.part, cell
            found[key] = found.get(key, 0) + money
    return found


def added(sums: Sums, key: Callable[[str, Cell], Key]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for (part, cell), money in sums.items():
        name = key(part, cell)
        found[name] = found.get(name, 0) + money
    return found


def with_margins(sums: Sums) -> dict[tuple[str, Cell | None], int]:
    found: dict[tuple[str, Cell | None], int] = {}
    for (part, cell), money in sums.items():
        for key in ((part, cell), (part, None), ("", cell), ("", None)):
            found[key] = found.get(key, 0) + money
    return found


def crossed(
    sums: Sums, order: Iterable[str]
) -> tuple[list[Cell | None], list[tuple[str, list[int]]]]:
    """Sources by year across; parts down, those of ``order`` first; margins behind."""
    cells: list[Cell | None] = [*sorted({cell for _part, cell in sums}), None]
    found, used = with_margins(sums), {part for part, _cell in sums}
    parts = [part for part in dict.fromkeys([*order, *sorted(used)]) if part in used]
    return cells, [
        (part, [found.get((part, cell), 0) for cell in cells]) for part in [*parts, ""]
    ]


def total_of(lines: Iterable[Worked]) -> int:
    return sum(one.money for one in lines)


def sum_faults(
    lines: Sequence[Worked], frame: Frame, stated: Stated | None = None
) -> list[Fault]:
    """Every difference: lines with themselves, what was said of the whole, the need."""
    faults = []
    for number, one in enumerate(lines, start=1):
        item = one.item
        if item.money is not None and item.money != one.money:
            faults.append(Fault(Amiss.MONEY, number, item.money, one.money))
        elif not 0 < one.money <= MOST_MONEY:
            faults.append(Fault(Amiss.NO_MONEY, number, reckoned=one.money))
        if item.pricing == Pricing.QUOTES and item.price not in (None, one.price):
            faults.append(Fault(Amiss.LOWEST, number, item.price, one.price))
    sums = sums_of(lines)
    faults += stated_faults(stated or {}, sums)
    return faults + _cap_faults(lines, frame) + cost_faults(sums, frame.costs)


def stated_faults(stated: Stated, sums: Sums) -> list[Fault]:
    """What is said beside what it comes to; who says cells has to say all of them."""
    reckoned = with_margins(sums)
    keys = set(stated)
    if any(part and cell for part, cell in stated):
        keys |= set(sums)
    return [
        Fault(Amiss.CELL, 0, stated.get(key, 0), reckoned.get(key, 0), *key)
        for key in sorted(keys, key=_in_order)
        if stated.get(key, 0) != reckoned.get(key, 0)
    ]


def _in_order(key: tuple[str, Cell | None]) -> tuple[bool, str, str, int]:
    """Parts before margins."""
    part, cell = key
    return not part, part, cell.source if cell else "~", cell.year if cell else 0


def _cap_faults(lines: Sequence[Worked], frame: Frame) -> list[Fault]:
    if frame.most_contingency is None:
        return []
    spare = total_of(one for one in lines if one.item.part == CONTINGENCY)
    rest = total_of(lines) - spare
    most = half_up(Decimal(rest * frame.most_contingency) / 100)
    if spare <= most:
        return []
    return [Fault(Amiss.CAP, said=spare, reckoned=most, part=CONTINGENCY)]


def cost_faults(sums: Sums, costs: Mapping[int, int]) -> list[Fault]:
    """The years of an estimate against those of its need."""
    years = added(sums, lambda _part, cell: cell.year)
    return [
        Fault(Amiss.COST, 0, years.get(year, 0), costs.get(year, 0), "", Cell("", year))
        for year in sorted({*costs, *years})
        if years.get(year, 0) != costs.get(year, 0)
    ]


def is_old(priced_on: date, since: date) -> bool:
    return priced_on < since


def is_dearer(price: int, known: int, over_percent: int) -> bool:
    return price * 100 > known * (100 + over_percent)
