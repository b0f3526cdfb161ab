"""What becomes of an incoming line when its answer is issued, or called back.

Both are steps of the answer's own transaction, also where the line's book is closed:
the answer is a fact of the handling, which goes on (column 6 of its printed book).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congvu.documents.actions.history import note
from congvu.documents.models import RegisterEntry
from congvu.organisations.access import Seat


def note_answer(*, entry_id: UUID, symbol: str, by: Seat, at: datetime) -> None:
    """The line names its answer; never in place of one that stood there."""
    entry = RegisterEntry.objects.select_for_update().get(pk=entry_id)
    if not entry.reply_symbol:
        entry.reply_symbol = symbol
        entry.save(update_fields=["reply_symbol"])
    note("documents.answered", entry=entry, by=by, at=at, detail={"symbol": symbol})


def note_recalled_answer(
    *, entry_id: UUID, symbol: str, by: Seat, at: datetime
) -> None:
    """A paper that was called back answers nothing: the next one may."""
    entry = RegisterEntry.objects.select_for_update().get(pk=entry_id)
    if entry.reply_symbol == symbol:
        entry.reply_symbol = ""
        entry.save(update_fields=["reply_symbol"])
    note(
        "documents.answer-recalled",
        entry=entry,
        by=by,
        at=at,
        detail={"symbol": symbol},
    )
