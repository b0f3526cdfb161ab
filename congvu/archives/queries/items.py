"""What lies in a dossier, in order of events, as one desk may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from congvu.archives.models import Dossier, DossierItem
from congvu.archives.rules import LISTED_STATES, ItemKind
from congvu.documents.models import Grant
from congvu.documents.queries import Scope
from congvu.law.rules import Column
from congvu.outgoing.models import OutgoingGrant

PAGE = 100


@dataclass(frozen=True)
class ItemLine:
    """One line of the document list (Phụ lục V): seven columns, and where it leads."""

    id: UUID
    kind: ItemKind
    position: int | None
    symbol: str
    issued_on: date | None
    type_name: str
    subject: str
    author: str
    pages: int | None
    note: str
    incoming_id: UUID | None
    outgoing_id: UUID | None
    has_file: bool
    is_draft: bool

    @property
    def title(self) -> str:
        return f"{self.type_name}: {self.subject}" if self.type_name else self.subject


@dataclass(frozen=True)
class ItemPage:
    """``hidden`` papers lie in the dossier and are not for this reader."""

    lines: list[ItemLine]
    after: str
    hidden: int


def items_of(dossier: Dossier) -> QuerySet[DossierItem]:
    """What it holds, in order of events."""
    return (
        DossierItem.objects.filter(dossier=dossier, dropped_at=None)
        .select_related("incoming__document", "outgoing__document", "file")
        .order_by("happened_on", "id")
    )


def visible_items(dossier: Dossier, scope: Scope) -> QuerySet[DossierItem]:
    """Of these, the papers the reader may see; files by themselves belong to it."""
    found = items_of(dossier)
    if scope.principals is None:
        return found
    seen = list(scope.principals | scope.past)
    incoming = Grant.objects.filter(entry=OuterRef("incoming"), principal_id__in=seen)
    outgoing = OutgoingGrant.objects.filter(
        entry=OuterRef("outgoing"), principal_id__in=seen
    )
    return found.filter(
        Q(kind=ItemKind.FILE) | Q(Exists(incoming)) | Q(Exists(outgoing))
    )


def hidden_items(dossier: Dossier, scope: Scope) -> int:
    """How many papers lie in it that are not for this reader."""
    if scope.principals is None:
        return 0
    return items_of(dossier).count() - visible_items(dossier, scope).count()


def items_page(
    dossier: Dossier, scope: Scope, *, after: str = "", limit: int = PAGE
) -> ItemPage:
    """One page in order of events; three queries at most."""
    shown = visible_items(dossier, scope)
    start = _key(after)
    if start is not None:
        day, last = start
        shown = shown.filter(Q(happened_on__gt=day) | Q(happened_on=day, id__gt=last))
    rows = list(shown[: limit + 1])
    more = ""
    if len(rows) > limit:
        last_row = rows[limit - 1]
        more = f"{last_row.happened_on:%Y%m%d}{last_row.id.hex}"
    hidden = hidden_items(dossier, scope)
    frozen_words = dossier.state in LISTED_STATES
    lines = [item_line(row, written=frozen_words) for row in rows[:limit]]
    return ItemPage(lines, more, hidden)


def _key(after: str) -> tuple[date, UUID] | None:
    try:
        day = date(int(after[:4]), int(after[4:6]), int(after[6:8]))
        return day, UUID(hex=after[8:])
    except ValueError:
        return None


def item_line(item: DossierItem, *, written: bool) -> ItemLine:
    """By the words that were written down at the closing, or by those of its line."""
    base: dict[str, Any] = {
        "id": item.id,
        "kind": ItemKind(item.kind),
        "position": item.position,
        "note": item.note,
        "incoming_id": item.incoming_id,
        "outgoing_id": item.outgoing_id,
        "has_file": item.file_id is not None,
        "is_draft": item.is_draft,
    }
    if written or item.kind == ItemKind.FILE:
        return ItemLine(
            symbol=item.symbol,
            issued_on=item.happened_on,
            type_name=item.type_name,
            subject=item.subject,
            author=item.author,
            pages=item.pages,
            **base,
        )
    if item.incoming is not None:
        paper = item.incoming.document
        return ItemLine(
            symbol=paper.symbol,
            issued_on=paper.issued_on or item.incoming.arrived_on,
            type_name=paper.type_name,
            subject=paper.subject,
            author=paper.issuer_name,
            pages=paper.pages,
            **base,
        )
    entry = item.outgoing
    if entry is None:
        message = "an item without a paper"
        raise ValueError(message)
    return ItemLine(
        symbol=entry.symbol,
        issued_on=entry.issued_on,
        type_name=entry.type_name,
        subject=entry.subject,
        author=entry.document.issuer_name if entry.document else "",
        pages=entry.document.pages if entry.document else None,
        **base,
    )


def listed_lines(dossier: Dossier, scope: Scope) -> Iterator[ItemLine]:
    """What of the list the reader may see, in time order, read as it is asked for."""
    written = dossier.state in LISTED_STATES
    for item in visible_items(dossier, scope).iterator(chunk_size=2000):
        yield item_line(item, written=written)


def list_columns() -> list[Column]:
    """Mục lục văn bản, tài liệu (NĐ 30/2020 Phụ lục V)."""
    return [
        Column("position", _("STT"), 5),
        Column("symbol", _("Số, ký hiệu văn bản"), 16),
        Column("issued_on", _("Ngày tháng năm văn bản"), 12),
        Column("title", _("Tên loại và trích yếu nội dung văn bản"), 44),
        Column("author", _("Tác giả văn bản"), 24),
        Column("pages", _("Tờ số/trang số"), 9),
        Column("note", _("Ghi chú"), 12),
    ]


def list_row(number: int, line: ItemLine) -> dict[str, str]:
    return {
        "position": str(line.position or number),
        "symbol": line.symbol,
        "issued_on": f"{line.issued_on:%d/%m/%Y}" if line.issued_on else "",
        "title": line.title,
        "author": line.author,
        "pages": str(line.pages) if line.pages else "",
        "note": line.note,
    }
