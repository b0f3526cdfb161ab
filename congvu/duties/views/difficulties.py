"""Khó khăn, vướng mắc: listed, one of them, raised, answered, escalated, decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.duties import actions, queries
from congvu.duties.access import (
    decides_difficulty,
    difficulty_deeds,
    follows_up,
    get_difficulty_for,
    letter_goes_to,
    letters_offered,
    papers_read,
    reach_of,
    refers,
)
from congvu.duties.forms import DecideForm, DifficultyForm, ReferForm, StepForm
from congvu.duties.models import Difficulty
from congvu.duties.queries import deadline_shown
from congvu.duties.rules import (
    DIFFICULTY_STATE_NAMES,
    DIFFICULTY_STEP_NAMES,
    PUT_UP,
    DifficultyState,
    Effect,
)
from congvu.duties.views.deeds import METHODS, Words, answer, need_desk, posted, tabs
from congvu.duties.views.shares import about, own_share
from congvu.law.queries import calendar
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import (
    AgencyOnDay,
    agencies_above,
    agency_names_on,
)
from congvu.ui import rules as ui


def _url(found: Difficulty) -> str:
    return reverse("duties:difficulty", args=[found.id])


@require_safe
@with_seat()
def difficulties(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    asked, after = request.GET.get("trang_thai", ""), request.GET.get("sau", "")
    state = asked if asked in {*DifficultyState, queries.LATE} else ""
    page = queries.difficulties_page(
        reach_of(seat),
        on=today,
        state=state,
        after=_uuid(after),
        limit=ui.SHOWN_LINES,
    )
    here, days = reverse("duties:difficulties"), calendar()
    narrowed = f"{here}?trang_thai={state}&" if state else f"{here}?"
    context = {
        "lines": [
            (
                one,
                deadline_shown(
                    one.due_on, on=today, days=days, done=bool(one.ended_on)
                ),
            )
            for one in page.difficulties
        ],
        "figures": [
            ui.Figure(_("tất cả"), ui.dotted(sum(page.counts.values())), here),
            *(
                ui.Figure(_(name), ui.dotted(page.counts[s]), f"{here}?trang_thai={s}")
                for s, name in DIFFICULTY_STATE_NAMES.items()
                if page.counts.get(s)
            ),
            *(
                [
                    ui.Figure(
                        _("quá hạn"), ui.dotted(page.late), f"{here}?trang_thai=late"
                    )
                ]
                if page.late
                else []
            ),
        ],
        "tab_items": tabs("difficulties"),
        "pages": ui.Pages(
            previous_url=narrowed if after else "",
            next_url=f"{narrowed}sau={page.after}" if page.after else "",
        ),
    }
    return render(request, "duties/difficulties.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@with_seat()
def difficulty(request: SeatRequest, difficulty_id: UUID) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    found = get_difficulty_for(seat, difficulty_id)
    steps = list(found.steps.select_related("paper").order_by("at", "id"))
    urls = papers_read(seat, {step.paper_id for step in steps if step.paper_id})
    done = found.ended_on is not None
    context = {
        "found": found,
        "steps": [
            (
                step,
                _(DIFFICULTY_STEP_NAMES[DifficultyState(step.state)]),
                urls.get(step.paper_id, "") if step.paper_id else "",
            )
            for step in steps
        ],
        "deeds": difficulty_deeds(seat, found),
        "decides": {str(state) for state in PUT_UP},
        "deadline": deadline_shown(found.due_on, on=today, days=calendar(), done=done),
        **_behind(seat, found, today),
    }
    return render(request, "duties/difficulty.html", context)


def _behind(seat: Seat, found: Difficulty, today: date) -> dict[str, Any]:
    """The duty as who decides has to know it, with its page where the reader sees it;
    before whom the difficulty was put.
    """
    duty, names = found.share.duty, {}
    if found.decider_id is not None:
        names = agency_names_on([found.decider_id], today)
    seen = queries.visible_duties(reach_of(seat)).filter(pk=duty.id).exists()
    rows = queries.now_standing().filter(share=found.share_id)
    return {
        "duty": duty,
        "duty_url": reverse("duties:duty", args=[duty.id]) if seen else "",
        "duty_due": rows.values_list("deadline", flat=True).first(),
        "decider": names.get(found.decider_id, "") if found.decider_id else "",
    }


@require_http_methods(METHODS)
@with_seat()
def raise_one(request: SeatRequest, share_id: UUID) -> HttpResponse:
    share = own_share(request, share_id)
    form = DifficultyForm(posted(request), letters=letters_offered(request.seat))
    words = Words(
        title=_("Báo khó khăn, vướng mắc"),
        button=_("Gửi"),
        done=_("Đã gửi; nơi theo dõi trả lời hoặc trình cấp trên."),
        lead=about(share),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.raise_difficulty(
            share_id=share.id,
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            letter_id=form.letter_id(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("duties:duty", args=[share.duty_id]),
        to=_url,
    )


def _answering(request: SeatRequest, difficulty_id: UUID) -> Difficulty:
    """A difficulty that the seat may answer; else not found."""
    found = get_difficulty_for(request.seat, difficulty_id)
    if not follows_up(request.seat, found.share):
        raise Http404
    return found


@require_http_methods(METHODS)
@with_seat()
def answer_one(request: SeatRequest, difficulty_id: UUID) -> HttpResponse:
    found = _answering(request, difficulty_id)
    form = StepForm(posted(request), letters=letters_offered(request.seat))
    words = Words(
        title=_("Trả lời vướng mắc"),
        button=_("Trả lời"),
        done=_("Đã trả lời."),
        lead=f"{found.title} · {about(found.share)}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.answer_difficulty(
            difficulty_id=found.id,
            text=form.cleaned_data["text"],
            letter_id=form.letter_id(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=_url(found),
        more={"steps": found.steps.select_related("paper").order_by("at", "id")},
    )


@require_http_methods(METHODS)
@with_seat()
def escalate(request: SeatRequest, difficulty_id: UUID) -> HttpResponse:
    found, seat = _answering(request, difficulty_id), request.seat
    offered = letters_offered(seat, to=letter_goes_to(seat, found))
    form = StepForm(posted(request), letters=offered)
    words = Words(
        title=_("Trình cấp trên về vướng mắc"),
        button=_("Trình"),
        done=_("Đã trình, chờ quyết định."),
        lead=f"{found.title} · {about(found.share)}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.escalate_difficulty(
            difficulty_id=found.id,
            proposal=form.cleaned_data["text"],
            letter_id=form.letter_id(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=_url(found),
        more={"steps": found.steps.select_related("paper").order_by("at", "id")},
    )


@require_http_methods(METHODS)
@with_seat()
def refer(request: SeatRequest, difficulty_id: UUID) -> HttpResponse:
    """To the agency above, by a letter that one's own issued to it."""
    seat, today = request.seat, timezone.localdate()
    found = get_difficulty_for(seat, difficulty_id)
    if not refers(seat, found):
        raise Http404
    above = agencies_above(seat.agency_id, today)
    form = ReferForm(
        posted(request),
        above=[(body.id, body.name) for body in above],
        letters=_letters_up(seat, above),
    )
    words = Words(
        title=_("Trình cơ quan cấp trên về vướng mắc"),
        button=_("Trình"),
        done=_("Đã trình, chờ cơ quan cấp trên quyết định."),
        lead=f"{found.title} · {about(found.share)}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.refer_difficulty(
            difficulty_id=found.id,
            to=UUID(form.cleaned_data["to"]),
            proposal=form.cleaned_data["text"],
            letter_id=form.letter_id(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        more={"steps": found.steps.select_related("paper").order_by("at", "id")},
    )


def _letters_up(seat: Seat, above: Sequence[AgencyOnDay]) -> list[tuple[UUID, str]]:
    """What was issued to any of them, each once; a query for each."""
    found: dict[UUID, str] = {}
    for body in above:
        found |= dict(letters_offered(seat, to=body.id))
    return list(found.items())


@require_http_methods(METHODS)
@with_seat()
def decide(request: SeatRequest, difficulty_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_difficulty_for(seat, difficulty_id)
    if not decides_difficulty(seat, found):
        raise Http404
    above = found.state == DifficultyState.REFERRED
    to = letter_goes_to(seat, found) if above else None
    form = DecideForm(
        posted(request),
        initial={"effect": Effect.NONE},
        letters=letters_offered(seat, to=to),
    )
    words = Words(
        title=_("Quyết định về vướng mắc"),
        button=_("Quyết định"),
        done=_("Đã quyết định; nhiệm vụ được đổi theo."),
        lead=f"{found.title} · {about(found.share)}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.decide_difficulty(
            difficulty_id=found.id,
            text=form.cleaned_data["text"],
            effect=Effect(form.cleaned_data["effect"]),
            until=form.cleaned_data["until"],
            letter_id=form.letter_id(),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        more={"steps": found.steps.select_related("paper").order_by("at", "id")},
    )
