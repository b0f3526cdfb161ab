"""Meetings, from their calling to what was concluded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.calendar.actions import MeetingData
from congvu.calendar.forms.entries import entry_initial, invited_of
from congvu.calendar.forms.fields import (
    Offered,
    SpanForm,
    offer,
    several,
    uuid_of,
)
from congvu.calendar.models import Meeting
from congvu.calendar.rules import (
    LONGEST_LINE,
    LONGEST_NOTE,
    VISIBILITY_NAMES,
    ConclusionData,
    EntryData,
    Outsider,
    Visibility,
    items_of,
    outside_text,
    outsiders_of,
)
from congvu.duties.queries import Body
from congvu.ui.fields import choice, fill, needed, words
from congvu.ui.fields import day as one_day


class MeetingForm(SpanForm):
    summary = needed(words(gettext_lazy("Họp về việc"), rows=2, most=LONGEST_LINE))
    place = words(gettext_lazy("Địa điểm"), most=LONGEST_LINE)
    link = words(
        gettext_lazy("Phòng trực tuyến"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Địa chỉ bắt đầu bằng https."),
    )
    chair = needed(choice(gettext_lazy("Chủ trì")))
    invited = several(gettext_lazy("Thành phần mời"))
    outside = words(
        gettext_lazy("Mời người ngoài"),
        rows=3,
        most=40_000,
        help_text=gettext_lazy(
            "Mỗi dòng một người: họ tên <địa chỉ thư>. Họ nhận thư mời và trả lời "
            "bằng thư."
        ),
    )
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
            rows = meeting.entry.attending.filter(email="")
            offered |= {str(r.desk_id): r.name for r in rows}
        offer(self, "chair", posts, _("Chọn…"))
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
            outside=outsiders_of(data["outside"]),
        )


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    first = entry_initial(meeting.entry)
    items = meeting.agenda.order_by("number")
    asked = meeting.entry.attending.exclude(email="").order_by("name", "email")
    return {
        **first,
        "outside": outside_text([Outsider(r.email, r.name) for r in asked]),
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
        offer(self, "document", papers, _("Chọn…"))


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
        offer(self, "signer", signers, _("Chọn…"))

    def signer_id(self) -> UUID | None:
        return uuid_of(self.cleaned_data["signer"])


class LineForm(forms.Form):
    """A paper of one's own agency that was issued."""

    line = needed(choice(gettext_lazy("Văn bản đã phát hành"), required=True))

    def __init__(self, *args: Any, lines: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "line", lines, _("Chọn…"))


class AttendanceForm(forms.Form):
    """``shown`` goes out and comes back with who was there as the list was shown."""

    present = several(gettext_lazy("Có mặt"))
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
            offer(self, f"desk_{n}", offered, _("Chọn…"))
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
                found.append(ConclusionData(text, uuid_of(desk), due))
        return found

    def trios(self) -> list[list[forms.BoundField]]:
        """The fields line by line, for a page that shows each as one."""
        names = ("text", "desk", "due")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.rows)]
