"""What every page that does something is made of: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, Protocol, cast

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused

METHODS = ["GET", "HEAD", "POST"]


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


class Download(Protocol):
    """A file as an action hands it out."""

    @property
    def stream(self) -> BinaryIO: ...

    @property
    def name(self) -> str: ...

    @property
    def media_type(self) -> str: ...


def as_download(made: Download) -> HttpResponse:
    answer: HttpResponseBase = FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
    return cast(HttpResponse, answer)  # a page like any other
