"""What of the portal stands in the audit log, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.portal.rules.asking_log import ASK_EVENTS, ASK_WORDS
from congvu.portal.rules.papers_log import (
    PAPER_EVENTS,
    PAPER_VALUES,
    PAPER_WORDS,
)

AUDIT_EVENTS = {
    **PAPER_EVENTS,
    **ASK_EVENTS,
    "portal.sites-made": _("Lập trang thành phần trên cổng"),
    "portal.site-ended": _("Ghi thông báo trên trang của cơ quan đã thôi hoạt động"),
    "portal.editor-named": _("Cử biên tập viên cổng thông tin"),
    "portal.editor-ended": _("Thôi cử biên tập viên cổng thông tin"),
    "portal.profile-written": _("Ghi giới thiệu bộ máy trên cổng"),
    "portal.changed": _("Thay đổi trên cổng thông tin"),
    "portal.section-looked-through": _("Xem lại một mục trên cổng thông tin"),
}
AUDIT_WORDS = {
    **PAPER_WORDS,
    **ASK_WORDS,
    "site": _("trang"),
    "sites": _("số trang"),
    "page": _("trang"),
    "deed": _("việc"),
    "number": _("số"),
    "editor": _("biên tập viên"),
    "section": _("mục"),
    "told": _("của"),
}
AUDIT_VALUES: dict[str, Mapping[Any, str]] = {
    **PAPER_VALUES,
    "deed": {
        "wagtail.create": _("lập"),
        "wagtail.edit": _("sửa"),
        "wagtail.publish": _("xuất bản"),
        "wagtail.publish.schedule": _("hẹn xuất bản"),
        "wagtail.schedule.cancel": _("bỏ hẹn xuất bản"),
        "wagtail.unpublish": _("gỡ xuống"),
        "wagtail.unpublish.scheduled": _("gỡ xuống khi hết hạn"),
        "wagtail.publish.scheduled": _("xuất bản theo hẹn"),
        "wagtail.delete": _("xóa"),
        "wagtail.move": _("chuyển chỗ"),
        "wagtail.reorder": _("xếp lại"),
        "wagtail.copy": _("chép"),
        "wagtail.revert": _("trở lại bản trước"),
        "wagtail.rename": _("đổi tên"),
        "wagtail.lock": _("khóa"),
        "wagtail.unlock": _("mở khóa"),
        "wagtail.copy_for_translation": _("lập bản tiếng Anh"),
        "wagtail.workflow.start": _("gửi duyệt"),
        "wagtail.workflow.approve": _("duyệt"),
        "wagtail.workflow.reject": _("trả lại"),
        "wagtail.workflow.resume": _("gửi duyệt lại"),
        "wagtail.workflow.cancel": _("rút khỏi duyệt"),
    },
}
