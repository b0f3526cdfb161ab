"""What was signed and shall not be issued: its number ends, its words go on."""

from __future__ import annotations

from datetime import datetime

from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.outgoing import queries
from congvu.outgoing.actions.drafting import add_version
from congvu.outgoing.actions.history import note
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.outgoing.rules import DraftState, OutgoingState


def undo_signing(*, draft: Draft, why: str, by: Seat, at: datetime) -> None:
    """Inside the caller's transaction, which has locked the draft and judged it.

    The signed version and its signatures stay; nothing of them counts for the next.
    """
    entry = let_go(draft=draft, why=why, ended_by=by.person_name, at=at)
    if entry is not None:
        note(
            "outgoing.number-cancelled",
            on=entry,
            agency_id=entry.agency_id,
            by=by,
            at=at,
            detail={"symbol": entry.symbol, "text": why},
        )
    newest = draft.versions.get(number=draft.version)
    draft.version += 1
    draft.save(update_fields=["version"])
    now = queries.body_of_the_day(draft, on=local_date(at))
    add_version(draft=draft, body=newest.body | now, by=by, at=at, remark=why[:500])


def let_go(
    *, draft: Draft, why: str, ended_by: str, at: datetime
) -> OutgoingEntry | None:
    """It is being written again: no signed file, and its number cancelled, if any."""
    entry = draft.entry
    if entry is not None:
        entry.state = OutgoingState.CANCELLED
        entry.ended_at, entry.ended_by, entry.ended_because = at, ended_by, why
        entry.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    draft.entry = draft.paper = None
    draft.state = DraftState.WRITING
    draft.save(update_fields=["entry", "paper", "state"])
    return entry
