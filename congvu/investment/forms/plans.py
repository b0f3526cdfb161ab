"""Plans of a period, places in them, figures beside needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.investment.actions import PlanData, PlannedLine
from congvu.investment.forms.asking import (
    MONEY_DIGITS,
    PaperForm,
    named,
    paper_file,
    whole,
)
from congvu.investment.rules.plans import ROLE_NAMES
from congvu.investment.rules.words import LONGEST_LINE, LONGEST_NAME, LONGEST_REASON
from congvu.ui.fields import choice, day, fill, needed, words


class LinesField(forms.CharField):
    """A line of the plan a line: ``1.2; Mạng nội bộ các sở; 1.200.000.000``."""

    widget = forms.Textarea({"rows": 8})

    def to_python(self, value: Any) -> Any:
        found: list[PlannedLine] = []
        wrong = []
        for row in filter(None, (one.strip() for one in str(value or "").splitlines())):
            code, *rest = (one.strip() for one in row.split(";"))
            money = "".join(rest[-1].split()).replace(".", "") if rest else ""
            good = money.isdecimal() and money.isascii() and len(rest) > 1
            if not good or len(money) > MONEY_DIGITS:
                wrong.append(row[:40])
            else:
                found.append(PlannedLine(code, "; ".join(rest[:-1]), int(money)))
        if wrong:
            told = _(
                "Ghi mỗi dòng: số thứ tự; nội dung; kinh phí, như 1.2; Mạng nội bộ; "
                "1.200.000.000. Chưa đúng: %(rows)s"
            )
            raise forms.ValidationError(told % {"rows": " | ".join(wrong[:5])})
        return found

    def run_validators(self, value: Any) -> None:
        """Lines of a plan, no more a text with a length."""


class PlanForm(PaperForm):
    title = needed(words(gettext_lazy("Tên kế hoạch"), most=LONGEST_NAME))
    number = needed(words(gettext_lazy("Số quyết định"), most=LONGEST_LINE))
    decided_on = needed(day(gettext_lazy("Ngày quyết định")))
    first_year = needed(whole(gettext_lazy("Từ năm")))
    last_year = needed(whole(gettext_lazy("Đến năm")))
    lines = needed(
        LinesField(
            label=gettext_lazy("Các dòng"),
            required=False,
            help_text=gettext_lazy(
                "Mỗi dòng: số thứ tự; nội dung; kinh phí, đồng. Như 1.2; Mạng nội bộ; "
                "1.200.000.000."
            ),
        )
    )
    file = paper_file(gettext_lazy("Tệp quyết định"))

    def data_given(self) -> PlanData:
        said = self.cleaned_data
        names = ("title", "number", "decided_on", "first_year", "last_year")
        return PlanData(
            **{name: said[name] for name in names},
            lines=said["lines"] or [],
            shown=self.shown(),
        )


class PlaceForm(forms.Form):
    """A line, or why none."""

    use_required_attribute = False

    line = choice(gettext_lazy("Dòng của kế hoạch"))
    why = words(
        gettext_lazy("Vì sao không thuộc dòng nào"), rows=2, most=LONGEST_REASON
    )

    def __init__(
        self, *args: Any, lines: Sequence[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        rows = [(str(pk), name) for pk, name in lines]
        fill(self, "line", [("", _("không thuộc dòng nào")), *rows])

    def line_given(self) -> UUID | None:
        return UUID(self.cleaned_data["line"]) if self.cleaned_data["line"] else None


class FigureForm(forms.Form):
    use_required_attribute = False

    indicator = needed(choice(gettext_lazy("Chỉ tiêu")))
    role = needed(choice(gettext_lazy("Vai trò")))
    target = forms.DecimalField(
        label=gettext_lazy("Mức phải đạt"),
        required=False,
        max_digits=18,
        decimal_places=2,
        localize=True,
        help_text=gettext_lazy("Chỉ với chỉ tiêu mà nhu cầu phải làm thay đổi."),
        error_messages={"invalid": gettext_lazy("Ghi một số.")},
    )

    def __init__(
        self, *args: Any, known: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "indicator", [("", _("Chọn…")), *known])
        fill(self, "role", named(ROLE_NAMES.items()))
