"""The words of standards: their groups, how binding they are, how a system stands."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_CODE = 30
LONGEST_NAME = 200
LONGEST_LINE = 120
LONGEST_REASON = 500
LONGEST_TEXT = 4000
MOST_BYTES = 20 * 1024 * 1024
CONNECTION = "ket-noi"
"""The code under which a system says why it need not be connected."""


class Force(StrEnum):
    MUST = "must"
    MAY = "may"


FORCE_NAMES = {Force.MUST: _("bắt buộc áp dụng"), Force.MAY: _("khuyến nghị áp dụng")}

GROUP_NAMES = {
    "connection": _("Kết nối"),
    "integration": _("Tích hợp dữ liệu"),
    "access": _("Truy cập thông tin"),
    "security": _("An toàn thông tin"),
    "regulation": _("Quy chuẩn kỹ thuật quốc gia"),
}

SURE_NAMES = {
    "A": _("đã đọc trong văn bản"),
    "B": _("theo nguồn thứ cấp"),
    "C": _("theo hiểu biết chung, chưa xác minh"),
    "D": _("quy ước của phần mềm"),
}


class ClaimKind(StrEnum):
    DECLARED = "declared"
    ABSENT = "absent"
    WAIVED = "waived"


CLAIM_NAMES = {
    ClaimKind.DECLARED: _("đáp ứng"),
    ClaimKind.ABSENT: _("chưa đáp ứng"),
    ClaimKind.WAIVED: _("được miễn"),
}


class StandardStanding(StrEnum):
    """How a system stands to a standard on a day; what is worst to know comes first."""

    FAILED = "failed"
    ABSENT = "absent"
    OPEN = "open"
    WAIVED = "waived"
    DECLARED = "declared"
    TESTED = "tested"


STANDING_NAMES = {
    StandardStanding.FAILED: _("kiểm tra không đạt"),
    StandardStanding.ABSENT: _("chưa đáp ứng"),
    StandardStanding.OPEN: _("chưa khai"),
    StandardStanding.WAIVED: _("được miễn"),
    StandardStanding.DECLARED: _("đã khai, chưa kiểm tra"),
    StandardStanding.TESTED: _("đã kiểm tra, đạt"),
}


class EvaluationState(StrEnum):
    """Put together; judged by each apart; compared."""

    OPEN = "open"
    SCORING = "scoring"
    CLOSED = "closed"


EVALUATION_STATE_NAMES = {
    EvaluationState.OPEN: _("đang lập"),
    EvaluationState.SCORING: _("đang chấm"),
    EvaluationState.CLOSED: _("đã chấm xong"),
}


class Checker(StrEnum):
    TEXT = "text"
    HTML = "html"
    WCAG = "wcag"
    ODF = "odf"
    PDFA = "pdfa"
    EDXML = "edxml"
    TLS = "tls"


CHECKER_NAMES = {
    Checker.TEXT: _("Bảng mã chữ Việt của một tệp"),
    Checker.HTML: _("Trang HTML: các điều máy kiểm được"),
    Checker.WCAG: _("Tiếp cận của trang: các điều máy kiểm được"),
    Checker.ODF: _("Tệp OpenDocument"),
    Checker.PDFA: _("Dấu hiệu PDF/A; không thay kiểm định đầy đủ"),
    Checker.EDXML: _("Gói tin edXML"),
    Checker.TLS: _("TLS của một địa chỉ"),
}
FILE_CHECKERS = frozenset(Checker) - {Checker.TLS}

# What checkers find; the words stay in the result by key.
FINDINGS = {
    "not-utf-8": _("Không phải UTF-8 hợp lệ."),
    "not-nfc": _("Chữ chưa ở dạng dựng sẵn (NFC) như TCVN 6909."),
    "old-code": _("Giống chữ gõ bằng bảng mã cũ (TCVN3, VNI)."),
    "private-use": _("Có ký tự ngoài bảng mã chung."),
    "nul": _("Có ký tự điều khiển, không phải văn bản."),
    "empty": _("Tệp rỗng."),
    "no-doctype": _("Thiếu khai báo DOCTYPE."),
    "no-charset": _("Không khai bảng mã UTF-8."),
    "no-title": _("Thiếu tiêu đề trang."),
    "unclosed": _("Có thẻ mở mà không đóng, hoặc đóng sai thứ tự."),
    "double-id": _("Có định danh (id) trùng nhau."),
    "no-lang": _("Không khai ngôn ngữ của trang."),
    "no-alt": _("Có ảnh không có mô tả."),
    "no-label": _("Có ô nhập không có nhãn."),
    "no-heading": _("Không có đề mục nào."),
    "skipped-heading": _("Đề mục bỏ qua một cấp."),
    "empty-link": _("Có liên kết, nút không có chữ."),
    "not-html": _("Không phải trang HTML."),
    "not-zip": _("Không phải tệp nén OpenDocument."),
    "no-mimetype": _("Mục mimetype không đứng đầu, không nén như chuẩn đòi."),
    "not-odf": _("Loại tệp không phải văn bản, bảng tính, trình chiếu OpenDocument."),
    "no-manifest": _("Thiếu META-INF/manifest.xml."),
    "bad-content": _("Nội dung content.xml không đọc được."),
    "old-version": _("Phiên bản ODF thấp hơn 1.2 hoặc không ghi."),
    "not-pdf": _("Không phải tệp PDF đọc được."),
    "locked": _("Tệp đặt mật khẩu."),
    "no-pdfa-mark": _("Không có khai báo PDF/A trong siêu dữ liệu."),
    "no-output-intent": _("Thiếu khai báo không gian màu đầu ra."),
    "font-missing": _("Có phông chữ không nhúng."),
    "script": _("Có mã lệnh hoặc tệp đính kèm."),
    "not-edxml": _("Không đọc được như gói tin edXML."),
    "edxml-problem": _("Gói tin sai quy chuẩn."),
    "too-hard": _("Không mở được tệp: hỏng, quá lớn hoặc quá lâu."),
    "no-answer": _("Địa chỉ không trả lời."),
    "no-tls": _("Không bắt tay được bằng TLS 1.2 trở lên."),
    "bad-certificate": _("Chứng thư số không được tin cậy."),
    "expired": _("Chứng thư số hết hạn."),
}
