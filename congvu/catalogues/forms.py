"""What people type about catalogues. Forms read; actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.catalogues.actions import ListData
from congvu.catalogues.formats import Prepared
from congvu.catalogues.queries import prepared_lists
from congvu.catalogues.rules import LONGEST_CODE, LONGEST_NAME, LONGEST_SOURCE
from congvu.ui.fields import choice, day, fill, needed, words


class AskForm(forms.Form):
    """What a list is asked."""

    use_required_attribute = False

    q = words(gettext_lazy("Mã, tên"), most=100)
    ngay = day(gettext_lazy("Vào ngày"))


class ListForm(forms.Form):
    use_required_attribute = False

    prepared = choice(
        gettext_lazy("Lập từ"),
        help_text=gettext_lazy(
            "Chọn danh mục có sẵn thì mã, tên, nguồn để trống được."
        ),
    )
    code = needed(
        words(
            gettext_lazy("Mã danh mục"),
            most=LONGEST_CODE,
            help_text=gettext_lazy("Chữ thường không dấu. Ví dụ: nghe-nghiep."),
        )
    )
    name = needed(words(gettext_lazy("Tên danh mục"), most=LONGEST_NAME))
    source = needed(
        words(
            gettext_lazy("Nguồn"),
            most=LONGEST_SOURCE,
            help_text=gettext_lazy("Văn bản ban hành, hoặc ai lập."),
        )
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Ai cũng tra được qua API, không cần mã truy cập"),
        required=False,
    )

    def __init__(self, *args: Any, fixed_code: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        self._code = fixed_code
        if fixed_code:
            del self.fields["code"], self.fields["prepared"]
            return
        ready = [(one.code, _ready(one)) for one in prepared_lists().values()]
        fill(self, "prepared", [("", _("danh mục trống")), *ready])

    def data_given(self) -> ListData:
        return ListData(**{"code": self._code, **self.cleaned_data})


def _ready(one: Prepared) -> str:
    told = {"name": one.name, "count": len(one.lines), "source": one.source}
    return _("%(name)s: %(count)s mục; %(source)s") % told


class LoadForm(forms.Form):
    use_required_attribute = False

    file = needed(
        forms.FileField(
            label=gettext_lazy("Tệp .xlsx, .ods, .csv"),
            required=False,
            help_text=gettext_lazy(
                "Dòng đầu: Mã, Tên, Từ ngày, Đến trước ngày, Mã kế thừa."
            ),
        )
    )


class LineForm(forms.Form):
    """One line, as a file would have it."""

    use_required_attribute = False

    code = needed(words(gettext_lazy("Mã"), most=LONGEST_CODE))
    name = needed(words(gettext_lazy("Tên"), most=LONGEST_NAME))
    since = needed(words(gettext_lazy("Từ ngày"), most=20))
    until = words(gettext_lazy("Đến trước ngày"), most=20)
    heirs = words(
        gettext_lazy("Mã kế thừa"),
        most=400,
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy; chỉ khi có ngày hết."),
    )
