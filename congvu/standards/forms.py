"""What people type about standards. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.queries import PostOnDay
from congvu.standards.actions import Given
from congvu.standards.models import EvaluationCriterion
from congvu.standards.rules import (
    CLAIM_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    ClaimKind,
)
from congvu.ui.fields import choice, day, fill, needed, words


def whole_number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ClaimForm(forms.Form):
    use_required_attribute = False

    kind = needed(choice(gettext_lazy("Hệ thống")))
    reason = words(
        gettext_lazy("Ghi chú, lý do"),
        rows=2,
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chưa đáp ứng thì phải ghi vì sao."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        said = [ClaimKind.DECLARED, ClaimKind.ABSENT]
        names = [(str(one), _(CLAIM_NAMES[one])) for one in said]
        fill(self, "kind", [("", _("Chọn…")), *names])


class WaiverForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Lý do miễn"), rows=2, most=LONGEST_REASON))
    until = needed(day(gettext_lazy("Miễn đến hết ngày")))
    agreed = needed(
        words(
            gettext_lazy("Ai đồng ý"),
            most=LONGEST_LINE,
            help_text=gettext_lazy("Họ tên, chức vụ, hoặc số văn bản."),
        )
    )


class FileCheckForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Tệp kiểm tra"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Tệp chỉ được xem, không lưu lại. Tối đa 20 MB."),
    )


class AddressForm(forms.Form):
    use_required_attribute = False

    address = needed(
        words(
            gettext_lazy("Tên máy chủ"),
            most=200,
            help_text=gettext_lazy("Tên hoặc tên:cổng; chỉ máy chủ được phép."),
        )
    )


class EvaluationForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Đánh giá"), most=LONGEST_NAME))
    need = needed(words(gettext_lazy("Nhu cầu"), rows=4, most=LONGEST_TEXT))


class CriterionForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Tiêu chí"), most=LONGEST_NAME))
    weight = needed(whole_number(gettext_lazy("Trọng số, tổng cộng 100")))
    least = whole_number(gettext_lazy("Điểm tối thiểu, 0 đến 10"))


class OfferForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Phần mềm"), most=LONGEST_NAME))
    vendor = needed(words(gettext_lazy("Bên chào"), most=LONGEST_NAME))
    price = whole_number(gettext_lazy("Giá chào, đồng"))


class ScorerForm(forms.Form):
    use_required_attribute = False

    person = needed(choice(gettext_lazy("Người chấm")))

    def __init__(
        self, *args: Any, people: Sequence[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        named = [(str(pk), name) for pk, name in people]
        fill(self, "person", [("", _("Chọn…")), *named])

    def person_id(self) -> UUID | None:
        text = self.cleaned_data["person"]
        return UUID(text) if text else None


class ScoreForm(forms.Form):
    """Points and what they rest on, for each criterion."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, criteria: Sequence[EvaluationCriterion], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self._criteria = [one.pk for one in criteria]
        for one in criteria:
            told = {"name": one.name}
            points = _("%(name)s: điểm 0 đến 10") % told
            self.fields[f"points-{one.pk}"] = needed(whole_number(points))
            evidence = _("%(name)s: căn cứ") % told
            field = needed(words(evidence, rows=2, most=LONGEST_REASON))
            self.fields[f"evidence-{one.pk}"] = field

    def scores_given(self) -> dict[UUID, Given]:
        data = self.cleaned_data
        return {
            key: Given(data[f"points-{key}"], data[f"evidence-{key}"])
            for key in self._criteria
        }


class RecommendationForm(forms.Form):
    use_required_attribute = False

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
        text = self.cleaned_data["signer"]
        return UUID(text) if text else None
