"""Names of files, limits and the words of this app. Pure."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_BYTES = 255
MAX_PREVIEW_BYTES = 120_000
PREVIEW_WIDTH = 900
HEAD_PAGES = 3
TAIL_PAGES = 2

_NOT_SHOWN = re.compile(
    # Control characters, and the marks that turn text around: "exe.fdp" must not look
    # like "pdf.exe" backwards.
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue without Django; who shows it translates it."""
    return message


_ = gettext_noop

AUDIT_EVENTS = {
    "files.stored": _("Nhận tệp"),
    "files.quarantined": _("Cách ly tệp"),
    "files.read": _("Đọc nội dung tệp"),
    "files.copied": _("Tạo bản tìm được chữ của tệp quét"),
    "files.released": _("Đưa tệp khỏi cách ly để kiểm tra lại"),
    "files.destroyed": _("Hủy tệp và mọi nội dung của tệp"),
}
AUDIT_WORDS = {
    "sha256": _("mã SHA-256"),
    "size": _("số byte"),
    "kind": _("loại tệp"),
    "pages": _("số trang"),
    "ocr": _("nhận dạng chữ"),
    "reason": _("lý do"),
    "form": _("dạng"),
}
AUDIT_VALUES = {
    "form": {"pdfa": "PDF/A", "pdf": "PDF", "failed": _("không tạo được")},
}

NOT_SCANNED = _(
    "Chưa quét được mã độc vì bộ quét không trả lời; sẽ tự quét lại khi bộ quét chạy."
)
NO_RECOGNITION = _(
    "Tệp là ảnh quét nhưng máy chủ chưa cài phần nhận dạng chữ; sẽ tự đọc khi cài xong."
)
NO_OFFICE = _(
    "Máy chủ chưa cài LibreOffice nên chưa đọc được loại tệp này; "
    "sẽ tự đọc khi cài xong."
)
NO_COPIER = _(
    "Máy chủ chưa cài OCRmyPDF nên chưa tạo được bản tìm được chữ; "
    "sẽ tự tạo khi cài xong."
)
NO_COPY = _("Không tạo được bản tìm được chữ (PDF/A) của tệp này.")
PAGES_NOT_RECOGNISED = _("Có trang không nhận dạng được chữ.")
LOCKED = _(
    "Tệp đặt mật khẩu hoặc bị mã hóa nên không đọc được; hãy gửi bản không khóa."
)
BROKEN = _("Tệp hỏng, không mở được; hãy xuất hoặc quét lại rồi gửi lại.")
NO_PAGES = _("Tệp không có trang nào; hãy xuất hoặc quét lại rồi gửi lại.")
TOO_SLOW = _("Đọc tệp quá lâu nên đã dừng; tệp được giữ lại để người quản trị xem.")
NOT_TAKEN = _("Chỉ nhận ảnh, PDF, Word; hãy gửi lại bằng một trong các loại ấy.")
TOO_BIG_INSIDE = _("Nội dung bên trong tệp lớn bất thường nên không mở.")

TABLE_REFUSALS = {
    "broken": _("Không đọc được bảng này; lưu lại dạng .xlsx, .ods hoặc .csv rồi thử."),
    "hostile": _("Bảng chứa khai báo XML không được phép nên không mở."),
    "too-big": _("Bảng quá lớn (nhiều hơn %(mb)s MB)."),
    "too-big-inside": _("Bảng quá lớn khi mở ra."),
    "too-long": _("Bảng dài quá %(rows)s dòng; chia nhỏ rồi nạp từng phần."),
    "old-excel": _(
        "Tệp Excel 97 (.xls) hoặc tệp có mật khẩu: mở bằng Excel rồi lưu lại dạng "
        ".xlsx."
    ),
    "too-slow": _("Đọc bảng quá lâu nên đã dừng."),
}


def clean_name(name: str) -> str:
    """A name a person can read and no file system can be tricked with."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    text = (
        _NOT_SHOWN.sub("", text.encode("utf-8", "replace").decode()).strip().strip(".")
    )
    text = re.sub(r"\s+", " ", text)
    return _cut(text) or "khong-ten"


def _cut(name: str) -> str:
    """At most 255 bytes, the ending kept and no letter cut in half."""
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    room = MAX_NAME_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + dot + ending


def ending(name: str) -> str:
    """What stands after the last dot, in lower case, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def keeps_words(number: int, total: int) -> bool:
    """Whether a page's word positions are kept: the head and the tail of a paper."""
    return number <= HEAD_PAGES or number > total - TAIL_PAGES
