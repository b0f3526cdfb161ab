"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.mailboxes.access import asks, keeps, keeps_all
from congvu.mailboxes.access.letters import sees_deliveries
from congvu.mailboxes.rules import BoxState, RequestState
from congvu.organisations.access import Seat
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press

__all__ = ["METHODS", "Words", "answer", "posted", "press"]

TONES = {
    BoxState.OPEN: "done",
    BoxState.GRACE: "look",
    BoxState.PLANNED: "",
    BoxState.CLOSED: "",
}
REQUEST_TONES = {
    RequestState.WAITING: "look",
    RequestState.APPROVED: "done",
    RequestState.REFUSED: "late",
}


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    """One's own box, what is asked, lists; for who keeps boxes also those, and the
    rule.
    """
    shown = [("mine", _("Hộp thư của tôi"))]
    if keeps(seat):
        shown.append(("boxes", _("Các hộp thư")))
    if keeps(seat) or asks(seat):
        shown.append(("requests", _("Đề nghị")))
    shown.append(("lists", _("Danh sách gửi chung")))
    if keeps_all(seat):
        shown.append(("rule", _("Quy tắc địa chỉ")))
    if sees_deliveries(seat):
        shown.append(("deliveries", _("Chuyển thư")))
    return [
        ui.Tab(label, reverse(f"mailboxes:{name}"), active=name == active)
        for name, label in shown
    ]


answer = partial(deeds.answer, template="mailboxes/form.html")
