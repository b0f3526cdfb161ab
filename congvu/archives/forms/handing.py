"""What people type when dossiers go to an archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.archives.models import HandedDossier
from congvu.archives.queries import ToHandOver
from congvu.archives.rules import LONGEST_REASON
from congvu.ui.fields import day, fill, needed, words


class Several(forms.MultipleChoiceField):
    """Asked for, yet that nothing was chosen is the action's to say."""

    needed = True  # read by ui's field.html

    def validate(self, value: Any) -> None:
        """Nothing to say here: what is not there is not found by the action."""


class _ChosenForm(forms.Form):
    """Dossiers of a list, ticked."""

    dossiers = Several(
        label=gettext_lazy("Hồ sơ"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, dossiers: Iterable[ToHandOver], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "dossiers", [(str(x.dossier.id), _line(x)) for x in dossiers])

    def chosen(self) -> list[UUID]:
        found = []
        for text in self.cleaned_data["dossiers"]:
            try:
                found.append(UUID(text))
            except ValueError:
                continue
        return found


def _line(one: ToHandOver) -> str:
    dossier = one.dossier
    words_of = [f"{dossier.symbol}/{dossier.year} · {dossier.title}"]
    if one.is_late:
        words_of.append(_("chậm %(days)s ngày") % {"days": one.days_late})
    elif one.latest_on is not None:
        words_of.append(_("hạn %(day)s") % {"day": f"{one.latest_on:%d/%m/%Y}"})
    return " · ".join(words_of)


class HandOverForm(_ChosenForm):
    """To the agency's own archive."""

    given_note = words(
        gettext_lazy("Tình trạng tài liệu"),
        rows=2,
        most=LONGEST_REASON,
        help_text=gettext_lazy("Để trống nếu đủ, nguyên vẹn."),
    )


class HistoricalForm(HandOverForm):
    """To the historical archive, outside the office."""

    field_order = ["dossiers", "to_name"]

    to_name = needed(words(gettext_lazy("Lưu trữ lịch sử nhận")))


class PostponeForm(_ChosenForm):
    """Kept longer than the law's day."""

    until = needed(day(gettext_lazy("Giữ lại đến ngày")))
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))


class TakeForm(forms.Form):
    """What the archive says of each line: taken to which shelf, or given back."""

    taken_note = words(
        gettext_lazy("Ý kiến bên nhận"),
        rows=2,
        most=LONGEST_REASON,
        help_text=gettext_lazy("Để trống nếu nhận đủ, đúng mục lục."),
    )

    def __init__(
        self, *args: Any, lines: Sequence[HandedDossier], outside: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.lines = lines
        if outside:
            self.fields["taken_by"] = needed(words(gettext_lazy("Người nhận"), most=80))
            self.fields["taken_as"] = words(gettext_lazy("Chức vụ người nhận"))
            self.fields["taken_on"] = needed(day(gettext_lazy("Ngày nhận")))
        for line in lines:
            name = f"{line.symbol}/{line.year}"
            back = gettext_lazy("Trả lại %(name)s vì") % {"name": name}
            place = gettext_lazy("Nơi để %(name)s") % {"name": name}
            self.fields[f"place_{line.pk}"] = words(place, initial=line.place)
            self.fields[f"back_{line.pk}"] = words(back, most=LONGEST_REASON)

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "taken_note": data["taken_note"],
            "taken_by": data.get("taken_by", ""),
            "taken_as": data.get("taken_as", ""),
            "taken_on": data.get("taken_on"),
            "returned": {
                line.pk: data[f"back_{line.pk}"]
                for line in self.lines
                if data[f"back_{line.pk}"]
            },
            "places": {line.pk: data[f"place_{line.pk}"] for line in self.lines},
        }
