"""The words under which changes of the organisation stand in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.audit.rules import Actor, Door
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules.roles import (
    ABSENCE_REASON_NAMES,
    DELEGATION_KIND_NAMES,
    RIGHT_KIND_NAMES,
    ROLE_NAMES,
    ROUTE_NAMES,
)

AUDIT_EVENTS = {
    "organisations.agency-created": _("Lập cơ quan"),
    "organisations.unit-created": _("Lập đơn vị"),
    "organisations.post-created": _("Lập chức vụ"),
    "organisations.person-added": _("Thêm cán bộ"),
    "organisations.person-appointed": _("Bổ nhiệm"),
    "organisations.appointment-ended": _("Thôi giữ chức vụ"),
    "organisations.post-delegated": _("Ủy quyền, giao phụ trách"),
    "organisations.delegation-ended": _("Chấm dứt ủy quyền, phụ trách"),
    "organisations.absence-recorded": _("Ghi vắng mặt"),
    "organisations.absence-ended": _("Kết thúc vắng mặt"),
    "organisations.identifier-given": _("Cấp mã định danh"),
    "organisations.right-change-confirmed": _("Xác nhận thay đổi quyền"),
    "organisations.seat-chosen": _("Chọn chức vụ làm việc"),
    "organisations.reform-prepared": _("Soạn quyết định tổ chức lại"),
    "organisations.reform-withdrawn": _("Rút quyết định tổ chức lại"),
    "organisations.reform-decided": _("Quyết định tổ chức lại"),
    "organisations.reform-carried-out": _("Thực hiện quyết định tổ chức lại"),
    "organisations.heir-chosen": _("Chọn nơi kế thừa"),
}


# The operator's file, and the same while it sets up an agency that was not there yet:
# nobody's rights there can change behind anybody's back.
LOAD = Actor(name="congvu organisation", door=Door.COMMAND)


FIRST_LOAD = Actor(name="congvu organisation (first)", door=Door.COMMAND)


# Acts given to the operator's command.
REFORM = Actor(name="congvu reform", door=Door.COMMAND)


AUDIT_WORDS = {
    "name": _("tên"),
    "from": _("từ ngày"),
    "until": _("đến trước ngày"),
    "role": _("vai trò"),
    "person": _("người"),
    "post": _("chức vụ"),
    "scheme": _("hệ mã"),
    "value": _("mã"),
    "kind": _("thay đổi"),
    "by": _("người thực hiện"),
    "delegation": _("theo ủy quyền"),
    "withheld": _("không gồm"),
    "reason": _("lý do"),
    "route": _("việc mới"),
    "title": _("tên gọi"),
    "basis": _("căn cứ"),
    "lines": _("số dòng"),
    "day": _("từ ngày"),
    "ended_agencies": _("cơ quan kết thúc"),
    "ended_units": _("đơn vị kết thúc"),
    "new_agencies": _("cơ quan mới"),
    "predecessor": _("nơi đã kết thúc"),
    "heir": _("nơi kế thừa"),
}


AUDIT_VALUES: Mapping[str, Mapping[Any, str]] = {
    "role": ROLE_NAMES,
    "kind": {
        str(k): v
        for k, v in (*RIGHT_KIND_NAMES.items(), *DELEGATION_KIND_NAMES.items())
    },
    "reason": ABSENCE_REASON_NAMES,
    "route": ROUTE_NAMES,
    "scheme": {
        "code-13": _("mã 13 ký tự (QCVN 102:2016)"),
        "code-35": _("mã định danh điện tử (QĐ 20/2020)"),
        "commune-5": _("mã đơn vị hành chính 5 số"),
    },
}
