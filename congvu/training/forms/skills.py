"""Skills, specialists, opinions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from congvu.training.actions import OpinionData
from congvu.training.forms.offering import Offered, chosen, many, modules, named
from congvu.training.rules.words import LONGEST_NAME, LONGEST_TEXT
from congvu.ui.fields import choice, day, fill, needed, words

_POINTS = [("", "–"), *((str(n), str(n)) for n in range(5, 0, -1))]


class SkillForm(forms.Form):
    use_required_attribute = False

    person_id = needed(choice(gettext_lazy("Người")))
    modules = needed(many(gettext_lazy("Mô-đun")))
    held_on = needed(day(gettext_lazy("Ngày cấp")))
    proof = needed(words(gettext_lazy("Giấy chứng minh"), most=LONGEST_NAME))

    def __init__(self, *args: Any, people: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "person_id", named(people))
        fill(self, "modules", modules())

    def data_given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "person_id": chosen(self, "person_id")}


class SpecialistForm(forms.Form):
    use_required_attribute = False

    person_id = needed(choice(gettext_lazy("Người chuyên trách công nghệ thông tin")))
    since = needed(day(gettext_lazy("Từ ngày")))
    basis = needed(words(gettext_lazy("Văn bản phân công"), most=LONGEST_NAME))

    def __init__(self, *args: Any, people: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "person_id", named(people))

    def data_given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "person_id": chosen(self, "person_id")}


class OpinionForm(forms.Form):
    use_required_attribute = False

    content = needed(choice(gettext_lazy("Nội dung (1 đến 5)")))
    trainer = needed(choice(gettext_lazy("Giảng viên (1 đến 5)")))
    keeping = needed(choice(gettext_lazy("Tổ chức (1 đến 5)")))
    text = words(gettext_lazy("Góp ý"), rows=3, most=LONGEST_TEXT)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("content", "trainer", "keeping"):
            fill(self, name, _POINTS)

    def data_given(self) -> OpinionData:
        given = self.cleaned_data
        points = {
            name: int(given[name]) if given[name] else None
            for name in ("content", "trainer", "keeping")
        }
        return OpinionData(**points, text=given["text"])
