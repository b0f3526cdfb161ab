"""Any list asked the same way, whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from congvu.catalogues.models import CodeEntry, CodeList
from congvu.catalogues.queries.own import (
    agency_periods,
    agency_successors,
    own_lines,
)
from congvu.catalogues.rules import AGENCIES, OWN_LISTS, Line
from congvu.lib.text import fold

PAGE = 100
_MOST_STEPS = 30


@dataclass(frozen=True)
class Listed:
    """A list as it is told; ``id`` is None where the office has it of itself."""

    code: str
    name: str
    source: str
    is_open: bool
    id: UUID | None = None
    edition: int = 0
    changed_at: datetime | None = None

    @property
    def is_kept(self) -> bool:
        return self.id is not None


@dataclass(frozen=True)
class LinePage:
    """``after`` is the code behind which the next page begins."""

    rows: Sequence[Line]
    after: str | None


@dataclass(frozen=True)
class Found:
    """What a code meant on a day; ``now`` is what it became by another."""

    line: Line
    now: Sequence[Line]


@dataclass(frozen=True)
class Changed:
    """A line with the edition that wrote it, and its key to go on behind."""

    line: Line
    edition: int
    id: UUID


def all_lists() -> list[Listed]:
    """The office's own first, then by name; one query."""
    kept = CodeList.objects.order_by("name", "pk")
    own = [Listed(o.code, o.name, o.source, o.is_open) for o in OWN_LISTS.values()]
    return own + [_listed(one) for one in kept]


def find_list(code: str) -> Listed | None:
    if "\0" in code:
        return None
    if own := OWN_LISTS.get(code):
        return Listed(own.code, own.name, own.source, own.is_open)
    found = CodeList.objects.filter(code=code).first()
    return _listed(found) if found else None


def _listed(one: CodeList) -> Listed:
    return Listed(
        code=one.code,
        name=one.name,
        source=one.source,
        is_open=one.is_open,
        id=one.pk,
        edition=one.edition,
        changed_at=one.changed_at,
    )


def _line(one: CodeEntry) -> Line:
    return Line(one.code, one.name, one.valid_from, one.valid_until, tuple(one.heirs))


def line_page(
    of: Listed, on: date, *, text: str = "", after: str = "", limit: int = PAGE
) -> LinePage:
    """By code; ``text`` narrows to that code, or to names that have it, however it is
    written.
    """
    text, after = text.replace("\0", ""), after.replace("\0", "")
    if of.is_kept:
        rows = CodeEntry.objects.valid(on=on).filter(catalogue=of.id, code__gt=after)
        if text:
            named = Q(folded_name__contains=fold(text))
            rows = rows.filter(named | Q(code=text))
        found = [_line(one) for one in rows.order_by("code")[: limit + 1]]
    else:
        asked = fold(text)
        found = [
            line
            for line in own_lines(of.code, on)
            if line.code > after
            and (not text or line.code == text or asked in fold(line.name))
        ]
    more = len(found) > limit
    return LinePage(found[:limit], found[limit - 1].code if more else None)


def lines_on(of: Listed, on: date) -> list[Line]:
    """The whole list of a day."""
    if not of.is_kept:
        return own_lines(of.code, on)
    rows = CodeEntry.objects.valid(on=on).filter(catalogue=of.id)
    return [_line(one) for one in rows.order_by("code")]


def periods_of(of: Listed, code: str, on: date) -> list[Line]:
    """All that a code meant at any time, the first first; of lists without a history
    what it means on the day.
    """
    if "\0" in code:
        return []
    if of.is_kept:
        rows = CodeEntry.objects.filter(catalogue=of.id, code=code)
        return [_line(one) for one in rows.order_by("valid_from")]
    if of.code == AGENCIES:
        return agency_periods(code)
    return [line for line in own_lines(of.code, on) if line.code == code]


def successors(
    of: Listed, code: str, was: date, on: date, *, meant: Line | None = None
) -> list[Line]:
    """What a code of one day is on another: itself where it holds, else its heirs and
    theirs; nothing on a day before it meant that. A query for each step of the way,
    however many codes are on it; one less for who has read what the code ``meant``.
    """
    if of.code == AGENCIES and not of.is_kept:
        return agency_successors(code, was, on)
    if not of.is_kept:
        return [line for line in own_lines(of.code, on) if line.code == code]
    waiting, found = {(code, was)}, {}
    if meant is not None:
        if meant.until is None or meant.until > on:
            return [meant] if meant.since <= on else []
        waiting = {(heir, meant.until) for heir in meant.heirs}
    for _step in range(_MOST_STEPS):
        asked = Q(pk__in=[])
        for one, day in waiting:
            asked |= Q(code=one, valid_from__lte=day) & (
                Q(valid_until__isnull=True) | Q(valid_until__gt=day)
            )
        waiting = set()
        for entry in CodeEntry.objects.filter(asked, catalogue=of.id):
            if entry.valid_from > on:
                continue
            if entry.valid_until is None or entry.valid_until > on:
                found[entry.code] = _line(entry)
            else:
                waiting |= {(heir, entry.valid_until) for heir in entry.heirs}
        if not waiting:
            break
    return [found[key] for key in sorted(found)]


def changes(
    of: Listed, since: int, *, after: UUID | None = None, limit: int = PAGE
) -> list[Changed]:
    """Lines of a kept list that a later edition than ``since`` wrote, the first edition
    first; one more than ``limit`` where more wait.
    """
    rows = CodeEntry.objects.filter(catalogue=of.id, edition__gt=since)
    if after is not None:
        last = rows.filter(pk=after).values_list("edition", "pk").first()
        if last:
            rows = rows.filter(
                Q(edition__gt=last[0]) | Q(edition=last[0], pk__gt=last[1])
            )
    found = rows.order_by("edition", "pk")[: limit + 1]
    return [Changed(_line(one), one.edition, one.pk) for one in found]
