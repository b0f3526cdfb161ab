"""One directive: its text beside the proposals, and what is made of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.directives import actions, queries
from congvu.directives.access import (
    get_directive_for,
    get_directive_to_decide,
    may_decide,
)
from congvu.directives.actions import Reread
from congvu.directives.forms import (
    RECURRING,
    ProposalForm,
    WatchForm,
    initial_of,
)
from congvu.directives.models import Directive
from congvu.directives.queries import Current, Progress, paper_text
from congvu.directives.rules import EDITION, DirectiveState, ProposalState
from congvu.directives.views.deeds import METHODS, Words, answer, at_card, posted
from congvu.documents.access import scope_of
from congvu.duties.access import reach_of
from congvu.duties.queries import Asked, DutyTab
from congvu.duties.rules import DutyState
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import units_on


@require_safe
@with_seat()
def directive(request: SeatRequest, directive_id: UUID) -> HttpResponse:
    """The page; what was looked at is written down."""
    found = get_directive_for(request.seat, directive_id)
    actions.record_directive_view(directive=found, by=request.seat, at=timezone.now())
    return show(request, found)


def show(
    request: SeatRequest,
    found: Directive,
    *,
    form: ProposalForm | None = None,
    chosen: UUID | None = None,
) -> HttpResponse:
    """With ``form`` the card that was sent, and every reason it was refused."""
    seat, today = request.seat, timezone.localdate()
    shut = queries.is_shut(found)
    proposals = [] if shut else queries.proposals_of(found)
    drawn = queries.work(
        found,
        proposals,
        scope=scope_of(seat),
        on=today,
        chosen=chosen or _uuid(request.GET.get("de-xuat", "")),
        at=_number(request.GET.get("tu", "")),
    )
    current = drawn.current
    decides = may_decide(seat, found)
    if form is None and current is not None and decides:
        form = ProposalForm(
            initial=initial_of(current.proposal, actions.version(current.proposal)),
            recurring=current.proposal.recurs,
        )
    context = {
        "directive": found,
        "shut": shut,
        "work": drawn,
        "current": current,
        "form": form,
        "decides": decides,
        "waits": current is not None
        and current.proposal.state == ProposalState.WAITING,
        **_tasks(seat, found, today),
        "progress": queries.progress_of([found.pk]).get(found.pk, Progress()),
        "newer": decides and not shut and found.edition < EDITION,
        "later": queries.later_files(found) if decides and not shut else [],
        "said": _(found.said) if found.said else "",
        "recurs_words": _recurring(current),
        "names": queries.suggested_names(today) if decides and current else (),
        **_reading(found),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "directives/directive.html", context, status=status)


def _tasks(seat: Seat, found: Directive, today: date) -> dict[str, Any]:
    """How the duties stand that came of it, as far as this reader may open them."""
    asked = Asked(DutyTab.GIVEN, paper=found.document_id)
    here = f"{reverse('duties:list')}?muc={DutyTab.GIVEN}&van_ban={found.document_id}"
    return {
        "tasks": queries.tasks_of(reach_of(seat), asked, today),
        "tasks_url": here,
        "late_url": f"{here}&trang_thai={DutyState.LATE}",
    }


def _recurring(current: Current | None) -> str:
    recurs = current.proposal.recurs if current else ""
    return _(RECURRING[recurs]) if recurs in RECURRING else recurs


def _reading(found: Directive) -> dict[str, Any]:
    """How far a scan is that is still being recognised."""
    if found.state != DirectiveState.READING:
        return {}
    paper = paper_text(found.document_id, found.agency_id)
    return {"pages_done": paper.pages_done, "pages_total": max(1, paper.pages_total)}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None


@require_safe
@with_seat()
def progress(request: SeatRequest, directive_id: UUID) -> HttpResponse:
    """How far the reading is; asked again and again while it lasts."""
    found = get_directive_for(request.seat, directive_id)
    answer_ = render(
        request,
        "directives/reading.html",
        {"directive": found, **_reading(found)},
    )
    if found.state != DirectiveState.READING:
        answer_["HX-Refresh"] = "true"
    return answer_


@require_POST
@with_seat()
def read_again(request: SeatRequest, directive_id: UUID) -> HttpResponse:
    found = get_directive_to_decide(request.seat, directive_id)
    try:
        made = actions.read_again(
            directive_id=found.id, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        return _refused(request, found, why)
    for said in _brought(made):
        messages.success(request, said)
    return redirect(at_card(found.id))


def _brought(made: Reread) -> list[str]:
    """What a further reading brought, each in a line of its own."""
    said = [_("Đã đọc lại văn bản; điều đã quyết định giữ nguyên.")]
    if made.files:
        words = _("Đọc thêm tệp đến sau: %(names)s.")
        said.append(words % {"names": ", ".join(made.files)})
    if made.waiting:
        words = _("Tệp còn đang nhận dạng, đọc lại khi xong: %(names)s.")
        said.append(words % {"names": ", ".join(made.waiting)})
    if made.found.added:
        words = _("Có %(n)d đề xuất mới chờ xác nhận.")
        said.append(words % {"n": made.found.added})
    if made.found.lost:
        words = _("%(n)d câu lần này không còn thấy; vẫn giữ và ghi rõ ở từng câu.")
        said.append(words % {"n": made.found.lost})
    return said


def _refused(request: SeatRequest, found: Directive, why: Refused) -> HttpResponse:
    """A button's deed that was refused: the page, with every reason above it."""
    for reason in why.reasons:
        messages.error(request, _(reason.message))
    answer_ = show(request, get_directive_for(request.seat, found.id))
    answer_.status_code = 422
    return answer_


@require_http_methods(METHODS)
@with_seat()
def watch(request: SeatRequest, directive_id: UUID) -> HttpResponse:
    found = get_directive_to_decide(request.seat, directive_id)
    seat = request.seat
    form = WatchForm(
        posted(request),
        units=_units(seat, timezone.localdate()),
        initial={"watch": str(found.watch_unit_id)},
    )
    return answer(
        request,
        form,
        Words(
            title=_("Đơn vị theo dõi văn bản chỉ đạo"),
            button=_("Chọn"),
            done=_("Đã chọn đơn vị theo dõi."),
            lead=found.document.subject,
        ),
        lambda: actions.give_watch(
            directive_id=found.id,
            unit_id=UUID(form.cleaned_data["watch"]),
            by=seat,
            at=timezone.now(),
        ),
        directive=found,
        back=at_card(found.id),
        # Who gives it to another unit may be no reader here any more.
        to=lambda made: at_card(made.id),
    )


def _units(seat: Seat, today: Any) -> list[tuple[UUID, str]]:
    units = [(u.id, u.name) for u in units_on(seat.agency_id, today)]
    if not units:
        raise Http404
    return units
