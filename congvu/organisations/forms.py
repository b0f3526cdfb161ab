"""What a person asks of the organisation pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.refusals import Refused
from congvu.organisations.formats.reform_sheet import as_table
from congvu.organisations.models import Person, Post
from congvu.organisations.queries import (
    appointments_from,
    colleagues_of,
    people_called,
    posts_from,
    units_from,
)
from congvu.organisations.rules import (
    ABSENCE_REASON_NAMES,
    DELEGATION_KIND_NAMES,
    LIMITABLE,
    ROLE_NAMES,
    ROUTE_NAMES,
    AbsenceReason,
    DelegationKind,
    Route,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

DATE_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y"]


class DayForm(forms.Form):
    """The day as of which the organisation is shown."""

    ngay = forms.DateField(
        label=_("Cơ cấu tổ chức ngày"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages={
            "invalid": _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026."),
            "required": _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026."),
        },
    )


# -- what an administrator changes in an agency

_DAY_WRONG = {
    "invalid": _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026."),
    "required": _("Ghi ngày dạng ngày/tháng/năm, ví dụ 02/09/2026."),
}


def _day_field(label: StrPromise, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d/%m/%Y"),
        error_messages=_DAY_WRONG,
        **given,
    )


def _name_field(label: StrPromise, most: int, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        error_messages={"required": format_lazy(_("Chưa ghi “{name}”."), name=label)},
        **given,
    )


class ChangeForm(forms.Form):
    """One change in one agency; its choices are what the agency has from today on."""

    def __init__(self, *args: Any, agency_id: UUID, on: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.on = on
        if "valid_from" in self.fields:
            self.fields["valid_from"].initial = on
        self.choose(agency_id, on)

    def choose(self, agency_id: UUID, on: date) -> None:
        """Fill in what there is to choose from."""

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", gettext("Chọn…")), *choices]

    def clean_valid_from(self) -> date:
        return _near(self.cleaned_data["valid_from"])

    def clean_valid_until(self) -> date | None:
        day: date | None = self.cleaned_data["valid_until"]
        return _near(day) if day else None


def _near(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(_DAY_WRONG["invalid"])
    return day


class UnitForm(ChangeForm):
    name = _name_field(_("Tên đơn vị"), 200)
    symbol = _name_field(_("Viết tắt trong ký hiệu"), 20, required=False)
    parent = forms.ChoiceField(label=_("Thuộc đơn vị"), required=False)
    valid_from = _day_field(_("Từ ngày"))

    def choose(self, agency_id: UUID, on: date) -> None:
        self.offer("parent", [(str(unit), n) for unit, n in units_from(agency_id, on)])


class PostForm(ChangeForm):
    unit = forms.ChoiceField(
        label=_("Đơn vị"), error_messages={"required": _("Chọn đơn vị.")}
    )
    name = _name_field(_("Tên chức vụ"), 120)
    role = forms.ChoiceField(
        label=_("Vai trò"),
        help_text=_("Vai trò quyết định người giữ chức vụ được làm gì."),
        error_messages={"required": _("Chọn vai trò.")},
    )
    valid_from = _day_field(_("Từ ngày"))

    def choose(self, agency_id: UUID, on: date) -> None:
        self.offer("unit", [(str(unit), n) for unit, n in units_from(agency_id, on)])
        self.offer("role", [(r.value, gettext(n)) for r, n in ROLE_NAMES.items()])


class PersonForm(ChangeForm):
    full_name = _name_field(_("Họ và tên"), 80)
    username = _name_field(
        _("Tên đăng nhập"),
        150,
        help_text=_(
            "Viết liền, không dấu cách. Tài khoản đã có thì gắn với người này."
        ),
    )
    email = forms.EmailField(label=_("Thư công vụ"), max_length=254, required=False)
    valid_from = _day_field(_("Vào công vụ từ ngày"))


class _PersonInPostForm(ChangeForm):
    person = _name_field(
        _("Người"),
        254,
        help_text=_("Tên đăng nhập, thư công vụ, hoặc họ và tên đầy đủ"),
    )
    post = forms.ChoiceField(
        label=_("Chức vụ"), error_messages={"required": _("Chọn chức vụ.")}
    )

    def choose(self, agency_id: UUID, on: date) -> None:
        self.offer(
            "post",
            [
                (str(post.id), f"{unit} · {post.name}")
                for post, unit in posts_from(agency_id, on)
            ],
        )

    def clean_person(self) -> Person:
        found = people_called(self.cleaned_data["person"], self.on)
        if not found:
            raise forms.ValidationError(_("Không có cán bộ nào như vậy."))
        if len(found) > 1:
            names = ", ".join(p.user.username for p in found if p.user)
            words = _("Có nhiều người cùng tên; ghi tên đăng nhập: %(names)s.")
            raise forms.ValidationError(words % {"names": names})
        return found[0]


class AppointForm(_PersonInPostForm):
    valid_from = _day_field(_("Từ ngày"))
    legal_basis = _name_field(
        _("Căn cứ"),
        300,
        required=False,
        help_text=_("Số, ký hiệu và ngày của quyết định"),
    )


class DelegateForm(_PersonInPostForm):
    kind = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[(k.value, _(name)) for k, name in DELEGATION_KIND_NAMES.items()],
        initial=DelegationKind.ACTING.value,
    )
    valid_from = _day_field(_("Từ ngày"))
    valid_until = _day_field(
        _("Đến trước ngày"), help_text=_("Từ ngày này người ấy thôi làm thay.")
    )
    legal_basis = _name_field(
        _("Căn cứ"), 300, help_text=_("Số, ký hiệu và ngày của quyết định")
    )
    content = _name_field(
        _("Nội dung ủy quyền"),
        300,
        required=False,
        help_text=_("Bắt buộc khi ủy quyền: những việc nào."),
    )
    granted = forms.MultipleChoiceField(
        label=_("Được làm"),
        required=False,
        choices=[(p.value, _(name)) for p, name in LIMITABLE.items()],
        initial=[p.value for p in LIMITABLE],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Trong những việc chức vụ ấy được làm; bỏ chọn việc không giao."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last <= first:
            self.add_error("valid_until", _("Ngày kết thúc phải sau ngày bắt đầu."))
        kept = set(data.get("granted", []))
        data["withheld"] = [p.value for p in LIMITABLE if p.value not in kept]
        return data


class AbsenceForm(forms.Form):
    """Away from, back on, where new work goes, and for each post who stands in."""

    valid_from = _day_field(_("Vắng từ ngày"))
    valid_until = _day_field(_("Trở lại làm việc ngày"))
    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=[(r.value, _(name)) for r, name in ABSENCE_REASON_NAMES.items()],
    )
    route = forms.ChoiceField(
        label=_("Việc giao đến trong lúc vắng"),
        choices=[(r.value, _(name)) for r, name in ROUTE_NAMES.items()],
        widget=forms.RadioSelect,
        initial=Route.DESK.value,
    )

    def __init__(
        self, *args: Any, on: date, posts: list[Post], person_id: UUID, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.fields["valid_from"].initial = on
        self.posts = {f"stand_in_{post.id}": post for post in posts}
        for name, post in self.posts.items():
            offered = colleagues_of(post.unit.agency_id, on, but=person_id)
            self.fields[name] = forms.ChoiceField(
                label=format_lazy(_("Người làm thay {post}"), post=post.name),
                required=False,
                choices=[
                    ("", gettext("Không ai; việc chờ tôi về")),
                    *((str(who), words) for who, words in offered),
                ],
            )

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = {self.posts[name].id: data[name] for name in self.posts if data[name]}
        people = Person.objects.in_bulk({UUID(key) for key in chosen.values()})
        return {
            "valid_from": data["valid_from"],
            "valid_until": data["valid_until"],
            "reason": AbsenceReason(data["reason"]),
            "route": Route(data["route"]),
            "stand_ins": {post: people[UUID(key)] for post, key in chosen.items()},
        }

    def refuse(self, why: Refused) -> None:
        """Put each reason beside what it is about."""
        for reason in why.reasons:
            field = reason.field if reason.field in self.fields else None
            self.add_error(field, gettext(reason.message))

    def clean_valid_from(self) -> date:
        return _near(self.cleaned_data["valid_from"])

    def clean_valid_until(self) -> date:
        return _near(self.cleaned_data["valid_until"])


class EndForm(ChangeForm):
    appointment = forms.ChoiceField(
        label=_("Người giữ chức vụ"),
        error_messages={"required": _("Chọn người thôi giữ chức vụ.")},
    )
    valid_until = _day_field(
        _("Thôi giữ từ ngày"), help_text=_("Việc đang mở ở lại với chức vụ.")
    )

    def choose(self, agency_id: UUID, on: date) -> None:
        self.offer(
            "appointment",
            [
                (str(row.id), f"{row.person.full_name} · {row.post.name}")
                for row in appointments_from(agency_id, on)
            ],
        )


# -- acts that reorganise bodies


class ReformForm(forms.Form):
    """An act and its lines: a file, or rows pasted from a table."""

    title = _name_field(_("Tên gọi"), 300)
    legal_basis = _name_field(
        _("Căn cứ"), 300, help_text=_("Số, ký hiệu và ngày của quyết định")
    )
    on = _day_field(_("Có hiệu lực từ ngày"))
    sheet = forms.FileField(
        label=_("Bảng .xlsx hoặc .csv"),
        required=False,
        help_text=_("Tải bảng mẫu, điền rồi tải lên."),
    )
    rows = forms.CharField(
        label=_("Hoặc dán các dòng"),
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "Dán từ bảng tính, hoặc gõ với dấu | giữa các ô: việc | từ | thành | mã | "
            "tên | tên gọi tắt | ký hiệu | địa danh | loại | cấp trên | cơ cấu | "
            "kế thừa | người | ghi chú. Dòng 1 ở đây là dòng 2 của bảng."
        ),
    )

    def clean_on(self) -> date:
        return _near(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.has_table() and "rows" not in self.errors:
            self.add_error("rows", _("Chọn một bảng hoặc dán các dòng."))
        return data

    def has_table(self) -> bool:
        """Whether there are rows to be judged, whatever else is wrong."""
        data = self.cleaned_data
        return bool(data.get("sheet") or data.get("rows", "").strip())

    def content(self) -> bytes:
        """The table as a file has it; pasted rows get the usual titles."""
        if self.cleaned_data.get("sheet"):
            content: bytes = self.cleaned_data["sheet"].read()
            return content
        return as_table(self.cleaned_data["rows"])


class DecideForm(forms.Form):
    """Whoever decides says that the legal basis was read."""

    confirmed = forms.BooleanField(
        error_messages={"required": _("Đối chiếu căn cứ rồi đánh dấu vào ô này.")}
    )

    def __init__(self, *args: Any, basis: str, **given: Any) -> None:
        super().__init__(*args, **given)
        words = gettext("Tôi đã đối chiếu căn cứ: %(basis)s")
        self.fields["confirmed"].label = words % {"basis": basis}


class LookUpForm(forms.Form):
    q = forms.CharField(
        label=_("Mã hoặc tên cơ quan"),
        max_length=200,
        min_length=2,
        error_messages={
            "required": _("Ghi mã hoặc một phần tên."),
            "min_length": _("Ghi ít nhất hai ký tự."),
        },
    )
    ngay = _day_field(_("Vào ngày"), required=False)
