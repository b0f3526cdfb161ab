"""Piles of scans: their list, their papers, and how labels begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from congvu.documents.formats.pile import SEPARATOR
from congvu.documents.models import IntakeItem, Pile, ScanLabel
from congvu.documents.rules import IntakeState


def label_prefix(agency_id: UUID) -> str:
    prefix = ScanLabel.objects.filter(agency=agency_id).values_list("prefix", flat=True)
    return prefix.first() or ""


def piles_of(agency_id: UUID, *, limit: int = 30) -> list[Pile]:
    """The newest first, with their files."""
    rows = Pile.objects.filter(agency=agency_id).select_related("file")
    return list(
        rows.defer("file__text", "plan").order_by("-received_at", "-id")[:limit]
    )


def cut_items(pile: Pile) -> list[IntakeItem]:
    """Its papers in the order of the pile; what was joined to another is gone."""
    rows = IntakeItem.objects.filter(pile=pile, first_page__isnull=False)
    return list(rows.select_related("entry").order_by("first_page", "id"))


def has_secret(items: Sequence[IntakeItem]) -> bool:
    """Whether one of the papers may be a state secret, or was one."""
    return any(i.is_held or i.state == IntakeState.REFUSED for i in items)


@dataclass(frozen=True)
class PilePage:
    """One page as the clerk sees it; ``left_out`` says why it is in no paper."""

    number: int
    left_out: str = ""


@dataclass(frozen=True)
class PilePart:
    """A paper with its pages, or pages that were left out between two."""

    item: IntakeItem | None
    pages: list[PilePage]


def parts_of(pile: Pile, items: Sequence[IntakeItem]) -> list[PilePart]:
    """Every page of the pile once, in order."""
    holder = {n: item for item in items for n in item.pile_pages}
    parts: list[PilePart] = []
    for sign in pile.signs:
        number = int(sign["number"])
        item = holder.get(number)
        why = "" if item else "separator" if SEPARATOR in sign["codes"] else "blank"
        page = PilePage(number, why)
        last = parts[-1] if parts else None
        if last is not None and (last.item.id if last.item else None) == (
            item.id if item else None
        ):
            last.pages.append(page)
        else:
            parts.append(PilePart(item, [page]))
    return parts
