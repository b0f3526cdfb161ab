"""What people type about a dossier and what lies in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.archives.actions import DossierData
from congvu.archives.models import Dossier, PlanLine
from congvu.archives.rules import (
    ACCESS_NAMES,
    DOSSIER_STATE_NAMES,
    LONGEST_REASON,
    LONGEST_SYMBOL,
    LONGEST_TITLE,
    ORIGIN_NAMES,
    PACKAGE_KIND_NAMES,
    RETENTION_NAMES,
    Access,
)
from congvu.documents.queries import Desk
from congvu.organisations.rules import Role
from congvu.ui.fields import choice, day, fill, needed, words


def _named(names: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), _(text)) for key, text in names.items()]


class ChangeForm(forms.Form):
    """The data of a dossier."""

    title = needed(words(gettext_lazy("Tiêu đề hồ sơ"), rows=2, most=LONGEST_TITLE))
    symbol = needed(
        words(
            gettext_lazy("Số, ký hiệu hồ sơ"),
            most=LONGEST_SYMBOL,
            help_text=gettext_lazy("Ví dụ: 07.KGVX"),
        )
    )
    retention = choice(gettext_lazy("Thời hạn bảo quản"))
    opened_on = day(gettext_lazy("Ngày bắt đầu"), required=True)
    keywords = words(gettext_lazy("Từ khóa"), most=100)
    description = words(gettext_lazy("Ghi chú"), rows=2, most=2000)
    origin = choice(gettext_lazy("Nguồn gốc tài liệu"), required=True)
    paper_code = words(gettext_lazy("Mã hồ sơ giấy"), most=100)
    sheets = forms.IntegerField(
        label=gettext_lazy("Số tờ giấy"),
        min_value=0,
        max_value=1_000_000,
        required=False,
    )
    place = words(
        gettext_lazy("Nơi để hồ sơ giấy"),
        help_text=gettext_lazy("Ví dụ: Kho 1, giá 3, hộp 12"),
    )
    construction = forms.BooleanField(
        label=gettext_lazy("Tài liệu xây dựng cơ bản (nộp lưu sau 3 tháng)"),
        required=False,
    )

    def __init__(self, *args: Any, planned: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "retention", [("", _("chưa xác định")), *_named(RETENTION_NAMES)])
        fill(self, "origin", _named(ORIGIN_NAMES))
        if planned:
            del self.fields["symbol"]

    def data_given(self) -> DossierData:
        data = self.cleaned_data
        return DossierData(
            title=data["title"],
            symbol=data.get("symbol", ""),
            retention=data["retention"],
            opened_on=data["opened_on"],
            description=data["description"],
            keywords=data["keywords"],
            construction=data["construction"],
            origin=data["origin"],
            paper_code=data["paper_code"],
            sheets=data["sheets"] or 0,
            place=data["place"],
        )


class OpenForm(ChangeForm):
    """A new dossier: from a line of the plan, or outside it."""

    field_order = ["plan_line", "title", "symbol"]

    plan_line = choice(gettext_lazy("Theo danh mục hồ sơ"))
    for_unit = forms.BooleanField(
        label=gettext_lazy("Mọi người trong đơn vị cùng lập hồ sơ này"), required=False
    )

    def __init__(self, *args: Any, lines: Sequence[PlanLine], **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = [(str(x.id), f"{x.symbol} · {x.title} ({x.plan.year})") for x in lines]
        fill(self, "plan_line", [("", _("Ngoài danh mục")), *chosen])
        # The plan's own, where there is a line.
        self.fields["symbol"].needed = False  # type: ignore[attr-defined]
        del self.fields["symbol"].widget.attrs["aria-required"]

    def line_id(self) -> UUID | None:
        value = self.cleaned_data["plan_line"]
        return UUID(value) if value else None


def dossier_initial(dossier: Dossier) -> dict[str, Any]:
    return {name: getattr(dossier, name) for name in ChangeForm.base_fields}


class FileForm(forms.Form):
    """A file no register has."""

    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        error_messages={"required": gettext_lazy("Chọn tệp.")},
    )
    subject = needed(words(gettext_lazy("Trích yếu nội dung"), rows=2, most=500))
    happened_on = day(gettext_lazy("Ngày của tài liệu"), required=True)
    type_name = words(gettext_lazy("Tên loại"), most=100)
    symbol = words(gettext_lazy("Số, ký hiệu"), most=100)
    author = words(gettext_lazy("Tác giả"))
    pages = forms.IntegerField(
        label=gettext_lazy("Số trang"), min_value=1, max_value=99999, required=False
    )
    is_draft = forms.BooleanField(
        label=gettext_lazy("Bản nháp (bỏ khi kết thúc hồ sơ)"), required=False
    )


class FilePaperForm(forms.Form):
    """Into which dossier a paper goes."""

    dossier = choice(gettext_lazy("Đưa vào hồ sơ"), required=True)

    def __init__(self, *args: Any, dossiers: Iterable[Dossier], **given: Any) -> None:
        super().__init__(*args, **given)
        fill(
            self, "dossier", [(str(d.id), f"{d.symbol} · {d.title}") for d in dossiers]
        )


class MoveForm(forms.Form):
    to = choice(gettext_lazy("Chuyển sang hồ sơ"), required=True)

    def __init__(self, *args: Any, dossiers: Iterable[Dossier], **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "to", [(str(d.id), f"{d.symbol} · {d.title}") for d in dossiers])


class WhyForm(forms.Form):
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))


class CloseForm(forms.Form):
    """The end of the work, what is dropped, the closing note."""

    ended_on = needed(day(gettext_lazy("Ngày công việc kết thúc")))
    access = needed(
        choice(
            gettext_lazy("Chế độ sử dụng"),
            help_text=gettext_lazy("Ghi vào gói hồ sơ nộp lưu trữ."),
        )
    )
    drops = forms.BooleanField(
        label=gettext_lazy("Bỏ các bản trùng, bản nháp khỏi hồ sơ"), required=False
    )
    closing_note = words(
        gettext_lazy("Chứng từ kết thúc"),
        rows=2,
        most=2000,
        help_text=gettext_lazy(
            "Đặc điểm tài liệu, nếu có; số văn bản, số trang tự ghi."
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "access", _named(ACCESS_NAMES))

    def clean_access(self) -> Access:
        """Open only if somebody says so."""
        return Access(self.cleaned_data["access"] or Access.RESTRICTED)


class RightForm(forms.Form):
    desk = choice(gettext_lazy("Nơi được mở"), required=True)
    may_file = forms.BooleanField(
        label=gettext_lazy("Cùng lập hồ sơ: được đưa văn bản vào, lấy ra"),
        required=False,
    )
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))

    def __init__(self, *args: Any, desks: Iterable[Desk], **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [d for d in desks if d.role != Role.ADMINISTRATOR]
        fill(self, "desk", [("", _("Chọn…")), *((str(d.id), d.name) for d in offered)])


class PackForm(forms.Form):
    """Which package; none of it is certain."""

    kind = choice(
        gettext_lazy("Loại gói"),
        required=True,
        help_text=gettext_lazy(
            "Theo các bản tóm tắt của Thông tư 05/2025/TT-BNV; chưa xác minh nguồn."
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "kind", _named(PACKAGE_KIND_NAMES))


class PackageForm(forms.Form):
    """A package made elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Tệp gói (.zip)"),
        help_text=gettext_lazy("Gói chỉ được đọc để kiểm tra, không giữ lại."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": gettext_lazy("Chọn tệp gói."),
            "missing": gettext_lazy("Chọn tệp gói."),
            "empty": gettext_lazy("Tệp rỗng."),
        },
    )


class FreezeForm(forms.Form):
    dossiers = forms.MultipleChoiceField(
        label=gettext_lazy("Hồ sơ"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một hồ sơ.")},
    )
    reason = needed(words(gettext_lazy("Lý do"), rows=2, most=LONGEST_REASON))

    def __init__(self, *args: Any, dossiers: Iterable[Dossier], **given: Any) -> None:
        super().__init__(*args, **given)
        fill(
            self,
            "dossiers",
            [(str(d.id), f"{d.symbol}/{d.year} · {d.title}") for d in dossiers],
        )


class ListForm(forms.Form):
    """What the list of dossiers is narrowed to."""

    tim = words(gettext_lazy("Tìm"))
    nam = forms.TypedChoiceField(
        label=gettext_lazy("Năm"), required=False, coerce=int, empty_value=None
    )
    trang_thai = choice(gettext_lazy("Trạng thái"))

    def __init__(self, *args: Any, years: Sequence[int], **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = [("", _("mọi năm")), *((str(y), str(y)) for y in years)]
        self.fields["nam"].choices = chosen  # type: ignore[attr-defined]
        fill(
            self,
            "trang_thai",
            [("", _("mọi trạng thái")), *_named(DOSSIER_STATE_NAMES)],
        )
