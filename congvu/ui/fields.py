"""Fields that forms are made of: days as people write them, words, choices."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django import forms
from django.utils.translation import gettext_lazy

Field = TypeVar("Field", bound=forms.Field)

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


def needed(field: Field) -> Field:
    """Never said to be optional. What is missing the action says, with all else that
    is wrong, so the form itself lets it pass.
    """
    field.needed = True  # type: ignore[attr-defined]  # read by field.html
    if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        field.widget.attrs["aria-required"] = "true"
    return field


def day(label: Any, *, required: bool = False) -> forms.DateField:
    """Ngày/tháng/năm as people write it; never the browser's own order."""
    return forms.DateField(
        label=label,
        required=required,
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
    label: Any, *, rows: int = 0, most: int = 200, required: bool = False, **more: Any
) -> forms.CharField:
    """A line of text, or ``rows`` of it."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, **more
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


class _ManyChosen(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """All that were chosen; what is wrong with one of them is the action's to say."""

    widget = _ManyChosen({"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list) else [data]
        return [super(ManyFiles, self).clean(f, initial) for f in chosen or [None]]


def fill(form: forms.Form, name: str, choices: Any) -> None:
    """Give a field of choices its choices."""
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = list(choices)
