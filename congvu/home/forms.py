"""What the address of an overview asks for, read leniently: a bad wish is left out."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from congvu.documents.queries.overview import Cause, Lying, Step
from congvu.home.queries import FIGURES, MAP_NAMES, THEN, Wish
from congvu.home.rules import LONGEST, PERIOD_NAMES, Period, period

_DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=_DAYS,
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"type": "text", "inputmode": "numeric", "autocomplete": "off"},
        ),
    )


def _one_of(words: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[(str(word), str(word)) for word in words], required=False
    )


class PeriodForm(forms.Form):
    """Which period, on which map, or the books of which body that ended."""

    use_required_attribute = False

    ky = _one_of(PERIOD_NAMES)
    tu = _day(gettext_lazy("Từ ngày"))
    den = _day(gettext_lazy("Đến hết ngày"))
    ban_do = _one_of(MAP_NAMES)
    co_quan = forms.UUIDField(required=False)

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ky") != "tu-chon":
            return data
        first, last = data.get("tu"), data.get("den")
        if first is None and "tu" not in self.errors:
            self.add_error("tu", gettext_lazy("Ghi ngày đầu của khoảng."))
        if last is None and "den" not in self.errors:
            self.add_error("den", gettext_lazy("Ghi ngày cuối của khoảng."))
        if first and last and last < first:
            self.add_error("den", gettext_lazy("Ngày cuối trước ngày đầu."))
        elif first and last and last - first > LONGEST:
            self.add_error("den", gettext_lazy("Khoảng dài nhất là 53 tuần."))
        return data

    def wish(self, name: str) -> Any:
        """What was asked for under a name, or nothing."""
        self.is_valid()
        return cast(dict[str, Any], getattr(self, "cleaned_data", {})).get(name)

    def period(self, on: date) -> Period:
        return period(self.wish("ky") or "", on, self.wish("tu"), self.wish("den"))

    def map_key(self) -> str:
        return str(self.wish("ban_do") or THEN)


class ListForm(PeriodForm):
    """Which figure's list."""

    con_so = _one_of(FIGURES)
    tuan = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    don_vi = forms.CharField(required=False, max_length=40)
    buoc = _one_of(Step)
    qua_buoc = _one_of(Step)
    ly_do = _one_of(Cause)
    nguoi = forms.UUIDField(required=False)
    viec = _one_of(Lying)
    du_bao = forms.BooleanField(required=False)
    moi_ngay = forms.BooleanField(required=False)
    sau = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def figure(self) -> Wish:
        """The figure asked for; what cannot be read asks for nothing."""
        unit = str(self.wish("don_vi") or "")
        step, passed, cause = (self.wish(n) for n in ("buoc", "qua_buoc", "ly_do"))
        return Wish(
            figure=self.wish("con_so") or "da-nhan",
            week=self.wish("tuan"),
            unit_id=_uuid(unit),
            unled=unit == "chua-giao",
            waits_in=Step(step) if step else None,
            went_through=Step(passed) if passed else None,
            cause=Cause(cause) if cause else None,
            whenever=bool(self.wish("moi_ngay")),
            person=self.wish("nguoi"),
            lying=Lying(self.wish("viec") or Lying.OPEN),
            forecast=bool(self.wish("du_bao")),
            after=self.wish("sau"),
        )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
