"""What people type about certificates and results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.signatures.models import SigningKey
from congvu.training.rules.words import LONGEST_REASON
from congvu.ui.fields import choice, fill, needed, words


class NumberForm(forms.Form):
    use_required_attribute = False

    months = forms.IntegerField(
        label=gettext_lazy("Có giá trị trong (tháng)"),
        required=False,
        help_text=gettext_lazy("Để trống: không hết hạn."),
    )


class SealForm(forms.Form):
    """With which key, and its PIN: passed on and kept nowhere."""

    use_required_attribute = False

    key = choice(gettext_lazy("Khóa ký số"), required=True)
    secret = forms.CharField(
        label=gettext_lazy("Mã PIN của khóa"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, keys: Sequence[SigningKey], **given: Any) -> None:
        super().__init__(*args, **given)
        found = [(str(one.id), f"{one.owner_label}: {one.subject}") for one in keys]
        none = _("Chưa có khóa nào; đăng ký ở trang Khóa ký số")
        fill(self, "key", found or [("", none)])

    def key_id(self) -> UUID | None:
        value = self.cleaned_data["key"]
        return UUID(value) if value else None


class WithdrawForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))
