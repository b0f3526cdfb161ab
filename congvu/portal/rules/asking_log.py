"""The words under which questions, drafts for comment and ratings stand in the log."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

ASK_EVENTS = {
    "portal.question-received": _("Nhận câu hỏi từ Cổng thông tin"),
    "portal.question-confirmed": _("Người hỏi xác nhận qua thư"),
    "portal.question-forwarded": _("Chuyển câu hỏi"),
    "portal.question-closed": _("Khép câu hỏi không thuộc thẩm quyền"),
    "portal.question-promised": _("Hẹn ngày trả lời"),
    "portal.question-drafted": _("Viết trả lời"),
    "portal.question-returned": _("Yêu cầu viết lại trả lời"),
    "portal.question-answered": _("Duyệt, gửi trả lời"),
    "portal.answer-published": _("Công khai câu hỏi, trả lời"),
    "portal.answer-withdrawn": _("Gỡ câu hỏi, trả lời đã công khai"),
    "portal.question-passed": _("Câu hỏi chuyển sang nơi kế thừa"),
    "portal.question-viewed": _("Xem câu hỏi của người dân"),
    "portal.contacts-forgotten": _("Xóa thông tin liên hệ của người hỏi"),
    "portal.draft-opened": _("Đưa dự thảo ra lấy ý kiến"),
    "portal.draft-withdrawn": _("Rút dự thảo đang lấy ý kiến"),
    "portal.comment-judged": _("Xem xét ý kiến góp ý"),
    "portal.group-kept": _("Ghi tiếp thu, giải trình"),
    "portal.group-removed": _("Bỏ một dòng tiếp thu, giải trình"),
    "portal.summary-published": _("Công khai tiếp thu, giải trình"),
}

ASK_WORDS = {
    "state": _("trạng thái"),
    "field": _("lĩnh vực"),
    "to": _("nơi nhận"),
    "due_on": _("hạn"),
    "files": _("số tệp"),
    "count": _("số lượng"),
    "number": _("số thứ tự"),
    "closes_on": _("ngày kết thúc"),
    "taken": _("kết quả"),
    "sha256": _("SHA-256 của tệp"),
    "text_sha256": _("SHA-256 của nội dung"),
}

# The predicate after the actor's name, on a question's timeline.
ASK_SAID = {
    "portal.question-received": _("gửi"),
    "portal.question-confirmed": _("xác nhận qua thư"),
    "portal.question-forwarded": _("chuyển đến"),
    "portal.question-closed": _("khép câu hỏi"),
    "portal.question-promised": _("hẹn ngày trả lời"),
    "portal.question-drafted": _("viết trả lời"),
    "portal.question-returned": _("yêu cầu viết lại"),
    "portal.question-answered": _("duyệt, gửi trả lời"),
    "portal.answer-published": _("công khai"),
    "portal.answer-withdrawn": _("gỡ công khai"),
    "portal.question-passed": _("chuyển sang nơi kế thừa"),
}
