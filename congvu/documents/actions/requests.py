"""What a desk asks of its giver: kept once while open, answered once."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from congvu.documents.models import Assignment, WorkRequest
from congvu.documents.queries import Desk
from congvu.documents.rules import Wish, WishState
from congvu.lib.refusals import Reason
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


def open_request_reasons(assignment: Assignment, kind: Wish) -> list[Reason]:
    """One open request of a kind a part; callers hold the lock of the entry's row."""
    if not WorkRequest.objects.filter(
        assignment=assignment, kind=kind, state=WishState.OPEN
    ).exists():
        return []
    return [Reason(_("Đã có một đề nghị như vậy đang chờ trả lời."))]


def open_request(
    *,
    assignment: Assignment,
    kind: Wish,
    why: str,
    by: Seat,
    at: datetime,
    until: date | None = None,
    to: Desk | None = None,
    in_name_of: str = "",
) -> WorkRequest:
    """``in_name_of``: of another agency only its name is told, and not who in it."""
    return WorkRequest.objects.create(
        entry_id=assignment.entry_id,
        assignment=assignment,
        kind=kind,
        until=until,
        old_due_on=assignment.due_on,
        to_desk_id=to.id if to else None,
        to_desk_name=to.name if to else "",
        reason=nfc(why),
        asked_at=at,
        asked_by=in_name_of[:80] or by.person_name,
        asked_by_post="" if in_name_of else by.acts_as,
        asked_post_id=by.post_id,
        state=WishState.OPEN,
    )


def decide(
    *, asked: WorkRequest, granted: bool, answer: str, by: Seat, at: datetime
) -> None:
    """Answered for good; what follows from it is the caller's."""
    asked.state = WishState.GRANTED if granted else WishState.REFUSED
    asked.decided_at, asked.answer = at, nfc(answer)[:1000]
    asked.decided_by, asked.decided_by_post = by.person_name, by.acts_as
    asked.save()
