"""What a receiver outside tells of a paper of ours, at the row of that receiver.

The history is in the order in which we heard; the teller's own clock stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.exchange.actions.telling import add_status, tell_sender
from congvu.exchange.models import Arrival, Dispatch, DispatchStatus, SenderRequest
from congvu.exchange.queries import dispatches_told_of
from congvu.exchange.rules import (
    ANSWERS,
    WISH_ANSWERS,
    ArrivalState,
    StatusCode,
    Transfer,
    Wanted,
    answers_wish,
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
    told = list(sent.statuses.order_by("at", "id"))
    if code in WISH_ANSWERS:
        asked = _wish_answered(sent, arrival, text, told)
        is_newest = asked is not None
        if asked is not None:
            _answer(sent, asked, code, text, at)
    else:
        is_newest = code not in ANSWERS or is_news(code, {one.code for one in told})
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


def _wish_answered(
    sent: Dispatch, arrival: Arrival, text: str, told: Sequence[DispatchStatus]
) -> SenderRequest | None:
    """The open wish that 15 or 16 is about: the one whose paper it names, else the
    oldest. Told again, or before the wish, it answers none."""
    told_at = arrival.told_at
    said = (arrival.code, text[:1000], told_at)
    if told_at and said in {(one.code, one.text, one.told_at) for one in told}:
        return None
    heard = [(one.at, one.told_at) for one in told if one.told_at is not None]
    wishes = SenderRequest.objects.select_for_update(of=("self",)).filter(
        dispatch=sent, answered_at=None
    )
    fitting = [
        one
        for one in wishes.select_related("packet").order_by("asked_at")
        if answers_wish(asked_at=one.asked_at, told_at=told_at, heard=heard)
    ]
    named = [one for one in fitting if one.went_as == arrival.document_id]
    return next(iter(named or fitting), None)


def _answer(
    sent: Dispatch, wish: SenderRequest, code: StatusCode, text: str, at: datetime
) -> None:
    wish.answered_at, wish.answered_by = at, sent.recipient.name[:80]
    wish.agreed, wish.answer = code == StatusCode.AGREED, text[:1000]
    wish.save()
    if wish.agreed and wish.wanted == Wanted.RECALL:
        sent.state = Transfer.WITHDRAWN
    tell_sender("exchange.answered", sent, at=at)


@transaction.atomic
def hear_letter(
    *, packet_id: UUID, address: str, arrived: bool, words: str, at: datetime
) -> int:
    """What our mail servers, or an answer, tell of a paper that went by letter: it lies
    in the receiver's mailbox, or cannot be brought there. How many rows it was news to.

    No audit entry, as with every status that is told: the history is its own.
    """
    code = StatusCode.ARRIVED if arrived else StatusCode.REFUSED
    rows = Dispatch.objects.select_for_update(of=("self",)).filter(
        packet=packet_id, address=address
    )
    told = 0
    for sent in rows.select_related("recipient", "entry"):
        known = set(sent.statuses.values_list("code", flat=True))
        if sent.state == Transfer.WITHDRAWN or not is_news(code, known):
            continue
        text = "" if arrived else words
        add_status(sent, code, text, told_by=sent.recipient.name, at=at)
        if not arrived:
            tell_sender("exchange.refused", sent, at=at)
        told += 1
    return told
