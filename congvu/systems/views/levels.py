"""Which level: the questions of the day's criteria, the reason of each answer."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.organisations.access import SeatRequest, with_seat
from congvu.systems import actions, queries
from congvu.systems.access import get_system_to_keep
from congvu.systems.forms import DayForm, LevelForm, RecordForm
from congvu.systems.models import InformationSystem
from congvu.systems.rules import (
    Answers,
    ReviewReason,
    Verdict,
    asked_by,
    judge,
    missing,
)
from congvu.systems.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    system_url,
)
from congvu.ui.deeds import done


@require_http_methods(METHODS)
@with_seat(KEEP)
def level(request: SeatRequest, system_id: UUID) -> HttpResponse:
    """One page: the answers, what each criterion says of them, what is proposed.

    "Xem" shows what the criteria say and keeps nothing; "Ghi" keeps it.
    """
    found, today = get_system_to_keep(request.seat, system_id), timezone.localdate()
    dated = DayForm({"ngay": request.GET.get("ngay", "")})
    on = (dated.cleaned_data["ngay"] if dated.is_valid() else None) or today
    rules = queries.criteria_on(on)
    asked = asked_by(rules)
    answers = queries.answers_of(found)
    why = found.review_reason or _first(found)
    form = LevelForm(posted(request), asked=asked, initial=LevelForm.of(answers, why))
    if request.method == "POST" and form.is_valid():
        answers = {**answers, **form.answers()}
        if request.POST.get("do") != "try":
            made = done(
                form,
                lambda: actions.classify_system(
                    system_id=found.pk,
                    data=form.data_given(on),
                    by=request.seat,
                    at=timezone.now(),
                ),
            )
            if made is not None:
                messages.success(request, _("Đã ghi cấp độ theo tiêu chí."))
                return redirect(system_url(found))
    context = {
        "found": found,
        "form": form,
        "dated": dated if not dated.is_valid() else DayForm(initial={"ngay": on}),
        "on": on,
        "back": system_url(found),
        "rules": rules,
        **_verdicts(on, today, answers),
    }
    return render(request, "systems/level.html", context, status=_status(form))


def _status(form: LevelForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _first(found: InformationSystem) -> str:
    return ReviewReason.FIRST if found.assessed_level is None else ReviewReason.CHANGE


def _verdicts(on: date, today: date, answers: Answers) -> dict[str, Any]:
    """By the criteria of that day; beside them what the other set says."""
    rules = queries.criteria_on(on)
    if not rules or missing(rules, answers):
        return {"verdict": None, "others": []}
    others = []
    for name, day in queries.criteria_sets(today):
        there = queries.criteria_on(day)
        if there and there[0].source_code != rules[0].source_code:
            lacking = missing(there, answers)
            others.append((name, None if lacking else judge(there, answers).level))
    verdict: Verdict = judge(rules, answers)
    return {"verdict": verdict, "others": others}


@require_http_methods(METHODS)
@with_seat(KEEP)
def record(request: SeatRequest, system_id: UUID) -> HttpResponse:
    """A level that was approved before the office kept the dossier."""
    seat, found = request.seat, get_system_to_keep(request.seat, system_id)
    form = RecordForm(posted(request))
    words = Words(
        _("Ghi cấp độ đã phê duyệt"),
        _("Ghi"),
        _("Đã ghi cấp độ."),
        _("Quyết định có trước, không lập hồ sơ trong phần mềm."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.record_level(
            system_id=found.pk,
            level=form.level_given(),
            on=form.cleaned_data["on"],
            basis=form.cleaned_data["basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=system_url(found),
    )
