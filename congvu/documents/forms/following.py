"""What people type when they follow work: take back, pass on, ask, urge, forward."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from congvu.documents.forms.routing import (
    AskedChoice,
    AskedDay,
    DayField,
    ReasonForm,
    desk_choices,
)
from congvu.documents.queries import Desk, LatePaper
from congvu.documents.rules import LONGEST_URGING


class DayOffField(forms.BooleanField):
    """Shown only once the office has said that the day is a day off."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Vẫn lấy ngày nghỉ này làm hạn"), required=False
        )


class PassOnForm(ReasonForm):
    """Who takes a part over; only its giver sets another day."""

    field_order = ["to_desk", "due_on", "day_off", "reason"]

    to_desk = AskedChoice(
        label=gettext_lazy("Chuyển tới"),
        missing=gettext_lazy("Chọn nơi nhận việc."),
    )
    due_on = DayField(
        label=gettext_lazy("Hạn mới"),
        required=False,
        help_text=gettext_lazy("Để trống thì giữ hạn đang có."),
    )
    day_off = DayOffField()

    def __init__(
        self, *args: Any, desks: Iterable[Desk], sets_day: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        field = cast(forms.ChoiceField, self.fields["to_desk"])
        field.choices = [("", _("Chọn nơi nhận")), *desk_choices(desks)]
        if not sets_day:
            del self.fields["due_on"], self.fields["day_off"]


class AskExtensionForm(ReasonForm):
    field_order = ["until", "reason"]

    until = AskedDay(
        label=gettext_lazy("Xin gia hạn tới ngày"),
        missing=gettext_lazy("Chưa ghi ngày xin gia hạn tới."),
    )


class MoveDayForm(ReasonForm):
    field_order = ["until", "reason"]

    until = AskedDay(
        label=gettext_lazy("Hạn mới"), missing=gettext_lazy("Chưa ghi hạn mới.")
    )


class GrantExtensionForm(forms.Form):
    until = DayField(label=gettext_lazy("Gia hạn tới ngày"), required=False)
    beyond = forms.BooleanField(
        label=gettext_lazy("Cho phép sau hạn của việc gốc"), required=False
    )


class UrgeForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Lời đôn đốc"),
        required=False,
        max_length=LONGEST_URGING,
        widget=forms.Textarea({"rows": 2}),
    )


class UrgeManyForm(UrgeForm):
    """The late papers now on the page whose desks can be urged; those ticked are."""

    field_order = ["text", "papers"]

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Văn bản quá hạn"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, papers: Sequence[LatePaper], **given: Any) -> None:
        given.setdefault("initial", {"papers": [str(p.entry.id) for p in papers]})
        super().__init__(*args, **given)
        field = cast(forms.MultipleChoiceField, self.fields["papers"])
        field.choices = [(str(p.entry.id), ", ".join(p.whom)) for p in papers]

    def chosen(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["papers"]]


_GROUPS = {
    "units": gettext_lazy("Mọi đơn vị trong cơ quan"),
    "department": gettext_lazy("Mọi sở, ban, ngành"),
    "district": gettext_lazy("Mọi UBND cấp huyện"),
    "commune": gettext_lazy("Mọi UBND cấp xã"),
    "other": gettext_lazy("Mọi tổ chức khác"),
}


class ForwardForm(forms.Form):
    """Units and agencies to be informed: whole groups, or by name."""

    text = forms.CharField(
        label=gettext_lazy("Lời nhắn"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Cả nhóm"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    desks = forms.MultipleChoiceField(
        label=gettext_lazy("Trong cơ quan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agencies = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan khác"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, desks: Iterable[Desk], **given: Any) -> None:
        super().__init__(*args, **given)
        there = [d for d in desks if d.is_manned]
        self._groups: dict[str, list[UUID]] = {}
        for desk in there:
            group = "units" if desk.is_unit else desk.kind
            if group in _GROUPS:
                self._groups.setdefault(group, []).append(desk.id)
        self._offer("groups", [(g, _group(g, self._groups[g])) for g in self._groups])
        self._offer("desks", [(str(d.id), d.name) for d in there if not d.is_agency])
        self._offer("agencies", [(str(d.id), d.name) for d in there if d.is_agency])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.MultipleChoiceField, self.fields[name]).choices = choices

    def chosen(self) -> set[UUID]:
        """Everybody meant, each once."""
        data = self.cleaned_data
        named = {UUID(v) for v in [*data["desks"], *data["agencies"]]}
        return named.union(*(self._groups[g] for g in data["groups"]))


def _group(name: str, members: Sequence[UUID]) -> str:
    words = ngettext("%(group)s (%(n)d nơi)", "%(group)s (%(n)d nơi)", len(members))
    return words % {"group": _GROUPS[name], "n": len(members)}
