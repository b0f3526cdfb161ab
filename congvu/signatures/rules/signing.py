"""What a signature of ours must be, why one is not made, and the words for it.

TT 15/2025/TT-BKHCN Phụ lục I: PAdES, RSA from 2048 bit with RSASSA-PSS, ECDSA from 256
bit, SHA-256 or stronger. The certificate is checked before, not after.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

MIN_RSA_BITS = 2048
MIN_EC_BITS = 256
# A seal of 36 mm at 600 dpi is 850 dots wide; a scanned signature is smaller.
MAX_IMAGE_BYTES = 2 * 1024 * 1024
MAX_IMAGE_SIDE = 2400
MIN_IMAGE_SIDE = 60
# How long somebody may take to sign at their own machine.
OUTSIDE_MINUTES = 30

VIETNAM = timezone(timedelta(hours=7))

SIGNING_EVENTS = {
    "signatures.key-registered": _("Đăng ký khóa ký số"),
    "signatures.key-retired": _("Thôi dùng khóa ký số"),
    "signatures.signed": _("Ký số một tệp"),
    "signatures.outside-started": _("Gửi giá trị băm cho phần mềm ký của người ký"),
    "signatures.outside-finished": _("Nhận chữ ký từ phần mềm ký của người ký"),
}
SIGNING_WORDS = {
    "kind": _("nơi giữ khóa"),
    "owner": _("người hoặc cơ quan dùng khóa"),
    "subject": _("chủ thể chứng thư"),
    "fingerprint": _("dấu vân tay SHA-256"),
    "reason": _("lý do"),
    "field": _("ô chữ ký"),
    "level": _("mức chữ ký"),
    "status": _("trạng thái chứng thư"),
    "digest": _("giá trị băm"),
}


class KeyKind(StrEnum):
    TOKEN = "token"  # noqa: S105  a device
    DEMO = "demo"
    REMOTE = "remote"
    OUTSIDE = "outside"


# Where the private key lies; never in this office's database.
HOLDERS = {
    KeyKind.TOKEN: _("thiết bị USB token hoặc HSM (PKCS#11)"),
    KeyKind.DEMO: _("máy chủ này, chỉ để dùng thử"),
    KeyKind.REMOTE: _("dịch vụ ký số từ xa (CSC)"),
    KeyKind.OUTSIDE: _("máy của người ký, qua phần mềm ký"),
}


class Level(StrEnum):
    """How long a signature can be proved (ETSI EN 319 142-1)."""

    B = "PAdES-B-B"
    T = "PAdES-B-T"
    LT = "PAdES-B-LT"


class Status(StrEnum):
    """What was known about the certificate before the signature was made."""

    GOOD = "good"
    UNKNOWN = "unknown"


class SigningFailed(Exception):
    """No signature was made and nothing was written; ``keys`` of FAILURES say why."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys
        super().__init__(", ".join(keys))


FAILURES = {
    # the file
    "pdf-broken": _("Tệp PDF bị hỏng, không đọc được nên không ký được."),
    "pdf-slow": _("Tệp PDF mất quá nhiều thời gian để đọc nên không ký được."),
    "pdf-encrypted": _("Tệp PDF có mật khẩu hoặc bị mã hóa nên không ký được."),
    "pdf-hybrid": _(
        "Tệp PDF có hai bảng tham chiếu chồng nhau (hybrid) nên không thêm được phần "
        "nối tiếp an toàn; hãy xuất lại tệp PDF."
    ),
    "pdf-locked": _(
        "Người ký trước đã cấm thay đổi tệp (DocMDP) nên không điền hay ký thêm được."
    ),
    "field-locked": _("Ô này đã bị chữ ký trước khóa lại, không điền được."),
    "field-missing": _("Tệp PDF không có ô cần điền hoặc cần ký."),
    "field-signed": _("Ô chữ ký này đã được ký."),
    "field-filled": _("Ô này đã được điền."),
    "field-double": _("Tệp PDF đã có ô cùng tên."),
    "field-outside-page": _("Ô chữ ký nằm ngoài trang."),
    "fields-too-late": _(
        "Tệp đã có chữ ký nên không thêm ô điền chữ được nữa; ô số, ngày phải đặt "
        "trước chữ ký đầu tiên."
    ),
    # the picture
    "image-too-big": _("Ảnh chữ ký lớn hơn 2 MB nên không nhận."),
    "image-not-png": _("Ảnh chữ ký phải là tệp .png đọc được."),
    "image-too-many-dots": _("Ảnh chữ ký rộng hoặc cao quá 2400 điểm ảnh."),
    "image-too-small": _("Ảnh chữ ký nhỏ quá 60 điểm ảnh, in ra sẽ không rõ."),
    "image-opaque": _("Ảnh chữ ký phải có nền trong suốt."),
    "text-unprintable": _("Có ký tự mà phông chữ của văn bản không có."),
    "font-missing": _(
        "Máy chủ chưa có phông chữ có chân đủ chữ tiếng Việt; quản trị cài gói "
        "fonts-liberation2 hoặc fonts-noto-core."
    ),
    # the certificate
    "certificate-broken": _("Chứng thư số bị hỏng, không đọc được."),
    "certificate-expired": _("Chứng thư số đã hết hạn."),
    "certificate-not-yet": _("Chứng thư số chưa đến ngày có hiệu lực."),
    "certificate-revoked": _("Chứng thư số đã bị thu hồi hoặc tạm dừng."),
    "certificate-purpose": _("Chứng thư số không được cấp để ký văn bản."),
    "certificate-weak": _(
        "Chứng thư số dùng khóa hoặc hàm băm yếu; quy định từ RSA 2048, ECDSA 256, "
        "SHA-256."
    ),
    "certificate-chain": _("Đường dẫn chứng thư số không đúng."),
    "certificate-other": _("Chứng thư trong thiết bị không phải chứng thư đã đăng ký."),
    # the keeper of the key
    "pin-wrong": _("Mã PIN không đúng."),
    "pin-few": _("Mã PIN không đúng; chỉ còn ít lần thử trước khi thiết bị bị khóa."),
    "pin-last": _("Mã PIN không đúng; chỉ còn một lần thử trước khi thiết bị bị khóa."),
    "pin-locked": _("Thiết bị ký đã bị khóa vì nhập sai mã PIN nhiều lần."),
    "token-missing": _("Không thấy thiết bị ký số; hãy cắm lại thiết bị."),
    "token-gone": _(
        "Thiết bị ký số bị rút ra hoặc ngừng trả lời khi đang ký; chưa có gì được ghi."
    ),
    "token-module": _("Máy chủ không nạp được phần mềm của thiết bị ký số (PKCS#11)."),
    "key-missing": _("Không thấy khóa của chứng thư này trong nơi giữ khóa."),
    "remote-unreachable": _("Dịch vụ ký số từ xa không trả lời."),
    "remote-refused": _("Dịch vụ ký số từ xa từ chối ký."),
    "remote-unauthorised": _(
        "Dịch vụ ký số từ xa chưa cho phép: người ký chưa xác nhận, hoặc mã xác nhận "
        "sai."
    ),
    "remote-disabled": _("Khóa ở dịch vụ ký số từ xa đang bị khóa hoặc đã thôi dùng."),
    "demo-closed": _("Khóa dùng thử không được bật trên máy chủ này."),
    "key-outside": _("Khóa này chỉ ký được qua phần mềm ký trên máy của người ký."),
    "key-retired": _("Khóa ký số này đã thôi dùng."),
    "signature-mismatch": _(
        "Chữ ký nhận về không khớp chứng thư hoặc không khớp nội dung cần ký."
    ),
    "outside-unknown": _("Không có lần ký nào như vậy cho vị trí này."),
    "outside-used": _("Lần ký này đã nhận chữ ký rồi; hãy bắt đầu lại."),
    "outside-late": _("Lần ký này đã quá 30 phút; hãy bắt đầu lại."),
    "state-broken": _("Dữ liệu của lần ký đang dở bị hỏng."),
    # the time
    "timestamp-unreachable": _(
        "Nơi cấp dấu thời gian không trả lời; chưa có gì được ghi."
    ),
    "timestamp-refused": _("Nơi cấp dấu thời gian trả lời sai; chưa có gì được ghi."),
}


def mark_lines(
    symbol: str, at: datetime, *, before: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The text-only mark of a separate attachment or of a copy.

    NĐ 30/2020 Phụ lục I: number and symbol (of a copy: its form and the copying body),
    then day, hour, minute and second with Vietnam's zone by ISO 8601.
    """
    moment = at.astimezone(VIETNAM).replace(microsecond=0).isoformat()
    return tuple(line for line in (*before, symbol, moment) if line)
