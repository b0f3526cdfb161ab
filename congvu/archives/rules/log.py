"""The words under which dossiers stand in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.archives.rules.handing import ARCHIVE_NAMES
from congvu.archives.rules.keeping import RETENTION_NAMES
from congvu.archives.rules.states import (
    DROPPED_NAMES,
    ITEM_KIND_NAMES,
    NUMBERING_NAMES,
)
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "archives.plan-written": _("Lập danh mục hồ sơ"),
    "archives.plan-approved": _("Duyệt danh mục hồ sơ"),
    "archives.plan-returned": _("Trả lại danh mục hồ sơ"),
    "archives.plan-issued": _("Ban hành danh mục hồ sơ"),
    "archives.plan-printed": _("In danh mục hồ sơ"),
    "archives.dossier-opened": _("Mở hồ sơ"),
    "archives.dossier-changed": _("Sửa dữ liệu hồ sơ"),
    "archives.dossier-viewed": _("Xem hồ sơ"),
    "archives.item-filed": _("Đưa văn bản vào hồ sơ"),
    "archives.item-moved": _("Chuyển văn bản sang hồ sơ khác"),
    "archives.item-removed": _("Lấy văn bản ra khỏi hồ sơ"),
    "archives.file-opened": _("Mở tài liệu trong hồ sơ"),
    "archives.right-opened": _("Mở quyền xem hồ sơ"),
    "archives.right-closed": _("Thu lại quyền xem hồ sơ"),
    "archives.closing-begun": _("Kết thúc hồ sơ"),
    "archives.dossier-closed": _("Hồ sơ đã kết thúc"),
    "archives.dossier-reopened": _("Mở lại hồ sơ"),
    "archives.dossier-exported": _("Xuất hồ sơ"),
    "archives.package-asked": _("Yêu cầu đóng gói hồ sơ"),
    "archives.package-made": _("Đóng gói hồ sơ"),
    "archives.package-taken": _("Lấy gói hồ sơ"),
    "archives.dossiers-frozen": _("Đóng băng hồ sơ"),
    "archives.dossiers-unfrozen": _("Bỏ đóng băng hồ sơ"),
    "archives.retention-decided": _("Xác định thời hạn bảo quản"),
    "archives.handed-over": _("Nộp lưu hồ sơ"),
    "archives.hand-over-taken": _("Nhận hồ sơ nộp lưu"),
    "archives.hand-over-returned": _("Trả lại hồ sơ nộp lưu"),
    "archives.hand-over-postponed": _("Cho giữ lại hồ sơ quá hạn nộp lưu"),
    "archives.hand-over-printed": _("In biên bản, mục lục nộp lưu"),
    "archives.appraisal-opened": _("Đưa hồ sơ ra xét hủy"),
    "archives.opinion-given": _("Cho ý kiến trong hội đồng"),
    "archives.appraisal-concluded": _("Hội đồng kết luận"),
    "archives.appraisal-approved": _("Duyệt hủy hồ sơ"),
    "archives.appraisal-returned": _("Không duyệt hủy hồ sơ"),
    "archives.appraisal-printed": _("In biên bản, danh mục xét hủy"),
    "archives.retention-extended": _("Kéo dài thời hạn bảo quản"),
    "archives.destruction-begun": _("Bắt đầu hủy hồ sơ"),
    "archives.destruction-done": _("Hủy xong hồ sơ"),
    "archives.dossier-destroyed": _("Hủy hồ sơ"),
    "archives.dossier-handed": _("Bàn giao hồ sơ theo chức vụ"),
    "archives.dossier-passed": _("Hồ sơ chuyển sang nơi kế thừa"),
}

AUDIT_WORDS = {
    "year": _("năm"),
    "lines": _("số hồ sơ"),
    "numbering": _("cách đánh số"),
    "basis": _("căn cứ"),
    "symbol": _("số, ký hiệu"),
    "retention": _("thời hạn bảo quản"),
    "items": _("số văn bản"),
    "pages": _("số trang"),
    "dropped": _("đã bỏ"),
    "why": _("vì"),
    "kind": _("loại"),
    "form": _("dạng"),
    "to": _("tới"),
    "from": _("từ"),
    "changed": _("mục đã sửa"),
    "dossiers": _("số hồ sơ"),
    "text_sha256": _("mã SHA-256 của nội dung"),
    "text": _("nội dung"),
    "paper": _("văn bản"),
    "number": _("biên bản số"),
    "archive": _("nộp vào"),
    "late": _("số hồ sơ chậm"),
    "returned": _("số hồ sơ trả lại"),
    "until": _("đến ngày"),
    "destroy": _("số hồ sơ hủy"),
    "files": _("số tệp đã hủy"),
    "files_kept": _("số tệp còn giữ nơi khác"),
    "day": _("ngày"),
    "copied_from": _("chép từ năm"),
}

AUDIT_VALUES: Mapping[str, Mapping[Any, str]] = {
    "numbering": NUMBERING_NAMES,
    "retention": RETENTION_NAMES,
    "kind": ITEM_KIND_NAMES,
    "why": DROPPED_NAMES,
    "form": {
        "pdf": "PDF",
        "xml": "XML",
        "minutes": _("biên bản"),
        "list": _("mục lục"),
    },
    "archive": ARCHIVE_NAMES,
    "changed": {
        "title": _("tiêu đề"),
        "symbol": _("số, ký hiệu"),
        "retention": _("thời hạn bảo quản"),
        "opened_on": _("bắt đầu"),
        "description": _("ghi chú"),
        "keywords": _("từ khóa"),
        "construction": _("tài liệu xây dựng cơ bản"),
        "origin": _("nguồn gốc tài liệu"),
        "paper_code": _("mã hồ sơ giấy"),
        "sheets": _("số tờ giấy"),
        "place": _("nơi để hồ sơ giấy"),
    },
}
