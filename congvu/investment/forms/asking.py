"""What people type about needs, versions, estimates and money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.investment.actions import (
    Chosen,
    DecisionData,
    EstimateData,
    FileWish,
    NeedData,
    Shown,
    VersionData,
)
from congvu.investment.actions.estimate_words import field_of, row_reasons
from congvu.investment.formats.rows import COLUMNS, YES, Names, RowFault, read_row
from congvu.investment.models import BalanceVersion, Need, VersionNeed
from congvu.investment.rules.estimates import PRICING_NAMES, STRUCTURE_NAMES
from congvu.investment.rules.money import DECIDED, DEED_NAMES, BudgetDeed
from congvu.investment.rules.steps import (
    WAY_NAMES,
)
from congvu.investment.rules.words import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    MOST_MONEY,
    PIN_NAMES,
    PRIORITY_NAMES,
    SOURCE_NAMES,
    STEPS_NAMES,
    MoneySource,
    steps_of,
)
from congvu.lib.refusals import Refused
from congvu.organisations.queries import PostOnDay
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]
_WHOLE = {"invalid": gettext_lazy("Ghi một số nguyên.")}
_LOST = gettext_lazy("Mục đã chọn không còn trong danh sách.")
_YEAR_DIGITS, MONEY_DIGITS = 4, len(str(MOST_MONEY))


class MoneyField(forms.CharField):
    """Đồng as people write them: 1.250.000 or 1 250 000."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, required=False, max_length=30, **more)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        text = "".join(str(value or "").split()).replace(".", "").replace(",", "")
        if not text:
            return None
        digits = text.removeprefix("-")
        readable = digits.isascii() and digits.isdigit()
        if not readable or len(digits) > MONEY_DIGITS:
            raise forms.ValidationError(_("Ghi số tiền bằng đồng, chỉ có chữ số."))
        return int(text)

    def run_validators(self, value: Any) -> None:
        """A number, no more a text with a length."""


def whole(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, error_messages=_WHOLE, **more
    )


def named(names: Iterable[tuple[Any, str]]) -> list[tuple[str, str]]:
    return [("", _("Chọn…")), *((str(key), _(label)) for key, label in names)]


class CostsField(forms.CharField):
    """A line a year: ``2027: 1.200.000.000``."""

    widget = forms.Textarea({"rows": 4})

    def to_python(self, value: Any) -> Any:
        found: dict[int, int] = {}
        wrong = []
        for row in filter(None, (one.strip() for one in str(value or "").splitlines())):
            year, _sep, rest = row.partition(":")
            money = "".join(rest.split()).replace(".", "").replace(",", "")
            good = year.strip().isdecimal() and money.isdecimal() and money.isascii()
            short = len(year.strip()) <= _YEAR_DIGITS and len(money) <= MONEY_DIGITS
            if not (good and short) or int(year) in found:
                wrong.append(row[:40])
            else:
                found[int(year)] = int(money)
        if wrong:
            told = _(
                "Ghi mỗi năm một dòng, như 2027: 1.200.000.000. Chưa đúng: %(rows)s"
            )
            raise forms.ValidationError(told % {"rows": "; ".join(wrong[:5])})
        return found

    def run_validators(self, value: Any) -> None:
        """Sums by year, no more a text with a length."""


class NeedForm(forms.Form):
    use_required_attribute = False

    title = needed(words(gettext_lazy("Nhu cầu"), most=LONGEST_NAME))
    purpose = needed(
        words(gettext_lazy("Để làm gì, căn cứ"), rows=3, most=LONGEST_TEXT)
    )
    priority = needed(choice(gettext_lazy("Ưu tiên")))
    score = needed(
        whole(
            gettext_lazy("Điểm trong mức ưu tiên"),
            help_text=gettext_lazy("Từ 1 đến 100."),
        )
    )
    costs = needed(
        CostsField(
            label=gettext_lazy("Kinh phí theo năm, đồng"),
            required=False,
            help_text=gettext_lazy("Mỗi năm một dòng, như 2027: 1.200.000.000."),
        )
    )
    sources = needed(
        forms.MultipleChoiceField(
            label=gettext_lazy("Nguồn vốn"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _LOST},
        )
    )
    steps = needed(choice(gettext_lazy("Cắt được không")))
    way = needed(choice(gettext_lazy("Làm theo")))
    must = forms.BooleanField(label=gettext_lazy("Bắt buộc"), required=False)
    either = words(
        gettext_lazy("Nhóm thay thế nhau"),
        most=LONGEST_LINE,
        help_text=gettext_lazy("Các nhu cầu cùng tên nhóm: nhiều nhất một được chọn."),
    )
    after = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ có ích khi đã có"),
        required=False,
        error_messages={"invalid_choice": _LOST},
    )

    duties = forms.MultipleChoiceField(
        label=gettext_lazy("Cho nhiệm vụ"),
        required=False,
        error_messages={"invalid_choice": _LOST},
    )

    def __init__(
        self, *args: Any, needs: Offered, duties: Offered = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "duties", [(str(pk), name) for pk, name in duties])
        fill(self, "priority", named(PRIORITY_NAMES.items()))
        fill(self, "steps", [(str(k), _(v)) for k, v in STEPS_NAMES.items()])
        fill(self, "way", [(str(k), _(v)) for k, v in WAY_NAMES.items()])
        fill(self, "sources", [(str(k), _(v)) for k, v in SOURCE_NAMES.items()])
        fill(self, "after", [(str(pk), name) for pk, name in needs])

    def data_given(self) -> NeedData:
        said = self.cleaned_data
        return NeedData(
            **{
                **said,
                "priority": int(said["priority"]) if said["priority"] else None,
                "costs": said["costs"] or {},
                "after": [UUID(one) for one in said["after"]],
                "duties": [UUID(one) for one in said["duties"]],
            }
        )

    @staticmethod
    def of(found: Need) -> dict[str, Any]:
        names = ("title", "purpose", "priority", "score", "sources", "steps", "way")
        costs = sorted(found.costs.values_list("year", "money"))
        return {
            **{name: getattr(found, name) for name in names},
            "must": found.must,
            "either": found.either,
            "costs": "\n".join(f"{year}: {money}" for year, money in costs),
            "after": [str(one) for one in found.after.values_list("pk", flat=True)],
            "duties": [str(one) for one in found.duties.values_list("pk", flat=True)],
        }


class _StructureForm(forms.Form):
    """By which day's law and prices, and why again."""

    use_required_attribute = False

    structure = needed(choice(gettext_lazy("Cấu trúc")))
    on = needed(day(gettext_lazy("Lập theo ngày")))
    note = words(
        gettext_lazy("Vì sao lập bản mới"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Cần ghi từ bản thứ hai."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "structure", [(str(k), _(v)) for k, v in STRUCTURE_NAMES.items()])


class EstimateFileForm(_StructureForm):
    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp .xlsx, .ods hoặc .csv"),
            required=False,
            error_messages={"empty": gettext_lazy("Tệp rỗng (0 byte).")},
        )
    )
    dry = forms.BooleanField(
        label=gettext_lazy("Chỉ thử, chưa ghi"), required=False, initial=True
    )
    field_order = ["file", "structure", "on", "note", "dry"]

    def wish(self) -> FileWish:
        said = self.cleaned_data
        return FileWish(said["structure"], said["on"], said["note"], said["seen"])

    def clean(self) -> None:
        if not self.cleaned_data.get("file") and "file" not in self.errors:
            self.add_error("file", _("Chọn tệp."))


class EstimateForm(_StructureForm):
    """A row of cells for each line; a row that says nothing is none."""

    total = MoneyField(
        gettext_lazy("Tổng dự toán, đồng"),
        help_text=gettext_lazy("Ghi thì được so với các dòng cộng lại."),
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self,
        *args: Any,
        parts: Sequence[tuple[str, str]],
        texts: Sequence[Mapping[str, str]] = (),
        rows: int,
        **given: Any,
    ) -> None:
        first = {
            field_of(line, key): text
            for line, row in enumerate(texts, start=1)
            for key, text in row.items()
        }
        given["initial"] = {"rows": rows, **first, **(given.get("initial") or {})}
        super().__init__(*args, **given)
        self.lines = range(1, rows + 1)
        chosen = {
            "part": [("", "–"), *parts],
            "source": [("", "–"), *((str(k), _(v)) for k, v in SOURCE_NAMES.items())],
            "pricing": [("", "–"), *((str(k), _(v)) for k, v in PRICING_NAMES.items())],
        }
        for line in self.lines:
            for key, title in COLUMNS.items():
                label = _("Dòng %(line)s, %(column)s")
                named = label % {"line": line, "column": _(title)}
                self.fields[field_of(line, key)] = _cell(key, named, chosen.get(key))

    def table(self) -> list[tuple[int, list[forms.BoundField]]]:
        return [
            (line, [self[field_of(line, key)] for key in COLUMNS])
            for line in self.lines
        ]

    def data_given(self, names: Names) -> EstimateData:
        """Raises all that could not be read, each on its cell."""
        said, items, places = self.cleaned_data, [], []
        faults: list[RowFault] = []
        for line in self.lines:
            texts = {key: said[field_of(line, key)] or "" for key in COLUMNS}
            texts["security"] = YES if said[field_of(line, "security")] else ""
            if any(text.strip() for text in texts.values()):
                item, wrong = read_row(line, texts, names)
                items.append(item)
                places.append(line)
                faults += wrong
        if faults:
            raise Refused(row_reasons(faults))
        return EstimateData(
            structure=said["structure"],
            on=said["on"],
            items=items,
            note=said["note"],
            seen=said["seen"],
            stated=None if said["total"] is None else {("", None): said["total"]},
            places=places,
        )


def _cell(key: str, label: str, chosen: Sequence[tuple[str, str]] | None) -> Any:
    given: dict[str, Any] = {"label": label, "required": False}
    attrs = {"aria-label": label, "autocomplete": "off"}
    if key == "security":
        return forms.BooleanField(**given, widget=forms.CheckboxInput(attrs))
    if chosen is not None:
        return forms.ChoiceField(
            **given,
            choices=chosen,
            widget=forms.Select(attrs),
            error_messages={"invalid_choice": _LOST},
        )
    if key == "quotes":
        return forms.CharField(**given, widget=forms.Textarea({**attrs, "rows": 1}))
    return forms.CharField(**given, widget=forms.TextInput(attrs))


class SignerForm(forms.Form):
    """Who signs what is composed."""

    use_required_attribute = False

    signer = needed(choice(gettext_lazy("Người ký")))
    signing_basis = words(
        gettext_lazy("Căn cứ ký thừa lệnh"),
        most=300,
        help_text=gettext_lazy("Chỉ khi trưởng đơn vị ký TL.: điều nào của quy chế."),
    )

    def __init__(self, *args: Any, signers: Sequence[PostOnDay], **given: Any) -> None:
        super().__init__(*args, **given)
        people = [(one.id, f"{one.person_name}, {one.name}") for one in signers]
        fill(self, "signer", named((str(pk), name) for pk, name in people))

    def chosen(self) -> dict[str, Any]:
        said = self.cleaned_data
        signer = UUID(said["signer"]) if said["signer"] else None
        return {"signer_post_id": signer, "signing_basis": said["signing_basis"]}


class VersionForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên phương án"), most=LONGEST_NAME))
    first_year = needed(whole(gettext_lazy("Từ năm")))
    last_year = needed(whole(gettext_lazy("Đến năm")))

    def data_given(self) -> VersionData:
        return VersionData(**self.cleaned_data)


class CopyForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên phương án mới"), most=LONGEST_NAME))


class BudgetsForm(forms.Form):
    """A field for each source and year of the version."""

    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: BalanceVersion, **given: Any) -> None:
        set_ = {(one.source, one.year): one.money for one in version.budgets.all()}
        first = {f"{source}-{year}": money for (source, year), money in set_.items()}
        given["initial"] = {"revision": version.revision, **first}
        super().__init__(*args, **given)
        self.keys = {
            f"{source}-{year}": (str(source), year)
            for source in MoneySource
            for year in range(version.first_year, version.last_year + 1)
        }
        for name, (source, year) in self.keys.items():
            label = f"{_(SOURCE_NAMES[MoneySource(source)])}, {year}"
            self.fields[name] = MoneyField(label)

    def budgets_given(self) -> dict[tuple[str, int], int]:
        return {key: self.cleaned_data[name] or 0 for name, key in self.keys.items()}


class RowsForm(forms.Form):
    """What is chosen for the needs of one page of a version."""

    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rows: Sequence[VersionNeed], revision: int, **given: Any
    ) -> None:
        given["initial"] = {"revision": revision}
        super().__init__(*args, **given)
        self.ids = [one.need_id for one in rows]
        pins = [(str(k), _(v)) for k, v in PIN_NAMES.items()]
        for row in rows:
            step, pin, why = (
                self._name(row.need_id, one) for one in ("step", "pin", "reason")
            )
            parts = [(str(one), f"{one} %") for one in steps_of(row.need.steps)]
            title = {"title": row.need.title}
            self.fields[step] = forms.ChoiceField(
                choices=[("0", _("không")), *parts],
                initial=str(row.step),
                label=_("Phần được cân đối: %(title)s") % title,
            )
            self.fields[pin] = forms.ChoiceField(
                choices=pins,
                initial=row.pin,
                required=False,
                label=_("Giữ: %(title)s") % title,
            )
            self.fields[why] = words(
                _("Lý do: %(title)s") % title, most=LONGEST_REASON, initial=row.reason
            )

    @staticmethod
    def _name(need_id: UUID, what: str) -> str:
        return f"{need_id.hex}-{what}"

    def cells(self, need_id: UUID) -> list[forms.BoundField]:
        return [self[self._name(need_id, one)] for one in ("step", "pin", "reason")]

    def chosen(self) -> dict[UUID, Chosen]:
        said = self.cleaned_data
        return {
            key: Chosen(
                int(said[self._name(key, "step")]),
                said[self._name(key, "pin")],
                said[self._name(key, "reason")],
            )
            for key in self.ids
        }


class AdoptForm(forms.Form):
    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = needed(
        words(
            gettext_lazy("Lý do chung"),
            rows=2,
            most=LONGEST_REASON,
            help_text=gettext_lazy(
                "Cho nhu cầu bị cắt hoặc không cân đối được mà chưa có lý do riêng."
            ),
        )
    )


def paper_file(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        error_messages={"empty": gettext_lazy("Tệp rỗng (0 byte).")},
    )


class PaperForm(forms.Form):
    use_required_attribute = False

    def shown(self) -> Shown | None:
        file = self.cleaned_data["file"]
        return Shown(file.name, file.file) if file else None


class _DecisionForm(PaperForm):
    number = needed(words(gettext_lazy("Số quyết định"), most=LONGEST_LINE))
    decided_on = needed(day(gettext_lazy("Ngày quyết định")))
    file = paper_file(gettext_lazy("Tệp quyết định"))

    def decision(self) -> DecisionData:
        said = self.cleaned_data
        return DecisionData(said["number"], said["decided_on"], self.shown())


class _NeedForm(_DecisionForm):
    """``need_name``: the field that names a need; none chosen is nobody's."""

    need_name = "need_id"

    def need_given(self) -> UUID:
        return UUID(self.cleaned_data[self.need_name] or str(UUID(int=0)))


class AllotYearForm(_DecisionForm):
    year = needed(whole(gettext_lazy("Năm")))
    field_order = ["year"]


class AllotForm(_NeedForm):
    need_id = needed(choice(gettext_lazy("Nhu cầu")))
    source = needed(choice(gettext_lazy("Nguồn vốn")))
    year = needed(whole(gettext_lazy("Năm")))
    money = needed(
        MoneyField(
            gettext_lazy("Số tiền, đồng"),
            help_text=gettext_lazy("Giảm thì ghi số âm."),
        )
    )
    field_order = ["need_id", "source", "year", "money"]

    def __init__(self, *args: Any, needs: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "need_id", named((str(pk), name) for pk, name in needs))
        fill(self, "source", named(SOURCE_NAMES.items()))


class TransferForm(_NeedForm):
    need_name = "to_need_id"
    to_need_id = needed(choice(gettext_lazy("Sang nhu cầu")))
    money = needed(MoneyField(gettext_lazy("Số tiền, đồng")))
    field_order = ["to_need_id", "money"]

    def __init__(self, *args: Any, needs: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "to_need_id", named((str(pk), name) for pk, name in needs))


class CarryForm(_DecisionForm):
    promised = MoneyField(
        gettext_lazy("Đã cam kết, chưa giải ngân: chuyển bao nhiêu"),
    )
    free = MoneyField(gettext_lazy("Chưa cam kết: chuyển bao nhiêu"))
    field_order = ["promised", "free"]


class UseForm(forms.Form):
    use_required_attribute = False

    deed = needed(choice(gettext_lazy("Việc")))
    money = needed(MoneyField(gettext_lazy("Số tiền, đồng")))
    paper = needed(words(gettext_lazy("Số hợp đồng, chứng từ"), most=LONGEST_LINE))
    on = needed(day(gettext_lazy("Ngày")))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        deeds = [(one, DEED_NAMES[one]) for one in BudgetDeed if one not in DECIDED]
        fill(self, "deed", named(deeds))
