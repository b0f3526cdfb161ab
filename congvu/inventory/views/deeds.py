"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.inventory.access import keeps
from congvu.inventory.rules import MachineState
from congvu.organisations.access import Seat
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press

__all__ = ["METHODS", "TONES", "Words", "answer", "posted", "press", "tabs"]

TONES = {
    MachineState.IN_USE: "done",
    MachineState.STOCK: "",
    MachineState.REPAIR: "look",
    MachineState.DISPOSED: "",
}


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    """What one works with; for who keeps machines also all of them, and their ways."""
    shown = [("mine", _("Máy của tôi"))]
    if keeps(seat):
        shown += [
            ("list", _("Các máy")),
            ("likenesses", _("Nghi trùng")),
            ("upload", _("Nạp kiểm kê")),
            ("enrolments", _("Mã ghi danh")),
        ]
    return [
        ui.Tab(label, reverse(f"inventory:{name}"), active=name == active)
        for name, label in shown
    ]


answer = partial(deeds.answer, template="inventory/form.html")
