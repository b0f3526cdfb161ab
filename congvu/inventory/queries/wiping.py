"""Reading records of wiped media: lists, one with its media, those that are closed."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from congvu.archives.models import DossierItem
from congvu.inventory.models import WipedMedium, WipingRecord
from congvu.inventory.queries.papers import PAGE
from congvu.inventory.rules import MINUTES_TYPE, Method
from congvu.law.queries import rules
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.rules import OutgoingState

# How many closed ones a form offers; an older one is asked for by the centre's page.
_OFFERED = 100


@dataclass(frozen=True)
class WipingPage:
    """The newest first; ``after`` is the record behind which the next page begins."""

    rows: list[WipingRecord]
    after: str


def wiping_page(rows: QuerySet[WipingRecord], *, after: str = "") -> WipingPage:
    """One query; ``told`` is how many media are on it."""
    with suppress(ValueError):
        rows = rows.filter(pk__lt=UUID(after)) if after else rows
    counted = rows.annotate(told=Count("media")).order_by("-pk")
    found: list[WipingRecord] = [*counted.select_related("minutes")[: PAGE + 1]]
    more = len(found) > PAGE
    return WipingPage(found[:PAGE], str(found[PAGE - 1].pk) if more else "")


def media_of(record: WipingRecord) -> list[WipedMedium]:
    """In the order in which they were written down."""
    return list(record.media.select_related("machine").order_by("pk"))


def methods_on(on: date) -> dict[str, Method]:
    """What the rules of that day take for a way to make data unreadable."""
    return {
        one.key: Method(
            one.key,
            one.label,
            one.citation_on_record,
            frozenset(one.text("media").split()),
        )
        for one in rules("media_wiping", on)
    }


def minutes_called(agency_id: UUID, symbol: str) -> OutgoingEntry | None:
    """The minutes that the agency issued under that symbol; the newest of them."""
    rows = OutgoingEntry.objects.filter(
        agency=agency_id,
        symbol__iexact=symbol,
        type_code=MINUTES_TYPE,
        state=OutgoingState.ISSUED,
        recalled_at=None,
    )
    return rows.order_by("-order_key").first()


def filed_where(entry: OutgoingEntry) -> str:
    """The dossier that holds the paper; nothing where none does."""
    rows = DossierItem.objects.filter(outgoing=entry, dropped_at=None)
    found = rows.select_related("dossier").order_by("pk").first()
    return f"{found.dossier.symbol} {found.dossier.title}".strip() if found else ""


def closed_records(agencies: Collection[UUID]) -> list[WipingRecord]:
    """For a form to choose from; the newest first."""
    rows = WipingRecord.objects.filter(agency__in=agencies, closed_at__isnull=False)
    return list(rows.select_related("minutes").order_by("-pk")[:_OFFERED])


def wiped_machines(record: WipingRecord) -> set[UUID]:
    """Of which it says something."""
    rows = record.media.filter(machine__isnull=False)
    return set(rows.values_list("machine", flat=True))
