"""What people type about licences. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.licences.actions import (
    STAFF_PLACE,
    EntitlementData,
    ProductData,
    RuleData,
    StatementWish,
    Target,
)
from congvu.licences.models import Entitlement, Product
from congvu.licences.rules import (
    CATEGORY_NAMES,
    ENTITLEMENT_KIND_NAMES,
    LICENCE_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
    METRIC_NAMES,
    PRODUCT_KIND_NAMES,
    Category,
    Metric,
    ProductKind,
)
from congvu.organisations.queries import PostOnDay
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]
# A rule whose names are no program of their own.
SKIP = "-"


def uuid_of(value: str) -> UUID | None:
    """What an address or a form says, or nothing."""
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


def _offer(form: forms.Form, name: str, offered: Offered, none: str) -> None:
    chosen = [(str(pk), label) for pk, label in offered]
    fill(form, name, [("", none), *chosen])


def _whole(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        **more,
    )


class DayForm(forms.Form):
    """Which day, whose, which words; wrong words narrow nothing."""

    ngay = day(gettext_lazy("Tình trạng đến hết ngày"))
    co_quan = choice(gettext_lazy("Cơ quan"))
    q = words(gettext_lazy("Tên, nhà sản xuất"), most=100)

    def __init__(
        self, *args: Any, agencies: Offered, by_words: bool = False, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "co_quan", agencies, _("Mọi cơ quan"))
        if len(agencies) < 2:
            del self.fields["co_quan"]
        if not by_words:
            del self.fields["q"]


class WordsForm(forms.Form):
    q = words(gettext_lazy("Tên, nhà sản xuất, số hợp đồng"), most=100)


class ProductForm(forms.Form):
    publisher = needed(words(gettext_lazy("Nhà sản xuất"), most=LONGEST_LINE))
    name = needed(words(gettext_lazy("Tên sản phẩm"), most=LONGEST_LINE))
    edition = words(
        gettext_lazy("Ấn bản"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Ví dụ: Standard, Professional; để trống nếu không có."),
    )
    line = words(
        gettext_lazy("Dòng phiên bản"),
        most=40,
        help_text=gettext_lazy("Ví dụ: 2016; để trống nếu mọi phiên bản như nhau."),
    )
    family = words(
        gettext_lazy("Họ sản phẩm"),
        most=LONGEST_LINE,
        help_text=gettext_lazy(
            "Các ấn bản, phiên bản cùng họ có thể dùng chung một quyền nâng cấp."
        ),
    )
    kind = choice(gettext_lazy("Loại"))
    category = choice(gettext_lazy("Nhóm"))
    licence = needed(choice(gettext_lazy("Giấy phép")))
    spdx = words(
        gettext_lazy("Giấy phép nguồn mở"),
        most=80,
        help_text=gettext_lazy("Tên SPDX, ví dụ GPL-3.0-or-later."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", [(k, _(v)) for k, v in PRODUCT_KIND_NAMES.items()])
        fill(self, "category", [(k, _(v)) for k, v in CATEGORY_NAMES.items()])
        named = [(k, _(v)) for k, v in LICENCE_NAMES.items()]
        fill(self, "licence", [("", _("Chọn")), *named])

    def data_given(self) -> ProductData:
        return ProductData(**self.cleaned_data)

    @staticmethod
    def of(found: Product | None) -> dict[str, Any]:
        """What it begins with."""
        if found is None:
            return {"kind": ProductKind.APPLICATION, "category": Category.OTHER}
        return {
            "publisher": found.publisher.name,
            "name": found.name,
            "edition": found.edition,
            "line": found.line,
            "family": found.family,
            "kind": found.kind,
            "category": found.category,
            "licence": found.licence,
            "spdx": found.spdx,
        }


class RuleForm(forms.Form):
    publisher_pattern = words(gettext_lazy("Mẫu nhà sản xuất"), most=LONGEST_LINE)
    name_pattern = needed(
        words(
            gettext_lazy("Mẫu tên"),
            most=LONGEST_LINE,
            help_text=gettext_lazy(
                "Dấu * thay cho mọi chữ; không phân biệt hoa thường, có dấu hay không."
            ),
        )
    )
    version_from = words(gettext_lazy("Từ phiên bản"), most=40)
    version_below = words(gettext_lazy("Trước phiên bản"), most=40)
    product_id = needed(choice(gettext_lazy("Là sản phẩm")))
    place = _whole(
        gettext_lazy("Thứ tự"),
        help_text=gettext_lazy("Số nhỏ quyết định trước; danh mục đi kèm từ 1000."),
    )

    def __init__(self, *args: Any, products: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = [(str(pk), label) for pk, label in products]
        skip = (SKIP, _("Bỏ qua: không phải phần mềm riêng"))
        fill(self, "product_id", [("", _("Chọn")), skip, *chosen])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("product_id") and "product_id" not in self.errors:
            self.add_error("product_id", _("Chọn sản phẩm, hoặc bỏ qua."))
        return data

    def data_given(self) -> RuleData:
        data = self.cleaned_data
        chosen = data["product_id"]
        place = data["place"]
        return RuleData(
            name_pattern=data["name_pattern"],
            product_id=None if chosen == SKIP else uuid_of(chosen),
            publisher_pattern=data["publisher_pattern"] or "*",
            version_from=data["version_from"],
            version_below=data["version_below"],
            place=STAFF_PLACE if place is None else place,
        )


class DecideForm(forms.Form):
    """One name of the queue and what it is: a product by its words, or nothing of its
    own.
    """

    publisher = forms.CharField(required=False, max_length=LONGEST_LINE, strip=False)
    name = forms.CharField(max_length=LONGEST_LINE, strip=False)
    product = words(gettext_lazy("Là sản phẩm"), most=2 * LONGEST_LINE)
    skip = forms.BooleanField(required=False)

    def __init__(self, *args: Any, products: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        self.known = {label.casefold(): pk for pk, label in products}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = data.get("product", "").casefold()
        if not data.get("skip") and typed not in self.known:
            self.add_error("product", _("Chọn sản phẩm, hoặc bỏ qua."))
        return data

    @property
    def product_id(self) -> UUID | None:
        if self.cleaned_data["skip"]:
            return None
        return self.known[self.cleaned_data["product"].casefold()]


class EntitlementForm(forms.Form):
    agency_id = choice(gettext_lazy("Cơ quan giữ quyền"))
    product_id = needed(choice(gettext_lazy("Sản phẩm")))
    covers_family = forms.BooleanField(
        label=gettext_lazy("Dùng được cho cả họ sản phẩm (nâng cấp, hạ cấp)"),
        required=False,
    )
    kind = needed(choice(gettext_lazy("Loại")))
    metric = choice(gettext_lazy("Tính theo"))
    seats = needed(_whole(gettext_lazy("Số lượng")))
    starts_on = needed(day(gettext_lazy("Từ ngày")))
    ends_on = day(gettext_lazy("Hết hạn ngày"))
    contract = words(gettext_lazy("Số hợp đồng, biên bản"), most=LONGEST_LINE)
    price = _whole(gettext_lazy("Giá tất cả, đồng"))
    note = words(gettext_lazy("Ghi chú"), rows=2, most=LONGEST_REASON)

    def __init__(
        self, *args: Any, products: Offered, agencies: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.own = agencies[0][0] if agencies else None
        fill(self, "agency_id", [(str(pk), name) for pk, name in agencies])
        if len(agencies) < 2:
            del self.fields["agency_id"]
        _offer(self, "product_id", products, _("Chọn sản phẩm"))
        named = [(k, _(v)) for k, v in ENTITLEMENT_KIND_NAMES.items()]
        fill(self, "kind", [("", _("Chọn")), *named])
        fill(self, "metric", [(k, _(v)) for k, v in METRIC_NAMES.items()])

    def agency(self) -> UUID | None:
        return uuid_of(self.cleaned_data.get("agency_id", "")) or self.own

    def data_given(self) -> EntitlementData:
        data = self.cleaned_data
        return EntitlementData(
            product_id=uuid_of(data["product_id"]),
            kind=data["kind"],
            seats=data["seats"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            metric=data["metric"] or Metric.DEVICE,
            covers_family=data["covers_family"],
            contract=data["contract"],
            price=data["price"],
            note=data["note"],
        )

    @staticmethod
    def of(found: Entitlement) -> dict[str, Any]:
        """What it begins with."""
        return {
            "product_id": str(found.product_id),
            "covers_family": found.covers_family,
            "kind": found.kind,
            "metric": found.metric,
            "seats": found.seats,
            "starts_on": found.starts_on,
            "ends_on": found.ends_on,
            "contract": found.contract,
            "price": found.price,
            "note": found.note,
        }


class TargetForm(forms.Form):
    """To whom seats go; one of unit, machine and person, or the whole agency."""

    use_required_attribute = False

    target = choice(gettext_lazy("Cấp cho"))
    seats = needed(_whole(gettext_lazy("Số lượng")))
    since = needed(day(gettext_lazy("Từ ngày")))
    over_reason = words(
        gettext_lazy("Lý do nếu cấp vượt số còn"), rows=2, most=LONGEST_REASON
    )

    def __init__(
        self, *args: Any, agency_id: UUID, targets: Targets, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.agency_id = agency_id
        groups = [
            (_("Đơn vị"), [(f"u:{pk}", name) for pk, name in targets.units]),
            (_("Máy"), [(f"m:{pk}", name) for pk, name in targets.machines]),
            (_("Người"), [(f"p:{pk}", name) for pk, name in targets.people]),
        ]
        whole = ("", _("Cả cơ quan"))
        fill(self, "target", [whole, *(one for one in groups if one[1])])

    def target_given(self) -> Target:
        kind, _colon, key = self.cleaned_data["target"].partition(":")
        pk = uuid_of(key)
        return Target(
            self.agency_id,
            unit_id=pk if kind == "u" else None,
            machine_id=pk if kind == "m" else None,
            person_id=pk if kind == "p" else None,
        )


class Targets:
    """What of an agency may be given seats."""

    def __init__(self, units: Offered, machines: Offered, people: Offered) -> None:
        self.units, self.machines, self.people = units, machines, people


class ReturnForm(forms.Form):
    use_required_attribute = False

    since = needed(day(gettext_lazy("Không còn từ ngày")))


class ProofForm(forms.Form):
    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp hợp đồng, hóa đơn, biên bản"),
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp nào."),
                "empty": gettext_lazy("Tệp rỗng (0 byte)."),
            },
        )
    )


class StatementForm(forms.Form):
    use_required_attribute = False

    day = needed(day(gettext_lazy("Tình trạng đến hết ngày")))
    of_all = forms.BooleanField(
        label=gettext_lazy("Của mọi cơ quan trong tỉnh"), required=False
    )
    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=300,
        help_text=gettext_lazy("Chỉ khi trưởng đơn vị ký TL.: điều nào của quy chế."),
    )

    def __init__(
        self, *args: Any, signers: Sequence[PostOnDay], whole: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        if not whole:
            del self.fields["of_all"]
        posts = [(str(p.id), f"{p.person_name}, {p.name}") for p in signers]
        fill(self, "signer", [("", _("Chọn người ký")), *posts])

    def wish(self) -> StatementWish:
        data = self.cleaned_data
        chosen: date | None = data["day"]
        return StatementWish(
            day=chosen,
            signer_post_id=uuid_of(data["signer"]),
            of_all=data.get("of_all", False),
            signing_basis=data["signing_basis"],
        )
