"""Steps on the way of a need, its contracts, and what is late."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.duties.queries import deadline_shown
from congvu.files.queries import open_file
from congvu.investment import actions, queries
from congvu.investment.access import (
    get_contract_file,
    get_contract_to_keep,
    get_need_for,
    get_need_to_keep,
    get_step_file,
    runs,
    seen_needs,
)
from congvu.investment.forms import ContractForm, StepForm, YearForm
from congvu.investment.models import Need, NeedClock, NeedStep
from congvu.investment.rules.steps import (
    CLOCK_NAMES,
    OF_PROVINCE,
    STEP_NAMES,
    VERDICT_NAMES,
    ClockKey,
    Standing,
    StepKind,
    Verdict,
    offered,
    stage_words,
    why_no_contract,
)
from congvu.investment.rules.words import NEED_STATE_NAMES
from congvu.investment.views.deeds import (
    ASK,
    METHODS,
    Sent,
    Words,
    answer,
    pages,
    posted,
    tabs,
    uuid_or_none,
)
from congvu.law.queries import calendar
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui.deeds import as_shown

_TONES = {Verdict.AGREED: "done", Verdict.CONDITIONS: "look", Verdict.REFUSED: "late"}


def _url(need_id: UUID) -> str:
    return reverse("investment:need", args=[need_id])


def _capital(kind: StepKind) -> str:
    name = _(STEP_NAMES[kind])
    return f"{name[:1].upper()}{name[1:]}"


def stage_of(now: Standing) -> str:
    return _(stage_words(now, NEED_STATE_NAMES))


def way_context(need: Need, seat: Seat, *, keeps: bool) -> dict[str, Any]:
    """What the page of a need says of its way, and what may come next."""
    now = queries.way_of(need)
    hands = {kind: runs(seat) if kind in OF_PROVINCE else keeps for kind in StepKind}
    return {
        "stage": stage_of(now),
        "steps_taken": [_step(one) for one in queries.steps_of_need(need)],
        "is_stale": now.last(StepKind.OPINION) is not None and now.opinion is None,
        "next_steps": [
            (_capital(kind), reverse("investment:step", args=[need.pk, kind]))
            for kind in offered(now, seat.on)
            if hands[kind]
        ],
        "contracts": queries.contracts_of(need),
        "may_sign": keeps and not why_no_contract(now),
        "keeps": keeps,
        "clocks": [_clock(one, seat) for one in queries.clocks_of(need)],
    }


def _step(one: NeedStep) -> dict[str, Any]:
    verdict = Verdict(one.verdict) if one.verdict else None
    return {
        "one": one,
        "name": _(STEP_NAMES[StepKind(one.kind)]),
        "verdict": _(VERDICT_NAMES[verdict]) if verdict else "",
        "tone": _TONES[verdict] if verdict else "",
    }


def _clock(one: NeedClock, seat: Seat) -> dict[str, Any]:
    return {
        "one": one,
        "name": _(CLOCK_NAMES[ClockKey(one.key)]),
        "rule": queries.clock_rule(one.key, one.since),
        "deadline": None
        if one.done_on
        else deadline_shown(one.due, on=seat.on, days=calendar()),
        "was_late": one.done_on is not None and one.done_on > one.due,
    }


@require_http_methods(METHODS)
@with_seat(ASK)
def step(request: SeatRequest, need_id: UUID, step_kind: str) -> HttpResponse:
    """Of one's own need, or as the province; anything else is not found."""
    seat = request.seat
    if step_kind not in set(StepKind):
        raise Http404
    taken = StepKind(step_kind)
    of_province = taken in OF_PROVINCE
    found = (get_need_for if of_province else get_need_to_keep)(seat, need_id)
    if of_province and not runs(seat):
        raise Http404
    form = StepForm(posted(request), request.FILES or None, kind=taken)
    name = _(STEP_NAMES[taken])
    words = Words(f"{name[:1].upper()}{name[1:]}", _("Ghi"), _("Đã ghi."), found.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.take_step(
            need_id=found.pk,
            kind=taken,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found.pk),
    )


@require_http_methods(METHODS)
@with_seat(ASK)
def sign(request: SeatRequest, need_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_need_to_keep(seat, need_id)
    form = ContractForm(posted(request), request.FILES or None, sources=found.sources)
    words = Words(_("Ghi hợp đồng"), _("Ghi"), _("Đã ghi."), found.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.sign_contract(
            need_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found.pk),
    )


@require_http_methods(METHODS)
@with_seat(ASK)
def commit_year(request: SeatRequest, investment_contract_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_contract_to_keep(seat, investment_contract_id)
    form = YearForm(posted(request), initial={"year": seat.on.year})
    lead = _("Hợp đồng %(number)s") % {"number": found.number}
    words = Words(_("Cam kết phần trả của một năm"), _("Ghi"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.commit_year(
            contract_id=found.pk,
            year=form.cleaned_data["year"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found.need_id),
    )


@require_safe
@with_seat(ASK)
def late(request: SeatRequest) -> HttpResponse:
    """Clocks that ran out, the oldest first."""
    seat, text = request.seat, request.GET.get("sau", "")
    rows, after = queries.late_page(
        queries.running(seen_needs(seat), seat.on), uuid_or_none(text)
    )
    names = agency_names_on({one.need.agency_id for one in rows}, seat.on)
    context = {
        "rows": [
            {**_clock(one, seat), "agency": names.get(one.need.agency_id, "–")}
            for one in rows
        ],
        "tab_items": tabs(seat, "late"),
        "pages": pages(is_later=bool(text), after=after),
    }
    return render(request, "investment/late.html", context)


@require_safe
@with_seat(ASK)
def step_file(request: SeatRequest, need_step_id: UUID) -> HttpResponse:
    file, name = get_step_file(request.seat, need_step_id)
    return as_shown(Sent(open_file(file), name), inline=False)


@require_safe
@with_seat(ASK)
def contract_file(request: SeatRequest, investment_contract_id: UUID) -> HttpResponse:
    file, name = get_contract_file(request.seat, investment_contract_id)
    return as_shown(Sent(open_file(file), name), inline=False)
