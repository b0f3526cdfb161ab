"""A message of an agent: unwrapped within bounds, and what it asks for."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from congvu.inventory.rules import (
    LONGEST_LINE,
    MOST_PROGRAMS,
    Format,
    MachineKind,
    Program,
    Told,
)
from congvu.lib.text import clean
from congvu.lib.text import gettext_noop as _

# Thirteen to one is usual: 22 kB on the wire are 296 kB of XML.
MOST_WIRE_BYTES = 8 * 1024 * 1024
MOST_BYTES = 32 * 1024 * 1024
# As objects JSON takes twenty times the room of its text.
MOST_JSON_BYTES = 8 * 1024 * 1024
_NUMBER = re.compile(r"-?\d{1,12}")
_PLAIN = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")


class Unreadable(Exception):
    """Nothing of it is taken; ``words`` is a message id with ``given`` in it."""

    def __init__(self, words: str, given: Mapping[str, object] | None = None) -> None:
        self.words, self.given = words, dict(given or {})
        super().__init__(words % self.given if self.given else words)


TOO_LARGE = _("Bản kiểm kê lớn hơn %(mb)d MB (sau khi bung nén) nên không nhận.")
CUT_OFF = _("Bản kiểm kê bị cắt ngang hoặc hỏng nén.")


class Wrapping(StrEnum):
    PLAIN = "plain"
    ZLIB = "zlib"
    GZIP = "gzip"


class Asks(StrEnum):
    """What the sender wants: leave to send, or to be read."""

    PROLOG = "prolog"
    CONTACT = "contact"
    INVENTORY = "inventory"


_WINDOWS = {Wrapping.ZLIB: 15, Wrapping.GZIP: 31}


@dataclass(frozen=True)
class AgentMessage:
    """``machines`` are empty unless it is an inventory; a table tells several."""

    asks: Asks
    format: Format
    agent: str = ""
    machines: tuple[Told, ...] = ()
    refused: tuple[tuple[str, str, Mapping[str, object]], ...] = ()
    """Lines of a table that could not be read: which, why, and what is in the words."""


def unwrap(content: bytes) -> bytes:
    """The text itself; what grows beyond all measure is stopped while it grows."""
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE, {"mb": MOST_BYTES >> 20})
    how = wrapping_of(content)
    return _inflated(content, _WINDOWS[how]) if how in _WINDOWS else content


def wrapping_of(content: bytes) -> Wrapping:
    """By its first two bytes."""
    if content[:2] == b"\x1f\x8b":
        return Wrapping.GZIP
    if content[:2] in {b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"}:
        return Wrapping.ZLIB
    return Wrapping.PLAIN


def _inflated(content: bytes, window: int) -> bytes:
    reader = zlib.decompressobj(window)
    try:
        plain = reader.decompress(content, MOST_BYTES)
    except zlib.error:
        raise Unreadable(CUT_OFF) from None
    if reader.unconsumed_tail:
        raise Unreadable(TOO_LARGE, {"mb": MOST_BYTES >> 20})
    if not reader.eof:
        raise Unreadable(CUT_OFF)
    return plain


def wrap(plain: bytes, how: Wrapping) -> bytes:
    """An answer, as the question came."""
    if how == Wrapping.ZLIB:
        return zlib.compress(plain)
    return gzip.compress(plain, mtime=0) if how == Wrapping.GZIP else plain


# -- what both formats share


def line(value: object) -> str:
    """One line without signs nobody sees; not longer than is kept."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = str(value)
    if _PLAIN.fullmatch(text):
        return text[:LONGEST_LINE]
    return " ".join(clean(text).split())[:LONGEST_LINE].strip()


def number(value: object) -> int | None:
    """A whole number that a machine may have; nothing of what is none."""
    found = _NUMBER.match(str(value).strip()) if value is not None else None
    count = int(found.group()) if found else 0
    return count if 0 < count < 1_000_000_000 else None


def odd_of(bios_day: str, *, controls: bool = False) -> tuple[str, ...]:
    """What of a message is left out: a day that no board was made on, characters that
    the format does not have.
    """
    found = []
    if re.search(r"\d", bios_day) and made_on(bios_day) is None:
        found.append(_("Ngày BIOS không thể có, đã bỏ qua."))
    if controls:
        found.append(_("Có ký tự điều khiển không được phép, đã bỏ qua."))
    return tuple(found)


def made_on(text: str) -> date | None:
    """The day of a BIOS: month first as boards say it, or year first; nothing of a
    clock that never ran (1970) or runs ahead of any board.
    """
    for shape in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            found = datetime.strptime(text.strip()[:10], shape).date()  # noqa: DTZ007 - a day, of no zone
        except ValueError:
            continue
        return found if 1990 <= found.year <= 2100 else None
    return None


def kind_of(chassis: str, vmsystem: str) -> str:
    if vmsystem and vmsystem.lower() != "physical":
        return MachineKind.VIRTUAL
    text = chassis.lower()
    for kind, words in (
        (MachineKind.LAPTOP, ("laptop", "notebook", "portable", "convertible")),
        (MachineKind.SERVER, ("server", "rack", "blade")),
        (MachineKind.DESKTOP, ("desktop", "tower", "mini", "all in one", "space")),
    ):
        if any(word in text for word in words):
            return kind
    return MachineKind.OTHER if text else ""


def gigabytes(megabytes: int) -> int | None:
    """Nothing of more than disks of a machine hold."""
    return number(round(megabytes / 1000))


def programs_of(rows: list[tuple[object, object, object]]) -> tuple[Program, ...]:
    """(name, version, publisher); each once, those without a name not at all."""
    if len(rows) > MOST_PROGRAMS:
        raise Unreadable(
            _("Bản kiểm kê kê %(count)d phần mềm; một máy không có quá %(most)d."),
            {"count": len(rows), "most": MOST_PROGRAMS},
        )
    found: dict[Program, None] = {}
    for name, version, publisher in rows:
        one = Program(line(name), line(version), line(publisher))
        if one.name:
            found[one] = None
    return tuple(found)
