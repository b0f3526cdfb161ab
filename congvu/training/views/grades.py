"""Results of a file: which were read for a class, what stands in one, kept, undone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.organisations.access import SeatRequest, with_seat
from congvu.training import actions
from congvu.training.access import get_class_to_keep, get_grades_to_keep
from congvu.training.forms import GradesForm
from congvu.training.models import GradeImport, ImportedGrade
from congvu.training.rules.papers import is_passed
from congvu.training.rules.words import ClassState
from congvu.training.views.deeds import KEEP, METHODS, Words, answer, posted, press


def _url(found: GradeImport) -> str:
    return reverse("training:grade-import", args=[found.pk])


def _state(one: GradeImport) -> tuple[str, str]:
    if one.undone_at is not None:
        return _("đã rút"), ""
    return (_("đã ghi"), "done") if one.kept_at else (_("chưa ghi"), "look")


@require_safe
@with_seat(KEEP)
def loads(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    found = get_class_to_keep(request.seat, training_class_id)
    rows = GradeImport.objects.filter(training_class=found).order_by("-pk")[:200]
    context = {
        "found": found,
        "rows": [(one, *_state(one)) for one in rows],
        "is_open": found.state == ClassState.OPEN,
    }
    return render(request, "training/grade_imports.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def check(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    found = get_class_to_keep(request.seat, training_class_id)
    given = {"most": 100, "pass_percent": 60}
    form = GradesForm(posted(request), request.FILES or None, initial=given)
    words = Words(
        _("Đọc bảng điểm Moodle"),
        _("Đọc, chưa ghi"),
        _("Đã đọc; xem từng dòng rồi ghi."),
        found.name,
    )

    def act() -> GradeImport:
        sent = form.cleaned_data["file"]
        data = actions.GradesData(
            sent.name, form.cleaned_data["most"], form.cleaned_data["pass_percent"]
        )
        return actions.check_grades(
            class_id=found.pk,
            data=data,
            stream=sent,
            by=request.seat,
            at=timezone.now(),
        )

    back = reverse("training:grade-imports", args=[found.pk])
    return answer(request, form, words, act, back=back, to=_url)


@require_safe
@with_seat(KEEP)
def load(request: SeatRequest, grade_import_id: UUID) -> HttpResponse:
    found = get_grades_to_keep(request.seat, grade_import_id)
    lines = ImportedGrade.objects.filter(load=found).select_related("place__person")
    rows = list(lines.order_by("line"))
    told = [
        {
            "one": one,
            "percent": None if one.score is None else one.score / 10,
            "passed": one.score is not None
            and is_passed(one.score, found.pass_percent),
            "why": _(one.why) if one.why else "",
        }
        for one in rows
    ]
    words, tone = _state(found)
    is_open = found.training_class.state == ClassState.OPEN
    context = {
        "found": found,
        "rows": told,
        "good": sum(one.place_id is not None for one in rows),
        "state": words,
        "tone": tone,
        "may_keep": is_open and found.kept_at is None and found.undone_at is None,
        "may_undo": is_open and found.undone_at is None,
    }
    return render(request, "training/grade_import.html", context)


@require_POST
@with_seat(KEEP)
def keep(request: SeatRequest, grade_import_id: UUID) -> HttpResponse:
    found = get_grades_to_keep(request.seat, grade_import_id)
    return press(
        request,
        lambda: actions.keep_grades(
            import_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã ghi kết quả; tính khi kết thúc lớp."),
        _url(found),
    )


@require_POST
@with_seat(KEEP)
def undo(request: SeatRequest, grade_import_id: UUID) -> HttpResponse:
    found = get_grades_to_keep(request.seat, grade_import_id)
    return press(
        request,
        lambda: actions.undo_grades(
            import_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã rút cả lần nhập."),
        _url(found),
    )
