"""What time a report is about: a quarter, six months, nine, a year. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import roman


class SpanKind(StrEnum):
    QUARTER = "quarter"
    HALF = "half"
    NINE = "nine"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"quarter": 3, "half": 6, "nine": 9, "year": 12}[self]


SPAN_KIND_NAMES = {
    SpanKind.QUARTER: _("quý"),
    SpanKind.HALF: _("sáu tháng"),
    SpanKind.NINE: _("chín tháng"),
    SpanKind.YEAR: _("năm"),
}
_LETTERS = {
    SpanKind.QUARTER: "Q",
    SpanKind.HALF: "H",
    SpanKind.NINE: "T",
    SpanKind.YEAR: "N",
}


class UnknownSpan(ValueError):
    """The code is of no span."""


@dataclass(frozen=True, order=True)
class Span:
    """Whole months from ``first``; ``last`` is its last day."""

    first: date
    kind: SpanKind

    @property
    def end(self) -> date:
        return _moved(self.first, self.kind.months)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def code(self) -> str:
        """As an address and a form say it: ``2026-Q3``."""
        return f"{self.first.year}-{_LETTERS[self.kind]}{self._number}"

    @property
    def _number(self) -> int:
        if self.kind == SpanKind.QUARTER:
            return (self.first.month + 2) // 3
        return 2 if self.kind == SpanKind.HALF and self.first.month > 1 else 1

    @property
    def words(self) -> tuple[str, dict[str, object]]:
        """A message and its values; who shows it translates it."""
        values: dict[str, object] = {"year": self.first.year}
        if self.kind == SpanKind.QUARTER:
            values["quarter"] = roman(self._number)
            return _("quý %(quarter)s năm %(year)s"), values
        if self.kind == SpanKind.NINE:
            return _("9 tháng năm %(year)s"), values
        if self.kind == SpanKind.YEAR:
            return _("năm %(year)s"), values
        if self._number == 1:
            return _("6 tháng đầu năm %(year)s"), values
        return _("6 tháng cuối năm %(year)s"), values

    @property
    def said(self) -> str:
        """The same in the language of papers."""
        message, values = self.words
        return message % values

    @property
    def before(self) -> Span:
        """What it is held against: the quarter before, else the same span last year."""
        back = -3 if self.kind == SpanKind.QUARTER else -12
        return Span(_moved(self.first, back), self.kind)

    def same_day_before(self, closing: date) -> date:
        """The closing day of the span before: its end where this one's is the end, else
        as many days before it.
        """
        return self.before.last - (self.last - closing)

    @property
    def months(self) -> list[date]:
        """The first day of each of its months."""
        return [_moved(self.first, n) for n in range(self.kind.months)]


def span_of(code: str) -> Span:
    """``2026-Q3``; `UnknownSpan` for what is none."""
    for span in _of_year(_year(code)):
        if span.code == code:
            return span
    raise UnknownSpan(code)


def _year(code: str) -> int:
    year = code.partition("-")[0]
    if len(year) != 4 or not (year.isascii() and year.isdecimal()) or year < "1976":
        raise UnknownSpan(code)
    return int(year)


def _of_year(year: int) -> Iterator[Span]:
    for month in (1, 4, 7, 10):
        yield Span(date(year, month, 1), SpanKind.QUARTER)
    for month in (1, 7):
        yield Span(date(year, month, 1), SpanKind.HALF)
    yield Span(date(year, 1, 1), SpanKind.NINE)
    yield Span(date(year, 1, 1), SpanKind.YEAR)


def spans_to_offer(on: date) -> list[Span]:
    """Begun by a day in this year or the two before; what ended last comes first."""
    found = [
        span
        for year in (on.year, on.year - 1, on.year - 2)
        for span in _of_year(year)
        if span.first <= on
    ]
    return sorted(
        found, key=lambda s: (s.last > on, -s.last.toordinal(), s.kind.months)
    )


def usual_closing(span: Span, on: date) -> date:
    """The last day of the span, or of what there is of it."""
    return min(span.last, on)


def _moved(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
