"""What the forms of the calendar share: spans of time, lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.calendar.rules import (
    at_clock,
)
from congvu.lib.dates import EARLIEST, LATEST, VIETNAM
from congvu.ui.fields import day as one_day
from congvu.ui.fields import fill, needed

Offered = Sequence[tuple[UUID, str]]
_CLOCKS = ["%H:%M", "%Hh%M", "%H.%M", "%H"]


def clock(label: Any, *, required: bool = False) -> forms.TimeField:
    """Giờ as people write it: 8:00, 8h30, 14."""
    return forms.TimeField(
        label=label,
        required=required,
        input_formats=_CLOCKS,
        error_messages={
            "invalid": gettext_lazy("Giờ chưa đúng. Ví dụ: 8:00."),
            "required": gettext_lazy("Chưa có giờ."),
        },
        widget=forms.TimeInput(
            format="%H:%M",
            attrs={
                "type": "text",
                "inputmode": "numeric",
                "autocomplete": "off",
                "placeholder": gettext_lazy("giờ:phút"),
            },
        ),
    )


def several(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )


def offer(form: forms.Form, name: str, offered: Offered, none: str) -> None:
    chosen = [(str(pk), label) for pk, label in offered]
    fill(form, name, [("", none), *chosen])


def uuid_of(value: str) -> UUID | None:
    return UUID(value) if value else None


def refuse_far(form: forms.Form, *names: str) -> None:
    """A day nobody means is a slip of the finger, before anybody reckons with it."""
    for name in names:
        told = form.cleaned_data.get(name)
        if told is not None and not EARLIEST <= told <= LATEST:
            form.add_error(name, _("Ngày không có thật hoặc quá xa."))


class SpanForm(forms.Form):
    """A day and two clocks; the day it ends only where that is another."""

    day = one_day(gettext_lazy("Ngày"), required=True)
    clock_from = needed(clock(gettext_lazy("Từ giờ")))
    clock_to = needed(clock(gettext_lazy("Đến giờ")))
    day_to = one_day(gettext_lazy("Đến ngày"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        refuse_far(self, "day", "day_to", "repeat_until")
        whole = data.get("all_day")
        for name in ("clock_from", "clock_to"):
            if not whole and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Chưa có giờ."))
        return data

    def span(self) -> tuple[datetime, datetime]:
        data = self.cleaned_data
        first, last = data["day"], data["day_to"] or data["day"]
        if data.get("all_day"):
            return at_clock(first, 0), at_clock(last, 0) + timedelta(days=1)
        opens, closes = data["clock_from"], data["clock_to"]
        return (
            at_clock(first, opens.hour, opens.minute),
            at_clock(last, closes.hour, closes.minute),
        )


def span_initial(starts: datetime, ends: datetime, *, all_day: bool) -> dict[str, Any]:
    first, last = starts.astimezone(VIETNAM), ends.astimezone(VIETNAM)
    if all_day:
        last -= timedelta(days=1)
    is_one_day = first.date() == last.date()
    return {
        "day": first.date(),
        "day_to": None if is_one_day else last.date(),
        "clock_from": None if all_day else first.time(),
        "clock_to": None if all_day else last.time(),
        "all_day": all_day,
    }
