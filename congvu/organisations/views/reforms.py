"""Acts that reorganise bodies: prepared, previewed, decided; and looking codes up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.lib.refusals import Refused
from congvu.organisations import queries
from congvu.organisations.access import SeatRequest, get_reform_for, with_seat
from congvu.organisations.actions import (
    Preview,
    ReformRefused,
    choose_heir,
    decide_reform,
    empty_sheet,
    prepare_reform,
    preview_reform,
    read_lines,
    withdraw_reform,
)
from congvu.organisations.formats.reform_sheet import COLUMNS
from congvu.organisations.forms import DecideForm, LookUpForm, ReformForm
from congvu.organisations.models import Change, Reform
from congvu.organisations.rules import Permission, ReformState

SHOWN = 300  # rows of an act on its page; the rest is in the API
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# /quan-tri/sap-xep/


@require_GET
@with_seat(Permission.READ_ORGANISATION)
def reform_list(request: SeatRequest) -> HttpResponse:
    """Every act, and the choices that wait for a person."""
    today = timezone.localdate()
    context = {
        "reforms": queries.reforms_for(drafts=_sees_drafts(request)),
        "waiting": queries.waiting_decisions(today),
        "may_prepare": request.seat.can(Permission.PREPARE_REFORM),
        "may_choose": request.seat.can(Permission.DECIDE_REFORM),
        "today": today,
    }
    return render(request, "organisations/reform_list.html", context)


def _sees_drafts(request: SeatRequest) -> bool:
    seat = request.seat
    return seat.can(Permission.PREPARE_REFORM) or seat.can(Permission.DECIDE_REFORM)


@require_http_methods(["GET", "POST"])
@with_seat(Permission.PREPARE_REFORM)
def reform_prepare(request: SeatRequest) -> HttpResponse:
    """From a sheet or from pasted rows; ``thu`` only tries it."""
    form = ReformForm(request.POST or None, request.FILES or None)
    quoted: dict[int, str] = {}
    tried = 0
    is_trial = "thu" in request.POST
    # What the form finds wrong does not hide what the lines say: they are tried.
    is_sound = form.is_valid()
    if form.is_bound and form.has_table():
        try:
            lines, unread = read_lines(form.content())
            reform = prepare_reform(
                title=form.cleaned_data.get("title", ""),
                legal_basis=form.cleaned_data.get("legal_basis", ""),
                on=form.cleaned_data.get("on"),
                lines=lines,
                unread=unread,
                by=request.seat.actor,
                at=timezone.now(),
                dry_run=is_trial or not is_sound,
            )
        except Refused as why:
            quoted = why.quoted if isinstance(why, ReformRefused) else {}
            _show(form, why)
        else:
            if is_sound and not is_trial:
                messages.success(request, _("Đã soạn quyết định, chưa có hiệu lực."))
                return redirect("organisations:reform", reform.id)
            tried = len(lines) if is_sound else 0
    context = {
        "form": form,
        "quoted": sorted(quoted.items())[:SHOWN],
        "tried": tried,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "organisations/reform_prepare.html", context, status=status)


def _show(form: ReformForm, why: Refused) -> None:
    """Each reason on its field; once where the form has said of a field what is wrong.

    Of the day the action says more: how the lines were judged without one.
    """
    form.errors.pop("on", None)
    said = form.errors.keys() - {"rows"}
    for reason in why.reasons[:SHOWN]:
        field = reason.field or ""
        field = {"lines": "rows", "sheet": "rows"}.get(field, field)
        if field not in said:
            form.add_error(field if field in form.fields else None, _(reason.message))


@require_GET
@with_seat(Permission.PREPARE_REFORM)
def reform_template(request: SeatRequest) -> HttpResponse:
    response = HttpResponse(empty_sheet(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="sap-xep.xlsx"'
    return response


@require_GET
@with_seat(Permission.READ_ORGANISATION)
def reform_page(request: SeatRequest, reform_id: UUID) -> HttpResponse:
    reform = get_reform_for(request.seat, reform_id)
    return _page(request, reform, DecideForm(basis=reform.legal_basis))


def _page(
    request: SeatRequest, reform: Reform, form: DecideForm, status: int = 200
) -> HttpResponse:
    preview = preview_reform(reform, at=timezone.now())
    names = {one.id: one.name for one in preview.ends}
    rows = list(reform.changes.order_by("line")[:SHOWN])
    is_prepared = reform.state == ReformState.PREPARED
    context: dict[str, Any] = {
        "reform": reform,
        "form": form,
        "preview": preview,
        "ends": _ends(reform, preview),
        "more_ends": max(0, len(preview.ends) - SHOWN),
        "touched": [
            {
                "label": one.label,
                "total": one.total,
                "bodies": [
                    (names.get(body, ""), n)
                    for body, n in sorted(one.counts.items(), key=lambda k: -k[1])
                    if body in names
                ][:SHOWN],
            }
            for one in preview.touched
            if one.total
        ],
        "lines": [(row, row.get_verb_display(), _cells(row)) for row in rows],
        "line_count": reform.changes.count(),
        "waiting": queries.waiting_decisions(timezone.localdate(), reform=reform.id),
        "may_decide": is_prepared and request.seat.can(Permission.DECIDE_REFORM),
        "may_withdraw": is_prepared and request.seat.can(Permission.PREPARE_REFORM),
        "may_choose": request.seat.can(Permission.DECIDE_REFORM),
        "is_own": request.seat.person_id == reform.prepared_by_person_id,
    }
    return render(request, "organisations/reform_page.html", context, status=status)


def _ends(reform: Reform, preview: Preview) -> list[dict[str, Any]]:
    """What ends, with the posts and the people of the day before."""
    shown = preview.ends[:SHOWN]
    before = reform.on - timedelta(days=1)
    seats = queries.seats_touched([one.id for one in shown], before)
    return [
        {
            "name": one.name,
            "into": one.into,
            "heir": one.heir,
            "is_interim": one.is_interim,
            "seats": seats.get(one.id, []),
        }
        for one in shown
    ]


def _cells(row: Change) -> list[str]:
    """As the sheet has them, from left to right."""
    keys = (column.key for column in COLUMNS)
    return [row.detail[key] for key in keys if key in row.detail]


@require_POST
@with_seat(Permission.DECIDE_REFORM)
def reform_decide(request: SeatRequest, reform_id: UUID) -> HttpResponse:
    reform = get_reform_for(request.seat, reform_id)
    form = DecideForm(request.POST, basis=reform.legal_basis)
    if form.is_valid():
        try:
            decide_reform(reform_id=reform.id, by=request.seat.actor, at=timezone.now())
        except Refused as why:
            for reason in why.reasons[:SHOWN]:
                form.add_error(None, _(reason.message))
        else:
            words = _("Đã quyết định; có hiệu lực từ %(day)s.")
            messages.success(request, words % {"day": f"{reform.on:%d/%m/%Y}"})
            return redirect("organisations:reform", reform.id)
    return _page(request, reform, form, status=422)


@require_POST
@with_seat(Permission.PREPARE_REFORM)
def reform_withdraw(request: SeatRequest, reform_id: UUID) -> HttpResponse:
    reform = get_reform_for(request.seat, reform_id)
    try:
        withdraw_reform(reform_id=reform.id, by=request.seat.actor, at=timezone.now())
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
    else:
        messages.success(request, _("Đã rút quyết định này."))
    return redirect("organisations:reform", reform.id)


@require_POST
@with_seat(Permission.DECIDE_REFORM)
def heir_choose(request: SeatRequest, predecessor_id: UUID) -> HttpResponse:
    """One button per candidate of a divided body."""
    try:
        heir_id = UUID(request.POST.get("heir", ""))
    except ValueError:
        raise Http404 from None
    try:
        chosen = choose_heir(
            predecessor_id=predecessor_id,
            heir_id=heir_id,
            by=request.seat.actor,
            at=timezone.now(),
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect("organisations:reforms")
    messages.success(request, _("Đã chọn nơi kế thừa; việc đang mở đã chuyển."))
    return redirect("organisations:reform", chosen.reform_id)


# /quan-tri/tra-ma/


@require_GET
@with_seat(Permission.READ_ORGANISATION)
def look_up_page(request: SeatRequest) -> HttpResponse:
    """Any code, any name, of any time."""
    form, asked, on = _asked(request)
    note = ""
    found: list[queries.Known] = []
    if asked:
        found = queries.look_up(asked, on)
        try:
            note = queries.resolve_code(asked, on).words
        except queries.DividedCode as why:
            note = str(why)
        except queries.UnknownCode:
            note = ""
    context = {"form": form, "asked": asked, "found": found, "note": note, "on": on}
    return render(request, "organisations/look_up.html", context)


def _asked(request: HttpRequest) -> tuple[LookUpForm, str, date]:
    today = timezone.localdate()
    form = LookUpForm(request.GET if "q" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        return form, "", today
    return form, form.cleaned_data["q"], form.cleaned_data["ngay"] or today
