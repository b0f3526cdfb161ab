"""The year's plan as text, and its steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.archives.formats.plan_text import read_plan
from congvu.archives.rules import NUMBERING_NAMES, Numbering, PlannedHeading
from congvu.ui.fields import needed, words

_FAULTS = {
    "before-heading": gettext_lazy(
        "dòng %(line)d chưa ở dưới đề mục lớn nào: %(text)s"
    ),
    "no-title": gettext_lazy("dòng %(line)d chưa có tiêu đề hồ sơ"),
    "no-retention": gettext_lazy(
        "dòng %(line)d chưa có thời hạn bảo quản đúng: %(text)s"
    ),
    "unknown": gettext_lazy("dòng %(line)d không hiểu được: %(text)s"),
}


class PlainForm(forms.Form):
    """Nothing to type: only agreed to."""


class PlanForm(forms.Form):
    """The plan, line by line; every line that cannot be read is told."""

    numbering = forms.ChoiceField(
        label=gettext_lazy("Số hồ sơ đánh"), widget=forms.RadioSelect
    )
    content = words(
        gettext_lazy("Danh mục"),
        rows=18,
        most=600_000,
        required=True,
        help_text=gettext_lazy(
            "Mỗi dòng một mục. Đề mục lớn: “I. Tổ chức cán bộ | TCCB”. Đề mục nhỏ: "
            "“1. Tuyển dụng”. Hồ sơ: “- Tiêu đề | 20 năm | đơn vị hoặc người lập”."
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.headings: list[PlannedHeading] = []
        field = self.fields["numbering"]
        choices = [(key.value, _(text)) for key, text in NUMBERING_NAMES.items()]
        field.choices = choices  # type: ignore[attr-defined]

    def clean_numbering(self) -> Numbering:
        return Numbering(self.cleaned_data["numbering"])

    def clean_content(self) -> str:
        text = str(self.cleaned_data["content"])
        self.headings, faults = read_plan(text)
        if faults:
            told = [
                str(_FAULTS[f.code]) % {"line": f.line, "text": f.text[:80]}
                for f in faults[:20]
            ]
            raise forms.ValidationError("; ".join(told) + ".")
        return text


class CopyForm(forms.Form):
    from_year = forms.TypedChoiceField(
        label=gettext_lazy("Chép từ danh mục"), coerce=int
    )

    def __init__(self, *args: Any, years: list[int], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [(year, _("năm %(year)s") % {"year": year}) for year in years]
        self.fields["from_year"].choices = choices  # type: ignore[attr-defined]


class IssueForm(forms.Form):
    basis = needed(
        words(
            gettext_lazy("Quyết định ban hành"),
            most=300,
            help_text=gettext_lazy("Ví dụ: Quyết định số 05/QĐ-UBND ngày 08/01/2026"),
        )
    )
