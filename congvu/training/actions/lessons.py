"""Packages of lessons: taken in, withdrawn; what lessons tell of a learner, kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.files import jail
from congvu.files.actions import passing_through, store
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.training.access import keeps_course
from congvu.training.actions.saying import note, refuse_marked
from congvu.training.formats.scorm import Item, Package, is_safe
from congvu.training.models import (
    Course,
    Lesson,
    LessonAttempt,
    LessonFile,
    LessonPackage,
    Place,
)
from congvu.training.rules.lessons import (
    DONE,
    MOST_PACKAGE,
    PACKAGE_REFUSALS,
    SCORES,
    LessonStatus,
    NotCmi,
    Pass,
    Told,
    read_told,
    standing,
)
from congvu.training.rules.words import ClassState, PlaceState

TASKS = "congvu.training.jail"
LIMITS = jail.Limits(seconds=60)
# So that what is stored is never the very bytes of a file that came from elsewhere.
HEAD = b"congvu lessons 1\n"
_MOST_WRONG = 20
_MOST_OPENINGS = 500


def add_package(
    *, course_id: UUID, stream: BinaryIO | None, counts: bool, by: Seat, at: datetime
) -> LessonPackage:
    """The zip is looked into in the jail alone; what is kept is its unpacked files."""
    if stream is None:
        raise Refused([Reason(_("Chọn gói SCORM 1.2 (.zip)."), "file")])
    with passing_through(stream) as (path, sha256):
        if path.stat().st_size > MOST_PACKAGE:
            raise Refused([Reason(_("Gói lớn hơn 200 MB."), "file")])
        package, whole = _unpacked(path)
    refuse_marked(texts=[package.title, *_titles(package)], by=by, at=at)
    kept = store(
        name="goi-bai-giang",
        stream=BytesIO(HEAD + whole),
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        read_later=False,
        is_envelope=True,
    ).file
    with transaction.atomic():
        course = Course.objects.select_for_update().filter(pk=course_id).first()
        if course is None or not keeps_course(by, course):
            raise Refused([Reason(_("Khóa học này không phải của cơ quan."))])
        kept_now = LessonPackage.objects.filter(course=course, withdrawn_at=None)
        if kept_now.filter(sha256=sha256).exists():
            raise Refused([Reason(_("Khóa học đã có gói này."), "file")])
        made = LessonPackage.objects.create(
            course=course,
            title=package.title or course.name[:200],
            counts=counts,
            sha256=sha256,
            content=kept,
            made_at=at,
            made_by=by.person_name,
        )
        _fill(made, package)
        _note("training.package-added", made, by=by, at=at)
        return made


def _titles(package: Package) -> list[str]:
    return [one.title for one in package.items]


def _unpacked(path: Path) -> tuple[Package, bytes]:
    try:
        answer = jail.run(
            "unpack",
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=LIMITS,
            tasks=TASKS,
        )
        package = _believed(answer.result, len(answer.blob))
    except (jail.JailFailed, KeyError, TypeError, ValueError):
        raise Refused([Reason(_(PACKAGE_REFUSALS["too-hard"]), "file")]) from None
    if package.wrong:
        raise Refused([_why(*one) for one in package.wrong[:_MOST_WRONG]])
    return package, answer.blob


def _why(key: str, which: str) -> Reason:
    words = _(PACKAGE_REFUSALS[key])
    return Reason(f"{words} ({which})" if which else words, "file")


def _believed(told: Mapping[str, Any], size: int) -> Package:
    """The child may have been taken over: only what a good one can say."""
    items = [Item(**one) for one in told["items"]]
    files = [(str(path), int(length)) for path, length in told["files"]]
    wrong = [(str(key), str(which)[:80]) for key, which in told["wrong"]]
    sums = sum(length for _path, length in files) == size
    sane = all(is_safe(path) and length >= 0 for path, length in files)
    known = all(key in PACKAGE_REFUSALS for key, _which in wrong)
    texts = [str(told["title"]), *(one.title for one in items)]
    short = all(len(text) <= 200 for text in texts)
    fit = all(
        len(one.href) <= 450
        and len(one.launch_data) <= 4096
        and (one.mastery is None or 0 <= one.mastery <= 100)
        for one in items
    )
    if not (known and short and fit and (wrong or (sums and sane and items))):
        raise ValueError
    return Package(str(told["title"]), items, files, wrong)


def _fill(made: LessonPackage, package: Package) -> None:
    start, files = len(HEAD), []
    for path, size in package.files:
        files.append(LessonFile(package=made, path=path, start=start, size=size))
        start += size
    LessonFile.objects.bulk_create(files, batch_size=1000)
    Lesson.objects.bulk_create(
        Lesson(
            package=made,
            number=number,
            title=one.title,
            href=one.href,
            mastery=one.mastery,
            launch_data=one.launch_data,
            is_sco=one.is_sco,
        )
        for number, one in enumerate(package.items, start=1)
    )


@transaction.atomic
def withdraw_package(*, package_id: UUID, by: Seat, at: datetime) -> LessonPackage:
    """It opens no more and counts for no class; what was learned from it stays."""
    rows = LessonPackage.objects.select_for_update(of=("self",))
    found = rows.select_related("course").filter(pk=package_id).first()
    if found is None or not keeps_course(by, found.course):
        raise Refused([Reason(_("Gói này không phải của cơ quan."))])
    if found.withdrawn_at is not None:
        raise Refused([Reason(_("Gói này đã thôi dùng rồi."))])
    found.withdrawn_at, found.withdrawn_by = at, by.person_name
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _note("training.package-withdrawn", found, by=by, at=at)
    return found


def _note(event: str, found: LessonPackage, *, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.course.agency_id,
        data={"course": found.course.name, "package": found.title},
    )


def keep_progress(
    *,
    shown: Pass,
    values: Mapping[str, object],
    finished: bool,
    by: Seat,
    at: datetime,
) -> LessonAttempt | None:
    """What a lesson committed, all of it or nothing; None of one that is only tried.

    The log has when somebody began a lesson and what came of it; a place kept between
    two pages is a bookmark.
    """
    try:
        told = read_told(values)
    except NotCmi as why:
        words = _("Bài giảng gửi dữ liệu không đúng SCORM 1.2: %(names)s.")
        names = ", ".join(sorted(why.names))[:300]
        raise Refused([Reason(words % {"names": names})]) from None
    if shown.place_id is None:
        return None
    with transaction.atomic():
        place = _held(shown.place_id, by)
        lesson = Lesson.objects.select_related("package").get(pk=shown.lesson_id)
        fresh = LessonAttempt(lesson=lesson, place=place, began_at=at, last_at=at)
        LessonAttempt.objects.bulk_create([fresh], ignore_conflicts=True)
        found = LessonAttempt.objects.select_for_update().get(
            lesson=lesson, place=place
        )
        before = "" if found.pk == fresh.pk else found.status
        _take(found, told, shown, finished=finished, at=at)
        found.save()
        if found.status != before:
            note(
                "training.lesson-told",
                place.training_class,
                by=by,
                at=at,
                lesson=lesson.title,
                state=found.status,
            )
        return found


def _held(place_id: UUID, by: Seat) -> Place:
    """Locked against the end of its class: what a closed one gave stays."""
    rows = Place.objects.select_for_update(of=("self",), no_key=True)
    found = (
        rows.select_related("training_class")
        .filter(pk=place_id, person=by.person_id, state=PlaceState.HELD, result="")
        .first()
    )
    if found is None or found.training_class.state != ClassState.OPEN:
        raise Refused([Reason(_("Lớp này không còn mở, hoặc bạn không có chỗ."))])
    return found


def _take(
    found: LessonAttempt, told: Told, shown: Pass, *, finished: bool, at: datetime
) -> None:
    for name in (*SCORES.values(), "location", "suspend_data", "exit"):
        if (value := getattr(told, name)) is not None:
            setattr(found, name, value)
    found.status = standing(
        told.status or LessonStatus(found.status),
        found.score_raw,
        found.lesson.mastery,
        finished=finished,
    )
    if found.score_raw is not None:
        found.best = max(found.score_raw, found.best or found.score_raw)
    key, spent = shown.opening.hex, dict(found.sittings)
    if told.time is not None and (key in spent or len(spent) < _MOST_OPENINGS):
        spent[key] = max(told.time, spent.get(key, 0))
        found.sittings = spent
    if found.status in DONE and found.done_at is None:
        found.done_at = at
    found.last_at = at
