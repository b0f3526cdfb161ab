"""The steps of a draft: sent, judged by two people, approved, returned, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.documents.queries import desks
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission, Role
from congvu.outgoing import actions, queries
from congvu.outgoing.access import get_draft_for, get_request_for, may_write
from congvu.outgoing.forms import (
    AskForm,
    CheckForm,
    FactsForm,
    OpinionForm,
    PlainForm,
    WhyForm,
    facts_initial,
)
from congvu.outgoing.models import Draft
from congvu.outgoing.views.deeds import METHODS, done, form_page, posted


@dataclass(frozen=True)
class Words:
    """What the page of a step says."""

    title: str
    button: str
    done: str
    lead: str = ""
    is_danger: bool = False


def answer(
    request: SeatRequest,
    draft: Draft,
    form: forms.Form,
    words: Words,
    act: Callable[[], Any],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    back = reverse("outgoing:draft", args=[draft.id])
    if done(form, act) is not None:
        messages.success(request, words.done)
        return redirect(back)
    context = {
        "title": words.title,
        "button": words.button,
        "lead": words.lead or draft.subject,
        "is_danger": words.is_danger,
        "failed": _("Chưa làm được"),
        "undone": _("Dự thảo vẫn ở %(desk)s.") % {"desk": draft.desk_name},
        "back": back,
        "draft": draft,
    }
    return form_page(request, form, context | (more or {}))


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def change_facts(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    """Another type, issuer, urgency or day; what was approved goes back."""
    seat, draft = request.seat, get_draft_for(request.seat, draft_id)
    if not may_write(seat, draft):
        raise Http404
    form = FactsForm(
        posted(request),
        types=queries.types_to_draft(seat.on),
        bodies=queries.bodies_of(seat.agency_id, seat.on.year),
        initial=facts_initial(draft),
    )
    words = Words(
        title=_("Đổi loại, độ khẩn, hạn"),
        button=_("Lưu"),
        done=_("Đã đổi, thành bản mới."),
        lead=_("Ký hiệu, nơi ban hành đổi theo; đã duyệt thì duyệt lại từ đầu."),
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.change_facts(
            draft_id=draft_id, facts=form.facts(), by=seat, at=timezone.now()
        ),
    )


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def send(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    words = Words(
        title=_("Trình kiểm tra nội dung"),
        button=_("Trình"),
        done=_("Đã trình dự thảo."),
        lead=_("Tới trưởng đơn vị soạn thảo, người chịu trách nhiệm về nội dung."),
    )
    return answer(
        request,
        draft,
        PlainForm(posted(request)),
        words,
        lambda: actions.send_draft(
            draft_id=draft_id, by=request.seat, at=timezone.now()
        ),
    )


@require_http_methods(METHODS)
@with_seat(Permission.CHECK_CONTENT)
def check_content(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    seat = request.seat
    draft = get_draft_for(seat, draft_id)
    found = queries.form_desks(seat.agency_id, timezone.localdate(), but=seat.person_id)
    form = CheckForm(posted(request), form_desks=found.values())
    words = Words(
        title=_("Nội dung đạt"),
        button=_("Nội dung đạt, chuyển kiểm tra thể thức"),
        done=_("Đã ghi nội dung đạt."),
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.check_content(
            draft_id=draft_id,
            text=form.cleaned_data["text"],
            form_desk_id=_chosen(form.cleaned_data["form_desk"]),
            by=seat,
            at=timezone.now(),
        ),
    )


def _chosen(value: str) -> UUID | None:
    return UUID(value) if value else None


@require_http_methods(METHODS)
@with_seat(Permission.CHECK_FORM)
def check_form(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    form = CheckForm(posted(request))
    words = Words(
        title=_("Thể thức đạt"),
        button=_("Thể thức đạt, trình duyệt"),
        done=_("Đã ghi thể thức đạt."),
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.check_form(
            draft_id=draft_id,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(METHODS)
@with_seat(Permission.SIGN)
def approve(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    form = CheckForm(posted(request))
    words = Words(
        title=_("Duyệt dự thảo"),
        button=_("Duyệt"),
        done=_("Đã duyệt dự thảo."),
        lead=_("Duyệt đúng bản %(number)s; ai sửa sau đó thì dự thảo quay lại từ đầu.")
        % {"number": draft.version},
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.approve(
            draft_id=draft_id,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(METHODS)
@with_seat()
def return_draft(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Trả lại dự thảo"),
        button=_("Trả lại"),
        done=_("Đã trả lại người soạn."),
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.return_draft(
            draft_id=draft_id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(METHODS)
@with_seat()
def withdraw(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Rút dự thảo"),
        button=_("Rút dự thảo"),
        done=_("Đã rút dự thảo."),
        lead=_("Dự thảo đã rút chỉ còn xem được; muốn làm lại thì lập dự thảo mới."),
        is_danger=True,
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.withdraw_draft(
            draft_id=draft_id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def ask_opinions(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    seat = request.seat
    draft = get_draft_for(seat, draft_id)
    form = AskForm(posted(request), desks=_askable(seat))
    words = Words(
        title=_("Xin ý kiến"),
        button=_("Gửi xin ý kiến"),
        done=_("Đã gửi xin ý kiến."),
        lead=_("Các nơi góp ý cùng lúc; góp ý ghi ngày giờ và không sửa lại được."),
    )
    return answer(
        request,
        draft,
        form,
        words,
        lambda: actions.ask_opinions(
            draft_id=draft_id,
            desk_ids=[UUID(one) for one in form.cleaned_data["desks"]],
            due_on=form.cleaned_data["due_on"],
            question=form.cleaned_data["question"],
            by=seat,
            at=timezone.now(),
        ),
    )


def _askable(seat: Seat) -> list[Any]:
    """Desks of the agency where somebody sits, but the seat's own."""
    found = desks(seat.agency_id, timezone.localdate())
    return [
        d
        for d in found.values()
        if d.is_held and d.role != Role.ADMINISTRATOR and d.id not in seat.desks
    ]


@require_http_methods(METHODS)
@with_seat()
def give_opinion(
    request: SeatRequest, draft_id: UUID, request_id: UUID
) -> HttpResponse:
    asked = get_request_for(request.seat, draft_id, request_id)
    form = OpinionForm(posted(request))
    words = Words(
        title=_("Góp ý dự thảo"),
        button=_("Gửi góp ý"),
        done=_("Đã gửi góp ý."),
        lead=asked.question or asked.draft.subject,
    )
    return answer(
        request,
        asked.draft,
        form,
        words,
        lambda: actions.give_opinion(
            request_id=request_id,
            stance=form.cleaned_data["stance"],
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def close_opinions(request: SeatRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft_for(request.seat, draft_id)
    words = Words(
        title=_("Khép việc xin ý kiến"),
        button=_("Khép những nơi quá hạn"),
        done=_("Đã khép những nơi quá hạn."),
        lead=_("Nơi quá hạn không góp ý được nữa; dự thảo đi tiếp không chờ."),
    )
    return answer(
        request,
        draft,
        PlainForm(posted(request)),
        words,
        lambda: actions.close_opinions(
            draft_id=draft_id, by=request.seat, at=timezone.now()
        ),
    )
