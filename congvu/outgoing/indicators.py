"""What is counted of outgoing papers: how many, and released when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse

from congvu.documents.access import scope_of
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
from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat
from congvu.outgoing import queries
from congvu.outgoing.rules import OutgoingState

ENTRY = "outgoing.entry"
_DAY = "(e.released_at AT TIME ZONE INTERVAL '7 hours')::date"
_RELEASED = f"""
  FROM organisations_agency b
  JOIN outgoing_outgoingentry e ON e.agency_id = b.id
 WHERE e.state = '{OutgoingState.ISSUED}'
   AND e.released_at >= %(since)s AND e.released_at < %(until)s
"""
_ISSUED = f"SELECT e.agency_id, {_DAY}, '{ENTRY}', e.id, 1 {_RELEASED}"
_IN_TIME = f"""
SELECT e.agency_id, {_DAY}, '{ENTRY}', e.id, e.released_at <= e.release_due_at
{_RELEASED} AND e.release_due_at IS NOT NULL
"""


def _moments(since: date, until: date) -> dict[str, datetime]:
    """From the first moment of a day to that of another, in Viet Nam."""
    days = {"since": since, "until": until}
    return {name: datetime.combine(day, time(), VIETNAM) for name, day in days.items()}


def issued(since: date, until: date) -> Records:
    return Records(_ISSUED, _moments(since, until))


def released(since: date, until: date) -> Records:
    return Records(_IN_TIME, _moments(since, until))


def tell_lines(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """One query; a line the seat may not read is not told of."""
    found = queries.readable_lines(scope_of(seat)).filter(pk__in=ids)
    return {
        line.id: Told(
            ", ".join(part for part in (line.symbol, line.subject) if part),
            reverse("outgoing:line", args=[line.id]),
        )
        for line in found.defer("search", "search_text")
    }


record_kinds(RecordKind(ENTRY, _("văn bản đi"), tell_lines))
indicators(
    Measured(
        code="outgoing.issued",
        name=_("Văn bản đi"),
        unit=Unit.COUNT,
        period=PeriodKind.MONTH,
        better=Better.NEITHER,
        definition=_("Số văn bản cơ quan đã phát hành trong kỳ, kể cả đã thu hồi."),
        source=_("Quyết định 28/2018/QĐ-TTg Điều 11"),
        sure=Sure.READ,
        counts_today=True,
        records=issued,
    ),
    Measured(
        code="outgoing.released_in_time",
        name=_("Văn bản đi phát hành đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các văn bản phát hành trong kỳ, bao nhiêu văn bản phát hành không "
            "sau hạn tính từ lúc ký: trong ngày ký, chậm nhất ngày làm việc tiếp theo; "
            "văn bản điện tử chậm nhất trong buổi sáng ngày ấy; văn bản "
            "khẩn thì ngay sau khi ký. Hạn là hạn phần mềm đã ghi khi ký. Văn bản "
            "không rõ lúc ký và văn bản chưa phát hành thì không tính."
        ),
        source=_(
            "Nghị định 30/2020/NĐ-CP Điều 18.1; Quyết định 28/2018/QĐ-TTg Điều 6.2"
        ),
        sure=Sure.READ,
        records=released,
    ),
)
