"""What a person asks of the organisation pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

DATE_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y"]


class DayForm(forms.Form):
    """The day as of which the organisation is shown."""

    ngay = forms.DateField(
        label=_("Cơ cấu tổ chức ngày"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={
            "invalid": _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026."),
            "required": _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026."),
        },
    )
