"""Kinds of boxes, the state one is in on a day, requests, passwords for programs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_LABEL = 60
LONGEST_LINE = 200
LONGEST_REASON = 500
LONGEST_TEXT = 4000
QUOTA_LEAST, QUOTA_MOST = 50, 200_000  # megabytes
MOST_PASSWORDS = 10
LONGEST_ACCESS = timedelta(days=7)
"""As long as an administrator may open somebody's box at a time."""


LEFT_POST = _("thôi giữ chức vụ")


class BoxKind(StrEnum):
    PERSON = "person"
    SEAT = "seat"


BOX_KIND_NAMES = {
    BoxKind.PERSON: _("hộp thư cá nhân"),
    BoxKind.SEAT: _("hộp thư chức danh"),
}


class SeatKind(StrEnum):
    """Which seat of a body: those that every body has, and others."""

    REGISTRY = "registry"
    CHIEF = "chief"
    UNIT = "unit"
    OTHER = "other"


SEAT_NAMES = {
    SeatKind.REGISTRY: _("văn thư"),
    SeatKind.CHIEF: _("chánh văn phòng"),
    SeatKind.UNIT: _("đơn vị"),
    SeatKind.OTHER: _("chức danh khác"),
}
# What stands in the address.
SEAT_WORDS = {SeatKind.REGISTRY: "vanthu", SeatKind.CHIEF: "chanhvp"}
# Whose posts open the seats that every body has; by the role of the post.
SEAT_OF_ROLE = {
    "records-clerk": SeatKind.REGISTRY,
    "office-chief": SeatKind.CHIEF,
}


class BoxState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    GRACE = "grace"
    CLOSED = "closed"


BOX_STATE_NAMES = {
    BoxState.PLANNED: _("chưa đến ngày mở"),
    BoxState.OPEN: _("đang dùng"),
    BoxState.GRACE: _("đã đóng, còn chuyển tiếp thư"),
    BoxState.CLOSED: _("đã đóng"),
}


def box_state(
    valid_from: date, valid_until: date | None, grace_until: date | None, on: date
) -> BoxState:
    """A box is in exactly one on any day."""
    if on < valid_from:
        return BoxState.PLANNED
    if valid_until is None or on < valid_until:
        return BoxState.OPEN
    if grace_until is not None and on < grace_until:
        return BoxState.GRACE
    return BoxState.CLOSED


class RequestKind(StrEnum):
    OPEN = "open"
    QUOTA = "quota"
    ALIAS = "alias"
    LIST = "list"
    CLOSE = "close"


REQUEST_KIND_NAMES = {
    RequestKind.OPEN: _("mở hộp thư chức danh"),
    RequestKind.QUOTA: _("tăng dung lượng"),
    RequestKind.ALIAS: _("thêm địa chỉ phụ"),
    RequestKind.LIST: _("lập danh sách gửi chung"),
    RequestKind.CLOSE: _("đóng hộp thư"),
}


class RequestState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


REQUEST_STATE_NAMES = {
    RequestState.WAITING: _("chờ quyết định"),
    RequestState.APPROVED: _("đã chấp thuận"),
    RequestState.REFUSED: _("đã từ chối"),
    RequestState.WITHDRAWN: _("đã rút"),
}


# Read off a screen and typed into a telephone: no letter that looks like another.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """Twenty-four letters in sixes; 31^24 is more than anybody tries."""
    parts = ["".join(secrets.choice(_LETTERS) for _n in range(6)) for _m in range(4)]
    return "-".join(parts)


def digest_of(secret: str) -> str:
    """Long and made by chance, so one SHA-256 keeps it (docs/adr/0090)."""
    return hashlib.sha256(secret.encode()).hexdigest()
