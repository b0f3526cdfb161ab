"""What an act that ends bodies does to outgoing papers: its books close for good.

Numbers that were held stay in the closed book; the heir numbers in a book of its own,
from 01 (docs/reforms.md).
"""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.organisations.rules import BodyKind, Passing
from congvu.outgoing.models import OutgoingBook


def pass_outgoing(passing: Passing) -> None:
    """Close the books of agencies that end; asked once for each field, done once."""
    ended = [b.body_id for b in passing.bodies if b.kind == BodyKind.AGENCY]
    books = list(
        OutgoingBook.objects.select_for_update()
        .filter(agency__in=ended, closed_at=None)
        .order_by("id")
    )
    for book in books:
        book.closed_at, book.closed_by = passing.at, passing.legal_basis[:200]
        book.closed_by_reform_id = passing.reform_id
    OutgoingBook.objects.bulk_update(
        books, ["closed_at", "closed_by", "closed_by_reform"]
    )
    record_many(
        event_row(
            "outgoing.book-closed",
            by=passing.by,
            at=passing.at,
            on=book,
            agency_id=book.agency_id,
            data={"year": book.year, "last_number": book.last_line},
        )
        for book in books
    )
