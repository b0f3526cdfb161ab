"""What a receiver outside tells of a paper of ours, at the row of that receiver.

The history is in the order in which we heard; the teller's own clock stands beside it.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from congvu.exchange.actions.telling import add_status, tell_sender
from congvu.exchange.models import Arrival, Dispatch, SenderRequest
from congvu.exchange.queries import dispatches_told_of
from congvu.exchange.rules import (
    ANSWERS,
    ArrivalState,
    StatusCode,
    Transfer,
    Wanted,
    is_news,
)


def hear_status(
    *, arrival: Arrival, text: str, at: datetime
) -> tuple[ArrivalState, str]:
    """Inside the transaction that settles it; what became of it, in words."""
    was_sent, meant = dispatches_told_of(arrival)
    if not was_sent:
        words = _("Cơ quan ở đây chưa gửi văn bản có mã “%(id)s”.")
        return ArrivalState.REFUSED, words % {"id": arrival.document_id}
    if not meant:
        words = _("“%(code)s” không phải nơi nhận của văn bản này.")
        return ArrivalState.REFUSED, words % {"code": arrival.sender}
    for found in meant:
        _hear(found, arrival, text, at)
    arrival.agency_id = arrival.agency_id or meant[0].entry.agency_id
    return ArrivalState.TAKEN, ""


def _hear(found: Dispatch, arrival: Arrival, text: str, at: datetime) -> None:
    sent = (
        Dispatch.objects.select_for_update(of=("self",))
        .select_related("recipient", "entry")
        .get(pk=found.pk)
    )
    code = StatusCode(arrival.code)
    told = set(sent.statuses.values_list("code", flat=True))
    if code in (StatusCode.AGREED, StatusCode.DECLINED):
        is_newest = _answer(sent, code, text, at)
    else:
        is_newest = code not in ANSWERS or is_news(code, told)
    add_status(
        sent,
        code,
        text,
        told_by=sent.recipient.name,
        at=arrival.received_at,
        told_at=arrival.told_at,
        is_newest=is_newest,
    )
    if code == StatusCode.REFUSED and is_newest:
        tell_sender("exchange.refused", sent, at=at)


def _answer(sent: Dispatch, code: StatusCode, text: str, at: datetime) -> bool:
    """15 and 16 answer the oldest wish that is open; unasked they change nothing."""
    request = (
        SenderRequest.objects.select_for_update()
        .filter(dispatch=sent, answered_at=None)
        .order_by("asked_at")
        .first()
    )
    if request is None:
        return False
    request.answered_at, request.answered_by = at, sent.recipient.name[:80]
    request.agreed, request.answer = code == StatusCode.AGREED, text[:1000]
    request.save()
    if request.agreed and request.wanted == Wanted.RECALL:
        sent.state = Transfer.WITHDRAWN
    tell_sender("exchange.answered", sent, at=at)
    return True
