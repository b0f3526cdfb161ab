"""The codes of edXML and what is said about a message that is not as it should be.

Sources: QCVN 102:2016/BTTTT as real messages and the public SDKs show it (mức: các
nguồn thứ cấp thống nhất, chưa đọc bảng gốc); QĐ 28/2018/QĐ-TTg Điều 10.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from congvu.lib.text import gettext_noop as _


class Business(IntEnum):
    """What a document message is about (BussinessDocType)."""

    NEW = 0
    RECALL = 1
    UPDATE = 2
    REPLACE = 3


BUSINESS_NAMES = {
    Business.NEW: _("văn bản mới"),
    Business.RECALL: _("thu hồi"),
    Business.UPDATE: _("cập nhật"),
    Business.REPLACE: _("thay thế"),
}

BUSINESS_TITLES = {
    Business.NEW: _("Văn bản mới"),
    Business.RECALL: _("Thu hồi văn bản"),
    Business.UPDATE: _("Cập nhật văn bản"),
    Business.REPLACE: _("Thay thế văn bản"),
}


class StatusCode(StrEnum):
    """What a status message says; 13 goes from the sender to the receiver."""

    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    IN_PROGRESS = "05"
    FINISHED = "06"
    TAKE_BACK = "13"
    AGREED = "15"
    DECLINED = "16"


STATUS_NAMES = {
    StatusCode.ARRIVED: _("đã đến"),
    StatusCode.REFUSED: _("từ chối tiếp nhận"),
    StatusCode.ACCEPTED: _("đã tiếp nhận"),
    StatusCode.ASSIGNED: _("đã phân công xử lý"),
    StatusCode.IN_PROGRESS: _("đang xử lý"),
    StatusCode.FINISHED: _("đã hoàn thành"),
    StatusCode.TAKE_BACK: _("yêu cầu lấy lại"),
    StatusCode.AGREED: _("đồng ý cập nhật, lấy lại"),
    StatusCode.DECLINED: _("từ chối cập nhật, lấy lại"),
}
UNKNOWN_STATUS = _("trạng thái không rõ")
NEEDS_REASON = frozenset({StatusCode.REFUSED, StatusCode.TAKE_BACK})
UNKNOWN_TYPE = 1
"""Real messages carry 1, 18 and 71 for one type: receivers go by its name."""
HIGHEST_PRIORITY = 4  # hỏa tốc hẹn giờ

NOT_VERIFIABLE = "not_verifiable"
ABSENT = "absent"
"""All that is ever said of a signature of the envelope (documents.md: placeholders)."""


def status_meant(code: str) -> str:
    """``1`` is read as 01; only 01 is ever written."""
    return f"0{code}" if code in set("123456") else code


def status_name(code: str) -> str:
    return STATUS_NAMES.get(code, UNKNOWN_STATUS)  # type: ignore[call-overload, no-any-return]


UNREADABLE = {
    "xml": _("Tệp XML viết sai: %(what)s."),
    "doctype": _("Tệp có khai báo DTD hoặc thực thể; edXML không dùng nên không mở."),
    "encoding": _("Bảng mã khai báo trong tệp không đọc được."),
    "token": _("Một thẻ, thuộc tính hoặc chú thích dài quá %(most)s byte."),
    "namespace": _("Tên không gian tên (namespace) dài quá %(most)s ký tự."),
    "depth": _("Phần tử lồng nhau quá %(most)s tầng."),
    "elements": _("Tệp có quá %(most)s phần tử."),
    "markup": _("Phần ngoài tệp đính kèm lớn quá %(most)s byte."),
    "file": _("Tệp lớn quá %(most)s byte."),
    "not-edxml": _("Đây không phải tệp edXML (phần tử gốc là “%(what)s”)."),
    "no-header": _("Thiếu phần tử MessageHeader."),
    "base64": _("Nội dung tệp đính kèm không phải base64 đúng."),
    "payload-twice": _("Phần nội dung tệp đính kèm lặp lại."),
    "payload-size": _("Các tệp đính kèm lớn quá %(most)s byte."),
    "zip-broken": _("Tệp đính kèm “%(what)s” nén hỏng, không mở được."),
    "zip-locked": _("Tệp đính kèm “%(what)s” nén có mật khẩu."),
    "zip-ratio": _("Tệp đính kèm “%(what)s” nén bất thường (gấp hơn %(most)s lần)."),
    "zip-entries": _("Tệp nén “%(what)s” có hơn %(most)s tệp bên trong."),
    "digest": _("Mã băm của tệp không khớp: nội dung đã bị thay đổi trên đường đi."),
    "slow": _("Đọc tệp quá lâu hoặc quá tốn bộ nhớ nên đã dừng."),
    "json": _("Không phải JSON của một thông điệp edXML: %(what)s."),
}

PROBLEMS = {
    "missing": _("thiếu"),
    "too-long": _("dài %(length)s ký tự, nhiều nhất %(most)s"),
    "letters": _("có ký tự không được phép trong XML"),
    "negative": _("không được là số âm"),
    "zone": _("thời điểm không có múi giờ"),
    "reason": _("thu hồi, cập nhật, thay thế phải ghi lý do"),
    "status-reason": _("trạng thái %(code)s phải ghi lý do"),
    "status-unknown": _("không có trạng thái %(code)s"),
    "business-unknown": _("không có loại nghiệp vụ %(code)s"),
    "priority-unknown": _("không có độ khẩn %(code)s"),
    "id-twice": _("mã %(what)s dùng cho hai tệp"),
    "no-attachment": _("mã %(what)s không có tệp đính kèm"),
    "elsewhere": _("đặt không đúng chỗ"),
    "not-listed": _("tệp %(what)s không có trong danh mục (Manifest)"),
    "extra": _("phần tử giữ nguyên không viết đúng XML"),
    "attribute": _("thuộc tính %(what)s không viết đúng"),
}
