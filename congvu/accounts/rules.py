"""Passwords tried, codes and tokens: what counts, pure."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

import pyotp

from congvu.audit.rules import gettext_noop as _

NEXT_FIELD = "tiep"
# What a session keeps of how it began: when, and by what.
ENTERED = "entered"
FACTOR = "factor"
# ... and that nobody was there for too long, and how many seconds too long is.
LOCKED, LOCK_AFTER = "locked", "lock-after"

AUDIT_EVENTS: dict[str, str] = {
    "accounts.signed-in": _("Đăng nhập"),
    "accounts.signed-out": _("Đăng xuất"),
    "accounts.sign-in-failed": _("Đăng nhập không thành"),
    "accounts.locked-out": _("Tạm khóa đăng nhập vì sai nhiều lần"),
    "accounts.password-changed": _("Đổi mật khẩu"),
    "accounts.password-reset": _("Cấp lại mật khẩu"),
    "accounts.second-factor-enrolled": _("Cài mã xác thực"),
    "accounts.second-factor-removed": _("Gỡ mã xác thực"),
    "accounts.recovery-codes-made": _("Tạo mã dự phòng"),
    "accounts.session-ended": _("Kết thúc phiên làm việc"),
    "accounts.session-unlocked": _("Mở khóa màn hình"),
    "accounts.token-created": _("Tạo mã truy cập"),
    "accounts.token-revoked": _("Thu hồi mã truy cập"),
    "accounts.preferences-changed": _("Đổi tùy chọn hiển thị"),
    "accounts.language-changed": _("Đổi ngôn ngữ"),
    "accounts.user-created": _("Tạo tài khoản"),
    "accounts.user-locked": _("Khóa tài khoản"),
    "accounts.user-idle": _("Khóa tài khoản bỏ không"),
    "accounts.user-unlocked": _("Mở khóa tài khoản"),
    "accounts.user-renamed": _("Đổi tên đăng nhập hoặc thư công vụ"),
    "accounts.passkey-added": _("Thêm khóa truy cập"),
    "accounts.passkey-removed": _("Gỡ khóa truy cập"),
    "accounts.identity-linked": _("Nối tài khoản với danh bạ hoặc nơi đăng nhập chung"),
    "accounts.directory-synced": _("Đồng bộ tài khoản với danh bạ"),
}
AUDIT_WORDS = {
    "factor": _("bằng"),
    "what": _("sai ở"),
    "username": _("tên đăng nhập"),
    "name": _("tên"),
    "to": _("ngôn ngữ"),
    "count": _("số phiên"),
    "sessions": _("số phiên kết thúc"),
    "days": _("số ngày không dùng"),
    "users": _("số tài khoản"),
    "single_letter_keys": _("phím tắt một chữ"),
    "larger_text": _("chữ lớn hơn"),
    "high_contrast": _("tương phản cao"),
    "issuer": _("nơi cấp"),
    "subject": _("mã ở nơi cấp"),
    "from": _("tên cũ"),
    "email": _("thư công vụ"),
    "created": _("số tài khoản tạo"),
    "linked": _("số tài khoản nối"),
    "renamed": _("số tài khoản đổi tên"),
    "locked": _("số tài khoản khóa"),
    "unlocked": _("số tài khoản mở khóa"),
    "skipped": _("số người bỏ qua"),
}
_FACTORS = {
    "password": _("mật khẩu"),
    "code": _("mã xác thực"),
    "totp": _("mã xác thực"),
    "recovery": _("mã dự phòng"),
    "passkey": _("khóa truy cập"),
    "openid": _("nơi đăng nhập chung"),
    "token": _("mã truy cập của chương trình"),
}
AUDIT_VALUES = {
    "factor": _FACTORS,
    "what": _FACTORS,
    "to": {"vi": "Tiếng Việt", "en": "English"},
}

# Characters at least: TCVN 14423:2026 asks for 14 of a password that stands alone and
# for 8 beside a code; ASVS 2.1.1 for 12 of any.
LEAST_PASSWORD, LEAST_PASSWORD_WITH_CODE = 14, 12
ACCOUNT_FAILURES = 5
ADDRESS_FAILURES = 30
WINDOW = timedelta(minutes=15)
IDLE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)
SECOND_STEP_WITHIN = timedelta(minutes=5)
# Who has no password here shows by a sign-in just made that it is still them.
FRESH = timedelta(minutes=10)
STEP_SECONDS = 30
RECOVERY_CODES = 8

_READABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like another


LDAP = "ldap"  # the issuer of the one directory an office has


@dataclass(frozen=True)
class Outsider:
    """One person as a directory or an OpenID provider knows them.

    ``subject`` never changes there; ``username`` and ``email`` may. ``email`` is empty
    where the other side does not vouch for it.
    """

    issuer: str
    subject: str
    username: str
    email: str = ""


@dataclass(frozen=True)
class Admission:
    """What the operator allows for people from outside who have no account tied yet."""

    may_link: bool
    may_create: bool


class Directory(Protocol):
    """Where passwords are kept that are not kept here."""

    @property
    def admission(self) -> Admission: ...

    def verify(self, login: str, password: str) -> Outsider | None: ...


def locked_until(failures: Sequence[datetime], *, limit: int) -> datetime | None:
    """When the lock of these failures (newest first) ends, if they make one.

    ``limit`` failures within the window lock for as long as the window, counted from
    the last of them. A try while locked is not looked at: it lengthens nothing.
    """
    if len(failures) < limit or failures[0] - failures[limit - 1] > WINDOW:
        return None
    return failures[0] + WINDOW


def is_loopback(url: str) -> bool:
    """Whether what is sent there stays on this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def shows_second_factor(
    acr: object, amr: Sequence[object], *, trusted: Sequence[str]
) -> bool:
    """Whether a provider's ID token says that more than a password was shown.

    By RFC 8176 ``mfa`` means just that; a level (``acr``) only where the operator has
    named it, because every provider has its own.
    """
    return "mfa" in amr or acr in trusted


def too_many_leave(leaving: int, *, of: int) -> bool:
    """A directory that lost half its people has more likely lost its way."""
    return leaving > 0 and (leaving == of or leaving > max(10, of // 2))


def accepted_step(
    secret: str, code: str, *, last_step: int, at: datetime
) -> int | None:
    """The 30-second step whose code this is: now or one to either side, and never used.

    RFC 6238 §5.2: one step of delay is allowed, and a code is accepted once only.
    """
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now, now - 1, now + 1):
        expected = pyotp.TOTP(secret).at(step * STEP_SECONDS)
        if hmac.compare_digest(expected.encode(), code.encode()) and step > last_step:
            return step
    return None


def new_totp_secret() -> str:
    return pyotp.random_base32()


def totp_address(secret: str, *, account: str, issuer: str) -> str:
    """What the QR code says to the phone."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def new_recovery_codes() -> list[str]:
    """Eight codes of 49 random bits, such as ``k7mq2-w9xpd``."""
    codes = ("".join(secrets.choice(_READABLE) for _n in range(10)) for _m in range(8))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def normal_code(text: str) -> str:
    """A code without what people put between its characters."""
    return "".join(text.split()).replace("-", "").lower()


def keyed_digest(text: str, *, key: str, purpose: str) -> str:
    return hmac.new(
        f"{purpose}:{key}".encode(), text.encode("utf-8", "replace"), hashlib.sha256
    ).hexdigest()


def new_token() -> str:
    return f"cv_{secrets.token_urlsafe(32)}"


def new_password() -> str:
    """A first password an administrator can read out; 59 random bits."""
    text = "".join(secrets.choice(_READABLE) for _n in range(12))
    return "-".join((text[:4], text[4:8], text[8:]))


def token_digest(raw: str) -> str:
    """Plain SHA-256 is enough: a token has 256 random bits, nobody guesses from it."""
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()


def device_name(user_agent: str) -> str:
    """Browser and system in words, such as ``Chrome · Windows``; "" when unknown."""
    browsers = ("Edg/", "OPR/", "Firefox/", "coc_coc", "Chrome/", "Safari/")
    names = ("Edge", "Opera", "Firefox", "Cốc Cốc", "Chrome", "Safari")
    systems = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")
    browser = next(
        (n for b, n in zip(browsers, names, strict=True) if b in user_agent), ""
    )
    system = next((s for s in systems if s in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)


# -- whom it concerns hears of it


@dataclass(frozen=True)
class WayIn:
    """A way into an account was made, changed, taken away; ``event`` as in the log."""

    event: str
    user_id: UUID
    by: str
    at: datetime


Hearer = Callable[[WayIn], None]
_HEARERS: list[Hearer] = []


def hears_ways_in(hearer: Hearer) -> Hearer:
    """Called in the transaction of the change; said as ``following.py`` is read."""
    _HEARERS.append(hearer)
    return hearer


def tell_of(way: WayIn) -> None:
    for hearer in _HEARERS:
        hearer(way)
