"""What people type when they say which types go out with paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.ui.fields import choice, day, fill, words


class PaperRuleForm(forms.Form):
    """One type, with paper or without, on what basis and from which day."""

    use_required_attribute = False

    type_code = choice(gettext_lazy("Loại văn bản"))
    with_paper = forms.BooleanField(
        label=gettext_lazy("Ban hành kèm bản giấy"), required=False
    )
    basis = words(gettext_lazy("Căn cứ"), most=300)
    valid_from = day(gettext_lazy("Từ ngày"), required=True)

    def __init__(
        self, *args: Any, types: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "type_code", [("", _("mọi loại còn lại")), *types])
