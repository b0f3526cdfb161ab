"""What the address of a search asks for, read leniently: a bad wish is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.finding.rules import KIND_NAMES, STATE_NAMES, Question
from congvu.law.queries import document_types
from congvu.search.rules import LONGEST_QUESTION

SORTS = {"": gettext_lazy("sát câu tìm nhất"), "moi": gettext_lazy("mới nhất trước")}


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"type": "text", "inputmode": "numeric", "autocomplete": "off"},
        ),
    )


class QuestionForm(forms.Form):
    """The names of its fields are those of the address."""

    use_required_attribute = False

    q = forms.CharField(required=False, max_length=LONGEST_QUESTION)
    muc = forms.ChoiceField(choices=KIND_NAMES.items(), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), required=False)
    co_quan = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Vài chữ của tên; kể cả cơ quan kế tục."),
    )
    tu = _day(gettext_lazy("Ngày văn bản từ"))
    den = _day(gettext_lazy("Đến hết ngày"))
    trang_thai = forms.ChoiceField(label=gettext_lazy("Trạng thái"), required=False)
    so = forms.UUIDField(required=False, widget=forms.HiddenInput)
    ho_so = forms.UUIDField(required=False, widget=forms.HiddenInput)
    xep = forms.ChoiceField(
        label=gettext_lazy("Sắp xếp"), choices=SORTS.items(), required=False
    )

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data)
        self._types = {t.code: t.name for t in document_types(on)}
        named = STATE_NAMES.get(self.data.get("muc", ""), {})
        self._states = {str(key): _(name) for key, name in named.items()}
        self._offer("loai", _("mọi loại"), self._types)
        self._offer("trang_thai", _("mọi trạng thái"), self._states)

    def _offer(self, name: str, any_one: str, named: Mapping[str, str]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", any_one), *named.items()]

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("tu"), data.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối trước ngày đầu."))
        return data

    def _typed(self) -> str:
        """What the field refuses, as far as it may be kept."""
        typed: str = self.data.get("q", "")[:LONGEST_QUESTION]
        return typed.replace("\0", " ")

    def question(self) -> Question:
        """What could be read of it."""
        self.is_valid()
        data = self.cleaned_data

        def key(name: str) -> str:
            value: UUID | None = data.get(name)
            return str(value) if value else ""

        return Question(
            text=data.get("q") or self._typed(),
            kind=data.get("muc", ""),
            type_code=data.get("loai", ""),
            issuer=data.get("co_quan", ""),
            register=key("so"),
            dossier=key("ho_so"),
            state=data.get("trang_thai", ""),
            first=data.get("tu"),
            last=data.get("den"),
            newest=data.get("xep") == "moi",
        )

    @property
    def words(self) -> str:
        """What it is narrowed to, in one line."""
        asked = self.question()
        said = [
            self._types.get(asked.type_code, ""),
            asked.issuer,
            _("từ %(day)s") % {"day": f"{asked.first:%d/%m/%Y}"} if asked.first else "",
            _("đến %(day)s") % {"day": f"{asked.last:%d/%m/%Y}"} if asked.last else "",
            self._states.get(asked.state, ""),
            _("trong một hồ sơ") if asked.dossier else "",
            _("trong một sổ") if asked.register else "",
            str(SORTS["moi"]) if asked.newest else "",
        ]
        return " · ".join(word for word in said if word)
