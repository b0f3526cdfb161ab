"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused
from congvu.mailboxes.access import asks, keeps, keeps_all
from congvu.mailboxes.access.letters import sees_deliveries
from congvu.mailboxes.rules import BoxState, RequestState
from congvu.organisations.access import Seat, SeatRequest
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, posted, show_refusal

__all__ = ["METHODS", "Words", "answer", "posted"]

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


@dataclass(frozen=True)
class Words:
    """What the page of a deed says."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False


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


def answer(
    request: SeatRequest,
    form: forms.Form,
    words: Words,
    act: Callable[[], Any],
    *,
    back: str,
    to: Callable[[Any], str] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; on POST do the one action, and show every reason it refuses."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, words.done)
            return redirect(to(made) if to is not None else back)
    context = {"form": form, "words": words, "back": back, **(more or {})}
    status = 422 if form.errors else 200
    return render(request, "mailboxes/form.html", context, status=status)


def did(
    request: SeatRequest, act: Callable[[], Any], said: str, back: str
) -> HttpResponse:
    """A button without a form: done, or why not, and back."""
    try:
        act()
    except Refused as why:
        messages.error(request, "; ".join(_(r.message) for r in why.reasons))
    else:
        messages.success(request, said)
    return redirect(back)
