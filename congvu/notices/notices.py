"""What log-ins are told of themselves: a way in was made, changed or taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds

_WORDS = {
    "accounts.password-changed": _("Mật khẩu của bạn vừa được đổi"),
    "accounts.password-reset": _("Mật khẩu của bạn vừa được cấp lại"),
    "accounts.second-factor-enrolled": _("Mã xác thực vừa được cài cho tài khoản bạn"),
    "accounts.second-factor-removed": _("Mã xác thực của bạn vừa bị gỡ"),
    "accounts.recovery-codes-made": _("Mã dự phòng của bạn vừa được tạo mới"),
    "accounts.passkey-added": _("Một khóa truy cập vừa được thêm vào tài khoản bạn"),
    "accounts.passkey-removed": _("Một khóa truy cập của bạn vừa bị gỡ"),
    "accounts.identity-linked": _("Tài khoản bạn vừa được nối với nơi đăng nhập khác"),
}


def tell_ways_in(_seat: object, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """No query: what was changed stands in the notice."""
    return {
        one.id: Told(
            words=gettext(_WORDS[one.detail["event"]]),
            subject=gettext("Không phải bạn làm thì báo ngay quản trị."),
            url=reverse("accounts:home"),
        )
        for one in notices
    }


kinds(
    Kind(
        "accounts.way-in",
        _("Tài khoản: cách đăng nhập thay đổi"),
        tell_ways_in,
        mail=Mailing.AT_ONCE,
        always=_("Thay đổi cách đăng nhập luôn được báo trong phần mềm."),
    )
)
