"""What is counted of training: places that were completed, people taught in a year,
agencies that named who they must."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.indicators.rules import (
    Better,
    Measured,
    PeriodKind,
    RecordKind,
    Records,
    Sure,
    Told,
    Unit,
    indicators,
    record_kinds,
)
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat
from congvu.organisations.queries import names_ever
from congvu.training.access import seen_places

PLACE, LEARNER, AGENCY = "training.place", "training.learner", "training.agency"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
_COMPLETED = f"""
SELECT p.agency_id, p.result_on, '{PLACE}', p.id, p.result = 'passed'
  FROM training_place p
 WHERE p.result <> '' AND p.result_on >= %(since)s AND p.result_on < %(until)s
"""  # noqa: S608 - our own constants
# Everybody who held a post there on the last day, each once; completed by then a class
# that began or ended in the period.
_TAUGHT = f"""
SELECT w.agency_id, w.day, '{LEARNER}', w.person_id, EXISTS (
         SELECT FROM training_place p
          WHERE p.person_id = w.person_id AND p.result = 'passed'
            AND p.result_on >= %(since)s AND p.result_on <= w.day)
  FROM (SELECT DISTINCT u.agency_id, d.day, a.person_id
          FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d
          JOIN organisations_appointment a ON a.valid_from <= d.day
           AND (a.valid_until IS NULL OR a.valid_until > d.day)
          JOIN organisations_post o ON o.id = a.post_id
          JOIN organisations_unit u ON u.id = o.unit_id
         WHERE d.day >= %(since)s) w
"""  # noqa: S608 - our own constants
# Every agency of the last day; who left their last post there is no longer named.
_NAMED = f"""
WITH stand AS (
  SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day
), named AS (
  SELECT 'it' AS what, n.agency_id, n.person_id
    FROM training_itspecialist n JOIN stand d ON n.since <= d.day
     AND (n.until IS NULL OR n.until > d.day)
  UNION ALL
  SELECT 'security', n.agency_id, n.person_id
    FROM controls_securityofficer n JOIN stand d ON n.since <= d.day
     AND (n.until IS NULL OR n.until > d.day)
   WHERE n.kind = 'main'
), sitting AS (
  SELECT DISTINCT n.what, n.agency_id
    FROM named n JOIN organisations_appointment a ON a.person_id = n.person_id
    JOIN stand d ON a.valid_from <= d.day
     AND (a.valid_until IS NULL OR a.valid_until > d.day)
    JOIN organisations_post o ON o.id = a.post_id
    JOIN organisations_unit u ON u.id = o.unit_id AND u.agency_id = n.agency_id
)
SELECT a.id, d.day, '{AGENCY}', a.id,
       (SELECT count(*) FROM sitting s WHERE s.agency_id = a.id) = 2
  FROM stand d JOIN organisations_agency a ON a.valid_from <= d.day
   AND (a.valid_until IS NULL OR a.valid_until > d.day)
 WHERE d.day >= %(since)s
"""  # noqa: S608 - our own constants


def completed(since: date, until: date) -> Records:
    return Records(_COMPLETED, {"since": since, "until": until})


def taught(since: date, until: date) -> Records:
    return Records(_TAUGHT, {"since": since, "until": until})


def both_named(since: date, until: date) -> Records:
    return Records(_NAMED, {"since": since, "until": until})


def tell_agencies(_seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """By name, with the list of whom each named; one query."""
    named = reverse("training:named")
    return {pk: Told(name, named) for pk, name in names_ever(list(ids)).items()}


def tell_places(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who may see them; one query."""
    return {
        one.pk: Told(
            f"{one.person.full_name}: {one.training_class.name}",
            reverse("training:class", args=[one.training_class_id]),
        )
        for one in seen_places(seat).filter(pk__in=ids)
    }


def tell_learners(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """Who learned something that the seat may see; the others have nothing to show."""
    rows = seen_places(seat).filter(person__in=ids).order_by("result_on", "pk")
    return {
        one.person_id: Told(
            one.person.full_name,
            reverse("training:class", args=[one.training_class_id]),
        )
        for one in rows
    }


record_kinds(
    RecordKind(PLACE, _("chỗ học"), tell_places),
    RecordKind(LEARNER, _("người giữ chức vụ"), tell_learners),
    RecordKind(AGENCY, _("cơ quan"), tell_agencies),
)
indicators(
    Measured(
        code="training.completed",
        name=_("Lượt học hoàn thành"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các lượt học có kết quả trong kỳ, bao nhiêu lượt hoàn thành: dự đủ "
            "phần buổi học mà khóa học yêu cầu."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND phần 5; cách tính do phần mềm đề ra"),
        sure=Sure.OURS,
        records=completed,
        counts_today=True,
    ),
    Measured(
        code="training.people_taught",
        name=_("Người được đào tạo trong năm"),
        unit=Unit.PERCENT,
        period=PeriodKind.YEAR,
        better=Better.HIGHER,
        definition=_(
            "Trong những người giữ chức vụ ở cơ quan vào ngày cuối kỳ (kỳ chưa hết thì "
            "hôm nay), bao nhiêu người đã hoàn thành ít nhất một lớp trong kỳ. Mỗi "
            "người một lần dù giữ nhiều chức vụ."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND phần 5; cách tính do phần mềm đề ra"),
        sure=Sure.OURS,
        records=taught,
        counts_today=True,
    ),
    Measured(
        code="training.both_named",
        name=_("Cơ quan có đủ người chuyên trách"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các cơ quan có vào ngày cuối kỳ (kỳ chưa hết thì hôm nay), bao "
            "nhiêu cơ quan đã phân công cả người chuyên trách công nghệ thông tin và "
            "người phụ trách an ninh, mà ngày ấy cả hai còn giữ chức vụ ở cơ quan. "
            "Người phó không tính."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND phần 5; cách tính do phần mềm đề ra"),
        sure=Sure.OURS,
        records=both_named,
        counts_today=True,
    ),
)
