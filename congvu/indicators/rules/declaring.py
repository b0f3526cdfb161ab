"""How an app declares what is counted about a body. Pure.

Importing an app's ``indicators.py`` fills the register, as ``notices.py`` does for
notices. A measured indicator is one query whose rows are the records that count: the
figure sums them, its lineage lists them, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from congvu.indicators.rules.periods import PeriodKind
from congvu.lib.text import gettext_noop as _


class Unit(StrEnum):
    """What a figure is of: a share of its records, their sum, their mean in days, or
    how many records that count come to one that does not (machines to an official).
    """

    PERCENT = "percent"
    COUNT = "count"
    DAYS = "days"
    RATIO = "ratio"


UNIT_NAMES = {
    Unit.PERCENT: _("phần trăm"),
    Unit.COUNT: _("số lượng"),
    Unit.DAYS: _("ngày"),
    Unit.RATIO: _("tỷ số"),
}


class Better(StrEnum):
    """Which way is good. NEITHER: a volume of work says nothing of who does it well."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Sure(StrEnum):
    """How sure the source is; OURS: no text says how to count, so we say it."""

    READ = "read"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    OURS = "ours"


SURE_WORDS = {
    Sure.READ: _("đã đọc văn bản gốc"),
    Sure.SECONDARY: _("nguồn thứ cấp"),
    Sure.UNVERIFIED: _("chưa xác minh nguồn"),
    Sure.OURS: _("cách tính của phần mềm"),
}


@dataclass(frozen=True)
class Records:
    """The records of some days, as SQL with named values (``%(since)s``).

    Its columns in this order: whose it is (a body, as on that day), its day, its kind
    (a declared `RecordKind`), its id, and what it counts: whether, or how much in whole
    numbers. A query of models may stand in its place: ``.values_list`` of the same
    five.
    """

    sql: str
    given: Mapping[str, Any]


@dataclass(frozen=True)
class Goal:
    """A target that a text names; it stands from a day on until somebody sets one."""

    value: Decimal
    valid_from: date
    source: str
    sure: Sure = Sure.READ


@dataclass(frozen=True)
class Declared:
    """What is reported by a person only. ``definition`` is for people, whole sentences.

    ``source`` is the text that asks for it, and ``sure`` how sure we are of that.
    ``beside`` is an indicator of the same kind of period without which this one says
    little: it stands wherever this one does.
    """

    code: str
    name: str
    unit: Unit
    period: PeriodKind
    better: Better
    definition: str
    source: str
    sure: Sure
    goal: Goal | None = None
    beside: str = ""

    @property
    def is_measured(self) -> bool:
        return False


@dataclass(frozen=True)
class Measured(Declared):
    """What is counted: ``records(since, until)`` of the days before ``until``.

    ``counts_today``: a day counts before it is over. Where a record can still be in
    time until the evening, it does not.
    """

    records: Callable[[date, date], Any] = field(kw_only=True)
    counts_today: bool = False

    @property
    def is_measured(self) -> bool:
        return True


@dataclass(frozen=True)
class Told:
    """What one record is called to one reader, and where it opens."""

    words: str
    url: str = ""


Teller = Callable[[Any, Sequence[UUID]], Mapping[UUID, Told]]


@dataclass(frozen=True)
class RecordKind:
    """A sort of record. ``tell`` gets the reader's seat and the ids, and answers for
    those alone that this seat may see."""

    name: str
    title: str
    tell: Teller


@dataclass
class Register:
    """Every indicator by its code, in the order of declaring, and kinds of record."""

    indicators: dict[str, Declared] = field(default_factory=dict)
    kinds: dict[str, RecordKind] = field(default_factory=dict)

    def add(self, indicator: Declared) -> None:
        if indicator.code in self.indicators:
            raise ValueError(f"two indicators are called {indicator.code}")
        self.indicators[indicator.code] = indicator

    def add_kind(self, kind: RecordKind) -> None:
        if kind.name in self.kinds:
            raise ValueError(f"two kinds of record are called {kind.name}")
        self.kinds[kind.name] = kind

    def measured(self, codes: Iterable[str] | None = None) -> list[Measured]:
        """Those that are counted here; of these codes, or all."""
        asked = None if codes is None else set(codes)
        return [
            one
            for one in self.indicators.values()
            if isinstance(one, Measured) and (asked is None or one.code in asked)
        ]


REGISTER = Register()


def indicators(*declared: Declared) -> None:
    """Declare an app's indicators, in the order pages show them."""
    for one in declared:
        REGISTER.add(one)


def record_kinds(*declared: RecordKind) -> None:
    """Declare what an app's records are called to whom."""
    for kind in declared:
        REGISTER.add_kind(kind)
