"""Entering a paper in the register, and choosing what to print of it.

The registration form refuses little by itself: the action gives every reason at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.documents.forms.routing import AskedField, DayField
from congvu.documents.models import RegisterEntry
from congvu.documents.queries import DRAFTED, paper_of
from congvu.documents.rules import (
    BOOK_NAMES,
    LONGEST_LATE_REASON,
    LONGEST_NOTE,
    LONGEST_REASON,
    NOT_SECRET,
    URGENCY_NAMES,
    Paper,
)
from congvu.law.rules import DocumentType
from congvu.lib.text import nfc
from congvu.ui.fields import ManyFiles


class RegistrationForm(forms.Form):
    """What the clerk says a paper is; each field may have been read from the paper."""

    use_required_attribute = False

    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Chưa có số, ký hiệu, ví dụ 1462/SNN-CNTY.")
        },
    )
    issued_on = DayField(
        label=gettext_lazy("Ngày văn bản"),
        error_messages={"required": gettext_lazy("Chưa có ngày văn bản.")},
    )
    has_no_symbol = forms.BooleanField(
        label=gettext_lazy("Văn bản không có số"), required=False
    )
    issuer_name = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"),
        max_length=200,
        widget=forms.TextInput(
            {
                "list": "issuers",
                "autocomplete": "off",
                "hx-get": reverse_lazy("documents:issuer-note"),
                "hx-trigger": "load, change",
                "hx-target": "#issuer-note",
                "hx-swap": "innerHTML",
                "hx-push-url": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Chưa có cơ quan ban hành.")},
    )
    type_code = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"),
        error_messages={"required": gettext_lazy("Chưa chọn loại văn bản.")},
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Độ khẩn"),
        error_messages={"required": gettext_lazy("Chưa chọn độ khẩn.")},
    )
    subject = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Chưa có trích yếu.")},
    )
    signer_name = forms.CharField(
        label=gettext_lazy("Người ký"), max_length=80, required=False
    )
    signer_position = forms.CharField(
        label=gettext_lazy("Chức vụ"), max_length=200, required=False
    )
    identifier = forms.CharField(
        label=gettext_lazy("Mã định danh văn bản"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    arrived_on = DayField(
        label=gettext_lazy("Ngày đến"),
        error_messages={"required": gettext_lazy("Chưa có ngày đến.")},
    )
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Độ mật"),
        initial=NOT_SECRET,
        error_messages={"required": gettext_lazy("Chưa chọn độ mật.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"), max_length=LONGEST_NOTE, required=False
    )
    late_reason = forms.CharField(
        label=gettext_lazy("Lý do vào sổ lùi ngày"),
        max_length=LONGEST_LATE_REASON,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        types: Sequence[DocumentType],
        secrecy_levels: Sequence[str],
        attention: str = "",
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        chosen = [("", _("Chọn loại")), *((t.code, t.name) for t in types)]
        self._choices("type_code", chosen)
        self._choices("urgency", [(k, _(name)) for k, name in URGENCY_NAMES.items()])
        self._choices(
            "secrecy", [(NOT_SECRET, _("Không")), *((s, s) for s in secrecy_levels)]
        )
        if self.data.get("has_no_symbol"):
            self.fields["symbol"].required = False
        # A long subject stands whole: nothing read from a paper hides below an edge.
        words = str(self["subject"].value() or "")
        self.fields["subject"].widget.attrs["rows"] = max(
            2, min(8, -(-len(words) // 55))
        )
        if attention in self.fields:
            self.fields[attention].widget.attrs["autofocus"] = True

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        item = self.fields[name]
        if isinstance(item, forms.ChoiceField):
            item.choices = choices

    def typed(self) -> dict[str, str]:
        """What the clerk typed and confirmed, just as it stands in the fields."""
        kept = {name: str(self.data.get(name, ""))[:2000] for name in DRAFTED}
        marks = {
            key: "1"
            for key, value in self.data.items()
            if key.startswith("confirmed_")
            and key.removeprefix("confirmed_") in self.fields
            and value == "1"
        }
        return kept | marks

    def paper(self) -> Paper:
        """As far as the fields could be read; the action judges it."""
        data: Mapping[str, Any] = self.cleaned_data
        return Paper(
            subject=nfc(data.get("subject", "")),
            issuer_name=nfc(data.get("issuer_name", "")),
            type_code=data.get("type_code", ""),
            symbol=nfc(data.get("symbol", "")),
            has_no_symbol=bool(data.get("has_no_symbol")),
            issued_on=data.get("issued_on"),
            signer_name=nfc(data.get("signer_name", "")),
            signer_position=nfc(data.get("signer_position", "")),
            urgency=data.get("urgency") or "normal",
            secrecy=data.get("secrecy", NOT_SECRET),
            identifier=nfc(data.get("identifier", "")),
            note=data.get("note", ""),
        )


class CorrectionForm(RegistrationForm):
    """A line as it stands, with what is wrong put right, and why."""

    late_reason = None  # type: ignore[assignment]  # Django: not asked for here
    reason = AskedField(
        label=gettext_lazy("Lý do sửa"),
        missing=gettext_lazy("Chưa ghi lý do."),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Ghi vào diễn biến cùng nội dung trước và sau khi sửa."),
    )
    not_duplicate = forms.BooleanField(
        label=gettext_lazy("Là văn bản khác"), required=False
    )


def correction_initial(entry: RegisterEntry) -> dict[str, Any]:
    """A line as the first values of its form."""
    return {
        **asdict(paper_of(entry)),
        "secrecy": NOT_SECRET,
        "arrived_on": entry.arrived_on,
    }


class UploadForm(forms.Form):
    """Names the input only: a refused file is answered by its own row."""

    file = ManyFiles(
        label=gettext_lazy("Tệp văn bản"),
        allow_empty_file=True,
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp nào. Không có gì được nhận.")
        },
    )


class PeriodForm(forms.Form):
    """Which register, from which day to which."""

    so = forms.ChoiceField(
        label=gettext_lazy("Sổ"),
        choices=[
            ("den", gettext_lazy(BOOK_NAMES["incoming"])),
            ("theo-doi", gettext_lazy(BOOK_NAMES["tracking"])),
            ("chuyen-giao", gettext_lazy(BOOK_NAMES["handover"])),
        ],
    )
    tu = DayField(
        label=gettext_lazy("Từ ngày"),
        error_messages={"required": gettext_lazy("Chưa có ngày đầu.")},
    )
    den = DayField(
        label=gettext_lazy("Đến ngày"),
        error_messages={"required": gettext_lazy("Chưa có ngày cuối.")},
    )
    don_vi = forms.ChoiceField(
        label=gettext_lazy("Đơn vị nhận (sổ chuyển giao)"), required=False
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]] = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        field = cast(forms.ChoiceField, self.fields["don_vi"])
        field.choices = [("", _("Mọi đơn vị")), *units]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("tu"), data.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối trước ngày đầu."))
        return data


class CloseRegisterForm(forms.Form):
    """Only a leader opens a closed book again, so closing is asked for twice."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=gettext_lazy("Tôi hiểu: sổ đã khóa thì không vào sổ thêm được nữa."),
        error_messages={
            "required": gettext_lazy("Đánh dấu vào ô xác nhận rồi khóa sổ.")
        },
    )


class ReopenRegisterForm(forms.Form):
    year = forms.IntegerField(widget=forms.HiddenInput)
    reason = AskedField(
        label=gettext_lazy("Lý do mở lại"),
        missing=gettext_lazy("Chưa ghi lý do."),
        max_length=LONGEST_REASON,
    )


class AttachForm(forms.Form):
    """Which registered paper a file at the door belongs to."""

    number = forms.IntegerField(
        label=gettext_lazy("Số đến"),
        min_value=1,
        max_value=9_999_999,
        error_messages={
            "required": gettext_lazy("Chưa ghi số đến."),
            "invalid": gettext_lazy("Số đến chỉ gồm chữ số."),
        },
    )
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=1945, max_value=2200)
