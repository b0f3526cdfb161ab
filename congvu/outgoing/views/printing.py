"""The book of outgoing papers on paper, as PDF and as a table (Phụ lục IV)."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.documents.actions import printed_by
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.forms import OutgoingPeriodForm
from congvu.outgoing.views.deeds import as_download


def _form(request: SeatRequest, *, asked: bool) -> OutgoingPeriodForm:
    today = timezone.localdate()
    rules = queries.sequence_rules(request.seat.agency_id, today.year)
    return OutgoingPeriodForm(
        request.GET if asked else None,
        initial={"tu": today.replace(month=1, day=1), "den": today},
        sequences=[rule.name for rule in rules],
    )


def _period(form: OutgoingPeriodForm) -> queries.OutgoingPeriod | None:
    """What the form asks for; None with the reasons on the form."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        return queries.outgoing_period(data["tu"], data["den"], data["day_so"])
    except Refused as why:
        for reason in why.reasons:
            form.add_error("den", _(reason.message))
        return None


def _query(form: OutgoingPeriodForm) -> str:
    data = form.cleaned_data
    days = {name: data[name].strftime("%d/%m/%Y") for name in ("tu", "den")}
    return urlencode(days | ({"day_so": data["day_so"]} if data["day_so"] else {}))


@require_safe
@with_seat(Permission.READ_REGISTER)
def book_print(request: SeatRequest) -> HttpResponse:
    """Choose a period; then the book of it, ready for the printer."""
    asked, seat, at = "tu" in request.GET, request.seat, timezone.now()
    form = _form(request, asked=asked)
    period = _period(form) if asked else None
    context: dict[str, Any] = {"form": form, "book": period}
    if period is not None:
        actions.record_print(
            first=period.first,
            last=period.last,
            form="page",
            agency_id=seat.agency_id,
            by=seat,
            at=at,
        )
        keys = [c.key for c in period.columns]
        context["agency"] = period.agency(seat.agency_id, timezone.localdate(at))
        context["lines"] = [
            [line.get(key, "") for key in keys] for line in period.lines(seat.agency_id)
        ]
        context["query"] = _query(form)
        context["printed_by"] = printed_by(seat, at)
    status = 422 if form.errors else 200
    return render(request, "outgoing/print_book.html", context, status=status)


@require_safe
@with_seat(Permission.READ_REGISTER)
def book_pdf(request: SeatRequest) -> HttpResponse:
    return _printed(request, "pdf")


@require_safe
@with_seat(Permission.READ_REGISTER)
def book_xlsx(request: SeatRequest) -> HttpResponse:
    return _printed(request, "xlsx")


def _printed(request: SeatRequest, kind: Literal["pdf", "xlsx"]) -> HttpResponse:
    form = _form(request, asked=True)
    period = _period(form)
    if period is None:
        context = {"form": form, "book": None}
        return render(request, "outgoing/print_book.html", context, status=422)
    try:
        made = actions.print_register(
            book=period, form=kind, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect(f"{reverse('outgoing:book-print')}?{_query(form)}")
    return as_download(made)
