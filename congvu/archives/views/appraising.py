"""Dossiers whose period has run out: listed, looked at by a council, decided, gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.archives import actions, queries
from congvu.archives.access import (
    appraisal_deeds,
    appraisals_for,
    get_appraisal_for,
    packs,
)
from congvu.archives.forms import (
    AppraiseForm,
    DecisionForm,
    MinutesForm,
    OpinionForm,
    WayForm,
    WhyForm,
)
from congvu.archives.models import Appraisal
from congvu.archives.views.deeds import METHODS, Words, answer, as_download, posted
from congvu.archives.views.dossiers import reads_dossiers
from congvu.documents.queries import desks
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission, Role

SHOWN = 200


@require_safe
@with_seat()
def appraisals(request: SeatRequest) -> HttpResponse:
    """What has run out, for who keeps the archive; the councils one may see."""
    seat = request.seat
    reads_dossiers(seat)
    keeps = seat.can(Permission.KEEP_ARCHIVE)
    out = queries.run_out(seat.agency_id, timezone.localdate())
    context = {
        "out": list(out[:SHOWN]) if packs(seat) else [],
        "records": appraisals_for(seat)[:SHOWN],
        "keeps": keeps,
    }
    return render(request, "archives/appraisals.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.KEEP_ARCHIVE)
def appraise(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    places = [
        d
        for d in desks(seat.agency_id, today).values()
        if d.is_held and not d.is_unit and d.role != Role.ADMINISTRATOR
    ]
    form = AppraiseForm(
        posted(request),
        dossiers=list(queries.run_out(seat.agency_id, today)[:SHOWN]),
        desks=places,
    )
    words = Words(
        title=_("Lập danh mục xét hủy"),
        button=_("Chuyển hội đồng"),
        done=_("Đã chuyển hội đồng; mỗi thành viên cho ý kiến từng hồ sơ."),
        lead=_("Hồ sơ hết thời hạn bảo quản; chưa có gì bị hủy ở bước này."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.open_appraisal(by=seat, at=timezone.now(), **form.given()),
        back=reverse("archives:appraisals"),
        to=lambda made: reverse("archives:appraisal", args=[made.id]),
    )


@require_safe
@with_seat()
def appraisal(request: SeatRequest, appraisal_id: UUID) -> HttpResponse:
    made = get_appraisal_for(request.seat, appraisal_id)
    said = queries.opinions_of(made)
    lines = [(x, said.get(x.pk, [])) for x in queries.appraised_lines(made)]
    context = {
        "record": made,
        "lines": lines,
        "members": made.members.order_by("part", "name"),
        "silent": queries.silent_members(made) if made.state == "open" else [],
        "deeds": appraisal_deeds(request.seat, made),
    }
    return render(request, "archives/appraisal.html", context)


def _deed(
    request: SeatRequest,
    made: Appraisal,
    form: forms.Form,
    words: Words,
    act: Callable[..., Any],
    given: Callable[[], dict[str, Any]],
) -> HttpResponse:
    return answer(
        request,
        form,
        words,
        lambda: act(
            appraisal_id=made.id, by=request.seat, at=timezone.now(), **given()
        ),
        back=reverse("archives:appraisal", args=[made.id]),
    )


@require_http_methods(METHODS)
@with_seat()
def opinion(request: SeatRequest, appraisal_id: UUID) -> HttpResponse:
    made = get_appraisal_for(request.seat, appraisal_id)
    form = OpinionForm(posted(request), lines=list(queries.appraised_lines(made)))
    words = Words(
        title=_("Cho ý kiến xét hủy"),
        button=_("Ghi ý kiến"),
        done=_("Đã ghi ý kiến; không sửa lại được."),
        lead=_("Ý kiến ghi tên, ghi ngày và giữ mãi trong hồ sơ xét hủy."),
    )
    return _deed(
        request,
        made,
        form,
        words,
        actions.give_opinions,
        lambda: {"opinions": form.opinions()},
    )


@require_http_methods(METHODS)
@with_seat()
def conclude(request: SeatRequest, appraisal_id: UUID) -> HttpResponse:
    made = get_appraisal_for(request.seat, appraisal_id)
    form = MinutesForm(posted(request))
    words = Words(
        title=_("Kết luận của hội đồng"),
        button=_("Ghi kết luận"),
        done=_("Đã kết luận; chờ người đứng đầu duyệt."),
        lead=_("Quá nửa ý kiến thì theo; không quá nửa thì giữ lại."),
    )
    return _deed(
        request,
        made,
        form,
        words,
        actions.conclude_appraisal,
        lambda: form.cleaned_data,
    )


@require_http_methods(METHODS)
@with_seat(Permission.DECIDE_ARCHIVE)
def approve(request: SeatRequest, appraisal_id: UUID) -> HttpResponse:
    made = get_appraisal_for(request.seat, appraisal_id)
    form = DecisionForm(posted(request))
    words = Words(
        title=_("Duyệt hủy hồ sơ"),
        button=_("Duyệt hủy"),
        done=_("Đã duyệt; lưu trữ thực hiện hủy."),
        lead=_("Hồ sơ kéo dài thời hạn có hiệu lực ngay; hồ sơ hủy chờ thực hiện."),
        danger=True,
    )
    return _deed(
        request,
        made,
        form,
        words,
        actions.approve_appraisal,
        lambda: form.cleaned_data,
    )


@require_http_methods(METHODS)
@with_seat(Permission.DECIDE_ARCHIVE)
def give_back(request: SeatRequest, appraisal_id: UUID) -> HttpResponse:
    made = get_appraisal_for(request.seat, appraisal_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Không duyệt hủy"),
        button=_("Không duyệt"),
        done=_("Không duyệt; hồ sơ giữ nguyên và có thể xét lại."),
    )
    return _deed(
        request, made, form, words, actions.return_appraisal, lambda: form.cleaned_data
    )


@require_http_methods(METHODS)
@with_seat(Permission.KEEP_ARCHIVE)
def carry_out(request: SeatRequest, appraisal_id: UUID) -> HttpResponse:
    made = get_appraisal_for(request.seat, appraisal_id)
    form = WayForm(posted(request))
    words = Words(
        title=_("Thực hiện hủy"),
        button=_("Hủy hồ sơ"),
        done=_("Đã hủy; danh mục, ý kiến, biên bản còn giữ."),
        lead=_("Tệp bị xóa hẳn, trừ tệp còn nằm trong hồ sơ khác hoặc sổ khác."),
        danger=True,
    )
    return _deed(
        request, made, form, words, actions.carry_out, lambda: form.cleaned_data
    )


@require_safe
@with_seat()
def appraisal_pdf(request: SeatRequest, appraisal_id: UUID) -> HttpResponse:
    made = get_appraisal_for(request.seat, appraisal_id)
    return as_download(
        actions.print_appraisal(appraisal=made, by=request.seat, at=timezone.now())
    )
