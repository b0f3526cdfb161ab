"""Thu hồi, chuyển người khác, gia hạn, đôn đốc, chuyển để biết, ai đã xem."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.documents import actions, queries
from congvu.documents.access import (
    get_any_part_for,
    get_entry_for,
    get_given_part_for,
    get_own_part_for,
    get_readers_for,
    get_sent_for,
)
from congvu.documents.forms import (
    AskExtensionForm,
    ForwardForm,
    GrantExtensionForm,
    MoveDayForm,
    PassOnForm,
    PlainForm,
    ReasonForm,
)
from congvu.documents.rules import Part, Wish
from congvu.documents.views.deed import Words, answer, entry_at
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import posted

GET_POST = ["GET", "HEAD", "POST"]


def _gives(seat: Seat) -> None:
    if not queries.gives_work(seat):
        raise Http404


@require_http_methods(GET_POST)
@with_seat()
def recall(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_any_part_for(seat, entry, assignment_id)
    submitted = part.part == Part.DIRECT
    if not submitted:
        _gives(seat)
    elif not seat.can(Permission.SUBMIT):
        raise Http404
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Rút trình") if submitted else _("Thu hồi việc đã giao"),
        button=_("Rút trình") if submitted else _("Thu hồi"),
        done=_("Đã thu hồi từ %(desk)s.") % {"desk": part.desk_name},
        lead=_("Văn bản về lại văn thư, chưa ai ghi ý kiến.")
        if submitted
        else _(
            "Việc rời bàn %(desk)s, kể cả phần đã giao tiếp. Lý do hiện ở diễn biến."
        )
        % {"desk": part.desk_name},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.recall(
            entry_id=entry.id,
            assignment_id=part.id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


def _desks(seat: Seat, keep: UUID) -> list[queries.Desk]:
    desks = queries.desks(seat.agency_id, timezone.localdate())
    found = actions.offered(desks, seat, leaves=keep)
    return [d for d in found if d.id != keep and not actions.is_own_desk(seat, d)]


@require_http_methods(GET_POST)
@with_seat()
def pass_on(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    _gives(request.seat)
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_any_part_for(seat, entry, assignment_id)
    gave = part.parent is not None and part.parent.desk_id in seat.desks
    everybody = gave and seat.can(Permission.INSTRUCT)
    form = PassOnForm(
        posted(request),
        desks=[
            d
            for d in _desks(seat, part.desk_id)
            if everybody or actions.may_hand_to(seat, d)
        ],
        sets_day=gave,
    )
    words = Words(
        title=_("Chuyển người khác xử lý"),
        button=_("Chuyển"),
        done=_("Đã chuyển việc của %(desk)s.") % {"desk": part.desk_name},
        lead=_("%(desk)s thôi giữ việc này; phần cũ vẫn còn trong diễn biến.")
        % {"desk": part.desk_name},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.pass_on(
            entry_id=entry.id,
            assignment_id=part.id,
            to_desk_id=UUID(form.cleaned_data["to_desk"] or part.desk_id.hex),
            due_on=form.cleaned_data.get("due_on"),
            day_off=bool(form.cleaned_data.get("day_off")),
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat(Permission.WORK)
def ask_pass_on(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_own_part_for(seat, entry, assignment_id)
    form = PassOnForm(posted(request), desks=_desks(seat, part.desk_id), sets_day=False)
    words = Words(
        title=_("Xin chuyển nơi khác xử lý"),
        button=_("Gửi đề nghị"),
        done=_("Đã gửi đề nghị tới %(who)s.") % {"who": part.given_by},
        lead=_("%(who)s quyết định; từ nay tới đó việc vẫn ở đây.")
        % {"who": part.given_by},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.ask_pass_on(
            entry_id=entry.id,
            assignment_id=part.id,
            to_desk_id=UUID(form.cleaned_data["to_desk"] or part.desk_id.hex),
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat()
def grant_pass_on(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    _gives(request.seat)
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_given_part_for(seat, entry, assignment_id)
    words = Words(
        title=_("Đồng ý chuyển nơi khác"),
        button=_("Đồng ý chuyển"),
        done=_("Đã chuyển việc của %(desk)s.") % {"desk": part.desk_name},
        lead=_asked_words(part.id, Wish.PASS_ON),
    )
    return answer(
        request,
        entry,
        form=PlainForm(posted(request)),
        words=words,
        act=lambda: actions.answer_pass_on(
            entry_id=entry.id,
            assignment_id=part.id,
            granted=True,
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat()
def refuse_pass_on(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    labels = _("Không chuyển nơi khác"), _("Không chuyển")
    refuse = partial(actions.answer_pass_on, granted=False)
    return _refusal(request, entry_id, assignment_id, Wish.PASS_ON, labels, refuse)


def _asked_words(assignment_id: UUID, kind: Wish) -> str:
    """What was asked, whole, above the form that answers it."""
    asked = queries.open_request_of(assignment_id, kind)
    return "" if asked is None else f"{asked.asked_by} {queries.request_words(asked)}"


def _refusal(
    request: SeatRequest,
    entry_id: UUID,
    assignment_id: UUID,
    wish: Wish,
    labels: tuple[str, str],
    refuse: Callable[..., object],
) -> HttpResponse:
    """A wish of the desk that has the part is refused, and why."""
    _gives(request.seat)
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_given_part_for(seat, entry, assignment_id)
    form = ReasonForm(posted(request))
    title, button = labels
    words = Words(
        title=title,
        button=button,
        done=_("Đã trả lời %(desk)s.") % {"desk": part.desk_name},
        lead=_asked_words(part.id, wish),
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: refuse(
            entry_id=entry.id,
            assignment_id=part.id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat(Permission.WORK)
def ask_extension(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_own_part_for(seat, entry, assignment_id)
    form = AskExtensionForm(posted(request))
    day = part.due_on.strftime("%d/%m/%Y") if part.due_on else _("không hạn")
    words = Words(
        title=_("Xin gia hạn"),
        button=_("Gửi đề nghị"),
        done=_("Đã xin gia hạn, chờ %(who)s trả lời.") % {"who": part.given_by},
        lead=_("Hạn hiện nay: %(day)s. Chọn một ngày làm việc sau đó.") % {"day": day},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.ask_extension(
            entry_id=entry.id,
            assignment_id=part.id,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat()
def grant_extension(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    _gives(request.seat)
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_given_part_for(seat, entry, assignment_id)
    asked = queries.open_request_of(part.id, Wish.EXTENSION)
    initial = {"until": asked.until} if asked else {}
    form = GrantExtensionForm(posted(request), initial=initial)
    words = Words(
        title=_("Gia hạn"),
        button=_("Gia hạn"),
        done=_("Đã gia hạn cho %(desk)s.") % {"desk": part.desk_name},
        lead=_asked_words(part.id, Wish.EXTENSION),
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.grant_extension(
            entry_id=entry.id,
            assignment_id=part.id,
            until=form.cleaned_data["until"],
            beyond=form.cleaned_data["beyond"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat()
def refuse_extension(
    request: SeatRequest, entry_id: UUID, assignment_id: UUID
) -> HttpResponse:
    labels = _("Không gia hạn"), _("Không gia hạn")
    refuse = actions.refuse_extension
    return _refusal(request, entry_id, assignment_id, Wish.EXTENSION, labels, refuse)


@require_http_methods(GET_POST)
@with_seat(Permission.INSTRUCT)
def ask_sender_extension(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    sent = get_sent_for(seat, entry)
    form = AskExtensionForm(posted(request))
    due = sent.assignment.due_on
    day = due.strftime("%d/%m/%Y") if due else _("không hạn")
    words = Words(
        title=_("Xin nơi gửi gia hạn"),
        button=_("Gửi đề nghị"),
        done=_("Đã xin %(who)s gia hạn, chờ trả lời.") % {"who": sent.sender_name},
        lead=_("%(who)s giao hạn %(day)s. Cơ quan gửi đồng ý thì hạn ở đây mới đổi.")
        % {"who": sent.sender_name, "day": day},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.ask_sender_extension(
            entry_id=entry.id,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat()
def move_day(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    _gives(request.seat)
    entry, seat = entry_at(request, entry_id), request.seat
    part = get_given_part_for(seat, entry, assignment_id)
    form = MoveDayForm(posted(request), initial={"until": part.due_on})
    words = Words(
        title=_("Đổi hạn"),
        button=_("Đổi hạn"),
        done=_("Đã đổi hạn của %(desk)s.") % {"desk": part.desk_name},
        lead=_("Hạn ở sổ của %(desk)s đổi theo, và nơi đó được báo.")
        % {"desk": part.desk_name},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.move_day(
            entry_id=entry.id,
            assignment_id=part.id,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat()
def forward(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    seat = request.seat
    if not (seat.can(Permission.INSTRUCT) or seat.can(Permission.TRANSFER)):
        raise Http404
    entry = entry_at(request, entry_id)
    there = queries.all_desks(seat.agency_id, timezone.localdate()).values()
    form = ForwardForm(
        posted(request), desks=[d for d in there if not actions.is_own_desk(seat, d)]
    )
    words = Words(
        title=_("Chuyển để biết"),
        button=_("Chuyển để biết"),
        done=_("Đã chuyển để biết, số đến %(number)s.") % {"number": entry.number},
        lead=_(
            "Nơi nhận đọc được văn bản, không phải báo cáo. Cơ quan khác tự vào sổ."
        ),
        template="documents/deed_forward.html",
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.forward(
            entry_id=entry.id,
            desk_ids=form.chosen(),
            text=form.cleaned_data["text"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_safe
@with_seat()
def readers(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """Ai đã xem, ai chưa; asking who read is not reading."""
    entry = get_entry_for(request.seat, entry_id)
    lists = get_readers_for(request.seat, entry, on=timezone.localdate())
    context = {"entry": entry, "document": entry.document, "lists": lists}
    return render(request, "documents/readers.html", context)
