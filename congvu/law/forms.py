"""What an administrator types about the law's day and the office's calendar."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.law.models import CalendarDay

DATE_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y"]
_DATE_WRONG = _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026.")


class DayFilter(forms.Form):
    """Which day's rules to show."""

    ngay = forms.DateField(
        label=_("Có hiệu lực ngày"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _DATE_WRONG},
    )


class CalendarDayForm(forms.Form):
    day = forms.DateField(
        label=_("Ngày"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={"invalid": _DATE_WRONG, "required": _DATE_WRONG},
    )
    kind = forms.ChoiceField(
        label=_("Loại ngày"),
        choices=[
            (CalendarDay.Kind.HOLIDAY, CalendarDay.Kind.HOLIDAY.label),
            (CalendarDay.Kind.WORKING, CalendarDay.Kind.WORKING.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn ngày nghỉ hoặc ngày làm việc bù.")},
    )
    name = forms.CharField(
        label=_("Tên ngày"),
        max_length=200,
        help_text=_("Ví dụ: Quốc khánh; Làm bù cho ngày 31/08/2026"),
        error_messages={"required": _("Ghi tên ngày, ví dụ Quốc khánh.")},
    )
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ký hiệu và ngày của thông báo nghỉ"),
        error_messages={
            "required": _("Ghi căn cứ, ví dụ số và ngày của thông báo nghỉ.")
        },
    )


class RemoveDayForm(forms.Form):
    day = forms.DateField(input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)
