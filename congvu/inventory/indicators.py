"""What is counted of machines: how many an inventory told of, how many to a person."""

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
from congvu.inventory.access import kept_agencies, kept_machines
from congvu.inventory.queries import COVERED, MACHINE, OFFICIAL, PER_OFFICIAL
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat
from congvu.organisations.models import Person


def covered(since: date, until: date) -> Records:
    return Records(COVERED, {"since": since, "until": until})


def per_official(since: date, until: date) -> Records:
    return Records(PER_OFFICIAL, {"since": since, "until": until})


def tell_officials(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """By name to who keeps machines of an agency where they sit; one query."""
    agencies = kept_agencies(seat)
    rows = Person.objects.filter(pk__in=ids)
    if agencies is not None:
        rows = rows.filter(appointments__post__unit__agency__in=agencies).distinct()
    return {pk: Told(name) for pk, name in rows.values_list("pk", "full_name")}


def tell_machines(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """To who keeps them; one query."""
    rows = kept_machines(seat).filter(pk__in=ids).values_list("pk", "name")
    return {
        pk: Told(name, reverse("inventory:machine", args=[pk])) for pk, name in rows
    }


record_kinds(
    RecordKind(MACHINE, _("máy tính"), tell_machines),
    RecordKind(OFFICIAL, _("cán bộ"), tell_officials),
)
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
            "ngày tính đến hết ngày ấy, từ tác nhân hoặc từ tệp của tác nhân (bảng do "
            "người kê không nêu phần mềm nên không tính). Không tính máy trong kho, "
            "đang sửa, đã thanh lý, và máy đã gộp vào máy khác; trạng thái và cơ quan "
            "của máy lấy theo cuối ngày ấy."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=covered,
        counts_today=True,
    ),
    Measured(
        code="inventory.per_official",
        name=_("Máy trên một cán bộ"),
        unit=Unit.RATIO,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Số máy đang dùng của cơ quan chia cho số người được bổ nhiệm giữ chức "
            "vụ ở cơ quan, đều tính vào cuối ngày cuối kỳ (tháng đang chạy: hôm "
            "nay); người giữ nhiều chức vụ tính một lần. Máy đang dùng gồm cả máy "
            "chưa giao cho ai, máy chủ, và máy chưa kiểm kê: xem cùng chỉ tiêu Máy "
            "đã kiểm kê. Danh sách nêu từng máy (được tính) và từng người (chia cho)."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND không nêu công thức"),
        sure=Sure.OURS,
        records=per_official,
        counts_today=True,
    ),
)
