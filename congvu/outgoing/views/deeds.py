"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from congvu.documents.actions import Printed
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


def as_download(made: Printed) -> HttpResponse:
    answer: HttpResponseBase = FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
    return cast(HttpResponse, answer)  # a page like any other
