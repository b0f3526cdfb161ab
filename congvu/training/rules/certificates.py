"""What a certificate is worth on a day, and the code by which anybody checks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop

MOST_MONTHS = 120
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: none is read as another
_ALIKE = str.maketrans("OIL", "011")
_LENGTH = 16
_LINK = re.compile(rb"[?&]ma=([0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3})\b")
_LONGEST_LINK = 64


class Standing(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


STANDING_NAMES = {
    Standing.VALID: gettext_noop("còn giá trị"),
    Standing.EXPIRED: gettext_noop("hết hạn"),
    Standing.WITHDRAWN: gettext_noop("đã thu hồi"),
}


def standing_on(
    day: date, *, valid_until: date | None, withdrawn_on: date | None
) -> Standing:
    """Withdrawn for good, whatever the day: a withdrawal says it was never earned."""
    if withdrawn_on is not None:
        return Standing.WITHDRAWN
    if valid_until is not None and day > valid_until:
        return Standing.EXPIRED
    return Standing.VALID


def code_of(number: int) -> str:
    """80 bits by chance as four groups of four letters."""
    letters = [_LETTERS[number >> 5 * place & 31] for place in range(_LENGTH)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, _LENGTH, 4))


def read_code(text: str) -> str:
    """As people type it: any case, any gaps, O for 0; "" where it is no code."""
    plain = "".join(text.upper().split()).replace("-", "").translate(_ALIKE)
    if len(plain) != _LENGTH or any(one not in _LETTERS for one in plain):
        return ""
    return "-".join(plain[at : at + 4] for at in range(0, _LENGTH, 4))


def valid_until(issued_on: date, months: int | None) -> date | None:
    """The last day on which it holds: that many months later, less a day."""
    if not months:
        return None
    index = issued_on.year * 12 + issued_on.month - 1 + months
    year, month = divmod(index, 12)
    day = issued_on.day
    while True:
        try:
            end = date(year, month + 1, day)
        except ValueError:
            day -= 1
        else:
            return date.fromordinal(end.toordinal() - 1)


def code_in(pieces: Iterable[bytes]) -> str:
    """The code in a file's link to its own check, or ""; of a PDF nothing is opened."""
    kept = b""
    for piece in pieces:
        if found := _LINK.search(kept + piece):
            return found[1].decode("ascii")
        kept = piece[-_LONGEST_LINK:]
    return ""
