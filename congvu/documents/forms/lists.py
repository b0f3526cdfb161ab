"""Narrowing the register: what may be asked for in its address."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.documents.forms.routing import DayField
from congvu.documents.queries import Filters, filter_words
from congvu.documents.rules import URGENCY_NAMES
from congvu.law.rules import DocumentType


class FilterForm(forms.Form):
    """By day of arrival, issuer, type and urgency; all of it optional."""

    use_required_attribute = False
    drawn: dict[Hashable, SafeString] | None = None
    """How the fields look, where the form is one that everybody is shown."""

    tu = DayField(label=gettext_lazy("Đến từ ngày"), required=False)
    den = DayField(label=gettext_lazy("Đến hết ngày"), required=False)
    noi = forms.CharField(
        label=gettext_lazy("Nơi gửi"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    loai = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), required=False)
    khan = forms.ChoiceField(label=gettext_lazy("Độ khẩn"), required=False)

    def __init__(
        self, *args: Any, types: Sequence[DocumentType], on: date, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.on = on
        self._choices("loai", _("Mọi loại"), [(t.code, t.name) for t in types])
        names = [(key, _(name)) for key, name in URGENCY_NAMES.items()]
        self._choices("khan", _("Mọi độ khẩn"), names)

    def _choices(self, name: str, every: str, some: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", every), *some]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("tu"), data.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối trước ngày đầu."))
        return data

    def filters(self) -> Filters:
        """As far as the fields could be read."""
        self.is_valid()
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Filters(
            first=data.get("tu"),
            last=data.get("den"),
            issuer=data.get("noi", ""),
            type_code=data.get("loai", ""),
            urgency=data.get("khan", ""),
        )

    def words(self) -> str:
        """What the list is narrowed to, for the closed form's own line."""
        return filter_words(self.filters(), on=self.on)
