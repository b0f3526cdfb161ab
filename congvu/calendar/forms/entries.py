"""Entries of calendars, one of their times, answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.calendar.forms.fields import (
    Offered,
    SpanForm,
    offer,
    several,
    span_initial,
    uuid_of,
)
from congvu.calendar.models import Entry
from congvu.calendar.rules import (
    LONGEST_LINE,
    LONGEST_TEXT,
    REPEAT_NAMES,
    REPLY_NAMES,
    VISIBILITY_NAMES,
    EntryData,
    Invited,
    Owner,
    Part,
    Reply,
    Visibility,
)
from congvu.ui.fields import choice, fill, needed, words
from congvu.ui.fields import day as one_day


class EntryForm(SpanForm):
    """An entry of a calendar: whose, what, when, where, with whom, for whom to see.

    Of what it does not show, ``UNSHOWN``, an entry keeps what it has.
    """

    UNSHOWN = ("left_out", "chair", "status")

    calendar = choice(gettext_lazy("Lịch của"), required=True)
    summary = needed(words(gettext_lazy("Nội dung"), rows=2, most=LONGEST_LINE))
    all_day = forms.BooleanField(label=gettext_lazy("Cả ngày"), required=False)
    place = words(gettext_lazy("Địa điểm"), most=LONGEST_LINE)
    chair = choice(gettext_lazy("Chủ trì"))
    attending = several(gettext_lazy("Tham dự"))
    prepares = words(gettext_lazy("Chuẩn bị"), most=LONGEST_LINE)
    repeat = choice(gettext_lazy("Lặp lại"))
    repeat_until = one_day(gettext_lazy("Lặp đến hết ngày"))
    visibility = choice(gettext_lazy("Ai xem được"), required=True)
    description = words(gettext_lazy("Chi tiết"), rows=3, most=LONGEST_TEXT)

    field_order = (
        "calendar",
        "summary",
        "day",
        "clock_from",
        "clock_to",
        "all_day",
        "day_to",
    )

    def __init__(
        self,
        *args: Any,
        calendars: Sequence[tuple[Owner, str]],
        desks: Offered,
        entry: Entry | None = None,
        **given: Any,
    ) -> None:
        if entry is not None:
            given.setdefault("initial", entry_initial(entry))
        super().__init__(*args, **given)
        self._entry = entry
        self._owners = {str(owner.kind): owner for owner, _name in calendars}
        fill(self, "calendar", [(str(owner.kind), name) for owner, name in calendars])
        offer(self, "chair", desks, _("Không"))
        fill(self, "attending", [(str(pk), label) for pk, label in desks])
        repeats = [(key, _(name)) for key, name in REPEAT_NAMES.items()]
        if entry is not None and split_rule(entry.rrule)[0] not in REPEAT_NAMES:
            repeats.insert(0, (split_rule(entry.rrule)[0], _("như điện thoại đã gửi")))
        fill(self, "repeat", repeats)
        seen = [(key, _(name)) for key, name in VISIBILITY_NAMES.items()]
        fill(self, "visibility", seen)
        if entry is not None:
            del self.fields["calendar"]

    def owner(self) -> Owner:
        if self._entry is not None:
            return self._entry.owner
        return self._owners[self.cleaned_data["calendar"]]

    def data_given(self) -> EntryData:
        data = self.cleaned_data
        starts, ends = self.span()
        made = EntryData(
            summary=data["summary"],
            starts=starts,
            ends=ends,
            all_day=data["all_day"],
            rrule=joined_rule(data["repeat"], data["repeat_until"]),
            place=data["place"],
            description=data["description"],
            prepares=data["prepares"],
            visibility=Visibility(data["visibility"]),
        )
        return made if self._entry is None else replace(made, uid=self._entry.uid)

    def invited(self) -> list[Invited]:
        return invited_of(self.cleaned_data["chair"], self.cleaned_data["attending"])


def invited_of(chair: str, others: Collection[str]) -> list[Invited]:
    found = [Invited(UUID(pk)) for pk in others if pk != chair]
    return [Invited(UUID(chair), Part.CHAIR), *found] if chair else found


def joined_rule(rule: str, until: date | None) -> str:
    return f"{rule};UNTIL={until:%Y%m%d}" if rule and until is not None else rule


def split_rule(rule: str) -> tuple[str, date | None]:
    """The rule without its last day, and that day."""
    parts = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
    said = next((p[6:14] for p in rule.split(";") if p.startswith("UNTIL=")), "")
    until = None
    if len(said) == len("20261231") and said.isdecimal():
        until = date(int(said[:4]), int(said[4:6]), int(said[6:8]))
    return ";".join(parts), until


def entry_initial(entry: Entry) -> dict[str, Any]:
    rule, until = split_rule(entry.rrule)
    asked = list(entry.attending.all())
    chair = next((row for row in asked if row.part == Part.CHAIR), None)
    return {
        **span_initial(entry.starts, entry.ends, all_day=entry.all_day),
        "summary": entry.summary,
        "place": entry.place,
        "chair": str(chair.desk_id) if chair else "",
        "attending": [str(r.desk_id) for r in asked if r is not chair and not r.email],
        "prepares": entry.prepares,
        "repeat": rule,
        "repeat_until": until,
        "visibility": entry.visibility,
        "description": entry.description,
    }


class TimeForm(SpanForm):
    """One time of a repeated entry alone."""

    place = words(gettext_lazy("Địa điểm"), most=LONGEST_LINE)
    cancelled = forms.BooleanField(
        label=gettext_lazy("Hủy riêng lần này"), required=False
    )


class ReplyForm(forms.Form):
    answer = choice(gettext_lazy("Trả lời"), required=True)
    post = choice(gettext_lazy("Người đi thay"))
    message = words(gettext_lazy("Lời nhắn"), most=LONGEST_LINE)

    def __init__(self, *args: Any, posts: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        answers = [(k, _(v)) for k, v in REPLY_NAMES.items() if k != Reply.NONE]
        fill(self, "answer", answers)
        offer(self, "post", posts, _("Không"))

    def post_id(self) -> UUID | None:
        return uuid_of(self.cleaned_data["post"])


class ReasonForm(forms.Form):
    because = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_LINE))
