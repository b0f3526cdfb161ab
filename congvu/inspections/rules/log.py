"""The words under which inspections stand in the log, and on their timeline."""

from __future__ import annotations

from congvu.inspections.rules.findings import PAPER_KIND_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "inspections.plan-made": _("Lập kế hoạch kiểm tra năm"),
    "inspections.plan-drafted": _("Soạn kế hoạch kiểm tra năm"),
    "inspections.plan-approved": _("Ghi kế hoạch kiểm tra đã phê duyệt"),
    "inspections.added": _("Thêm cuộc kiểm tra"),
    "inspections.team-named": _("Lập đoàn kiểm tra"),
    "inspections.decided": _("Ghi quyết định kiểm tra"),
    "inspections.begun": _("Bắt đầu kiểm tra"),
    "inspections.papers-asked": _("Yêu cầu cung cấp tài liệu"),
    "inspections.papers-answered": _("Trả lời yêu cầu cung cấp tài liệu"),
    "inspections.finding-recorded": _("Ghi phát hiện kiểm tra"),
    "inspections.finding-changed": _("Sửa phát hiện kiểm tra"),
    "inspections.finding-removed": _("Bỏ phát hiện kiểm tra"),
    "inspections.explanation-asked": _("Yêu cầu giải trình"),
    "inspections.explained": _("Giải trình về phát hiện kiểm tra"),
    "inspections.gone-on": _("Khép việc giải trình"),
    "inspections.recommended": _("Ghi kiến nghị kiểm tra"),
    "inspections.recommendation-changed": _("Sửa kiến nghị kiểm tra"),
    "inspections.recommendation-removed": _("Bỏ kiến nghị kiểm tra"),
    "inspections.drafted": _("Soạn văn bản của cuộc kiểm tra"),
    "inspections.concluded": _("Ghi kết luận kiểm tra"),
    "inspections.followed": _("Giao các kiến nghị kiểm tra"),
    "inspections.closed": _("Kết thúc theo dõi sau kiểm tra"),
    "inspections.reopened": _("Theo dõi lại sau kiểm tra"),
    "inspections.cancelled": _("Hủy cuộc kiểm tra"),
    "inspections.list-kept": _("Ghi bảng câu hỏi kiểm tra"),
    "inspections.conflict-declared": _("Khai báo xung đột lợi ích"),
    "inspections.conflict-ended": _("Thôi khai báo xung đột lợi ích"),
    "inspections.passed": _("Cuộc kiểm tra chuyển sang nơi kế thừa"),
    "inspections.viewed": _("Xem cuộc kiểm tra"),
}

AUDIT_WORDS = {
    "year": _("năm"),
    "symbol": _("số, ký hiệu"),
    "kind": _("loại văn bản"),
    "body": _("cơ quan được kiểm tra"),
    "planned": _("trong kế hoạch"),
    "team": _("số người trong đoàn"),
    "state": _("trạng thái"),
    "number": _("số thứ tự"),
    "due_on": _("hạn"),
    "findings": _("số phát hiện"),
    "recommendations": _("số kiến nghị"),
    "questions": _("số câu hỏi"),
    "text_sha256": _("SHA-256 của nội dung"),
    **{str(key): words for key, words in PAPER_KIND_NAMES.items()},
}

# The predicate after the actor's name.
EVENT_WORDS = {
    "inspections.added": _("thêm cuộc kiểm tra"),
    "inspections.team-named": _("lập đoàn kiểm tra"),
    "inspections.decided": _("ghi quyết định kiểm tra"),
    "inspections.begun": _("bắt đầu kiểm tra"),
    "inspections.papers-asked": _("yêu cầu cung cấp tài liệu"),
    "inspections.papers-answered": _("trả lời yêu cầu cung cấp tài liệu"),
    "inspections.finding-recorded": _("ghi phát hiện"),
    "inspections.finding-changed": _("sửa phát hiện"),
    "inspections.finding-removed": _("bỏ phát hiện"),
    "inspections.explanation-asked": _("yêu cầu giải trình"),
    "inspections.explained": _("giải trình"),
    "inspections.gone-on": _("khép việc giải trình"),
    "inspections.recommended": _("ghi kiến nghị"),
    "inspections.recommendation-changed": _("sửa kiến nghị"),
    "inspections.recommendation-removed": _("bỏ kiến nghị"),
    "inspections.drafted": _("soạn văn bản"),
    "inspections.concluded": _("ghi kết luận"),
    "inspections.followed": _("giao các kiến nghị"),
    "inspections.closed": _("kết thúc theo dõi"),
    "inspections.reopened": _("theo dõi lại"),
    "inspections.cancelled": _("hủy cuộc kiểm tra"),
    "inspections.passed": _("chuyển sang nơi kế thừa"),
}
BODY_EVENTS = frozenset(
    {
        "inspections.decided",
        "inspections.begun",
        "inspections.papers-asked",
        "inspections.papers-answered",
        "inspections.explanation-asked",
        "inspections.explained",
        "inspections.concluded",
        "inspections.followed",
        "inspections.closed",
        "inspections.reopened",
        "inspections.cancelled",
    }
)
"""What the inspected body reads of the timeline."""
