"""What a person ticks on the page of choices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.notices.actions import ChoiceSet
from congvu.notices.queries import Choice
from congvu.notices.rules import MAILING_NAMES, Mailing, Quiet

_TIME_WRONG = _("Ghi giờ dạng giờ:phút, ví dụ 18:30.")


class ChoicesForm(forms.Form):
    """Two fields for each kind (``show_…``, ``mail_…``) and the quiet hours."""

    quiet_from = forms.TimeField(
        label=_("Yên lặng từ"),
        input_formats=["%H:%M", "%Hh%M", "%H"],
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": _TIME_WRONG, "required": _TIME_WRONG},
    )
    quiet_until = forms.TimeField(
        label=_("đến"),
        input_formats=["%H:%M", "%Hh%M", "%H"],
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": _TIME_WRONG, "required": _TIME_WRONG},
    )

    def __init__(
        self, choices: Sequence[Choice], quiet: Quiet, data: Any = None
    ) -> None:
        self.choices = choices
        super().__init__(
            data, initial={"quiet_from": quiet.start, "quiet_until": quiet.end}
        )
        for choice in choices:
            name, title = choice.kind.name, gettext(choice.kind.title)
            # What is compulsory is ticked, says why, and is not sent.
            self.fields[f"show_{name}"] = forms.BooleanField(
                label=gettext("%(kind)s: trong phần mềm") % {"kind": title},
                required=False,
                initial=choice.in_product,
                disabled=bool(choice.kind.always),
            )
            self.fields[f"mail_{name}"] = forms.ChoiceField(
                label=gettext("%(kind)s: thư") % {"kind": title},
                choices=[(m.value, gettext(MAILING_NAMES[m])) for m in Mailing],
                initial=choice.mail,
            )

    def rows(self) -> list[dict[str, Any]]:
        """The table, one line a kind."""
        return [
            {
                "title": gettext(choice.kind.title),
                "always": gettext(choice.kind.always) if choice.kind.always else "",
                "show": self[f"show_{choice.kind.name}"],
                "mail": self[f"mail_{choice.kind.name}"],
            }
            for choice in self.choices
        ]

    def chosen(self) -> dict[str, ChoiceSet]:
        return {
            c.kind.name: ChoiceSet(
                self.cleaned_data[f"show_{c.kind.name}"],
                Mailing(self.cleaned_data[f"mail_{c.kind.name}"]),
            )
            for c in self.choices
        }

    def quiet(self) -> tuple[time, time]:
        return self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"]
