"""Where files come from by themselves, as people type it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.registry.actions import (
    SourceData,
)
from congvu.registry.forms.databases import (
    Told,
    named,
    several,
)
from congvu.registry.models import LoadSource
from congvu.registry.rules import (
    EVERY_NAMES,
    LOAD_FROM_NAMES,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    ON_SAME_NAMES,
    WEEKDAYS,
    OnSame,
    Table,
    find_column,
)
from congvu.ui.fields import choice, fill, needed, words


class SourceForm(Told):
    """Where files come from by themselves; ``columns`` a line each: theirs | ours."""

    name = needed(words(gettext_lazy("Tên nguồn"), most=LONGEST_NAME))
    kind = needed(choice(gettext_lazy("Tệp đến từ")))
    place = needed(
        words(
            gettext_lazy("Thư mục hoặc địa chỉ"),
            most=LONGEST_PLACE,
            help_text=gettext_lazy(
                "Thư mục: một tên, như htx-thang. Địa chỉ: https://…, chỉ từ máy mà "
                "quản trị hệ thống cho phép."
            ),
        )
    )
    every = needed(choice(gettext_lazy("Bao lâu một lần")))
    hour = forms.IntegerField(
        label=gettext_lazy("Lúc mấy giờ"),
        required=False,
        min_value=0,
        max_value=23,
        help_text=gettext_lazy("Từ 0 đến 23; hằng giờ thì bỏ trống."),
        error_messages={
            name: gettext_lazy("Giờ từ 0 đến 23.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    weekday = choice(gettext_lazy("Thứ mấy, nếu hằng tuần"))
    columns = words(
        gettext_lazy("Tệp gọi cột bằng tên khác"),
        rows=3,
        most=LONGEST_TEXT,
        help_text=gettext_lazy("Mỗi dòng: tên cột trong tệp | tên trường."),
    )
    keys = several(gettext_lazy("Coi là trùng khi giống nhau ở"))
    on_same = choice(gettext_lazy("Dòng trùng với dòng đã có"))
    enters = forms.BooleanField(
        label=gettext_lazy("Ghi luôn khi mọi dòng đều đúng, không chờ duyệt"),
        required=False,
    )

    def __init__(self, *args: Any, table: Table, runs: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self._table = table
        fill(self, "kind", named(LOAD_FROM_NAMES.items()))
        fill(self, "every", named(EVERY_NAMES.items()))
        fill(self, "weekday", [(str(n), _(name)) for n, name in enumerate(WEEKDAYS)])
        fill(self, "keys", [(one.key, one.label) for one in table.columns])
        fill(self, "on_same", [(k, _(name)) for k, name in ON_SAME_NAMES.items()])
        if not runs:
            del self.fields["enters"]

    def clean_columns(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in self.cleaned_data["columns"].splitlines():
            title, sign, ours = line.partition("|")
            if sign and title.strip():
                found[title.strip()] = find_column(ours.strip(), self._table)
            elif line.strip():
                words_ = _("Dòng chưa đúng: %(line)s")
                self.add_error("columns", words_ % {"line": line[:80]})
        return found

    def data_given(self) -> SourceData:
        told = self.cleaned_data
        return SourceData(
            name=told["name"],
            kind=told["kind"],
            place=told["place"],
            every=told["every"],
            hour=told["hour"] or 0,
            weekday=int(told["weekday"] or 0),
            columns=told["columns"],
            keys=tuple(told["keys"]),
            on_same=told["on_same"] or OnSame.SKIP,
            enters=bool(told.get("enters")),
        )


def source_as_typed(found: LoadSource) -> dict[str, object]:
    """What a form of it begins with."""
    names = set(SourceForm.base_fields) - {"columns"}
    called = (f"{title} | {key}" for title, key in found.columns.items())
    told = {name: getattr(found, name) for name in names}
    return {**told, "columns": "\n".join(called)}
