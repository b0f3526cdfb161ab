"""A test sat: begun, answers kept as they are given, handed in, marked.

Nothing here gives out a right answer, and a paper is made only from its kept number.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.training.access import knows_key
from congvu.training.actions.bank import topics_of
from congvu.training.actions.saying import note
from congvu.training.models import (
    BankQuestion,
    ClassTest,
    PaperQuestion,
    Place,
    Sitting,
    TrainingClass,
)
from congvu.training.queries.papers import laid_out
from congvu.training.rules.papers import (
    WHOLE,
    draw,
    ends_at,
    is_open,
    mark,
    may_sit_again_from,
)
from congvu.training.rules.questions import read_answer, share_right
from congvu.training.rules.words import ClassState, PlaceState

_SEEDS = 1 << 62
LONGEST_WINDOW = 16


@transaction.atomic
def begin_sitting(*, test_id: UUID, by: Seat, at: datetime) -> Sitting:
    """The open one where there is one: a second window is the same paper."""
    test = _locked_test(test_id)
    places = Place.objects.select_for_update(of=("self",))
    places = places.select_related("person__user").filter(person=by.person_id)
    place = places.filter(training_class=test.training_class_id).first()
    if place is None or place.state != PlaceState.HELD:
        raise Refused([Reason(_("Bạn không có chỗ trong lớp này."))])
    sat = list(test.sittings.filter(place=place).order_by("-number"))
    last = sat[0] if sat else None
    if last is not None and last.handed_at is None:
        if is_open(last.ends_at, at):
            return last
        _close(last, at=last.ends_at)
    reasons = _begin_reasons(test, place, last, len(sat), at)
    if reasons:
        raise Refused(reasons)
    made = Sitting(
        test=test,
        place=place,
        number=len(sat) + 1,
        seed=secrets.randbelow(_SEEDS),
        began_at=at,
        ends_at=ends_at(at, test.minutes, test.closes_at),
    )
    drawn = _drawn(made)
    made.save(force_insert=True)
    PaperQuestion.objects.bulk_create(
        PaperQuestion(sitting=made, question_id=key, number=number)
        for number, key in enumerate(drawn, start=1)
    )
    _note("training.test-begun", made, by, at)
    return made


def _locked_test(test_id: UUID) -> ClassTest:
    """Those who begin come one after the other; a withdrawal waits for them."""
    rows = ClassTest.objects.select_for_update(of=("self",))
    found = rows.select_related("training_class").filter(pk=test_id).first()
    if found is None or found.withdrawn_at is not None:
        raise Refused([Reason(_("Bài kiểm tra này đã rút."))])
    return found


def _begin_reasons(
    test: ClassTest, place: Place, last: Sitting | None, count: int, at: datetime
) -> list[Reason]:
    if knows_key(place.person, test.training_class.agency_id, local_date(at)):
        told = _("Người giữ ngân hàng câu hỏi của cơ quan không làm bài kiểm tra.")
        return [Reason(told)]
    if test.training_class.state != ClassState.OPEN:
        return [Reason(_("Lớp này không còn mở."))]
    if at < test.opens_at:
        return [Reason(_("Bài kiểm tra chưa mở."))]
    if at >= test.closes_at:
        return [Reason(_("Bài kiểm tra đã đóng."))]
    if count >= test.tries:
        return [Reason(_("Bạn đã làm hết số lần được làm."))]
    if last is not None and last.handed_at is not None:
        again = may_sit_again_from(last.handed_at, test.rest_hours)
        if at < again:
            moment = f"{timezone.localtime(again):%H:%M %d/%m/%Y}"
            return [Reason(_("Được làm lại từ %(moment)s.") % {"moment": moment})]
    return []


def _drawn(sitting: Sitting) -> list[UUID]:
    test = sitting.test
    rows = BankQuestion.objects.filter(
        course=test.training_class.course_id, retired_at=None
    )
    parts = dict(test.parts.order_by("topic").values_list("topic", "count"))
    drawn = draw(sitting.seed, topics_of(rows.only("topic")), parts)
    if len(drawn) < sum(parts.values()):
        told = _("Ngân hàng không còn đủ câu hỏi cho đề; báo người giữ lớp.")
        raise Refused([Reason(told)])
    return drawn


@dataclass(frozen=True)
class Sent:
    """One answer as the page sends it: places on the paper, or a short text; and which
    revision of it the window had seen.
    """

    given: tuple[str, ...]
    seen: int


@transaction.atomic
def keep_answers(
    *, sitting_id: UUID, sent: Mapping[int, Sent], window: str, by: Seat, at: datetime
) -> list[int]:
    """By number on the paper. Where another window changed an answer meanwhile that one
    stays; told are the numbers of these.
    """
    sitting = _held(sitting_id, by)
    if sitting.handed_at is not None or not is_open(sitting.ends_at, at):
        told = _("Đã hết giờ hoặc đã nộp; câu trả lời đến sau không tính.")
        raise Refused([Reason(told)])
    return _keep(sitting, sent, window, at)


def _keep(
    sitting: Sitting, sent: Mapping[int, Sent], window: str, at: datetime
) -> list[int]:
    window = nfc(window)[:LONGEST_WINDOW]
    stale, changed = list[int](), list[PaperQuestion]()
    for row, laid in laid_out(sitting):
        one = sent.get(row.number)
        if one is None:
            continue
        given = list(read_answer(laid.asked, laid.to_bank(one.given)))
        if given == row.given or not (any(given) or row.given):
            continue
        if one.seen < row.revision and window != row.window:
            stale.append(row.number)
            continue
        row.given, row.answered_at, row.window = given, at, window
        row.revision += 1
        changed.append(row)
    PaperQuestion.objects.bulk_update(
        changed, ["given", "answered_at", "window", "revision"]
    )
    return stale


@transaction.atomic
def hand_in(
    *, sitting_id: UUID, sent: Mapping[int, Sent], window: str, by: Seat, at: datetime
) -> Sitting:
    """With what stands on the page, where it comes in time. Twice is once."""
    sitting = _held(sitting_id, by)
    if sitting.handed_at is not None:
        return sitting
    if is_open(sitting.ends_at, at):
        _keep(sitting, sent, window, at)
    _close(sitting, at=min(at, sitting.ends_at))
    _note("training.test-handed-in", sitting, by, at)
    return sitting


def _held(sitting_id: UUID, by: Seat) -> Sitting:
    rows = Sitting.objects.select_for_update(of=("self",))
    rows = rows.select_related("test__training_class", "place")
    found = rows.filter(pk=sitting_id, place__person=by.person_id).first()
    if found is None:
        raise Refused([Reason(_("Bài làm này không phải của bạn."))])
    return found


def _note(event: str, sitting: Sitting, by: Seat, at: datetime) -> None:
    test = sitting.test
    note(
        event, test.training_class, by=by, at=at, test=test.name, sitting=sitting.number
    )


def _close(sitting: Sitting, *, at: datetime) -> None:
    """Marked, each question and the whole."""
    paper = laid_out(sitting)
    for row, laid in paper:
        row.share = int(share_right(laid.asked, row.given) * WHOLE)
    PaperQuestion.objects.bulk_update([row for row, _laid in paper], ["share"])
    sitting.handed_at = at
    sitting.score = mark((laid.asked, row.given) for row, laid in paper)
    sitting.save(update_fields=["handed_at", "score"])


@transaction.atomic
def close_lapsed(*, by: Actor, at: datetime) -> int:
    """Whose time is over and who did not hand in: marked as it stands."""
    rows = Sitting.objects.select_for_update(skip_locked=True)
    rows = rows.filter(handed_at=None, ends_at__lt=at)
    lapsed = [one for one in rows.order_by("pk") if not is_open(one.ends_at, at)]
    for one in lapsed:
        _close(one, at=one.ends_at)
    if lapsed:
        record("training.tests-closed", by=by, at=at, data={"papers": len(lapsed)})
    return len(lapsed)


def close_lapsed_of(found: TrainingClass) -> None:
    """Those of a class whose tests are over; the caller's transaction."""
    rows = Sitting.objects.select_for_update(of=("self",)).order_by("pk")
    for one in rows.filter(test__training_class=found, handed_at=None):
        _close(one, at=one.ends_at)
