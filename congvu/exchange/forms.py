"""What registries type about papers between agencies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import LONGEST_REASON


class AskBackForm(forms.Form):
    """Why the issuer wants its paper back."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """The receiver's word; a refusal says why."""

    agreed = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("Đồng ý")), ("no", _("Không đồng ý"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Không đồng ý thì phải ghi lý do."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
