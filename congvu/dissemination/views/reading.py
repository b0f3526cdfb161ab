"""What I have to read: the list, one paper, "Tôi đã nắm", three questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congvu.dissemination import actions, queries
from congvu.dissemination.access import (
    files_told,
    get_telling_for,
    get_told_file_for,
    is_told,
    may_end,
    may_send,
    reach_of,
)
from congvu.dissemination.forms import AnswersForm
from congvu.dissemination.models import Addressee, Telling
from congvu.dissemination.queries import TellingTab
from congvu.dissemination.rules import STAGE_NAMES, Stage
from congvu.documents.queries import deadline_of
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui import rules as ui
from congvu.ui.deeds import as_shown, show_refusal

_TABS = {
    TellingTab.TO_READ: gettext_noop("Cần đọc"),
    TellingTab.DONE: gettext_noop("Đã xong"),
    TellingTab.FOLLOWED: gettext_noop("Theo dõi"),
}
TONES = {Stage.PASSED: "done", Stage.CONFIRMED: "look", Stage.UNREACHED: "late"}


@dataclass(frozen=True)
class Mine:
    """My own part, as the page says it."""

    row: Addressee
    words: str
    tone: str
    deadline: ui.Deadline


def mine_shown(row: Addressee, telling: Telling) -> Mine:
    today = timezone.localdate()
    done = row.confirmed_at is not None or telling.ended_at is not None
    due = deadline_of(row.due_on, on=today, days=calendar(), done=done)
    return Mine(row, _(STAGE_NAMES[row.stage]), TONES.get(row.stage, ""), due)


@require_safe
@with_seat()
def tellings(request: SeatRequest) -> HttpResponse:
    """What waits first; who sends or heads people sees what they watch, too."""
    seat = request.seat
    if not is_told(seat):
        raise Http404
    reach, asked = reach_of(seat), request.GET.get("muc", "")
    shown = [t for t in _TABS if t != TellingTab.FOLLOWED or reach.watches]
    tab = next((t for t in shown if t == asked), TellingTab.TO_READ)
    after = _uuid(request.GET.get("sau", ""))
    page = queries.tellings_page(
        reach, tab, on=timezone.localdate(), after=after, limit=ui.SHOWN_LINES
    )
    here = reverse("dissemination:list")
    kept = f"{here}?muc={tab}"
    context = {
        "tab": tab,
        "lines": [
            (line, mine_shown(line.mine, line.telling) if line.mine else None)
            for line in page.lines
        ],
        "tab_items": [
            ui.Tab(_(_TABS[t]), f"{here}?muc={t}", active=t == tab) for t in shown
        ],
        "pages": ui.Pages(
            previous_url=kept if after else "",
            next_url=f"{kept}&sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "dissemination/list.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@with_seat()
def telling(request: SeatRequest, telling_id: UUID) -> HttpResponse:
    found = get_telling_for(request.seat, telling_id)
    actions.record_look(telling=found, by=request.seat, at=timezone.now())
    return show(request, found)


def show(
    request: SeatRequest, found: Telling, *, form: AnswersForm | None = None
) -> HttpResponse:
    """With ``form`` the answers that were sent, and what to read again."""
    seat, reach = request.seat, reach_of(request.seat)
    mine = queries.mine_in(found.pk, reach.person_id)
    going_on = mine is not None and found.ended_at is None and mine.left_on is None
    if form is None and going_on and mine and mine.stage == Stage.CONFIRMED:
        asked = queries.asked_in(found.pk, seat.person_id)
        form = AnswersForm(questions=asked)
    context = {
        "telling": found,
        "mine": mine_shown(mine, found) if mine is not None else None,
        "going_on": going_on,
        "files": list(files_told(seat, found)),
        "form": form,
        "may_end": may_end(seat, found),
        **_watched(request, found, reach),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "dissemination/telling.html", context, status=status)


def _watched(
    request: SeatRequest, found: Telling, reach: queries.Reach
) -> dict[str, Any]:
    """The numbers, for who watches any of its people."""
    if not reach.watches:
        return {}
    seat, today = request.seat, timezone.localdate()
    gaps = queries.gap_list(reach, found, today)
    if not gaps.agencies:
        return {}
    return {
        "gaps": gaps,
        "figures": _figures(found, gaps),
        "may_print": may_send(seat),
        "by_agency": len(gaps.agencies) > 1,
        "audience": queries.audience_words(found.pk, today),
    }


def _figures(found: Telling, gaps: queries.GapList) -> list[ui.Figure]:
    whole = gaps.whole
    people = reverse("dissemination:people", args=[found.pk])
    named = bool(gaps.units)

    def figure(label: str, n: int, which: str, tone: str = "") -> ui.Figure:
        url = f"{people}?ai={which}" if named and n else ""
        return ui.Figure(label, ui.dotted(n), url, tone=tone if n else "")

    there = _("trên %(n)s người") % {"n": ui.dotted(whole.total)}
    return [
        ui.Figure(_("đã xác nhận"), ui.dotted(whole.confirmed), more=there),
        figure(_("chưa mở"), whole.unopened, Stage.TOLD),
        figure(_("đã mở, chưa xác nhận"), whole.opened - whole.confirmed, Stage.OPENED),
        figure(_("quá hạn"), whole.late, queries.LATE, "late"),
        ui.Figure(_("trả lời đạt"), ui.dotted(whole.passed)),
    ]


@require_safe
@with_seat()
def paper(request: SeatRequest, telling_id: UUID, file_id: UUID) -> HttpResponse:
    """The file itself, shown where a browser can and nothing in it can run."""
    found = get_telling_for(request.seat, telling_id)
    held = get_told_file_for(request.seat, found, file_id)
    try:
        made = actions.open_paper(
            telling=found, held=held, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        raise Http404 from why
    return as_shown(made, inline="xem" in request.GET and made.is_shown)


@require_POST
@with_seat()
def confirm(request: SeatRequest, telling_id: UUID) -> HttpResponse:
    found = get_telling_for(request.seat, telling_id)
    try:
        actions.confirm(telling_id=found.pk, by=request.seat, at=timezone.now())
    except Refused as why:
        return _refused(request, found, why)
    messages.success(request, _("Đã ghi anh/chị xác nhận. Còn ba câu hỏi."))
    return redirect(reverse("dissemination:telling", args=[found.pk]))


def _refused(request: SeatRequest, found: Telling, why: Refused) -> HttpResponse:
    """A button's deed that was refused: the page, with every reason above it."""
    for reason in why.reasons:
        messages.error(request, _(reason.message))
    answered = show(request, found)
    answered.status_code = 422
    return answered


@require_POST
@with_seat()
def answer(request: SeatRequest, telling_id: UUID) -> HttpResponse:
    """Passed: on; else the same three again, each wrong one with what to read."""
    found = get_telling_for(request.seat, telling_id)
    asked = queries.asked_in(found.pk, request.seat.person_id)
    form = AnswersForm(request.POST, questions=asked)
    if not form.is_valid():
        return show(request, found, form=form)
    try:
        went = actions.answer(
            telling_id=found.pk,
            answers=form.answers(),
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        if any(reason.field for reason in why.reasons):
            show_refusal(form, why)
            return show(request, found, form=form)
        return _refused(request, found, why)
    if went.passed:
        messages.success(request, _("Đúng cả ba câu. Anh/chị đã nắm văn bản."))
        return redirect(reverse("dissemination:telling", args=[found.pk]))
    for question in went.wrong:
        words = _("Chưa đúng. Đọc lại %(clause)s.") % {"clause": question.clause}
        form.add_error(f"q-{question.pk}", words)
    return show(request, found, form=form)
