"""What is counted of requirements: answers that hold, reports confirmed in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.controls.access import (
    seen_duties,
    seen_findings,
    seen_parts,
    seen_systems,
)
from congvu.controls.models import Answer, SystemAdministrator, YearlyReport
from congvu.controls.rules import CERTIFIED_FROM
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
from congvu.systems.access import seen_agencies

_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
ANSWER, REPORT = "controls.answer", "controls.report"
ADMIN, LEARNING = "controls.administrator", "controls.learning"
PART, FINDING = "controls.audit-part", "controls.audit-finding"
_HELD = f"""
SELECT s.agency_id, d.day, '{ANSWER}', a.id,
       a.standing = 'met' AND (a.valid_until IS NULL OR a.valid_until >= d.day)
  FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d
  JOIN controls_answer a ON (a.at {_ZONE})::date <= d.day
  JOIN systems_informationsystem s ON s.id = a.system_id
 WHERE d.day >= %(since)s AND a.standing <> 'none' AND s.state = 'running'
"""  # noqa: S608 - our own constants
_WITHOUT = f"""
SELECT s.agency_id, d.day, '{ADMIN}', a.id, 1
  FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d
  JOIN controls_systemadministrator a
    ON a.since <= d.day AND (a.until IS NULL OR a.until > d.day)
  JOIN systems_informationsystem s ON s.id = a.system_id
 WHERE d.day >= %(since)s AND s.state <> 'retired'
   AND COALESCE(s.level, s.assessed_level) >= {CERTIFIED_FROM}
   AND NOT EXISTS (
       SELECT FROM controls_securitycertificate c
        WHERE c.person_id = a.person_id AND c.issued_on <= d.day
          AND (c.valid_until IS NULL OR c.valid_until >= d.day))
"""  # noqa: S608 - our own constants
_IN_TIME = f"""
SELECT agency_id, due_before - 1, '{REPORT}', id,
       COALESCE(confirmed_on < due_before, false)
  FROM controls_yearlyreport
 WHERE due_before - 1 >= %(since)s AND due_before - 1 < %(until)s
"""  # noqa: S608 - our own constants

# Of who owns the system; a part whose day is not over counts once it is handed in.
_ANSWERED = f"""
SELECT s.agency_id, a.due, '{PART}', p.id, COALESCE(p.handed_on <= a.due, false)
  FROM controls_auditpart p
  JOIN controls_securityaudit a ON a.id = p.audit_id
  JOIN systems_informationsystem s ON s.id = p.system_id
 WHERE a.due >= %(since)s AND a.due < %(until)s
   AND (p.handed_on IS NOT NULL OR a.due < (now() {_ZONE})::date)
"""  # noqa: S608 - our own constants
_OVERDUE = f"""
SELECT s.agency_id, d.day, '{FINDING}', f.id, 1
  FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d
  JOIN controls_auditfinding f ON f.due < d.day
  JOIN controls_auditpart p ON p.id = f.part_id
  JOIN systems_informationsystem s ON s.id = p.system_id
 WHERE d.day >= %(since)s AND (f.at {_ZONE})::date <= d.day
   AND (f.closed_on IS NULL OR f.closed_on > d.day)
"""  # noqa: S608 - our own constants

# What was dropped was not owed in the end; the last day still counts.
_LEARNED = f"""
SELECT agency_id, due, '{LEARNING}', id, COALESCE(done_on <= due, false)
  FROM controls_learningduty
 WHERE due >= %(since)s AND due < %(until)s AND dropped_on IS NULL
   AND (done_on IS NOT NULL OR due < (now() {_ZONE})::date)
"""  # noqa: S608 - our own constants


def learned(since: date, until: date) -> Records:
    return Records(_LEARNED, {"since": since, "until": until})


def answered(since: date, until: date) -> Records:
    return Records(_ANSWERED, {"since": since, "until": until})


def overdue(since: date, until: date) -> Records:
    return Records(_OVERDUE, {"since": since, "until": until})


def held(since: date, until: date) -> Records:
    return Records(_HELD, {"since": since, "until": until})


def without(since: date, until: date) -> Records:
    return Records(_WITHOUT, {"since": since, "until": until})


def in_time(since: date, until: date) -> Records:
    return Records(_IN_TIME, {"since": since, "until": until})


def tell_reports(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who reads the security of the agency; one query."""
    rows = YearlyReport.objects.filter(pk__in=ids)
    agencies = seen_agencies(seat)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return {
        one.pk: Told(str(one.year), reverse("controls:report", args=[one.year]))
        for one in rows
    }


def tell_answers(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who may see the system; one query."""
    rows = Answer.objects.filter(
        pk__in=ids, system__in=seen_systems(seat).values("pk")
    ).select_related("system", "requirement")
    return {
        one.pk: Told(
            f"{one.system.name}: {one.requirement.code}. {one.requirement.name}",
            reverse("controls:system", args=[one.system_id]),
        )
        for one in rows
    }


def tell_admins(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    rows = SystemAdministrator.objects.filter(
        pk__in=ids, system__in=seen_systems(seat).values("pk")
    ).select_related("system", "person")
    return {
        one.pk: Told(
            f"{one.person.full_name}: {one.system.name}", reverse("controls:people")
        )
        for one in rows
    }


def tell_learning(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    rows = seen_duties(seat).filter(pk__in=ids).select_related("person")
    return {
        one.pk: Told(
            f"{one.person.full_name}: {one.subject}", reverse("controls:learning")
        )
        for one in rows
    }


def tell_parts(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    rows = seen_parts(seat).filter(pk__in=ids).select_related("audit", "system")
    return {
        one.pk: Told(
            f"{one.audit.title}: {one.system.name}",
            reverse("controls:audit-part", args=[one.pk]),
        )
        for one in rows
    }


def tell_findings(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    rows = seen_findings(seat).filter(pk__in=ids).select_related("part__system")
    return {
        one.pk: Told(
            f"{one.part.system.name}: {one.words}",
            reverse("controls:finding", args=[one.pk]),
        )
        for one in rows
    }


record_kinds(
    RecordKind(PART, _("phần trả lời kiểm tra an toàn"), tell_parts),
    RecordKind(FINDING, _("tồn tại an toàn"), tell_findings),
    RecordKind(LEARNING, _("yêu cầu học tập"), tell_learning),
    RecordKind(ADMIN, _("người quản trị hệ thống"), tell_admins),
    RecordKind(ANSWER, _("câu trả lời yêu cầu"), tell_answers),
    RecordKind(REPORT, _("báo cáo an ninh năm"), tell_reports),
)
indicators(
    Measured(
        code="controls.audits_in_time",
        name=_("Trả lời kiểm tra an toàn đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các hệ thống của chủ quản được hỏi ở đợt kiểm tra an toàn có hạn "
            "trả lời trong kỳ, trừ phần chưa nộp mà hạn chưa qua, bao nhiêu hệ thống "
            "được nộp trả lời muộn nhất ngày hạn. Phần bị trả lại tính theo lần nộp "
            "sau."
        ),
        source=_("Không văn bản nào nêu công thức"),
        sure=Sure.OURS,
        records=answered,
        counts_today=True,
    ),
    Measured(
        code="controls.findings_overdue",
        name=_("Tồn tại an toàn quá hạn khắc phục"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Số tồn tại do kiểm tra an toàn nêu về hệ thống của chủ quản mà vào ngày "
            "cuối kỳ (tháng đang chạy: hôm nay) hạn khắc phục đã qua và chưa được xác "
            "nhận đã khắc phục, kể cả khi đã báo khắc phục. Lấy hạn đang có lúc tính."
        ),
        source=_("Không văn bản nào nêu công thức"),
        sure=Sure.OURS,
        records=overdue,
        counts_today=True,
    ),
    Measured(
        code="controls.without_certificate",
        name=_("Người quản trị hệ thống cấp độ 3 đến 5 chưa có chứng chỉ"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Số lượt người trực tiếp quản trị hệ thống cấp độ 3, 4, 5 của chủ quản vào "
            "ngày cuối kỳ (tháng đang chạy: hôm nay) mà ngày đó không có chứng chỉ "
            "còn hạn và không được đào tạo đúng chuyên ngành. Cấp độ lấy lúc tính: cấp "
            "độ đã phê duyệt, chưa có thì cấp độ đề xuất."
        ),
        source=_("Luật 116/2025/QH15 Điều 34.2 nêu yêu cầu, không nêu công thức"),
        sure=Sure.OURS,
        records=without,
        counts_today=True,
    ),
    Measured(
        code="controls.learned_in_time",
        name=_("Yêu cầu học an toàn thông tin xong đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các yêu cầu học tập về an toàn thông tin có hạn trong kỳ, trừ yêu "
            "cầu đã thôi và yêu cầu chưa học mà hạn chưa qua, bao nhiêu yêu cầu học "
            "xong muộn nhất ngày hạn."
        ),
        source=_("Không văn bản nào nêu công thức"),
        sure=Sure.OURS,
        records=learned,
        counts_today=True,
    ),
    Measured(
        code="controls.met",
        name=_("Yêu cầu an toàn được đáp ứng, còn bằng chứng"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các yêu cầu mà hệ thống đang vận hành của chủ quản đã trả lời đến "
            "ngày cuối kỳ (tháng đang chạy: hôm nay), trừ yêu cầu không áp dụng, bao "
            "nhiêu đáp ứng và bằng chứng còn hạn ngày đó; ngoại lệ tính là chưa đáp "
            "ứng. Lấy câu trả lời lúc tính; yêu cầu chưa trả lời, yêu cầu đáp ứng "
            "nhờ yêu cầu khác không tính."
        ),
        source=_("Không văn bản nào nêu công thức"),
        sure=Sure.OURS,
        records=held,
        counts_today=True,
    ),
    Measured(
        code="controls.reports_in_time",
        name=_("Báo cáo an ninh năm xác nhận đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.YEAR,
        better=Better.HIGHER,
        definition=_(
            "Trong các báo cáo an ninh năm mà cơ quan vận hành hệ thống được đề nghị, "
            "phải xong trong kỳ (trước ngày 20/12), bao nhiêu báo cáo được xác nhận "
            "lần đầu trước ngày ấy. Báo cáo chưa xác nhận là chưa đúng hạn."
        ),
        source=_("Nghị định 331/2026/NĐ-CP, Điều 35, 36 nêu hạn, không nêu công thức"),
        sure=Sure.OURS,
        records=in_time,
        counts_today=True,
    ),
)
