"""The books of each year: which there are, closed by the clerk, opened by a leader."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.documents import actions, queries
from congvu.documents.forms import CloseRegisterForm, ReopenRegisterForm
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import show_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@with_seat(Permission.READ_REGISTER)
def register_books(request: SeatRequest) -> HttpResponse:
    """Every year's book of the agency; the clerk closes one here."""
    form = CloseRegisterForm(request.POST or None)
    if request.method == "POST":
        if not request.seat.can(Permission.CLOSE_REGISTER):
            raise Http404
        if form.is_valid() and _closed(request, form):
            return redirect("documents:books")
    return _page(request, form, _("Chưa khóa sổ"), _("Sổ vẫn mở như trước."))


@require_POST
@with_seat(Permission.REOPEN_REGISTER)
def register_reopen(request: SeatRequest) -> HttpResponse:
    """A closed book is opened again, with the reason."""
    form = ReopenRegisterForm(request.POST)
    if form.is_valid() and _reopened(request, form):
        return redirect("documents:books")
    return _page(request, form, _("Chưa mở lại sổ"), _("Sổ vẫn khóa như trước."))


def _page(
    request: SeatRequest, form: forms.Form, failed: str, undone: str
) -> HttpResponse:
    seat, this_year = request.seat, timezone.localdate().year
    context = {
        "books": queries.registers_of(seat.agency_id),
        "may_close": seat.can(Permission.CLOSE_REGISTER),
        "may_reopen": seat.can(Permission.REOPEN_REGISTER),
        "form": form,
        "sure_label": CloseRegisterForm.base_fields["sure"].label,
        "reason_label": ReopenRegisterForm.base_fields["reason"].label,
        "failed": failed,
        "undone": undone,
        "asked_year": form.data.get("year", "") if form.is_bound else "",
        "this_year": this_year,
    }
    status = 422 if form.is_bound else 200
    return render(request, "documents/print_books.html", context, status=status)


def _closed(request: SeatRequest, form: CloseRegisterForm) -> bool:
    year = form.cleaned_data["year"]
    try:
        actions.close_register(year=year, by=request.seat, at=timezone.now())
    except Refused as why:
        show_refusal(form, why)
        return False
    told = _("Đã khóa sổ văn bản đến năm %(year)s. Sổ vẫn xem và in được.")
    messages.success(request, told % {"year": year})
    return True


def _reopened(request: SeatRequest, form: ReopenRegisterForm) -> bool:
    year = form.cleaned_data["year"]
    try:
        actions.reopen_register(
            year=year,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        show_refusal(form, why)
        return False
    told = _("Đã mở lại sổ văn bản đến năm %(year)s, ghi cùng lý do.")
    messages.success(request, told % {"year": year})
    return True
