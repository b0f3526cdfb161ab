"""What is counted of incidents: those told in time. Drills never count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.incidents.access import seen_answers, seen_incidents
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

INCIDENT, ANSWER = "incidents.incident", "incidents.answer"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
# An incident counts on the day of its last hour, once that hour is over.
_IN_TIME = f"""
SELECT i.agency_id, (max(c.due_at) {_ZONE})::date, '{INCIDENT}', i.id,
       bool_and(c.done_at IS NOT NULL AND c.done_at <= c.due_at)
  FROM incidents_incident i
  JOIN incidents_clock c ON c.incident_id = i.id
 WHERE NOT i.is_drill AND (c.dropped_at IS NULL OR c.done_at IS NOT NULL)
 GROUP BY i.id
HAVING max(c.due_at) < now()
   AND (max(c.due_at) {_ZONE})::date >= %(since)s
   AND (max(c.due_at) {_ZONE})::date < %(until)s
"""  # noqa: S608 - our own constants
_ACTED = f"""
SELECT a.agency_id, (w.due_at {_ZONE})::date, '{ANSWER}', a.id,
       a.done_at IS NOT NULL AND a.done_at <= w.due_at
  FROM incidents_warninganswer a
  JOIN incidents_unitwarning w ON w.id = a.warning_id
 WHERE w.due_at < now()
   AND (w.due_at {_ZONE})::date >= %(since)s
   AND (w.due_at {_ZONE})::date < %(until)s
"""  # noqa: S608 - our own constants


def in_time(since: date, until: date) -> Records:
    return Records(_IN_TIME, {"since": since, "until": until})


def acted(since: date, until: date) -> Records:
    return Records(_ACTED, {"since": since, "until": until})


def tell_incidents(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who may see them; one query."""
    return {
        one.pk: Told(one.name, reverse("incidents:incident", args=[one.pk]))
        for one in seen_incidents(seat).filter(pk__in=ids)
    }


def tell_answers(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    return {
        one.pk: Told(
            one.warning.title, reverse("incidents:warning", args=[one.warning_id])
        )
        for one in seen_answers(seat).filter(pk__in=ids)
    }


record_kinds(
    RecordKind(INCIDENT, _("sự cố"), tell_incidents),
    RecordKind(ANSWER, _("trả lời cảnh báo"), tell_answers),
)
indicators(
    Measured(
        code="incidents.in_time",
        name=_("Sự cố được báo đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các sự cố có hạn báo cuối cùng trong kỳ và hạn ấy đã qua, bao nhiêu "
            "sự cố có mọi việc phải báo đều ghi đã báo không muộn hơn hạn. Việc thôi "
            "phải báo không tính; diễn tập không tính."
        ),
        source=_("Nghị định 331/2026/NĐ-CP Điều 31 nêu hạn, không nêu công thức"),
        sure=Sure.OURS,
        records=in_time,
    ),
    Measured(
        code="incidents.warnings_acted",
        name=_("Cảnh báo được thực hiện đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các cảnh báo gửi tới cơ quan có hạn trong kỳ và hạn ấy đã qua, bao "
            "nhiêu cảnh báo cơ quan đã báo thực hiện, có minh chứng, không muộn hơn "
            "hạn."
        ),
        source=_("Chỉ tiêu của phần mềm; chưa có văn bản nào quy định"),
        sure=Sure.OURS,
        records=acted,
    ),
)
