"""Loads and their rows as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.imports.models import Load, LoadRow
from congvu.imports.rules import COLUMN_NAMES, LoadState
from congvu.lib.dates import local_date
from congvu.organisations.queries import agency_names_on


@dataclass(frozen=True)
class RowTold:
    """One row without its summary."""

    position: int
    where: str
    number: int | None
    year: int | None
    symbol: str
    verdict: str
    reasons: list[str]
    notes: list[str]
    entry_id: UUID | None


def loads_of(agency_id: UUID) -> QuerySet[Load]:
    """The newest first."""
    return Load.objects.filter(agency=agency_id).order_by("-asked_at", "-id")


def _rows(load: Load, only: str) -> QuerySet[LoadRow]:
    rows = LoadRow.objects.filter(load=load).order_by("position")
    if only == "wrong":
        return rows.filter(is_wrong=True)
    if only == "noted":
        return rows.filter(is_wrong=False).exclude(notes=[])
    return rows


def row_count(load: Load, only: str) -> int:
    return _rows(load, only).count()


def told_rows(
    load: Load, *, only: str = "", start: int = 0, limit: int | None = None
) -> Iterator[RowTold]:
    """All rows, the "wrong" ones or the "noted" ones; one statement."""
    rows = _rows(load, only)[start : None if limit is None else start + limit]
    for row in rows:
        yield RowTold(
            position=row.position,
            where=row.where,
            number=row.values.get("number"),
            year=row.values.get("year"),
            symbol=row.values.get("symbol", ""),
            verdict=_verdict(load, row),
            reasons=[_(words) % given for words, given in row.reasons],
            notes=[_(words) % given for words, given in row.notes],
            entry_id=row.entry_id,
        )


def _verdict(load: Load, row: LoadRow) -> str:
    if row.is_wrong:
        return _("không nạp")
    if row.entry_id is not None:
        return _("đã nạp")
    return _("đã rút") if load.state == LoadState.UNDONE else _("nạp được")


def facts_of(load: Load) -> list[str]:
    """What was recognised and what is missing, line by line."""
    told = load.told
    found = []
    if load.fonds_id != load.agency_id:
        called = agency_names_on([load.fonds_id], local_date(load.asked_at))
        words = _("Sổ của %(agency)s, đã kết thúc; nạp vào sổ của chính cơ quan ấy.")
        found.append(words % {"agency": called.get(load.fonds_id, "")})
    names = ", ".join(_(COLUMN_NAMES[key]) for key in told.get("columns", ()))
    found.append(_("Cột đọc được: %(names)s.") % {"names": names})
    if told.get("unknown"):
        words = _("Cột không dùng: %(names)s.")
        found.append(words % {"names": ", ".join(told["unknown"])})
    if told.get("encoding"):
        words = _("Bảng mã: %(name)s.")
        found.append(words % {"name": told["encoding"]})
    for year in told.get("years", ()):
        words = _("Năm %(year)s: %(lines)s dòng, số %(first)s–%(last)s.")
        line = words % year
        if year["gaps"]:
            line += " " + _("Thiếu số: %(gaps)s.") % year
        if year["next"]:
            line += " " + _("Số tiếp theo: %(next)s.") % year
        found.append(line)
    return found
