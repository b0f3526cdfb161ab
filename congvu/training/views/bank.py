"""The bank of questions of a course; tests of a class set from it."""

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

from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.training import actions
from congvu.training.access import (
    get_class_to_keep,
    get_course_to_keep,
    get_question_to_keep,
    get_test_to_keep,
)
from congvu.training.forms import GiftForm, QuestionForm, TestForm
from congvu.training.models import BankQuestion
from congvu.training.queries.papers import bank_page, topic_counts
from congvu.training.rules.questions import KIND_NAMES, QuestionKind
from congvu.training.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    press,
    uuid_or_none,
)
from congvu.ui import rules as ui
from congvu.ui.deeds import show_refusal


def _bank_url(course_id: UUID) -> str:
    return reverse("training:bank", args=[course_id])


def tests_url(class_id: UUID) -> str:
    return reverse("training:tests", args=[class_id])


def _told(one: BankQuestion) -> dict[str, object]:
    """As it is typed, the right one marked."""
    kind = QuestionKind(one.kind)
    lines = [(text, at in one.key) for at, text in enumerate(one.choices)]
    if kind is QuestionKind.MATCHING:
        sides = zip(one.prompts, one.key, strict=True)
        lines = [(f"{left} → {one.choices[at]}", True) for left, at in sides]
    lines += [(text, True) for text in one.accepted]
    return {"one": one, "kind": _(KIND_NAMES[kind]), "lines": lines}


@require_safe
@with_seat(KEEP)
def bank(request: SeatRequest, course_id: UUID) -> HttpResponse:
    """With the key: never for who sits a test of it."""
    course = get_course_to_keep(request.seat, course_id)
    page = bank_page(course, uuid_or_none(request.GET.get("sau", "")))
    context = {
        "course": course,
        "topics": topic_counts(course.pk),
        "rows": [_told(one) for one in page.rows],
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "training/bank.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_question(request: SeatRequest, course_id: UUID) -> HttpResponse:
    course = get_course_to_keep(request.seat, course_id)
    form = QuestionForm(posted(request), initial={"points": 1})
    words = Words(_("Thêm câu hỏi"), _("Thêm"), _("Đã thêm câu hỏi."), course.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_question(
            course_id=course.pk,
            topic=form.cleaned_data["topic"],
            asked=form.asked(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=_bank_url(course.pk),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def import_questions(request: SeatRequest, course_id: UUID) -> HttpResponse:
    """Looked at first: nothing is put in before the report was seen."""
    course, report = get_course_to_keep(request.seat, course_id), None
    form = GiftForm(posted(request), request.FILES or None)
    is_trial = "nhap" not in request.POST
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            report = actions.import_questions(
                course_id=course.pk,
                topic=given["topic"],
                text=given["text"],
                is_trial=is_trial,
                by=request.seat,
                at=timezone.now(),
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            shown = {"topic": given["topic"], "text": given["text"]}
            form = GiftForm(initial=shown if is_trial else None)
    context = {
        "course": course,
        "form": form,
        "back": _bank_url(course.pk),
        "report": report,
        "is_trial": is_trial,
        "good": sum(not one.why for one in report or []),
    }
    status = 422 if form.errors else 200
    return render(request, "training/bank_import.html", context, status=status)


@require_POST
@with_seat(KEEP)
def retire_question(request: SeatRequest, test_question_id: UUID) -> HttpResponse:
    found = get_question_to_keep(request.seat, test_question_id)
    return press(
        request,
        lambda: actions.retire_question(
            question_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã bỏ câu hỏi; bài đã làm vẫn giữ nguyên."),
        _bank_url(found.course_id),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def set_test(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    found = get_class_to_keep(request.seat, training_class_id)
    given = {"minutes": 30, "pass_percent": 60, "tries": 1, "rest_hours": 0}
    topics = topic_counts(found.course_id)
    form = TestForm(posted(request), topics=topics, initial=given)
    words = Words(
        _("Đặt bài kiểm tra"), _("Đặt bài"), _("Đã đặt bài kiểm tra."), found.name
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.set_test(
            class_id=found.pk,
            data=form.data_given(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=tests_url(found.pk),
    )


@require_POST
@with_seat(KEEP)
def withdraw_test(request: SeatRequest, class_test_id: UUID) -> HttpResponse:
    found = get_test_to_keep(request.seat, class_test_id)
    return press(
        request,
        lambda: actions.withdraw_test(
            test_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã rút bài kiểm tra."),
        tests_url(found.training_class_id),
    )
