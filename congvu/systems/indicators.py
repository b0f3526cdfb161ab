"""What is counted of systems: levels approved; dossiers judged in time."""

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
from congvu.systems.access import seen_dossiers, seen_systems
from congvu.systems.rules import SystemState

SYSTEM, DOSSIER = "systems.system", "systems.dossier"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
# A system is there from the day it was entered until it ended; its level is that of the
# last approval up to the day.
_APPROVED = f"""
SELECT s.agency_id, d.day, '{SYSTEM}', s.id,
       EXISTS (SELECT FROM systems_systemlevel l
                WHERE l.system_id = s.id AND l."on" <= d.day)
  FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d
  JOIN systems_informationsystem s
    ON (s.added_at {_ZONE})::date <= d.day
  LEFT JOIN systems_systemend e ON e.system_id = s.id AND e.ended_on <= d.day
 WHERE d.day >= %(since)s AND e.id IS NULL AND s.state <> '{SystemState.PLANNED}'
"""  # noqa: S608 - our own constants
# A dossier counts on the day by which it was to be appraised, once that day is over.
_IN_TIME = f"""
SELECT s.agency_id, h.appraise_due_on, '{DOSSIER}', h.id,
       h.appraised_on IS NOT NULL AND h.appraised_on <= h.appraise_due_on
  FROM systems_leveldossier h
  JOIN systems_informationsystem s ON s.id = h.system_id
 WHERE h.appraise_due_on >= %(since)s AND h.appraise_due_on < %(until)s
   AND h.appraise_due_on < (now() {_ZONE})::date AND h.state <> 'withdrawn'
"""  # noqa: S608 - our own constants


def approved(since: date, until: date) -> Records:
    return Records(_APPROVED, {"since": since, "until": until})


def in_time(since: date, until: date) -> Records:
    return Records(_IN_TIME, {"since": since, "until": until})


def tell_systems(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who may see them; one query."""
    return {
        one.pk: Told(one.name, reverse("systems:system", args=[one.pk]))
        for one in seen_systems(seat).filter(pk__in=ids)
    }


def tell_dossiers(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    return {
        one.pk: Told(one.system.name, reverse("systems:dossier", args=[one.pk]))
        for one in seen_dossiers(seat).filter(pk__in=ids)
    }


record_kinds(
    RecordKind(SYSTEM, _("hệ thống thông tin"), tell_systems),
    RecordKind(DOSSIER, _("hồ sơ đề xuất cấp độ"), tell_dossiers),
)
indicators(
    Measured(
        code="systems.approved",
        name=_("Hệ thống thông tin đã phê duyệt cấp độ"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các hệ thống thông tin của chủ quản có trong sổ, đang vận hành vào "
            "ngày cuối kỳ (tháng đang chạy: hôm nay), bao nhiêu hệ thống đã có cấp độ "
            "được phê duyệt đến ngày đó. Hệ thống đang xây dựng, đã hủy bỏ không tính; "
            "chủ quản và việc đang xây dựng lấy theo lúc tính."
        ),
        source=_("Nghị định 331/2026/NĐ-CP không nêu công thức"),
        sure=Sure.OURS,
        records=approved,
        counts_today=True,
    ),
    Measured(
        code="systems.in_time",
        name=_("Hồ sơ cấp độ được thẩm định đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các hồ sơ đề xuất cấp độ có hạn thẩm định trong kỳ và hạn ấy đã "
            "qua, bao nhiêu hồ sơ thẩm định không muộn hơn hạn. Hồ sơ bị trả lại tính "
            "theo lần trình sau; hồ sơ đã rút, hồ sơ cấp độ chưa có hạn không tính."
        ),
        source=_("Nghị định 331/2026/NĐ-CP không nêu công thức"),
        sure=Sure.OURS,
        records=in_time,
    ),
)
