"""What people ask of letters on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.ui.fields import choice, fill, needed, words


class AddressForm(forms.Form):
    dia_chi = words(gettext_lazy("Địa chỉ gửi hoặc nhận"), most=254)

    def address(self) -> str:
        if not self.is_valid():
            return ""
        return str(self.cleaned_data["dia_chi"]).strip().lower()


class MonthForm(forms.Form):
    thang = forms.DateField(
        label=gettext_lazy("Tháng"),
        required=False,
        input_formats=["%m/%Y", "%Y-%m"],
        error_messages={"invalid": gettext_lazy("Tháng chưa đúng. Ví dụ: 11/2026.")},
        widget=forms.DateInput(
            format="%m/%Y",
            attrs={
                "type": "text",
                "inputmode": "numeric",
                "autocomplete": "off",
                "placeholder": gettext_lazy("tháng/năm"),
            },
        ),
    )


class ReportForm(forms.Form):
    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp báo cáo"),
            help_text=gettext_lazy("XML, gz hoặc zip, như nơi báo gửi."),
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp nào."),
                "empty": gettext_lazy("Tệp rỗng (0 byte)."),
            },
        )
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].widget.attrs["accept"] = ".xml,.gz,.zip"


class QualityForm(MonthForm):
    """The month a report is about, and who signs it."""

    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký"),
        most=300,
        help_text=gettext_lazy("Khi ký thừa lệnh, thừa ủy quyền."),
    )

    def __init__(
        self, *args: Any, signers: Sequence[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        fill(self, "signer", [("", _("Chọn…")), *signers])

    def signer_id(self) -> UUID | None:
        chosen = self.cleaned_data["signer"]
        return UUID(chosen) if chosen else None

    def month(self) -> date:
        asked: date | None = self.cleaned_data["thang"]
        return (asked or date.max).replace(day=1)
