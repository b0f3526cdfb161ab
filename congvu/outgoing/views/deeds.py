"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from congvu.documents.actions import Printed
from congvu.files.models import StoredFile
from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest

METHODS = ["GET", "HEAD", "POST"]


def posted(request: SeatRequest) -> QueryDict | None:
    """What was sent, even when it was nothing at all."""
    return request.POST if request.method == "POST" else None


def done(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the one action gave, or None with every reason on the form."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as why:
        for reason in why.reasons:
            known = reason.field is not None and reason.field in form.fields
            form.add_error(reason.field if known else None, _(reason.message))
        return None


def form_page(
    request: SeatRequest, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, "outgoing/form.html", {"form": form} | context, status=status
    )


def stored_file(file: StoredFile, name: str) -> HttpResponse:
    """A file of the store; always to be kept, never to be run."""
    try:
        stream = open_file(file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    answer: HttpResponseBase = FileResponse(
        stream, as_attachment=True, filename=name, content_type=file.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return cast(HttpResponse, answer)


def as_download(made: Printed) -> HttpResponse:
    answer: HttpResponseBase = FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
    return cast(HttpResponse, answer)  # a page like any other
