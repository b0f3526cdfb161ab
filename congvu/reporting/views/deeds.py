"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest
from congvu.reporting.access import reads_reports
from congvu.reporting.rules import ShownState
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, posted, show_refusal

__all__ = ["METHODS", "TONES", "Words", "answer", "need_desk", "posted", "tabs"]

TONES = {
    ShownState.LATE: "late",
    ShownState.ACCEPTED: "done",
    ShownState.TO_CORRECT: "look",
}


@dataclass(frozen=True)
class Words:
    """What the page of a deed says; ``about`` are more lines above the form."""

    title: str
    button: str
    done: str
    lead: str = ""
    about: Sequence[str] = ()
    danger: bool = False


def need_desk(seat: Seat) -> None:
    """An administrator's seat runs the office and reports nothing."""
    if not reads_reports(seat):
        raise Http404


OWN, ASKED, FORMS = "phai-nop", "tong-hop", "bieu-mau"
_TABS = {
    OWN: gettext_noop("Phải nộp"),
    ASKED: gettext_noop("Tổng hợp"),
    FORMS: gettext_noop("Biểu mẫu"),
}


def tabs(active: str) -> list[ui.Tab]:
    here = reverse("reporting:list")
    return [
        ui.Tab(_(label), f"{here}?muc={key}", active=key == active)
        for key, label in _TABS.items()
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
    return render(request, "reporting/form_page.html", context, status=status)
