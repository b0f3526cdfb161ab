"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from congvu.files.models import StoredFile
from congvu.files.queries import open_file
from congvu.organisations.access import SeatRequest
from congvu.ui.deeds import METHODS, as_download, done, posted

__all__ = ["METHODS", "as_download", "done", "form_page", "posted", "stored_file"]


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
    return cast(HttpResponse, answer)
