"""Sets of data, terms, services: what people type about what is shared."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.registry.actions import (
    ServiceData,
    SetData,
    Terms,
)
from congvu.registry.forms.databases import (
    Labelled,
    Offered,
    Told,
    key_given,
    named,
    several,
)
from congvu.registry.rules import (
    ACCESS_NAMES,
    CATALOGUED_NAMES,
    FREQUENCY_NAMES,
    LICENCES,
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    SERVICE_PROTOCOL_NAMES,
    SERVICE_STATE_NAMES,
)
from congvu.ui.fields import choice, day, fill, needed, words


class SetForm(Told):
    """A set of a table; ``columns`` are those to choose among, told with what of them
    is personal.
    """

    title = needed(words(gettext_lazy("Tên bộ dữ liệu"), most=LONGEST_NAME))
    about = needed(words(gettext_lazy("Có gì trong đó"), rows=2, most=LONGEST_TEXT))
    theme = words(gettext_lazy("Lĩnh vực"), most=LONGEST_NAME)
    fields_chosen = needed(several(gettext_lazy("Trường")))
    frequency = needed(choice(gettext_lazy("Cập nhật")))
    access = needed(choice(gettext_lazy("Ai được đọc")))
    basis = words(gettext_lazy("Căn cứ pháp lý"), rows=2, most=LONGEST_REASON)
    licence = choice(
        gettext_lazy("Giấy phép"), help_text=gettext_lazy("Bắt buộc với dữ liệu mở.")
    )
    terms = words(gettext_lazy("Điều kiện sử dụng"), rows=2, most=LONGEST_REASON)
    contact = words(
        gettext_lazy("Đầu mối hỏi về dữ liệu"),
        most=LONGEST_REASON,
        help_text=gettext_lazy("Đơn vị, điện thoại, thư công vụ."),
    )

    def __init__(self, *args: Any, columns: Labelled, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "fields_chosen", columns)
        fill(self, "frequency", named(FREQUENCY_NAMES.items()))
        fill(self, "access", named(ACCESS_NAMES.items()))
        licences = [(key, one.name) for key, one in LICENCES.items()]
        fill(self, "licence", [("", _("Không ghi")), *licences])

    def data_given(self) -> SetData:
        told = dict(self.cleaned_data)
        return SetData(fields=told.pop("fields_chosen"), **told)

    def add_error(self, field: str | None, error: Any) -> None:
        """What an action says of ``fields`` stands beside the choice."""
        super().add_error("fields_chosen" if field == "fields" else field, error)


class TermsForm(Told):
    purpose = needed(words(gettext_lazy("Dùng để làm gì"), rows=2, most=LONGEST_TEXT))
    basis = needed(words(gettext_lazy("Căn cứ pháp lý"), rows=2, most=LONGEST_REASON))
    fields_chosen = needed(several(gettext_lazy("Trường cần đọc")))
    valid_from = needed(day(gettext_lazy("Từ ngày")))
    valid_until = day(gettext_lazy("Đến trước ngày"))

    def __init__(
        self, *args: Any, columns: Labelled, agencies: Offered = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "fields_chosen", columns)
        if agencies:
            self.fields["consumer_id"] = needed(choice(gettext_lazy("Cơ quan nhận")))
            fill(self, "consumer_id", named(agencies))
            self.order_fields(["consumer_id"])

    def terms_given(self) -> Terms:
        told = dict(self.cleaned_data)
        told.pop("consumer_id", None)
        return Terms(fields=told.pop("fields_chosen"), **told)

    def consumer_given(self, default: UUID) -> UUID | None:
        if "consumer_id" not in self.fields:
            return default
        return key_given(self.cleaned_data["consumer_id"])

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error("fields_chosen" if field == "fields" else field, error)


class CatalogueForm(forms.Form):
    use_required_attribute = False

    tim = words(gettext_lazy("Tìm"), most=100)
    loai = choice(gettext_lazy("Loại"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = [(key, _(name)) for key, name in CATALOGUED_NAMES.items()]
        fill(self, "loai", [("", _("Mọi loại")), *kinds])


class ServiceForm(Told):
    """A service by which a system gives data; ``fields_told`` a line each."""

    title = needed(words(gettext_lazy("Tên dịch vụ"), most=LONGEST_NAME))
    about = needed(words(gettext_lazy("Cho dữ liệu gì"), rows=2, most=LONGEST_TEXT))
    system_id = choice(gettext_lazy("Của hệ thống"))
    basis = needed(words(gettext_lazy("Căn cứ pháp lý"), rows=2, most=LONGEST_REASON))
    fields_told = needed(
        words(
            gettext_lazy("Trường"),
            rows=4,
            most=LONGEST_TEXT * 2,
            help_text=gettext_lazy("Mỗi dòng một trường."),
        )
    )
    has_personal = needed(choice(gettext_lazy("Có dữ liệu cá nhân")))
    protocol = needed(choice(gettext_lazy("Giao thức")))
    address = words(gettext_lazy("Địa chỉ tài liệu"), most=LONGEST_ADDRESS)
    contact = words(gettext_lazy("Đầu mối"), most=LONGEST_REASON)
    state = needed(choice(gettext_lazy("Trạng thái")))

    def __init__(self, *args: Any, systems: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        offered = [(str(key), name) for key, name in systems]
        fill(self, "system_id", [("", _("Không ghi")), *offered])
        answers = [("co", _("có")), ("khong", _("không"))]
        fill(self, "has_personal", [("", _("Chọn…")), *answers])
        fill(self, "protocol", named(SERVICE_PROTOCOL_NAMES.items()))
        fill(self, "state", named(SERVICE_STATE_NAMES.items()))

    def data_given(self) -> ServiceData:
        told = dict(self.cleaned_data)
        system, personal = told.pop("system_id"), told.pop("has_personal")
        return ServiceData(
            fields=told.pop("fields_told").splitlines(),
            has_personal={"co": True, "khong": False}.get(personal),
            system_id=key_given(system),
            **told,
        )

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error("fields_told" if field == "fields" else field, error)
