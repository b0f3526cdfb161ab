"""What is done with one proposal: changed, split, merged, rejected, added."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.directives import actions, queries
from congvu.directives.access import (
    get_directive_for,
    get_directive_to_decide,
    get_proposal_to_decide,
)
from congvu.directives.actions import ProposalWish
from congvu.directives.forms import (
    AddForm,
    ProposalForm,
    RejectForm,
    SplitForm,
    with_left_out,
)
from congvu.directives.models import Proposal
from congvu.directives.rules import ProposalState, Stretch, cuts
from congvu.directives.views.deeds import METHODS, Words, answer, at_card, posted
from congvu.directives.views.one import show
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import show_refusal


def sent(request: SeatRequest, proposal: Proposal) -> ProposalForm:
    return ProposalForm(request.POST, recurring=proposal.recurs)


def wish_sent(
    request: SeatRequest, proposal: Proposal, form: ProposalForm
) -> ProposalWish:
    """What the fields say, without the bodies that were unticked beside them."""
    wish = form.wish()
    bodies = queries.bodies_of(proposal.directive, timezone.localdate())
    names = ("lead", "support")
    return with_left_out(
        wish,
        meanings={name: bodies.meaning(getattr(wish, name)) for name in names},
        shown={name: request.POST.get(f"{name}_shown", "\0") for name in names},
        ticked={name: request.POST.getlist(f"{name}_body") for name in names},
    )


@require_POST
@with_seat()
def confirm(
    request: SeatRequest, directive_id: UUID, proposal_id: UUID
) -> HttpResponse:
    """Give it as a duty, with what was mended in the same card; then the next one."""
    seat = request.seat
    proposal = get_proposal_to_decide(seat, directive_id, proposal_id)
    form = sent(request, proposal)
    if form.is_valid():
        try:
            made = actions.confirm_proposal(
                directive_id=directive_id,
                proposal_id=proposal.id,
                wish=wish_sent(request, proposal, form),
                seen=form.cleaned_data["seen"],
                by=seat,
                at=timezone.now(),
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, _("Đã xác nhận, nhiệm vụ đã giao."))
            return redirect(at_card(directive_id, _next_waiting(made)))
    found = get_directive_for(seat, directive_id)
    return show(request, found, form=form, chosen=proposal.id)


def _next_waiting(done: Proposal) -> Proposal:
    """What to decide on next: after this one, else before it; else this one again."""
    waiting = done.directive.proposals.filter(state=ProposalState.WAITING)
    later = waiting.filter(start__gte=done.end).order_by("start").first()
    return later or waiting.order_by("start").first() or done


@require_POST
@with_seat()
def edit(request: SeatRequest, directive_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Keep the words, decide later."""
    seat = request.seat
    proposal = get_proposal_to_decide(seat, directive_id, proposal_id)
    form = sent(request, proposal)
    if form.is_valid():
        try:
            actions.edit_proposal(
                directive_id=directive_id,
                proposal_id=proposal.id,
                wish=wish_sent(request, proposal, form),
                seen=form.cleaned_data["seen"],
                by=seat,
                at=timezone.now(),
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, _("Đã lưu, chưa xác nhận."))
            return redirect(at_card(directive_id, proposal))
    found = get_directive_for(seat, directive_id)
    return show(request, found, form=form, chosen=proposal.id)


@require_http_methods(METHODS)
@with_seat()
def reject(request: SeatRequest, directive_id: UUID, proposal_id: UUID) -> HttpResponse:
    proposal = get_proposal_to_decide(request.seat, directive_id, proposal_id)
    form = RejectForm(posted(request))
    words = Words(
        title=_("Không phải nhiệm vụ"),
        button=_("Bỏ đề xuất"),
        done=_("Đã bỏ đề xuất; câu vẫn còn trong văn bản, lấy lại được."),
        lead=proposal.title,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.reject_proposal(
            directive_id=directive_id,
            proposal_id=proposal.id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        directive=proposal.directive,
        back=at_card(directive_id, proposal),
        to=lambda _made: at_card(directive_id),
        more=_sentence(proposal),
    )


def _sentence(proposal: Proposal) -> dict[str, Any]:
    text = proposal.directive.text
    return {"sentence": text[proposal.start : proposal.end]}


@require_http_methods(METHODS)
@with_seat()
def split(request: SeatRequest, directive_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Each place that is offered shows with which words the second duty begins."""
    proposal = get_proposal_to_decide(request.seat, directive_id, proposal_id)
    text = proposal.directive.text
    whole = Stretch(proposal.start, proposal.end)
    places = [(at, _begins(text, at, proposal.end)) for at in cuts(text, whole)]
    form = SplitForm(posted(request), places=places)
    words = Words(
        title=_("Tách thành hai nhiệm vụ"),
        button=_("Tách"),
        done=_("Đã tách thành hai đề xuất, mỗi đề xuất gắn với phần câu của mình."),
        lead=proposal.title,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.split_proposal(
            directive_id=directive_id,
            proposal_id=proposal.id,
            **form.asked(),
            by=request.seat,
            at=timezone.now(),
        ),
        directive=proposal.directive,
        back=at_card(directive_id, proposal),
        to=lambda made: at_card(directive_id, made[0]),
        more=_sentence(proposal),
    )


def _begins(text: str, at: int, end: int) -> str:
    """The words around a place: what ends there, and what begins."""
    before = " ".join(text[max(0, at - 40) : at].split())
    after = " ".join(text[at : min(end, at + 70)].split())
    return f"…{before} ┃ {after}…"


@require_POST
@with_seat()
def merge(request: SeatRequest, directive_id: UUID, proposal_id: UUID) -> HttpResponse:
    proposal = get_proposal_to_decide(request.seat, directive_id, proposal_id)
    try:
        made = actions.merge_with_next(
            directive_id=directive_id,
            proposal_id=proposal.id,
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        return _refused(request, proposal, why)
    messages.success(request, _("Đã gộp hai câu thành một đề xuất."))
    return redirect(at_card(directive_id, made))


def _refused(request: SeatRequest, proposal: Proposal, why: Refused) -> HttpResponse:
    """A button's deed that was refused: the page, with every reason above it."""
    for reason in why.reasons:
        messages.error(request, _(reason.message))
    found = get_directive_for(request.seat, proposal.directive_id)
    answer_ = show(request, found, chosen=proposal.id)
    answer_.status_code = 422
    return answer_


@require_POST
@with_seat()
def undo(request: SeatRequest, directive_id: UUID, proposal_id: UUID) -> HttpResponse:
    proposal = get_proposal_to_decide(request.seat, directive_id, proposal_id)
    try:
        actions.undo_rejection(
            directive_id=directive_id,
            proposal_id=proposal.id,
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        return _refused(request, proposal, why)
    messages.success(request, _("Đề xuất chờ xác nhận trở lại."))
    return redirect(at_card(directive_id, proposal))


@require_http_methods(METHODS)
@with_seat()
def add(request: SeatRequest, directive_id: UUID) -> HttpResponse:
    """A passage the reading left out; the script brings its place along."""
    seat = request.seat
    found = get_directive_to_decide(seat, directive_id)
    form = AddForm(posted(request), initial=_selected(request, found.text))
    words = Words(
        title=_("Thêm nhiệm vụ mà máy bỏ sót"),
        button=_("Thêm"),
        done=_("Đã thêm đề xuất, chờ xác nhận."),
        lead=found.document.subject,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_proposal(
            directive_id=found.id,
            **_place(form.cleaned_data, found.text),
            by=seat,
            at=timezone.now(),
        ),
        directive=found,
        back=at_card(found.id),
        to=lambda made: at_card(found.id, made),
    )


def _selected(request: SeatRequest, text: str) -> dict[str, Any]:
    """What was selected in the text, as a script names it: ?tu=…&den=…"""
    first, last = request.GET.get("tu", ""), request.GET.get("den", "")
    if not (first.isdecimal() and last.isdecimal()) or len(first + last) > 16:
        return {}
    start, end = int(first), int(last)
    words = " ".join(text[start:end].split())
    return {"words": words, "start": start, "end": end} if words else {}


def _place(data: dict[str, Any], text: str) -> dict[str, Any]:
    """The place that came along, while the words are still those that stand there."""
    start, end, words = data["start"], data["end"], data["words"]
    if start is not None and end is not None:
        there = " ".join(text[start:end].split())
        if there == " ".join(words.split()):
            return {"start": start, "end": end}
    return {"words": words}
