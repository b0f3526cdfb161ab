"""What people type about the calendar. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.calendar.actions import MeetingData
from congvu.calendar.models import Entry, Meeting, Resource
from congvu.calendar.rules import (
    LONGEST_LINE,
    LONGEST_NOTE,
    LONGEST_TEXT,
    REPEAT_NAMES,
    REPLY_NAMES,
    RESOURCE_KIND_NAMES,
    VISIBILITY_NAMES,
    BookingData,
    ConclusionData,
    EntryData,
    Invited,
    Owner,
    Part,
    Reply,
    ResourceData,
    ResourceKind,
    Visibility,
    at_clock,
    items_of,
)
from congvu.duties.queries import Body
from congvu.lib.dates import EARLIEST, LATEST, VIETNAM
from congvu.lib.refusals import Reason, Refused
from congvu.ui.fields import DAYS, choice, fill, needed, words
from congvu.ui.fields import day as one_day

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


def _several(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )


def _offer(form: forms.Form, name: str, offered: Offered, none: str) -> None:
    chosen = [(str(pk), label) for pk, label in offered]
    fill(form, name, [("", none), *chosen])


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


def _refuse_far(form: forms.Form, *names: str) -> None:
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
        _refuse_far(self, "day", "day_to", "repeat_until")
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
    attending = _several(gettext_lazy("Tham dự"))
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
        _offer(self, "chair", desks, _("Không"))
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
        "attending": [str(r.desk_id) for r in asked if r is not chair],
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
        _offer(self, "post", posts, _("Không"))

    def post_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["post"])


class ReasonForm(forms.Form):
    because = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_LINE))


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
        _offer(self, "resource", named, _("Chọn…"))
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


class MeetingForm(SpanForm):
    summary = needed(words(gettext_lazy("Họp về việc"), rows=2, most=LONGEST_LINE))
    place = words(gettext_lazy("Địa điểm"), most=LONGEST_LINE)
    link = words(
        gettext_lazy("Phòng trực tuyến"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Địa chỉ bắt đầu bằng https."),
    )
    chair = needed(choice(gettext_lazy("Chủ trì")))
    invited = _several(gettext_lazy("Thành phần mời"))
    prepares = words(gettext_lazy("Chuẩn bị tài liệu"), most=LONGEST_LINE)
    agenda = words(
        gettext_lazy("Chương trình"),
        rows=5,
        most=20_000,
        help_text=gettext_lazy(
            "Mỗi dòng một mục: nội dung | người trình bày | số phút."
        ),
    )
    visibility = choice(gettext_lazy("Ai xem được"), required=True)

    field_order = ("summary", "day", "clock_from", "clock_to", "day_to")

    def __init__(
        self,
        *args: Any,
        posts: Offered,
        bodies: Collection[Body],
        meeting: Meeting | None = None,
        **given: Any,
    ) -> None:
        if meeting is not None:
            given.setdefault("initial", meeting_initial(meeting))
        super().__init__(*args, **given)
        self._meeting = meeting
        offered = {str(b.id): b.name for b in bodies}
        if meeting is not None:
            rows = meeting.entry.attending.all()
            offered |= {str(r.desk_id): r.name for r in rows}
        _offer(self, "chair", posts, _("Chọn…"))
        fill(self, "invited", list(offered.items()))
        seen = [(key, _(name)) for key, name in VISIBILITY_NAMES.items()]
        fill(self, "visibility", seen)

    def data_given(self) -> MeetingData:
        data = self.cleaned_data
        starts, ends = self.span()
        entry = EntryData(
            summary=data["summary"],
            starts=starts,
            ends=ends,
            place=data["place"],
            prepares=data["prepares"],
            visibility=Visibility(data["visibility"]),
            uid=self._meeting.entry.uid if self._meeting is not None else "",
        )
        return MeetingData(
            entry=entry,
            invited=invited_of(data["chair"], data["invited"]),
            agenda=items_of(data["agenda"]),
            link=data["link"],
        )


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    first = entry_initial(meeting.entry)
    items = meeting.agenda.order_by("number")
    return {
        **first,
        "invited": first["attending"],
        "link": meeting.link,
        "agenda": "\n".join(_item_words(i.text, i.presenter, i.minutes) for i in items),
    }


def _item_words(text: str, presenter: str, minutes: int) -> str:
    parts = [text, presenter, str(minutes) if minutes else ""]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


class PaperForm(forms.Form):
    document = needed(choice(gettext_lazy("Văn bản"), required=True))

    def __init__(self, *args: Any, papers: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "document", papers, _("Chọn…"))


class SignerForm(forms.Form):
    """Who signs the paper that is begun."""

    signer = choice(gettext_lazy("Người ký"), required=True)
    signing_basis = words(
        gettext_lazy("Căn cứ ký"),
        most=300,
        help_text=gettext_lazy("Khi ký thừa lệnh, thừa ủy quyền."),
    )

    def __init__(self, *args: Any, signers: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "signer", signers, _("Chọn…"))

    def signer_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["signer"])


class LineForm(forms.Form):
    """A paper of one's own agency that was issued."""

    line = needed(choice(gettext_lazy("Văn bản đã phát hành"), required=True))

    def __init__(self, *args: Any, lines: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "line", lines, _("Chọn…"))


class AttendanceForm(forms.Form):
    """``shown`` goes out and comes back with who was there as the list was shown."""

    present = _several(gettext_lazy("Có mặt"))
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        self._listed = {str(pk): pk for pk, _name in rows}
        fill(self, "present", [(str(pk), name) for pk, name in rows])

    def there(self) -> list[UUID]:
        return [UUID(pk) for pk in self.cleaned_data["present"]]

    def shown_there(self) -> list[UUID]:
        said = self.cleaned_data["shown"].split()
        return [self._listed[pk] for pk in said if pk in self._listed]


class NoteForm(forms.Form):
    text = words(gettext_lazy("Ghi chép riêng"), rows=6, most=LONGEST_NOTE)


ROWS = 5
"""So many empty lines for conclusions beside those that are there."""


class ConclusionsForm(forms.Form):
    """Several lines, each with who does it and by when; empty ones do not count."""

    def __init__(
        self,
        *args: Any,
        desks: Collection[Body],
        kept: Sequence[ConclusionData],
        rows: int = ROWS,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        offered = [(b.id, b.name) for b in desks]
        self.rows = len(kept) + rows
        for n in range(self.rows):
            told = kept[n] if n < len(kept) else None
            label = _("Kết luận %(n)s") % {"n": n + 1}
            self.fields[f"text_{n}"] = needed(words(label, rows=2, most=2000))
            self.fields[f"desk_{n}"] = needed(choice(gettext_lazy("Nơi thực hiện")))
            self.fields[f"due_{n}"] = needed(one_day(gettext_lazy("Hạn")))
            _offer(self, f"desk_{n}", offered, _("Chọn…"))
            if told is not None:
                self.initial[f"text_{n}"] = told.text
                self.initial[f"desk_{n}"] = str(told.desk_id or "")
                self.initial[f"due_{n}"] = told.deadline

    def lines(self) -> list[ConclusionData]:
        data = self.cleaned_data
        found = []
        for n in range(self.rows):
            text, desk = data.get(f"text_{n}", ""), data.get(f"desk_{n}", "")
            due = data.get(f"due_{n}")
            if text or desk or due:
                found.append(ConclusionData(text, _uuid(desk), due))
        return found

    def trios(self) -> list[list[forms.BoundField]]:
        """The fields line by line, for a page that shows each as one."""
        names = ("text", "desk", "due")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.rows)]


class SlotsForm(forms.Form):
    """Whom to bring together, for how long, between which days."""

    people = _several(gettext_lazy("Những người dự"))
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
        _refuse_far(self, "first", "last")
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
