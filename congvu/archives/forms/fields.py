"""What the forms of this app are made of."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class AskedText(forms.CharField):
    """Asked for, yet its absence is the action's to say, with every other reason."""

    def validate(self, value: Any) -> None:
        """Nothing to say here."""


class AskedDay(forms.DateField):
    """The same for a day."""

    def validate(self, value: Any) -> None:
        """Nothing to say here."""


def day(label: Any, *, required: bool = False, asked: bool = False) -> forms.DateField:
    """Ngày/tháng/năm as people write it; never the browser's own order."""
    kind = AskedDay if asked else forms.DateField
    return kind(
        label=label,
        required=required or asked,
        input_formats=DAYS,
        error_messages={
            "invalid": gettext_lazy("Ngày chưa đúng. Ví dụ: 14/11/2024."),
            "required": gettext_lazy("Chưa có ngày."),
        },
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={
                "type": "text",
                "inputmode": "numeric",
                "autocomplete": "off",
                "placeholder": gettext_lazy("ngày/tháng/năm"),
            },
        ),
    )


def words(
    label: Any,
    *,
    rows: int = 0,
    most: int = 200,
    required: bool = False,
    asked: bool = False,
    **more: Any,
) -> forms.CharField:
    """A line of text, or ``rows`` of it."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    kind = AskedText if asked else forms.CharField
    return kind(
        label=label,
        max_length=most,
        required=required or asked,
        widget=widget,
        **more,
    )


def choice(label: Any, *, required: bool = False, **more: Any) -> forms.ChoiceField:
    """Its choices come from the page."""
    return forms.ChoiceField(
        label=label,
        required=required,
        **more,
        error_messages={
            "required": gettext_lazy("Chọn một mục."),
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách."),
        },
    )


def asked_choice(label: Any, **more: Any) -> forms.ChoiceField:
    """Never said to be optional; that nothing was chosen is the action's to say."""
    field = choice(label, **more)
    field.needed = True  # type: ignore[attr-defined]  # read by ui's field.html
    return field


def fill(form: forms.Form, name: str, choices: Any) -> None:
    """Give a field of choices its choices."""
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = list(choices)
