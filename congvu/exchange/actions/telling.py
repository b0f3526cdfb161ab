"""What a receiver does with a paper comes back to its sender by itself.

The sender learns the state and, where the paper is refused, why; who inside the
receiving agency did it stays there.
"""

from __future__ import annotations

from datetime import datetime

from congvu.documents.rules import EntryState, Step
from congvu.exchange.models import Dispatch, DispatchStatus
from congvu.exchange.rules import StatusCode, Transfer, is_news
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role

_CODES = {
    "documents.registered": StatusCode.ACCEPTED,
    "documents.instructed": StatusCode.ASSIGNED,
    "documents.transferred": StatusCode.ASSIGNED,
    "documents.assigned": StatusCode.ASSIGNED,
    "documents.work-begun": StatusCode.IN_PROGRESS,
    "documents.reported": StatusCode.IN_PROGRESS,
}
_ENDED = {
    EntryState.DONE: StatusCode.FINISHED,
    EntryState.RETURNED: StatusCode.REFUSED,
    EntryState.CANCELLED: StatusCode.REFUSED,
}


def tell_of_line(step: Step) -> None:
    """A step on a line of the register, of whatever paper; most came another way."""
    entry = step.on
    code = _ENDED.get(entry.state) or _CODES.get(step.event)
    if entry.channel != "internal" or code is None:
        return
    _tell(Dispatch.objects.filter(item__entry=entry.pk).first(), code, step)


def tell_of_door(step: Step) -> None:
    """The clerk did not take it in."""
    sent = Dispatch.objects.filter(item=step.on.pk).first()
    _tell(sent, StatusCode.REFUSED, step)


def _tell(found: Dispatch | None, code: StatusCode, step: Step) -> None:
    if found is None:
        return
    sent = (
        Dispatch.objects.select_for_update(of=("self",))
        .select_related("recipient", "entry")
        .get(pk=found.pk)
    )
    told = set(sent.statuses.values_list("code", flat=True))
    if sent.state == Transfer.WITHDRAWN or not is_news(code, told):
        return
    words = step.words if code == StatusCode.REFUSED else ""
    add_status(sent, code, words, told_by=sent.recipient.name, at=step.at)
    if code == StatusCode.REFUSED:
        tell_sender("exchange.refused", sent, at=step.at)


def add_status(
    sent: Dispatch, code: StatusCode, words: str, *, told_by: str, at: datetime
) -> None:
    """One more line of the history, the newest at the row; its row is locked."""
    DispatchStatus.objects.create(
        dispatch=sent, code=code, text=words[:1000], at=at, told_by=told_by
    )
    sent.status = code
    sent.save(update_fields=["status", "state"])


def tell_sender(kind: str, sent: Dispatch, *, at: datetime) -> None:
    """The registry that issued the paper hears of it."""
    agency_id = sent.entry.agency_id
    clerks = posts_of_role(Role.RECORDS_CLERK, [agency_id], local_date(at))
    notify(
        kind,
        to=clerks.get(agency_id, set()),
        target_id=sent.entry_id,
        at=at,
        actor=sent.recipient.name,
    )
