"""Numbers taken and cancelled, and how a year's numbers are split."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.law.queries import document_types
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import units_on
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import get_line_for
from congvu.outgoing.forms import (
    ReserveForm,
    SequencesForm,
    WhyForm,
    sequences_initial,
)
from congvu.outgoing.rules import DEFAULT_SEQUENCES, SequenceKind
from congvu.outgoing.views.deeds import METHODS, done, form_page, posted


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def reserve(request: SeatRequest) -> HttpResponse:
    """The next number, for a paper that is signed by hand or comes later."""
    seat, on = request.seat, timezone.localdate()
    form = ReserveForm(
        posted(request),
        types=queries.types_to_number(on),
        units=units_on(seat.agency_id, on),
        bodies=queries.bodies_of(seat.agency_id, on.year),
        initial={"urgency": "normal"},
    )
    entry = done(
        form,
        lambda: actions.reserve_number(paper=form.paper(), by=seat, at=timezone.now()),
    )
    if entry is not None:
        said = _("Đã giữ số %(symbol)s.") % {"symbol": entry.symbol}
        messages.success(request, said)
        return redirect("outgoing:line", entry_id=entry.id)
    context = {
        "title": _("Lấy số văn bản đi"),
        "button": _("Lấy số"),
        "failed": _("Chưa lấy số"),
        "undone": _("Chưa có số nào được cấp."),
        "back": reverse("outgoing:book"),
    }
    return form_page(request, form, context)


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def cancel_number(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """A number that no paper will bear; it stays in the book with the reason."""
    entry = get_line_for(request.seat, entry_id)
    form = WhyForm(posted(request))
    if done(
        form,
        lambda: actions.cancel_number(
            entry_id=entry_id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    ):
        said = _("Đã hủy số %(symbol)s; số này không cấp lại.")
        messages.success(request, said % {"symbol": entry.symbol})
        return redirect("outgoing:line", entry_id=entry_id)
    context = {
        "title": _("Hủy số %(symbol)s") % {"symbol": entry.symbol},
        "lead": _("Số đã hủy vẫn nằm trong sổ cùng lý do và không bao giờ cấp lại."),
        "button": _("Hủy số"),
        "is_danger": True,
        "failed": _("Chưa hủy số"),
        "undone": _("Số vẫn đang giữ như trước."),
        "back": reverse("outgoing:line", args=[entry_id]),
    }
    return form_page(request, form, context)


@require_http_methods(METHODS)
@with_seat(Permission.READ_REGISTER)
def sequences(request: SeatRequest) -> HttpResponse:
    """Which sequences the year has; the head of the agency sets them here."""
    seat, on = request.seat, timezone.localdate()
    may_set = seat.can(Permission.SET_SEQUENCES)
    if request.method == "POST" and not may_set:
        raise Http404
    year = int(request.GET.get("nam") == str(on.year + 1)) + on.year
    rules = queries.sequence_rules(seat.agency_id, year)
    names = {t.code: t.name for t in document_types(on)}
    normative = [
        (code, _("%(name)s quy phạm pháp luật") % {"name": names[code]})
        for code in sorted(queries.normative_codes(on))
        if code in names
    ]
    copies = next(r.name for r in rules if r.kind == SequenceKind.COPIES)
    form = SequencesForm(
        posted(request),
        initial=sequences_initial(rules, year),
        on=on,
        normative=normative,
        copies=copies or DEFAULT_SEQUENCES[-1].name,
    )
    if done(
        form,
        lambda: actions.set_sequences(
            year=int(form.cleaned_data["year"]),
            rules=form.rules(),
            by=seat,
            at=timezone.now(),
        ),
    ):
        said = _("Đã đặt các dãy số năm %(year)s.")
        messages.success(request, said % {"year": form.cleaned_data["year"]})
        return redirect("outgoing:sequences")
    rows = queries.sequences_of(seat.agency_id, year)
    context = {
        "form": form,
        "year": year,
        "next_year": on.year + 1,
        "rules": rows or rules,
        "types": [(t.code, t.name) for t in document_types(on)],
        "may_set": may_set,
        "books": queries.books_of(seat.agency_id),
        "failed": _("Chưa đặt dãy số"),
        "undone": _("Các dãy số vẫn như trước."),
    }
    status = 422 if form.errors else 200
    return render(request, "outgoing/sequences.html", context, status=status)
