"""What people type about plans, roll-outs, scans and procurements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.licences.actions import LineWish, ProcurementWish, RolloutWish, WaveWish
from congvu.licences.models import FormatScan, Product, ReplacementLine
from congvu.licences.rules import (
    BLOCK_NAMES,
    CATEGORY_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
)
from congvu.licences.rules.formats import Minutes
from congvu.organisations.queries import PostOnDay
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        **more,
    )


def _offer(form: forms.Form, name: str, offered: Offered, none: str = "") -> None:
    chosen = [(str(pk), label) for pk, label in offered]
    fill(form, name, [("", none), *chosen] if none else chosen)


def _products(rows: Iterable[Product]) -> Offered:
    return [(one.pk, one.full_name) for one in rows]


def _categories(form: forms.Form) -> None:
    named = [(key, _(label)) for key, label in CATEGORY_NAMES.items()]
    fill(form, "category", [("", _("Chọn nhóm")), *named])


def _blocks(form: forms.Form) -> None:
    named = [(key, _(label)) for key, label in BLOCK_NAMES.items()]
    fill(form, "block", [("", _("Không vướng")), *named])


class _Whose(forms.Form):
    """Of which agency, for who keeps those of all."""

    use_required_attribute = False

    agency = choice(gettext_lazy("Cơ quan"))

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        self.only = agencies[0][0]
        _offer(self, "agency", agencies)
        if len(agencies) == 1:
            del self.fields["agency"]

    def agency_given(self) -> UUID:
        return _uuid(self.cleaned_data.get("agency", "")) or self.only


class PlanForm(_Whose):
    title = needed(words(gettext_lazy("Tên kế hoạch"), most=LONGEST_LINE))
    basis = words(gettext_lazy("Căn cứ"), most=LONGEST_REASON)
    starts_on = needed(day(gettext_lazy("Từ ngày")))
    ends_on = needed(day(gettext_lazy("Đến trước ngày")))


class LineForm(forms.Form):
    """One product in the place of another."""

    use_required_attribute = False

    instead_of_id = needed(choice(gettext_lazy("Thay cho")))
    product_id = needed(choice(gettext_lazy("Bằng")))
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))
    due_on = needed(day(gettext_lazy("Xong trước ngày")))
    pilot_unit_id = choice(gettext_lazy("Đơn vị làm thử"))
    to_train = _number(gettext_lazy("Số người cần hướng dẫn"))
    trained = _number(gettext_lazy("Số người đã hướng dẫn"))
    scan_id = choice(
        gettext_lazy("Lần quét tệp"),
        help_text=gettext_lazy("Để nói việc chuyển tệp tốn bao nhiêu công."),
    )
    saved = _number(gettext_lazy("Tiết kiệm trong thời gian kế hoạch, đồng"))
    block = choice(gettext_lazy("Vướng mắc"))
    block_note = words(gettext_lazy("Vướng cụ thể"), rows=2, most=LONGEST_REASON)

    def __init__(
        self,
        *args: Any,
        paid: Sequence[Product],
        free: Sequence[Product],
        units: Offered,
        scans: Sequence[FormatScan],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "instead_of_id", _products(paid), _("Chọn sản phẩm đang dùng"))
        _offer(self, "product_id", _products(free), _("Chọn sản phẩm thay thế"))
        _offer(self, "pilot_unit_id", units, _("Không làm thử"))
        named = [(one.pk, one.label) for one in scans]
        _offer(self, "scan_id", named, _("Chưa quét"))
        _blocks(self)

    def wish(self) -> LineWish:
        data = self.cleaned_data
        return LineWish(
            instead_of_id=_uuid(data["instead_of_id"]),
            product_id=_uuid(data["product_id"]),
            reason=data["reason"],
            due_on=data["due_on"],
            pilot_unit_id=_uuid(data["pilot_unit_id"]),
            to_train=data["to_train"] or 0,
            trained=data["trained"] or 0,
            scan_id=_uuid(data["scan_id"]),
            saved=data["saved"],
            block=data["block"],
            block_note=data["block_note"],
        )

    @staticmethod
    def of(line: ReplacementLine) -> dict[str, Any]:
        """What it begins with."""
        keys = ("instead_of_id", "product_id", "pilot_unit_id", "scan_id")
        kept = {key: str(getattr(line, key) or "") for key in keys}
        plain = ("reason", "due_on", "to_train", "trained", "saved")
        kept |= {key: getattr(line, key) for key in (*plain, "block", "block_note")}
        return kept


class RolloutForm(_Whose):
    title = needed(words(gettext_lazy("Tên đợt triển khai"), most=LONGEST_LINE))
    basis = words(gettext_lazy("Căn cứ"), most=LONGEST_REASON)
    product_id = needed(choice(gettext_lazy("Phần mềm cần cài")))
    instead_of_id = choice(
        gettext_lazy("Thay cho"),
        help_text=gettext_lazy(
            "Có: máy đang có phần mềm ấy, và xong khi nó không còn. Không: mọi máy "
            "để bàn, xách tay đang dùng."
        ),
    )

    def __init__(
        self,
        *args: Any,
        products: Sequence[Product],
        line: ReplacementLine | None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.line_id = line.pk if line is not None else None
        if line is not None:
            del self.fields["product_id"], self.fields["instead_of_id"]
            return
        named = _products(products)
        _offer(self, "product_id", named, _("Chọn phần mềm"))
        _offer(self, "instead_of_id", named, _("Không thay phần mềm nào"))

    def wish(self) -> RolloutWish:
        data = self.cleaned_data
        return RolloutWish(
            title=data["title"],
            basis=data["basis"],
            product_id=_uuid(data.get("product_id", "")),
            instead_of_id=_uuid(data.get("instead_of_id", "")),
            line_id=self.line_id,
        )


def _posts(form: forms.Form, posts: Sequence[PostOnDay]) -> None:
    named = [
        (one.id, f"{one.person_name}, {one.name}" if one.person_name else one.name)
        for one in posts
    ]
    _offer(form, "post_id", named, _("Chọn chức vụ"))


class WaveForm(forms.Form):
    """A wave in one agency, which the address names."""

    use_required_attribute = False

    number = needed(_number(gettext_lazy("Đợt")))
    unit_id = choice(gettext_lazy("Đơn vị"))
    post_id = needed(choice(gettext_lazy("Chịu trách nhiệm")))
    starts_on = needed(day(gettext_lazy("Từ ngày")))
    due_on = needed(day(gettext_lazy("Xong trước ngày")))

    def __init__(
        self, *args: Any, units: Offered, posts: Sequence[PostOnDay], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "unit_id", units, _("Cả cơ quan"))
        _posts(self, posts)

    def wish(self, agency_id: UUID) -> WaveWish:
        data = self.cleaned_data
        return WaveWish(
            number=data["number"],
            agency_id=agency_id,
            unit_id=_uuid(data["unit_id"]),
            post_id=_uuid(data["post_id"]),
            starts_on=data["starts_on"],
            due_on=data["due_on"],
        )


class WaveChangeForm(forms.Form):
    use_required_attribute = False

    post_id = needed(choice(gettext_lazy("Chịu trách nhiệm")))
    due_on = needed(day(gettext_lazy("Xong trước ngày")))

    def __init__(self, *args: Any, posts: Sequence[PostOnDay], **given: Any) -> None:
        super().__init__(*args, **given)
        _posts(self, posts)

    def post_given(self) -> UUID | None:
        return _uuid(self.cleaned_data["post_id"])


class BlockForm(forms.Form):
    use_required_attribute = False

    block = choice(gettext_lazy("Vướng mắc"))
    block_note = words(gettext_lazy("Vướng cụ thể"), rows=2, most=LONGEST_REASON)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _blocks(self)


class ListingForm(forms.Form):
    """A product the province prefers beside the ministry's."""

    use_required_attribute = False

    category = needed(choice(gettext_lazy("Nhóm")))
    name = needed(words(gettext_lazy("Sản phẩm"), most=LONGEST_LINE))
    versions = words(gettext_lazy("Phiên bản"), most=40)
    basis = needed(words(gettext_lazy("Căn cứ"), rows=2, most=LONGEST_REASON))
    since = needed(day(gettext_lazy("Ưu tiên từ ngày")))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _categories(self)


class EndListingForm(forms.Form):
    use_required_attribute = False

    until = needed(day(gettext_lazy("Thôi ưu tiên từ ngày")))


class ScanForm(_Whose):
    label = needed(
        words(
            gettext_lazy("Tệp của"),
            most=LONGEST_LINE,
            help_text=gettext_lazy("Ví dụ: ổ chung phòng Tài chính."),
        )
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp nén .zip"),
        help_text=gettext_lazy(
            "Đến 300 MB. Nhiều hơn: chạy lệnh congvu licences scan trên máy chủ."
        ),
        error_messages={
            "required": gettext_lazy("Chọn một tệp."),
            "empty": gettext_lazy("Tệp này trống."),
        },
    )


class MinutesForm(forms.Form):
    """Minutes for one file, set by whoever estimates."""

    macro = _number(gettext_lazy("Có macro, phút"))
    bound = _number(gettext_lazy("Liên kết, nhúng, phút"))
    closed = _number(gettext_lazy("Định dạng cũ, phút"))
    alphabet = _number(gettext_lazy("Bảng mã cũ, phút"))

    def minutes(self, usual: Minutes) -> Minutes:
        """What is not a number from 0 to a working week is as usual."""
        self.is_valid()
        told: dict[str, int] = {}
        for name in self.fields:
            given = self.cleaned_data.get(name)
            told[name] = getattr(usual, name)
            if isinstance(given, int) and 0 <= given <= 2400:
                told[name] = given
        return Minutes.of(told)


class ProcurementForm(_Whose):
    category = needed(choice(gettext_lazy("Nhóm")))
    what = needed(words(gettext_lazy("Mua gì"), most=LONGEST_LINE))
    decided_on = needed(day(gettext_lazy("Ngày quyết định")))
    number = words(gettext_lazy("Số quyết định, hợp đồng"), most=LONGEST_LINE)
    seats = needed(_number(gettext_lazy("Số lượng")))
    amount = needed(_number(gettext_lazy("Số tiền, đồng")))
    reason = words(
        gettext_lazy("Lý do không chọn nguồn mở"),
        rows=3,
        most=LONGEST_REASON,
        help_text=gettext_lazy(
            "Bắt buộc khi ngày quyết định nhóm này có sản phẩm nguồn mở được ưu tiên."
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _categories(self)

    def wish(self) -> ProcurementWish:
        data = self.cleaned_data
        keys = ("category", "what", "decided_on", "number", "seats", "amount", "reason")
        return ProcurementWish(**{key: data[key] for key in keys})


class StrikeForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Vì sao gạch"), rows=2, most=LONGEST_REASON))


class PlanPaperForm(forms.Form):
    """Who signs the plan."""

    use_required_attribute = False

    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=300,
        help_text=gettext_lazy("Chỉ khi trưởng đơn vị ký TL.: điều nào của quy chế."),
    )

    def __init__(self, *args: Any, signers: Sequence[PostOnDay], **given: Any) -> None:
        super().__init__(*args, **given)
        named = [(one.id, f"{one.person_name}, {one.name}") for one in signers]
        _offer(self, "signer", named, _("Chọn người ký"))

    def signer_given(self) -> UUID | None:
        return _uuid(self.cleaned_data["signer"])
