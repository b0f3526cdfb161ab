"""Closing a year's book, and opening it again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from congvu.ui.fields import words


class CloseBookForm(forms.Form):
    """Only a leader opens a closed book again, so closing is asked for twice."""

    use_required_attribute = False

    sure = forms.BooleanField(
        label=gettext_lazy("Tôi hiểu: sổ đã khóa thì không cấp số được nữa."),
        error_messages={
            "required": gettext_lazy("Đánh dấu vào ô xác nhận rồi khóa sổ.")
        },
    )


class ReopenBookForm(forms.Form):
    use_required_attribute = False

    reason = words(gettext_lazy("Lý do mở lại"), rows=2, most=1000)
