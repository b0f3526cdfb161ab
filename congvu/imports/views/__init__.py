"""The pages of old registers on their way in."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.imports import actions, queries
from congvu.imports.access import ended_before, get_load_for
from congvu.imports.forms import EnterForm, SendForm, UndoForm
from congvu.imports.models import Load
from congvu.imports.rules import BookKind, LoadState
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import METHODS, show_refusal

ROWS_A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(METHODS)
@with_seat(Permission.LOAD_REGISTERS)
def loads(request: SeatRequest) -> HttpResponse:
    """The loads so far, and the place to send a table."""
    sent = request.method == "POST"
    ended = ended_before(request.seat)
    posted = (request.POST, request.FILES) if sent else ()
    form = SendForm(*posted, ended=ended)
    if sent and form.is_valid():
        try:
            made = _read(request, form.cleaned_data)
        except Refused as why:
            show_refusal(form, why)
        else:
            return redirect("imports:load", made.id)
    context = {"form": form, "loads": queries.loads_of(request.seat.agency_id)[:100]}
    status = 422 if form.errors else 200
    return render(request, "imports/loads.html", context, status=status)


def _read(request: SeatRequest, given: dict[str, Any]) -> Load:
    scans = given["scans"]
    return actions.read_register(
        stream=cast(BinaryIO, given["file"]),
        name=given["file"].name or "",
        by=request.seat,
        at=timezone.now(),
        book=BookKind(given["book"]) if given["book"] else None,
        sent_scans=cast(BinaryIO, scans) if scans else None,
        fonds_id=given.get("fonds"),
    )


@require_safe
@with_seat(Permission.LOAD_REGISTERS)
def load(request: SeatRequest, load_id: UUID) -> HttpResponse:
    """What was found: row by row, what cannot be entered first."""
    return _page(request, get_load_for(request.seat, load_id), EnterForm())


def _page(request: SeatRequest, found: Load, form: forms.Form) -> HttpResponse:
    only = request.GET.get("xem", "wrong" if found.rows_wrong else "")
    asked = request.GET.get("tu", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    count = queries.row_count(found, only)
    context = {
        "load": found,
        "form": form,
        "facts": queries.facts_of(found),
        "issuers": found.told.get("issuers", []),
        "rows": list(
            queries.told_rows(found, only=only, start=start, limit=ROWS_A_PAGE)
        ),
        "only": only,
        "count": count,
        "good": found.rows_total - found.rows_wrong,
        "later": start + ROWS_A_PAGE if start + ROWS_A_PAGE < count else None,
        "earlier": max(0, start - ROWS_A_PAGE) if start else None,
        "busy": found.state in (LoadState.CHECKING, LoadState.LOADING),
        "may_undo": found.state in (LoadState.CHECKED, LoadState.LOADED),
    }
    status = 422 if form.errors else 200
    return render(request, "imports/load.html", context, status=status)


@require_http_methods(METHODS)
@with_seat(Permission.LOAD_REGISTERS)
def enter(request: SeatRequest, load_id: UUID) -> HttpResponse:
    found = get_load_for(request.seat, load_id)
    if request.method != "POST":
        return redirect("imports:load", found.id)
    form = EnterForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_to_load(
                load_id=found.id,
                skips_wrong=form.cleaned_data["skips_wrong"],
                by=request.seat,
                at=timezone.now(),
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, _("Đang nạp; có thể rời trang."))
            return redirect("imports:load", found.id)
    return _page(request, found, form)


@require_http_methods(METHODS)
@with_seat(Permission.LOAD_REGISTERS)
def undo(request: SeatRequest, load_id: UUID) -> HttpResponse:
    """Asked once more; what blocks it is named, all of it."""
    found = get_load_for(request.seat, load_id)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.undo_load(load_id=found.id, by=request.seat, at=timezone.now())
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, _("Đã rút cả lần nạp; sổ như trước khi nạp."))
            return redirect("imports:load", found.id)
    status = 422 if form.errors else 200
    context = {"load": found, "form": form}
    return render(request, "imports/undo.html", context, status=status)


@require_safe
@with_seat(Permission.LOAD_REGISTERS)
def report(request: SeatRequest, load_id: UUID) -> HttpResponse:
    found = get_load_for(request.seat, load_id)
    made = actions.write_report(load=found, by=request.seat, at=timezone.now())
    answer = HttpResponse(made, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="bao-cao-nap-so.xlsx"'
    return answer
