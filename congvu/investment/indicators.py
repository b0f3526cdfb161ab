"""What is counted of money: needs that were funded, lines that were spent."""

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
from congvu.investment.access import seen_lines, seen_needs
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat

_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
NEED, LINE = "investment.need", "investment.line"
# A need is in one adopted version at most.
_FUNDED = f"""
SELECT n.agency_id, (v.at {_ZONE})::date, '{NEED}', n.id, n.granted > 0
  FROM investment_balanceversion v
  JOIN investment_versionneed r ON r.version_id = v.id
  JOIN investment_need n ON n.id = r.need_id
 WHERE v.state = 'adopted'
   AND (v.at {_ZONE})::date >= %(since)s AND (v.at {_ZONE})::date < %(until)s
"""  # noqa: S608 - our own constants
_SPENT = f"""
SELECT n.agency_id, d.day, '{LINE}', l.id, sum(e.spent) = sum(e.allocated)
  FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) d
  JOIN investment_budgetline l ON l.year = extract(year FROM d.day)
  JOIN investment_budgetentry e ON e.line_id = l.id AND e."on" <= d.day
  JOIN investment_need n ON n.id = l.need_id
 WHERE d.day >= %(since)s
 GROUP BY n.agency_id, d.day, l.id
HAVING sum(e.allocated) > 0
"""  # noqa: S608 - our own constants


def funded(since: date, until: date) -> Records:
    return Records(_FUNDED, {"since": since, "until": until})


def spent(since: date, until: date) -> Records:
    return Records(_SPENT, {"since": since, "until": until})


def tell_needs(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    rows = seen_needs(seat).filter(pk__in=ids)
    return {
        one.pk: Told(one.title, reverse("investment:need", args=[one.pk]))
        for one in rows
    }


def tell_lines(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    rows = seen_lines(seat).filter(pk__in=ids)
    return {
        one.pk: Told(
            f"{one.need.title}, {one.year}", reverse("investment:line", args=[one.pk])
        )
        for one in rows
    }


record_kinds(
    RecordKind(NEED, _("nhu cầu kinh phí"), tell_needs),
    RecordKind(LINE, _("dòng dự toán"), tell_lines),
)
indicators(
    Measured(
        code="investment.funded",
        name=_("Nhu cầu kinh phí công nghệ thông tin được cân đối"),
        unit=Unit.PERCENT,
        period=PeriodKind.YEAR,
        better=Better.HIGHER,
        definition=_(
            "Trong các nhu cầu kinh phí công nghệ thông tin của cơ quan thuộc phương "
            "án cân đối được chọn trong kỳ, bao nhiêu nhu cầu được cân đối đủ hoặc "
            "một phần."
        ),
        source=_("Không văn bản nào nêu công thức"),
        sure=Sure.OURS,
        records=funded,
        counts_today=True,
    ),
    Measured(
        code="investment.spent",
        name=_("Dòng dự toán công nghệ thông tin đã giải ngân hết"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các dòng dự toán công nghệ thông tin của năm (một nhu cầu, một "
            "nguồn) còn số đã giao vào ngày cuối kỳ (tháng đang chạy: hôm nay), bao "
            "nhiêu dòng đã giải ngân hết số đã giao. Tính theo ngày của quyết định, "
            "chứng từ."
        ),
        source=_("Không văn bản nào nêu công thức"),
        sure=Sure.OURS,
        records=spent,
        counts_today=True,
    ),
)
