"""The codes a hub answers with, the states of a transfer, what is written in the log.

Sources: the gateway's guide v2.2 (Lạng Sơn) and the public SDK of the national hub, as
`docs/hub.md` tells; mức: nguồn thứ cấp, chưa có bản quy định chính thức.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from enum import IntEnum, StrEnum

from congvu.lib.text import gettext_noop as _


class Code(IntEnum):
    """What an answer says; only `DONE` is good, and none is worth sending again."""

    DONE = 0
    BAD_FILE = 10
    WHO = 15
    NO_RECEIVER = 18
    NO_SENDER = 19
    INTERNAL = 20
    UNREAD = 21
    NOT_EDXML = 22
    LOCKED = 23


CODE_NAMES = {
    Code.DONE: _("thành công"),
    Code.BAD_FILE: _("tệp không hợp lệ"),
    Code.WHO: _("sai mã hệ thống hoặc khóa"),
    Code.NO_RECEIVER: _("không có bên nhận"),
    Code.NO_SENDER: _("bên gửi chưa đăng ký"),
    Code.INTERNAL: _("lỗi của trục"),
    Code.UNREAD: _("không xử lý được tệp"),
    Code.NOT_EDXML: _("không đúng định dạng edXML"),
    Code.LOCKED: _("bên nhận bị khóa"),
}


class Kind(StrEnum):
    """As the header calls it (messagetype)."""

    DOCUMENT = "edoc"
    STATUS = "status"


class Transfer(StrEnum):
    """How far a receiver is with fetching."""

    NEW = "initial"
    PROCESSING = "processing"
    DONE = "done"
    FAILED = "fail"


TRANSFER_NAMES = {
    Transfer.NEW: _("chưa lấy"),
    Transfer.PROCESSING: _("đang lấy"),
    Transfer.DONE: _("đã lấy"),
    Transfer.FAILED: _("lấy không được"),
}
WAITING = (Transfer.NEW, Transfer.PROCESSING)


class Event(StrEnum):
    DENIED = "denied"
    REFUSED = "refused"
    STORED = "stored"
    REPEATED = "repeated"
    FETCHED = "fetched"
    ACKNOWLEDGED = "acknowledged"
    REGISTERED = "registered"
    DELETED = "deleted"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


WORDS = {
    "secret": _("Mã hệ thống hoặc khóa không đúng."),
    "too-often": _("Sai khóa quá nhiều lần; chờ một phút rồi thử lại."),
    "header": _("Phần “header” không phải JSON như quy định: %(what)s."),
    "service": _("servicetype phải là “eDoc”."),
    "kind": _("messagetype phải là “edoc” hoặc “status”."),
    "no-file": _("Không có tệp edXML."),
    "too-large": _("Tệp lớn quá %(most)s byte."),
    "cut-short": _("Tệp đến không trọn: khai %(declared)s byte, nhận %(got)s."),
    "digest": _("Mã băm khai (%(declared)s) không phải của tệp nhận được (%(got)s)."),
    "unread": _("Tệp %(name)s: %(what)s"),
    "other-kind": _("Tệp là “%(is)s” mà khai là “%(said)s”."),
    "lacks": _("Tệp thiếu %(what)s."),
    "foreign": _("Tệp ghi bên gửi “%(code)s”, không phải đơn vị của hệ thống này."),
    "from": _("Khai bên gửi “%(said)s” mà tệp ghi “%(code)s”."),
    "no-receiver": _("Chưa có đơn vị nào đăng ký mã %(codes)s."),
    "not-addressed": _("Tệp không gửi cho %(codes)s."),
    "locked": _("Đơn vị %(codes)s đang bị khóa nhận."),
    "unknown-box": _("Không có gói tin “%(id)s” cho hệ thống này."),
    "transfer": _(
        "Trạng thái phải là processing, done hoặc fail, không phải “%(what)s”."
    ),
    "finished": _("Gói tin này đã được báo “done”."),
    "code-shape": _("Mã “%(code)s” phải có từ 1 đến 35 ký tự, không có dấu cách."),
    "out-of-scope": _("Hệ thống này không được đăng ký mã “%(code)s”."),
    "taken": _("Mã “%(code)s” đã là của đơn vị khác."),
    "not-yours": _("“%(code)s” không phải đơn vị của hệ thống này."),
    "waiting": _("Còn %(count)s gói tin chờ đơn vị này lấy, chưa xóa được."),
    "internal": _("Trục gặp lỗi; gửi lại sau."),
    "gone": _("Nội dung gói tin không còn nguyên trên đĩa của trục."),
}

MOST_DENIALS = 10
DENIALS_SECONDS = 60
MOST_LISTED = 100
MOST_CARDS = 1000
MOST_RECEIVERS = 5000
HIGHEST_URGENCY = 4
_CODE = re.compile(r"[^\s,;]{1,35}")


class Turned(Exception):
    """The hub says no: with which code, and why in words."""

    def __init__(self, code: Code, key: str, /, **values: object) -> None:
        self.code, self.key = code, key
        self.words = WORDS[key] % values
        super().__init__(self.words)


def is_code(code: str) -> bool:
    """Never more than that: unknown shapes are not refused (QĐ 20/2020)."""
    return _CODE.fullmatch(code) is not None


def is_within(code: str, roots: list[str]) -> bool:
    """``H55.01`` is within ``H55``; an old form only where it is named itself."""
    return any(code == root or code.startswith(f"{root}.") for root in roots)


def digest_of(secret: str) -> str:
    """Plain SHA-256 is enough: a secret has 256 random bits, nobody guesses from it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def is_secret(secret: str, digest: str) -> bool:
    return hmac.compare_digest(digest_of(secret), digest)
