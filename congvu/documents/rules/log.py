"""The words under which papers and work stand in the log."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from congvu.documents.rules.following import HAND_OVER_REASON_NAMES
from congvu.documents.rules.intake import INTAKE_STATE_NAMES
from congvu.documents.rules.states import CHANNEL_NAMES, PART_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "documents.imported": _("Nạp từ sổ cũ"),
    "documents.file-received": _("Nhận tệp"),
    "documents.file-read": _("Đọc nội dung tệp"),
    "documents.file-refused": _("Từ chối tệp"),
    "documents.pile-received": _("Nhận bó quét"),
    "documents.pile-cut": _("Tách bó quét thành văn bản"),
    "documents.pile-mended": _("Sửa cách tách bó quét"),
    "documents.pile-refused": _("Từ chối bó quét"),
    "documents.label-set": _("Đặt tiền tố nhãn mã vạch"),
    "documents.intake-discarded": _("Bỏ tệp tiếp nhận"),
    "documents.secret-refused": _("Từ chối văn bản mật"),
    "documents.secret-suspected": _("Giữ lại tệp nghi có dấu mật"),
    "documents.secret-confirmed": _("Xác định là văn bản mật"),
    "documents.secret-denied": _("Xác định không phải văn bản mật"),
    "documents.registered": _("Vào sổ văn bản đến"),
    "documents.corrected": _("Sửa dữ liệu"),
    "documents.file-attached": _("Thêm tệp"),
    "documents.register-closed": _("Khóa sổ"),
    "documents.register-reopened": _("Mở lại sổ"),
    "documents.number-cancelled": _("Hủy số đến"),
    "documents.submitted": _("Trình lãnh đạo"),
    "documents.instructed": _("Ghi bút phê"),
    "documents.transferred": _("Chuyển xử lý"),
    "documents.assigned": _("Phân công"),
    "documents.reported": _("Báo cáo kết quả"),
    "documents.confirmed": _("Xác nhận kết quả"),
    "documents.sent-back": _("Trả lại"),
    "documents.noted": _("Đã biết"),
    "documents.recalled": _("Thu hồi việc đã giao, rút trình"),
    "documents.part-passed-on": _("Chuyển người khác xử lý"),
    "documents.pass-on-asked": _("Xin chuyển nơi khác xử lý"),
    "documents.pass-on-refused": _("Không chuyển nơi khác xử lý"),
    "documents.extension-asked": _("Xin gia hạn"),
    "documents.extension-granted": _("Gia hạn"),
    "documents.extension-refused": _("Không gia hạn"),
    "documents.day-moved": _("Đổi hạn việc cơ quan khác làm"),
    "documents.urged": _("Đôn đốc"),
    "documents.forwarded": _("Chuyển để biết"),
    "documents.sent-across": _("Gửi cơ quan khác xử lý"),
    "documents.came-back": _("Cơ quan khác trả lời"),
    "documents.answered": _("Phát hành văn bản trả lời"),
    "documents.answer-recalled": _("Thu hồi văn bản trả lời"),
    "documents.asked-again": _("Nơi gửi giao lại"),
    "documents.asked-no-more": _("Nơi gửi thôi giao"),
    "documents.sender-asked": _("Nơi gửi yêu cầu"),
    "documents.sender-answered": _("Trả lời yêu cầu của nơi gửi"),
    "documents.right-opened": _("Mở quyền xem"),
    "documents.right-closed": _("Thu lại quyền xem"),
    "documents.handed-over": _("Bàn giao"),
    "documents.hand-over-printed": _("In biên bản bàn giao"),
    "documents.viewed": _("Xem văn bản"),
    "documents.file-viewed": _("Mở tệp văn bản"),
    "documents.register-printed": _("In sổ"),
    "documents.register-exported": _("Xuất sổ"),
    "documents.handling-rules-set": _("Đặt hạn giải quyết và nhắc việc"),
    "documents.slip-printed": _("In phiếu giải quyết"),
    "documents.filter-saved": _("Lưu bộ lọc"),
    "documents.filter-deleted": _("Xóa bộ lọc"),
    "documents.columns-chosen": _("Chọn cột của danh sách"),
}


FORGOTTEN = {"forgotten": True}


"""What a line of the timeline tells after its paper was destroyed as a secret."""


AUDIT_WORDS = {
    "symbol": _("số, ký hiệu"),
    "number": _("số đến"),
    "year": _("năm"),
    "lines": _("số dòng"),
    "last_number": _("số đến cuối"),
    "from": _("từ"),
    "to": _("tới"),
    "due": _("hạn"),
    "text": _("nội dung"),
    "part": _("phần việc"),
    "assignment": _("mã phần việc"),
    "basis": _("căn cứ"),
    "working_days": _("số ngày làm việc"),
    "valid_from": _("áp dụng từ"),
    "reason": _("lý do"),
    "state": _("trạng thái"),
    "channel": _("đường đến"),
    "fields": _("mục đọc được"),
    "register": _("sổ"),
    "form": _("dạng"),
    "sha256": _("mã SHA-256"),
    "text_sha256": _("mã SHA-256 của nội dung"),
    "again": _("giao lại"),
    "changed": _("mục đã sửa"),
    "late": _("lùi ngày"),
    "unconfirmed": _("máy đọc, chưa ai xác nhận từng mục"),
    "page": _("trang"),
    "entries": _("số văn bản"),
    "parts": _("số phần việc"),
    "why": _("lý do bàn giao"),
    "pages": _("số trang"),
    "papers": _("số văn bản"),
    "deed": _("việc"),
    "prefix": _("tiền tố"),
    "shared": _("cho cả đơn vị dùng"),
    "columns": _("số cột"),
    "desk": _("nơi nhận"),
    "from_desk": _("nơi giữ trước"),
    "to_desk": _("nơi giữ sau"),
    "until": _("tới ngày"),
    "desks": _("những nơi nhận"),
    "agency": _("cơ quan"),
    "to_agencies": _("số cơ quan khác"),
}


AUDIT_VALUES = {
    "why": HAND_OVER_REASON_NAMES,
    "part": PART_NAMES,
    "deed": {
        "split": _("tách tại trang"),
        "join": _("ghép với văn bản trước"),
        "keep": _("lấy lại trang"),
    },
    "to": PART_NAMES,
    "state": INTAKE_STATE_NAMES,
    "channel": CHANNEL_NAMES,
    "register": {
        "incoming": _("sổ đăng ký văn bản đến"),
        "tracking": _("sổ theo dõi giải quyết văn bản đến"),
        "handover": _("sổ chuyển giao văn bản đến"),
    },
    "form": {
        "page": _("trang"),
        "pdf": "PDF",
        "xlsx": "Excel",
        "csv": "CSV",
        "api": "API",
        "searchable": _("bản tìm được chữ"),
        "marked": _("bản in có dấu đến"),
    },
    "fields": {
        "number": _("số"),
        "code": _("ký hiệu"),
        "symbol": _("số, ký hiệu"),
        "issued_on": _("ngày văn bản"),
        "issuer": _("cơ quan ban hành"),
        "type_code": _("loại văn bản"),
        "type_name": _("loại văn bản"),
        "subject": _("trích yếu"),
        "signer": _("người ký"),
        "signer_position": _("chức vụ người ký"),
        "urgency": _("độ khẩn"),
    },
}


BOOK_NAMES = {
    "incoming": _("Sổ đăng ký văn bản đến"),
    "tracking": _("Sổ theo dõi giải quyết văn bản đến"),
    "handover": _("Sổ chuyển giao văn bản đến"),
}


# What a clerk may put right on a line, and how the timeline calls it, in form order.
CORRECTED_NAMES = {
    "symbol": _("số, ký hiệu"),
    "issued_on": _("ngày văn bản"),
    "issuer_name": _("cơ quan ban hành"),
    "type_name": _("loại văn bản"),
    "urgency": _("độ khẩn"),
    "subject": _("trích yếu"),
    "signer_name": _("người ký"),
    "signer_position": _("chức vụ người ký"),
    "identifier": _("mã định danh"),
    "arrived_on": _("ngày đến"),
    "note": _("ghi chú"),
}


def for_the_log(detail: Mapping[str, object]) -> dict[str, object]:
    """What the log keeps of a step: its facts, and of what was written the SHA-256.

    Of what was corrected it keeps the names of the fields, of a file not its name, and
    where work went elsewhere not who was away. The
    words themselves stay inside the agency and may have to be destroyed; the log is
    read by others and cannot forget.
    """
    words = ("text", "reason", "changed", "file", "reply", "elsewhere")
    kept = {key: value for key, value in detail.items() if key not in words}
    if detail.get("text"):
        kept["text_sha256"] = sha256(str(detail["text"]).encode()).hexdigest()
    changed = detail.get("changed")
    if isinstance(changed, Mapping):
        kept["changed"] = sorted(changed)
    return kept
