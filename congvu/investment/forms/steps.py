"""Steps on the way of a need, and its contracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.investment.actions import ContractData, Payment, StepData
from congvu.investment.forms.asking import (
    MONEY_DIGITS,
    MoneyField,
    PaperForm,
    named,
    paper_file,
    whole,
)
from congvu.investment.rules.steps import JUDGED, VERDICT_NAMES, StepKind
from congvu.investment.rules.words import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_TEXT,
    SOURCE_NAMES,
    MoneySource,
)
from congvu.ui.fields import choice, day, fill, needed, words


def _day_or_none(text: str) -> date | None:
    try:
        found: date | None = day("").to_python(text.strip())
    except forms.ValidationError:
        return None
    return found


class PaymentsField(forms.CharField):
    """A line a payment: ``31/12/2026: 300.000.000``."""

    widget = forms.Textarea({"rows": 3})

    def to_python(self, value: Any) -> Any:
        found: list[tuple[date, int]] = []
        wrong = []
        for row in filter(None, (one.strip() for one in str(value or "").splitlines())):
            when, _sep, rest = row.partition(":")
            money = "".join(rest.split()).replace(".", "").replace(",", "")
            on = _day_or_none(when)
            good = money.isdecimal() and money.isascii()
            if on is None or not good or len(money) > MONEY_DIGITS:
                wrong.append(row[:40])
            else:
                found.append((on, int(money)))
        if wrong:
            told = _(
                "Ghi mỗi kỳ một dòng, như 31/12/2026: 300.000.000. Chưa đúng: %(rows)s"
            )
            raise forms.ValidationError(told % {"rows": "; ".join(wrong[:5])})
        return found

    def run_validators(self, value: Any) -> None:
        """Days and sums, no more a text with a length."""


class StepForm(PaperForm):
    """``verdict`` is asked of an opinion and an appraisal alone."""

    verdict = needed(choice(gettext_lazy("Kết luận")))
    number = needed(words(gettext_lazy("Số văn bản"), most=LONGEST_LINE))
    on = needed(day(gettext_lazy("Ngày")))
    content = words(
        gettext_lazy("Nội dung, điều kiện, lý do"), rows=3, most=LONGEST_TEXT
    )
    file = paper_file(gettext_lazy("Tệp"))

    def __init__(self, *args: Any, kind: StepKind, **given: Any) -> None:
        super().__init__(*args, **given)
        if kind in JUDGED:
            fill(self, "verdict", named(VERDICT_NAMES.items()))
        else:
            del self.fields["verdict"]

    def data_given(self) -> StepData:
        said = self.cleaned_data
        return StepData(
            said["number"],
            said["on"],
            said["content"],
            said.get("verdict", ""),
            self.shown(),
        )


class ContractForm(PaperForm):
    """What is paid when, for each source the need asks."""

    number = needed(words(gettext_lazy("Số hợp đồng"), most=LONGEST_LINE))
    supplier = needed(words(gettext_lazy("Nhà thầu"), most=LONGEST_NAME))
    signed_on = needed(day(gettext_lazy("Ngày ký")))
    until = needed(day(gettext_lazy("Xong trước ngày")))
    money = needed(MoneyField(gettext_lazy("Giá trị hợp đồng, đồng")))
    file = paper_file(gettext_lazy("Tệp hợp đồng"))

    def __init__(self, *args: Any, sources: Sequence[str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.sources = sources
        for one in sources:
            label = _("Kỳ thanh toán, %(source)s")
            self.fields[f"payments-{one}"] = PaymentsField(
                label=label % {"source": _(SOURCE_NAMES[MoneySource(one)])},
                required=False,
                help_text=_("Mỗi kỳ một dòng, như 31/12/2026: 300.000.000."),
            )

    def data_given(self) -> ContractData:
        said = self.cleaned_data
        names = ("number", "supplier", "signed_on", "until", "money")
        payments = [
            Payment(source, due, money)
            for source in self.sources
            for due, money in said[f"payments-{source}"] or []
        ]
        return ContractData(
            **{name: said[name] for name in names},
            payments=payments,
            shown=self.shown(),
        )


class YearForm(forms.Form):
    use_required_attribute = False

    year = needed(whole(gettext_lazy("Năm")))
