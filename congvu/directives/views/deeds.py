"""The one shape of every page that does something to a directive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congvu.directives.models import Directive, Proposal
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest
from congvu.ui.deeds import METHODS, posted, show_refusal

__all__ = ["METHODS", "Words", "answer", "at_card", "posted", "show_refusal"]


@dataclass(frozen=True)
class Words:
    """What the page of a deed says."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False


def at_card(directive_id: UUID, proposal: Proposal | None = None) -> str:
    """The directive's page, at the card of this proposal."""
    here = reverse("directives:directive", args=[directive_id])
    if proposal is None:
        return here
    return f"{here}?de-xuat={proposal.pk}#the-{proposal.pk}"


def answer(
    request: SeatRequest,
    form: forms.Form,
    words: Words,
    act: Callable[[], Any],
    *,
    directive: Directive,
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
    context = {
        "form": form,
        "words": words,
        "back": back,
        "directive": directive,
        **(more or {}),
    }
    status = 422 if form.errors else 200
    return render(request, "directives/form.html", context, status=status)
