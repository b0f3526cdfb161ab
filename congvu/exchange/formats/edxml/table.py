"""How a message's dataclasses say what they are on the wire.

A field made by one of the functions here carries its `Row`: element or attribute, kind,
how often, how long. Reader, writer, check and JSON go by the rows of a class, in the
order of its fields, and know no element by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, ClassVar

from congvu.lib.dates import VIETNAM

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
SPACE = " \t\r\n"


class Kind(Enum):
    """What a leaf holds."""

    TEXT = "text"
    INTEGER = "integer"
    FLAG = "flag"
    """0 or 1."""
    BOOLEAN = "boolean"
    """The same, written false or true."""
    DAY = "day"
    MOMENT = "moment"
    PAYLOAD = "payload"


@dataclass(frozen=True)
class Row:
    """One line of the table; ``most`` is None for any number, ``length`` 0 for any."""

    tag: str
    name: str
    kind: Kind | type[Part]
    must: bool
    many: bool
    length: int
    is_attribute: bool

    @property
    def key(self) -> str:
        """The name in JSON."""
        return self.name.rstrip("_")


@dataclass(frozen=True)
class Extra:
    """An element the table does not know, with its namespaces, after the ``nth``
    element named ``after`` of the same part; an empty name is the beginning.
    """

    after: str
    nth: int
    xml: str


@dataclass(kw_only=True)
class Part:
    """An element with elements inside. ``attributes`` and ``extras`` are what the table
    does not know; an attribute's name is ``{namespace}name`` as Clark wrote it.
    """

    bare: ClassVar[bool] = False
    """Written without the prefix, and all elements inside."""
    wraps: ClassVar[str] = ""
    """The tag of a part that only wraps others; JSON leaves it out."""

    attributes: dict[str, str] = field(default_factory=dict)
    extras: list[Extra] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        kind = type(self)
        if kind not in _EMPTY:
            _EMPTY[kind] = kind()
        return self == _EMPTY[kind]


_EMPTY: dict[type, Part] = {}


def _declare(
    tag: str,
    kind: Kind | type[Part],
    *,
    must: bool = False,
    many: bool = False,
    length: int = 0,
    is_attribute: bool = False,
) -> Any:
    row = (tag, kind, must, many, length, is_attribute)
    if many:
        return field(default_factory=list, metadata={"row": row})
    default: Any = "" if kind is Kind.TEXT and not is_attribute else None
    if isinstance(kind, type) and must:
        return field(default_factory=kind, metadata={"row": row})
    return field(default=default, metadata={"row": row})


def text(tag: str, length: int = 0, *, must: bool = False, many: bool = False) -> Any:
    return _declare(tag, Kind.TEXT, length=length, must=must, many=many)


def integer(tag: str, length: int = 0, *, must: bool = False) -> Any:
    return _declare(tag, Kind.INTEGER, length=length, must=must)


def flag(tag: str, *, must: bool = False) -> Any:
    return _declare(tag, Kind.FLAG, must=must)


def boolean(tag: str) -> Any:
    return _declare(tag, Kind.BOOLEAN)


def day(tag: str, *, must: bool = False) -> Any:
    return _declare(tag, Kind.DAY, must=must)


def moment(tag: str, *, must: bool = False) -> Any:
    return _declare(tag, Kind.MOMENT, must=must)


def payload(tag: str) -> Any:
    return _declare(tag, Kind.PAYLOAD, must=True)


def attribute(tag: str) -> Any:
    """None where it is not there: an empty one says something."""
    return _declare(tag, Kind.TEXT, is_attribute=True)


def one(tag: str, kind: type[Part], *, must: bool = False) -> Any:
    return _declare(tag, kind, must=must)


def many(tag: str, kind: type[Part], *, must: bool = False) -> Any:
    return _declare(tag, kind, must=must, many=True)


_ROWS: dict[type, tuple[Row, ...]] = {}


def rows(part: type[Part]) -> tuple[Row, ...]:
    found = _ROWS.get(part)
    if found is None:
        found = tuple(_row(f) for f in fields(part) if "row" in f.metadata)
        _ROWS[part] = found
    return found


def _row(declared: Field[Any]) -> Row:
    tag, kind, must, repeated, length, is_attribute = declared.metadata["row"]
    return Row(tag, declared.name, kind, must, repeated, length, is_attribute)


def values_of(part: Part, row: Row) -> list[Any]:
    """What is to be written of a row: nothing, one value or several."""
    value = getattr(part, row.name)
    found = value if row.many else [value]
    return [v for v in found if not _is_nothing(v)]


def _is_nothing(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip(SPACE)
    return value is None or (isinstance(value, Part) and value.is_empty)


def parts_in(part: Part, place: str = "") -> Iterator[tuple[str, Part]]:
    """The part and all parts inside, each with its place in words of the file."""
    yield place, part
    for row in rows(type(part)):
        if isinstance(row.kind, type):
            for value in values_of(part, row):
                yield from parts_in(value, f"{place}/{row.tag}" if place else row.tag)


_DAY = re.compile(
    r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})|(\d{1,2})[/-](\d{1,2})[/-](\d{4})",
    re.ASCII,
)
_CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_FLAGS = {"0": False, "1": True, "false": False, "true": True}


def read_leaf(kind: Kind, words: str) -> Any:
    """The value of a leaf; None where the words are none of that kind."""
    if kind is Kind.TEXT:
        return words
    if kind is Kind.INTEGER:
        return int(words) if _INTEGER.fullmatch(words) else None
    if kind in (Kind.FLAG, Kind.BOOLEAN):
        return _FLAGS.get(words.lower())
    try:
        return _day(words) if kind is Kind.DAY else _moment(words)
    except (ValueError, OverflowError):
        return None


def _day(words: str) -> date | None:
    found = _DAY.fullmatch(words)
    if not found:
        return None
    year, month, of_month, first, second, last = found.groups()
    if year:
        return date(int(year), int(month), int(of_month))
    return date(int(last), int(second), int(first))


def _moment(words: str) -> datetime | None:
    head, _space, clock = words.replace("T", " ", 1).partition(" ")
    on, at = _day(head), _CLOCK.fullmatch(clock.strip())
    if on is None or at is None:
        return None
    hour, minute, second, zone = at.groups()
    moment = datetime(on.year, on.month, on.day, int(hour), int(minute), tzinfo=VIETNAM)
    moment += timedelta(seconds=int(second or 0))
    if not zone:
        return moment
    written = datetime.fromisoformat(f"2000-01-01T00:00{zone.replace('Z', '+00:00')}")
    return moment.replace(tzinfo=written.tzinfo).astimezone(VIETNAM)


def write_leaf(kind: Kind, value: Any) -> str:
    if kind is Kind.TEXT:
        return str(value).strip(SPACE)
    if kind is Kind.FLAG:
        return "1" if value else "0"
    if kind is Kind.BOOLEAN:
        return "true" if value else "false"
    if kind is Kind.DAY:
        return day_words(value)
    if kind is Kind.MOMENT:
        return moment_words(value)
    return str(value)


def day_words(on: date) -> str:
    return f"{on.year:04d}/{on.month:02d}/{on.day:02d}"


def moment_words(at: datetime) -> str:
    """Local time without a zone, as the regulation has it."""
    local = at.astimezone(VIETNAM)
    return f"{day_words(local)} {local:%H:%M:%S}"
