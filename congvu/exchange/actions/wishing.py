"""A sender outside wants back, updated or replaced what came from it earlier.

What nobody has registered goes from the door at once (15); what stands in the register
waits for the clerk, as inside the installation.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from congvu.documents.actions import take_from_doors, tell_lines
from congvu.documents.models import IntakeItem
from congvu.exchange.actions.queueing import queue_status
from congvu.exchange.models import Arrival, SenderRequest
from congvu.exchange.queries import earlier_arrivals
from congvu.exchange.rules import WANTED_NAMES, ArrivalState, StatusCode, Wanted
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role

NO_REASON = "–"


def wish_from_outside(
    *, arrival: Arrival, about: str, wanted: Wanted, reason: str, at: datetime
) -> tuple[ArrivalState, str]:
    """Inside the transaction that settles it; what became of it, in words."""
    held = earlier_arrivals(arrival, about).exclude(item=None)
    first = held.select_related("item__entry__document").first()
    if first is None or first.item is None:
        words = _("Chưa nhận văn bản có mã “%(id)s” của nơi gửi này.")
        return ArrivalState.REFUSED, words % {"id": about}
    if first.withdrawn_at is not None:
        return ArrivalState.TAKEN, ""
    items = IntakeItem.objects.filter(pk=first.item.pk)
    if take_from_doors(items=items):
        first.withdrawn_at = at
        words = _("Chưa vào sổ nên lấy lại ngay.")
        queue_status(arrival=first, code=StatusCode.AGREED, text=words, at=at)
        return ArrivalState.TAKEN, ""
    if first.item.entry is None:
        words = _("Văn bản này không còn ở đây: văn thư đã trả lại hoặc bỏ.")
        return ArrivalState.REFUSED, words
    _leave_to_clerk(first, wanted, _why(arrival, wanted, reason), at)
    return ArrivalState.WAITS, _("Văn bản đã vào sổ: văn thư quyết định.")


def _why(arrival: Arrival, wanted: Wanted, reason: str) -> str:
    """What the clerk decides by: of a later paper first which one it is."""
    later = "" if wanted == Wanted.RECALL else arrival.symbol
    return ": ".join(filter(None, (later, reason))) or arrival.symbol or NO_REASON


def _leave_to_clerk(came: Arrival, wanted: Wanted, reason: str, at: datetime) -> None:
    """13 and the recall message say the same wish: it is asked once."""
    if came.requests.filter(wanted=wanted, answered_at=None).exists():
        return
    entry = came.item.entry if came.item else None
    assert entry is not None  # noqa: S101 - looked at by the caller
    SenderRequest.objects.create(
        arrival=came,
        wanted=wanted,
        reason=reason[:1000],
        asked_at=at,
        asked_by=came.sender_name or came.sender,
    )
    tell_lines(
        "documents.sender-asked",
        entries=[entry],
        actor=came.sender_name,
        at=at,
        detail={"wanted": _(WANTED_NAMES[wanted]), "text": reason},
    )
    clerks = posts_of_role(Role.RECORDS_CLERK, [entry.agency_id], local_date(at))
    notify(
        "exchange.asked",
        to=clerks.get(entry.agency_id, set()),
        target_id=entry.pk,
        at=at,
        actor=came.sender_name[:80],
        detail={"wanted": wanted.value},
    )
