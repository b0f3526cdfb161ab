"""Tests of a class: set from the bank of its course, withdrawn before anybody sat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.training.actions.classes import locked
from congvu.training.actions.saying import line, missing, note, refuse_marked, too_long
from congvu.training.models import ClassTest, TestPart, TrainingClass
from congvu.training.queries.papers import topic_counts
from congvu.training.rules.papers import (
    MOST_MINUTES,
    MOST_QUESTIONS,
    MOST_REST_HOURS,
    MOST_TRIES,
)
from congvu.training.rules.words import LONGEST_NAME


@dataclass(frozen=True)
class TestData:
    """``parts``: topic → how many of its questions."""

    __test__ = False

    name: str
    opens_at: datetime | None
    closes_at: datetime | None
    minutes: int | None
    pass_percent: int | None
    tries: int | None = 1
    rest_hours: int | None = 0
    parts: Mapping[str, int] = field(default_factory=dict)


def set_test(*, class_id: UUID, data: TestData, by: Seat, at: datetime) -> ClassTest:
    """Who completes the class has passed it, too."""
    refuse_marked(texts=[data.name], by=by, at=at)
    with transaction.atomic():
        found = locked(class_id, by)
        reasons = _reasons(found, data, at)
        if reasons:
            raise Refused(reasons)
        made = ClassTest(
            training_class=found,
            name=line(data.name),
            rest_hours=data.rest_hours or 0,
            made_at=at,
            made_by=by.person_name,
        )
        for name in ("opens_at", "closes_at", "minutes", "pass_percent", "tries"):
            setattr(made, name, getattr(data, name))
        made.save(force_insert=True)
        TestPart.objects.bulk_create(
            TestPart(test=made, topic=topic, count=count)
            for topic, count in data.parts.items()
            if count
        )
        note("training.test-set", found, by=by, at=at, test=made.name)
        return made


def _reasons(found: TrainingClass, data: TestData, at: datetime) -> list[Reason]:
    name = line(data.name)
    reasons = missing({"name": (name, _("Ghi tên bài kiểm tra."))})
    reasons += too_long({"name": (name, LONGEST_NAME)})
    opens, closes = data.opens_at, data.closes_at
    if opens is None or not found.begins_on <= local_date(opens) <= found.ends_on:
        told = _("Ghi giờ mở, trong những ngày của lớp.")
        reasons.append(Reason(told, "opens_at"))
    if closes is None or closes <= at or (opens is not None and closes <= opens):
        told = _("Ghi giờ đóng, sau giờ mở và sau lúc này.")
        reasons.append(Reason(told, "closes_at"))
    elif local_date(closes) > found.ends_on:
        reasons.append(Reason(_("Đóng trong những ngày của lớp."), "closes_at"))
    for field_name, least, most, given in (
        ("minutes", 1, MOST_MINUTES, data.minutes),
        ("pass_percent", 1, 100, data.pass_percent),
        ("tries", 1, MOST_TRIES, data.tries),
        ("rest_hours", 0, MOST_REST_HOURS, data.rest_hours or 0),
    ):
        if given is None or not least <= given <= most:
            told = _("Ghi số từ %(least)s đến %(most)s.")
            told %= {"least": least, "most": most}
            reasons.append(Reason(told, field_name))
    return reasons + _part_reasons(found, data.parts)


def _part_reasons(found: TrainingClass, parts: Mapping[str, int]) -> list[Reason]:
    there, reasons = topic_counts(found.course_id), []
    total = sum(parts.values())
    if not 1 <= total <= MOST_QUESTIONS or min(parts.values(), default=0) < 0:
        told = _("Mỗi đề có từ 1 đến %(most)s câu hỏi.") % {"most": MOST_QUESTIONS}
        reasons.append(Reason(told, "parts"))
    for topic, count in parts.items():
        if count > there.get(topic, 0):
            told = _("Chủ đề %(topic)s chỉ có %(there)s câu hỏi.")
            told %= {"topic": topic, "there": there.get(topic, 0)}
            reasons.append(Reason(told, "parts"))
    return reasons


@transaction.atomic
def withdraw_test(*, test_id: UUID, by: Seat, at: datetime) -> ClassTest:
    """As if it had not been set; not once somebody began."""
    test = ClassTest.objects.filter(pk=test_id, withdrawn_at=None).first()
    if test is None:
        raise Refused([Reason(_("Bài kiểm tra này đã rút."))])
    found = locked(test.training_class_id, by)
    test = ClassTest.objects.select_for_update().get(pk=test_id)
    if test.withdrawn_at is None:
        if test.sittings.exists():
            raise Refused([Reason(_("Đã có người làm bài: không rút được nữa."))])
        test.withdrawn_at = at
        test.save(update_fields=["withdrawn_at"])
        note("training.test-withdrawn", found, by=by, at=at, test=test.name)
    return test
