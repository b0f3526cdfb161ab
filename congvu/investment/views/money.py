"""Lines of the budget: what is allocated, committed, spent; what is moved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.files.queries import open_file
from congvu.investment import actions, queries
from congvu.investment.access import (
    get_decision_file,
    get_line_for,
    get_line_to_run,
    get_version_for,
    runs,
    seen_lines,
    seen_needs,
)
from congvu.investment.forms import (
    AllotForm,
    AllotYearForm,
    CarryForm,
    TransferForm,
    UseForm,
)
from congvu.investment.models import BudgetEntry, BudgetLine
from congvu.investment.queries import Curves, LinesAsked
from congvu.investment.rules.money import (
    DEED_NAMES,
    Amounts,
    BudgetDeed,
    percent,
    whole_of,
)
from congvu.investment.rules.words import SOURCE_NAMES, MoneySource, NeedState
from congvu.investment.views.deeds import (
    ASK,
    METHODS,
    RUN,
    Sent,
    Words,
    answer,
    pages,
    posted,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui.deeds import as_shown
from congvu.ui.formats.drawings import Drawing, Stop, TrendWords, trend_drawing
from congvu.ui.rules import dotted

MILLION = 1_000_000


def _amounts(one: BudgetLine) -> Amounts:
    return Amounts(one.allocated, one.committed, one.spent)


def _source(code: str) -> str:
    return _(SOURCE_NAMES[MoneySource(code)])


@require_safe
@with_seat(ASK)
def lines(request: SeatRequest) -> HttpResponse:
    """A year's lines, their sums, and how far its money has gone."""
    seat, text = request.seat, request.GET.get("sau", "")
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else seat.on.year
    seen = seen_lines(seat)
    rows, after = queries.lines_page(seen, LinesAsked(year, uuid_or_none(text)))
    names = agency_names_on({one.need.agency_id for one in rows}, seat.on)
    sums = queries.sums_of(seen, year)
    whole = whole_of({one.source: one.amounts for one in sums})
    curves = queries.curves_of(seen_needs(seat), seen, year, seat.on)
    context = {
        "year": year,
        "rows": [
            {
                "one": one,
                "agency": names.get(one.need.agency_id, "–"),
                "source": _source(one.source),
                "amounts": _amounts(one),
                "percent": percent(one.spent, one.allocated),
            }
            for one in rows
        ],
        "sums": [
            (
                _source(one.source),
                one.amounts,
                percent(one.amounts.spent, one.amounts.allocated),
            )
            for one in sums
        ],
        "whole": whole,
        "whole_percent": percent(whole.spent, whole.allocated),
        "curve": [
            (one, percent(one.spent or 0, whole.allocated)) for one in curves.months
        ],
        "years": curves.years if len(curves.years) > 1 else [],
        "drawn": _drawn(year, curves),
        "runs": runs(seat),
        "tab_items": tabs(seat, "lines"),
        "pages": pages(is_later=bool(text), after=after, kept=f"nam={year}&"),
    }
    return render(request, "investment/lines.html", context)


def _drawn(year: int, curves: Curves) -> Drawing | None:
    """Planned by contracts and paid, added up month by month."""
    if not curves.months:
        return None
    stops = [
        Stop(
            label=f"{one.month}/{year}",
            shown=_("%(n)s triệu") % {"n": dotted((one.spent or 0) // MILLION)},
            measured=None if one.spent is None else one.spent / MILLION,
            target=one.planned / MILLION,
            is_nothing=one.spent is None,
        )
        for one in curves.months
    ]
    words = TrendWords(
        measured=_("đã giải ngân"),
        reported="",
        target=_("theo hợp đồng"),
        unknown=_("chưa tới"),
        nothing=_("chưa tới"),
    )
    return trend_drawing(
        stops,
        key=f"giai-ngan-{year}",
        title=_("Giải ngân năm %(year)s, cộng dồn, triệu đồng") % {"year": year},
        about=_("Số phải trả theo hợp đồng và số đã giải ngân đến hết mỗi tháng."),
        words=words,
    )


@require_safe
@with_seat(ASK)
def line(request: SeatRequest, budget_line_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_line_for(seat, budget_line_id)
    names = agency_names_on([found.need.agency_id], seat.on)
    context = {
        "found": found,
        "agency": names.get(found.need.agency_id, "–"),
        "source": _source(found.source),
        "amounts": _amounts(found),
        "percent": percent(found.spent, found.allocated),
        "entries": [_entry(one) for one in queries.entries_of(found)],
        "runs": runs(seat),
    }
    return render(request, "investment/line.html", context)


def _entry(one: BudgetEntry) -> dict[str, Any]:
    return {"one": one, "deed": _(DEED_NAMES[BudgetDeed(one.deed)])}


def _url(found: BudgetLine) -> str:
    return reverse("investment:line", args=[found.pk])


def _funded(seat: Seat) -> list[tuple[UUID, str]]:
    rows = seen_needs(seat).filter(state__in=[NeedState.FULL, NeedState.PART])
    return queries.afters_offered(rows)


@require_http_methods(METHODS)
@with_seat(RUN)
def allot_year(request: SeatRequest, balance_version_id: UUID) -> HttpResponse:
    seat = request.seat
    version = get_version_for(seat, balance_version_id)
    form = AllotYearForm(posted(request), request.FILES or None)
    words = Words(
        _("Giao dự toán năm theo phương án"), _("Giao"), _("Đã giao."), version.name
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.allot_year(
            version_id=version.pk,
            year=form.cleaned_data["year"] or 0,
            decision=form.decision(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("investment:lines"),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def allot(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = AllotForm(posted(request), request.FILES or None, needs=_funded(seat))
    words = Words(_("Giao, điều chỉnh dự toán"), _("Ghi"), _("Đã ghi."))
    names = ("source", "year", "money")
    return answer(
        request,
        form,
        words,
        lambda: actions.allot_line(
            need_id=form.need_given(),
            **{name: form.cleaned_data[name] for name in names},
            decision=form.decision(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("investment:lines"),
        to=_url,
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def use(request: SeatRequest, budget_line_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_line_to_run(seat, budget_line_id)
    form = UseForm(posted(request))
    words = Words(_("Ghi cam kết, giải ngân"), _("Ghi"), _("Đã ghi."), found.need.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.use_money(
            line_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def transfer(request: SeatRequest, budget_line_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_line_to_run(seat, budget_line_id)
    offered = [one for one in _funded(seat) if one[0] != found.need_id]
    form = TransferForm(posted(request), request.FILES or None, needs=offered)
    words = Words(
        _("Điều chuyển sang nhu cầu khác"), _("Ghi"), _("Đã ghi."), found.need.title
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.transfer(
            line_id=found.pk,
            to_need_id=form.need_given(),
            money=form.cleaned_data["money"],
            decision=form.decision(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def carry(request: SeatRequest, budget_line_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_line_to_run(seat, budget_line_id)
    form = CarryForm(posted(request), request.FILES or None)
    lead = _("%(need)s, từ năm %(year)s sang năm sau")
    words = Words(
        _("Chuyển nguồn sang năm sau"),
        _("Ghi"),
        _("Đã ghi."),
        lead % {"need": found.need.title, "year": found.year},
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.carry_over(
            line_id=found.pk,
            free=form.cleaned_data["free"],
            promised=form.cleaned_data["promised"],
            decision=form.decision(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_safe
@with_seat(ASK)
def decision_file(request: SeatRequest, budget_decision_id: UUID) -> HttpResponse:
    """The file as it was given; nothing in it runs here."""
    file, name = get_decision_file(request.seat, budget_decision_id)
    return as_shown(Sent(open_file(file), name), inline=False)
