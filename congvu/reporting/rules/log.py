"""The words under which reports stand in the log, and on their timeline."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "reporting.form-made": _("Lập biểu mẫu báo cáo"),
    "reporting.form-changed": _("Sửa biểu mẫu báo cáo"),
    "reporting.question-put": _("Ghi câu hỏi của biểu mẫu"),
    "reporting.question-dropped": _("Bỏ câu hỏi của biểu mẫu"),
    "reporting.question-moved": _("Đổi thứ tự câu hỏi của biểu mẫu"),
    "reporting.sent": _("Gửi kỳ báo cáo"),
    "reporting.withdrawn": _("Rút kỳ báo cáo"),
    "reporting.opened": _("Mở báo cáo để nhập"),
    "reporting.saved": _("Ghi số liệu báo cáo"),
    "reporting.copied": _("Lấy số liệu kỳ trước vào báo cáo"),
    "reporting.loaded": _("Nạp báo cáo từ tệp"),
    "reporting.presented": _("Trình duyệt báo cáo"),
    "reporting.submitted": _("Duyệt và nộp báo cáo"),
    "reporting.accepted": _("Chấp nhận báo cáo"),
    "reporting.correction-asked": _("Yêu cầu sửa báo cáo"),
    "reporting.urged": _("Đôn đốc nộp báo cáo"),
    "reporting.letter-drafted": _("Soạn công văn đôn đốc báo cáo"),
    "reporting.exported": _("Xuất bảng tổng hợp báo cáo"),
    "reporting.passed": _("Báo cáo chuyển sang nơi kế thừa"),
    "reporting.words-forgotten": _("Xóa tên văn bản mật khỏi bằng chứng báo cáo"),
}
AUDIT_WORDS = {
    "bodies": _("số nơi báo cáo"),
    "reports": _("số báo cáo"),
    "due_on": _("hạn nộp"),
    "period": _("kỳ"),
    "rhythm": _("chu kỳ"),
    "version": _("phiên bản"),
    "key": _("mã câu hỏi"),
    "changed": _("số ô thay đổi"),
    "number": _("lần nộp"),
    "digest": _("SHA-256 của bản nộp"),
    "warnings": _("số cảnh báo"),
    "to": _("nơi nhận"),
    "form": _("dạng tệp"),
    "handed_in": _("số nơi đã nộp"),
    "text_sha256": _("SHA-256 của nội dung"),
}

# The predicate after the actor's name.
EVENT_WORDS = {
    "reporting.sent": _("gửi biểu mẫu, hạn nộp %(due_on)s"),
    "reporting.opened": _("mở báo cáo để nhập"),
    "reporting.copied": _("lấy số liệu kỳ trước: %(changed)s ô"),
    "reporting.loaded": _("nạp từ tệp: %(changed)s ô thay đổi"),
    "reporting.presented": _("trình duyệt"),
    "reporting.submitted": _("duyệt và nộp lần %(number)s"),
    "reporting.accepted": _("chấp nhận"),
    "reporting.correction-asked": _("yêu cầu sửa"),
    "reporting.urged": _("đôn đốc"),
    "reporting.withdrawn": _("rút kỳ báo cáo"),
    "reporting.letter-drafted": _("soạn công văn đôn đốc"),
    "reporting.passed": _("chuyển sang nơi kế thừa %(to)s"),
    "reporting.words-forgotten": _("xóa tên văn bản mật khỏi bằng chứng"),
}
