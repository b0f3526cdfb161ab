"""A file's lines, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from congvu.registry.models import LoadLine, RowChange, RowLoad
from congvu.registry.rules import ChangeKind

PAGE = 100


@dataclass(frozen=True)
class LinePage:
    """``after`` is the number behind which the next page begins."""

    rows: Sequence[LoadLine]
    after: int | None


def load_of(change: RowChange) -> RowLoad:
    return RowLoad.objects.get(change=change)


@dataclass(frozen=True)
class Counted:
    """Of a file's lines; ``since`` is the first day of any."""

    total: int
    wrong: int
    same: int
    since: date | None


def count_lines(load: RowLoad) -> Counted:
    good = Q(is_wrong=False)
    told = load.lines.aggregate(
        total=Count("number"),
        wrong=Count("number", filter=~good),
        same=Count("number", filter=good & Q(is_same=True)),
        since=Min("valid_from"),
    )
    return Counted(**told)


def is_undone(change: RowChange) -> bool:
    return RowChange.objects.filter(based_on=change, kind=ChangeKind.UNDO).exists()


def line_page(
    load: RowLoad, *, is_wrong: bool, after: int = 0, limit: int = PAGE
) -> LinePage:
    rows = load.lines.filter(is_wrong=is_wrong, number__gt=after)
    found = list(rows.order_by("number")[: limit + 1])
    more = len(found) > limit
    return LinePage(found[:limit], found[limit - 1].number if more else None)


def told_words(load: RowLoad) -> list[str]:
    """What of the file is good to know."""
    return [_(words) % given for words, given in load.told]


def fault_words(line: LoadLine, labels: Mapping[str, str] | None = None) -> list[str]:
    """What is wrong with a line, each with the name of its column."""
    told = []
    for key, words, given in line.faults:
        label = (labels or {}).get(key, key)
        said = _(words) % given
        told.append(f"{label}: {said}" if label else said)
    return told
