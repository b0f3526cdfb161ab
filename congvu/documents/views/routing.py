"""Trình, bút phê, chuyển, phân công."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for, get_own_part_for
from congvu.documents.forms import (
    AssignForm,
    InstructForm,
    PlainForm,
    SubmitForm,
    shares_initial,
)
from congvu.documents.models import Assignment
from congvu.documents.queries import Desk
from congvu.documents.rules import AssignmentState
from congvu.documents.views.deed import Words, answer, back_url, entry_at
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import posted

GET_POST = ["GET", "HEAD", "POST"]


def _desks(seat: Seat) -> list[Desk]:
    return actions.offered(queries.desks(seat.agency_id, timezone.localdate()), seat)


def _all_desks(seat: Seat) -> list[Desk]:
    """Own desks, and the agencies below and beside."""
    found = queries.all_desks(seat.agency_id, timezone.localdate())
    return actions.offered(found, seat)


def _again(request: SeatRequest, assignment: Assignment) -> bool:
    """Whether the form was drawn for work that others have already.

    As drawn, not as it is by now: who did not know is told, and overwrites nothing.
    """
    if request.method == "POST":
        return bool(request.POST.get("again"))
    return assignment.state == AssignmentState.HANDED_ON


@require_http_methods(GET_POST)
@with_seat(Permission.SUBMIT)
def submit(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    today = timezone.localdate()
    due = entry.due_on if entry.due_on and entry.due_on >= today else None
    form = SubmitForm(posted(request), desks=_all_desks(seat), initial={"due_on": due})
    words = Words(
        title=_("Trình lãnh đạo"),
        button=_("Trình"),
        done=_("Đã trình số đến %(number)s.") % {"number": entry.number},
        template="documents/deed_submit.html",
    )

    def act() -> None:
        shares = form.shares()
        actions.submit(
            entry_id=entry.id,
            leader_post_id=UUID(form.cleaned_data["leader"]),
            request=form.cleaned_data["request"],
            proposal=shares,
            day_off=form.cleaned_data["day_off"],
            by=seat,
            at=timezone.now(),
        )

    return answer(request, entry, form=form, words=words, act=act)


@require_http_methods(GET_POST)
@with_seat(Permission.INSTRUCT)
def instruct(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    assignment = get_own_part_for(seat, entry, assignment_id)
    proposal = actions.follow(assignment.proposal, timezone.localdate())
    form = InstructForm(
        posted(request),
        desks=[d for d in _all_desks(seat) if not actions.is_own_desk(seat, d)],
        initial=shares_initial(proposal.shares),
    )
    hold = bool(request.POST.get("hold"))
    again = _again(request, assignment)
    words = Words(
        title=_("Chỉ đạo lại") if again else _("Bút phê"),
        button=_("Ghi bút phê và chuyển"),
        done=_("Đã lưu bút phê, văn thư sẽ chuyển.") if hold else _("Đã ghi bút phê."),
        lead=_("Việc đang giao được rút về và giao theo ý kiến mới.") if again else "",
        template="documents/deed_instruct.html",
    )

    def act() -> None:
        actions.instruct(
            entry_id=entry.id,
            assignment_id=assignment.id,
            text=form.cleaned_data["text"],
            shares=form.shares(),
            hold=hold,
            again=again,
            file_only=form.cleaned_data["file_only"],
            day_off=form.cleaned_data["day_off"],
            by=seat,
            at=timezone.now(),
        )

    more = {
        "assignment": assignment,
        "has_proposal": bool(proposal.shares),
        "told": proposal.told,
        "again": again,
    }
    return answer(request, entry, form=form, words=words, act=act, more=more)


@require_http_methods(GET_POST)
@with_seat(Permission.INSTRUCT)
def agree(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    """One touch: the leader agrees to what the registry proposed, and it goes on."""
    entry = get_entry_for(request.seat, entry_id)
    assignment = get_own_part_for(request.seat, entry, assignment_id)
    whole = reverse("documents:instruct", args=[entry.id, assignment.id])
    if request.method != "POST":
        return redirect(whole)
    proposal = actions.follow(assignment.proposal, timezone.localdate())
    try:
        actions.instruct(
            entry_id=entry.id,
            assignment_id=assignment.id,
            text=_("Đồng ý đề xuất."),
            shares=proposal.shares,
            day_off=True,  # pointed out to whoever proposed it
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, _(reason.message))
        return redirect(whole)
    for words in proposal.told:
        messages.info(request, words)
    messages.success(
        request, _("Đã đồng ý đề xuất, số đến %(number)s.") % {"number": entry.number}
    )
    return redirect(back_url(request, entry.id))


@require_http_methods(GET_POST)
@with_seat(Permission.TRANSFER)
def transfer(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    words = Words(
        title=_("Chuyển xử lý"),
        button=_("Chuyển xử lý"),
        done=_("Đã chuyển %(to)s.") % {"to": entry.recipient},
        lead=_("Văn bản được chuyển tới những nơi ghi trong bút phê."),
    )
    return answer(
        request,
        entry,
        form=PlainForm(posted(request)),
        words=words,
        act=lambda: actions.transfer(entry_id=entry.id, by=seat, at=timezone.now()),
    )


@require_http_methods(GET_POST)
@with_seat()
def assign(request: SeatRequest, entry_id: UUID, assignment_id: UUID) -> HttpResponse:
    seat = request.seat
    if not (seat.can(Permission.ASSIGN) or seat.can(Permission.INSTRUCT)):
        raise Http404
    entry = entry_at(request, entry_id)
    assignment = get_own_part_for(seat, entry, assignment_id)
    form = AssignForm(
        posted(request),
        desks=[d for d in _desks(seat) if actions.may_hand_to(seat, d)],
        initial={"due_on": assignment.due_on},
    )
    again = _again(request, assignment)
    words = Words(
        title=_("Phân công lại") if again else _("Phân công"),
        button=_("Giao việc"),
        done=_("Đã phân công."),
        lead=_("Việc đang giao được rút về và giao cho người mới.") if again else "",
        template="documents/deed_assign.html",
    )

    def act() -> None:
        actions.assign(
            entry_id=entry.id,
            assignment_id=assignment.id,
            shares=form.shares(),
            text=form.cleaned_data["text"],
            again=again,
            day_off=form.cleaned_data["day_off"],
            by=seat,
            at=timezone.now(),
        )

    more = {"assignment": assignment, "again": again}
    return answer(request, entry, form=form, words=words, act=act, more=more)
