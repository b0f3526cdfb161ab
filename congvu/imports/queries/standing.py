"""What stands in an agency's books already: two statements, whatever the years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from congvu.documents.models import Register, RegisterEntry
from congvu.imports.rules import BookKind
from congvu.outgoing.models import OutgoingBook, OutgoingEntry


@dataclass
class Standing:
    """Closed years; numbers of each year, and symbols where these tell lines apart."""

    closed: set[int] = field(default_factory=set)
    _numbers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _symbols: dict[int, set[str]] | None = None

    def numbers(self, year: int) -> set[int]:
        return self._numbers.get(year, set())

    def has(self, year: int, number: int, symbol: str) -> bool:
        if self._symbols is not None:
            return symbol.casefold() in self._symbols.get(year, set())
        return number in self.numbers(year)


def standing(agency_id: UUID, book: BookKind, years: Collection[int]) -> Standing:
    found = Standing()
    if book == BookKind.INCOMING:
        found.closed = _closed(Register.objects.filter(agency=agency_id), years)
        lines = RegisterEntry.objects.filter(
            register__agency=agency_id, register__year__in=years
        ).values_list("register__year", "number")
        for year, number in lines:
            found._numbers[year].add(number)
    else:
        found.closed = _closed(OutgoingBook.objects.filter(agency=agency_id), years)
        found._symbols = defaultdict(set)
        rows = OutgoingEntry.objects.filter(agency=agency_id, year__in=years)
        for year, number, symbol in rows.values_list("year", "number", "symbol"):
            found._numbers[year].add(number)
            found._symbols[year].add(symbol.casefold())
    return found


def _closed(books: QuerySet[Any], years: Collection[int]) -> set[int]:
    rows = books.filter(year__in=years, closed_at__isnull=False)
    return set(rows.values_list("year", flat=True))
