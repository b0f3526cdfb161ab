"""The words under which outgoing papers stand in the log."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.authority import CAPACITY_NAMES
from congvu.outgoing.rules.copies import DIRECTION_NAMES
from congvu.outgoing.rules.drafting import CHECK_KIND_NAMES, STANCE_NAMES
from congvu.outgoing.rules.issuing import RELATION_NAMES, SIGNED_HOW_NAMES
from congvu.outgoing.rules.numbering import OUTGOING_STATE_NAMES

AUDIT_EVENTS = {
    "outgoing.sequences-set": _("Đặt các dãy số văn bản đi"),
    "outgoing.number-reserved": _("Giữ số văn bản đi"),
    "outgoing.number-cancelled": _("Hủy số văn bản đi"),
    "outgoing.book-closed": _("Khóa sổ văn bản đi"),
    "outgoing.book-reopened": _("Mở lại sổ văn bản đi"),
    "outgoing.viewed": _("Xem văn bản đi"),
    "outgoing.register-printed": _("In sổ văn bản đi"),
    "outgoing.register-exported": _("Xuất sổ văn bản đi"),
    "outgoing.drafted": _("Lập dự thảo"),
    "outgoing.version-saved": _("Lưu bản dự thảo mới"),
    "outgoing.draft-viewed": _("Xem dự thảo"),
    "outgoing.draft-sent": _("Trình dự thảo"),
    "outgoing.checked": _("Kiểm tra dự thảo đạt"),
    "outgoing.approved": _("Duyệt dự thảo"),
    "outgoing.draft-returned": _("Trả lại dự thảo"),
    "outgoing.approvals-fell": _("Bản sửa làm mất hiệu lực kiểm tra, duyệt"),
    "outgoing.draft-withdrawn": _("Rút dự thảo"),
    "outgoing.draft-passed": _("Chuyển dự thảo sang nơi kế thừa"),
    "outgoing.signed": _("Ký văn bản đi"),
    "outgoing.numbered": _("Cấp số, ngày văn bản đi"),
    "outgoing.issued": _("Phát hành văn bản đi"),
    "outgoing.related": _("Ghi quan hệ với văn bản trước"),
    "outgoing.recalled": _("Thu hồi văn bản đi"),
    "outgoing.paper-rule-set": _("Đặt quy định kèm bản giấy"),
    "outgoing.copy-numbered": _("Cấp số bản sao"),
    "outgoing.copy-printed": _("In bản sao để ký"),
    "outgoing.copy-made": _("Ký, hoàn thành bản sao"),
    "outgoing.opinions-asked": _("Xin ý kiến"),
    "outgoing.opinion-given": _("Góp ý"),
    "outgoing.opinions-closed": _("Khép việc xin ý kiến"),
}

AUDIT_WORDS = {
    "symbol": _("số, ký hiệu"),
    "number": _("số"),
    "year": _("năm"),
    "sequence": _("dãy số"),
    "sequences": _("các dãy số"),
    "from": _("từ"),
    "to": _("tới"),
    "form": _("dạng"),
    "entries": _("số văn bản"),
    "last_number": _("số cuối"),
    "state": _("trạng thái"),
    "version": _("bản số"),
    "kind": _("việc kiểm tra"),
    "kinds": _("những việc kiểm tra"),
    "stance": _("ý kiến"),
    "type": _("loại văn bản"),
    "asked": _("số nơi được hỏi"),
    "due": _("hạn"),
    "text": _("nội dung"),
    "basis": _("căn cứ"),
    "how": _("cách ký"),
    "capacity": _("tư cách ký"),
    "post": _("chức vụ"),
    "recipients": _("số nơi nhận"),
    "late": _("phát hành trễ"),
    "relation": _("quan hệ"),
    "earlier": _("văn bản trước"),
    "text_sha256": _("mã SHA-256 của nội dung"),
    "direction": _("chiều sao"),
    "with_paper": _("kèm bản giấy"),
    "source": _("văn bản được sao"),
    "source_sha256": _("mã SHA-256 của tệp được sao"),
}

AUDIT_VALUES = {
    "state": OUTGOING_STATE_NAMES,
    "kind": CHECK_KIND_NAMES,
    "kinds": CHECK_KIND_NAMES,
    "stance": STANCE_NAMES,
    "how": SIGNED_HOW_NAMES,
    "capacity": CAPACITY_NAMES,
    "relation": RELATION_NAMES,
    "direction": DIRECTION_NAMES,
    "form": {"page": _("trang"), "pdf": "PDF", "xlsx": "Excel", "csv": "CSV"},
}
