"""The registers on paper, as PDF and as a table."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.documents import actions, queries
from congvu.documents.forms import PeriodForm
from congvu.documents.views.register import Place, filter_form
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import units_on
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download

_BOOKS = {"den": "incoming", "theo-doi": "tracking", "chuyen-giao": "handover"}


def _book(form: PeriodForm) -> queries.Book | None:
    """What the form asks for; None with the reasons on the form."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        unit = UUID(data["don_vi"]) if data["don_vi"] else None
        return queries.book(_BOOKS[data["so"]], data["tu"], data["den"], unit)
    except Refused as why:
        for reason in why.reasons:
            form.add_error("den", _(reason.message))
        return None


def _query(form: PeriodForm) -> str:
    """The same book again, in an address."""
    data = form.cleaned_data
    days = {name: data[name].strftime("%d/%m/%Y") for name in ("tu", "den")}
    unit = {"don_vi": data["don_vi"]} if data["don_vi"] else {}
    return urlencode({"so": data["so"]} | days | unit)


def _period_form(request: SeatRequest, *, asked: bool) -> PeriodForm:
    units = units_on(request.seat.agency_id, timezone.localdate())
    return PeriodForm(
        request.GET if asked else None,
        initial=_first_period(),
        units=[(str(u.id), u.name) for u in units],
    )


def _first_period() -> dict[str, Any]:
    """The year so far."""
    today = timezone.localdate()
    return {"so": "den", "tu": today.replace(month=1, day=1), "den": today}


# -- /van-ban/den/in-so


@require_safe
@with_seat(Permission.READ_REGISTER)
def register_print(request: SeatRequest) -> HttpResponse:
    """Choose a period; then the register of it, ready for the printer."""
    asked, seat, at = "tu" in request.GET, request.seat, timezone.now()
    form = _period_form(request, asked=asked)
    book = _book(form) if asked else None
    context: dict[str, Any] = {"form": form, "book": book}
    if book is not None:
        actions.record_print(
            book=book.key, first=book.first, last=book.last, form="page", by=seat, at=at
        )
        keys = [c.key for c in book.columns]
        context["cover"] = book.cover(seat.agency_id, timezone.localdate(at))
        context["lines"] = [
            [line.get(key, "") for key in keys] for line in book.lines(seat.agency_id)
        ]
        context["query"] = _query(form)
        context["printed_by"] = actions.printed_by(seat, at)
    status = 422 if form.errors else 200
    return render(request, "documents/print_register.html", context, status=status)


@require_safe
@with_seat(Permission.READ_REGISTER)
def register_pdf(request: SeatRequest) -> HttpResponse:
    return _printed(request, "pdf")


@require_safe
@with_seat(Permission.READ_REGISTER)
def register_xlsx(request: SeatRequest) -> HttpResponse:
    return _printed(request, "xlsx")


def _printed(request: SeatRequest, kind: Literal["pdf", "xlsx"]) -> HttpResponse:
    form = _period_form(request, asked=True)
    book = _book(form)
    if book is None:
        context = {"form": form, "book": None}
        return render(request, "documents/print_register.html", context, status=422)
    try:
        made = actions.print_register(
            book=book, form=kind, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect(f"{reverse('documents:register-print')}?{_query(form)}")
    return as_download(made)


@require_safe
@with_seat()
def register_export(request: SeatRequest) -> HttpResponse:
    """The list as it is shown, all of its pages, with the rights of the list."""
    return _exported(request, "xlsx")


@require_safe
@with_seat()
def register_csv(request: SeatRequest) -> HttpResponse:
    return _exported(request, "csv")


def _exported(request: SeatRequest, form: Literal["xlsx", "csv"]) -> HttpResponse:
    at = Place.of(request, filter_form(request))
    made = actions.export_list(
        tab=at.tab,
        find=at.find,
        filters=at.filters,
        by=request.seat,
        at=timezone.now(),
        form=form,
    )
    return as_download(made)
