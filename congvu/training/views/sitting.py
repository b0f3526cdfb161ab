"""Tests of a class as their learners and who keeps it see them; a paper, sat."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.training import actions
from congvu.training.access import (
    get_class_with_tests,
    get_sitting_for,
    get_test_for,
    keeps_class,
)
from congvu.training.models import Sitting
from congvu.training.queries.papers import (
    QuestionShown,
    figures_of,
    learners_of,
    own_sittings,
    shown_paper,
    tests_of,
)
from congvu.training.rules.papers import is_open, is_passed
from congvu.training.rules.questions import QuestionKind
from congvu.training.rules.words import ClassState
from congvu.training.views.deeds import METHODS, READ
from congvu.ui.deeds import refused


def _sitting_told(one: Sitting) -> dict[str, Any]:
    passed = one.score is not None and is_passed(one.score, one.test.pass_percent)
    return {
        "one": one,
        "percent": None if one.score is None else one.score / 10,
        "words": _("đạt") if passed else _("chưa đạt"),
        "tone": "done" if passed else "late",
    }


@require_safe
@with_seat(READ)
def tests(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    found = get_class_with_tests(request.seat, training_class_id)
    keeps = keeps_class(request.seat, found)
    rows = tests_of(found).prefetch_related("parts")
    context = {
        "found": found,
        "rows": [
            {"one": one, "questions": sum(part.count for part in one.parts.all())}
            for one in rows.order_by("opens_at", "pk")
        ],
        "keeps": keeps,
        "may_set": keeps and found.state == ClassState.OPEN,
        "course_is_own": found.course.agency_id == request.seat.agency_id,
    }
    return render(request, "training/tests.html", context)


@require_safe
@with_seat(READ)
def test(request: SeatRequest, class_test_id: UUID) -> HttpResponse:
    """To a learner their own sittings; to who keeps the class everybody's points, and
    how each question did.
    """
    seat, now = request.seat, timezone.now()
    found = get_test_for(seat, class_test_id)
    keeps = keeps_class(seat, found.training_class)
    own = own_sittings(found, seat.person_id)
    running = [one for one in own if one.handed_at is None]
    context = {
        "found": found,
        "parts": found.parts.order_by("topic"),
        "own": [_sitting_told(one) for one in own],
        "running": running[0] if running else None,
        "may_begin": not keeps and found.opens_at <= now < found.closes_at,
        "keeps": keeps,
        "learners": learners_of(found) if keeps else [],
        "figures": figures_of(found) if keeps else [],
    }
    return render(request, "training/test.html", context)


@require_POST
@with_seat(READ)
def begin(request: SeatRequest, class_test_id: UUID) -> HttpResponse:
    found = get_test_for(request.seat, class_test_id)
    try:
        made = actions.begin_sitting(
            test_id=found.pk, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        refused(request, why)
        return redirect("training:test", found.pk)
    return redirect("training:sitting", made.pk)


def sent_answers(request: SeatRequest) -> dict[int, actions.Sent]:
    """All that stands on the page; what has no number of a question is none of it."""
    found: dict[int, actions.Sent] = {}
    for name, seen in request.POST.items():
        mark, _dash, number = name.partition("-")
        if mark != "seen" or not (number.isascii() and number.isdigit()):
            continue
        if len(number) > 4 or not (str(seen).isascii() and str(seen).isdigit()):
            continue
        given = tuple(request.POST.getlist(f"a-{number}"))
        found[int(number)] = actions.Sent(given, int(str(seen)[:9]))
    return found


@require_http_methods(METHODS)
@with_seat(READ)
def sitting(request: SeatRequest, sitting_id: UUID) -> HttpResponse:
    """The paper; sent without handing in it is kept. A script asks for the same."""
    found = get_sitting_for(request.seat, sitting_id)
    if request.method == "POST":
        return _kept(request, found)
    if found.handed_at is not None:
        return redirect("training:test", found.test_id)
    answered = _paper(request, found, window=secrets.token_hex(8), told="")
    answered["Cache-Control"] = "private, no-store"
    return answered


def _kept(request: SeatRequest, found: Sitting) -> HttpResponse:
    window, live = request.POST.get("window", ""), "HX-Request" in request.headers
    try:
        stale = actions.keep_answers(
            sitting_id=found.pk,
            sent=sent_answers(request),
            window=window,
            by=request.seat,
            at=timezone.now(),
        )
    except Refused as why:
        if live:
            told = " ".join(_(one.message) for one in why.reasons)
            context = {"told": told, "questions": shown_paper(found)}
            return render(request, "training/paper_kept.html", context, status=422)
        refused(request, why)
        return redirect("training:sitting", found.pk)
    now = timezone.localtime()
    told = _("Đã lưu lúc %(moment)s.") % {"moment": f"{now:%H:%M:%S}"}
    if stale:
        numbers = ", ".join(str(one) for one in stale)
        words = _("Câu %(numbers)s đã trả lời ở cửa sổ khác: giữ câu trả lời kia.")
        told = f"{told} {words % {'numbers': numbers}}"
    if live:
        context = {"told": told, "questions": shown_paper(found)}
        return render(request, "training/paper_kept.html", context)
    return _paper(request, found, window=secrets.token_hex(8), told=told)


def _paper(
    request: SeatRequest, found: Sitting, *, window: str, told: str
) -> HttpResponse:
    questions = shown_paper(found)
    context = {
        "found": found,
        "is_over": not is_open(found.ends_at, timezone.now()),
        "questions": questions,
        "rows": [_question(one) for one in questions],
        "answered": sum(one.answered for one in questions),
        "window": window,
        "told": told,
    }
    return render(request, "training/paper.html", context)


def _question(one: QuestionShown) -> dict[str, Any]:
    return {
        "one": one,
        "is_many": one.kind is QuestionKind.MULTIPLE,
        "is_short": one.kind is QuestionKind.SHORT,
    }


@require_POST
@with_seat(READ)
def hand_in(request: SeatRequest, sitting_id: UUID) -> HttpResponse:
    found = get_sitting_for(request.seat, sitting_id)
    actions.hand_in(
        sitting_id=found.pk,
        sent=sent_answers(request),
        window=request.POST.get("window", ""),
        by=request.seat,
        at=timezone.now(),
    )
    return redirect("training:test", found.test_id)
