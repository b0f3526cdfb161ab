"""Tỷ lệ văn bản điện tử: the figure the directive asks for, and what is behind it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.exchange import actions, queries
from congvu.exchange.access import share_scope
from congvu.exchange.forms import ShareForm
from congvu.exchange.rules import GOAL, PART_NAMES, STANDING_NAMES, Part, Share
from congvu.exchange.views.sections import sections
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download

_TABLES = ("agency", "unit", "type", "month")


@require_safe
@with_seat(Permission.READ_REGISTER)
def share(request: SeatRequest) -> HttpResponse:
    """Counts beside every percentage, each number a link to its papers."""
    form, period, whole = _asked(request)
    papers = queries.papers_of(period, share_scope(request.seat, whole=whole))
    given = _given(period, whole=whole)
    titles = {"agency": _("Cơ quan"), "unit": _("Đơn vị soạn thảo")}
    titles |= {"type": _("Loại văn bản"), "month": _("Tháng")}
    context = {
        "form": form,
        "period": period,
        "total": _row(papers.total, given, ""),
        "goal": GOAL,
        "is_met": (papers.total.percent or 0) >= GOAL,
        "tables": [
            (titles[name], [_row(one, given, name) for one in papers.by(name)])
            for name in _TABLES
            if (name == "agency") == whole or name in ("type", "month")
        ],
        "standings": [
            (_(STANDING_NAMES[one]), count) for one, count in papers.standings
        ],
        "rules": papers.rules,
        "exports": [
            (
                kind,
                f"{reverse('exchange:share-export', args=[kind])}?{urlencode(given)}",
            )
            for kind in ("xlsx", "csv")
        ],
    }
    context["sections"] = sections(request.seat, "share")
    return render(request, "exchange/share.html", context)


@require_safe
@with_seat(Permission.READ_REGISTER)
def share_list(request: SeatRequest) -> HttpResponse:
    """The papers behind one number; of another agency its symbol and no more."""
    _form, period, whole = _asked(request)
    grouping = request.GET.get("theo", "")
    try:
        part = Part(request.GET.get("so", Part.DENOMINATOR))
    except ValueError as why:
        raise Http404 from why
    if grouping and grouping not in queries.GROUPINGS:
        raise Http404
    papers = queries.papers_of(period, share_scope(request.seat, whole=whole))
    found = papers.behind(part, grouping, request.GET.get("nhom", ""))
    context = {
        "found": [(o, _(STANDING_NAMES[o.standing])) for o in found],
        "own": request.seat.agency_id,
        "back": f"{reverse('exchange:share')}?{urlencode(_given(period, whole=whole))}",
        "part": _(PART_NAMES[part]),
    }
    return render(request, "exchange/share_list.html", context)


@require_safe
@with_seat(Permission.READ_REGISTER)
def share_export(request: SeatRequest, kind: str) -> HttpResponse:
    if kind not in ("xlsx", "csv"):
        raise Http404
    _form, period, whole = _asked(request)
    papers = queries.papers_of(period, share_scope(request.seat, whole=whole))
    made = actions.export_share(
        form="csv" if kind == "csv" else "xlsx",
        papers=papers,
        period=period,
        by=request.seat,
        at=timezone.now(),
    )
    return as_download(made)


def _asked(request: SeatRequest) -> tuple[ShareForm, queries.Period, bool]:
    """Whole months, this year's up to now where none or none that can be is asked."""
    today = timezone.localdate()
    first, last = date(today.year, 1, 1), today.replace(day=1)
    central = request.seat.is_central
    initial = {"tu": f"{first:%m/%Y}", "den": f"{last:%m/%Y}"}
    form = ShareForm(request.GET if "tu" in request.GET else initial, central=central)
    whole = False
    if form.is_valid():
        first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
        whole = bool(form.cleaned_data.get("tinh"))
    after = queries.month_span(last)[1]
    return form, queries.Period(first.replace(day=1), after), whole


def _export(kind: str, given: dict[str, str]) -> str:
    return f"{reverse('exchange:share-export', args=[kind])}?{urlencode(given)}"


def _given(period: queries.Period, *, whole: bool) -> dict[str, str]:
    months = period.after.year * 12 + period.after.month - 2
    last = date(months // 12, months % 12 + 1, 1)
    given = {"tu": f"{period.first:%m/%Y}", "den": f"{last:%m/%Y}"}
    return given | ({"tinh": "on"} if whole else {})


def _row(one: Share, given: dict[str, str], grouping: str) -> dict[str, Any]:
    def url(part: Part) -> str:
        asked = given | {"so": part.value}
        asked |= {"theo": grouping, "nhom": one.key} if grouping else {}
        return f"{reverse('exchange:share-list')}?{urlencode(asked)}"

    return {
        "name": one.name or _("không ghi"),
        "percent": one.percent,
        "numbers": [
            (number, url(part), _(PART_NAMES[part]))
            for part, number in (
                (Part.NUMERATOR, one.numerator),
                (Part.DENOMINATOR, one.denominator),
                (Part.EXCLUDED, one.excluded),
            )
        ],
    }
