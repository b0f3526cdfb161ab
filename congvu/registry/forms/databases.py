"""What people type about databases and into their rows. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.lib.refusals import Reason, Refused
from congvu.registry.actions import (
    DatabaseData,
    LoadWish,
    RowData,
)
from congvu.registry.rules import (
    KIND_NAMES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    ON_SAME_NAMES,
    RESERVED,
    Code,
    Column,
    Kind,
    OnSame,
    Table,
    day_typed,
)
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]
Labelled = Sequence[tuple[str, str]]


class Told(forms.Form):
    """The page tells, hidden, on what a form was made; a page shown again tells it
    anew, so that whoever read the reason may send the same once more.
    """

    use_required_attribute = False

    def told(self, name: str) -> str:
        return str(self.data.get(name, ""))


def named(names: Any) -> list[tuple[str, str]]:
    return [("", _("Chọn…")), *((str(key), _(label)) for key, label in names)]


def several(label: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Trường “%(value)s” không còn ở đây."),
        },
        **more,
    )


class DatabaseForm(forms.Form):
    use_required_attribute = False

    name = needed(words(gettext_lazy("Tên"), most=LONGEST_NAME))
    about = needed(words(gettext_lazy("Dùng để làm gì"), rows=2, most=LONGEST_TEXT))
    basis = words(gettext_lazy("Căn cứ pháp lý"), rows=2, most=LONGEST_REASON)

    def data_given(self) -> DatabaseData:
        told = self.cleaned_data
        return DatabaseData(told["name"], told["about"], told["basis"])


class MakeForm(DatabaseForm):
    unit_id = needed(choice(gettext_lazy("Đơn vị giữ")))

    def __init__(self, *args: Any, units: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "unit_id", named(units))

    def unit_given(self) -> UUID | None:
        text = self.cleaned_data["unit_id"]
        return UUID(text) if text else None


class TableForm(Told):
    label = needed(words(gettext_lazy("Tên bảng"), most=LONGEST_NAME))


class ColumnForm(Told):
    """A column; its kind is not asked again once it is there."""

    label = needed(words(gettext_lazy("Tên trường"), most=LONGEST_NAME))
    kind = needed(choice(gettext_lazy("Loại")))
    hint = words(gettext_lazy("Gợi ý khi ghi"))
    required = forms.BooleanField(label=gettext_lazy("Bắt buộc ghi"), required=False)
    unique = forms.BooleanField(
        label=gettext_lazy("Không trùng giữa các dòng"), required=False
    )
    personal = forms.BooleanField(
        label=gettext_lazy("Dữ liệu cá nhân"),
        required=False,
        help_text=gettext_lazy("Chỉ đơn vị giữ cơ sở dữ liệu và lãnh đạo thấy."),
    )
    least = words(
        gettext_lazy("Nhỏ nhất, sớm nhất"),
        most=40,
        help_text=gettext_lazy("Chỉ với số, tiền, ngày."),
    )
    most = words(gettext_lazy("Lớn nhất, muộn nhất"), most=40)
    longest = forms.IntegerField(
        label=gettext_lazy("Nhiều nhất bao nhiêu chữ"),
        required=False,
        error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")},
    )
    pattern = words(
        gettext_lazy("Mẫu"),
        most=200,
        help_text=gettext_lazy("Biểu thức chính quy, chỉ với chữ. Ví dụ: [0-9]{12}"),
    )
    codes = words(
        gettext_lazy("Danh mục"),
        rows=6,
        most=400_000,
        help_text=gettext_lazy(
            "Mỗi dòng một mục: mã | tên | từ ngày | trước ngày. Ngày có thể bỏ trống."
        ),
    )
    table = choice(gettext_lazy("Dòng của bảng nào"))

    def __init__(self, *args: Any, tables: Sequence[Table], **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", named(KIND_NAMES.items()))
        fill(self, "table", named((one.key, one.label) for one in tables))

    def column_given(self, key: str) -> Column:
        told = dict(self.cleaned_data)
        if not told["kind"]:
            raise Refused([Reason(_("Chọn một mục."), "kind")])
        kind, lines = Kind(told.pop("kind")), told.pop("codes")
        codes = _read_codes(lines) if kind == Kind.CODE else ()
        table = told.pop("table") if kind == Kind.ROW else ""
        told.pop("table", None)
        return Column(key=key, kind=kind, codes=codes, table=table, **told)


def column_told(column: Column) -> dict[str, Any]:
    """A column as its form shows it."""
    names = ("label", "kind", "hint", "required", "unique", "personal", "table")
    told = {name: getattr(column, name) for name in names}
    told |= {name: getattr(column, name) for name in ("least", "most", "longest")}
    lines = [_line(one) for one in column.codes]
    return {**told, "pattern": column.pattern, "codes": "\n".join(lines)}


def _line(one: Code) -> str:
    days = [f"{d:%d/%m/%Y}" if d else "" for d in (one.since, one.until)]
    return " | ".join([one.code, one.label, *days]).rstrip("| ")


def _read_codes(text: str) -> tuple[Code, ...]:
    """Every line that cannot be read at once."""
    codes, reasons = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parts = [one.strip() for one in line.split("|")]
        days = [day_typed(one) for one in parts[2:4]]
        unread = any(d is None and p for d, p in zip(days, parts[2:4], strict=True))
        if not 2 <= len(parts) <= 4 or unread:
            words_ = _("Dòng %(number)s của danh mục chưa đúng: %(line)s")
            given = {"number": number, "line": line[:80]}
            reasons.append(Reason(words_ % given, "codes"))
            continue
        codes.append(Code(parts[0], parts[1], *days))
    if reasons:
        raise Refused(reasons)
    return tuple(codes)


class ApplyForm(Told):
    reason = needed(
        words(gettext_lazy("Vì sao có cấu trúc này"), rows=2, most=LONGEST_REASON)
    )


class SpanForm(Told):
    """From when until when, why, after which change."""

    valid_from = needed(day(gettext_lazy("Có hiệu lực từ ngày")))
    valid_until = day(gettext_lazy("Đến trước ngày"))
    reason = words(gettext_lazy("Lý do, căn cứ"), rows=2, most=LONGEST_REASON)
    approve = forms.BooleanField(label=gettext_lazy("Duyệt luôn"), required=False)

    def __init__(self, *args: Any, runs: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not runs:
            del self.fields["approve"]

    def approves(self) -> bool:
        return bool(self.cleaned_data.get("approve"))

    def row_data(self, values: Mapping[str, object], structure: int) -> RowData:
        told = self.cleaned_data
        return RowData(
            values=values,
            valid_from=told["valid_from"],
            valid_until=told["valid_until"],
            reason=told["reason"],
            structure=structure,
            seen=key_given(self.told("seen")),
        )

    def data_given(self) -> RowData:
        return self.row_data({}, 0)


class RowForm(SpanForm):
    """Made from the structure in force; read by the rules of each column."""

    def __init__(self, *args: Any, table: Table, **given: Any) -> None:
        super().__init__(*args, **given)
        self._table = table
        asked = dict(self.fields)
        self.fields.clear()
        for column in table.columns:
            self.fields[column.key] = _field(column)
        self.fields.update(asked)

    def data_given(self) -> RowData:
        """With what was typed into columns that are there no more."""
        own = {one.key: self.cleaned_data[one.key] for one in self._table.columns}
        gone = {
            key: self.data[key]
            for key in list(self.data)[:200]
            if key not in self.fields and key not in RESERVED
        }
        number = self.told("structure")[:9]
        return self.row_data({**gone, **own}, int(number) if number.isdecimal() else 0)


def _field(column: Column) -> forms.Field:
    field: forms.Field
    if column.kind in (Kind.CODE, Kind.YES):
        field = choice(column.label, help_text=column.hint)
        names: list[tuple[str, str]] = [("có", _("có")), ("không", _("không"))]
        if column.kind == Kind.CODE:
            names = [(c.code, c.label) for c in _latest(column.codes)]
        field.choices = [("", _("Chọn…")), *names]
    else:
        short = column.unique or column.pattern or (column.longest or 999) <= 300
        long = column.kind == Kind.TEXT and not short
        hint = column.hint or _HINTS.get(column.kind, "")
        most = LONGEST_TEXT * 2
        field = words(column.label, rows=2 if long else 0, most=most, help_text=hint)
    return needed(field) if column.required else field


def _latest(codes: Sequence[Code]) -> list[Code]:
    """One of each code: its last name."""
    return list({one.code: one for one in codes}.values())


_HINTS = {
    Kind.DAY: gettext_lazy("ngày/tháng/năm"),
    Kind.PLACE: gettext_lazy("Vĩ độ, kinh độ. Ví dụ: 22.1470, 105.8348."),
    Kind.ROW: gettext_lazy("Tên hoặc mã của dòng."),
}


def key_given(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class RefuseForm(forms.Form):
    use_required_attribute = False

    reason = needed(
        words(gettext_lazy("Vì sao không duyệt"), rows=2, most=LONGEST_REASON)
    )


class LoadForm(forms.Form):
    """A file, from when its lines hold, by what a line is a row that is there."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy(
            "Tệp .xlsx, .ods hoặc .csv; dòng tiêu đề ghi tên trường, cột theo thứ tự "
            "nào cũng được. Cột “Có hiệu lực từ ngày”, “Đến trước ngày” có thể thêm."
        ),
        error_messages={"required": gettext_lazy("Chọn tệp.")},
    )
    since = needed(day(gettext_lazy("Có hiệu lực từ ngày, nếu dòng không ghi")))
    keys = forms.MultipleChoiceField(
        label=gettext_lazy("Coi là trùng khi giống nhau ở"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on_same = choice(gettext_lazy("Dòng trùng với dòng đã có"))

    def __init__(self, *args: Any, table: Table, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "keys", [(one.key, one.label) for one in table.columns])
        fill(self, "on_same", [(k, _(name)) for k, name in ON_SAME_NAMES.items()])

    def wish_given(self) -> LoadWish:
        told = self.cleaned_data
        return LoadWish(
            since=told["since"],
            keys=tuple(told["keys"]),
            on_same=OnSame(told["on_same"] or OnSame.SKIP),
        )


class SheetForm(forms.Form):
    """Which page of a book; nothing is asked where there is one alone."""

    use_required_attribute = False

    sheet = forms.ChoiceField(
        label=gettext_lazy("Trang tính"), widget=forms.RadioSelect, required=False
    )

    def __init__(
        self,
        *args: Any,
        sheets: Sequence[Mapping[str, Any]],
        asked: Mapping[str, Any],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        if not sheets:
            del self.fields["sheet"]
            return
        fill(self, "sheet", [(one["name"], self._told(one)) for one in sheets])
        guess = next((one["name"] for one in sheets if one["fits"]), "")
        self.fields["sheet"].initial = asked.get("sheet") or guess

    @staticmethod
    def _told(one: Mapping[str, Any]) -> str:
        """Its name, how long it is, what stands above its columns."""
        given = {"name": one["name"], "n": one["rows"], "on": " · ".join(one["titles"])}
        if one["fits"]:
            return _("%(name)s: %(n)s dòng; có tiêu đề của bảng: %(on)s") % given
        return _("%(name)s: %(n)s dòng; dòng đầu: %(on)s") % given

    def sheet_given(self) -> str:
        return str(self.cleaned_data.get("sheet", ""))


class UndoForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Vì sao rút"), rows=2, most=LONGEST_REASON))


class FindForm(forms.Form):
    """Which rows of a table: words, a day, codes."""

    use_required_attribute = False

    tim = words(gettext_lazy("Tìm"), most=100)
    ngay = day(gettext_lazy("Vào ngày"))

    def __init__(self, *args: Any, columns: Sequence[Column], **given: Any) -> None:
        super().__init__(*args, **given)
        self._columns = [one for one in columns if one.kind in (Kind.CODE, Kind.YES)]
        self._columns = [one for one in self._columns if len(one.codes) <= 200][:3]
        for column in self._columns:
            asked = replace(column, required=False, hint="")
            self.fields[f"c_{column.key}"] = _field(asked)

    def values_given(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for column in self._columns:
            text = self.cleaned_data.get(f"c_{column.key}")
            if text:
                found[column.key] = (
                    text == "có" if column.kind == Kind.YES else str(text)
                )
        return found

    def day_given(self, default: date) -> date:
        return self.cleaned_data.get("ngay") or default


class WhenForm(forms.Form):
    """What was believed on a day about a day."""

    use_required_attribute = False

    ngay = day(gettext_lazy("Về ngày"))
    biet = day(gettext_lazy("Như đã biết cuối ngày"))


class WhyForm(forms.Form):
    use_required_attribute = False

    reason = needed(words(gettext_lazy("Vì sao"), rows=2, most=LONGEST_REASON))


class WordsForm(forms.Form):
    use_required_attribute = False

    tim = words(gettext_lazy("Tìm"), most=100)
