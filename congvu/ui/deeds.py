"""What every page that does something is made of: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused

METHODS = ["GET", "HEAD", "POST"]
# What a file of somebody's may do in a browser: nothing.
SANDBOX = "default-src 'none'; sandbox"
# A sandbox would switch off the part with which browsers show a PDF; that part
# styles its frame itself, and a PDF runs nothing of ours.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"


@dataclass(frozen=True)
class Words:
    """What the page of a deed says."""

    title: str
    button: str
    done: str
    lead: str = ""
    danger: bool = False


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it was nothing at all."""
    return request.POST if request.method == "POST" else None


def show_refusal(form: forms.Form, why: Refused) -> None:
    """Every reason on its own field, the rest above the form; nothing typed is lost."""
    for reason in why.reasons:
        known = reason.field is not None and reason.field in form.fields
        form.add_error(reason.field if known else None, _(reason.message))


def done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the one action gave, or None with every reason on the form."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as why:
        show_refusal(form, why)
        return None


def answer(
    request: HttpRequest,
    form: forms.Form,
    words: Words,
    act: Callable[[], Any],
    *,
    template: str,
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
    return render(request, template, context, status=422 if form.errors else 200)


def refused(request: HttpRequest, why: Refused) -> None:
    """A button's deed that was refused: every reason above the next page."""
    for reason in why.reasons:
        messages.error(request, _(reason.message))


def press(
    request: HttpRequest, act: Callable[[], Any], done: str, back: str
) -> HttpResponse:
    """A button's deed: done, or every reason, and back to where it was pressed."""
    try:
        act()
    except Refused as why:
        refused(request, why)
    else:
        messages.success(request, done)
    return redirect(back)


class Download(Protocol):
    """A file as an action hands it out."""

    @property
    def stream(self) -> BinaryIO: ...

    @property
    def name(self) -> str: ...

    @property
    def media_type(self) -> str: ...


def as_download(made: Download) -> HttpResponse:
    answered: HttpResponseBase = FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
    return cast(HttpResponse, answered)  # a page like any other


def as_shown(made: Download, *, inline: bool) -> HttpResponse:
    """The file itself, shown where a browser can and nothing in it can run."""
    answered: HttpResponseBase = FileResponse(
        made.stream,
        as_attachment=not inline,
        filename=made.name,
        content_type=made.media_type,
    )
    is_pdf = made.media_type == "application/pdf"
    answered["X-Content-Type-Options"] = "nosniff"
    answered["Content-Security-Policy"] = PDF_POLICY if inline and is_pdf else SANDBOX
    answered["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answered)  # a page like any other
