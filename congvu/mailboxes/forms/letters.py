"""What a registry types about letters. Forms read; actions decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.mailboxes.rules.letters import LONGEST_IGNORING, RULE_DOES_NAMES
from congvu.ui.fields import choice, day, fill, needed, words


class IgnoreForm(forms.Form):
    reason = needed(
        words(gettext_lazy("Vì sao không vào sổ"), rows=2, most=LONGEST_IGNORING)
    )


class RuleForm(forms.Form):
    sender = needed(
        words(
            gettext_lazy("Nơi gửi"),
            most=254,
            help_text=gettext_lazy("Một địa chỉ thư, hoặc một tên miền như so.gov.vn."),
        )
    )
    phrase = words(
        gettext_lazy("Tiêu đề có cụm từ"),
        most=100,
        help_text=gettext_lazy("Để trống: mọi thư của nơi gửi ấy."),
    )
    does = needed(choice(gettext_lazy("Xử lý")))
    valid_from = needed(day(gettext_lazy("Từ ngày")))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, "does", [(key, _(name)) for key, name in RULE_DOES_NAMES.items()])

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "sender": said["sender"],
            "phrase": said["phrase"],
            "does": said["does"],
            "valid_from": said["valid_from"] or date.min,
        }
