"""The one shape of every page that does something to a directive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from congvu.directives.models import Directive, Proposal
from congvu.organisations.access import SeatRequest
from congvu.ui import deeds
from congvu.ui.deeds import METHODS, Words, posted, show_refusal

__all__ = ["METHODS", "Words", "answer", "at_card", "posted", "show_refusal"]


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
    return deeds.answer(
        request,
        form,
        words,
        act,
        template="directives/form.html",
        back=back,
        to=to,
        more={"directive": directive, **(more or {})},
    )
