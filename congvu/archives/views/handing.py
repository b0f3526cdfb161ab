"""Dossiers handed over to an archive: what is due, minutes, both sides' word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.archives import actions, queries
from congvu.archives.access import due_for, get_hand_over_for, hand_overs_for
from congvu.archives.actions.handing import MOST
from congvu.archives.actions.handing_print import Paper
from congvu.archives.forms import (
    HandOverForm,
    HistoricalForm,
    PostponeForm,
    TakeForm,
)
from congvu.archives.models import ArchiveHandOver
from congvu.archives.rules import Archive, HandingState
from congvu.archives.views.deeds import METHODS, Words, answer, as_download, posted
from congvu.archives.views.dossiers import reads_dossiers
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission

SHOWN = 200


@require_safe
@with_seat()
def hand_overs(request: SeatRequest) -> HttpResponse:
    """What is to be handed over, the latest first to be late; then the minutes."""
    seat, today = request.seat, timezone.localdate()
    reads_dossiers(seat)
    due = queries.with_clock(list(due_for(seat)[:SHOWN]), today)
    keeps = seat.can(Permission.KEEP_ARCHIVE)
    historical = (
        queries.with_clock(list(queries.to_historical(seat.agency_id)[:SHOWN]), today)
        if keeps
        else []
    )
    terms = queries.hand_over_terms(today)
    context = {
        "due": due,
        "late": sum(x.is_late for x in due),
        "historical": historical,
        "records": hand_overs_for(seat)[:SHOWN],
        "notice_days": terms.notice_days or 0,
        "keeps": keeps,
        "may_give": seat.can(Permission.MAKE_DOSSIERS),
        "may_postpone": seat.can(Permission.DECIDE_ARCHIVE),
    }
    return render(request, "archives/hand_overs.html", context)


def _ticked(request: SeatRequest) -> dict[str, Any]:
    return {"dossiers": [request.GET.get("ho-so", "")]}


def _to_minutes(made: ArchiveHandOver) -> str:
    return reverse("archives:minutes", args=[made.id])


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def hand_over(request: SeatRequest) -> HttpResponse:
    """The giver's side: dossiers of one's own making, the due ones first."""
    seat, today = request.seat, timezone.localdate()
    own = queries.to_current(seat.agency_id, filed_by=seat.desks)[:MOST]
    form = HandOverForm(
        posted(request),
        initial=_ticked(request),
        dossiers=queries.with_clock(list(own), today),
    )
    words = Words(
        title=_("Nộp lưu hồ sơ"),
        button=_("Giao hồ sơ"),
        done=_("Đã giao; lưu trữ nhận xong thì hồ sơ vào lưu trữ hiện hành."),
        lead=_("Biên bản, mục lục được lập và in được; nộp chậm vẫn nộp được, có ghi."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.hand_over_dossiers(
            dossier_ids=form.chosen(),
            archive=Archive.CURRENT,
            given_note=form.cleaned_data["given_note"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:hand-overs"),
        to=_to_minutes,
    )


@require_http_methods(METHODS)
@with_seat(Permission.KEEP_ARCHIVE)
def historical(request: SeatRequest) -> HttpResponse:
    """What is kept for good goes on, to an archive outside the office."""
    seat, today = request.seat, timezone.localdate()
    kept = queries.to_historical(seat.agency_id)[:MOST]
    form = HistoricalForm(
        posted(request),
        initial=_ticked(request),
        dossiers=queries.with_clock(list(kept), today),
    )
    words = Words(
        title=_("Nộp lưu trữ lịch sử"),
        button=_("Giao hồ sơ"),
        done=_("Đã giao; bên nhận ký biên bản rồi thì ghi xác nhận."),
        lead=_(
            "Hồ sơ bảo quản vĩnh viễn; thời hạn theo Luật Lưu trữ 33/2024/QH15, nguồn "
            "thứ cấp."
        ),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.hand_over_dossiers(
            dossier_ids=form.chosen(),
            archive=Archive.HISTORICAL,
            given_note=form.cleaned_data["given_note"],
            to_name=form.cleaned_data["to_name"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:hand-overs"),
        to=_to_minutes,
    )


@require_http_methods(METHODS)
@with_seat(Permission.DECIDE_ARCHIVE)
def postpone(request: SeatRequest) -> HttpResponse:
    """The leader's word that dossiers may stay where they are a while longer."""
    seat, today = request.seat, timezone.localdate()
    due = queries.to_current(seat.agency_id).exclude(due_on=None)[:SHOWN]
    form = PostponeForm(
        posted(request),
        initial=_ticked(request),
        dossiers=queries.with_clock(list(due), today),
    )
    words = Words(
        title=_("Cho giữ lại hồ sơ đến hạn nộp lưu"),
        button=_("Cho giữ lại"),
        done=_("Đã cho giữ lại, ghi cùng lý do."),
        lead=_("Tối đa 2 năm kể từ hạn nộp lưu (Điều 30 NĐ 30/2020/NĐ-CP)."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.postpone_hand_over(
            dossier_ids=form.chosen(),
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:hand-overs"),
    )


@require_safe
@with_seat()
def minutes(request: SeatRequest, hand_over_id: UUID) -> HttpResponse:
    made = get_hand_over_for(request.seat, hand_over_id)
    lines = list(queries.handed_lines(made))
    context = {
        "record": made,
        "lines": lines,
        "sheets": sum(line.sheets for line in lines),
        "may_take": _may_take(request, made),
    }
    return render(request, "archives/minutes.html", context)


def _may_take(request: SeatRequest, made: ArchiveHandOver) -> bool:
    keeps = request.seat.can(Permission.KEEP_ARCHIVE)
    return keeps and made.state == HandingState.SENT


@require_http_methods(METHODS)
@with_seat(Permission.KEEP_ARCHIVE)
def take(request: SeatRequest, hand_over_id: UUID) -> HttpResponse:
    """The taker's side: each line taken to its shelf, or given back and why."""
    made = get_hand_over_for(request.seat, hand_over_id)
    if made.state != HandingState.SENT:
        raise Http404
    outside = made.archive == Archive.HISTORICAL
    form = TakeForm(
        posted(request), lines=list(queries.handed_lines(made)), outside=outside
    )
    words = Words(
        title=_("Xác nhận nhận hồ sơ"),
        button=_("Xác nhận"),
        done=_("Đã xác nhận; biên bản có đủ hai bên."),
        lead=_("Biên bản số %(number)s/%(year)s, %(who)s giao")
        % {"number": made.number, "year": made.year, "who": made.given_by},
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.take_hand_over(
            hand_over_id=made.id, by=request.seat, at=timezone.now(), **form.given()
        ),
        back=_to_minutes(made),
    )


@require_safe
@with_seat()
def minutes_pdf(request: SeatRequest, hand_over_id: UUID) -> HttpResponse:
    return _printed(request, hand_over_id, "minutes")


@require_safe
@with_seat()
def list_pdf(request: SeatRequest, hand_over_id: UUID) -> HttpResponse:
    return _printed(request, hand_over_id, "list")


def _printed(request: SeatRequest, hand_over_id: UUID, paper: Paper) -> HttpResponse:
    made = get_hand_over_for(request.seat, hand_over_id)
    return as_download(
        actions.print_hand_over(
            hand_over=made, paper=paper, by=request.seat, at=timezone.now()
        )
    )
