"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest
from congvu.ui.deeds import METHODS, as_download, posted, show_refusal

__all__ = ["METHODS", "Words", "answer", "as_download", "posted", "show_refusal"]


@dataclass(frozen=True)
class Words:
    """What the page of a deed says."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False


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
    return render(request, "archives/form.html", context, status=status)
