"""Sources of a database, their runs, those whose time has come or that fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from congvu.registry.models import Database, LoadRun, LoadSource

PAGE = 50


@dataclass(frozen=True)
class RunPage:
    rows: Sequence[LoadRun]
    after: UUID | None


def sources_of(database: Database) -> list[LoadSource]:
    """Those that are asked still, by name; then those given up."""
    rows = LoadSource.objects.filter(database=database)
    return sorted(rows, key=lambda one: (one.ended_at is not None, one.name))


def run_page(
    source: LoadSource, after: UUID | None = None, limit: int = PAGE
) -> RunPage:
    """The last first."""
    rows = LoadRun.objects.filter(source=source).select_related("change__load")
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows.order_by("-pk")[: limit + 1])
    more = len(found) > limit
    return RunPage(found[:limit], found[limit - 1].pk if more else None)


def due_sources(at: datetime) -> list[UUID]:
    """The longest waiting first."""
    rows = LoadSource.objects.filter(paused_at=None, ended_at=None, next_at__lte=at)
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:200])
