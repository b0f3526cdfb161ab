"""What is counted of surveys: sheets in time; machines that should be replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
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
from congvu.inventory.rules import MachineState
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat
from congvu.surveys.access import visible_sheets
from congvu.surveys.queries import DESKS, age_of_machines, systems_on
from congvu.surveys.rules import SheetState, years_before

SHEET, MACHINE = "surveys.sheet", "inventory.machine"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
# A sheet counts on the day it was due; a month that lasts, up to yesterday's.
_IN_TIME = f"""
SELECT s.agency_id, s.due_on, '{SHEET}', s.id,
       s.handed_in_on IS NOT NULL AND s.handed_in_on <= s.due_on
  FROM surveys_surveysheet s
 WHERE s.state <> '{SheetState.MERGED}'
   AND s.due_on >= %(since)s AND s.due_on < %(until)s
   AND s.due_on < (now() {_ZONE})::date
"""  # noqa: S608 - our own constants
_WORN = f"""
SELECT m.agency_id, d.day, '{MACHINE}', m.id,
       coalesce(coalesce(m.bought_on, m.bios_on) <= %(made)s, false)
       OR m.os_name = ANY(%(ended)s)
  FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d
  JOIN inventory_machine m ON m.merged_into_id IS NULL
   AND m.state = '{MachineState.IN_USE}' AND m.kind = ANY(%(kinds)s)
   AND m.added_at < (d.day + 1)::timestamp {_ZONE}
 WHERE d.day >= %(since)s
"""  # noqa: S608 - our own constants


def in_time(since: date, until: date) -> Records:
    return Records(_IN_TIME, {"since": since, "until": until})


def worn(since: date, until: date) -> Records:
    """By the rows of the law and the province's criterion of the period's last day."""
    last = until - timedelta(days=1)
    given = {
        "since": since,
        "until": until,
        "made": years_before(last, age_of_machines(last)),
        "ended": sorted(systems_on(last).ended),
        "kinds": [str(kind) for kind in DESKS],
    }
    return Records(_WORN, given)


def tell_sheets(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who may read them; one query."""
    rows = visible_sheets(seat).filter(pk__in=ids)
    return {
        one.pk: Told(
            f"{one.name}: {one.survey.name}", reverse("surveys:sheet", args=[one.pk])
        )
        for one in rows
    }


record_kinds(RecordKind(SHEET, _("phiếu rà soát"), tell_sheets))
indicators(
    Measured(
        code="surveys.in_time",
        name=_("Đơn vị nộp phiếu rà soát đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các phiếu rà soát có hạn nộp trong kỳ và hạn ấy đã qua, bao nhiêu "
            "phiếu nộp lần đầu không muộn hơn hạn. Hạn là hạn đã gia, nếu có; phiếu bị "
            "trả lại vẫn tính theo lần nộp đầu; phiếu gộp vào phiếu của nơi kế thừa "
            "không tính."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=in_time,
    ),
    Measured(
        code="surveys.worn_machines",
        name=_("Máy tính cần thay, nâng cấp"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.LOWER,
        definition=_(
            "Trong các máy để bàn, máy xách tay đang dùng của cơ quan vào ngày cuối kỳ "
            "(tháng đang chạy: hôm nay), bao nhiêu máy quá tuổi theo tiêu chí rà soát "
            "(theo ngày mua, không có thì theo ngày của BIOS) hoặc chạy hệ điều hành "
            "nhà làm ra không còn hỗ trợ. Máy chưa rõ tuổi, chưa rõ hệ điều hành tính "
            "là chưa phải thay; trạng thái và cơ quan của máy lấy theo lúc tính."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=worn,
        counts_today=True,
    ),
)
