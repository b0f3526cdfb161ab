"""Late papers by unit and cause, and the reports as files."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from congvu.documents.queries.overview import CAUSE_NAMES, Cause
from congvu.home.actions import export_report
from congvu.home.queries import (
    LATE_FIGURE,
    KeptRow,
    LatePaper,
    LateReport,
    late_report,
    why,
)
from congvu.home.views.drawn import Cell
from congvu.home.views.overview import exports
from congvu.home.views.places import Place, form_of, papers_seat, unit_word
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import short_name
from congvu.ui.rules import dotted

SHOWN = 200


@require_safe
@with_seat()
def late_causes(request: SeatRequest) -> HttpResponse:
    """Totals that add up, each a link; below them the papers one by one."""
    seat, on, at = papers_seat(request), timezone.localdate(), timezone.now()
    form = form_of(request)
    place = Place.of(form, seat, on, page="home:late-causes")
    found = late_report(seat, place.period, place.units, on=on, at=at)
    kept = found.after_extension
    count = len(found.papers) - kept
    context = {
        "place": place,
        "form": form,
        "back_url": place.url(),
        "exports": exports(place, "home:late-causes-export"),
        "total_words": ngettext("%(n)s văn bản trễ", "%(n)s văn bản trễ", count)
        % {"n": dotted(count)},
        "kept_words": _("%(n)s đúng hạn sau gia hạn") % {"n": dotted(kept)}
        if kept
        else "",
        "shown_words": _("%(n)s văn bản trễ lâu nhất") % {"n": dotted(SHOWN)}
        if len(found.papers) > SHOWN
        else "",
        "lines": [_line(late) for late in _longest_first(found)[:SHOWN]],
        **_table(found, place),
        **_kept(found, place),
    }
    return render(request, "home/late_causes.html", context)


def _longest_first(found: LateReport) -> list[LatePaper]:
    return sorted(found.papers, key=lambda late: -late.days_late)


def _table(found: LateReport, place: Place) -> dict[str, Any]:
    """Units down, causes across; every number opens exactly its papers."""
    causes = found.causes

    def cell(value: int, **asked: Any) -> Cell:
        return Cell(value, place.listing(LATE_FIGURE, **asked) if value else "")

    return {
        "causes": [_(CAUSE_NAMES[cause]) for cause in causes],
        "table": [
            (
                short_name(row.unit),
                [
                    *(
                        cell(
                            row.by_cause[cause],
                            ly_do=cause,
                            don_vi=unit_word(row.unit_id),
                        )
                        for cause in causes
                    ),
                    cell(row.by_cause.total(), don_vi=unit_word(row.unit_id)),
                ],
            )
            for row in found.rows
        ],
        "totals": [
            *(cell(found.totals[cause], ly_do=cause) for cause in causes),
            cell(found.totals.total()),
        ],
    }


def _kept(found: LateReport, place: Place) -> dict[str, Any]:
    """How finished papers kept their day, unit by unit; every number opens its own."""

    def cells(row: KeptRow, **asked: Any) -> list[Cell]:
        told = (
            (row.in_time, "dung-han-dau"),
            (row.extended, "sau-gia-han"),
            (row.late, "xong-qua-han"),
            (row.total, "da-xong"),
        )
        return [
            Cell(value, place.listing(word, **asked) if value else "")
            for value, word in told
        ]

    whole = found.kept_in_all
    return {
        "kept": [
            (
                short_name(row.unit),
                cells(row, don_vi=unit_word(row.unit_id)),
                _percent(row),
            )
            for row in found.kept
        ],
        "kept_totals": cells(whole) if whole else [],
        "kept_rate": _percent(whole) if whole else "",
    }


def _percent(row: KeptRow) -> str:
    return f"{dotted(row.rate)} %"


def _line(late: LatePaper) -> dict[str, Any]:
    paper = late.paper
    cause = why(late)
    if paper.cause_spent:
        cause = _("%(cause)s, %(days)s ngày làm việc") % {
            "cause": cause,
            "days": dotted(float(paper.cause_spent)),
        }
    return {
        "number": paper.number,
        "subject": paper.subject,
        "url": reverse("documents:entry", args=[paper.id]),
        "unit": short_name(late.unit),
        "days": dotted(late.days_late),
        "cause": cause,
        "is_late": late.cause != Cause.EXTENDED,
        "said": late.words,
    }


@require_safe
@with_seat()
def overview_export(request: SeatRequest, form: str) -> HttpResponse:
    return _export(request, "overview", form)


@require_safe
@with_seat()
def late_causes_export(request: SeatRequest, form: str) -> HttpResponse:
    return _export(request, "late-causes", form)


def _export(request: SeatRequest, report: str, form: str) -> HttpResponse:
    seat, on, at = papers_seat(request), timezone.localdate(), timezone.now()
    if form not in ("pdf", "xlsx"):
        raise Http404
    place = Place.of(form_of(request), seat, on, page=f"home:{report}")
    try:
        made = export_report(
            report=report,
            form="pdf" if form == "pdf" else "xlsx",
            period=place.period,
            units=place.units,
            by=seat,
            at=at,
        )
    except Refused as refused:
        messages.error(request, " ".join(_(r.message) for r in refused.reasons))
        return redirect(place.url(place.page))
    answer: HttpResponseBase = FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
    return cast(HttpResponse, answer)
