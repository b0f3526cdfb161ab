"""Báo cáo, xác nhận, trả lại, đã biết, and the ways a paper ends."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.documents import actions
from congvu.documents.access import get_given_part_for, get_own_part_for
from congvu.documents.forms import PlainForm, ReasonForm, RemarkForm, ReportForm
from congvu.documents.views.deed import Words, answer, entry_at
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import posted

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
@with_seat(Permission.WORK)
def report(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    assignment = get_own_part_for(seat, entry, assignment_id)
    form = ReportForm(posted(request), initial={"reply_symbol": entry.reply_symbol})
    words = Words(
        title=_("Báo cáo kết quả"),
        button=_("Gửi báo cáo"),
        done=_("Đã báo cáo, chờ %(who)s xác nhận.") % {"who": assignment.given_by},
        lead=_("Người giao việc sẽ xác nhận hoặc trả lại."),
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.report(
            entry_id=entry.id,
            assignment_id=assignment.id,
            result=form.cleaned_data["result"],
            reply_symbol=form.cleaned_data["reply_symbol"],
            by=seat,
            at=timezone.now(),
        ),
        more={"assignment": assignment},
    )


def _confirms(seat: Seat) -> None:
    if not (seat.can(Permission.INSTRUCT) or seat.can(Permission.ASSIGN)):
        raise Http404


@require_http_methods(GET_POST)
@with_seat()
def confirm(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    _confirms(request.seat)
    entry, seat = entry_at(request, entry_id), request.seat
    assignment = get_given_part_for(seat, entry, assignment_id)
    form = RemarkForm(posted(request))
    words = Words(
        title=_("Xác nhận kết quả"),
        button=_("Xác nhận kết quả"),
        done=_("Đã xác nhận kết quả của %(who)s.") % {"who": assignment.desk_name},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.confirm(
            entry_id=entry.id,
            assignment_id=assignment.id,
            remark=form.cleaned_data["remark"],
            by=seat,
            at=timezone.now(),
        ),
        more={"reported": assignment},
    )


@require_http_methods(GET_POST)
@with_seat()
def return_report(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    _confirms(request.seat)
    entry, seat = entry_at(request, entry_id), request.seat
    assignment = get_given_part_for(seat, entry, assignment_id)
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Trả lại báo cáo"),
        button=_("Trả lại báo cáo"),
        done=_("Đã trả lại %(who)s.") % {"who": assignment.desk_name},
        lead=_("Việc về lại %(who)s, kèm lý do.") % {"who": assignment.desk_name},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.return_report(
            entry_id=entry.id,
            assignment_id=assignment.id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        more={"reported": assignment},
    )


@require_http_methods(GET_POST)
@with_seat()
def send_back(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    assignment = get_own_part_for(seat, entry, assignment_id)
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Trả lại việc"),
        button=_("Trả lại"),
        done=_("Đã trả lại %(who)s.") % {"who": assignment.given_by},
        lead=_("Việc về lại %(who)s để giao nơi khác.") % {"who": assignment.given_by},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.send_back(
            entry_id=entry.id,
            assignment_id=assignment.id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        more={"assignment": assignment},
    )


@require_http_methods(GET_POST)
@with_seat()
def seen(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    assignment = get_own_part_for(seat, entry, assignment_id)
    words = Words(
        title=_("Đã biết"),
        button=_("Đã biết"),
        done=_("Đã ghi là đã biết."),
        lead=_("Văn bản gửi để biết, không cần báo cáo."),
    )
    return answer(
        request,
        entry,
        form=PlainForm(posted(request)),
        words=words,
        act=lambda: actions.mark_seen(
            entry_id=entry.id, assignment_id=assignment.id, by=seat, at=timezone.now()
        ),
        more={"assignment": assignment},
    )


@require_http_methods(GET_POST)
@with_seat(Permission.REGISTER)
def return_to_sender(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Trả lại nơi gửi"),
        button=_("Trả lại nơi gửi"),
        done=_("Đã ghi trả lại %(who)s.") % {"who": entry.document.issuer_name},
        lead=_("Số đến %(number)s được giữ trong sổ cùng lý do, không cấp lại.")
        % {"number": entry.number},
        danger=True,
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.return_to_sender(
            entry_id=entry.id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat(Permission.REGISTER)
def cancel_number(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Hủy số đến"),
        button=_("Hủy số đến %(number)s") % {"number": entry.number},
        done=_("Đã hủy số đến %(number)s.") % {"number": entry.number},
        lead=_("Số đến %(number)s được giữ trong sổ cùng lý do, không cấp lại.")
        % {"number": entry.number},
        danger=True,
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.cancel_number(
            entry_id=entry.id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )
