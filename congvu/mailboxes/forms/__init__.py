"""What people type about mailboxes. Forms read; actions decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.mailboxes.actions import (
    EntryData,
    ListData,
    MemberData,
    RequestData,
    RuleData,
    SeatBoxData,
)
from congvu.mailboxes.models import ListEntry, NamingRule
from congvu.mailboxes.rules import (
    COLLISION_NAMES,
    LONGEST_ADDRESS,
    LONGEST_LABEL,
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    REQUEST_KIND_NAMES,
    Collision,
    RequestKind,
)
from congvu.organisations.models import AgencyKind
from congvu.organisations.rules import ROLE_NAMES, Role
from congvu.ui.fields import choice, day, fill, needed, words

Offered = Sequence[tuple[UUID, str]]


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        max_value=10_000_000,
        error_messages={
            "invalid": gettext_lazy("Ghi một số nguyên."),
            "required": gettext_lazy("Chưa có số."),
        },
        **more,
    )


def _yes(label: Any, **more: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **more)


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


def _address(label: Any, **more: Any) -> forms.CharField:
    return words(label, most=LONGEST_ADDRESS, **more)


# -- one's own box


class PasswordForm(forms.Form):
    label = needed(
        words(
            gettext_lazy("Dùng cho"),
            most=LONGEST_LABEL,
            help_text=gettext_lazy("Ví dụ: điện thoại của tôi, Thunderbird ở cơ quan."),
        )
    )


class VacationForm(forms.Form):
    first_day = day(gettext_lazy("Từ ngày"), required=True)
    last_day = day(gettext_lazy("Đến hết ngày"), required=True)
    subject = words(gettext_lazy("Tiêu đề"), most=LONGEST_LINE)
    text = needed(
        words(
            gettext_lazy("Nội dung trả lời"),
            rows=5,
            most=LONGEST_TEXT,
            help_text=gettext_lazy(
                "Mỗi người gửi nhận một lần; ghi ai giải quyết thay."
            ),
        )
    )


# -- who keeps boxes


class FilterForm(forms.Form):
    """What the list is narrowed to; wrong words narrow nothing."""

    q = words(gettext_lazy("Tên hoặc địa chỉ"), most=100)
    co_quan = choice(gettext_lazy("Cơ quan"))

    def __init__(self, *args: Any, agencies: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "co_quan", agencies, _("Mọi cơ quan"))
        if not agencies:
            del self.fields["co_quan"]


class SeatBoxForm(forms.Form):
    unit_id = choice(gettext_lazy("Đơn vị"))
    title = needed(words(gettext_lazy("Tên hiển thị"), most=LONGEST_LINE))
    local_part = _address(
        gettext_lazy("Địa chỉ"),
        help_text=gettext_lazy("Bỏ trống: đặt theo quy tắc, từ ký hiệu đơn vị."),
    )
    quota_mb = _number(gettext_lazy("Dung lượng, MB"), required=False)

    def __init__(self, *args: Any, units: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "unit_id", units, _("Không của riêng đơn vị nào"))

    def data_given(self, agency_id: UUID) -> SeatBoxData:
        data = self.cleaned_data
        return SeatBoxData(
            agency_id=agency_id,
            title=data["title"],
            unit_id=_uuid(data["unit_id"]),
            local_part=data["local_part"],
            quota_mb=data["quota_mb"],
        )


class ChangeForm(forms.Form):
    title = needed(words(gettext_lazy("Tên hiển thị"), most=LONGEST_LINE))
    quota_mb = _number(gettext_lazy("Dung lượng, MB"))


class CloseForm(forms.Form):
    reason = needed(words(gettext_lazy("Lý do đóng"), most=LONGEST_LINE))
    forward_to = _address(
        gettext_lazy("Chuyển tiếp thư tới"),
        help_text=gettext_lazy(
            "Một hộp thư chức danh của cùng cơ quan; bỏ trống: thư bị trả."
        ),
    )
    grace_days = _number(gettext_lazy("Số ngày chuyển tiếp"))


class MemberForm(forms.Form):
    post_id = choice(
        gettext_lazy("Chức vụ"),
        help_text=gettext_lazy("Ai giữ chức vụ này hôm nào thì có quyền hôm ấy."),
    )
    can_read = _yes(gettext_lazy("đọc thư"), initial=True)
    can_send_as = _yes(gettext_lazy("gửi với tư cách hộp thư"))
    can_send_on_behalf = _yes(gettext_lazy("gửi thay mặt, thư ghi tên người gửi"))
    valid_from = day(gettext_lazy("Từ ngày"))
    valid_until = day(gettext_lazy("Đến trước ngày"))

    def __init__(self, *args: Any, posts: Offered, **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self, "post_id", posts, _("Chọn…"))
        needed(self.fields["post_id"])

    def data_given(self) -> MemberData:
        data = self.cleaned_data
        return MemberData(
            post_id=_uuid(data["post_id"]),
            can_read=data["can_read"],
            can_send_as=data["can_send_as"],
            can_send_on_behalf=data["can_send_on_behalf"],
            valid_from=data["valid_from"],
            valid_until=data["valid_until"],
        )


class AliasForm(forms.Form):
    address = needed(_address(gettext_lazy("Địa chỉ phụ")))
    reason = words(gettext_lazy("Lý do"), most=LONGEST_LINE)
    valid_until = day(gettext_lazy("Đến trước ngày"))


class LookForm(forms.Form):
    reason = needed(
        words(
            gettext_lazy("Lý do mở hộp thư"),
            rows=3,
            most=LONGEST_REASON,
            help_text=gettext_lazy("Chủ hộp thư được báo ngay và đọc được lý do này."),
        )
    )
    hours = _number(gettext_lazy("Trong số giờ"), initial=4)


class RuleForm(forms.Form):
    valid_from = day(gettext_lazy("Áp dụng từ ngày"), required=True)
    domain = needed(words(gettext_lazy("Tên miền"), most=190))
    person_pattern = needed(
        words(
            gettext_lazy("Địa chỉ cá nhân"),
            most=60,
            help_text=gettext_lazy(
                "ten, ho, dem, hodem, hd (chữ đầu của họ và đệm), donvi; "
                "nối bằng . - _ hoặc + (liền nhau)."
            ),
        )
    )
    seat_pattern = needed(
        words(
            gettext_lazy("Địa chỉ chức danh"),
            most=60,
            help_text=gettext_lazy("ghe là vanthu, chanhvp hoặc ký hiệu đơn vị."),
        )
    )
    agency_pattern = needed(words(gettext_lazy("Địa chỉ cơ quan"), most=60))
    collision = choice(gettext_lazy("Khi trùng"), required=True)
    person_quota_mb = _number(gettext_lazy("Dung lượng hộp cá nhân, MB"))
    seat_quota_mb = _number(gettext_lazy("Dung lượng hộp chức danh, MB"))
    grace_days = _number(gettext_lazy("Số ngày chuyển tiếp thư của người thôi"))
    is_automatic = _yes(gettext_lazy("tự mở cho người mới, tự đóng khi thôi"))
    legal_basis = words(gettext_lazy("Căn cứ"), most=LONGEST_LINE)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fill(self, "collision", [(str(k), _(n)) for k, n in COLLISION_NAMES.items()])

    def data_given(self) -> RuleData:
        data = dict(self.cleaned_data)
        return RuleData(**(data | {"collision": Collision(data["collision"])}))


def rule_shown(rule: NamingRule | None, on: date) -> dict[str, Any]:
    """What the form of a new rule begins with: the one that holds."""
    if rule is None:
        usual = RuleData(domain="", valid_from=on)
        return {**vars(usual), "collision": str(usual.collision)}
    names = [
        "person_pattern",
        "seat_pattern",
        "agency_pattern",
        "collision",
        "person_quota_mb",
        "seat_quota_mb",
        "grace_days",
        "is_automatic",
    ]
    shown = {name: getattr(rule, name) for name in names}
    return {**shown, "domain": rule.domain.name, "valid_from": on}


# -- asking


class RequestForm(forms.Form):
    kind = choice(gettext_lazy("Đề nghị"), required=True)
    mailbox_id = choice(
        gettext_lazy("Hộp thư"),
        help_text=gettext_lazy("Khi tăng dung lượng, thêm địa chỉ phụ, đóng."),
    )
    unit_id = choice(
        gettext_lazy("Đơn vị"),
        help_text=gettext_lazy("Khi mở hộp thư của đơn vị, lập danh sách."),
    )
    title = words(gettext_lazy("Tên hiển thị"), most=LONGEST_LINE)
    local_part = _address(gettext_lazy("Địa chỉ mong muốn"))
    quota_mb = _number(gettext_lazy("Dung lượng mong muốn, MB"), required=False)
    reason = needed(words(gettext_lazy("Lý do"), rows=3, most=LONGEST_REASON))

    def __init__(
        self, *args: Any, boxes: Offered, units: Offered, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        kinds = [(str(k), _(name)) for k, name in REQUEST_KIND_NAMES.items()]
        fill(self, "kind", kinds)
        _offer(self, "mailbox_id", boxes, _("Không"))
        _offer(self, "unit_id", units, _("Không"))

    def data_given(self) -> RequestData:
        data = self.cleaned_data
        return RequestData(
            kind=RequestKind(data["kind"]),
            reason=data["reason"],
            mailbox_id=_uuid(data["mailbox_id"]),
            unit_id=_uuid(data["unit_id"]),
            title=data["title"],
            local_part=data["local_part"],
            quota_mb=data["quota_mb"],
        )


class DecideForm(forms.Form):
    answer = words(
        gettext_lazy("Trả lời"),
        rows=3,
        most=LONGEST_REASON,
        help_text=gettext_lazy("Khi từ chối phải ghi lý do."),
    )


# -- lists


class ListForm(forms.Form):
    title = needed(words(gettext_lazy("Tên danh sách"), most=LONGEST_LINE))
    address = needed(_address(gettext_lazy("Địa chỉ")))
    units = _several(gettext_lazy("Mọi người trong đơn vị, kể cả đơn vị dưới"))
    role = choice(
        gettext_lazy("Chỉ vai trò"),
        help_text=gettext_lazy("Áp dụng cho các đơn vị đã chọn."),
    )
    groups = _several(gettext_lazy("Ở mọi cơ quan cùng loại"))

    def __init__(
        self, *args: Any, units: Offered, all_agencies: bool, fixed: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fill(self, "units", [(str(pk), name) for pk, name in units])
        roles = [(str(k), _(name)) for k, name in ROLE_NAMES.items()]
        fill(self, "role", [("", _("mọi vai trò")), *roles])
        fill(self, "groups", _groups())
        if not all_agencies:
            del self.fields["groups"]
        if fixed:
            del self.fields["address"]

    def entries(self) -> list[EntryData]:
        data = self.cleaned_data
        found = [EntryData(unit_id=UUID(u), role=data["role"]) for u in data["units"]]
        for value in data.get("groups", []):
            kind, _colon, role = value.partition(":")
            found.append(EntryData(agency_kind=kind, role=role))
        return found

    def unseen(self, entries: Collection[ListEntry]) -> list[EntryData]:
        """Of a list's entries those that are not shown here, and stay as they are."""
        units, role = self.initial["units"], self.initial["role"]
        groups = self.initial["groups"] if "groups" in self.fields else []
        return [
            EntryData(
                one.agency_id, one.unit_id, one.agency_kind, one.mailbox_id, one.role
            )
            for one in entries
            if not (str(one.unit_id) in units and one.role == role)
            and _group(one) not in groups
        ]

    def data_given(self, agency_id: UUID) -> ListData:
        data = self.cleaned_data
        return ListData(agency_id, data["title"], data["address"], self.entries())


def _groups() -> list[tuple[str, str]]:
    """The clerks and the leaders of each kind of agency."""
    kinds = (AgencyKind.DEPARTMENT, AgencyKind.COMMUNE)
    return [
        (f"{kind}:{role}", f"{_(ROLE_NAMES[role])}, {kind.label}")
        for kind in kinds
        for role in (Role.RECORDS_CLERK, Role.LEADER, Role.OFFICE_CHIEF)
    ]


def _group(one: ListEntry) -> str:
    return f"{one.agency_kind}:{one.role}"


def list_shown(entries: Collection[ListEntry], *, units: Offered) -> dict[str, Any]:
    """The entries of a list as far as the form can show them: units that it offers,
    all with the role of the first."""
    offered, groups = {pk for pk, _name in units}, dict(_groups())
    found = [one for one in entries if one.unit_id in offered]
    role = found[0].role if found else ""
    return {
        "units": [str(one.unit_id) for one in found if one.role == role],
        "role": role,
        "groups": [_group(one) for one in entries if _group(one) in groups],
    }
