"""What people type about figures. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.duties.rules import EvidenceKind
from congvu.figures.queries import Body
from congvu.indicators.rules import Unit
from congvu.ui.fields import choice, day, fill, needed, words

_UNIT_WORDS = {
    Unit.PERCENT: gettext_lazy("Tính bằng phần trăm, ví dụ 80 hoặc 92,5"),
    Unit.COUNT: gettext_lazy("Số lượng, ví dụ 1240"),
    Unit.DAYS: gettext_lazy("Số ngày, ví dụ 2,5"),
    Unit.RATIO: gettext_lazy("Tỷ số, ví dụ 0,9"),
}


class VietnameseNumber(forms.DecimalField):
    """92,5 as people write it, and 92.5."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().removesuffix("%").strip()
            if "," in value:
                value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)


def _value(label: Any, unit: Unit) -> VietnameseNumber:
    field = VietnameseNumber(
        label=label,
        max_digits=14,
        decimal_places=2,
        help_text=_UNIT_WORDS[unit],
        error_messages={
            "invalid": gettext_lazy("Chưa phải là một con số. Ví dụ: 92,5."),
            "required": gettext_lazy("Chưa ghi con số."),
            "max_decimal_places": gettext_lazy("Nhiều nhất hai chữ số sau dấu phẩy."),
            "max_digits": gettext_lazy("Con số quá dài."),
            "max_whole_digits": gettext_lazy("Con số quá lớn."),
        },
    )
    field.widget.attrs["inputmode"] = "decimal"
    return field


class TargetForm(forms.Form):
    """What one body must reach, or all, from a day on."""

    body = needed(choice(gettext_lazy("Cho")))
    valid_from = day(gettext_lazy("Từ ngày"), required=True)
    valid_until = day(gettext_lazy("Đến trước ngày"))
    source = needed(
        words(
            gettext_lazy("Căn cứ"),
            most=300,
            help_text=gettext_lazy("Văn bản đặt ra mức này, ví dụ Kế hoạch 12/KH-UBND"),
        )
    )
    field_order = ("body", "value", "valid_from", "valid_until", "source")

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Body],
        unit: Unit,
        for_all: bool,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["value"] = _value(gettext_lazy("Mức phải đạt"), unit)
        self.order_fields(self.field_order)
        chosen = [(str(body.id), body.short_name) for body in bodies]
        self.fields["body"].required = not for_all
        if for_all:
            chosen.insert(0, ("", _("Mọi cơ quan")))
        fill(self, "body", chosen)

    def body_id(self) -> UUID | None:
        value = self.cleaned_data["body"]
        return UUID(value) if value else None


class ReportForm(forms.Form):
    """What one's own body says its figure is, and what that rests on."""

    evidence = needed(
        words(
            gettext_lazy("Căn cứ"),
            rows=2,
            most=1000,
            help_text=gettext_lazy("Số này lấy từ đâu: báo cáo nào, ai đếm, ngày nào."),
        )
    )
    record = choice(gettext_lazy("Văn bản, hồ sơ làm căn cứ"))
    because = needed(words(gettext_lazy("Lý do sửa số đã báo cáo"), rows=2, most=1000))
    field_order = ("value", "evidence", "record", "because")

    def __init__(
        self,
        *args: Any,
        unit: Unit,
        offered: Sequence[tuple[EvidenceKind, UUID, str]],
        corrects: bool,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["value"] = _value(gettext_lazy("Số báo cáo"), unit)
        self.order_fields(self.field_order)
        rows = [(f"{kind}:{pk}", label) for kind, pk, label in offered]
        fill(self, "record", [("", _("Không kèm")), *rows])
        if not corrects:
            del self.fields["because"]

    def record_chosen(self) -> tuple[EvidenceKind | None, UUID | None]:
        value = self.cleaned_data["record"]
        if not value:
            return None, None
        kind, _colon, pk = value.partition(":")
        return EvidenceKind(kind), UUID(pk)


class WithdrawForm(forms.Form):
    because = needed(words(gettext_lazy("Lý do rút"), rows=2, most=1000))
