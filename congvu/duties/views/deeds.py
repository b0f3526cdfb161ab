"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.duties.access import reads_duties
from congvu.duties.models import Share
from congvu.duties.queries import DutyTab
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, SeatRequest
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, posted, show_refusal

__all__ = ["METHODS", "Words", "answer", "duty_url", "need_desk", "posted", "tabs"]


@dataclass(frozen=True)
class Words:
    """What the page of a deed says."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False


def need_desk(seat: Seat) -> None:
    """An administrator's seat runs the office and has no duties."""
    if not reads_duties(seat):
        raise Http404


_TABS = {
    DutyTab.OWN: gettext_noop("Được giao"),
    DutyTab.GIVEN: gettext_noop("Giao đi, theo dõi"),
    DutyTab.SUPPORTED: gettext_noop("Phối hợp"),
}


def tabs(active: str) -> list[ui.Tab]:
    """Three sides of duties, how they stand, what stands in their way.

    A list that a number of the scorecard opened belongs to the scorecard.
    """
    here = reverse("duties:list")
    return [
        *(
            ui.Tab(_(label), f"{here}?muc={key}", active=key == active)
            for key, label in _TABS.items()
        ),
        *(
            ui.Tab(label, reverse(f"duties:{name}"), active=active in (name, key))
            for name, key, label in (
                ("scorecard", DutyTab.COUNTED, _("Bảng điểm")),
                ("difficulties", None, _("Vướng mắc")),
            )
        ),
    ]


def duty_url(share: Share) -> str:
    return reverse("duties:duty", args=[share.duty_id])


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
    return render(request, "duties/form.html", context, status=status)
