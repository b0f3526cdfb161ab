"""The words of a letter's header, however they were written.

Mail programs write non-ASCII words encoded (RFC 2047), raw, in the wrong place, cut in
the middle of a character or under the name of a charset that there is not. Whatever it
is, something readable comes out and nothing is raised.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from datetime import datetime
from email.utils import getaddresses, parsedate_to_datetime

LONGEST_WORDS = 2_000
_ENCODED = re.compile(rb"=\?([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?\s]*)\?=")
_BETWEEN = re.compile(rb"[ \t\r\n]*")
_BREAKS = re.compile(r"[\r\n]+[ \t]*")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Nor what turns the direction of a line round: a name could be shown as another."""


def words_of(raw: bytes) -> str:
    """A header's value in one line."""
    found, at = list[tuple[str, bytes]](), 0
    for match in _ENCODED.finditer(raw):
        between = raw[at : match.start()]
        if between and not (found and found[-1][0] and _BETWEEN.fullmatch(between)):
            found.append(("", between))
        charset = match.group(1).decode("ascii").lower()
        data = _bare(match.group(2), match.group(3))
        if found and found[-1][0] == charset:
            # A character may be cut in two: the bytes go together before reading.
            found[-1] = (charset, found[-1][1] + data)
        else:
            found.append((charset, data))
        at = match.end()
    found.append(("", raw[at:]))
    text = "".join(decoded(data, charset) for charset, data in found)
    return shown(_BREAKS.sub(" ", text)).strip()[:LONGEST_WORDS]


def _bare(kind: bytes, data: bytes) -> bytes:
    if kind in b"qQ":
        return quopri.decodestring(data.replace(b"_", b"=20"))
    return bare_base64(data)


def bare_base64(data: bytes) -> bytes:
    """As much of it as is base64, whatever is wrong with its length."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    try:
        return base64.b64decode(kept + b"=" * (-len(kept) % 4))
    except binascii.Error:
        return b""


def decoded(data: bytes, charset: str = "") -> str:
    """By the charset it names, else UTF-8, else what Vietnamese Windows wrote."""
    for name in (charset, "utf-8", "cp1258"):
        if not name:
            continue
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def shown(text: str) -> str:
    """Without characters that nobody sees, or that the database cannot keep."""
    whole = text.encode("utf-8", "replace").decode()
    return _UNSEEN.sub("", whole)


def addresses_of(raw: bytes) -> list[tuple[str, str]]:
    """(name, address) of each that a header names; addresses in small letters."""
    text = raw.decode("latin-1")
    try:
        pairs = getaddresses([_BREAKS.sub(" ", text)])
    except (ValueError, IndexError, TypeError):
        return []
    return [
        (words_of(name.encode("latin-1", "replace")), _address(address))
        for name, address in pairs
        if "@" in address
    ]


def _address(text: str) -> str:
    plain = "".join(text.split()).lower()
    return shown(decoded(plain.encode("latin-1", "replace")))[:254]


def moment_of(raw: bytes) -> datetime | None:
    """The letter's own clock, where it can be understood."""
    try:
        found = parsedate_to_datetime(raw.decode("ascii", "replace"))
        return found if found.tzinfo is not None and found.year > 1900 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def ids_of(raw: bytes) -> list[str]:
    """Message-IDs in angle brackets, in their order."""
    found = re.findall(r"<[^<>\s]{1,250}>", raw.decode("ascii", "replace"))
    return list(dict.fromkeys(found))
