"""What people type about personal data. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.queries import PostOnDay
from congvu.privacy.actions import ProcessingData, RequestData
from congvu.privacy.rules import (
    ASSESSMENT_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    WISH_NAMES,
    Assessment,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]
_MOMENTS = ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=_MOMENTS,
        error_messages={"invalid": gettext_lazy("Ghi như 22:00 28/11/2026.")},
        widget=forms.DateTimeInput(
            format="%H:%M %d/%m/%Y",
            attrs={
                "autocomplete": "off",
                "placeholder": gettext_lazy("giờ:phút ngày/tháng/năm"),
            },
        ),
    )


def _named(names: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    return [("", _("Chọn…")), *((str(key), _(label)) for key, label in names)]


def _chosen(form: forms.Form, name: str) -> UUID | None:
    text = form.cleaned_data[name]
    return UUID(text) if text else None


class ProcessingForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Hoạt động xử lý"), most=LONGEST_NAME))
    purpose = needed(words(gettext_lazy("Mục đích"), rows=2, most=LONGEST_TEXT))
    basis = needed(words(gettext_lazy("Căn cứ pháp lý"), rows=2, most=LONGEST_TEXT))
    basic = needed(words(gettext_lazy("Dữ liệu cơ bản"), rows=2, most=LONGEST_TEXT))
    sensitive = words(
        gettext_lazy("Dữ liệu nhạy cảm"),
        rows=2,
        most=LONGEST_TEXT,
        help_text=gettext_lazy("Sức khỏe, sinh trắc học, vị trí, tài chính…"),
    )
    subjects = needed(words(gettext_lazy("Của những ai"), most=LONGEST_REASON))
    count = forms.IntegerField(
        label=gettext_lazy("Khoảng bao nhiêu người"),
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
    )
    recipients = words(gettext_lazy("Ai nhận"), rows=2, most=LONGEST_TEXT)
    abroad = words(
        gettext_lazy("Chuyển ra nước ngoài"),
        rows=2,
        most=LONGEST_TEXT,
        help_text=gettext_lazy("Tới đâu, vì sao. Không chuyển thì để trống."),
    )
    kept = needed(words(gettext_lazy("Lưu bao lâu"), most=LONGEST_REASON))
    officer = needed(
        words(gettext_lazy("Người hoặc đơn vị bảo vệ dữ liệu"), most=LONGEST_NAME)
    )
    system_id = choice(gettext_lazy("Trên hệ thống"))
    started_on = needed(day(gettext_lazy("Bắt đầu xử lý")))

    def __init__(self, *args: Any, systems: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "system_id", _named((str(pk), name) for pk, name in systems))

    def data_given(self) -> ProcessingData:
        data = {**self.cleaned_data, "system_id": _chosen(self, "system_id")}
        return ProcessingData(**data)


class AssessForm(forms.Form):
    use_required_attribute = False

    assessment = needed(choice(gettext_lazy("Hồ sơ đánh giá tác động")))
    on = needed(day(gettext_lazy("Ngày")))
    record = needed(
        words(
            gettext_lazy("Số hồ sơ, hoặc vì sao được miễn"),
            rows=2,
            most=LONGEST_REASON,
        )
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        judged = [(k, v) for k, v in ASSESSMENT_NAMES.items() if k != Assessment.OWED]
        fill(self, "assessment", _named(judged))


class EndForm(forms.Form):
    use_required_attribute = False

    on = needed(day(gettext_lazy("Chấm dứt ngày")))
    reason = needed(
        words(
            gettext_lazy("Vì sao, dữ liệu đã xóa hay chuyển đi đâu"),
            rows=2,
            most=LONGEST_REASON,
        )
    )


class RequestForm(forms.Form):
    use_required_attribute = False

    person = needed(words(gettext_lazy("Người yêu cầu"), most=LONGEST_LINE))
    contact = needed(
        words(
            gettext_lazy("Liên hệ"),
            most=LONGEST_LINE,
            help_text=gettext_lazy("Địa chỉ, điện thoại hoặc thư để trả lời."),
        )
    )
    wish = needed(choice(gettext_lazy("Yêu cầu gì")))
    text = needed(words(gettext_lazy("Nội dung"), rows=4, most=LONGEST_TEXT))
    asked_on = needed(day(gettext_lazy("Nhận ngày")))
    processing_id = choice(gettext_lazy("Về hoạt động xử lý"))

    def __init__(self, *args: Any, processing: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "wish", _named(WISH_NAMES.items()))
        fill(self, "processing_id", _named((str(pk), name) for pk, name in processing))

    def data_given(self) -> RequestData:
        data = {**self.cleaned_data, "processing_id": _chosen(self, "processing_id")}
        return RequestData(**data)


class TermForm(forms.Form):
    use_required_attribute = False

    term = needed(choice(gettext_lazy("Thời hạn")))
    reason = needed(
        words(gettext_lazy("Vì sao thời hạn ấy"), rows=2, most=LONGEST_REASON)
    )

    def __init__(
        self, *args: Any, terms: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "term", _named(terms))


class FirstForm(forms.Form):
    use_required_attribute = False

    told_at = needed(_moment(gettext_lazy("Đã trả lời lúc")))
    how = needed(
        words(gettext_lazy("Số văn bản, cách báo"), rows=2, most=LONGEST_REASON)
    )


class AnswerForm(forms.Form):
    use_required_attribute = False

    outcome = needed(words(gettext_lazy("Kết quả"), rows=3, most=LONGEST_REASON))
    record = needed(words(gettext_lazy("Số văn bản, cách báo"), most=LONGEST_REASON))
    told_at = needed(_moment(gettext_lazy("Đã báo lúc")))


class RefusalForm(forms.Form):
    use_required_attribute = False

    outcome = needed(words(gettext_lazy("Lý do từ chối"), rows=3, most=LONGEST_REASON))
    record = needed(words(gettext_lazy("Số văn bản, cách báo"), most=LONGEST_REASON))
    told_at = needed(_moment(gettext_lazy("Đã báo lúc")))


class ComposeForm(forms.Form):
    """What the paper says and who signs it."""

    use_required_attribute = False

    text = words(
        gettext_lazy("Nội dung trả lời"),
        rows=5,
        most=LONGEST_TEXT,
        help_text=gettext_lazy("Có thể để trống, viết tiếp trong dự thảo."),
    )
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
        return _chosen(self, "signer")
