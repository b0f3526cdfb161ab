"""What people type about inspections. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.duties.queries import Body
from congvu.inspections.actions import EvidenceGiven
from congvu.inspections.models import (
    Checklist,
    Finding,
    Inspection,
    InspectionPlan,
)
from congvu.inspections.rules import (
    ABOUT_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_RECOMMENDED,
    LONGEST_TEXT,
    VERDICT_NAMES,
    WAYS,
    About,
    DecisionData,
    EvidenceThing,
    FindingData,
    InspectionData,
    RecommendationData,
    Step,
    TeamRole,
)
from congvu.ui.fields import DAYS, choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _several(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )


def _offer(form: forms.Form, name: str, offered: Offered, none: str) -> None:
    chosen = [(str(pk), label) for pk, label in offered]
    fill(form, name, [("", none), *chosen])


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


class YearForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=1945, max_value=2200)


class LineForm(forms.Form):
    """A paper of one's own agency that was issued."""

    line = needed(choice(gettext_lazy("Văn bản đã phát hành")))

    def __init__(self, *args: Any, lines: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "line", lines, _("Chọn…"))

    def line_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["line"])


class SignerForm(forms.Form):
    """Who signs the paper that is begun."""

    signer = choice(gettext_lazy("Người ký"), required=True)
    signing_basis = words(
        gettext_lazy("Căn cứ ký"),
        most=300,
        help_text=gettext_lazy("Khi ký thừa lệnh, thừa ủy quyền."),
    )

    def __init__(self, *args: Any, signers: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "signer", signers, _("Chọn…"))

    def signer_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["signer"])


class AddForm(forms.Form):
    """One inspection: in a plan, or outside every plan with a reason."""

    plan = choice(gettext_lazy("Kế hoạch"))
    unplanned_because = words(
        gettext_lazy("Lý do đột xuất"),
        rows=2,
        most=LONGEST_REASON,
        help_text=gettext_lazy("Chỉ ghi khi kiểm tra ngoài kế hoạch."),
    )
    body = needed(choice(gettext_lazy("Cơ quan được kiểm tra"), required=True))
    about = choice(gettext_lazy("Kiểm tra"), required=True)
    directive = choice(gettext_lazy("Văn bản chỉ đạo"))
    subject = needed(
        words(gettext_lazy("Nội dung kiểm tra"), rows=2, most=LONGEST_LINE)
    )
    planned_from = day(gettext_lazy("Dự kiến từ ngày"), required=True)
    planned_until = day(gettext_lazy("Đến ngày"), required=True)
    earlier = choice(gettext_lazy("Kiểm tra lại cuộc"))

    def __init__(
        self,
        *args: Any,
        plans: Collection[InspectionPlan],
        bodies: Collection[Body],
        directives: Offered,
        earlier: Collection[Inspection],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        open_plans = [(p.id, _("năm %(year)s") % {"year": p.year}) for p in plans]
        _offer(self, "plan", open_plans, _("Ngoài kế hoạch (đột xuất)"))
        _offer(self, "body", [(b.id, b.name) for b in bodies], _("Chọn…"))
        fill(self, "about", [(key, _(name)) for key, name in ABOUT_NAMES.items()])
        _offer(self, "directive", directives, _("Không"))
        if not directives:
            del self.fields["directive"]
        named = [(i.id, f"{i.body_name}: {i.subject}") for i in earlier]
        _offer(self, "earlier", named, _("Không"))
        if not named:
            del self.fields["earlier"]

    def data_given(self) -> InspectionData:
        data = self.cleaned_data
        return InspectionData(
            body_id=UUID(data["body"]),
            about=About(data["about"]),
            subject=data["subject"],
            planned_from=data["planned_from"],
            planned_until=data["planned_until"],
            unplanned_because=data["unplanned_because"],
        )

    def chosen(self, name: str) -> UUID | None:
        return _uuid(self.cleaned_data.get(name, ""))


class TeamForm(forms.Form):
    head = needed(choice(gettext_lazy("Trưởng đoàn")))
    secretary = choice(gettext_lazy("Thư ký"))
    members = _several(gettext_lazy("Thành viên"))

    def __init__(self, *args: Any, posts: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "head", posts, _("Chọn…"))
        _offer(self, "secretary", posts, _("Không"))
        fill(self, "members", [(str(pk), label) for pk, label in posts])

    def team(self) -> dict[UUID, TeamRole]:
        """Whoever leads or writes is no plain member beside it."""
        data = self.cleaned_data
        found = {UUID(pk): TeamRole.MEMBER for pk in data["members"]}
        if data["secretary"]:
            found[UUID(data["secretary"])] = TeamRole.SECRETARY
        if data["head"]:
            found[UUID(data["head"])] = TeamRole.HEAD
        return found


class _Days(forms.CharField):
    """Several days in one line, each as people write it."""

    def clean(self, value: Any) -> list[date]:
        text = super().clean(value)
        one = forms.DateField(
            input_formats=DAYS,
            error_messages={
                "invalid": gettext_lazy("Ngày chưa đúng. Ví dụ: 14/11/2024.")
            },
        )
        return [one.clean(x.strip()) for x in text.replace(";", ",").split(",") if x]


class DecideForm(LineForm):
    """The decision's own days; nothing here is counted by any rule of law."""

    period_from = day(gettext_lazy("Thời kỳ kiểm tra từ"), required=True)
    period_until = day(gettext_lazy("Thời kỳ kiểm tra đến"), required=True)
    starts_on = day(gettext_lazy("Kiểm tra từ ngày"), required=True)
    ends_on = day(gettext_lazy("Kiểm tra đến ngày"), required=True)
    visit_days = _Days(
        label=gettext_lazy("Ngày làm việc tại nơi"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy; không vào ngày nghỉ."),
    )
    report_wanted = words(
        gettext_lazy("Báo cáo, tài liệu cần nộp"), rows=3, most=LONGEST_TEXT
    )
    report_due_on = day(gettext_lazy("Hạn nộp"))
    checklist = choice(gettext_lazy("Bảng câu hỏi"))

    def __init__(
        self, *args: Any, checklists: Collection[Checklist], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        named = [(c.id, c.title) for c in checklists]
        _offer(self, "checklist", named, _("Không"))

    def data_given(self) -> DecisionData:
        data = self.cleaned_data
        names = ("period_from", "period_until", "starts_on", "ends_on")
        return DecisionData(
            **{name: data[name] for name in names},
            visit_days=tuple(data["visit_days"]),
            report_due_on=data["report_due_on"],
            report_wanted=data["report_wanted"],
        )

    def checklist_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["checklist"])


class StepForm(forms.Form):
    """A word where the step needs one; the last day to explain."""

    text = words(gettext_lazy("Ghi chú"), rows=3, most=LONGEST_REASON)
    until = day(gettext_lazy("Giải trình đến hết ngày"))

    def __init__(self, *args: Any, step: Step, **given: Any) -> None:
        super().__init__(*args, **given)
        if WAYS[step].needs_words:
            self.fields["text"].label = gettext_lazy("Lý do")
            needed(self.fields["text"])
        if step == Step.ASK_EXPLANATION:
            needed(self.fields["until"])
        else:
            del self.fields["until"]
        if step == Step.FOLLOW:
            del self.fields["text"]

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"text": data.get("text", ""), "until": data.get("until")}


class AskForm(forms.Form):
    text = needed(
        words(gettext_lazy("Báo cáo, tài liệu cần nộp"), rows=3, most=LONGEST_TEXT)
    )
    due_on = needed(day(gettext_lazy("Hạn nộp")))


class AnswerForm(forms.Form):
    text = needed(words(gettext_lazy("Trả lời"), rows=4, most=LONGEST_TEXT))
    letter = choice(gettext_lazy("Văn bản đã gửi kèm"))

    def __init__(self, *args: Any, letters: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "letter", letters, _("Không"))

    def letter_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["letter"])


class ExplainForm(forms.Form):
    text = needed(words(gettext_lazy("Giải trình"), rows=5, most=LONGEST_TEXT))


class FindingForm(forms.Form):
    """What was seen; short enough to be filled under a thumb at the visit."""

    question = choice(gettext_lazy("Câu hỏi"))
    seen = needed(words(gettext_lazy("Điều đã thấy"), rows=4, most=LONGEST_TEXT))
    verdict = forms.ChoiceField(
        label=gettext_lazy("Đánh giá"), required=False, widget=forms.RadioSelect
    )
    criterion = words(gettext_lazy("Quy định"), most=LONGEST_LINE)
    clause = words(gettext_lazy("Điều, khoản"), most=LONGEST_LINE)
    papers = _several(gettext_lazy("Bằng chứng: nhiệm vụ, văn bản, hồ sơ"))
    figure = forms.DecimalField(
        label=gettext_lazy("Bằng chứng: số liệu"),
        required=False,
        max_digits=18,
        decimal_places=4,
    )
    figure_label = words(gettext_lazy("Số liệu này là gì"), most=LONGEST_LINE)

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Sequence[str]],
        offered: Sequence[tuple[EvidenceThing, UUID, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        asked = [(str(n), f"{n}. {one[0]}") for n, one in enumerate(questions, 1)]
        fill(self, "question", [("", _("Ngoài bảng câu hỏi")), *asked])
        if not asked:
            del self.fields["question"]
        named = [(str(key), _(name)) for key, name in VERDICT_NAMES.items()]
        fill(self, "verdict", [("", _("chưa đánh giá")), *named])
        fill(self, "papers", [(f"{kind}:{pk}", label) for kind, pk, label in offered])
        if not offered:
            del self.fields["papers"]

    def data_given(self) -> FindingData:
        data = self.cleaned_data
        question = data.get("question", "")
        return FindingData(
            seen=data["seen"],
            criterion=data["criterion"],
            clause=data["clause"],
            verdict=data["verdict"],
            question=int(question) if question else None,
        )

    def evidence(self) -> list[EvidenceGiven]:
        data, found = self.cleaned_data, []
        for value in data.get("papers", []):
            kind, _colon, pk = value.partition(":")
            found.append(EvidenceGiven(EvidenceThing(kind), UUID(pk)))
        if data["figure"] is not None or data["figure_label"]:
            found.append(
                EvidenceGiven(
                    EvidenceThing.FIGURE, None, data["figure_label"], data["figure"]
                )
            )
        return found


class RecommendForm(forms.Form):
    text = needed(words(gettext_lazy("Kiến nghị"), rows=3, most=LONGEST_RECOMMENDED))
    desk_id = needed(choice(gettext_lazy("Nơi thực hiện")))
    deadline = needed(day(gettext_lazy("Hạn")))
    finding = choice(gettext_lazy("Từ phát hiện"))

    def __init__(
        self,
        *args: Any,
        desks: Offered,
        findings: Collection[Finding],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        _offer(self, "desk_id", desks, _("Chọn…"))
        named = [(f.id, f"{f.number}. {f.seen[:80]}") for f in findings]
        _offer(self, "finding", named, _("Không"))

    def data_given(self) -> RecommendationData:
        data = self.cleaned_data
        return RecommendationData(
            data["text"], _uuid(data["desk_id"]), data["deadline"]
        )

    def finding_id(self) -> UUID | None:
        return _uuid(self.cleaned_data["finding"])


class ChecklistForm(forms.Form):
    title = needed(words(gettext_lazy("Tên bảng"), most=LONGEST_LINE))
    questions = needed(
        words(
            gettext_lazy("Câu hỏi"),
            rows=10,
            most=100_000,
            help_text=gettext_lazy(
                "Mỗi dòng một câu; sau dấu | là điều, khoản của câu ấy."
            ),
        )
    )


class ConflictForm(forms.Form):
    body = needed(choice(gettext_lazy("Cơ quan"), required=True))
    because = needed(
        words(
            gettext_lazy("Điều có thể ảnh hưởng"),
            rows=2,
            most=LONGEST_REASON,
            help_text=gettext_lazy("Ví dụ: vợ, chồng, anh em làm việc ở đó."),
        )
    )

    def __init__(self, *args: Any, bodies: Mapping[UUID, str], **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "body", list(bodies.items()), _("Chọn…"))
