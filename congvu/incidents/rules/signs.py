"""Signs of attacks that others told us: what of a line is one, and who may hear. Pure.

A sign is an address, a domain, a URL or the digest of a file. How far it may be told is
its TLP 2.0 mark (FIRST, 2022).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.logs.rules import Value, field_term, number_of, words_in

LONGEST_VALUE = 500


class Tlp(StrEnum):
    """The strictest first."""

    RED = "red"
    STRICT = "amber+strict"
    AMBER = "amber"
    GREEN = "green"
    CLEAR = "clear"


TLP_NAMES = {one: f"TLP:{one.upper()}" for one in Tlp}


class Audience(StrEnum):
    """To whom signs are given out."""

    WITHIN = "within"
    COMMUNITY = "community"
    PUBLIC = "public"


AUDIENCE_NAMES = {
    Audience.WITHIN: _("cơ quan trong tỉnh"),
    Audience.COMMUNITY: _("mạng lưới ứng cứu sự cố, ngoài tỉnh"),
    Audience.PUBLIC: _("công khai"),
}
_HEARD = {
    Audience.WITHIN: {Tlp.STRICT, Tlp.AMBER, Tlp.GREEN, Tlp.CLEAR},
    Audience.COMMUNITY: {Tlp.GREEN, Tlp.CLEAR},
    Audience.PUBLIC: {Tlp.CLEAR},
}


def may_leave(tlp: Tlp, audience: Audience) -> bool:
    """TLP:RED is for who was told by name: no file carries it on."""
    return tlp in _HEARD[audience]


def strictest(marks: Iterable[Tlp]) -> Tlp | None:
    order = list(Tlp)
    return min(marks, key=order.index, default=None)


class SignKind(StrEnum):
    ADDRESS = "address"
    DOMAIN = "domain"
    URL = "url"
    SHA256 = "sha256"
    SHA1 = "sha1"
    MD5 = "md5"


SIGN_KIND_NAMES = {
    SignKind.ADDRESS: _("địa chỉ IP"),
    SignKind.DOMAIN: _("tên miền"),
    SignKind.URL: _("địa chỉ URL"),
    SignKind.SHA256: _("mã băm SHA-256 của tệp"),
    SignKind.SHA1: _("mã băm SHA-1 của tệp"),
    SignKind.MD5: _("mã băm MD5 của tệp"),
}
_DIGITS = {SignKind.SHA256: 64, SignKind.SHA1: 40, SignKind.MD5: 32}
NOT_ADDRESS = _("Không phải một địa chỉ IP; dải địa chỉ không theo dõi được")
OWN_ADDRESS = _("Địa chỉ nội bộ hoặc dành riêng: mọi nhật ký đều có, không nhận")
NOT_DOMAIN = _("Không phải một tên miền đầy đủ")
OWN_DOMAIN = _("Tên miền của cơ quan nhà nước Việt Nam: không nhận làm dấu hiệu")
NOT_URL = _("URL không bắt đầu bằng http, https hoặc ftp")
NOT_DIGEST = _("Mã băm sai độ dài hoặc có ký tự lạ")
_LABEL = r"[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9\-]{{1,62}}")
# Neither white space nor what PostgreSQL does not keep.
_UNKEPT = r"\s\x00\ud800-\udfff"
_URL = re.compile(rf"(?:https?|ftp)://[^{_UNKEPT}/?#]+[^{_UNKEPT}]*")
_OWN = re.compile(r"(?:.+\.)?gov\.vn")


class WrongValue(ValueError):
    """Why it is no sign."""


def tidy_value(kind: SignKind, text: str) -> str:
    """As it is compared; refused is what every log has, or nobody could see."""
    value = text.strip().lower()
    if kind == SignKind.ADDRESS:
        return _address(value)
    if kind == SignKind.DOMAIN:
        value = value.rstrip(".")
        if len(value) > 253 or not _DOMAIN.fullmatch(value):
            raise WrongValue(NOT_DOMAIN)
        if _OWN.fullmatch(value):
            raise WrongValue(OWN_DOMAIN)
        return value
    if kind == SignKind.URL:
        if len(value) > LONGEST_VALUE or not _URL.fullmatch(value):
            raise WrongValue(NOT_URL)
        return value
    if not re.fullmatch(f"[0-9a-f]{{{_DIGITS[kind]}}}", value):
        raise WrongValue(NOT_DIGEST)
    return value


def _address(value: str) -> str:
    try:
        found = ip_address(value)
    except ValueError:
        raise WrongValue(NOT_ADDRESS) from None
    if "%" in value:  # its zone, which is one machine's own
        raise WrongValue(NOT_ADDRESS)
    # What documents use as examples is nobody's, and no machine is reached there.
    if not found.is_global and not is_example(value):
        raise WrongValue(OWN_ADDRESS)
    if found.is_multicast:
        raise WrongValue(OWN_ADDRESS)
    return str(found)


def is_example(value: str) -> bool:
    """RFC 5737: addresses of examples, in which drills are played."""
    return value.startswith(("192.0.2.", "198.51.100.", "203.0.113."))


class SignState(StrEnum):
    LIVE = "live"
    FALSE = "false"
    WITHDRAWN = "gone"


SIGN_STATE_NAMES = {
    SignState.LIVE: _("đang theo dõi"),
    SignState.FALSE: _("báo nhầm"),
    SignState.WITHDRAWN: _("nguồn đã rút"),
}
EXPIRED = _("hết hiệu lực")
NOT_WATCHED = _("mẫu phức tạp, chỉ lưu")


def is_valid(since: datetime, until: datetime | None, at: datetime) -> bool:
    return since <= at and (until is None or at < until)


# What of an event may be one, beside the words of its message.
_FIELDS = {
    SignKind.ADDRESS: ("source.ip", "destination.ip"),
    SignKind.DOMAIN: ("url.domain", "dns.question.name", "destination.domain"),
    SignKind.URL: ("url.original", "url.full"),
}
_V6 = re.compile(r"[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}")
_GOES_ON = re.compile(r"[\w/?=&%#~+\-]")


class SignBook:
    """Signs laid out so that a line costs what it has words, not how many there are."""

    def __init__(self, signs: Iterable[tuple[UUID, SignKind, str]]) -> None:
        self._whole: dict[str, set[UUID]] = defaultdict(set)
        self._urls: dict[str, list[tuple[str, UUID]]] = defaultdict(list)
        self._terms: set[int] = set()
        for key, kind, value in signs:
            word = max(words_in(value), key=lambda one: (len(one), one))
            self._terms.add(number_of(word))
            names = _FIELDS.get(kind, ())
            self._terms |= {number_of(field_term(name, value)) for name in names}
            if kind == SignKind.URL:
                self._urls[word].append((value, key))
            self._whole[value].add(key)

    def terms(self) -> list[int]:
        """By which events that may have one are found in the index of logs."""
        return sorted(self._terms)

    def found_in(self, message: str, fields: Mapping[str, Value]) -> set[UUID]:
        text = message.lower()
        words = words_in(text)
        seen = words | {str(one).lower() for one in fields.values()}
        seen |= {_plain(one) for one in _V6.findall(text)}
        found: set[UUID] = set()
        for word in seen & self._whole.keys():
            found |= self._whole[word]
        for word in words & self._urls.keys():
            found |= {key for url, key in self._urls[word] if _has(text, url)}
        return found


def _plain(word: str) -> str:
    try:
        return str(ip_address(word))
    except ValueError:
        return ""


def _has(text: str, url: str) -> bool:
    """The URL itself, not a longer one that begins with it."""
    place = text.find(url)
    while place >= 0:
        after = text[place + len(url) : place + len(url) + 1]
        if not _GOES_ON.match(after):
            return True
        place = text.find(url, place + 1)
    return False
