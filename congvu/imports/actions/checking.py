"""All rows together: numbers twice or taken, gaps, names of their day, scans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from congvu.files.formats.sniff import sniff
from congvu.files.rules import ending
from congvu.imports import queries
from congvu.imports.actions.scans import Scans, scans_of
from congvu.imports.models import Load, LoadRow
from congvu.imports.rules import (
    BookKind,
    LoadState,
    Numbered,
    Said,
    doubles,
    gaps,
    shorten,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _
from congvu.organisations.queries import ended_on, names_of_their_day

MOST_NAMES = 500


def check_load(*, load_id: UUID, at: datetime) -> Load:
    """Say of every row what is against it. May run any number of times.

    No audit entry: reading made one, and nothing is entered by this.
    """
    load = Load.objects.get(pk=load_id)
    if load.state != LoadState.CHECKING:
        return load
    rows = list(LoadRow.objects.filter(load=load).order_by("position"))
    look_over(load, rows, at)
    return _keep(load, rows)


def look_over(load: Load, rows: list[LoadRow], at: datetime) -> None:
    """What is against each row among the others and the books, written on the rows."""
    for row in rows:
        row.reasons, row.notes = [*row.values["against"]], [*row.values["remarks"]]
    told = dict(load.told)
    over = ended_on(load.fonds_id, local_date(at))
    for row in _good(rows):
        if over is not None and _day(load, row) >= over:
            words = _("Ngày ở sau khi cơ quan kết thúc (%(day)s).")
            row.reasons.append(Said(words, {"day": f"{over:%d/%m/%Y}"}).as_json())
    this_year = None if over else local_date(at).year
    _numbers(load, rows, told, this_year=this_year)
    if load.book == BookKind.INCOMING:
        told["issuers"] = _issuers(rows)
    reason = _scans(load, rows)
    for row in rows:
        row.is_wrong = bool(row.reasons)
    load.state, load.told = LoadState.CHECKED, told
    load.reason = reason or load.reason
    load.rows_wrong = sum(row.is_wrong for row in rows)
    named = sum(len(row.values["files"]) for row in _good(rows))
    load.scans_total = named if load.scans_at else 0


@transaction.atomic
def _keep(load: Load, rows: list[LoadRow]) -> Load:
    kept = Load.objects.select_for_update().get(pk=load.pk)
    if kept.state != LoadState.CHECKING:
        return kept
    save_rows(rows, ["values", "reasons", "notes", "is_wrong"])
    load.save(update_fields=["state", "told", "reason", "rows_wrong", "scans_total"])
    return load


def save_rows(rows: Sequence[LoadRow], fields: list[str]) -> None:
    """One statement for all of them."""
    LoadRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _day(load: Load, row: LoadRow) -> date:
    key = "arrived_on" if load.book == BookKind.INCOMING else "issued_on"
    return date.fromisoformat(row.values[key])


def _good(rows: Sequence[LoadRow]) -> list[LoadRow]:
    return [row for row in rows if not row.reasons]


def _numbers(
    load: Load, rows: list[LoadRow], told: dict[str, Any], *, this_year: int | None
) -> None:
    numbered = [
        Numbered(place, row.where, _series(load, row), row.values["number"])
        for place, row in enumerate(rows)
        if row.values.get("number") and row.values.get("year")
    ]
    for place, said in doubles(numbered).items():
        rows[place].reasons.append(said.as_json())
    years = {one.series[0] for one in numbered}
    standing = queries.standing(load.fonds_id, BookKind(load.book), years)
    for one in numbered:
        year = one.series[0]
        row = rows[one.row]
        if year in standing.closed:
            words = _("Sổ năm %(year)s đã khóa; mở lại sổ rồi mới nạp được.")
            row.reasons.append(Said(words, {"year": str(year)}).as_json())
        if standing.has(year, one.number, row.values["symbol"]):
            words = _("Số %(number)s năm %(year)s đã có trong sổ ở đây.")
            given = {"number": str(one.number), "year": str(year)}
            row.reasons.append(Said(words, given).as_json())
    good = [one for one in numbered if not rows[one.row].reasons]
    told["years"] = _told_years(good, standing, this_year)


def _series(load: Load, row: LoadRow) -> tuple[int, str]:
    year = int(row.values["year"])
    if load.book == BookKind.INCOMING:
        return year, ""
    notation = row.values["symbol"].casefold().lstrip("0123456789")
    return year, notation


def _told_years(
    good: Sequence[Numbered], standing: queries.Standing, this_year: int | None
) -> list[dict[str, Any]]:
    """Year by year: from which to which number, what is missing, where it goes on."""
    by_year: dict[int, list[int]] = defaultdict(list)
    for one in good:
        by_year[one.series[0]].append(one.number)
    found = []
    for year, numbers in sorted(by_year.items()):
        here = standing.numbers(year)
        found.append(
            {
                "year": year,
                "lines": len(numbers),
                "first": min(numbers),
                "last": max(numbers),
                "gaps": shorten(gaps([*numbers, *here])),
                "next": max([*numbers, *here]) + 1 if year == this_year else None,
            }
        )
    return found


def _issuers(rows: list[LoadRow]) -> list[list[Any]]:
    """Names of their day become agencies; the others stay words, and are named."""
    wanted = {
        (row.values["issuer"], date.fromisoformat(day))
        for row in _good(rows)
        if (day := row.values["issued_on"] or row.values["arrived_on"])
    }
    known = names_of_their_day(wanted)
    unknown: Counter[str] = Counter()
    for row in _good(rows):
        values = row.values
        day = date.fromisoformat(values["issued_on"] or values["arrived_on"])
        agency_id = known.get((values["issuer"], day))
        values["issuer_id"] = str(agency_id) if agency_id else None
        if agency_id is None:
            unknown[values["issuer"]] += 1
    return [[name, n] for name, n in unknown.most_common(MOST_NAMES)]


def _scans(load: Load, rows: list[LoadRow]) -> str:
    """Each scan is there and is a paper; the answer is why none can be looked at."""
    named = [row for row in rows if row.values.get("files")]
    if not named:
        return ""
    try:
        given = scans_of(load)
    except Refused as why:
        return str(why)
    if given is None:
        words = _("Không có thư mục bản quét đi kèm: nạp không kèm tệp.")
        for row in named:
            row.notes.append(Said(words).as_json())
        return ""
    for row in named:
        for name in row.values["files"]:
            trouble = _trouble(given, name)
            if trouble:
                words = _("Bản quét “%(name)s”: %(why)s.")
                said = Said(words, {"name": name[:120], "why": trouble.rstrip(".")})
                row.reasons.append(said.as_json())
    return ""


def _trouble(scans: Scans, name: str) -> str:
    place, why = scans.find(name)
    if why:
        return why
    try:
        with scans.opened(place) as stream:
            return sniff(stream, ending=ending(name)).danger
    except (Refused, OSError) as trouble:
        return str(trouble)
