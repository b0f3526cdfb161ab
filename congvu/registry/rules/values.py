"""What people type into a column, read; what is kept, shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import re2

from congvu.lib.text import clean, fold
from congvu.lib.text import gettext_noop as _
from congvu.registry.rules.structure import Code, Column, Fault
from congvu.registry.rules.words import LONGEST_TEXT, MOST_DIGITS, Kind

Value = str | int | bool | list[float]
# A year has four digits, none of them a nought before, as it is written again.
_YEAR = "(?P<year>[1-9][0-9]{3})"
_DAY = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?P<sign>[/.-])(?P<month>[0-9]{{1,2}})(?P=sign){_YEAR}"
)
_DAY_ISO = re.compile(rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})")
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PLACE = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)")
_FOUND_BY = (Kind.TEXT, Kind.CODE)
_YES = {"co": True, "x": True, "1": True, "true": True, "yes": True}
_NO = {"khong": False, "0": False, "false": False, "no": False}


class Unread(Exception):
    """Why a value cannot be read."""

    def __init__(self, words: str, **given: object) -> None:
        super().__init__(words)
        self.words, self.given = words, given


def read_value(column: Column, typed: object, on: date) -> Value | None:
    """None where nothing was typed. Of a column of rows: the words typed."""
    if isinstance(typed, str):
        typed = clean(typed).strip()
    if typed is None or typed == "":
        if column.required:
            raise Unread(_("Chưa ghi: %(label)s."), label=column.label)
        return None
    value = _READERS[column.kind](column, typed, on)
    _refuse_beyond(column, value)
    return value


def _words(typed: object) -> str:
    if isinstance(typed, bool | list | dict):
        raise Unread(_("Ghi bằng chữ."))
    return typed if isinstance(typed, str) else str(typed)


def _text(column: Column, typed: object, _on: date) -> Value:
    text, most = _words(typed), column.longest or LONGEST_TEXT
    if len(text) > most:
        raise Unread(_("Dài quá %(most)s chữ."), most=most)
    if column.pattern and not _is_like(column.pattern, text):
        raise Unread(_("Không đúng mẫu %(pattern)s."), pattern=column.pattern)
    return text


@lru_cache(maxsize=200)
def compiled(pattern: str) -> Any:
    """A pattern that takes time in proportion to what it reads, whatever it is."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


@lru_cache(maxsize=200)
def _set_of(pattern: str) -> Any:
    """The same as a set of one, which is asked ten times as quickly."""
    options = re2.Options()
    options.log_errors = False
    made = re2.Set.FullMatchSet(options)
    made.Add(pattern)
    made.Compile()
    return made


def _is_like(pattern: str, text: str) -> bool:
    """A set short of memory finds nothing: then the pattern itself is asked."""
    if _set_of(pattern).Match(text):
        return True
    return compiled(pattern).fullmatch(text) is not None


def _number(_column: Column, typed: object, _on: date) -> Value:
    text = _words(typed).replace(" ", "")
    if isinstance(typed, str) and _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    if not re.fullmatch(r"-?[0-9]+", text):
        raise Unread(_("Ghi một số nguyên."))
    if len(text.lstrip("-")) > MOST_DIGITS:
        raise Unread(_("Nhiều hơn %(most)s chữ số."), most=MOST_DIGITS)
    return int(text)


def _decimal(_column: Column, typed: object, _on: date) -> Value:
    """``1.234,5`` as it is written here. ``1.234`` may be either: it is asked again."""
    text = _words(typed).replace(" ", "")
    if isinstance(typed, str):
        if _GROUPED.fullmatch(text) and text.count(".") == 1:
            raise Unread(_("Không rõ dấu chấm: ghi 1234 hoặc 1,234."))
        if "," in text or _GROUPED.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
    if not _DECIMAL.fullmatch(text):
        raise Unread(_("Ghi một số, ví dụ 12,5."))
    if len(text) - text.count("-") - text.count(".") > MOST_DIGITS:
        raise Unread(_("Nhiều hơn %(most)s chữ số."), most=MOST_DIGITS)
    plain = format(Decimal(text), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def _day(_column: Column, typed: object, _on: date) -> Value:
    found = day_typed(_words(typed))
    if found is None:
        raise Unread(_("Ngày chưa đúng. Ví dụ: 14/11/2024."))
    return found.isoformat()


def day_typed(text: str) -> date | None:
    found = _DAY.fullmatch(text) or _DAY_ISO.fullmatch(text)
    if found is None:
        return None
    told = found.groupdict()
    try:
        return date(int(told["year"]), int(told["month"]), int(told["day"]))
    except ValueError:
        return None


def _yes(_column: Column, typed: object, _on: date) -> Value:
    if isinstance(typed, bool):
        return typed
    found = (_YES | _NO).get(fold(_words(typed)))
    if found is None:
        raise Unread(_("Ghi có hoặc không."))
    return found


def _code(column: Column, typed: object, on: date) -> Value:
    """By its code, else by its whole name; of that day."""
    text = _words(typed)
    same = [c for c in column.codes if c.code == text]
    same = same or [c for c in column.codes if fold(c.label) == fold(text)]
    if not same:
        raise Unread(_("“%(text)s” không có trong danh mục."), text=text[:80])
    of_day = [one for one in same if one.holds(on)]
    if not of_day:
        raise Unread(
            _("“%(text)s” không còn hoặc chưa có trong danh mục ngày %(day)s."),
            text=text[:80],
            day=f"{on:%d/%m/%Y}",
        )
    if len({one.code for one in of_day}) > 1:
        raise Unread(_("Danh mục có nhiều mục tên “%(text)s”: ghi mã."), text=text[:80])
    return of_day[0].code


def _row(_column: Column, typed: object, _on: date) -> Value:
    text = _words(typed)
    if len(text) > LONGEST_TEXT:
        raise Unread(_("Dài quá %(most)s chữ."), most=LONGEST_TEXT)
    return text


def _place(_column: Column, typed: object, _on: date) -> Value:
    if isinstance(typed, list):
        typed = ", ".join(str(one) for one in typed)
    found = _PLACE.fullmatch(_words(typed))
    if found is None:
        raise Unread(_("Ghi vĩ độ, kinh độ. Ví dụ: 22.1470, 105.8348."))
    lat, lng = (round(float(one), 6) for one in found.groups())
    if not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise Unread(_("Vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180."))
    return [lat, lng]


_READERS = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _number,
    Kind.DAY: _day,
    Kind.YES: _yes,
    Kind.CODE: _code,
    Kind.ROW: _row,
    Kind.PLACE: _place,
}


def _refuse_beyond(column: Column, value: Value) -> None:
    if not column.least and not column.most:
        return
    measure = _measure(column.kind, value)
    if column.least and measure < _limit(column.kind, column.least)[1]:
        limit, _sized = _limit(column.kind, column.least)
        raise Unread(_("Nhỏ nhất là %(limit)s."), limit=shown(column, limit))
    if column.most and measure > _limit(column.kind, column.most)[1]:
        limit, _sized = _limit(column.kind, column.most)
        raise Unread(_("Lớn nhất là %(limit)s."), limit=shown(column, limit))


@lru_cache(maxsize=500)
def _limit(kind: Kind, bound: str) -> tuple[Value, Any]:
    """As a value, and as what is compared."""
    value = _READERS[kind](Column("", "", kind), clean(bound).strip(), date.min)
    return value, _measure(kind, value)


def _measure(kind: Kind, value: Value) -> Any:
    return value if kind == Kind.DAY else Decimal(str(value))


def read_values(
    columns: tuple[Column, ...], typed: Mapping[str, object], on: date
) -> tuple[dict[str, Value], list[Fault]]:
    """All of a row; every fault at once."""
    values: dict[str, Value] = {}
    faults = []
    for column in columns:
        try:
            value = read_value(column, typed.get(column.key), on)
        except Unread as why:
            faults.append(Fault(why.words, why.given, column.key))
            continue
        if value is not None:
            values[column.key] = value
    return values, faults


# -- shown


def shown(column: Column, value: object) -> str:
    """As people write it here; of a row what is kept of it."""
    if value is None:
        return ""
    if column.kind in (Kind.NUMBER, Kind.MONEY):
        return f"{int(str(value)):,}".replace(",", ".")
    if column.kind == Kind.DECIMAL:
        whole, _dot, part = str(value).partition(".")
        grouped = f"{int(whole):,}".replace(",", ".")
        sign = "-" if whole.startswith("-") and not grouped.startswith("-") else ""
        return f"{sign}{grouped}" + (f",{part}" if part else "")
    if column.kind == Kind.DAY:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    if column.kind == Kind.YES:
        return _("có") if value else _("không")
    if column.kind == Kind.CODE:
        return label_of(column.codes, str(value))
    if column.kind == Kind.PLACE and isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def label_of(codes: tuple[Code, ...], code: str) -> str:
    return next((one.label for one in codes if one.code == code), code)


def typed_again(column: Column, value: object) -> str:
    """What is kept, as it would be typed: read again it is the same value."""
    if value is None:
        return ""
    if column.kind == Kind.CODE:
        return str(value)
    if column.kind == Kind.DECIMAL:
        return str(value).replace(".", ",")
    if column.kind in (Kind.NUMBER, Kind.MONEY):
        return str(value)
    return shown(column, value)


class Folding:
    """The words of some columns by which a row is found, of one row after another."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self._columns = [
            (one, dict[str, str]()) for one in columns if one.kind in _FOUND_BY
        ]

    def words(self, values: Mapping[str, object]) -> str:
        told = []
        for one, known in self._columns:
            value = values.get(one.key)
            if not value:
                continue
            text = str(value)
            if one.kind == Kind.TEXT:
                told.append(fold(text))
                continue
            if text not in known:
                known[text] = fold(f"{text} {label_of(one.codes, text)}")
            told.append(known[text])
        return " ".join(filter(None, told))
