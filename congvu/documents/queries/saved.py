"""What is asked of the register, as it is kept under a name; and the columns wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from congvu.documents.models import ListColumns, SavedFilter
from congvu.documents.queries.filters import Filters
from congvu.documents.queries.lists import Tab
from congvu.documents.queries.printed import list_columns
from congvu.law.rules import Column
from congvu.sql import Compiled

CALM = ("number", "arrived_on", "symbol", "issuer", "subject", "holder", "due_on")
"""What the table shows to who has chosen nothing."""


@dataclass(frozen=True)
class Asked:
    """A tab, words to find and filters: one narrowing of the register."""

    tab: Tab = Tab.ALL
    find: str = ""
    filters: Filters = Filters()  # noqa: RUF009 - frozen

    def as_json(self) -> dict[str, str]:
        by = self.filters
        values = {
            "tab": "" if self.tab == Tab.ALL else str(self.tab),
            "find": self.find,
            "first": by.first.isoformat() if by.first else "",
            "last": by.last.isoformat() if by.last else "",
            "issuer": by.issuer,
            "type_code": by.type_code,
            "urgency": by.urgency,
        }
        return {name: value for name, value in values.items() if value}


def asked_of(kept: Mapping[str, Any]) -> Asked:
    """Read again what was kept; a tab that is no more asks for everything."""
    tab = str(kept.get("tab", ""))
    return Asked(
        tab=Tab(tab) if tab in set(Tab) else Tab.ALL,
        find=str(kept.get("find", "")),
        filters=Filters(
            first=_day(kept.get("first")),
            last=_day(kept.get("last")),
            issuer=str(kept.get("issuer", "")),
            type_code=str(kept.get("type_code", "")),
            urgency=str(kept.get("urgency", "")),
        ),
    )


def _day(kept: object) -> date | None:
    try:
        return date.fromisoformat(str(kept))
    except ValueError:
        return None


def saved_filters(*, person_id: UUID, unit_id: UUID) -> list[SavedFilter]:
    """One's own at whatever post, and what the unit shares; by name, one query."""
    return _saved(person=person_id, unit=unit_id)


_saved: Compiled[SavedFilter] = Compiled(
    lambda person, unit: SavedFilter.objects.filter(
        Q(person_id=person) | Q(unit_id=unit, shared=True)
    ).order_by("name", "id")[:60],
    by_key=True,
)


def chosen_columns(person_id: UUID) -> list[str]:
    """The keys this person chose, in order; empty who chose none."""
    row = ListColumns.objects.filter(person_id=person_id).first()
    known = {c.key for c in list_columns()}
    return [key for key in row.columns if key in known] if row else []


def columns_named(keys: list[str] | tuple[str, ...]) -> list[Column]:
    by_key = {c.key: c for c in list_columns()}
    return [by_key[key] for key in keys]
