"""What is counted of machines: of those in use, how many an inventory told of."""

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
from congvu.inventory.access import kept_machines
from congvu.inventory.queries import COVERED, MACHINE
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat


def covered(since: date, until: date) -> Records:
    return Records(COVERED, {"since": since, "until": until})


def tell_machines(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who keeps them; one query."""
    rows = kept_machines(seat).filter(pk__in=ids).values_list("pk", "name")
    return {
        pk: Told(name, reverse("inventory:machine", args=[pk])) for pk, name in rows
    }


record_kinds(RecordKind(MACHINE, _("máy tính"), tell_machines))
indicators(
    Measured(
        code="inventory.coverage",
        name=_("Máy đã kiểm kê"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các máy đang dùng của cơ quan vào ngày cuối kỳ (tháng đang chạy: "
            "hôm nay), bao nhiêu máy có ít nhất một bản kiểm kê được nhận trong 30 "
            "ngày tính đến hết ngày ấy, từ tác nhân hoặc từ tệp. Không tính máy trong "
            "kho, đang sửa, đã thanh lý, và máy đã gộp vào máy khác; trạng thái và cơ "
            "quan của máy lấy theo lúc tính."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=covered,
        counts_today=True,
    )
)
