"""One agency's sheet: filled in beside what was measured, read with its points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.surveys import actions, queries
from congvu.surveys.access import (
    answers_for,
    get_sheet_for,
    get_sheet_to_judge,
    runs,
)
from congvu.surveys.actions import SavedByOther
from congvu.surveys.forms import ExtendForm, ReasonForm, SheetForm
from congvu.surveys.models import SheetEvent, SurveySheet
from congvu.surveys.queries import AGE_UNKNOWN, SYSTEM_UNKNOWN
from congvu.surveys.rules import (
    AUDIT_EVENTS,
    OPEN,
    QUESTIONS,
    SHEET_STATE_NAMES,
    YES_NAMES,
    YES_OR_NO,
    Answer,
    Kind,
    Question,
    Score,
    SheetState,
    Upgrade,
    Values,
    answers_of,
    prefilled,
    shown,
    upgrades,
    values_of,
)
from congvu.surveys.views.deeds import METHODS, RUN, TONES, Words, answer, posted
from congvu.ui import rules as ui


def sheet_url(found: SurveySheet) -> str:
    return reverse("surveys:sheet", args=[found.pk])


@dataclass(frozen=True)
class Line:
    """A question: what was measured, what is declared, why they differ."""

    question: Question
    name: str
    measured: str
    beside: str
    box: BoundField | None
    reason_box: BoundField | None
    declared: str
    reason: str
    differs: bool


@require_http_methods(METHODS)
@with_seat()
def sheet(request: SeatRequest, sheet_id: UUID) -> HttpResponse:
    """Where one may type while it is open; else as it was handed in."""
    found = get_sheet_for(request.seat, sheet_id)
    is_open = found.state in OPEN and found.survey.closed_at is None
    may_fill = is_open and answers_for(request.seat, found)
    if request.method == "POST":
        if not answers_for(request.seat, found):
            raise Http404
        return _typed(request, found)
    return _show(request, found, _form(found, None) if may_fill else None)


def _form(found: SurveySheet, data: Any) -> SheetForm:
    """A sheet that nobody opened yet begins with what was measured."""
    began = answers_of(found.answers)
    if not began:
        began = prefilled(_measured(found, timezone.localdate()))
    return SheetForm(data, began=began)


def _measured(found: SurveySheet, on: date) -> Values:
    own, ruled_on = found.agency_id, found.survey.begun_on
    return queries.measured([own], on, ruled_on=ruled_on)[own]


def _typed(request: SeatRequest, found: SurveySheet) -> HttpResponse:
    form, seen = _form(found, posted(request)), _seen(request.POST.get("seen", ""))
    if not form.is_valid():
        return _show(request, found, form, seen=seen)
    hands_in = request.POST.get("do") == "hand-in"
    act = actions.hand_in if hands_in else actions.save_sheet
    try:
        made = act(
            sheet_id=found.pk,
            answers=form.answers_given(),
            seen=seen,
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        for reason in why.reasons:
            known = reason.field if reason.field in form.fields else None
            form.add_error(known, reason.message)
        now = why.revision if isinstance(why, SavedByOther) else seen
        return _show(request, found, form, seen=now)
    messages.success(request, _done(made, hands_in=hands_in))
    return redirect(sheet_url(found))


def _seen(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _done(made: SurveySheet, *, hands_in: bool) -> str:
    if not hands_in:
        return _("Đã ghi; chưa nộp.")
    late = (made.handed_in_on - made.due_on).days if made.handed_in_on else 0
    if late <= 0:
        return _("Đã nộp phiếu.")
    words = ngettext(
        "Đã nộp phiếu, muộn %(n)d ngày.", "Đã nộp phiếu, muộn %(n)d ngày.", late
    )
    return words % {"n": late}


def _show(
    request: SeatRequest,
    found: SurveySheet,
    form: SheetForm | None,
    *,
    seen: int | None = None,
) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    is_in = found.state == SheetState.HANDED_IN and found.measured_on is not None
    on = found.measured_on if is_in and found.measured_on else today
    told = found.measured if is_in else _measured(found, today)
    is_open = found.state in OPEN and found.survey.closed_at is None
    state = SheetState(found.state)
    context = {
        "sheet": found,
        "survey": found.survey,
        "form": form,
        "seen": found.revision if seen is None else seen,
        "lines": _lines(found, told, form),
        "on": on,
        "state_words": _(SHEET_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "deadline": deadline_shown(found.due_on, on=today, days=calendar())
        if is_open
        else None,
        "events": ui.dated([_event(one) for one in queries.events_of(found)], today),
        "runs": runs(seat),
        "may_return": runs(seat) and is_in and found.survey.closed_at is None,
        "may_extend": runs(seat) and is_open,
        "answered_by": _answered_by(found, today),
        "behind": _behind(found, on),
        **_judged(found, today),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "surveys/sheet.html", context, status=status)


def _answered_by(found: SurveySheet, today: date) -> str:
    """The heir that answers, where the agency that was asked ended."""
    if found.agency_id == found.given_agency_id:
        return ""
    return agency_names_on([found.agency_id], today).get(found.agency_id, "")


def _behind(found: SurveySheet, on: date) -> list[Any]:
    """The machines behind the numbers of age and system, while it is open."""
    if found.state not in OPEN:
        return []
    ruled_on = found.survey.begun_on
    return queries.machines_behind(found.agency_id, on, ruled_on=ruled_on)


def _judged(found: SurveySheet, today: date) -> dict[str, Any]:
    criteria = queries.criteria_on(found.survey.begun_on)
    answered = queries.answered_of(found, criteria)
    if answered is None:
        return {"scored": [], "total": None, "wanted": []}
    closed = found.survey.closed_at
    on = local_date(closed) if closed is not None else today
    wanted = upgrades([answered], queries.prices_on(on))
    return {
        "scored": _scored(answered.score),
        "total": shown(answered.score.total),
        "wanted": [(one, shown(one.gain)) for one in wanted],
        "wanted_cost": _cost(wanted),
    }


def _cost(wanted: list[Upgrade]) -> int:
    return sum(one.cost or 0 for one in wanted)


def _scored(score: Score) -> list[tuple[Any, str, str, Any]]:
    """(criterion, name, what it looks at, points)."""
    found = []
    for one in score.lines:
        key = one.criterion.key
        if one.value is None:
            said = _("chưa có số")
        elif key in YES_OR_NO:
            said = _(YES_NAMES[int(one.value > 0)])
        else:
            said = str(shown(one.value)).replace(".", ",")
            said = said.removesuffix(",0") + ("" if key == "mbps" else " %")
        found.append((one.criterion, _(one.criterion.name), said, shown(one.points)))
    return found


def _lines(found: SurveySheet, told: Values, form: SheetForm | None) -> list[Line]:
    given = answers_of(found.answers)
    values = values_of(given)
    lines = []
    for one in QUESTIONS:
        answer_, was = given.get(one.key, Answer()), told.get(one.key)
        value = values[one.key]
        lines.append(
            Line(
                question=one,
                name=_(one.name),
                measured=said(one, was) or _("không đo được"),
                beside=_beside(one, told),
                box=form[one.key] if form is not None else None,
                reason_box=form[f"{one.key}_reason"] if form is not None else None,
                declared=said(one, value) or answer_.typed,
                reason=answer_.reason,
                differs=was is not None and value is not None and was != value,
            )
        )
    return lines


def said(question: Question, value: int | None) -> str:
    if value is None:
        return ""
    if question.kind == Kind.YES:
        return _(YES_NAMES[int(bool(value))])
    return ui.dotted(value)


def _beside(question: Question, told: Mapping[str, int | None]) -> str:
    """Of how many machines nobody knows it."""
    key = {"old": AGE_UNKNOWN, "unsupported": SYSTEM_UNKNOWN}.get(question.key, "")
    unknown = told.get(key)
    if not unknown:
        return ""
    words = (
        ngettext("%(n)d máy chưa rõ tuổi", "%(n)d máy chưa rõ tuổi", unknown)
        if key == AGE_UNKNOWN
        else ngettext(
            "%(n)d máy chưa rõ hệ điều hành",
            "%(n)d máy chưa rõ hệ điều hành",
            unknown,
        )
    )
    return words % {"n": unknown}


def _event(one: SheetEvent) -> ui.Event:
    text = one.text
    if one.event == "surveys.extended" and one.detail.get("due_on"):
        until = date.fromisoformat(one.detail["due_on"])
        text = _("đến %(day)s: %(why)s") % {"day": f"{until:%d/%m/%Y}", "why": text}
    name = _(AUDIT_EVENTS[one.event])
    return ui.Event(
        at=one.at, actor=one.actor, text=f"{name}: {text}" if text else name
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def extend(request: SeatRequest, sheet_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_sheet_to_judge(request.seat, sheet_id)
    form = ExtendForm(posted(request))
    words = Words(_("Gia hạn"), _("Gia hạn"), _("Đã gia hạn."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.extend_sheets(
            survey_id=found.survey_id,
            chosen=[found.pk],
            due_on=form.cleaned_data["due_on"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=sheet_url(found),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def send_back(request: SeatRequest, sheet_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_sheet_to_judge(request.seat, sheet_id)
    form = ReasonForm(posted(request))
    words = Words(_("Trả lại để sửa"), _("Trả lại"), _("Đã trả lại."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.return_sheet(
            sheet_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=sheet_url(found),
    )
