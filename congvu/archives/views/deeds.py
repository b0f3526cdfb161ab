"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from congvu.documents.actions import Printed
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Words:
    """What the page of a deed says."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False


def posted(request: SeatRequest) -> QueryDict | None:
    """What was sent, even when it was nothing at all."""
    return request.POST if request.method == "POST" else None


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


def show_refusal(form: forms.Form, why: Refused) -> None:
    """Every reason on its own field, the rest above the form; nothing typed is lost."""
    for reason in why.reasons:
        known = reason.field is not None and reason.field in form.fields
        form.add_error(reason.field if known else None, _(reason.message))


def as_download(made: Printed) -> HttpResponse:
    answer: HttpResponseBase = FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
    return cast(HttpResponse, answer)  # a page like any other
