"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial, wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.inventory.access import (
    keeps,
    names_keepers,
    need_keeper,
    need_namer,
    need_wiping_reader,
    sees_wipings,
)
from congvu.inventory.queries import closed_records
from congvu.inventory.rules import MachineState, PaperState
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press

__all__ = [
    "METHODS",
    "PAPER_TONES",
    "TONES",
    "Words",
    "answer",
    "as_keeper",
    "as_namer",
    "as_wiping_reader",
    "posted",
    "press",
    "tabs",
    "wiping_offered",
]

P = ParamSpec("P")
_View = Callable[Concatenate[SeatRequest, P], HttpResponse]

TONES = {
    MachineState.IN_USE: "done",
    MachineState.STOCK: "",
    MachineState.REPAIR: "look",
    MachineState.DISPOSED: "",
}
PAPER_TONES = {
    PaperState.WAITING: "look",
    PaperState.DONE: "done",
    PaperState.REFUSED: "late",
    PaperState.WITHDRAWN: "",
}


def _gate(
    view: _View[P], need: Callable[[Seat], Seat]
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    @wraps(view)
    def guarded(
        request: SeatRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        need(request.seat)
        return view(request, *args, **kwargs)

    return with_seat()(guarded)


def as_keeper(
    view: _View[P],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for who keeps machines, by role or by name; to others not found."""
    return _gate(view, need_keeper)


def as_namer(
    view: _View[P],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for who says which posts keep all, and how long machines last."""
    return _gate(view, need_namer)


def as_wiping_reader(
    view: _View[P],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for who keeps machines or signs about what became of their data."""
    return _gate(view, need_wiping_reader)


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    """What one works with; for who keeps machines also all of them, and their ways."""
    shown = [("mine", _("Máy của tôi"))]
    if keeps(seat):
        shown += [
            ("list", _("Các máy")),
            ("units", _("Theo đơn vị")),
            ("papers", _("Biên bản")),
            ("wipings", _("Xử lý vật mang")),
            ("values", _("Hao mòn")),
            ("likenesses", _("Nghi trùng")),
            ("upload", _("Nạp kiểm kê")),
            ("enrolments", _("Mã ghi danh")),
        ]
    elif sees_wipings(seat):
        shown.append(("wipings", _("Xử lý vật mang")))
    if names_keepers(seat):
        shown.append(("keepers", _("Giữ máy toàn tỉnh")))
    return [
        ui.Tab(label, reverse(f"inventory:{name}"), active=name == active)
        for name, label in shown
    ]


def wiping_offered(agencies: Collection[UUID]) -> list[tuple[UUID, str]]:
    """Closed records for a form: what of, by which minutes."""
    return [
        (one.pk, f"{one.name} · {one.minutes.symbol}" if one.minutes else one.name)
        for one in closed_records(agencies)
    ]


answer = partial(deeds.answer, template="inventory/form.html")
