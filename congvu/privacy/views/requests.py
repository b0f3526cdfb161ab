"""What people ask about their data: taken, timed, answered, refused."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.outgoing.queries import signers
from congvu.outgoing.rules import DRAFT_STATE_NAMES, DraftState
from congvu.privacy import actions, queries
from congvu.privacy.access import (
    composes,
    get_request_for,
    get_request_to_compose,
    get_request_to_keep,
    keeps_of,
    need_keeper,
    papers_shown,
    seen_processing,
    seen_requests,
)
from congvu.privacy.forms import (
    AnswerForm,
    ComposeForm,
    FirstForm,
    RefusalForm,
    RequestForm,
    TermForm,
)
from congvu.privacy.models import SubjectRequest
from congvu.privacy.rules import (
    REQUEST_STATE_NAMES,
    WISH_NAMES,
    RequestState,
    Wish,
)
from congvu.privacy.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    posted,
    tabs,
    uuid_or_none,
)
from congvu.systems.access import keeps
from congvu.ui import rules as ui


@require_safe
@with_seat(READ)
def requests(request: SeatRequest) -> HttpResponse:
    """Of one's own agency alone, also for the centre."""
    seat = request.seat
    page = queries.requests_page(
        seen_requests(seat), uuid_or_none(request.GET.get("sau", ""))
    )
    context = {
        "rows": [shown(one, seat.on) for one in page.rows],
        "keeps": keeps(seat),
        "tab_items": tabs("requests"),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "privacy/requests.html", context)


def shown(one: SubjectRequest, on: date) -> dict[str, Any]:
    """With where it stands; late where a day is over."""
    state, tone = RequestState(one.state), ""
    if state == RequestState.OPEN:
        first = one.first_at is None and one.first_due is not None
        late = one.due_on is not None and one.due_on < on
        late = late or (first and one.first_due is not None and one.first_due < on)
        tone = "late" if late else "look"
    elif state == RequestState.ANSWERED:
        tone = "done"
    return {
        "one": one,
        "wish": _(WISH_NAMES[Wish(one.wish)]),
        "state": _(REQUEST_STATE_NAMES[state]),
        "tone": tone,
    }


def _url(found: SubjectRequest) -> str:
    return reverse("privacy:request", args=[found.pk])


def _own(seat: Seat) -> list[tuple[UUID, str]]:
    rows = seen_processing(seat).filter(agency=seat.agency_id, ended_on=None)
    return list(rows.order_by("name").values_list("pk", "name")[:300])


@require_http_methods(METHODS)
@with_seat(KEEP)
def take(request: SeatRequest) -> HttpResponse:
    seat = need_keeper(request.seat)
    form = RequestForm(
        posted(request),
        initial={"asked_on": seat.on},
        processing=_own(seat),
    )
    words = Words(
        _("Nhận yêu cầu của chủ thể dữ liệu"),
        _("Nhận"),
        _("Đã nhận; thời hạn đang chạy."),
        _("Thời hạn tính từ ngày nhận, dù ghi vào sau."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.take_request(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("privacy:requests"),
        to=_url,
    )


@require_safe
@with_seat(READ)
def request_page(request: SeatRequest, subject_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_for(seat, subject_request_id)
    is_open = found.state == RequestState.OPEN
    names = dict(queries.term_names(found.asked_on))
    context = {
        **shown(found, seat.on),
        "term": names.get(found.term, found.term),
        "papers": [
            (one, _(DRAFT_STATE_NAMES[DraftState(one.draft.state)]), is_read)
            for one, is_read in papers_shown(seat, found)
        ],
        "first_late": (
            found.first_due is not None
            and (local_date(found.first_at) if found.first_at else seat.on)
            > found.first_due
        ),
        "end_late": (
            found.due_on is not None
            and (local_date(found.ended_at) if found.ended_at else seat.on)
            > found.due_on
        ),
        "may_keep": is_open and keeps_of(seat, found.agency_id),
        "may_compose": is_open and composes(seat, found),
    }
    return render(request, "privacy/request.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def choose_term(request: SeatRequest, subject_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_to_keep(seat, subject_request_id)
    form = TermForm(posted(request), terms=queries.term_names(found.asked_on))
    lead = _(
        "Nghị định 356/2025 có ba thời hạn theo loại yêu cầu; loại nào có thời hạn nào "
        "phần mềm chưa kiểm chứng được. Người giữ hồ sơ chọn và ghi lý do."
    )
    words = Words(_("Chọn thời hạn giải quyết"), _("Chọn"), _("Đã chọn."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.choose_term(
            request_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def tell_first(request: SeatRequest, subject_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_to_keep(seat, subject_request_id)
    form = FirstForm(posted(request))
    words = Words(_("Trả lời ban đầu"), _("Ghi đã trả lời"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.tell_first(
            request_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def finish(request: SeatRequest, subject_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_to_keep(seat, subject_request_id)
    form = AnswerForm(posted(request))
    words = Words(_("Ghi đã giải quyết"), _("Ghi đã giải quyết"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.answer_request(
            request_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def refuse(request: SeatRequest, subject_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_to_keep(seat, subject_request_id)
    form = RefusalForm(posted(request))
    words = Words(_("Từ chối yêu cầu"), _("Ghi đã từ chối"), _("Đã ghi."), danger=True)
    return answer(
        request,
        form,
        words,
        lambda: actions.refuse_request(
            request_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def compose(request: SeatRequest, subject_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_to_compose(seat, subject_request_id)
    form = ComposeForm(posted(request), signers=signers(seat.agency_id, seat.on))
    words = Words(
        _("Soạn văn bản trả lời"),
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký. Yêu cầu chỉ xong khi ghi đã báo."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_answer(
            request_id=found.pk,
            text=form.cleaned_data["text"],
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )
