"""What people type about reports. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.organisations.models import AgencyKind
from congvu.reporting.models import ReportForm
from congvu.reporting.queries import Body
from congvu.reporting.rules import (
    KIND_NAMES,
    LONGEST_BASIS,
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_DAYS,
    NO,
    RHYTHM_NAMES,
    YES,
    AnswerFault,
    Column,
    FormData,
    Kind,
    Question,
    ReportPeriod,
    Rhythm,
    number_of,
    written,
)
from congvu.ui.fields import choice, day, fill, needed, words

_KINDS = (AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE)
_NUMBER_MARK = "số"


def _several(label: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
        **more,
    )


class _Figure(forms.CharField):
    """A number as people here write it, or nothing."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = number_of(text)
        if number is None:
            raise forms.ValidationError(_("Ghi một số, ví dụ 1.234 hoặc 12,5."))
        return number


def _figure(label: Any, **more: Any) -> _Figure:
    box = forms.TextInput({"inputmode": "decimal"})
    return _Figure(label=label, required=False, max_length=30, widget=box, **more)


def _days(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_DAYS, initial=initial
    )


class FormForm(forms.Form):
    """A form of a report: what it is for, how often, by when, who answers."""

    name = needed(words(gettext_lazy("Tên biểu mẫu"), most=LONGEST_NAME))
    basis = needed(
        words(
            gettext_lazy("Căn cứ"),
            most=LONGEST_BASIS,
            help_text=gettext_lazy("Văn bản, điều khoản yêu cầu báo cáo này."),
        )
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Chu kỳ"),
        choices=[(k, v) for k, v in RHYTHM_NAMES.items()],
        initial=Rhythm.QUARTER,
    )
    closing_day = forms.IntegerField(
        label=gettext_lazy("Ngày chốt số liệu"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=gettext_lazy(
            "Ngày của tháng cuối kỳ, nếu căn cứ ở trên ghi khác quy định chung."
        ),
    )
    due_days = _days(gettext_lazy("Nộp sau ngày chốt (ngày làm việc)"), 3)
    lead_days = _days(gettext_lazy("Gửi trước ngày chốt (ngày làm việc)"), 10)
    begins_itself = forms.BooleanField(
        label=gettext_lazy("Tự gửi mỗi kỳ"), required=False
    )
    kinds = _several(gettext_lazy("Nơi phải báo cáo: cả nhóm"))
    bodies = needed(_several(gettext_lazy("Nơi phải báo cáo: chọn từng nơi")))
    note = words(gettext_lazy("Hướng dẫn điền"), rows=3, most=LONGEST_NOTE)
    duty = choice(gettext_lazy("Phục vụ nhiệm vụ"))

    def __init__(
        self,
        *args: Any,
        offered: Iterable[Body],
        duties: Iterable[tuple[UUID, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        bodies = list(offered)
        counts = {kind: sum(b.kind == kind for b in bodies) for kind in _KINDS}
        labels = dict(AgencyKind.choices)
        kinds = [(k, _("Mọi %(kind)s") % {"kind": labels[k]} + f" ({n})")
                 for k, n in counts.items() if n]  # fmt: skip
        fill(self, "kinds", kinds)
        if not kinds:
            del self.fields["kinds"]
        own = _("%(name)s (đơn vị của cơ quan)")
        named = {b.id: own % {"name": b.name} if b.is_unit else b.name for b in bodies}
        fill(self, "bodies", [(str(pk), name) for pk, name in named.items()])
        served = [(str(pk), title) for pk, title in duties]
        fill(self, "duty", [("", _("Không")), *served])

    @classmethod
    def of(cls, form: ReportForm) -> dict[str, Any]:
        """What a form says now, as the first thing to see."""
        rows = list(form.recipients.all())
        names = ("name", "basis", "rhythm", "closing_day", "due_days", "lead_days")
        return {
            **{name: getattr(form, name) for name in (*names, "begins_itself", "note")},
            "kinds": [row.kind for row in rows if row.kind],
            "bodies": [
                str(row.agency_id or row.unit_id) for row in rows if not row.kind
            ],
            "duty": str(form.duty_id or ""),
        }

    def data_given(self) -> FormData:
        data = self.cleaned_data
        names = ("name", "basis", "note", "closing_day", "due_days", "lead_days")
        return FormData(
            **{name: data[name] for name in (*names, "begins_itself")},
            rhythm=Rhythm(data["rhythm"]),
            kinds=tuple(data.get("kinds", ())),
            bodies=tuple(UUID(x) for x in data["bodies"]),
            duty_id=UUID(data["duty"]) if data["duty"] else None,
        )


class QuestionForm(forms.Form):
    """One question; what belongs to other kinds is left empty."""

    label = needed(words(gettext_lazy("Câu hỏi"), rows=2, most=LONGEST_LABEL))
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=[(k, v) for k, v in KIND_NAMES.items()]
    )
    required = forms.BooleanField(
        label=gettext_lazy("Bắt buộc trả lời"), required=False
    )
    help = words(gettext_lazy("Giải thích cho người điền"), most=500)
    unit = words(
        gettext_lazy("Đơn vị tính"),
        most=40,
        help_text=gettext_lazy("Câu hỏi về số. Ví dụ: máy, văn bản, triệu đồng"),
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Chữ số sau dấu phẩy"),
        min_value=0,
        max_value=4,
        initial=0,
        required=False,
    )
    least = _figure(gettext_lazy("Không nhỏ hơn"))
    most = _figure(gettext_lazy("Không lớn hơn"))
    sums = _several(gettext_lazy("Phải bằng tổng của"))
    swing = _figure(
        gettext_lazy("Lệch kỳ trước quá (%) thì phải giải trình"),
    )
    indicator = choice(gettext_lazy("Số liệu đo được của phần mềm đặt bên cạnh"))
    part = choice(gettext_lazy("Tỷ lệ: tử số"))
    whole = choice(gettext_lazy("Tỷ lệ: mẫu số"))
    options = words(
        gettext_lazy("Chọn một: các lựa chọn"),
        rows=3,
        most=4000,
        help_text=gettext_lazy("Mỗi dòng một lựa chọn."),
    )
    columns = words(
        gettext_lazy("Bảng nhỏ: các cột"),
        rows=3,
        most=2000,
        help_text=gettext_lazy(
            "Mỗi dòng một cột; cột số để cộng thì ghi thêm “| số”. Ví dụ: Số máy | số"
        ),
    )

    def __init__(
        self,
        *args: Any,
        others: Sequence[Question],
        indicators: Iterable[tuple[str, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        numbers = [(q.key, q.label) for q in others if q.kind == Kind.NUMBER]
        if numbers:
            fill(self, "sums", numbers)
        else:
            del self.fields["sums"]
        for name in ("part", "whole"):
            fill(self, name, [("", "–"), *numbers])
        fill(self, "indicator", [("", _("Không")), *indicators])

    @classmethod
    def of(cls, question: Question) -> dict[str, Any]:
        names = ("label", "kind", "required", "help", "unit", "decimals", "part")
        figures = {
            name: written(value)
            for name in ("least", "most", "swing")
            if (value := getattr(question, name)) is not None
        }
        columns = [
            f"{c.name} | {_NUMBER_MARK}" if c.is_number else c.name
            for c in question.columns
        ]
        return {
            **{name: getattr(question, name) for name in (*names, "whole")},
            **figures,
            "indicator": question.indicator,
            "sums": list(question.sums),
            "options": "\n".join(question.options),
            "columns": "\n".join(columns),
        }

    def question(self, key: str) -> Question:
        data = self.cleaned_data
        lines = [line.strip() for line in data["options"].splitlines()]
        names = ("label", "required", "help", "unit", "least", "most", "swing")
        return Question(
            key=key,
            kind=Kind(data["kind"]),
            decimals=data["decimals"] or 0,
            sums=tuple(data.get("sums", ())),
            options=tuple(line for line in lines if line),
            columns=tuple(_columns(data["columns"])),
            **{name: data[name] for name in (*names, "part", "whole", "indicator")},
        )


def _columns(text: str) -> Iterable[Column]:
    for line in text.splitlines():
        name, _mark, kind = line.partition("|")
        if name.strip():
            yield Column(name.strip(), kind.strip().lower() in (_NUMBER_MARK, "so"))


class SendForm(forms.Form):
    """One period; its days come from the form and the rule unless said otherwise."""

    period = forms.ChoiceField(label=gettext_lazy("Kỳ báo cáo"))
    due_on = day(gettext_lazy("Hạn nộp khác"))
    note = words(gettext_lazy("Lời dặn"), rows=3, most=LONGEST_NOTE)

    def __init__(
        self, *args: Any, periods: Sequence[tuple[ReportPeriod, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        choices = [(period.start.isoformat(), said) for period, said in periods]
        fill(self, "period", choices)

    def period_chosen(self) -> date:
        return date.fromisoformat(self.cleaned_data["period"])


class UrgeForm(forms.Form):
    text = words(gettext_lazy("Lời đôn đốc"), rows=2, most=500)


class LetterForm(forms.Form):
    """Whom a letter urges, and who will sign it."""

    agency = choice(gettext_lazy("Kính gửi"), required=True)
    signer = choice(gettext_lazy("Người ký"), required=True)
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        help_text=gettext_lazy("Chỉ khi người ký không phải lãnh đạo."),
    )

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[UUID, str, int]],
        signers: Sequence[tuple[UUID, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "agency", [(str(pk), f"{name} ({n})") for pk, name, n in agencies])
        fill(self, "signer", [(str(pk), name) for pk, name in signers])


class ReasonForm(forms.Form):
    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=1000))


class AcceptForm(forms.Form):
    text = words(gettext_lazy("Lời nhắn"), rows=2, most=1000)


class SubmitForm(forms.Form):
    text = words(
        gettext_lazy("Giải trình"),
        rows=3,
        most=LONGEST_NOTE,
        help_text=gettext_lazy("Cần khi có số liệu lệch nhiều so với kỳ trước."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class LoadForm(forms.Form):
    sheet = needed(
        forms.FileField(
            label=gettext_lazy("Biểu mẫu đã điền"),
            required=False,
            allow_empty_file=True,
            widget=forms.ClearableFileInput({"accept": ".xlsx,.ods,.csv"}),
        )
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


# -- the answers themselves


class AnswersForm(forms.Form):
    """A field for each question that is one; tables stand beside it. Whatever was
    typed is taken as it is: what is wrong with it is said, never dropped.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        answers: Mapping[str, Any],
        *,
        evidence: Sequence[tuple[str, str]] = (),
    ) -> None:
        data: dict[str, Any] = {}
        for question in questions:
            typed = answers.get(question.key, "")
            if question.kind == Kind.EVIDENCE:
                typed = [_pointed(one) for one in typed or ()]
            data[question.key] = typed
        super().__init__(data)
        for question in questions:
            typed = answers.get(question.key)
            if question.kind == Kind.EVIDENCE:
                self.fields[question.key] = _evidence(question, typed or (), evidence)
            elif question.is_typed and question.kind != Kind.ROWS:
                self.fields[question.key] = _field(question, str(typed or ""))

    def tell(self, faults: Iterable[AnswerFault]) -> None:
        """What is wrong, at its field."""
        self.full_clean()
        for fault in faults:
            if fault.key in self.fields and fault.row is None:
                self.add_error(fault.key, _(fault.words) % fault.named)


def _field(question: Question, typed: str) -> forms.Field:
    unit = f" ({question.unit})" if question.unit else ""
    common: dict[str, Any] = {
        "label": question.label + unit,
        "help_text": question.help,
        "required": False,
    }
    if question.kind in (Kind.YES_NO, Kind.CHOICE):
        offered = question.options or (YES, NO)
        choices = [(o, o) for o in offered]
        if typed and typed not in offered:
            choices.append((typed, typed))
        found: forms.Field = forms.ChoiceField(
            choices=[("", "–"), *choices], widget=forms.Select, **common
        )
    elif question.kind == Kind.TEXT:
        found = forms.CharField(widget=forms.Textarea({"rows": 3}), **common)
    else:
        mode = "decimal" if question.kind == Kind.NUMBER else "numeric"
        box = forms.TextInput({"inputmode": mode, "autocomplete": "off"})
        found = forms.CharField(widget=box, **common)
    return needed(found) if question.required else found


def _evidence(
    question: Question,
    typed: Sequence[Mapping[str, str]],
    offered: Sequence[tuple[str, str]],
) -> forms.Field:
    chosen = [(_pointed(one), str(one["label"])) for one in typed]
    more = [(v, w) for v, w in offered if v not in dict(chosen)]
    found = _several(question.label, help_text=question.help)
    found.choices = [*chosen, *more]
    return needed(found) if question.required else found


def _pointed(one: Any) -> str:
    return f"{one['kind']}:{one['id']}" if isinstance(one, Mapping) else str(one)


def answers_posted(questions: Sequence[Question], data: QueryDict) -> dict[str, Any]:
    """All that a page sent, by key; a table's cells lie by column."""
    found: dict[str, Any] = {}
    for question in questions:
        key = question.key
        if question.kind == Kind.ROWS:
            columns = [
                data.getlist(f"{key}.{at}") for at in range(len(question.columns))
            ]
            found[key] = [list(row) for row in zip(*columns, strict=False)]
        elif question.kind == Kind.EVIDENCE:
            found[key] = data.getlist(key)
        elif question.is_typed and key in data:
            found[key] = data[key]
    return found


@dataclass(frozen=True)
class Grid:
    """A small table to type in: rows of (name, text, fault), a few empty ones below."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[tuple[str, str, str]]]


def grid_of(
    question: Question, typed: Any, faults: Sequence[AnswerFault], *, spare: int = 3
) -> Grid:
    width = len(question.columns)
    wrong = {(f.row, f.column): _(f.words) % f.named for f in faults}
    rows = [list(row) for row in typed] if isinstance(typed, list) else []
    rows += [[""] * width for _n in range(spare)]
    return Grid(
        question.columns,
        [
            [
                (f"{question.key}.{at}", str(text), wrong.get((n, at), ""))
                for at, text in enumerate([*row, *[""] * width][:width])
            ]
            for n, row in enumerate(rows)
        ],
    )


def figure_shown(value: Decimal | None) -> str:
    return "" if value is None else written(value)
