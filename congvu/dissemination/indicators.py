"""What is counted of tellings: who confirmed in time, by agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from congvu.dissemination.access import reach_of
from congvu.dissemination.models import Addressee
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

ADDRESSEE = "dissemination.addressee"
_HERE = "AT TIME ZONE INTERVAL '7 hours')::date"
# Whoever left, and whatever ended, before the day came had nothing to confirm.
_CONFIRMED = f"""
SELECT a.due_agency_id, a.due_on, '{ADDRESSEE}', a.id,
       coalesce((a.confirmed_at {_HERE} <= a.due_on, false)
  FROM dissemination_addressee a
  JOIN dissemination_telling t ON t.id = a.telling_id
 WHERE a.due_on >= %(since)s AND a.due_on < %(until)s
   AND (a.left_on IS NULL OR a.left_on > a.due_on)
   AND (t.ended_at IS NULL OR (t.ended_at {_HERE} > a.due_on)
"""  # noqa: S608 - our own constants


def confirmed(since: date, until: date) -> Records:
    return Records(_CONFIRMED, {"since": since, "until": until})


def tell_addressees(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """One query; only people whose names the seat may read."""
    rows = Addressee.objects.filter(reach_of(seat).people, pk__in=ids)
    return {
        row.id: Told(
            f"{row.person_name}, {row.telling.document.symbol}",
            reverse("dissemination:people", args=[row.telling_id]),
        )
        for row in rows.select_related("telling__document")
    }


record_kinds(RecordKind(ADDRESSEE, _("người được phổ biến"), tell_addressees))
indicators(
    Measured(
        code="dissemination.confirmed_in_time",
        name=_("Xác nhận đã nắm văn bản đúng hạn"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong những người được phổ biến văn bản có hạn xác nhận trong kỳ, bao "
            "nhiêu người xác nhận đã nắm không sau hạn. Tính cho cơ quan của người ấy "
            "vào ngày đến hạn; người chưa có tài khoản vẫn tính. Người rời đối tượng "
            "và đợt phổ biến kết thúc trước hạn thì không tính."
        ),
        source=_("chưa có văn bản nào chúng tôi đọc được nêu cách tính"),
        sure=Sure.OURS,
        records=confirmed,
    ),
)
