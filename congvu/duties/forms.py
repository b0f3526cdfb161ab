"""What people type about duties. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.duties.actions import EvidenceData, PartData
from congvu.duties.queries import OPEN, Body, ScoreAsked
from congvu.duties.rules import (
    DUTY_STATE_NAMES,
    EFFECT_NAMES,
    HEAVIEST,
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
    DutyData,
    EvidenceKind,
    ShareRole,
)
from congvu.organisations.models import AgencyKind
from congvu.ui.fields import choice, day, fill, needed, words

# How a past day is asked for, in addresses.
THEN, NOW = "hom-ay", "hom-nay"
AS_WAS, TODAY = "nhu-hom-ay", "ke-thua"

_GROUPS = {
    AgencyKind.DEPARTMENT: gettext_lazy("Mọi sở, ban, ngành"),
    AgencyKind.DISTRICT: gettext_lazy("Mọi UBND cấp huyện"),
    AgencyKind.COMMUNE: gettext_lazy("Mọi UBND cấp xã"),
}


def _several(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )


class GiveForm(forms.Form):
    """A duty given by hand: what, who, by when, and how it is measured."""

    title = needed(words(gettext_lazy("Nhiệm vụ"), rows=2, most=LONGEST_TITLE))
    classes = _several(gettext_lazy("Chủ trì: cả nhóm"))
    leads = needed(_several(gettext_lazy("Chủ trì: chọn từng nơi")))
    supports = _several(gettext_lazy("Phối hợp"))
    watcher = choice(gettext_lazy("Theo dõi, đôn đốc"))
    deadline = day(gettext_lazy("Hạn"))
    begins_on = day(gettext_lazy("Bắt đầu từ"))
    given_on = day(gettext_lazy("Ngày giao"), required=True)
    deliverable = words(gettext_lazy("Sản phẩm"), most=500)
    measure = words(
        gettext_lazy("Thước đo"),
        most=300,
        help_text=gettext_lazy("Ví dụ: 80 % văn bản trao đổi qua mạng"),
    )
    weight = forms.IntegerField(
        label=gettext_lazy("Trọng số"),
        min_value=1,
        max_value=HEAVIEST,
        initial=1,
        required=False,
    )
    recurs = forms.ChoiceField(label=gettext_lazy("Lặp lại"), required=False)
    sentence = words(
        gettext_lazy("Câu giao việc"),
        rows=3,
        most=10_000,
        help_text=gettext_lazy("Nguyên văn, nếu giao theo một văn bản hay ý kiến."),
    )
    ordered_by = words(gettext_lazy("Nơi giao"), most=200)

    def __init__(self, *args: Any, bodies: Collection[Body], **given: Any) -> None:
        super().__init__(*args, **given)
        self._classes: dict[str, list[UUID]] = {}
        for body in bodies:
            if body.kind in _GROUPS and body.id == body.agency_id:
                self._classes.setdefault(body.kind, []).append(body.id)
        groups = [
            (kind, f"{label} ({len(self._classes[kind])})")
            for kind, label in _GROUPS.items()
            if kind in self._classes
        ]
        fill(self, "classes", groups)
        if not groups:
            del self.fields["classes"]
        chosen = [(str(body.id), body.name) for body in bodies]
        fill(self, "leads", chosen)
        fill(self, "supports", chosen)
        fill(self, "watcher", [("", _("Không")), *chosen])
        fill(
            self,
            "recurs",
            [
                ("", _("Không")),
                ("P1M", _("hằng tháng")),
                ("P3M", _("hằng quý")),
                ("P6M", _("6 tháng một lần")),
                ("P1Y", _("hằng năm")),
            ],
        )

    def data_given(self) -> DutyData:
        data = self.cleaned_data
        names = ("title", "deadline", "begins_on", "given_on", "deliverable")
        more = ("measure", "weight", "recurs", "sentence", "ordered_by")
        given = {name: data[name] for name in (*names, *more)}
        return DutyData(**{**given, "weight": data["weight"] or 1})

    def leads_chosen(self) -> list[UUID]:
        """Named ones, then those of whole classes, each once."""
        data = self.cleaned_data
        found = [UUID(x) for x in data["leads"]]
        for kind in data.get("classes", []):
            found += self._classes[kind]
        return list(dict.fromkeys(found))

    def supports_chosen(self) -> list[UUID]:
        return [UUID(x) for x in self.cleaned_data["supports"]]

    def watcher_chosen(self) -> UUID | None:
        value = self.cleaned_data["watcher"]
        return UUID(value) if value else None


class AssignForm(forms.Form):
    """Parts of a share for units and posts of one's own agency."""

    leads = needed(_several(gettext_lazy("Chủ trì")))
    supports = _several(gettext_lazy("Phối hợp"))
    request = words(gettext_lazy("Yêu cầu"), rows=2, most=1000)
    deadline = day(gettext_lazy("Hạn"))

    def __init__(self, *args: Any, bodies: Iterable[Body], **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = [(str(body.id), body.name) for body in bodies]
        fill(self, "leads", chosen)
        fill(self, "supports", chosen)

    def parts(self) -> list[PartData]:
        data = self.cleaned_data
        return [
            PartData(UUID(desk), role, data["request"])
            for field, role in (
                ("leads", ShareRole.LEAD),
                ("supports", ShareRole.SUPPORT),
            )
            for desk in data[field]
        ]


class ProgressForm(forms.Form):
    text = needed(words(gettext_lazy("Đã làm đến đâu"), rows=4, most=LONGEST_TEXT))


class ReportForm(forms.Form):
    """Done on a day, with what shows it."""

    done_on = day(gettext_lazy("Ngày hoàn thành"), required=True)
    text = needed(words(gettext_lazy("Kết quả đã đạt"), rows=4, most=LONGEST_TEXT))
    papers = _several(gettext_lazy("Minh chứng: văn bản, hồ sơ"))
    figure = forms.DecimalField(
        label=gettext_lazy("Minh chứng: số liệu"),
        required=False,
        max_digits=18,
        decimal_places=4,
    )
    figure_label = words(
        gettext_lazy("Số liệu này là gì"),
        most=300,
        help_text=gettext_lazy("Ví dụ: % văn bản gửi qua mạng, quý III"),
    )

    def __init__(
        self,
        *args: Any,
        offered: Sequence[tuple[EvidenceKind, UUID, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "papers", [(f"{kind}:{pk}", label) for kind, pk, label in offered])
        if not offered:
            del self.fields["papers"]

    def evidence(self) -> list[EvidenceData]:
        found = []
        for value in self.cleaned_data.get("papers", []):
            kind, _colon, pk = value.partition(":")
            found.append(EvidenceData(EvidenceKind(kind), UUID(pk)))
        figure, label = self.cleaned_data["figure"], self.cleaned_data["figure_label"]
        if figure is not None or label:
            found.append(EvidenceData(EvidenceKind.FIGURE, None, label, figure))
        return found


class MeasureForm(forms.Form):
    """The indicator that shows whether a duty is carried out."""

    indicator = choice(gettext_lazy("Chỉ tiêu"))
    target = forms.DecimalField(
        label=gettext_lazy("Mục tiêu"),
        required=False,
        localize=False,
        max_digits=18,
        decimal_places=4,
        widget=forms.TextInput({"inputmode": "decimal"}),
        help_text=gettext_lazy("Ví dụ: 80"),
        error_messages={"invalid": gettext_lazy("Chưa phải là một con số. Ví dụ: 80.")},
    )

    def __init__(
        self, *args: Any, known: Sequence[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "indicator", [("", _("Không đo bằng chỉ tiêu")), *known])


class AcceptForm(forms.Form):
    done_on = day(gettext_lazy("Hoàn thành ngày"))
    answer = words(gettext_lazy("Ý kiến"), rows=2, most=LONGEST_REASON)


class ExtensionForm(forms.Form):
    until = needed(day(gettext_lazy("Lùi tới ngày")))
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))


class GrantForm(forms.Form):
    until = needed(day(gettext_lazy("Lùi tới ngày")))
    answer = words(gettext_lazy("Ý kiến"), rows=2, most=LONGEST_REASON)


class DifficultyForm(forms.Form):
    """What stands in the way, and the letter that said so."""

    title = needed(words(gettext_lazy("Khó khăn, vướng mắc"), most=LONGEST_TITLE))
    text = needed(words(gettext_lazy("Nội dung, đề nghị"), rows=4, most=LONGEST_TEXT))
    letter = needed(
        choice(
            gettext_lazy("Công văn báo cáo"),
            help_text=gettext_lazy("Văn bản đã phát hành hoặc đã vào sổ."),
        )
    )

    def __init__(
        self, *args: Any, letters: Sequence[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        chosen = [(str(pk), label) for pk, label in letters]
        fill(self, "letter", [("", _("Chọn…")), *chosen])

    def letter_id(self) -> UUID | None:
        value = self.cleaned_data["letter"]
        return UUID(value) if value else None


class StepForm(DifficultyForm):
    """An answer, or a proposal to who decides, with its letter."""

    title = None  # type: ignore[assignment]  # Django's way to drop a field
    text = needed(words(gettext_lazy("Nội dung"), rows=4, most=LONGEST_TEXT))
    letter = needed(
        choice(
            gettext_lazy("Văn bản kèm theo"),
            help_text=gettext_lazy("Văn bản đã phát hành hoặc đã vào sổ."),
        )
    )


class ReferForm(StepForm):
    """A proposal to an agency above, by a letter that was issued to it."""

    to = choice(gettext_lazy("Trình"), required=True)
    field_order = ["to", "text", "letter"]

    def __init__(
        self, *args: Any, above: Sequence[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "to", [(str(pk), name) for pk, name in above])


class DecideForm(StepForm):
    effect = choice(gettext_lazy("Với nhiệm vụ"), required=True)
    until = day(gettext_lazy("Hạn mới"))
    field_order = ["text", "effect", "until", "letter"]

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "effect", [(str(k), _(v)) for k, v in EFFECT_NAMES.items()])


class HaltForm(forms.Form):
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))
    basis = words(
        gettext_lazy("Căn cứ"),
        most=300,
        help_text=gettext_lazy("Số, ký hiệu văn bản hay ý kiến chỉ đạo"),
    )


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


class UrgeManyForm(UrgeForm):
    """All that is late and was not urged today, ticked; untick what may wait."""

    shares = forms.MultipleChoiceField(
        label=gettext_lazy("Nhiệm vụ quá hạn"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Mục đã chọn không còn trong danh sách.")
        },
    )
    field_order = ["shares", "text"]

    def __init__(
        self, *args: Any, offered: Sequence[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "shares", [(str(pk), label) for pk, label in offered])
        self.initial.setdefault("shares", [str(pk) for pk, _label in offered])

    def chosen(self) -> list[UUID]:
        return [UUID(x) for x in self.cleaned_data["shares"]]


class WhyForm(forms.Form):
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))


def _narrows(form: forms.Form) -> None:
    """Nobody has to be told of each that it may be left out."""
    for field in form.fields.values():
        field.needed = True  # type: ignore[attr-defined]  # read by field.html


def _uuid(text: str) -> UUID | None:
    """A body that is in no list of today: a number of a past day leads here, too."""
    try:
        return UUID(text)
    except ValueError:
        return None


class DayForm(forms.Form):
    """Of which day, by whose knowledge, on whose map."""

    ngay = day(gettext_lazy("Ngày"))
    ghi = forms.ChoiceField(label=gettext_lazy("Theo"), required=False)
    ban_do = forms.ChoiceField(label=gettext_lazy("Cơ quan"), required=False)
    van_ban = choice(gettext_lazy("Văn bản"))

    def __init__(
        self, *args: Any, papers: Sequence[tuple[UUID, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(
            self,
            "ghi",
            [(THEN, _("như đã ghi đến hết ngày ấy")), (NOW, _("như biết hôm nay"))],
        )
        fill(
            self,
            "ban_do",
            [(AS_WAS, _("như ngày ấy")), (TODAY, _("nơi kế thừa hôm nay"))],
        )
        papers_named = [(str(k), v) for k, v in papers]
        fill(self, "van_ban", [("", _("mọi văn bản")), *papers_named])
        _narrows(self)

    def asked(self, today: date) -> ScoreAsked:
        """A day that has not come yet is said to be none; today is shown."""
        self.is_valid()
        data = self.cleaned_data
        asked = data.get("ngay") or today
        if asked > today:
            self.add_error("ngay", _("Ngày này chưa tới; dưới đây là hôm nay."))
        return ScoreAsked(
            day=min(asked, today),
            as_recorded=data.get("ghi") != NOW,
            on_today=data.get("ban_do") == TODAY,
            paper=UUID(data["van_ban"]) if data.get("van_ban") else None,
        )


class ListForm(forms.Form):
    """What the list is narrowed to."""

    tim = words(gettext_lazy("Tìm"))
    trang_thai = choice(gettext_lazy("Trạng thái"))
    noi = choice(gettext_lazy("Nơi thực hiện"))
    van_ban = choice(gettext_lazy("Văn bản"))
    tu = day(gettext_lazy("Hạn từ"))
    den = day(gettext_lazy("Hạn đến"))

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[tuple[UUID, str]],
        papers: Sequence[tuple[UUID, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        states = [(str(key), _(text)) for key, text in DUTY_STATE_NAMES.items()]
        fill(
            self,
            "trang_thai",
            [("", _("mọi trạng thái")), (OPEN, _("chưa xong")), *states],
        )
        fill(self, "noi", [("", _("mọi nơi")), *((str(k), v) for k, v in bodies)])
        fill(
            self, "van_ban", [("", _("mọi văn bản")), *((str(k), v) for k, v in papers)]
        )
        _narrows(self)

    def asked(self) -> dict[str, Any]:
        """Each value that is fit to be asked for; what is not is left out."""
        self.is_valid()
        data = self.cleaned_data
        due: dict[str, date | None] = {
            "due_from": data.get("tu"),
            "due_until": data.get("den"),
        }
        return {
            "find": data.get("tim", ""),
            "state": data.get("trang_thai", ""),
            "body": _uuid(data.get("noi") or self.data.get("noi", "")),
            "paper": UUID(data["van_ban"]) if data.get("van_ban") else None,
            **due,
        }
