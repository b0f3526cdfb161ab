"""Books of agencies that ended, as who came after them reads them: book by book."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import Register, RegisterEntry
from congvu.documents.queries.lists import (
    EntryLine,
    Scope,
    as_lines,
    found_by,
    line_of,
    readable_entries,
)
from congvu.organisations.queries import Ended, ended_agencies


@dataclass(frozen=True)
class OldBook:
    """One year's book with the last name of the agency that kept it."""

    register: Register
    agency: Ended

    @property
    def last_day(self) -> date:
        """The last day the agency was there; its fonds is closed from the next."""
        return self.agency.ended_on - timedelta(days=1)

    @property
    def name(self) -> str:
        """ "UBND xã Yến Dương (đến 30/06/2025), năm 2025" """
        words = _("%(agency)s (đến %(day)s), năm %(year)s")
        return words % {
            "agency": self.agency.short_name or self.agency.name,
            "day": f"{self.last_day:%d/%m/%Y}",
            "year": self.register.year,
        }


@dataclass(frozen=True)
class OldPage:
    """Lines of one book, highest number first; ``after`` is the key of the next."""

    entries: list[EntryLine]
    after: int | None


def old_books(agencies: Collection[UUID]) -> list[OldBook]:
    """Every book of these agencies that ended, agency by agency; two queries."""
    ended = {body.id: body for body in ended_agencies(agencies)}
    places = {key: place for place, key in enumerate(ended)}
    books = Register.objects.filter(agency__in=list(ended))
    found = [OldBook(book, ended[book.agency_id]) for book in books]
    return sorted(found, key=lambda b: (places[b.register.agency_id], -b.register.year))


def old_page(
    scope: Scope,
    register: Register,
    *,
    find: str = "",
    after: int | None = None,
    limit: int = 50,
) -> OldPage:
    """A page of what the reader may see of one book; one query."""
    entries = found_by(readable_entries(scope).filter(register=register), find)
    if after is not None:
        entries = entries.filter(number__lt=after)
    rows = [line_of(row) for row in as_lines(entries).order_by("-number")[: limit + 1]]
    more = rows[limit - 1].number if len(rows) > limit else None
    return OldPage(rows[:limit], more)


def found_in_old(scope: Scope, find: str, *, limit: int = 20) -> list[EntryLine]:
    """The latest lines with these words in books of agencies that ended; one query.

    What was still open is the heir's by now and found in its own list.
    """
    if not scope.ancestors or not find.strip():
        return []
    past: QuerySet[RegisterEntry] = readable_entries(scope).filter(
        agency__in=list(scope.ancestors)
    )
    rows = as_lines(found_by(past, find)).order_by("-arrived_on", "-number", "id")
    return [line_of(row) for row in rows[:limit]]
