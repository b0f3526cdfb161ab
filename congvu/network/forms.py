"""What people type about the network. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.network.models import (
    Device,
    Link,
    NetworkOption,
    Room,
    ServiceContract,
    Site,
    Subnet,
)
from congvu.network.rules import (
    CARRIAGE_NAMES,
    CONTRACT_KIND_NAMES,
    DEVICE_KIND_NAMES,
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    MEDIUM_NAMES,
    SCOPE_NAMES,
    SITE_KIND_NAMES,
    TABLE_NAMES,
    Carriage,
    ChangeData,
    ContractData,
    ContractKind,
    DeviceData,
    DeviceKind,
    LinkData,
    Medium,
    OptionData,
    RackData,
    RoomData,
    Scope,
    SiteData,
    SiteKind,
    SubnetData,
    VlanData,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _number(label: Any, **more: Any) -> forms.IntegerField:
    given = {"required": False, "max_value": 10**12} | more
    return forms.IntegerField(
        label=label,
        error_messages={
            "invalid": gettext_lazy("Ghi một số nguyên."),
            "required": gettext_lazy("Chưa có số."),
        },
        **given,
    )


def _degrees(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=8,
        decimal_places=5,
        error_messages={"invalid": gettext_lazy("Ghi số độ như 22,14703.")},
        localize=True,
        **more,
    )


def _named(form: forms.Form, field: str, names: Mapping[Any, str]) -> None:
    fill(form, field, [(str(key), _(name)) for key, name in names.items()])


def _offer(form: forms.Form, field: str, offered: Offered) -> None:
    fill(form, field, [("", _("Chọn…")), *((str(pk), name) for pk, name in offered)])


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class SiteForm(forms.Form):
    agency = needed(choice(gettext_lazy("Cơ quan")))
    name = needed(words(gettext_lazy("Tên điểm"), most=LONGEST_NAME))
    kind = choice(gettext_lazy("Loại"), required=True)
    address = words(gettext_lazy("Địa chỉ"), most=LONGEST_LINE)
    latitude = _degrees(gettext_lazy("Vĩ độ"))
    longitude = _degrees(gettext_lazy("Kinh độ"))
    machines = _number(
        gettext_lazy("Số máy của cán bộ"),
        help_text=gettext_lazy("Bỏ trống nếu chưa đếm."),
    )

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "agency", agencies)
        _named(self, "kind", SITE_KIND_NAMES)
        if len(agencies) == 1:
            self.fields["agency"].initial = str(agencies[0][0])

    def data_given(self, otherwise: UUID) -> SiteData:
        data = dict(self.cleaned_data)
        agency = _uuid(data.pop("agency")) or otherwise
        return SiteData(agency, **(data | {"kind": SiteKind(data["kind"])}))


def site_shown(site: Site) -> dict[str, Any]:
    names = ("name", "kind", "address", "latitude", "longitude", "machines")
    return {
        "agency": str(site.agency_id),
        **{name: getattr(site, name) for name in names},
    }


class ContractForm(forms.Form):
    kind = choice(gettext_lazy("Loại"), required=True)
    number = needed(words(gettext_lazy("Số hợp đồng"), most=LONGEST_CODE))
    provider = needed(words(gettext_lazy("Nhà cung cấp"), most=LONGEST_NAME))
    starts_on = day(gettext_lazy("Từ ngày"), required=True)
    ends_on = day(gettext_lazy("Hết hạn ngày"), required=True)
    cost = _number(
        gettext_lazy("Giá trị, đồng"),
        max_value=None,
        help_text=gettext_lazy("Của cả thời gian hợp đồng."),
    )
    response_hours = _number(
        gettext_lazy("Có mặt trong, giờ"),
        help_text=gettext_lazy("Từ lúc báo hỏng, theo hợp đồng."),
    )
    machines = words(
        gettext_lazy("Máy trong hợp đồng"),
        rows=5,
        most=200_000,
        help_text=gettext_lazy("Số máy hoặc tên máy, mỗi dòng một."),
    )
    links = forms.MultipleChoiceField(
        label=gettext_lazy("Đường truyền trong hợp đồng"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Chọn đường truyền trong danh sách.")
        },
    )
    note = words(gettext_lazy("Ghi chú"), most=LONGEST_LINE)

    def __init__(self, *args: Any, links: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _named(self, "kind", CONTRACT_KIND_NAMES)
        fill(self, "links", [(str(pk), name) for pk, name in links])
        if not links:
            del self.fields["links"]

    def data_given(self) -> ContractData:
        data = dict(self.cleaned_data)
        return ContractData(
            **data
            | {
                "kind": ContractKind(data["kind"]),
                "machines": tuple(data["machines"].splitlines()),
                "links": tuple(UUID(pk) for pk in data.get("links", ())),
            }
        )


class ContractProofForm(forms.Form):
    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp hợp đồng, phụ lục, biên bản nghiệm thu"),
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp nào."),
                "empty": gettext_lazy("Tệp rỗng (0 byte)."),
            },
        )
    )


def contract_shown(contract: ServiceContract) -> dict[str, Any]:
    names = ["kind", "number", "provider", "starts_on", "ends_on", "cost"]
    names += ["response_hours", "note"]
    machines = contract.machines.order_by("name", "pk")
    return {
        **{name: getattr(contract, name) for name in names},
        "machines": "\n".join(one.serial or one.name for one in machines),
        "links": [str(pk) for pk in contract.links.values_list("pk", flat=True)],
    }


class LinkForm(forms.Form):
    far = needed(
        choice(
            gettext_lazy("Đầu kia"),
            help_text=gettext_lazy("Điểm trung tâm, hoặc điểm mà đường này đi qua."),
        )
    )
    carriage = choice(gettext_lazy("Thuộc mạng"), required=True)
    carrier = needed(words(gettext_lazy("Nhà cung cấp"), most=LONGEST_NAME))
    medium = choice(gettext_lazy("Loại đường"), required=True)
    down_mbps = _number(gettext_lazy("Tải về, Mbit/s"), required=True)
    up_mbps = _number(gettext_lazy("Tải lên, Mbit/s"), required=True)
    monthly_cost = _number(gettext_lazy("Cước tháng, đồng"), required=True, initial=0)
    contract = words(gettext_lazy("Số hợp đồng"), most=LONGEST_CODE)
    valid_from = day(gettext_lazy("Dùng từ ngày"), required=True)
    valid_until = day(
        gettext_lazy("Thôi dùng từ ngày"),
    )

    def __init__(self, *args: Any, ends: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "far", ends)
        _named(self, "carriage", CARRIAGE_NAMES)
        _named(self, "medium", MEDIUM_NAMES)

    def data_given(self, near_id: UUID) -> LinkData:
        data = dict(self.cleaned_data)
        far = _uuid(data.pop("far"))
        known = {
            "carriage": Carriage(data["carriage"]),
            "medium": Medium(data["medium"]),
        }
        return LinkData(near_id=near_id, far_id=far, **(data | known))


def link_shown(link: Link) -> dict[str, Any]:
    names = [name for name in LinkForm.base_fields if name != "far"]
    return {
        "far": str(link.far_id),
        **{name: getattr(link, name) for name in names},
    }


class SubnetForm(forms.Form):
    cidr = needed(
        words(
            gettext_lazy("Dải địa chỉ"),
            most=50,
            help_text=gettext_lazy("Ví dụ: 10.20.4.0/24."),
        )
    )
    name = needed(words(gettext_lazy("Tên"), most=LONGEST_NAME))
    scope = choice(
        gettext_lazy("Phạm vi"),
        required=True,
        help_text=gettext_lazy("Trong một phạm vi không dải nào trùng dải nào."),
    )
    vlan = _number(gettext_lazy("VLAN"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _named(self, "scope", SCOPE_NAMES)

    def data_given(self) -> SubnetData:
        data = self.cleaned_data
        return SubnetData(**(data | {"scope": Scope(data["scope"])}))


def subnet_shown(subnet: Subnet) -> dict[str, Any]:
    names = ("cidr", "name", "scope")
    return {
        "vlan": subnet.vlan.number if subnet.vlan else None,
        **{name: getattr(subnet, name) for name in names},
    }


class AddressForm(forms.Form):
    ip = needed(words(gettext_lazy("Địa chỉ"), most=50))
    used_for = needed(
        words(gettext_lazy("Dùng cho"), most=LONGEST_NAME),
    )
    device = choice(gettext_lazy("Thiết bị"))

    def __init__(self, *args: Any, devices: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [("", _("Không phải thiết bị mạng"))]
        fill(self, "device", offered + [(str(pk), name) for pk, name in devices])

    def device_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["device"])


class DeviceForm(forms.Form):
    name = needed(words(gettext_lazy("Tên thiết bị"), most=LONGEST_NAME))
    kind = choice(gettext_lazy("Loại"), required=True)
    maker = words(gettext_lazy("Hãng"), most=LONGEST_NAME)
    model = words(gettext_lazy("Kiểu"), most=LONGEST_NAME)
    serial = words(gettext_lazy("Số máy"), most=LONGEST_NAME)
    rack = choice(gettext_lazy("Đặt trong tủ"))
    unit = _number(
        gettext_lazy("U thấp nhất"), help_text=gettext_lazy("Đếm từ đáy tủ lên.")
    )
    units = _number(gettext_lazy("Cao mấy U"), initial=1)
    place = words(
        gettext_lazy("Nơi đặt khác"),
        most=LONGEST_NAME,
        help_text=gettext_lazy("Khi không đặt trong tủ nào đã ghi."),
    )
    bought_on = day(gettext_lazy("Ngày mua"))

    def __init__(self, *args: Any, racks: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _named(self, "kind", DEVICE_KIND_NAMES)
        shown = [("", _("Không")), *((str(pk), name) for pk, name in racks)]
        fill(self, "rack", shown)

    def data_given(self) -> DeviceData:
        data = dict(self.cleaned_data)
        rack, units = _uuid(data.pop("rack")), data.pop("units")
        return DeviceData(
            **(data | {"kind": DeviceKind(data["kind"])}),
            rack_id=rack,
            units=1 if units is None else units,
        )


def device_shown(device: Device) -> dict[str, Any]:
    names = [name for name in DeviceForm.base_fields if name != "rack"]
    return {
        "rack": str(device.rack_id or ""),
        **{name: getattr(device, name) for name in names},
    }


class RoomForm(forms.Form):
    name = needed(words(gettext_lazy("Tên phòng"), most=LONGEST_NAME))
    building = words(
        gettext_lazy("Tòa nhà"),
        most=LONGEST_NAME,
        help_text=gettext_lazy("Bỏ trống nếu điểm chỉ có một tòa nhà."),
    )
    about = words(gettext_lazy("Ghi chú"), most=LONGEST_LINE)

    def data_given(self) -> RoomData:
        return RoomData(**self.cleaned_data)


def room_shown(room: Room) -> dict[str, Any]:
    return {name: getattr(room, name) for name in RoomForm.base_fields}


class RackForm(forms.Form):
    name = needed(words(gettext_lazy("Tên tủ"), most=LONGEST_NAME))
    units = _number(gettext_lazy("Cao mấy U"), required=True, initial=42)

    def data_given(self) -> RackData:
        return RackData(**self.cleaned_data)


class PortsForm(forms.Form):
    names = needed(
        words(
            gettext_lazy("Tên cổng"),
            most=1000,
            help_text=gettext_lazy("Ví dụ: 1-24, Gi0/25-26, quản trị."),
        )
    )


class CableForm(forms.Form):
    other = needed(choice(gettext_lazy("Nối tới cổng")))
    label = words(gettext_lazy("Nhãn cáp"), most=LONGEST_CODE)

    def __init__(self, *args: Any, ports: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "other", ports)

    def other_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["other"])


class VlanForm(forms.Form):
    agency = needed(choice(gettext_lazy("Cơ quan")))
    number = _number(gettext_lazy("Số VLAN"), required=True)
    name = needed(words(gettext_lazy("Tên"), most=LONGEST_NAME))

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "agency", agencies)
        if not agencies:
            del self.fields["agency"]
        elif len(agencies) == 1:
            self.fields["agency"].initial = str(agencies[0][0])

    def agency_id(self) -> UUID | None:
        return _uuid(self.cleaned_data.get("agency", ""))

    def data_given(self) -> VlanData:
        return VlanData(self.cleaned_data["number"], self.cleaned_data["name"])


class TableForm(forms.Form):
    kind = choice(gettext_lazy("Bảng gì"), required=True)
    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp CSV, Excel hoặc ODS"),
            required=True,
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp."),
                "empty": gettext_lazy("Tệp này rỗng."),
            },
        )
    )
    dry = forms.BooleanField(
        label=gettext_lazy("Chỉ thử, chưa ghi"), required=False, initial=True
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _named(self, "kind", TABLE_NAMES)


class OptionForm(forms.Form):
    name = needed(words(gettext_lazy("Tên phương án"), most=LONGEST_NAME))
    about = words(gettext_lazy("Nội dung"), rows=2, most=LONGEST_LINE)

    def data_given(self) -> OptionData:
        return OptionData(**self.cleaned_data)


def option_shown(option: NetworkOption) -> dict[str, Any]:
    return {"name": option.name, "about": option.about}


class ChangeForm(forms.Form):
    replaces = choice(
        gettext_lazy("Bỏ đường"),
        help_text=gettext_lazy("Bỏ trống nếu chỉ làm thêm."),
    )
    near = choice(
        gettext_lazy("Làm đường mới từ"),
        help_text=gettext_lazy("Bỏ trống nếu chỉ bỏ đường cũ."),
    )
    far = choice(gettext_lazy("Đến"))
    carriage = choice(gettext_lazy("Thuộc mạng"), required=True)
    medium = choice(gettext_lazy("Loại đường"), required=True)
    mbps = _number(gettext_lazy("Tải được, Mbit/s"))
    monthly_cost = _number(gettext_lazy("Cước tháng, đồng"))
    once_cost = _number(gettext_lazy("Chi một lần, đồng"))

    def __init__(
        self, *args: Any, links: Offered, sites: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        for field, offered in (("replaces", links), ("near", sites), ("far", sites)):
            shown = [("", _("Không")), *((str(pk), name) for pk, name in offered)]
            fill(self, field, shown)
        _named(self, "carriage", CARRIAGE_NAMES)
        _named(self, "medium", MEDIUM_NAMES)

    def data_given(self) -> ChangeData:
        data = self.cleaned_data
        return ChangeData(
            replaces_id=_uuid(data["replaces"]),
            near_id=_uuid(data["near"]),
            far_id=_uuid(data["far"]),
            carriage=Carriage(data["carriage"]),
            medium=Medium(data["medium"]),
            mbps=data["mbps"],
            monthly_cost=data["monthly_cost"],
            once_cost=data["once_cost"],
        )
