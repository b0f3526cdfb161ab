"""Các sổ văn bản đi: closed by the clerk, opened again by a leader, printed by year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.forms import CloseBookForm, ReopenBookForm
from congvu.outgoing.views.deeds import METHODS, done, form_page, posted


@require_safe
@with_seat(Permission.READ_REGISTER)
def books(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    context = {
        "books": queries.books_of(seat.agency_id),
        "may_close": seat.can(Permission.CLOSE_REGISTER),
        "may_reopen": seat.can(Permission.REOPEN_REGISTER),
        "this_year": timezone.localdate().year,
    }
    return render(request, "outgoing/books.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.CLOSE_REGISTER)
def close(request: SeatRequest, year: int) -> HttpResponse:
    form = CloseBookForm(posted(request))
    if done(
        form,
        lambda: actions.close_book(year=year, by=request.seat, at=timezone.now()),
    ):
        told = _("Đã khóa sổ văn bản đi năm %(year)s. Sổ vẫn xem và in được.")
        messages.success(request, told % {"year": year})
        return redirect("outgoing:books")
    context = {
        "title": _("Khóa sổ văn bản đi năm %(year)s") % {"year": year},
        "button": _("Khóa sổ"),
        "is_danger": True,
        "failed": _("Chưa khóa sổ"),
        "undone": _("Sổ vẫn mở như trước."),
        "back": reverse("outgoing:books"),
    }
    return form_page(request, form, context)


@require_http_methods(METHODS)
@with_seat(Permission.REOPEN_REGISTER)
def reopen(request: SeatRequest, year: int) -> HttpResponse:
    form = ReopenBookForm(posted(request))
    if done(
        form,
        lambda: actions.reopen_book(
            year=year,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    ):
        told = _("Đã mở lại sổ văn bản đi năm %(year)s, ghi cùng lý do.")
        messages.success(request, told % {"year": year})
        return redirect("outgoing:books")
    context = {
        "title": _("Mở lại sổ văn bản đi năm %(year)s") % {"year": year},
        "button": _("Mở lại sổ"),
        "is_danger": True,
        "failed": _("Chưa mở lại sổ"),
        "undone": _("Sổ vẫn khóa như trước."),
        "back": reverse("outgoing:books"),
    }
    return form_page(request, form, context)
