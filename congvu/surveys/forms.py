"""What people type about surveys. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.models import AgencyKind
from congvu.organisations.queries import PostOnDay
from congvu.surveys.actions import CriterionData, PriceData, SurveyData
from congvu.surveys.models import SurveyPrice
from congvu.surveys.rules import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_REASON,
    LONGEST_TYPED,
    QUESTIONS,
    YES_NAMES,
    Answer,
    Answers,
    Criterion,
    Kind,
    Question,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _number(label: Any, **more: Any) -> forms.IntegerField:
    field = forms.IntegerField(
        label=label,
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **more,
    )
    return needed(field)


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class SurveyForm(forms.Form):
    """A survey begins."""

    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên đợt rà soát"), most=LONGEST_NAME))
    due_on = needed(day(gettext_lazy("Hạn nộp")))
    basis = words(
        gettext_lazy("Theo văn bản"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Ví dụ: Chỉ thị 15/2009/CT-UBND ngày 06/11/2009."),
    )
    order = choice(gettext_lazy("Văn bản trong phần mềm"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ các loại cơ quan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn loại nào: mọi cơ quan của tỉnh."),
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )
    note = words(gettext_lazy("Lời dặn"), rows=3, most=LONGEST_NOTE)

    def __init__(self, *args: Any, orders: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = [(str(pk), label) for pk, label in orders]
        fill(self, "order", [("", _("Không có trong phần mềm")), *chosen])
        fill(self, "kinds", AgencyKind.choices)
        if not orders:
            del self.fields["order"]

    def data_given(self) -> SurveyData:
        data = self.cleaned_data
        return SurveyData(
            name=data["name"],
            due_on=data["due_on"],
            basis=data["basis"],
            order_id=_uuid(data.get("order", "")),
            note=data["note"],
            kinds=tuple(data["kinds"]),
        )


class ExtendForm(forms.Form):
    due_on = needed(day(gettext_lazy("Hạn mới")))
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))


class ReasonForm(forms.Form):
    reason = needed(words(gettext_lazy("Cần sửa điều gì"), rows=3, most=LONGEST_REASON))


class UrgeForm(forms.Form):
    text = words(gettext_lazy("Lời nhắc"), rows=2, most=LONGEST_REASON)


class ClosingForm(forms.Form):
    """Nothing to type: it is pressed."""


class ComposeForm(forms.Form):
    """Who signs the report."""

    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chỉ khi trưởng đơn vị ký TL.: điều nào của quy chế."),
    )

    def __init__(self, *args: Any, signers: Sequence[PostOnDay], **given: Any) -> None:
        super().__init__(*args, **given)
        posts = [(str(p.id), f"{p.person_name}, {p.name}") for p in signers]
        fill(self, "signer", [("", _("Chọn người ký")), *posts])

    def signer_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["signer"])


class CriterionForm(forms.Form):
    """A criterion from a day on."""

    weight = _number(gettext_lazy("Trọng số"))
    zero = _number(gettext_lazy("Không điểm ở"))
    full = _number(gettext_lazy("Đủ điểm ở"))
    years = _number(gettext_lazy("Máy quá tuổi từ số năm"))
    valid_from = needed(day(gettext_lazy("Áp dụng từ ngày")))
    basis = needed(words(gettext_lazy("Căn cứ"), most=LONGEST_REASON))

    def __init__(self, *args: Any, key: str, **given: Any) -> None:
        super().__init__(*args, **given)
        if key != "old":
            del self.fields["years"]

    def data_given(self) -> CriterionData:
        data = self.cleaned_data
        return CriterionData(
            weight=data["weight"],
            zero=data["zero"],
            full=data["full"],
            valid_from=data["valid_from"],
            basis=data["basis"],
            years=data.get("years"),
        )

    @staticmethod
    def of(found: Criterion | None) -> dict[str, Any]:
        if found is None:
            return {}
        basis = found.source if found.is_own else ""
        return {
            "weight": found.weight,
            "zero": found.zero,
            "full": found.full,
            "years": found.years,
            "basis": basis,
        }


class PriceForm(forms.Form):
    """A price from a day on."""

    price = _number(gettext_lazy("Đơn giá, đồng"))
    valid_from = needed(day(gettext_lazy("Áp dụng từ ngày")))
    source = words(
        gettext_lazy("Nguồn giá"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Báo giá, thông báo giá; bỏ trống: giá do tỉnh nhập."),
    )

    def data_given(self) -> PriceData:
        return PriceData(**self.cleaned_data)

    @staticmethod
    def of(found: SurveyPrice | None) -> dict[str, Any]:
        return {"price": found.price, "source": found.source} if found else {}


class SheetForm(forms.Form):
    """Every question with the number declared, and why it is not the measured one."""

    def __init__(self, *args: Any, began: Answers, **given: Any) -> None:
        initial = {}
        for one in QUESTIONS:
            answer = began.get(one.key, Answer())
            initial[one.key] = answer.typed
            initial[f"{one.key}_reason"] = answer.reason
        super().__init__(*args, **{**given, "initial": initial})
        for one in QUESTIONS:
            self.fields[one.key] = _asked(one)
            reason = words(_("Lý do, nếu khác số đo"), most=LONGEST_REASON)
            self.fields[f"{one.key}_reason"] = reason

    def answers_given(self) -> dict[str, Answer]:
        data = self.cleaned_data
        return {
            one.key: Answer(data[one.key], data[f"{one.key}_reason"])
            for one in QUESTIONS
        }


def _asked(question: Question) -> forms.Field:
    """What is wrong with it the action says, with all else; nothing typed is lost."""
    name = _(question.name)
    told = _(question.help) if question.help else ""
    if question.kind == Kind.YES:
        field = choice(name, help_text=told)
        offered = [(str(key), _(label)) for key, label in YES_NAMES.items()]
        field.choices = [("", _("Chọn…")), *offered]
        return needed(field)
    box = words(name, most=LONGEST_TYPED, help_text=told)
    box.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
    return needed(box)
