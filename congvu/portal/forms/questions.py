"""What the office types about questions of people, and about drafts for comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.portal.rules.comments import (
    COMMENT_STATE_NAMES,
    LONGEST_DRAFT,
    LONGEST_SUMMARY,
    TAKEN_NAMES,
    CommentState,
    DraftData,
    GroupData,
)
from congvu.portal.rules.questions import (
    ASK_KIND_NAMES,
    FIELD_NAMES,
    LONGEST_ANSWER,
    LONGEST_REASON,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


class ForwardForm(forms.Form):
    """What it is about, and who answers."""

    kind = choice(gettext_lazy("Loại"), required=True)
    field = needed(choice(gettext_lazy("Lĩnh vực")))
    to = needed(choice(gettext_lazy("Nơi trả lời")))
    text = words(gettext_lazy("Lời chuyển"), rows=2, most=LONGEST_REASON)

    def __init__(
        self, *args: Any, units: Offered, agencies: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", [(k, _(name)) for k, name in ASK_KIND_NAMES.items()])
        fields = [(k, _(name)) for k, name in FIELD_NAMES.items()]
        fill(self, "field", [("", _("Chọn…")), *fields])
        groups: list[Any] = [("", _("Chọn…"))]
        groups.append((_("Đơn vị của cơ quan"), [(str(k), n) for k, n in units]))
        groups.append((_("Cơ quan khác"), [(str(k), n) for k, n in agencies]))
        fill(self, "to", groups)

    def to_id(self) -> UUID | None:
        return UUID(self.cleaned_data["to"]) if self.cleaned_data["to"] else None


class SayForm(forms.Form):
    """Words that a step needs; how many is said."""

    text = needed(words(gettext_lazy("Nội dung"), rows=5, most=LONGEST_REASON))

    def __init__(self, *args: Any, label: str, most: int = 0, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["text"].label = label
        if most:
            self.fields["text"] = needed(words(label, rows=14, most=most))


class AnswerForm(SayForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, label=_("Trả lời"), most=LONGEST_ANSWER, **given)


class PromiseForm(forms.Form):
    promised_on = needed(day(gettext_lazy("Hẹn trả lời ngày")))
    reason = needed(
        words(
            gettext_lazy("Lý do"),
            rows=3,
            most=LONGEST_REASON,
            help_text=gettext_lazy("Người hỏi đọc được lý do này."),
        )
    )


class PublishForm(forms.Form):
    """The words as all may read them."""

    subject = needed(words(gettext_lazy("Tiêu đề"), most=LONGEST_SUBJECT))
    text = needed(words(gettext_lazy("Câu hỏi"), rows=8, most=LONGEST_TEXT))
    answer = needed(words(gettext_lazy("Trả lời"), rows=12, most=LONGEST_ANSWER))
    keep_because = words(
        gettext_lazy("Lý do giữ dữ liệu cá nhân"),
        rows=2,
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chỉ ghi khi phần mềm còn báo và việc nêu là cần."),
    )


class DraftFileForm(forms.Form):
    """The file that is put before people."""

    attached = forms.FileField(
        label=gettext_lazy("Tệp dự thảo"),
        required=True,
        help_text=gettext_lazy("PDF hoặc Word (.docx)."),
        error_messages={"required": gettext_lazy("Chọn tệp.")},
    )


class OpenDraftForm(forms.Form):
    """What is put before people, between which days."""

    source = choice(
        gettext_lazy("Từ dự thảo văn bản đi"),
        help_text=gettext_lazy("Để đối chiếu; người dân đọc những gì ghi dưới đây."),
    )
    title = needed(words(gettext_lazy("Tên dự thảo"), most=500))
    summary = needed(
        words(gettext_lazy("Tóm tắt cho người dân"), rows=4, most=LONGEST_SUMMARY)
    )
    text = needed(words(gettext_lazy("Toàn văn"), rows=16, most=LONGEST_DRAFT))
    basis = words(gettext_lazy("Căn cứ"), most=300)
    keep_because = words(
        gettext_lazy("Lý do giữ dữ liệu cá nhân"),
        rows=2,
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chỉ ghi khi phần mềm còn báo và việc nêu là cần."),
    )
    opens_on = day(gettext_lazy("Mở từ ngày"), required=True)
    closes_on = day(gettext_lazy("Hết ngày"), required=True)
    publishes = forms.BooleanField(
        label=gettext_lazy("Đăng ý kiến sau khi xem"),
        required=False,
        help_text=gettext_lazy("Không chọn thì chỉ tính số ý kiến."),
    )

    def __init__(self, *args: Any, sources: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [(str(pk), label) for pk, label in sources]
        fill(self, "source", [("", _("Không")), *offered])
        self.order_fields([n for n in self.fields if n != "keep_because"])

    def source_id(self) -> UUID | None:
        chosen = self.cleaned_data["source"]
        return UUID(chosen) if chosen else None

    def data_given(self) -> DraftData:
        names = ("title", "summary", "text", "basis", "opens_on", "closes_on")
        data = {name: self.cleaned_data[name] for name in names}
        return DraftData(**data, publishes=self.cleaned_data["publishes"])


class JudgeForm(forms.Form):
    state = choice(gettext_lazy("Xử lý ý kiến"), required=True)
    reason = words(
        gettext_lazy("Lý do không tính, hoặc vì sao đăng dữ liệu cá nhân"),
        rows=2,
        most=LONGEST_REASON,
    )

    def __init__(self, *args: Any, publishes: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [s for s in CommentState if s != CommentState.NEW]
        if not publishes:
            offered.remove(CommentState.SHOWN)
        fill(self, "state", [(s, _(COMMENT_STATE_NAMES[s])) for s in offered])


class GroupForm(forms.Form):
    said = needed(words(gettext_lazy("Nội dung góp ý"), rows=4, most=LONGEST_SUMMARY))
    count = forms.IntegerField(
        label=gettext_lazy("Số ý kiến"), min_value=1, max_value=1_000_000
    )
    taken = choice(gettext_lazy("Kết quả"), required=True)
    answer = needed(
        words(gettext_lazy("Tiếp thu, giải trình"), rows=4, most=LONGEST_SUMMARY)
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "taken", [(k, _(name)) for k, name in TAKEN_NAMES.items()])

    def data_given(self) -> GroupData:
        data = self.cleaned_data
        return GroupData(data["said"], data["count"], data["taken"], data["answer"])


class SummaryForm(forms.Form):
    remark = words(gettext_lazy("Nhận xét chung"), rows=4, most=LONGEST_SUMMARY)
