"""What the log calls what happens to incidents and warnings."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "incidents.opened": _("Mở sự cố"),
    "incidents.changed": _("Sửa thông tin sự cố"),
    "incidents.judged": _("Đánh giá mức nghiêm trọng của sự cố"),
    "incidents.told": _("Ghi đã báo cáo sự cố"),
    "incidents.composed": _("Soạn văn bản về sự cố"),
    "incidents.noted": _("Ghi diễn biến sự cố"),
    "incidents.task-added": _("Giao việc xử lý sự cố"),
    "incidents.task-done": _("Xong việc xử lý sự cố"),
    "incidents.evidence-taken": _("Ghi chứng cứ"),
    "incidents.evidence-passed": _("Bàn giao chứng cứ"),
    "incidents.evidence-verified": _("Đối chiếu chứng cứ"),
    "incidents.closed": _("Đóng sự cố"),
    "incidents.reopened": _("Mở lại sự cố"),
    "incidents.warned": _("Gửi cảnh báo tới đơn vị"),
    "incidents.warning-seen": _("Xác nhận cảnh báo"),
    "incidents.warning-done": _("Báo đã thực hiện cảnh báo"),
    "incidents.warning-urged": _("Nhắc đơn vị chưa trả lời cảnh báo"),
    "incidents.contact-kept": _("Ghi đầu mối ứng cứu sự cố"),
    "incidents.signs-loaded": _("Nạp dấu hiệu tấn công"),
    "incidents.sign-added": _("Ghi dấu hiệu tấn công"),
    "incidents.sign-ended": _("Thôi theo dõi dấu hiệu tấn công"),
    "incidents.signs-given": _("Xuất dấu hiệu tấn công"),
    "incidents.drill-planned": _("Lên kế hoạch diễn tập"),
    "incidents.drill-begun": _("Bắt đầu diễn tập"),
    "incidents.drill-results": _("Nạp kết quả thư diễn tập"),
    "incidents.taught": _("Giao học sau sự cố"),
    "incidents.passed": _("Sự cố chuyển sang nơi kế thừa"),
}
AUDIT_WORDS = {
    "incident": _("sự cố"),
    "gravity": _("mức nghiêm trọng"),
    "clock": _("thời hạn"),
    "record": _("văn bản, cách báo"),
    "reason": _("lý do"),
    "sha256": _("mã băm SHA-256"),
    "warning": _("cảnh báo"),
    "agencies": _("số cơ quan"),
    "contact": _("đầu mối"),
    "sign": _("dấu hiệu"),
    "signs": _("số dấu hiệu"),
    "audience": _("xuất cho"),
    "drill": _("diễn tập"),
}
