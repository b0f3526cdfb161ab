"""Lists of questions, and what binds a person to a body."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.inspections import actions
from congvu.inspections.access import (
    checklists_of,
    conflicts_of,
    get_checklist_for,
    may_keep_lists,
)
from congvu.inspections.forms import ChecklistForm, ConflictForm
from congvu.inspections.views.deeds import (
    METHODS,
    Words,
    answer,
    need_desk,
    posted,
    tabs,
)
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agencies_on


@require_http_methods(METHODS)
@with_seat()
def checklists(request: SeatRequest) -> HttpResponse:
    """Those there are, and a new one below."""
    seat = request.seat
    if not may_keep_lists(seat):
        raise Http404
    form = ChecklistForm(posted(request))
    words = Words(
        title=_("Bảng câu hỏi kiểm tra"),
        button=_("Ghi bảng"),
        done=_("Đã ghi bảng câu hỏi."),
        lead=_("Dùng lại được; mỗi cuộc kiểm tra giữ bản của mình."),
    )
    here = reverse("inspections:checklists")
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_checklist(by=seat, at=timezone.now(), **form.cleaned_data),
        back=here,
        more={"tab_items": tabs(seat, "checklists"), "checklists": checklists_of(seat)},
    )


@require_http_methods(METHODS)
@with_seat()
def checklist(request: SeatRequest, checklist_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_checklist_for(seat, checklist_id)
    lines = [" | ".join(x for x in (text, why) if x) for text, why in found.questions]
    initial = {"title": found.title, "questions": "\n".join(lines)}
    form = ChecklistForm(posted(request), initial=initial)
    words = Words(
        title=found.title,
        button=_("Lưu"),
        done=_("Đã lưu bảng câu hỏi."),
        lead=_("Cuộc kiểm tra đã quyết định giữ các câu cũ."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_checklist(
            checklist_id=found.id, by=seat, at=timezone.now(), **form.cleaned_data
        ),
        back=reverse("inspections:checklists"),
    )


@require_http_methods(METHODS)
@with_seat()
def conflicts(request: SeatRequest) -> HttpResponse:
    """Each person's own; who names a team is told why somebody cannot sit in it."""
    seat = request.seat
    need_desk(seat)
    named = {a.id: a.name for a in agencies_on(timezone.localdate())}
    form = ConflictForm(posted(request), bodies=named)
    words = Words(
        title=_("Khai báo xung đột lợi ích"),
        button=_("Khai báo"),
        done=_("Đã khai báo; anh/chị không vào đoàn kiểm tra cơ quan ấy."),
        lead=_("Mỗi người tự khai; khi lập đoàn phần mềm từ chối người đã khai."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.declare_conflict(
            body_id=UUID(form.cleaned_data["body"]),
            because=form.cleaned_data["because"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("inspections:conflicts"),
        more={"tab_items": tabs(seat, "conflicts"), "conflicts": conflicts_of(seat)},
    )


@require_POST
@with_seat()
def end_conflict(request: SeatRequest, conflict_id: UUID) -> HttpResponse:
    seat = request.seat
    if not any(one.id == conflict_id for one, _name in conflicts_of(seat)):
        raise Http404
    try:
        actions.end_conflict(conflict_id=conflict_id, by=seat, at=timezone.now())
    except Refused as why:
        messages.error(request, "; ".join(r.message for r in why.reasons))
    else:
        messages.success(request, _("Đã thôi khai báo."))
    return redirect("inspections:conflicts")
