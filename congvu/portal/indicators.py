"""What is counted of the portal: sections owed that are there and fresh, by site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

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
from congvu.portal.access import meter_agencies
from congvu.portal.models import SectionStanding
from congvu.portal.rules import BY_CODE, SECTION_STATE_NAMES, SectionState

SECTION = "portal.section"

# Every section that was owed on the last day that is counted, as it stood that day.
_STOOD = f"""
SELECT s.agency_id, %(until)s::date - 1, '{SECTION}', s.id,
       s.state = '{SectionState.FINE}'
  FROM portal_sectionstanding s
 WHERE s.since < %(until)s AND (s.until IS NULL OR s.until >= %(until)s)
"""  # noqa: S608 - our own constants


def sections_fine(since: date, until: date) -> Records:
    del since  # how they stand on one day, the last
    return Records(_STOOD, {"until": until})


def tell_standings(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """Two queries at most; of a site the seat does not answer for it is not told."""
    seen = meter_agencies(seat)
    rows = SectionStanding.objects.filter(pk__in=list(ids), agency__in=seen)
    return {
        row.id: Told(
            f"{gettext(BY_CODE[row.code].name)}: "
            f"{gettext(SECTION_STATE_NAMES[SectionState(row.state)])}",
            reverse("portal:meter-section", args=[row.agency_id, row.code]),
        )
        for row in rows
    }


record_kinds(RecordKind(SECTION, _("mục trên cổng"), tell_standings))
indicators(
    Measured(
        code="portal.sections_fine",
        name=_("Mục trên cổng đủ và mới"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các mục mà trang của cơ quan phải có vào ngày cuối cùng được tính "
            "của kỳ, bao nhiêu mục đủ: có nội dung, không chậm đăng, ghi đủ phần bắt "
            "buộc, và đã cập nhật hoặc xem lại trong chu kỳ rà soát. Mục nào phải có, "
            "chu kỳ bao lâu là theo quy định của ngày ấy."
        ),
        source=_("Danh mục mục phải có ở Quy định, nhóm cổng thông tin điện tử"),
        sure=Sure.OURS,
        records=sections_fine,
    )
)
