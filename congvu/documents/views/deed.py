"""The one shape of every page that moves a paper on: the form beside the paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.accounts.access import safe_next
from congvu.documents.access import get_entry_for
from congvu.documents.actions import record_view
from congvu.documents.forms import say_missing
from congvu.documents.models import RegisterEntry
from congvu.documents.views.entry import entry_context
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest
from congvu.ui.deeds import show_refusal


@dataclass(frozen=True)
class Words:
    """What a deed's page says."""

    title: str
    button: str
    done: str
    lead: str = ""
    template: str = "documents/deed_plain.html"
    danger: bool = False


def back_url(request: SeatRequest, entry_id: UUID) -> str:
    """Where the reader came from, when it lies in this office; else the entry."""
    wanted = request.POST.get("ve") or request.GET.get("ve") or ""
    inside = safe_next(request, wanted) if wanted else ""
    if inside and inside != "/":
        return inside
    return reverse("documents:entry", args=[entry_id])


def entry_at(request: SeatRequest, entry_id: UUID) -> RegisterEntry:
    """The entry a deed is about; opening its page is a view of the paper."""
    entry = get_entry_for(request.seat, entry_id)
    if request.method != "POST":
        record_view(entry=entry, by=request.seat, at=timezone.now())
    return entry


def answer(
    request: SeatRequest,
    entry: RegisterEntry,
    *,
    form: forms.Form,
    words: Words,
    act: Callable[[], object],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; on POST do the one action, and show every reason it refuses."""
    back = back_url(request, entry.id)
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, words.done)
            return redirect(back)
    elif form.errors:
        say_missing(form)
    context = entry_context(request, entry) | {
        "form": form,
        "words": words,
        "back": back,
        "chips": chips(),
        **(more or {}),
    }
    only_pane = request.method == "GET" and request.headers.get("HX-Request") == "true"
    name = "documents/deed_only.html" if only_pane else "documents/deed.html"
    status = 422 if form.errors else 200
    return render(request, name, context, status=status)


def chips() -> list[tuple[str, date]]:
    """Days a deadline is mostly set to, in working days."""
    today, days = timezone.localdate(), calendar()
    one, three, five = (days.add_working_days(today, n) for n in (1, 3, 5))
    next_day = (
        _("Ngày mai")
        if (one - today).days == 1
        else _("Ngày làm việc tới, %(day)s") % {"day": one.strftime("%d/%m")}
    )
    later = _("%(days)s ngày làm việc · %(day)s")
    return [
        (next_day, one),
        (later % {"days": 3, "day": three.strftime("%d/%m")}, three),
        (later % {"days": 5, "day": five.strftime("%d/%m")}, five),
    ]
