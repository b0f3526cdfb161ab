"""What waited for an answer about a share that is over: answered by that."""

from __future__ import annotations

from datetime import datetime

from congvu.duties.access import open_extension, open_report
from congvu.duties.actions.history import note
from congvu.duties.models import Share
from congvu.duties.rules import Answer
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat

# Kept as the office writes it, whatever language the reader has.
DONE = gettext_noop("Nhiệm vụ đã xong.")
REVOKED = gettext_noop("Nhiệm vụ đã thu hồi.")


def close_requests(*, share: Share, words: str, by: Seat, at: datetime) -> None:
    """A report goes back and no more time is given, because of what the words say."""
    report, asked = open_report(share), open_extension(share)
    for one in (report, asked):
        if one is not None:
            one.state, one.answer = Answer.REFUSED, words
            one.decided_at, one.decided_by = at, by.person_name
            one.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    if report is not None:
        note("duties.returned", share=share, by=by, at=at, text=words)
    if asked is not None:
        days = {
            "until": asked.until.isoformat(),
            "old": asked.old_deadline.isoformat(),
        }
        note(
            "duties.extension-refused",
            share=share,
            by=by,
            at=at,
            text=words,
            detail=days,
            also=days,
        )
