"""The estimate of a year: what needs come to, as a page, a file, a draft."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.investment import actions
from congvu.investment.access import get_version_for, need_asker, runs, seen_needs
from congvu.investment.forms import SignerForm
from congvu.investment.queries.estimates import parts_offered
from congvu.investment.queries.years import FIRST, LAST, year_sums
from congvu.investment.views.deeds import (
    ASK,
    METHODS,
    RUN,
    Words,
    answer,
    posted,
    tabs,
)
from congvu.investment.views.estimates import form_asked, sums_table
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import signers
from congvu.ui.deeds import as_download

_SHOWN = 200


def _year_asked(request: SeatRequest) -> int:
    """The next one, where none is asked: estimates are made the summer before."""
    text = request.GET.get("nam", "")
    if not text:
        return timezone.localdate().year + 1
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if not FIRST <= year <= LAST:
        raise Http404
    return year


@require_safe
@with_seat(ASK)
def year(request: SeatRequest) -> HttpResponse:
    seat, asked = request.seat, _year_asked(request)
    found = year_sums(seen_needs(seat), asked)
    head, rows = actions.need_table(found, seat)
    shown = list(zip(found.needs, rows, strict=False))[:_SHOWN]
    context = {
        "year": asked,
        "head": head,
        "rows": [(one, list(zip(head, row, strict=True))) for one, row in shown],
        "more": max(len(found.needs) - _SHOWN, 0),
        "whole": list(zip(head, rows[-1], strict=True)),
        "rough": sorted(found.rough.items()),
        "sums": sums_table(found.sums, parts_offered(timezone.localdate()))
        if found.sums
        else None,
        "of_all": runs(seat),
        "may_compose": seat.can(Permission.DRAFT) and bool(found.needs),
        "earlier": asked - 1 if asked > FIRST else None,
        "later": asked + 1 if asked < LAST else None,
        "tab_items": tabs(seat, "year"),
    }
    return render(request, "investment/year.html", context)


@require_safe
@with_seat(ASK)
def as_file(request: SeatRequest) -> HttpResponse:
    made = actions.export_year(
        year=_year_asked(request),
        form=form_asked(request),
        by=request.seat,
        at=timezone.now(),
    )
    return as_download(made)


@require_http_methods(METHODS)
@with_seat(ASK)
def compose(request: SeatRequest) -> HttpResponse:
    seat, asked = need_asker(request.seat), _year_asked(request)
    form = SignerForm(
        posted(request), signers=signers(seat.agency_id, timezone.localdate())
    )
    words = Words(
        _("Soạn dự toán năm %(year)s") % {"year": asked},
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_year(
            year=asked, **form.chosen(), by=seat, at=timezone.now()
        ),
        back=f"{reverse('investment:year')}?nam={asked}",
        to=lambda made: reverse("outgoing:draft", args=[made.pk]),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def compose_plan(request: SeatRequest, balance_version_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_version_for(seat, balance_version_id)
    form = SignerForm(
        posted(request), signers=signers(seat.agency_id, timezone.localdate())
    )
    words = Words(
        _("Soạn kế hoạch bố trí kinh phí"),
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký."),
        found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_balance(
            version_id=found.pk, **form.chosen(), by=seat, at=timezone.now()
        ),
        back=reverse("investment:version", args=[found.pk]),
        to=lambda made: reverse("outgoing:draft", args=[made.pk]),
    )
