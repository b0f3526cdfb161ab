"""What people type to ask and to answer. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.support.rules import (
    HELP_KIND_NAMES,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    HelpData,
    HelpKind,
)
from congvu.ui.fields import choice, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class AskForm(forms.Form):
    kind = choice(gettext_lazy("Cần gì"), required=True)
    to = choice(gettext_lazy("Nơi hỗ trợ"), required=True)
    subject = needed(words(gettext_lazy("Việc"), most=LONGEST_SUBJECT))
    text = needed(
        words(
            gettext_lazy("Nội dung"),
            rows=6,
            most=LONGEST_TEXT,
            help_text=gettext_lazy("Không ghi mật khẩu, không ghi bí mật nhà nước."),
        )
    )
    machine = choice(gettext_lazy("Máy"))
    device = choice(gettext_lazy("Thiết bị mạng"))

    def __init__(
        self,
        *args: Any,
        desks: Offered,
        machines: Offered,
        devices: Offered,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", [(str(k), _(name)) for k, name in HELP_KIND_NAMES.items()])
        fill(self, "to", [(str(pk), name) for pk, name in desks])
        for field, offered in (("machine", machines), ("device", devices)):
            if offered:
                none = ("", _("Không"))
                fill(self, field, [none, *((str(pk), name) for pk, name in offered)])
            else:
                del self.fields[field]

    def data_given(self) -> HelpData:
        data = self.cleaned_data
        return HelpData(
            kind=HelpKind(data["kind"]),
            subject=data["subject"],
            text=data["text"],
            to_agency_id=_uuid(data["to"]),
            machine_id=_uuid(data.get("machine", "")),
            device_id=_uuid(data.get("device", "")),
        )


class SayForm(forms.Form):
    text = needed(words(gettext_lazy("Nội dung"), rows=5, most=LONGEST_TEXT))


class DeskForm(forms.Form):
    unit = choice(
        gettext_lazy("Đơn vị trả lời"),
        help_text=gettext_lazy("Bỏ trống thì quản trị của cơ quan trả lời."),
    )
    for_all = forms.BooleanField(
        label=gettext_lazy("Trả lời cho cả tỉnh"), required=False
    )

    def __init__(
        self, *args: Any, units: Offered, may_be_for_all: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        shown = [("", _("Quản trị")), *((str(pk), name) for pk, name in units)]
        fill(self, "unit", shown)
        if not may_be_for_all:
            del self.fields["for_all"]

    def unit_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["unit"])
