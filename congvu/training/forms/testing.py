"""Questions of a bank, by hand and from a file; a test of a class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.training.actions import TestData
from congvu.training.forms.offering import moment, named, number
from congvu.training.rules.questions import (
    KIND_NAMES,
    LONGEST_STEM,
    LONGEST_TOPIC,
    Asked,
    QuestionKind,
    asked_from_lines,
)
from congvu.training.rules.words import LONGEST_NAME
from congvu.ui.fields import choice, fill, needed, words

LARGEST_GIFT = 1_000_000


def _topic() -> forms.CharField:
    return words(gettext_lazy("Chủ đề"), most=LONGEST_TOPIC)


class QuestionForm(forms.Form):
    use_required_attribute = False

    topic = needed(_topic())
    kind = needed(choice(gettext_lazy("Loại câu hỏi")))
    stem = needed(words(gettext_lazy("Câu hỏi"), rows=3, most=LONGEST_STEM))
    choices = needed(
        words(
            gettext_lazy("Phương án, mỗi dòng một phương án"),
            rows=6,
            most=10_000,
            strip=False,
            help_text=gettext_lazy(
                "Dấu * trước phương án đúng. Ghép cặp: vế trái -> vế phải. Trả lời "
                "ngắn: mỗi dòng một câu được chấp nhận. Đúng hay sai: ghi Đúng hoặc "
                "Sai."
            ),
        )
    )
    points = needed(number(gettext_lazy("Điểm")))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", named(KIND_NAMES.items()))

    def asked(self) -> Asked:
        given = self.cleaned_data
        kind = QuestionKind(given["kind"] or QuestionKind.SINGLE)
        return asked_from_lines(
            kind, given["stem"], given["choices"], given["points"] or 0
        )


class GiftForm(forms.Form):
    """The file's text comes back in ``text``, so that it need not be chosen twice."""

    use_required_attribute = False

    topic = needed(
        words(
            gettext_lazy("Chủ đề"),
            most=LONGEST_TOPIC,
            help_text=gettext_lazy(
                "Của câu hỏi không nằm trong $CATEGORY nào của tệp."
            ),
        )
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp GIFT"),
        required=False,
        help_text=gettext_lazy("Tệp chữ UTF-8, xuất từ Moodle hoặc tự soạn."),
    )
    text = words(gettext_lazy("Nội dung"), rows=10, most=LARGEST_GIFT, strip=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        sent = given.get("file")
        if sent is None:
            return given
        if sent.size > LARGEST_GIFT:
            self.add_error("file", _("Tệp lớn nhất 1 MB."))
            return given
        try:
            given["text"] = sent.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("Tệp không phải là chữ UTF-8."))
        return given


class GradesForm(forms.Form):
    use_required_attribute = False

    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp bảng điểm"),
            required=False,
            help_text=gettext_lazy(
                "Xuất từ Moodle: .csv, .xlsx hoặc .ods, có cột địa chỉ thư hoặc "
                "mã số, và cột tổng điểm của khóa học."
            ),
        )
    )
    most = needed(number(gettext_lazy("Điểm tối đa của khóa trên Moodle")))
    pass_percent = needed(number(gettext_lazy("Đạt từ (%)")))

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given is None:
            raise forms.ValidationError(_("Chọn tệp bảng điểm."))
        return given


class TestForm(forms.Form):
    """``topics``: topic → how many questions there are."""

    __test__ = False
    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên bài kiểm tra"), most=LONGEST_NAME))
    opens_at = needed(moment(gettext_lazy("Mở lúc")))
    closes_at = needed(moment(gettext_lazy("Đóng lúc")))
    minutes = needed(number(gettext_lazy("Số phút làm bài")))
    pass_percent = needed(number(gettext_lazy("Đạt từ (%)")))
    tries = needed(number(gettext_lazy("Số lần được làm")))
    rest_hours = number(
        gettext_lazy("Làm lại sau (giờ)"),
        help_text=gettext_lazy("Tính từ lúc nộp lần trước; 0: làm lại ngay."),
    )

    def __init__(self, *args: Any, topics: Mapping[str, int], **given: Any) -> None:
        super().__init__(*args, **given)
        self.topics = list(topics)
        for at, (topic, there) in enumerate(topics.items()):
            label = _("Số câu về: %(topic)s") % {"topic": topic}
            told = _("Ngân hàng có %(there)s câu.") % {"there": there}
            self.fields[f"part{at}"] = number(label, help_text=told)

    def data_given(self) -> TestData:
        given = dict(self.cleaned_data)
        counts = [given.pop(f"part{at}") or 0 for at in range(len(self.topics))]
        parts = {
            topic: count
            for topic, count in zip(self.topics, counts, strict=True)
            if count
        }
        return TestData(**given, parts=parts)
