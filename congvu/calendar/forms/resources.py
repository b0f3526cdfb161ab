"""Rooms and cars, and looking for a free time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.calendar.forms.entries import joined_rule
from congvu.calendar.forms.fields import (
    Offered,
    SpanForm,
    offer,
    refuse_far,
    several,
)
from congvu.calendar.models import Resource
from congvu.calendar.rules import (
    LONGEST_LINE,
    REPEAT_NAMES,
    RESOURCE_KIND_NAMES,
    BookingData,
    ResourceData,
    ResourceKind,
)
from congvu.lib.dates import EARLIEST, LATEST, VIETNAM
from congvu.lib.refusals import Reason, Refused
from congvu.ui.fields import DAYS, choice, fill, needed, words
from congvu.ui.fields import day as one_day


class ResourceForm(forms.Form):
    kind = choice(gettext_lazy("Loại"), required=True)
    name = needed(words(gettext_lazy("Tên"), most=LONGEST_LINE))
    seats = forms.IntegerField(
        label=gettext_lazy("Số chỗ"), min_value=0, required=False
    )
    place = words(gettext_lazy("Địa điểm"), most=LONGEST_LINE)
    equipment = words(gettext_lazy("Trang bị"), most=LONGEST_LINE)
    needs_approval = forms.BooleanField(
        label=gettext_lazy("Đặt thì phải được duyệt"), required=False
    )

    def __init__(
        self, *args: Any, resource: Resource | None = None, **given: Any
    ) -> None:
        if resource is not None:
            names = ("kind", "name", "seats", "place", "equipment", "needs_approval")
            given.setdefault("initial", {n: getattr(resource, n) for n in names})
        super().__init__(*args, **given)
        kinds = [(key, _(name)) for key, name in RESOURCE_KIND_NAMES.items()]
        fill(self, "kind", kinds)

    def data_given(self) -> ResourceData:
        data = dict(self.cleaned_data)
        data["kind"], data["seats"] = ResourceKind(data["kind"]), data["seats"] or 0
        return ResourceData(**data)


class BookForm(SpanForm):
    resource = needed(choice(gettext_lazy("Phòng, xe"), required=True))
    title = needed(words(gettext_lazy("Việc cần dùng"), most=LONGEST_LINE))
    repeat = choice(gettext_lazy("Lặp lại"))
    repeat_until = one_day(gettext_lazy("Lặp đến hết ngày"))
    note = words(gettext_lazy("Ghi chú"), most=LONGEST_LINE)

    field_order = ("resource", "title", "day", "clock_from", "clock_to", "day_to")

    def __init__(self, *args: Any, resources: Sequence[Resource], **given: Any) -> None:
        super().__init__(*args, **given)
        named = [(r.pk, resource_words(r)) for r in resources]
        offer(self, "resource", named, _("Chọn…"))
        repeats = [(key, _(name)) for key, name in REPEAT_NAMES.items()]
        fill(self, "repeat", repeats)

    def data_given(self) -> BookingData:
        data = self.cleaned_data
        starts, ends = self.span()
        if data["repeat"] and not data["repeat_until"]:
            words = _("Lặp lại thì ghi ngày cuối.")
            raise Refused([Reason(words, "repeat_until")])
        return BookingData(
            resource_id=UUID(data["resource"]),
            title=data["title"],
            starts=starts,
            ends=ends,
            rrule=joined_rule(data["repeat"], data["repeat_until"]),
            note=data["note"],
        )


def resource_words(resource: Resource) -> str:
    kind = _(RESOURCE_KIND_NAMES[ResourceKind(resource.kind)])
    seats = _("%(n)s chỗ") % {"n": resource.seats} if resource.seats else ""
    return " · ".join(x for x in (resource.name, kind, seats) if x)


class BlockForm(SpanForm):
    because = needed(words(gettext_lazy("Lý do"), most=LONGEST_LINE))


class SlotsForm(forms.Form):
    """Whom to bring together, for how long, between which days."""

    people = several(gettext_lazy("Những người dự"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Số phút"), min_value=15, max_value=480, initial=60
    )
    first = one_day(gettext_lazy("Từ ngày"), required=True)
    last = one_day(gettext_lazy("Đến ngày"), required=True)
    kind = choice(gettext_lazy("Cùng với"))

    def __init__(self, *args: Any, posts: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "people", [(str(pk), name) for pk, name in posts])
        kinds = [(key, _(name)) for key, name in RESOURCE_KIND_NAMES.items()]
        fill(self, "kind", [("", _("không cần phòng, xe")), *kinds])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        refuse_far(self, "first", "last")
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 <= (last - first).days <= 92:
            self.add_error("last", _("Tìm trong ba tháng trở lại."))
        return data


def day_of(text: str, today: date) -> date:
    """The day an address names; today where it names none."""
    for form in ("%Y-%m-%d", DAYS[0]):
        try:
            day = datetime.strptime(text, form).replace(tzinfo=VIETNAM).date()
        except ValueError:
            continue
        return day if EARLIEST <= day <= LATEST else today
    return today
