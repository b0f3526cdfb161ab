"""What people type about papers for the public. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.portal.actions import PersonalSaid, PublicWish
from congvu.portal.models import PersonalFinding
from congvu.portal.rules import (
    FILE_CHOICE_NAMES,
    LONGEST_SUMMARY,
    LONGEST_WHY,
    PERSONAL_ANSWER_NAMES,
)
from congvu.ui.fields import choice, day, fill, needed, words

_YES, _NO = "co", "khong"


def _decision() -> forms.ChoiceField:
    return needed(
        forms.ChoiceField(
            label=gettext_lazy("Công khai trên cổng thông tin"),
            choices=[
                (_YES, gettext_lazy("công khai")),
                (_NO, gettext_lazy("không công khai")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("Chọn công khai hay không.")},
        )
    )


class ProposeForm(forms.Form):
    """At the draft."""

    public = _decision()
    why = words(
        gettext_lazy("Lý do"),
        rows=2,
        most=LONGEST_WHY,
        help_text=gettext_lazy("Cần khi đề xuất không công khai."),
    )

    @property
    def is_public(self) -> bool:
        return bool(self.cleaned_data["public"] == _YES)


class DecideForm(forms.Form):
    """Before or after the paper leaves; with what the public reads about it."""

    public = _decision()
    why = words(
        gettext_lazy("Lý do"),
        rows=2,
        most=LONGEST_WHY,
        help_text=gettext_lazy("Cần khi không công khai."),
    )
    summary = words(
        gettext_lazy("Trích yếu trên cổng"),
        rows=2,
        most=LONGEST_SUMMARY,
        help_text=gettext_lazy("Để trống thì lấy trích yếu của văn bản."),
    )
    field = choice(gettext_lazy("Lĩnh vực"))
    effective_on = day(gettext_lazy("Có hiệu lực từ"))
    expires_on = day(gettext_lazy("Hết hiệu lực từ"))

    def __init__(
        self, *args: Any, offered: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "field", [("", _("Chưa xếp lĩnh vực")), *offered])

    def wish(self) -> PublicWish:
        said = self.cleaned_data
        return PublicWish(
            public=said["public"] == _YES,
            why=said["why"],
            summary=said["summary"],
            field=said["field"],
            effective_on=said["effective_on"],
            expires_on=said["expires_on"],
        )


class PersonalForm(forms.Form):
    """One answer a finding, then what the public gets."""

    summary = words(gettext_lazy("Trích yếu trên cổng"), rows=2, most=LONGEST_SUMMARY)
    file_choice = needed(
        forms.ChoiceField(
            label=gettext_lazy("Tệp công khai"),
            choices=[
                (key, gettext_lazy(name)) for key, name in FILE_CHOICE_NAMES.items()
            ],
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("Chọn tệp nào được công khai.")},
        )
    )
    redacted = forms.FileField(
        label=gettext_lazy("Bản đã che"),
        required=False,
        help_text=gettext_lazy("Tệp PDF trong đó chữ phải che đã được xóa hẳn."),
    )

    def __init__(
        self, *args: Any, findings: Sequence[PersonalFinding], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.findings = list(findings)
        for one in self.findings:
            self.fields[f"a{one.pk.hex}"] = needed(
                forms.ChoiceField(
                    label=one.get_kind_display(),
                    required=False,
                    choices=[
                        (key, _(name)) for key, name in PERSONAL_ANSWER_NAMES.items()
                    ],
                    widget=forms.RadioSelect,
                    initial=one.answer,
                )
            )
            self.fields[f"r{one.pk.hex}"] = words(
                gettext_lazy("Căn cứ công khai"), most=LONGEST_WHY, initial=one.reason
            )

    def asked(self) -> list[tuple[PersonalFinding, Any, Any]]:
        """Each finding with its two inputs, as the page draws them."""
        return [
            (one, self[f"a{one.pk.hex}"], self[f"r{one.pk.hex}"])
            for one in self.findings
        ]

    def said(self) -> PersonalSaid:
        given = self.cleaned_data
        answers: dict[UUID, tuple[str, str]] = {
            one.pk: (given[f"a{one.pk.hex}"], given[f"r{one.pk.hex}"])
            for one in self.findings
        }
        return PersonalSaid(answers, given["file_choice"], given["summary"])


class TakeDownForm(forms.Form):
    """The reason stands at the paper's address from then on."""

    why = needed(
        words(
            gettext_lazy("Lý do"),
            rows=2,
            most=LONGEST_WHY,
            help_text=gettext_lazy("Hiện trên cổng ở địa chỉ của văn bản."),
        )
    )
    is_secret = forms.BooleanField(
        label=gettext_lazy("Văn bản có bí mật nhà nước: hủy hẳn bản công khai"),
        required=False,
    )
