"""What people typed about sources and alerts, and what they search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.logs.models import LogSource
from congvu.logs.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    SEVERITY_NAMES,
    SOURCE_KIND_NAMES,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


class FalseForm(forms.Form):
    use_required_attribute = False

    until = needed(day(gettext_lazy("Coi là báo động giả đến ngày")))
    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=LONGEST_REASON))


class CloseForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Kết quả"), rows=3, most=LONGEST_REASON))


class RuleForm(forms.Form):
    use_required_attribute = False

    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp quy tắc"),
            help_text=gettext_lazy("Sigma, .yml, tới 200 kB; chạy thử rồi mới bật."),
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp nào."),
                "empty": gettext_lazy("Tệp rỗng (0 byte)."),
            },
        )
    )

    def text(self) -> str:
        """As much as is read at all; what is longer is refused by its length."""
        content: bytes = self.cleaned_data["file"].read(1_000_000)
        return content.decode("utf-8-sig", "replace").replace("\x00", "\ufffd")


class NothingForm(forms.Form):
    """A deed that asks for nothing more."""


class SourceForm(forms.Form):
    use_required_attribute = False

    name = needed(
        forms.CharField(label=gettext_lazy("Tên nguồn"), max_length=LONGEST_NAME)
    )
    kind = choice(
        gettext_lazy("Gửi bằng"), required=True, choices=SOURCE_KIND_NAMES.items()
    )
    addresses = words(
        gettext_lazy("Địa chỉ gửi"),
        rows=2,
        most=2_000,
    )
    fingerprint = forms.CharField(
        label=gettext_lazy("Dấu chứng thư"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("SHA-256 của chứng thư máy gửi qua TLS."),
    )

    system = choice(
        gettext_lazy("Của hệ thống"),
        help_text=gettext_lazy(
            "Cấp độ hệ thống quyết định nhật ký được giữ bao lâu; không rõ: 12 tháng."
        ),
    )

    silent_after = forms.IntegerField(
        label=gettext_lazy("Báo im khi không gửi quá (phút)"),
        required=False,
        min_value=1,
        max_value=43_200,
    )

    def __init__(self, data: Any = None, *, systems: Offered = ()) -> None:
        super().__init__(data)
        offered = [("", gettext_lazy("không rõ")), *systems]
        cast(forms.ChoiceField, self.fields["system"]).choices = offered

    def given(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        system = told.pop("system")
        told["system_id"] = UUID(system) if system else None
        told["addresses"] = told["addresses"].replace(",", " ").split()
        return told


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=["%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M"),
        error_messages={
            "invalid": gettext_lazy("Viết như 28/11/2026 07:30 hoặc 28/11/2026.")
        },
    )


class SearchForm(forms.Form):
    """Each field may be left out; the time is the last day then."""

    use_required_attribute = False

    tu_khoa = forms.CharField(
        label=gettext_lazy("Từ, hoặc trường=giá trị"), required=False, max_length=300
    )
    tu = _moment(gettext_lazy("Từ lúc"))
    den = _moment(gettext_lazy("Đến lúc"))
    may = forms.CharField(label=gettext_lazy("Máy"), required=False, max_length=255)
    chuong_trinh = forms.CharField(
        label=gettext_lazy("Chương trình"), required=False, max_length=128
    )
    muc = forms.ChoiceField(
        label=gettext_lazy("Từ mức"),
        required=False,
        choices=[("", gettext_lazy("mọi mức")), *SEVERITY_NAMES.items()],
    )
    nguon = forms.TypedChoiceField(
        label=gettext_lazy("Nguồn"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *given: Any, sources: Iterable[LogSource], **more: Any) -> None:
        super().__init__(*given, **more)
        named = [(str(one.pk), one.name) for one in sources]
        fill(self, "nguon", [("", _("mọi nguồn")), *named])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        since, until = told.get("tu"), told.get("den")
        if (
            isinstance(since, datetime)
            and isinstance(until, datetime)
            and until <= since
        ):
            self.add_error("den", gettext_lazy("Đến lúc phải sau từ lúc."))
        return told
