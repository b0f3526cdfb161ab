"""The one shape of every page that does something; cells as people read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.organisations.rules import Permission
from congvu.registry.models import Database
from congvu.registry.queries import titles_of
from congvu.registry.rules import Column, Kind, shown
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press

__all__ = ["METHODS", "NUMBERS", "RUN", "USE", "Words", "answer", "posted", "press"]

USE = Permission.USE_REGISTRY
RUN = Permission.RUN_REGISTRY

answer = partial(deeds.answer, template="registry/form.html")


def tabs(database: Database, active: str, waiting: int = 0) -> list[ui.Tab]:
    named = [
        ("database", _("Dữ liệu"), None),
        ("changes", _("Đề nghị"), waiting or None),
        ("sources", _("Nguồn tự động"), None),
        ("structure", _("Cấu trúc"), None),
    ]
    return [
        ui.Tab(
            label,
            reverse(f"registry:{name}", args=[database.pk]),
            count=count,
            active=name == active,
        )
        for name, label, count in named
    ]


def share_tabs(active: str) -> list[ui.Tab]:
    named = [
        ("catalogue", _("Danh mục")),
        ("sets", _("Bộ dữ liệu")),
        ("agreements", _("Thỏa thuận")),
    ]
    return [
        ui.Tab(label, reverse(f"registry:{name}"), active=name == active)
        for name, label in named
    ]


@dataclass(frozen=True)
class Cell:
    """One value; ``url`` where it is a row of its own."""

    label: str
    text: str
    url: str = ""
    is_number: bool = False


NUMBERS = frozenset({Kind.NUMBER, Kind.DECIMAL, Kind.MONEY})


def cells(
    database: Database,
    columns: Sequence[Column],
    values: Mapping[str, object],
    titles: Mapping[str, str],
) -> list[Cell]:
    return [_cell(database, one, values.get(one.key), titles) for one in columns]


def _cell(
    database: Database, column: Column, value: object, titles: Mapping[str, str]
) -> Cell:
    if value is None:
        return Cell(column.label, "")
    if column.kind == Kind.ROW:
        key = str(value)
        url = reverse("registry:row", args=[database.pk, UUID(key)])
        return Cell(column.label, titles.get(key, key), url)
    text = shown(column, value)
    if column.kind == Kind.YES:
        text = _(text)
    return Cell(column.label, text, is_number=column.kind in NUMBERS)


def titles_in(
    database: Database,
    read: Collection[tuple[Sequence[Column], Mapping[str, object]]],
    on: date,
) -> dict[str, str]:
    """Names of the rows that these name; one query, none where they name none."""
    keys = {
        values[one.key]
        for columns, values in read
        for one in columns
        if one.kind == Kind.ROW and one.key in values
    }
    return titles_of(database, keys, on) if keys else {}


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
