"""What people typed about weaknesses, as clean values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from congvu.ui.fields import day, needed, words
from congvu.vulnerabilities.rules import LONGEST_REASON


def _file(label: Any, help_text: Any) -> forms.FileField:
    return needed(
        forms.FileField(
            label=label,
            help_text=help_text,
            error_messages={
                "required": gettext_lazy("Chưa chọn tệp nào."),
                "empty": gettext_lazy("Tệp rỗng (0 byte)."),
            },
        )
    )


class AdvisoryFileForm(forms.Form):
    use_required_attribute = False

    file = _file(
        gettext_lazy("Tệp cảnh báo"),
        gettext_lazy(
            "OSV, CSAF 2.0, NVD 2.0 hoặc danh mục KEV: .json, hoặc .zip gồm nhiều tệp, "
            "tới 20 MB. Tệp lớn hơn: lệnh congvu vulnerabilities load."
        ),
    )


class BomFileForm(forms.Form):
    use_required_attribute = False

    file = _file(
        gettext_lazy("Bảng kê thành phần"),
        gettext_lazy("CycloneDX 1.4 đến 1.6, .json hoặc .xml, tới 20 MB."),
    )


class PlanForm(forms.Form):
    use_required_attribute = False

    on = needed(day(gettext_lazy("Dự kiến vá ngày")))
    note = words(gettext_lazy("Ghi chú"), rows=2, most=LONGEST_REASON)


class AcceptForm(forms.Form):
    use_required_attribute = False

    until = needed(day(gettext_lazy("Chấp nhận đến ngày")))
    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=LONGEST_REASON))
