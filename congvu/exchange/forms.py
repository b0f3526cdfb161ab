"""What people type about papers between agencies and the regulation of sending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import LONGEST_REASON
from congvu.exchange.rules import (
    CHANNEL_NAMES,
    LIMIT_NAMES,
    ON_PAPER_NAMES,
    Channel,
    Limit,
    OnPaper,
    Row,
)
from congvu.outgoing.rules import lines_of
from congvu.ui.fields import choice, day, fill, needed, words


class AskBackForm(forms.Form):
    """Why the issuer wants its paper back."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """The receiver's word; a refusal says why."""

    agreed = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("Đồng ý")), ("no", _("Không đồng ý"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Không đồng ý thì phải ghi lý do."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DayForm(forms.Form):
    """Which day's regulation to show, and what would be offered that day."""

    use_required_attribute = False

    ngay = day(_("Có hiệu lực ngày"))
    loai = choice(_("Loại văn bản"))
    trich_yeu = words(_("Trích yếu"), most=500)
    gui = choice(_("Loại nơi gửi"))
    nhan = choice(_("Loại nơi nhận"))

    def __init__(
        self,
        *args: Any,
        types: Sequence[tuple[str, str]],
        kinds: Sequence[tuple[str, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "loai", [("", gettext("Chọn loại")), *types])
        fill(self, "gui", [("", gettext("mọi nơi gửi")), *kinds])
        fill(self, "nhan", [("", gettext("mọi nơi nhận")), *kinds])


class RegulationForm(forms.Form):
    """One row of the regulation, from a day on."""

    use_required_attribute = False

    key = needed(
        forms.SlugField(
            label=_("Mã"),
            max_length=60,
            required=False,
            help_text=_("Cùng mã với dòng đang có thì thay dòng ấy từ ngày bắt đầu."),
        )
    )
    label = needed(words(_("Nội dung"), most=300))
    types = forms.MultipleChoiceField(label=_("Loại văn bản"), required=False)
    phrases = words(
        _("Trích yếu có"),
        rows=2,
        most=4000,
        help_text=_("Mỗi cụm từ một dòng; để trống là mọi trích yếu."),
    )
    sender = choice(_("Loại nơi gửi"))
    recipient = choice(_("Loại nơi nhận"))
    channels = needed(
        forms.MultipleChoiceField(
            label=_("Đường gửi được dùng"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(c.value, _(name)) for c, name in CHANNEL_NAMES.items()],
        )
    )
    needs_signature = forms.BooleanField(
        label=_("Phải ký số"), required=False, initial=True
    )
    limit = choice(_("Thời hạn"), required=True)
    urgent_limit = choice(_("Thời hạn văn bản khẩn"), required=True)
    on_paper = choice(_("Bản giấy"), required=True)
    valid_from = day(_("Từ ngày"), required=True)
    source = needed(words(_("Căn cứ"), most=300))
    article = words(_("Điều khoản"))

    def __init__(
        self,
        *args: Any,
        types: Sequence[tuple[str, str]],
        kinds: Sequence[tuple[str, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "types", types)
        fill(self, "sender", [("", gettext("mọi nơi gửi")), *kinds])
        fill(self, "recipient", [("", gettext("mọi nơi nhận")), *kinds])
        limits = [(one.value, gettext(name)) for one, name in LIMIT_NAMES.items()]
        fill(self, "limit", limits)
        fill(self, "urgent_limit", limits)
        papers = [(one.value, gettext(name)) for one, name in ON_PAPER_NAMES.items()]
        fill(self, "on_paper", papers)

    def row(self) -> Row:
        data = self.cleaned_data
        return Row(
            key=data["key"],
            label=data["label"],
            types=data["types"],
            phrases=lines_of(data["phrases"]),
            sender=data["sender"],
            recipient=data["recipient"],
            channels=frozenset(Channel(one) for one in data["channels"]),
            needs_signature=data["needs_signature"],
            limit=Limit(data["limit"]),
            urgent_limit=Limit(data["urgent_limit"]),
            on_paper=OnPaper(data["on_paper"]),
            valid_from=data["valid_from"],
            source=data["source"],
            article=data["article"],
        )


class EndForm(forms.Form):
    use_required_attribute = False

    valid_until = day(_("Hết hiệu lực từ ngày"), required=True)


MOST_DAYS = 24 * 31


def month(label: Any, *, required: bool = True) -> forms.DateField:
    """Its first day."""
    wrong = _("Ghi tháng dạng tháng/năm, ví dụ 05/2026.")
    return forms.DateField(
        label=label,
        required=required,
        input_formats=["%m/%Y", "%Y-%m"],
        widget=forms.DateInput(
            format="%m/%Y",
            attrs={"type": "text", "inputmode": "numeric", "autocomplete": "off"},
        ),
        error_messages={"invalid": wrong, "required": wrong},
    )


class MonthForm(forms.Form):
    """Which month and which unit a list is about."""

    use_required_attribute = False

    thang = month(_("Tháng"), required=False)
    don_vi = choice(_("Đơn vị"))

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "don_vi", [("", gettext("mọi đơn vị")), *units])


class DirectoryForm(forms.Form):
    """A name or a code, or the beginning of one."""

    use_required_attribute = False

    q = words(_("Tên hoặc mã"))


class ShareForm(forms.Form):
    """From which month to which; the province's own committee may ask for all."""

    use_required_attribute = False

    tu = month(_("Từ tháng"))
    den = month(_("Đến tháng"))
    tinh = forms.BooleanField(label=_("Mọi cơ quan"), required=False)

    def __init__(self, *args: Any, central: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not central:
            del self.fields["tinh"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("tu"), data.get("den")
        if first and last and first > last:
            self.add_error("den", _("Tháng cuối trước tháng đầu."))
        if first and last and (last - first).days > MOST_DAYS:
            self.add_error("den", _("Xem nhiều nhất 24 tháng một lần."))
        return data
