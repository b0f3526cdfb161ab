"""What is counted of standards: systems connected, mandatory standards answered."""

from __future__ import annotations

from datetime import date

from congvu.indicators.rules import (
    Better,
    Measured,
    PeriodKind,
    Records,
    Sure,
    Unit,
    indicators,
)
from congvu.lib.text import gettext_noop as _
from congvu.standards.queries import mandatory
from congvu.standards.rules import CONNECTION, ClaimKind

SYSTEM = "systems.system"  # as the register of systems tells its records
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
_DAY = f"(SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d"
# Who runs on the day and was in the register by then.
_RUNNING = f"""
  FROM {_DAY}
  JOIN systems_informationsystem s ON (s.added_at {_ZONE})::date <= d.day
  LEFT JOIN systems_systemend e ON e.system_id = s.id AND e.ended_on <= d.day
 WHERE d.day >= %(since)s AND e.id IS NULL AND s.state NOT IN ('planned', 'retired')
"""
_CONNECTED = f"""
SELECT s.agency_id, d.day, '{SYSTEM}', s.id,
       EXISTS (SELECT FROM systems_systemconnection c
                WHERE c.system_id = s.id OR c.other_id = s.id)
{_RUNNING}
   AND NOT EXISTS (SELECT FROM standards_claim w
                    WHERE w.system_id = s.id AND w.standard = '{CONNECTION}'
                      AND w.kind = '{ClaimKind.WAIVED}' AND w.until >= d.day)
"""  # noqa: S608 - our own constants
_ANSWERED = f"""
SELECT s.agency_id, d.day, '{SYSTEM}', s.id,
       NOT EXISTS (
           SELECT FROM unnest(%(codes)s::text[]) code
            WHERE NOT EXISTS (SELECT FROM standards_claim c
                               WHERE c.system_id = s.id AND c.standard = code
                                 AND (c.at {_ZONE})::date <= d.day)
              AND NOT EXISTS (SELECT FROM standards_standardcheck k
                               WHERE k.system_id = s.id AND k.standard = code
                                 AND (k.at {_ZONE})::date <= d.day))
{_RUNNING}
"""  # noqa: S608 - our own constants


def connected(since: date, until: date) -> Records:
    return Records(_CONNECTED, {"since": since, "until": until})


def answered(since: date, until: date) -> Records:
    codes = mandatory(until)
    return Records(_ANSWERED, {"since": since, "until": until, "codes": codes})


indicators(
    Measured(
        code="standards.connected",
        name=_("Hệ thống đã kết nối với hệ thống khác"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các hệ thống thông tin của chủ quản có trong sổ, đang vận hành vào "
            "ngày cuối kỳ (tháng đang chạy: hôm nay) và không được miễn kết nối ngày "
            "ấy, bao nhiêu hệ thống có ít nhất một kết nối với hệ thống khác. Kết nối, "
            "chủ quản và trạng thái lấy theo lúc tính."
        ),
        source=_("Nghị định 278/2025/NĐ-CP Điều 24 không nêu công thức"),
        sure=Sure.OURS,
        records=connected,
        counts_today=True,
    ),
    Measured(
        code="standards.answered",
        name=_("Hệ thống đã khai đủ tiêu chuẩn bắt buộc"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các hệ thống thông tin của chủ quản có trong sổ, đang vận hành vào "
            "ngày cuối kỳ (tháng đang chạy: hôm nay), bao nhiêu hệ thống đến ngày đó "
            "đã khai, được miễn hoặc đã kiểm tra với mọi tiêu chuẩn bắt buộc của ngày "
            "cuối kỳ. Khai chưa đáp ứng cũng là đã khai."
        ),
        source=_("Thông tư 39/2017/TT-BTTTT không nêu công thức"),
        sure=Sure.OURS,
        records=answered,
        counts_today=True,
    ),
)
