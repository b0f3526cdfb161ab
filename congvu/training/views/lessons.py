"""Lessons of a course: uploaded, withdrawn, opened; how far everybody is.

A lesson is a stranger's program. Its files are answered from addresses that bear a pass
and need no cookie, under a policy that takes their origin away (ADR 0139).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.training import actions
from congvu.training.access import (
    get_class_for,
    get_course_for,
    get_course_to_keep,
    get_lesson_to_learn,
    get_lesson_to_try,
    get_package_to_keep,
    keeps_class,
    keeps_course,
    pass_for,
    place_to_learn,
    read_pass,
    seat_of_pass,
)
from congvu.training.formats.pages import is_page, kind_of, with_api
from congvu.training.forms.lessons import PackageForm
from congvu.training.models import Lesson, LessonAttempt, Place
from congvu.training.queries.lessons import (
    Served,
    attempts_of,
    elements_for,
    find_served,
    lessons_of,
    packages_of,
    progress_of,
)
from congvu.training.rules.lessons import (
    LESSON_STATUS_NAMES,
    MOST_TOLD,
    LessonStatus,
    Pass,
)
from congvu.training.rules.words import PlaceState
from congvu.training.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    posted,
    press,
)

_PIECE = 256 * 1024
_TONES = {
    LessonStatus.PASSED: "done",
    LessonStatus.COMPLETED: "done",
    LessonStatus.FAILED: "late",
    LessonStatus.INCOMPLETE: "look",
}


# -- the lessons of a course


@require_safe
@with_seat(READ)
def packages(request: SeatRequest, course_id: UUID) -> HttpResponse:
    course = get_course_for(request.seat, course_id)
    context = {
        "course": course,
        "packages": packages_of(course.pk),
        "keeps": keeps_course(request.seat, course),
    }
    return render(request, "training/packages.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_package(request: SeatRequest, course_id: UUID) -> HttpResponse:
    course = get_course_to_keep(request.seat, course_id)
    form = PackageForm(posted(request), request.FILES or None)
    sent = request.FILES.get("file")
    words = Words(
        _("Tải lên gói bài giảng"), _("Tải lên"), _("Đã tải lên."), course.name
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_package(
            course_id=course.pk,
            stream=cast("BinaryIO", sent.file) if sent and sent.file else None,
            counts=form.cleaned_data["counts"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=_packages_url(course.pk),
    )


@require_POST
@with_seat(KEEP)
def withdraw_package(request: SeatRequest, lesson_package_id: UUID) -> HttpResponse:
    found = get_package_to_keep(request.seat, lesson_package_id)
    return press(
        request,
        lambda: actions.withdraw_package(
            package_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thôi dùng gói này; kết quả đã có vẫn giữ."),
        _packages_url(found.course_id),
    )


def _packages_url(course_id: UUID) -> str:
    return reverse("training:packages", args=[course_id])


# -- the lessons of a class


@require_safe
@with_seat(READ)
def lessons(request: SeatRequest, training_class_id: UUID) -> HttpResponse:
    """One's own way through them; to who keeps the class, everybody's."""
    seat = request.seat
    found = get_class_for(seat, training_class_id)
    place = place_to_learn(seat, found)
    keeps = keeps_class(seat, found)
    mine = attempts_of([place.pk]) if place else {}
    rows = found.places.filter(state=PlaceState.HELD).select_related("person", "post")
    places = list(rows.order_by("person__folded_name", "pk")) if keeps else []
    progress = progress_of(found, places)
    context = {
        "found": found,
        "place": place,
        "lessons": [
            (one, _told(mine.get((place.pk, one.pk)) if place else None))
            for one in lessons_of(found.course_id)
        ],
        "keeps": keeps,
        "people": [(one, _spent(one, progress)) for one in places],
    }
    return render(request, "training/lessons.html", context)


def _told(one: LessonAttempt | None) -> dict[str, Any]:
    status = LessonStatus(one.status) if one else LessonStatus.NOT_ATTEMPTED
    return {
        "words": _(LESSON_STATUS_NAMES[status]),
        "tone": _TONES.get(status, ""),
        "best": one.best if one else None,
    }


def _spent(one: Place, progress: dict[UUID, Any]) -> dict[str, Any]:
    found = progress[one.pk]
    hours, minutes = divmod(found.spent // 6000, 60)
    return {"far": found, "time": f"{hours}:{minutes:02d}"}


# -- a lesson in its frame


@require_safe
@with_seat(READ)
def learn(
    request: SeatRequest, training_class_id: UUID, lesson_id: UUID
) -> HttpResponse:
    lesson, place = get_lesson_to_learn(request.seat, training_class_id, lesson_id)
    back = reverse("training:lessons", args=[training_class_id])
    return _frame(request, lesson, place, back)


@require_safe
@with_seat(KEEP)
def try_lesson(request: SeatRequest, lesson_id: UUID) -> HttpResponse:
    """By who keeps the course: nothing is kept of it."""
    lesson = get_lesson_to_try(request.seat, lesson_id)
    return _frame(request, lesson, None, _packages_url(lesson.package.course_id))


def _frame(
    request: SeatRequest, lesson: Lesson, place: Place | None, back: str
) -> HttpResponse:
    shown = pass_for(request.seat, lesson, place)
    path, _mark, asked = lesson.href.partition("?")
    address = reverse("training:lesson-file", args=[shown, path])
    context = {
        "lesson": lesson,
        "address": f"{address}?{quote(asked, safe='=&%+')}" if asked else address,
        "is_kept": place is not None,
        "back": back,
    }
    return render(request, "training/lesson.html", context)


# -- what the lesson itself asks: no cookie, the pass in its address


@require_safe
def lesson_file(request: HttpRequest, lesson_pass: str, path: str) -> HttpResponse:
    shown = read_pass(lesson_pass)
    # Never as a script or a picture of a page of ours: only lessons load from here.
    ours = request.headers.get("Sec-Fetch-Site", "") == "same-origin"
    if ours and request.headers.get("Sec-Fetch-Dest", "") != "iframe":
        raise Http404
    served = find_served(shown, path)
    if served is None:
        raise Http404
    if is_page(path):
        response = _page(request, shown, served, lesson_pass)
    else:
        response = _bytes(served)
    return _alone(request, response, lesson_pass)


def _page(
    request: HttpRequest, shown: Pass, served: Served, lesson_pass: str
) -> HttpResponseBase:
    with open_file(served.package.content) as content:
        content.seek(served.file.start)
        page = content.read(served.file.size)
    keep = reverse("training:lesson-keep", args=[lesson_pass])
    tag = format_html(
        '<script src="{}" data-cmi="{}" data-keep="{}"></script>',
        static("training/scorm.js"),
        json.dumps(elements_for(shown)),
        request.build_absolute_uri(keep) if shown.place_id else "",
    )
    return HttpResponse(with_api(page, tag))


def _bytes(served: Served) -> HttpResponseBase:
    stream = open_file(served.package.content)
    stream.seek(served.file.start)
    response = StreamingHttpResponse(
        _pieces(stream, served.file.size), content_type=kind_of(served.file.path)
    )
    response["Content-Length"] = str(served.file.size)
    return response


def _pieces(stream: BinaryIO, left: int) -> Iterator[bytes]:
    with stream:
        while left and (piece := stream.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece


def _alone(
    request: HttpRequest, response: HttpResponseBase, lesson_pass: str
) -> HttpResponse:
    """Without an origin; loads from its own folder, sends to its own address alone.

    A page inside a page of the lesson has no ancestor that a policy could name.
    """
    folder = reverse("training:lesson-keep", args=[lesson_pass])
    own = request.build_absolute_uri(folder)
    api = request.build_absolute_uri(static("training/scorm.js"))
    response["Content-Security-Policy"] = (
        f"sandbox allow-scripts allow-forms; default-src {own} {api} 'unsafe-inline' "
        "'unsafe-eval' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'none'"
    )
    inner = request.headers.get("Sec-Fetch-Site", "") == "cross-site"
    if inner and request.headers.get("Sec-Fetch-Dest", "") in ("iframe", "frame"):
        response.xframe_options_exempt = True  # type: ignore[attr-defined]  # as Django's own decorator says it
    else:
        response["Content-Security-Policy"] += "; frame-ancestors 'self'"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return cast(HttpResponse, response)  # a page like any other


@csrf_exempt
@require_POST
def lesson_keep(request: HttpRequest, lesson_pass: str) -> HttpResponse:
    """What the lesson commits; its page has no cookie, so none is looked at."""
    shown, now = read_pass(lesson_pass), timezone.now()
    seat = seat_of_pass(shown, timezone.localdate(now))
    try:
        values, finished = _said(request.body)
        actions.keep_progress(
            shown=shown, values=values, finished=finished, by=seat, at=now
        )
    except Refused as why:
        words = " ".join(_(reason.message) for reason in why.reasons)
        response = HttpResponse(words, "text/plain; charset=utf-8", status=422)
    else:
        response = HttpResponse(status=204)
    return _alone(request, response, lesson_pass)


def _said(body: bytes) -> tuple[dict[str, object], bool]:
    try:
        told = json.loads(body) if len(body) <= MOST_TOLD else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("values"), dict):
        raise Refused([_("Bài giảng gửi dữ liệu không đọc được.")])
    return told["values"], told.get("finished") is True
