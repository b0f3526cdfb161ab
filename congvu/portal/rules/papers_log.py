"""Under which words papers for the public stand in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.portal.rules.publishing import FILE_CHOICE_NAMES, VALIDITY_NAMES

PAPER_EVENTS = {
    "portal.proposed": _("Đề xuất công khai văn bản"),
    "portal.issued": _("Văn bản phát hành chờ công khai"),
    "portal.decided": _("Quyết định công khai văn bản"),
    "portal.kept": _("Quyết định không công khai văn bản"),
    "portal.searched-for-personal-data": _("Tìm dữ liệu cá nhân trong văn bản"),
    "portal.redacted-laid": _("Đưa bản đã che dữ liệu cá nhân"),
    "portal.answered": _("Trả lời về dữ liệu cá nhân"),
    "portal.published": _("Đưa văn bản lên cổng"),
    "portal.validity-changed": _("Đổi hiệu lực văn bản trên cổng"),
    "portal.taken-down": _("Gỡ văn bản khỏi cổng"),
    "portal.destroyed": _("Hủy bản công khai của văn bản mật"),
    "portal.day-closed": _("Lập mã gốc công khai của ngày"),
    "portal.papers-passed": _("Việc công khai chuyển sang nơi kế thừa"),
}
PAPER_WORDS = {
    "symbol": _("số, ký hiệu"),
    "public": _("công khai"),
    "why": _("lý do"),
    "due": _("hạn"),
    "found": _("số chỗ có dữ liệu cá nhân"),
    "kept": _("số chỗ giữ nguyên"),
    "hidden": _("số chỗ che"),
    "file": _("tệp công khai"),
    "sha256": _("mã SHA-256 của tệp"),
    "validity": _("hiệu lực"),
    "day": _("ngày"),
    "root": _("mã gốc của ngày"),
    "papers": _("số văn bản"),
    "lines": _("số dòng"),
}
PAPER_VALUES: dict[str, Mapping[Any, str]] = {
    "file": FILE_CHOICE_NAMES,
    "validity": VALIDITY_NAMES,
}
