"""What a receiver does with a paper comes back to its sender by itself.

The sender learns the state and, where the paper is refused, why; who inside the
receiving agency did it stays there.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from congvu.audit.rules import SYSTEM
from congvu.documents.rules import EntryState, IntakeState, Step
from congvu.exchange.actions.queueing import queue_status
from congvu.exchange.models import Arrival, Dispatch, DispatchStatus
from congvu.exchange.queries import clerks_for
from congvu.exchange.rules import ArrivalState, StatusCode, Transfer, is_news
from congvu.files import actions as files
from congvu.lib.dates import local_date
from congvu.notices.actions import notify

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
    if code is None:
        return
    if entry.channel == "internal":
        _tell(Dispatch.objects.filter(item__entry=entry.pk).first(), code, step)
    elif entry.channel == "exchange":
        _tell_outside(Arrival.objects.filter(item__entry=entry.pk), code, step)


def forget_secret(step: Step) -> None:
    """A paper that came was a secret and is destroyed: the packet goes with it, and its
    sender hears that such papers do not go this way."""
    for came in _came_as(step):
        came.subject = came.symbol = ""
        came.state, came.reason = ArrivalState.REFUSED, step.words
        came.save(update_fields=["subject", "symbol", "state", "reason"])
        # Another agency may have judged otherwise, or not yet.
        same = Arrival.objects.filter(file=came.file_id, item__isnull=False)
        if not same.exclude(item__state=IntakeState.REFUSED).exists():
            _destroy_packet(came, step)
        queue_status(arrival=came, code=StatusCode.REFUSED, text=step.words, at=step.at)


def forget_packet(step: Step) -> None:
    """A further file of a registered paper was a secret and is destroyed: so are the
    bytes it came in. The paper stays, so its sender hears of no refusal."""
    for came in _came_as(step):
        _destroy_packet(came, step)


def _came_as(step: Step) -> QuerySet[Arrival]:
    rows = Arrival.objects.filter(item=step.on.pk).select_related("file")
    return rows.select_for_update(of=("self",))


def _destroy_packet(came: Arrival, step: Step) -> None:
    if came.file is not None:
        files.destroy(file=came.file, reason=step.words, by=SYSTEM, at=step.at)


def tell_of_door(step: Step) -> None:
    """The clerk did not take it in."""
    sent = Dispatch.objects.filter(item=step.on.pk).first()
    _tell(sent, StatusCode.REFUSED, step)
    _tell_outside(Arrival.objects.filter(item=step.on.pk), StatusCode.REFUSED, step)


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


def _tell_outside(found: QuerySet[Arrival], code: StatusCode, step: Step) -> None:
    """The same to a sender outside: a packet in the queue, over the way it came."""
    came = found.select_for_update(of=("self",)).first()
    if came is None or came.withdrawn_at is not None:
        return
    if not is_news(code, set(came.told.values_list("code", flat=True))):
        return
    words = step.words if code == StatusCode.REFUSED else ""
    queue_status(arrival=came, code=code, text=words, at=step.at)


def add_status(
    sent: Dispatch,
    code: StatusCode,
    words: str,
    *,
    told_by: str,
    at: datetime,
    told_at: datetime | None = None,
    is_newest: bool = True,
) -> None:
    """One more line of the history; its row, which is locked, shows the newest."""
    DispatchStatus.objects.create(
        dispatch=sent,
        code=code,
        text=words[:1000],
        at=at,
        told_at=told_at,
        told_by=told_by,
    )
    if is_newest:
        sent.status = code
    sent.save(update_fields=["status", "state"])


def tell_sender(kind: str, sent: Dispatch, *, at: datetime) -> None:
    """The registry that issued the paper hears of it, or its heir's."""
    notify(
        kind,
        to=clerks_for(sent.entry.agency_id, local_date(at)),
        target_id=sent.entry_id,
        at=at,
        actor=sent.recipient.name,
    )
