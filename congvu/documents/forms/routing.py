"""What people type when they move a paper on. Forms read; actions decide."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.documents.actions import Share
from congvu.documents.queries import Desk
from congvu.documents.rules import (
    LONGEST_INSTRUCTION,
    LONGEST_REASON,
    LONGEST_SYMBOL,
    Part,
)
from congvu.organisations.rules import AGENCY_WIDE, Role

BAD_DAY = gettext_lazy("Ngày chưa đúng. Ví dụ: 14/11/2024.")
_THREE_NUMBERS = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$")


class DayField(forms.DateField):
    """Ngày/tháng/năm as people write it; never the browser's own order.

    A day that no calendar has is told from one that is badly written.
    """

    def __init__(self, **given: Any) -> None:
        said = {"invalid": BAD_DAY} | given.pop("error_messages", {})
        super().__init__(
            error_messages=said,
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                format="%d/%m/%Y",
                attrs={
                    "type": "text",
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "placeholder": gettext_lazy("ngày/tháng/năm"),
                },
            ),
            **given,
        )

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except ValidationError:
            found = _THREE_NUMBERS.match(str(value))
            if found is None:
                raise
            day, month, year = (int(part) for part in found.groups())
            raise ValidationError(_no_such_day(day, month, year)) from None


def _no_such_day(day: int, month: int, year: int) -> str:
    told = f"{day:02d}/{month:02d}/{year}"
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return _("Ngày %(day)s không có trong lịch.") % {"day": told}
    return _("Ngày %(day)s không có trong lịch. Tháng %(month)d có %(last)d ngày.") % {
        "day": told,
        "month": month,
        "last": calendar.monthrange(year, month)[1],
    }


class AskedField(forms.CharField):
    """Asked for, yet its absence is the action's to say, with every other reason.

    ``missing`` says it when the form itself is refused and the action never asked.
    """

    def __init__(self, *, missing: Any, **given: Any) -> None:
        super().__init__(**given)
        self.missing = missing

    def validate(self, value: Any) -> None:
        """Nothing to say here."""


class AskedChoice(forms.ChoiceField):
    """The same for a choice."""

    def __init__(self, *, missing: Any, **given: Any) -> None:
        super().__init__(**given)
        self.missing = missing

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class AskedDay(DayField):
    """The same for a day."""

    def __init__(self, *, missing: Any, **given: Any) -> None:
        super().__init__(**given)
        self.missing = missing

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


def say_missing(form: forms.Form) -> None:
    """All reasons at once: a refused form also says what it still waits for."""
    for name, field in form.fields.items():
        if not isinstance(field, AskedField | AskedChoice | AskedDay):
            continue
        if name not in form.errors and not form.cleaned_data.get(name):
            form.add_error(name, field.missing)


Choices = list[tuple[str, str]]


def desk_choices(desks: Iterable[Desk]) -> Choices:
    """Who can be given work, with who gets it while they are away."""
    return [(str(d.id), d.work_label) for d in desks if d.is_held]


def _reader_choices(desks: Iterable[Desk]) -> Choices:
    """Who can be told: a note waits for its reader, wherever work goes meanwhile."""
    return [(str(d.id), d.label) for d in desks if d.is_held]


def own_day(desk_id: object) -> str:
    """The field of a supporting desk's own day."""
    return f"support_due_{desk_id}"


def _day_beside(desk_name: str) -> DayField:
    day = DayField(
        label=_("Hạn phối hợp của %(desk)s") % {"desk": desk_name}, required=False
    )
    day.widget.attrs |= {"class": "input input-date", "aria-label": day.label}
    return day


class SharesForm(forms.Form):
    """Who leads, who supports, who is informed, and by when."""

    lead = forms.ChoiceField(label=gettext_lazy("Chủ trì"), required=False)
    due_on = DayField(label=gettext_lazy("Hạn xử lý của nơi chủ trì"), required=False)
    support = forms.MultipleChoiceField(
        label=gettext_lazy("Phối hợp"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    support_due_on = DayField(
        label=gettext_lazy("Hạn phối hợp"),
        required=False,
        help_text=gettext_lazy("Cho những nơi phối hợp không ghi hạn riêng."),
    )
    inform = forms.MultipleChoiceField(
        label=gettext_lazy("Để biết"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outside_support = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan khác phối hợp"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outside_inform = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan khác để biết"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outside_request = forms.CharField(
        label=gettext_lazy("Yêu cầu gửi cơ quan khác"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy(
            "Nơi nhận thấy lời này, phần việc và hạn; không thấy bút phê."
        ),
    )
    day_off = forms.BooleanField(
        label=gettext_lazy("Vẫn lấy ngày nghỉ này làm hạn"), required=False
    )

    def __init__(self, *args: Any, desks: Sequence[Desk], **given: Any) -> None:
        super().__init__(*args, **given)
        own = [d for d in desks if not d.is_agency]
        choices, readers = desk_choices(own), _reader_choices(own)
        outside = desk_choices(d for d in desks if d.is_agency)
        self._names, self._outside = dict(choices), dict(outside)
        self._readers = dict(readers)
        self._lead_choices(_("Không giao ai"))
        for name in ("outside_support", "outside_inform"):
            self._choices_of(name, outside)
        self._choices_of("support", choices)
        self._choices_of("inform", readers)
        for desk, name in choices:
            self.fields[own_day(desk)] = _day_beside(name)

    def clean(self) -> dict[str, Any]:
        """A day beside a desk that is not chosen says nothing, right or wrong."""
        chosen = set(self.cleaned_data.get("support", []))
        for desk in self._names.keys() - chosen:
            self.errors.pop(own_day(desk), None)
        return self.cleaned_data

    def _lead_choices(self, none: str) -> None:
        """Own desks first; other agencies in a group of their own, where there are."""
        own: list[Any] = [("", none), *self._names.items()]
        if self._outside:
            own.append((_("Cơ quan khác"), list(self._outside.items())))
        self._choices_of("lead", own)

    @property
    def has_outside(self) -> bool:
        return bool(self._outside)

    @property
    def outside_names(self) -> str:
        """The agencies now chosen, for the closed list's own line."""
        chosen = [
            *(self["outside_support"].value() or []),
            *(self["outside_inform"].value() or []),
        ]
        return ", ".join(self._outside[v] for v in chosen if v in self._outside)

    @property
    def asks_day_off(self) -> bool:
        """Only once the day was told to be a day off, or it was ticked."""
        return bool(self.errors.get("due_on")) or bool(self["day_off"].value())

    def _choices_of(self, name: str, choices: Choices) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def _chosen(self, name: str, names: Mapping[str, str]) -> str:
        """The names now chosen, for the closed list's own line."""
        value = self[name].value() or []
        return ", ".join(names[v] for v in map(str, value) if v in names)

    @property
    def support_names(self) -> str:
        return self._chosen("support", self._names)

    @property
    def inform_names(self) -> str:
        return self._chosen("inform", self._readers)

    @property
    def support_lines(self) -> list[tuple[BoundWidget, BoundField, str]]:
        """Each desk that can support, with its own day beside it, and its input."""
        found: list[tuple[BoundWidget, BoundField, str]] = []
        for choice in self["support"]:
            day = self[own_day(choice.data["value"])]
            told: dict[str, str | bool] = {
                "aria-describedby": f"{day.id_for_label}-error"
            }
            found.append(
                (choice, day, day.as_widget(attrs=told if day.errors else None))
            )
        return found

    @property
    def support_wrong(self) -> bool:
        """Whether something in the closed list has to be looked at."""
        days = (own_day(desk) for desk in self._names)
        return any(name in self.errors for name in ("support", "support_due_on", *days))

    def shares(self) -> list[Share]:
        """What the cleaned fields say, one share a desk."""
        data = self.cleaned_data
        due: date | None = data.get("due_on")
        found: list[Share] = []
        if data.get("lead"):
            found.append(Share(UUID(data["lead"]), Part.LEAD, due))
        found += [
            Share(
                UUID(d),
                Part.SUPPORT,
                data.get(own_day(d)) or data.get("support_due_on") or due,
            )
            for d in data.get("support", [])
        ]
        found += [Share(UUID(d), Part.INFORM) for d in data.get("inform", [])]
        shared = data.get("support_due_on") or due
        for desk in data.get("outside_support", []):
            found.append(Share(UUID(desk), Part.SUPPORT, shared))
        for desk in data.get("outside_inform", []):
            found.append(Share(UUID(desk), Part.INFORM))
        said = data.get("outside_request", "")
        return [
            replace(s, request=said) if str(s.desk_id) in self._outside else s
            for s in found
        ]


def shares_initial(shares: Sequence[Share]) -> dict[str, Any]:
    """A proposal as the first values of a form."""
    lead = next((s for s in shares if s.part == Part.LEAD), None)
    support = [s for s in shares if s.part == Part.SUPPORT]
    days = {s.due_on for s in support}
    shared = next(iter(days)) if len(days) == 1 else None
    differs = lead is not None and shared != lead.due_on
    inform = [str(s.desk_id) for s in shares if s.part == Part.INFORM]
    return {
        "lead": str(lead.desk_id) if lead else "",
        "due_on": lead.due_on if lead else None,
        "support": [str(s.desk_id) for s in support],
        "support_due_on": shared if differs else None,
        "inform": inform,
        # Each list ticks only what it offers: desks here, agencies there.
        "outside_support": [str(s.desk_id) for s in support],
        "outside_inform": inform,
        "outside_request": next((s.request for s in shares if s.request), ""),
        **{own_day(s.desk_id): s.due_on for s in support if len(days) > 1},
    }


class SubmitForm(SharesForm):
    """Trình lãnh đạo, with what the registry proposes."""

    field_order = ["leader", "request", "lead", "due_on", "support"]

    leader = forms.ChoiceField(label=gettext_lazy("Trình"))
    request = forms.CharField(
        label=gettext_lazy("Nội dung trình"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, desks: Sequence[Desk], **given: Any) -> None:
        super().__init__(*args, desks=desks, **given)
        leaders = (Role.LEADER, Role.OFFICE_CHIEF)
        self._choices_of("leader", desk_choices(d for d in desks if d.role in leaders))
        self.fields["lead"].label = _("Đề xuất chủ trì")
        self._lead_choices(_("Không đề xuất"))


class InstructForm(SharesForm):
    """Bút phê."""

    field_order = ["text", "lead", "due_on", "support"]

    text = AskedField(
        label=gettext_lazy("Ý kiến chỉ đạo"),
        missing=gettext_lazy("Chưa ghi ý kiến chỉ đạo."),
        widget=forms.Textarea({"rows": 3, "class": "input-instruction"}),
        max_length=LONGEST_INSTRUCTION,
    )
    file_only = forms.BooleanField(
        label=gettext_lazy("Chỉ lưu, không giao ai"), required=False
    )


class AssignForm(SharesForm):
    """Phân công within a unit."""

    field_order = ["lead", "due_on", "text", "support"]

    lead = AskedChoice(
        label=gettext_lazy("Người chủ trì"),
        missing=gettext_lazy("Chọn người chủ trì."),
    )
    text = forms.CharField(
        label=gettext_lazy("Ý kiến phân công"),
        widget=forms.Textarea({"rows": 2, "class": "input-instruction"}),
        required=False,
        max_length=LONGEST_INSTRUCTION,
    )

    def __init__(self, *args: Any, desks: Sequence[Desk], **given: Any) -> None:
        super().__init__(*args, desks=desks, **given)
        self._choices_of("lead", [("", _("Chọn người")), *self._names.items()])


class ReportForm(forms.Form):
    result = AskedField(
        label=gettext_lazy("Kết quả giải quyết"),
        missing=gettext_lazy("Chưa ghi kết quả."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("Việc đã làm, kết quả chính."),
    )
    reply_symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản trả lời"),
        max_length=LONGEST_SYMBOL,
        required=False,
        help_text=gettext_lazy("Nếu có văn bản trả lời, ví dụ 215/UBND-VX."),
    )


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
        max_length=1000,
    )


class ReasonForm(forms.Form):
    reason = AskedField(
        label=gettext_lazy("Lý do"),
        missing=gettext_lazy("Chưa ghi lý do."),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
    )


class OpenForm(ReasonForm):
    """Who is let see the paper, and why."""

    field_order = ["desk", "reason"]

    desk = forms.ChoiceField(
        label=gettext_lazy("Nơi được xem"),
        error_messages={"required": gettext_lazy("Chọn người hoặc đơn vị được xem.")},
    )

    def __init__(self, *args: Any, desks: Sequence[Desk], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [
            (str(d.id), d.label)
            for d in desks
            if (d.is_unit or d.is_held)
            and d.role not in AGENCY_WIDE | {Role.ADMINISTRATOR}
        ]
        field = cast(forms.ChoiceField, self.fields["desk"])
        field.choices = [("", _("Chọn người hoặc đơn vị")), *choices]


class PlainForm(forms.Form):
    """Nothing to type: the button is the whole form."""
