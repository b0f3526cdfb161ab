"""Fields of several forms: numbers, moments, many of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.training.rules.modules import MODULES

Offered = Sequence[tuple[UUID, str]]
_MOMENTS = ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


def moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=_MOMENTS,
        error_messages={"invalid": gettext_lazy("Ghi như 08:00 28/11/2026.")},
        widget=forms.DateTimeInput(
            format="%H:%M %d/%m/%Y",
            attrs={
                "autocomplete": "off",
                "placeholder": gettext_lazy("giờ:phút ngày/tháng/năm"),
            },
        ),
    )


def number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        **more,
    )


def many(label: Any, **more: Any) -> forms.MultipleChoiceField:
    """Its choices come from the page."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple(), **more
    )


def modules() -> list[tuple[str, str]]:
    return [(code, f"{code} · {_(name)}") for code, name in MODULES.items()]


def named(names: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    return [("", _("Chọn…")), *((str(key), _(label)) for key, label in names)]


def chosen(form: forms.Form, name: str) -> UUID | None:
    text = form.cleaned_data[name]
    return UUID(text) if text else None
