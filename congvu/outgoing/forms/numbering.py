"""Numbers, the sequences they come from, and the book of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.documents.rules import URGENCY_NAMES
from congvu.law.rules import DocumentType
from congvu.organisations.queries import UnitOnDay
from congvu.outgoing.actions import Numbered
from congvu.outgoing.queries import OutgoingFilters
from congvu.outgoing.rules import SequenceKind, SequenceRule
from congvu.ui.fields import choice, day, fill, needed, words


def type_choices(types: Sequence[DocumentType], every: str) -> list[tuple[str, str]]:
    return [("", every), *((t.code, t.name) for t in types)]


class LineFilterForm(forms.Form):
    """By day, type and sequence; all of it optional."""

    use_required_attribute = False

    tu = day(gettext_lazy("Từ ngày"))
    den = day(gettext_lazy("Đến ngày"))
    loai = choice(gettext_lazy("Loại văn bản"))
    day_so = choice(gettext_lazy("Dãy số"))

    def __init__(
        self,
        *args: Any,
        types: Sequence[DocumentType],
        sequences: Sequence[str],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self._types = {t.code: t.name for t in types}
        fill(self, "loai", type_choices(types, _("Mọi loại")))
        names = [(name, name) for name in sequences]
        fill(self, "day_so", [("", _("Mọi dãy số")), *names])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("tu"), data.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối trước ngày đầu."))
        return data

    def filters(self) -> OutgoingFilters:
        """As far as the fields could be read."""
        self.is_valid()
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        return OutgoingFilters(
            first=data.get("tu"),
            last=data.get("den"),
            type_code=data.get("loai", ""),
            sequence=data.get("day_so", ""),
        )

    def words(self) -> str:
        """What the book is narrowed to, for the closed form's own line."""
        asked = self.filters()
        found = [
            _("từ %(day)s") % {"day": f"{asked.first:%d/%m/%Y}"} if asked.first else "",
            _("đến %(day)s") % {"day": f"{asked.last:%d/%m/%Y}"} if asked.last else "",
            self._types.get(asked.type_code, ""),
            asked.sequence,
        ]
        return " · ".join(word for word in found if word)


class ReserveForm(forms.Form):
    """For what a number is taken."""

    use_required_attribute = False

    type_code = needed(choice(gettext_lazy("Loại văn bản")))
    subject = needed(words(gettext_lazy("Trích yếu"), rows=3, most=500))
    unit = choice(gettext_lazy("Đơn vị soạn thảo"))
    body = needed(choice(gettext_lazy("Đứng tên ban hành")))
    normative = forms.BooleanField(
        label=gettext_lazy("Là văn bản quy phạm pháp luật"), required=False
    )
    signer_name = words(gettext_lazy("Người ký"), most=80)
    signer_position = words(gettext_lazy("Chức vụ người ký"))
    urgency = needed(choice(gettext_lazy("Độ khẩn")))
    recipients = words(gettext_lazy("Nơi nhận"), rows=3, most=2000)
    copy_holder = words(gettext_lazy("Đơn vị, người nhận bản lưu"))
    copies = forms.IntegerField(
        label=gettext_lazy("Số lượng bản"),
        required=False,
        min_value=1,
        max_value=9999,
        error_messages={"invalid": gettext_lazy("Số lượng bản là một con số.")},
    )
    note = words(gettext_lazy("Ghi chú"), most=300)

    def __init__(
        self,
        *args: Any,
        types: Sequence[DocumentType],
        units: Sequence[UnitOnDay],
        bodies: Sequence[str],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "type_code", type_choices(types, _("Chọn loại")))
        fill(
            self, "unit", [("", _("Không ghi"))] + [(str(u.id), u.name) for u in units]
        )
        fill(self, "body", [("", _("Cơ quan"))] + [(name, name) for name in bodies])
        fill(self, "urgency", [(k, _(name)) for k, name in URGENCY_NAMES.items()])
        if not bodies:
            del self.fields["body"]

    def paper(self) -> Numbered:
        data = self.cleaned_data
        return Numbered(
            type_code=data["type_code"],
            subject=data["subject"],
            normative=data["normative"],
            body=data.get("body", ""),
            unit_id=UUID(data["unit"]) if data["unit"] else None,
            signer_name=data["signer_name"],
            signer_position=data["signer_position"],
            urgency=data["urgency"] or "normal",
            recipients=data["recipients"],
            copy_holder=data["copy_holder"],
            copies=data["copies"],
            note=data["note"],
        )


class WhyForm(forms.Form):
    """A reason, which the action asks for."""

    use_required_attribute = False

    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=1000))


class OutgoingPeriodForm(forms.Form):
    """The book of which days, and of which sequence."""

    tu = day(gettext_lazy("Từ ngày"), required=True)
    den = day(gettext_lazy("Đến ngày"), required=True)
    day_so = choice(gettext_lazy("Dãy số"))

    def __init__(self, *args: Any, sequences: Sequence[str], **given: Any) -> None:
        super().__init__(*args, **given)
        names = [(name, name) for name in sequences]
        fill(self, "day_so", [("", _("Mọi dãy số")), *names])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("tu"), data.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối trước ngày đầu."))
        return data


_SHAPE = gettext_lazy(
    "Mỗi dòng một dãy: tên | các loại, cách nhau dấu phẩy. Để trống loại: dãy chung."
)
_BODIES = gettext_lazy("Mỗi dòng: tên hội đồng, ban, tổ | chữ viết tắt.")


class SequencesForm(forms.Form):
    """The sequences of a year, one a line: as people write such a list."""

    use_required_attribute = False

    year = needed(choice(gettext_lazy("Năm")))
    administrative = forms.CharField(
        label=gettext_lazy("Văn bản hành chính"),
        help_text=_SHAPE,
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
    )
    normative = forms.MultipleChoiceField(
        label=gettext_lazy("Văn bản quy phạm pháp luật, mỗi loại một dãy"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    advisory = forms.CharField(
        label=gettext_lazy("Hội đồng, ban, tổ đứng tên ban hành"),
        help_text=_BODIES,
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        on: date,
        normative: Sequence[tuple[str, str]],
        copies: str,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "year", [(str(y), str(y)) for y in (on.year, on.year + 1)])
        self._copies = copies
        self._normative = dict(normative)
        fill(self, "normative", normative)

    def rules(self) -> list[SequenceRule]:
        """What was typed, as rules; the one of the copies is always there."""
        data, found = self.cleaned_data, []
        for name, types in _pairs(data["administrative"]):
            codes = tuple(code.strip() for code in types.split(",") if code.strip())
            found.append(SequenceRule(name, SequenceKind.ADMINISTRATIVE, codes))
        for code in data["normative"]:
            name = self._normative[code]
            found.append(SequenceRule(name, SequenceKind.NORMATIVE, (code,)))
        for body, symbol in _pairs(data["advisory"]):
            found.append(
                SequenceRule(body, SequenceKind.ADVISORY, body=body, body_symbol=symbol)
            )
        codes = ("SY", "SL", "TrS")
        return [*found, SequenceRule(self._copies, SequenceKind.COPIES, codes)]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Lines "left | right" as pairs; empty lines are nothing."""
    lines = [line.partition("|") for line in text.splitlines() if line.strip()]
    return [(left.strip(), right.strip()) for left, _bar, right in lines]


def sequences_initial(rules: Sequence[SequenceRule], year: int) -> dict[str, Any]:
    """The form as the year is split now."""
    return {
        "year": str(year),
        "administrative": "\n".join(
            f"{r.name} | {', '.join(r.type_codes)}" if r.type_codes else r.name
            for r in rules
            if r.kind == SequenceKind.ADMINISTRATIVE
        ),
        "normative": [
            r.type_codes[0] for r in rules if r.kind == SequenceKind.NORMATIVE
        ],
        "advisory": "\n".join(
            f"{r.body} | {r.body_symbol}"
            for r in rules
            if r.kind == SequenceKind.ADVISORY
        ),
    }
