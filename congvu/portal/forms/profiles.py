"""What a body tells of itself, as it is typed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from congvu.portal.rules.profiles import (
    LONGEST_DOES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_PHONE,
    PROFILE_FIELDS,
    ProfileData,
    ProfileOf,
)
from congvu.ui.fields import words

_BOX = gettext_lazy("Để trống thì lấy hộp thư công vụ đang dùng.")


class ProfileForm(forms.Form):
    """Only what is told of such a thing."""

    does = words(
        gettext_lazy("Chức năng, nhiệm vụ"),
        rows=8,
        most=LONGEST_DOES,
        help_text=gettext_lazy("Mỗi việc một dòng."),
    )
    legal_basis = words(
        gettext_lazy("Căn cứ quy định chức năng, nhiệm vụ"), most=LONGEST_LINE
    )
    address = words(gettext_lazy("Trụ sở"), most=LONGEST_LINE)
    phone = words(gettext_lazy("Điện thoại"), most=LONGEST_PHONE)
    email = words(gettext_lazy("Thư công vụ"), most=254, help_text=_BOX)
    name_en = words(gettext_lazy("Tên tiếng Anh"), most=LONGEST_NAME)
    does_en = words(
        gettext_lazy("Chức năng, nhiệm vụ bằng tiếng Anh"), rows=8, most=LONGEST_DOES
    )
    address_en = words(gettext_lazy("Trụ sở bằng tiếng Anh"), most=LONGEST_LINE)

    # Which words stood here as the form was opened.
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, of: ProfileOf, now: ProfileData, seen: str, **given: Any
    ) -> None:
        super().__init__(*args, **{"initial": {**asdict(now), "seen": seen}, **given})
        for name in set(self.fields) - {*PROFILE_FIELDS[of], "seen"}:
            del self.fields[name]

    def data_given(self) -> ProfileData:
        said = {k: v for k, v in self.cleaned_data.items() if k != "seen"}
        return ProfileData(**said)

    def seen_given(self, now: str) -> str:
        """As it was sent; shown again, the form is about what stands there now."""
        self.data = {**dict(self.data.items()), "seen": now}
        return str(self.cleaned_data["seen"])
