"""What people type about machines. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.inventory.actions import MachineData, NewMachine
from congvu.inventory.models import Machine
from congvu.inventory.rules import (
    LONGEST_LINE,
    LONGEST_REASON,
    MACHINE_KIND_NAMES,
    MACHINE_STATE_NAMES,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _offer(form: forms.Form, name: str, offered: Offered, none: str) -> None:
    chosen = [(str(pk), label) for pk, label in offered]
    fill(form, name, [("", none), *chosen])


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class FilterForm(forms.Form):
    """What the list is narrowed to; wrong words narrow nothing."""

    q = words(
        gettext_lazy("Tên máy, số máy, người dùng"),
        most=100,
    )
    co_quan = choice(gettext_lazy("Cơ quan"))

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "co_quan", agencies, _("Mọi cơ quan"))
        if not agencies:
            del self.fields["co_quan"]


class MachineForm(forms.Form):
    """A person's part of a machine."""

    user_id = choice(gettext_lazy("Người dùng"))
    unit_id = choice(gettext_lazy("Đơn vị"))
    place = words(gettext_lazy("Nơi đặt"), most=LONGEST_LINE)
    state = choice(gettext_lazy("Trạng thái"))
    bought_on = day(gettext_lazy("Ngày mua"))
    fund = words(gettext_lazy("Nguồn tiền"), most=LONGEST_LINE)
    price = forms.IntegerField(
        label=gettext_lazy("Giá, đồng"),
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
    )

    def __init__(
        self, *args: Any, people: Offered, units: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "user_id", people, _("Chưa giao cho ai"))
        _offer(self, "unit_id", units, _("Không của riêng đơn vị nào"))
        fill(self, "state", [(k, _(v)) for k, v in MACHINE_STATE_NAMES.items()])

    def data_given(self) -> MachineData:
        data = self.cleaned_data
        return MachineData(
            unit_id=_uuid(data["unit_id"]),
            user_id=_uuid(data["user_id"]),
            place=data["place"],
            state=data["state"],
            bought_on=data["bought_on"],
            fund=data["fund"],
            price=data["price"],
        )

    @staticmethod
    def of(found: Machine) -> dict[str, Any]:
        """What it begins with."""
        return {
            "unit_id": str(found.unit_id or ""),
            "user_id": str(found.user_id or ""),
            "place": found.place,
            "state": found.state,
            "bought_on": found.bought_on,
            "fund": found.fund,
            "price": found.price,
        }


class NewMachineForm(MachineForm):
    """One that no agent will tell of."""

    field_order = ["name", "kind", "serial", "maker", "model"]
    name = needed(words(gettext_lazy("Tên máy"), most=LONGEST_LINE))
    kind = choice(gettext_lazy("Loại máy"))
    serial = words(
        gettext_lazy("Số máy"),
        most=LONGEST_LINE,
        help_text=gettext_lazy(
            "Như ghi trên vỏ máy; bản kiểm kê đầu tiên tìm lại máy theo số này."
        ),
    )
    maker = words(gettext_lazy("Hãng"), most=LONGEST_LINE)
    model = words(gettext_lazy("Kiểu máy"), most=LONGEST_LINE)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", [(k, _(v)) for k, v in MACHINE_KIND_NAMES.items()])

    def new_given(self, agency_id: UUID) -> NewMachine:
        data = self.cleaned_data
        return NewMachine(
            agency_id=agency_id,
            name=data["name"],
            kind=data["kind"],
            serial=data["serial"],
            maker=data["maker"],
            model=data["model"],
        )


class _OfAgency(forms.Form):
    """For one's own agency; who keeps all chooses."""

    agency_id = choice(gettext_lazy("Cơ quan"))

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "agency_id", [(str(pk), name) for pk, name in agencies])
        self.own = agencies[0][0]
        if len(agencies) == 1:
            del self.fields["agency_id"]

    def chosen(self) -> UUID:
        return _uuid(self.cleaned_data.get("agency_id", "")) or self.own


class UploadForm(_OfAgency):
    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp kiểm kê"),
            help_text=gettext_lazy(
                "Tệp .ocs, .xml, .json của tác nhân, hoặc bảng .csv có cột “Tên máy”."
            ),
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp nào."),
                "empty": gettext_lazy("Tệp rỗng (0 byte)."),
            },
        )
    )
    field_order = ["file", "agency_id"]


class EnrolForm(_OfAgency):
    label = needed(
        words(
            gettext_lazy("Dùng cho"),
            most=LONGEST_LINE,
            help_text=gettext_lazy("Ví dụ: máy ở Văn phòng, máy ở trụ sở xã."),
        )
    )
    expires_on = day(gettext_lazy("Hết hạn ngày"))
    field_order = ["label", "expires_on", "agency_id"]


class VerdictForm(forms.Form):
    reason = needed(
        words(gettext_lazy("Căn cứ"), rows=3, most=LONGEST_REASON),
    )
