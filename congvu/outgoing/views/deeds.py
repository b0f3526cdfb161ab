"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from congvu.organisations.access import SeatRequest
from congvu.ui.deeds import METHODS, as_download, done, posted

__all__ = ["METHODS", "as_download", "done", "form_page", "posted"]


def form_page(
    request: SeatRequest, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, "outgoing/form.html", {"form": form} | context, status=status
    )
