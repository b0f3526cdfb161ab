"""Questions of people in the office: the list, one, each step, the figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop
from congvu.organisations.access import SeatRequest, with_seat
from congvu.portal import actions
from congvu.portal.access.questions import (
    agencies_offered,
    ask_reach,
    get_question_file_for,
    get_question_for,
    get_question_to,
    sees_contact,
    units_offered,
)
from congvu.portal.forms.questions import (
    AnswerForm,
    ForwardForm,
    PromiseForm,
    PublishForm,
    SayForm,
)
from congvu.portal.models import PublicQuestion
from congvu.portal.queries import questions as queries
from congvu.portal.rules.questions import (
    ASK_KIND_NAMES,
    ASK_WAYS,
    FIELD_NAMES,
    OVER,
    QUESTION_STATE_NAMES,
    AskKind,
    AskStep,
    Field,
    QuestionState,
    shown_code,
)
from congvu.portal.views.ask_deeds import (
    TONES,
    answer_page,
    ask_tabs,
    deeds_of,
    need_board,
    need_reader,
)
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, as_shown, posted

_TABS = {
    "phan-loai": gettext_noop("Chờ phân loại"),
    "tra-loi": gettext_noop("Chờ trả lời"),
    "duyet": gettext_noop("Chờ duyệt"),
    "tre": gettext_noop("Quá hạn"),
    "xong": gettext_noop("Đã xong"),
}


def _uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@with_seat()
def question_list(request: SeatRequest) -> HttpResponse:
    """What is open, by the day it is owed; what is late; what is over."""
    seat, today, days = request.seat, timezone.localdate(), calendar()
    need_reader(seat)
    reach, here = ask_reach(seat), reverse("portal:questions")
    counts = queries.question_counts(reach, today)
    waiting = next((t for t in _TABS if t != "xong" and counts[t]), "phan-loai")
    tab = request.GET.get("muc", "")
    tab = tab if tab in _TABS else waiting
    unit = _uuid_or_none(request.GET.get("don-vi", ""))
    before = _uuid_or_none(request.GET.get("truoc", ""))
    rows, following = queries.questions_page(
        reach, tab, today, before=before, unit=unit
    )
    context = {
        "lines": [
            (
                row,
                deadline_shown(
                    queries.owed_by(row), on=today, days=days, done=row.state in OVER
                ),
                _(QUESTION_STATE_NAMES[QuestionState(row.state)]),
                TONES.get(QuestionState(row.state), ""),
            )
            for row in rows
        ],
        "figures": [
            ui.Figure(_(label), ui.dotted(counts[name]), f"{here}?muc={name}")
            for name, label in _TABS.items()
        ],
        "tab": tab,
        "tab_name": _(_TABS[tab]),
        "following": f"{here}?muc={tab}&truoc={following}" if following else "",
        "tab_items": ask_tabs(seat, "questions"),
    }
    return render(request, "portal/questions.html", context)


@require_safe
@with_seat()
def question(request: SeatRequest, asked_id: UUID) -> HttpResponse:
    """What was asked, what came of it, what may be done now."""
    seat, today = request.seat, timezone.localdate()
    found = get_question_for(seat, asked_id)
    actions.record_question_view(found=found, by=seat, at=timezone.now())
    state, limit = QuestionState(found.state), queries.owed_by(found)
    contact = getattr(found, "contact", None)
    context = {
        "found": found,
        "code": shown_code(found.code),
        "kind": _(ASK_KIND_NAMES[AskKind(found.kind)]),
        "field": _(FIELD_NAMES[Field(found.field)]) if found.field else "",
        "state": _(QUESTION_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "due": deadline_shown(limit, on=today, days=calendar(), done=state in OVER),
        "deeds": deeds_of(seat, found),
        "contact": contact,
        "reachable": sees_contact(seat, found),
        "files": list(found.files.select_related("file").order_by("number")),
        "published": getattr(found, "published", None),
        "rating": queries.rated_by_asker(found) if state in OVER else None,
        "events": queries.timeline_of(found, today),
    }
    return render(request, "portal/question.html", context)


@require_safe
@with_seat()
def question_file(request: SeatRequest, asked_id: UUID, number: int) -> HttpResponse:
    """As it was written anew in the jail; the bytes as they came are kept nowhere."""
    found = get_question_for(request.seat, asked_id)
    row = get_question_file_for(request.seat, found, number)
    try:
        made = actions.open_question_file(
            found=found, row=row, by=request.seat, at=timezone.now()
        )
    except FileNotFoundError as why:
        raise Http404 from why
    return as_shown(made, inline="xem" in request.GET and made.is_shown)


@require_http_methods(METHODS)
@with_seat()
def question_step(request: SeatRequest, asked_id: UUID, step: str) -> HttpResponse:
    """Every step has a page of its own: a form, one action, all reasons."""
    if step not in set(AskStep):
        raise Http404
    taken = AskStep(step)
    found = get_question_to(request.seat, asked_id, taken)
    form, act = _FORMS[taken](request, found, taken)
    words = Words(
        title=_(ASK_WAYS[taken].name),
        button=_(ASK_WAYS[taken].name),
        done=_(_DONE[taken]) if taken in _DONE else _("Đã ghi."),
        lead=found.subject,
        danger=taken in (AskStep.REFUSE, AskStep.UNPUBLISH),
    )
    back = reverse("portal:question", args=[found.id])
    return answer_page(request, form, words, act, back=back, more={"found": found})


_DONE = {
    AskStep.FORWARD: gettext_noop("Đã chuyển; nơi trả lời được báo."),
    AskStep.APPROVE: gettext_noop("Đã duyệt; người hỏi được trả lời."),
    AskStep.PUBLISH: gettext_noop("Đã công khai trên Cổng thông tin."),
    AskStep.UNPUBLISH: gettext_noop("Đã gỡ; không ai đọc được trên Cổng nữa."),
}
Made = tuple[forms.Form, Callable[[], Any]]


def _forward(request: SeatRequest, found: PublicQuestion, _step: AskStep) -> Made:
    seat, today = request.seat, timezone.localdate()
    form = ForwardForm(
        posted(request),
        units=units_offered(seat, today),
        agencies=agencies_offered(seat, today),
        initial={"kind": found.kind, "field": found.field},
    )
    return form, lambda: actions.forward_question(
        question_id=found.id,
        kind=form.cleaned_data["kind"],
        field=form.cleaned_data["field"],
        to_id=form.to_id(),
        text=form.cleaned_data["text"],
        by=seat,
        at=timezone.now(),
    )


_LABELS = {
    AskStep.BEYOND: gettext_noop("Cơ quan có thẩm quyền, và lời gửi người hỏi"),
    AskStep.ELSEWHERE: gettext_noop("Nơi nhận đơn, và lời gửi người hỏi"),
    AskStep.REFUSE: gettext_noop("Lý do; người gửi đọc được"),
    AskStep.RETURN: gettext_noop("Điều cần viết lại"),
    AskStep.UNPUBLISH: gettext_noop("Lý do gỡ"),
}


def _say(request: SeatRequest, found: PublicQuestion, step: AskStep) -> Made:
    form = SayForm(posted(request), label=_(_LABELS[step]))

    def act() -> PublicQuestion:
        text, at, by = form.cleaned_data["text"], timezone.now(), request.seat
        if step == AskStep.RETURN:
            return actions.return_answer(question_id=found.id, text=text, by=by, at=at)
        if step == AskStep.UNPUBLISH:
            return actions.withdraw_answer(
                question_id=found.id, text=text, by=by, at=at
            )
        return actions.close_question(
            question_id=found.id, step=step, text=text, by=by, at=at
        )

    return form, act


def _promise(request: SeatRequest, found: PublicQuestion, _step: AskStep) -> Made:
    form = PromiseForm(posted(request))
    return form, lambda: actions.promise_answer(
        question_id=found.id,
        promised_on=form.cleaned_data["promised_on"],
        reason=form.cleaned_data["reason"],
        by=request.seat,
        at=timezone.now(),
    )


def _answer(request: SeatRequest, found: PublicQuestion, _step: AskStep) -> Made:
    form = AnswerForm(posted(request), initial={"text": found.answer})
    return form, lambda: actions.draft_answer(
        question_id=found.id,
        text=form.cleaned_data["text"],
        by=request.seat,
        at=timezone.now(),
    )


def _approve(request: SeatRequest, found: PublicQuestion, _step: AskStep) -> Made:
    form = forms.Form(posted(request))
    return form, lambda: actions.approve_answer(
        question_id=found.id, by=request.seat, at=timezone.now()
    )


def _publish(request: SeatRequest, found: PublicQuestion, _step: AskStep) -> Made:
    form = PublishForm(
        posted(request),
        initial={
            "subject": found.subject,
            "text": found.text,
            "answer": found.answer,
        },
    )
    return form, lambda: actions.publish_answer(
        question_id=found.id, by=request.seat, at=timezone.now(), **form.cleaned_data
    )


_FORMS: dict[AskStep, Callable[[SeatRequest, PublicQuestion, AskStep], Made]] = {
    AskStep.FORWARD: _forward,
    AskStep.BEYOND: _say,
    AskStep.ELSEWHERE: _say,
    AskStep.REFUSE: _say,
    AskStep.PROMISE: _promise,
    AskStep.ANSWER: _answer,
    AskStep.RETURN: _say,
    AskStep.APPROVE: _approve,
    AskStep.PUBLISH: _publish,
    AskStep.UNPUBLISH: _say,
}


@require_safe
@with_seat()
def ask_figures(request: SeatRequest) -> HttpResponse:
    """By month of the day each was owed; and where late ones lie."""
    seat, today = request.seat, timezone.localdate()
    need_board(seat)
    reach, here = ask_reach(seat), reverse("portal:questions")
    since = date(today.year - 1, today.month, 1)
    context = {
        "months": queries.ask_months(reach, since, today),
        "late": [
            (name or _("chưa chuyển đơn vị"), n, f"{here}?muc=tre&don-vi={unit or ''}")
            for unit, name, n in queries.late_by_unit(reach, today)
        ],
        "tab_items": ask_tabs(seat, "ask-figures"),
    }
    return render(request, "portal/ask_figures.html", context)
