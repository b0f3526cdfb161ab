"""What the files of a unit are made in; and what was bought although one could do
without.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.law.rules import SURENESS_WORDS
from congvu.licences import actions
from congvu.licences.access import (
    agencies_offered,
    get_procurement_to_keep,
    get_scan,
    keeps,
    keeps_for,
    read_agencies,
)
from congvu.licences.forms.plans import (
    MinutesForm,
    ProcurementForm,
    ScanForm,
    StrikeForm,
)
from congvu.licences.models import FormatScan, Procurement
from congvu.licences.queries.listed import usual_minutes
from congvu.licences.queries.plans import procurements_page, scans_of, tallies_of
from congvu.licences.rules import (
    CATEGORY_NAMES,
    FORMAT_LABELS,
    TROUBLES,
    Category,
)
from congvu.licences.rules.formats import (
    CLOSED,
    OOXML,
    OPEN,
    FormatTally,
    by_format,
    change_of,
)
from congvu.licences.views.deeds import KEEP, METHODS, READ, Words
from congvu.licences.views.open_source import answer, os_tabs
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui.deeds import done, posted


@require_http_methods(METHODS)
@with_seat(READ)
def scans(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    if request.method == "POST" and not keeps(seat):
        raise Http404
    files: Any = request.FILES if request.method == "POST" else None
    form = None
    if keeps(seat):
        form = ScanForm(posted(request), files, agencies=agencies_offered(seat))
    if form is not None and request.method == "POST":
        made = done(form, lambda: _scanned(form, seat))
        if made is not None:
            messages.success(request, _("Đã quét; nội dung tệp không được giữ lại."))
            return redirect("licences:scan", scan_id=made.pk)
    rows = scans_of(read_agencies(seat))
    told = tallies_of(rows)
    names = agency_names_on([one.agency_id for one in rows], on)
    context = {
        "rows": [
            (one, names.get(one.agency_id, ""), _shares(told[one.pk])) for one in rows
        ],
        "form": form,
        "tab_items": os_tabs("scans"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "licences/scans.html", context, status=status)


def _scanned(form: ScanForm, seat: Seat) -> FormatScan:
    now = timezone.now()
    scanned = actions.scan_pile(
        stream=form.cleaned_data["file"], this_year=timezone.localdate().year
    )
    return actions.keep_scan(
        scanned=scanned,
        agency_id=form.agency_given(),
        label=form.cleaned_data["label"],
        by=seat.actor,
        at=now,
    )


def _shares(tallies: list[FormatTally]) -> dict[str, int]:
    """Files in old, in Microsoft's newer and in open formats, and with macros."""
    return {
        "closed": sum(one.files for one in tallies if one.format in CLOSED),
        "ooxml": sum(one.files for one in tallies if one.format in OOXML),
        "open": sum(one.files for one in tallies if one.format in OPEN),
        "macros": sum(one.macros for one in tallies),
    }


@require_safe
@with_seat(READ)
def scan(request: SeatRequest, scan_id: UUID) -> HttpResponse:
    """By format and year; what a change costs with the minutes one sets."""
    seat = request.seat
    found = get_scan(seat, scan_id)
    tallies = tallies_of([found])[found.pk]
    usual = usual_minutes(timezone.localdate())
    form = MinutesForm(request.GET or None)
    minutes = form.minutes(usual) if request.GET else usual
    for name, field in form.fields.items():
        field.initial = getattr(minutes, name)
    change = change_of(tallies, minutes)
    years: dict[str, list[FormatTally]] = {}
    for one in tallies:
        years.setdefault(one.format, []).append(one)
    context = {
        "found": found,
        "lines": [
            (one, _(FORMAT_LABELS[one.format]), years[one.format])
            for one in by_format(tallies)
        ],
        "troubles": [
            (one.name, _(TROUBLES[one.why])) for one in found.named_troubles.all()
        ],
        "form": form,
        "change": change,
        "work": [
            (_work()[kind], files, each, files * each)
            for kind, files, each in change.lines
        ],
        "tab_items": os_tabs("scans"),
    }
    return render(request, "licences/scan.html", context)


def _work() -> dict[str, str]:
    return {
        "macro": _("Có macro"),
        "bound": _("Liên kết ngoài, đối tượng nhúng"),
        "closed": _("Định dạng cũ: DOC, XLS, PPT, XLSB"),
        "alphabet": _("Phông bảng mã cũ: TCVN 3, VNI"),
    }


@require_safe
@with_seat(READ)
def procurements(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    page = procurements_page(read_agencies(seat), after=request.GET.get("sau", ""))
    names = agency_names_on([one.agency_id for one in page.rows], timezone.localdate())
    context = {
        "rows": [
            (
                one,
                names.get(one.agency_id, ""),
                _(CATEGORY_NAMES[Category(one.category)]),
                _listed(one),
                keeps_for(seat, one.agency_id),
            )
            for one in page.rows
        ],
        "next": page.after,
        "may_record": keeps(seat),
        "tab_items": os_tabs("procurements"),
    }
    return render(request, "licences/procurements.html", context)


def _listed(one: Procurement) -> list[tuple[str, str]]:
    """Names, with the word of how sure each source is, where it is not."""
    return [
        (
            said["name"],
            ""
            if said["own"] or said["sureness"] == "read"
            else _(SURENESS_WORDS[said["sureness"]]),
        )
        for said in one.listed
    ]


@require_http_methods(METHODS)
@with_seat(KEEP)
def procure(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = ProcurementForm(posted(request), agencies=agencies_offered(seat))
    return answer(
        request,
        form,
        Words(
            title=_("Ghi lần mua phần mềm"),
            button=_("Ghi"),
            done=_("Đã ghi lần mua."),
            lead=_("Xét theo danh mục ưu tiên của ngày quyết định"),
        ),
        lambda: actions.record_procurement(
            wish=form.wish(),
            agency_id=form.agency_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("licences:procurements"),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def strike(request: SeatRequest, procurement_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_procurement_to_keep(seat, procurement_id)
    form = StrikeForm(posted(request))
    return answer(
        request,
        form,
        Words(
            title=_("Gạch lần mua ghi nhầm"),
            button=_("Gạch"),
            done=_("Đã gạch; dòng ấy vẫn còn, kèm lý do."),
            lead=found.what,
            danger=True,
        ),
        lambda: actions.strike_procurement(
            procurement_id=found.pk,
            why=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("licences:procurements"),
    )
