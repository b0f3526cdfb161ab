"""What people type about machines. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.inventory.actions import (
    MachineData,
    MediumData,
    NewMachine,
    PaperWish,
    WipingData,
)
from congvu.inventory.models import Machine
from congvu.inventory.rules import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_SERIAL,
    MACHINE_KIND_NAMES,
    MACHINE_STATE_NAMES,
    MEDIUM_KIND_NAMES,
    PAPER_KIND_NAMES,
    WIPE_RESULT_NAMES,
    MachineState,
    Method,
    PaperKind,
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
    don_vi = choice(gettext_lazy("Đơn vị"))

    def __init__(
        self, *args: Any, agencies: Offered, units: Offered = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "co_quan", agencies, _("Mọi cơ quan"))
        _offer(self, "don_vi", units, _("Mọi đơn vị"))
        for name, offered in (("co_quan", agencies), ("don_vi", units)):
            if not offered:
                del self.fields[name]


class MachineForm(forms.Form):
    """A person's part of a machine."""

    user_id = choice(gettext_lazy("Người dùng"))
    unit_id = choice(gettext_lazy("Đơn vị"))
    place = words(gettext_lazy("Nơi đặt"), most=LONGEST_LINE)
    state = choice(gettext_lazy("Trạng thái"))
    bought_on = day(gettext_lazy("Ngày mua"))
    warranty_until = day(gettext_lazy("Bảo hành đến ngày"))
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
        gone = self.initial.get("state") == MachineState.DISPOSED
        # Disposed of is what a paper says, never this form.
        states = [
            (k, _(v))
            for k, v in MACHINE_STATE_NAMES.items()
            if gone or k != MachineState.DISPOSED
        ]
        fill(self, "state", states)

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
            warranty_until=data["warranty_until"],
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
            "warranty_until": found.warranty_until,
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


class PaperForm(forms.Form):
    """What every paper about machines asks: which machines, in what state."""

    machines = needed(
        forms.MultipleChoiceField(
            label=gettext_lazy("Máy"),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    )
    condition = words(gettext_lazy("Tình trạng, phụ kiện"), rows=2, most=LONGEST_REASON)

    def __init__(self, *args: Any, machines: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "machines", [(str(pk), name) for pk, name in machines])

    def wish(self, agency_id: UUID, kind: str) -> PaperWish:
        data = self.cleaned_data
        return PaperWish(
            kind=data.get("kind") or kind,
            agency_id=agency_id,
            machines=tuple(UUID(pk) for pk in data["machines"]),
            to_person=_uuid(data.get("to_person", "")),
            to_unit=_uuid(data.get("to_unit", "")),
            to_agency=_uuid(data.get("to_agency", "")),
            receiver=data.get("receiver", ""),
            decision=data.get("decision", ""),
            decision_on=data.get("decision_on"),
            wiped=_uuid(data.get("wiped", "")),
            condition=data["condition"],
        )


class GiveForm(PaperForm):
    to_person = choice(gettext_lazy("Người nhận"))
    to_unit = choice(
        gettext_lazy("Đơn vị nhận"),
        help_text=gettext_lazy(
            "Không chọn người thì trưởng đơn vị nhận, xác nhận thay cả đơn vị."
        ),
    )
    field_order = ["machines", "to_person", "to_unit", "condition"]

    def __init__(
        self, *args: Any, people: Offered, units: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "to_person", people, _("Không giao cho riêng ai"))
        _offer(self, "to_unit", units, _("Theo đơn vị của người nhận"))


class _DecidedForm(PaperForm):
    decision = needed(
        words(
            gettext_lazy("Số quyết định"),
            most=60,
            help_text=gettext_lazy("Ví dụ: 123/QĐ-UBND."),
        )
    )
    decision_on = needed(day(gettext_lazy("Ngày quyết định")))


class MoveForm(_DecidedForm):
    to_agency = needed(choice(gettext_lazy("Cơ quan nhận")))
    field_order = ["machines", "to_agency", "decision", "decision_on", "condition"]

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "to_agency", agencies, _("Chọn cơ quan"))


class DisposeForm(_DecidedForm):
    kind = needed(choice(gettext_lazy("Hình thức")))
    receiver = words(
        gettext_lazy("Người mua, nơi nhận"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Bắt buộc khi điều chuyển ra ngoài hệ thống."),
    )
    wiped = needed(
        choice(
            gettext_lazy("Hồ sơ xử lý vật mang dữ liệu"),
            help_text=gettext_lazy(
                "Hồ sơ đã hoàn tất, có nói tới từng máy chọn ở trên."
            ),
        )
    )
    field_order = [
        "machines",
        "kind",
        "decision",
        "decision_on",
        "receiver",
        "wiped",
        "condition",
    ]

    def __init__(self, *args: Any, records: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = (PaperKind.SELL, PaperKind.SCRAP, PaperKind.AWAY)
        fill(self, "kind", [(k, _(PAPER_KIND_NAMES[k])) for k in kinds])
        _offer(self, "wiped", records, _("Chọn hồ sơ đã hoàn tất"))


class WipingForm(_OfAgency):
    """Of what, by whom, before whom."""

    name = needed(
        words(
            gettext_lazy("Máy, hệ thống nào"),
            most=LONGEST_LINE,
            help_text=gettext_lazy("Ví dụ: máy chủ của phần mềm văn bản cũ."),
        )
    )
    wiper = needed(choice(gettext_lazy("Người xử lý")))
    witness = needed(choice(gettext_lazy("Người chứng kiến thứ nhất")))
    second = needed(choice(gettext_lazy("Người chứng kiến thứ hai")))
    field_order = ["name", "agency_id", "wiper", "witness", "second"]

    def __init__(self, *args: Any, posts: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("wiper", "witness", "second"):
            _offer(self, name, posts, _("Chọn chức vụ"))

    def data_given(self) -> WipingData:
        data = self.cleaned_data
        return WipingData(
            agency_id=self.chosen(),
            name=data["name"],
            wiper=_uuid(data["wiper"]),
            witness=_uuid(data["witness"]),
            second=_uuid(data["second"]),
        )


class MediumForm(forms.Form):
    """One medium, what was done with it, what proves it."""

    use_required_attribute = False

    kind = needed(choice(gettext_lazy("Loại vật mang")))
    machine = words(
        gettext_lazy("Ở máy"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Tên máy hoặc số máy; bỏ trống nếu không ở máy nào."),
    )
    serial = needed(words(gettext_lazy("Số sê-ri của vật mang"), most=LONGEST_SERIAL))
    method = needed(choice(gettext_lazy("Cách xử lý")))
    wiped_on = needed(day(gettext_lazy("Ngày xử lý")))
    result = needed(choice(gettext_lazy("Kiểm tra lại")))
    file = forms.FileField(
        label=gettext_lazy("Tệp chứng minh"),
        required=False,
        help_text=gettext_lazy("Ảnh chụp, báo cáo của phần mềm xóa, phiếu hủy."),
        error_messages={"empty": gettext_lazy("Tệp rỗng (0 byte).")},
    )

    def __init__(self, *args: Any, methods: Sequence[Method], **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = [(str(k), _(v)) for k, v in MEDIUM_KIND_NAMES.items()]
        fill(self, "kind", [("", _("Chọn loại")), *kinds])
        ways = [(one.key, one.label) for one in methods]
        fill(self, "method", [("", _("Chọn cách đã xử lý")), *ways])
        results = [(str(k), _(v)) for k, v in WIPE_RESULT_NAMES.items()]
        fill(self, "result", [("", _("Chọn kết quả")), *results])

    def data_given(self) -> MediumData:
        data = dict(self.cleaned_data)
        file = data.pop("file")
        if file is None:
            return MediumData(**data)
        return MediumData(**data, file_name=file.name, stream=file.file)


class CloseWipingForm(forms.Form):
    symbol = needed(
        words(
            gettext_lazy("Số, ký hiệu biên bản đã phát hành"),
            most=LONGEST_LINE,
            help_text=gettext_lazy(
                "Biên bản đã ký, phát hành và đã đưa vào một hồ sơ lưu trữ."
            ),
        )
    )


class ReasonForm(forms.Form):
    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=LONGEST_REASON))


class SignerForm(forms.Form):
    """By whom the paper is to be signed."""

    signer = choice(gettext_lazy("Người ký"), required=True)

    def __init__(self, *args: Any, signers: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "signer", [(str(pk), name) for pk, name in signers])


class LifeForm(forms.Form):
    """How long a kind of machine lasts, in this province, from a day on."""

    kind = needed(choice(gettext_lazy("Loại máy")))
    years = needed(
        forms.IntegerField(
            label=gettext_lazy("Số năm sử dụng"),
            required=False,
            error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        )
    )
    percent = needed(
        forms.DecimalField(
            label=gettext_lazy("Hao mòn một năm, phần trăm"),
            required=False,
            localize=True,
            decimal_places=1,
            error_messages={
                "invalid": gettext_lazy("Ghi một số, ví dụ 20 hoặc 12,5."),
                "max_decimal_places": gettext_lazy("Nhiều nhất một chữ số sau phẩy."),
            },
        )
    )
    valid_from = needed(day(gettext_lazy("Áp dụng từ ngày")))
    basis = needed(
        words(
            gettext_lazy("Căn cứ"),
            most=LONGEST_LINE,
            help_text=gettext_lazy("Số, ngày của văn bản đặt mức này."),
        )
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = [(k, _(v)) for k, v in MACHINE_KIND_NAMES.items()]
        fill(self, "kind", kinds)

    @property
    def permille(self) -> int | None:
        percent = self.cleaned_data["percent"]
        return int(percent * 10) if percent is not None else None


class KeeperForm(forms.Form):
    """Which post keeps the machines of the whole province."""

    post_id = needed(choice(gettext_lazy("Chức vụ")))
    basis = needed(
        words(
            gettext_lazy("Căn cứ"),
            most=LONGEST_REASON,
            help_text=gettext_lazy("Ví dụ: quyết định giao nhiệm vụ cho đơn vị."),
        )
    )

    def __init__(self, *args: Any, posts: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "post_id", posts, _("Chọn chức vụ"))
