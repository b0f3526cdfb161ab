"""Which source a binary package is built from: a distribution's ``Packages``, or the
``status`` of one machine's dpkg (deb-control(5)); plain, gzip or xz.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import zlib
from collections.abc import Iterator
from io import BufferedIOBase

from congvu.lib.text import gettext_noop as _
from congvu.vulnerabilities.formats.reading import MOST_BYTES, TOO_LARGE, Unreadable
from congvu.vulnerabilities.rules import (
    LONGEST_NAME,
    LONGEST_VERSION,
    BuiltFrom,
    without_rebuild,
)

MOST_UNPACKED = 512 * 1024 * 1024
MOST_PACKAGES = 300_000
LONGEST_FIELD = 64 * 1024

NOT_SOURCES = _("Không phải tệp Packages hay dpkg status của Debian, Ubuntu")
CUT_SOURCES = _("Tệp nén bị cắt cụt hoặc hỏng")
BIG_SOURCES = _("Tệp bung ra quá lớn hoặc có hơn 300.000 gói")

_FIELD = re.compile(r"(Package|Source|Version): *(\S.*?)\s*")
_SOURCE = re.compile(r"([a-z0-9][a-z0-9+.-]+)(?: \(([^()\s]+)\))?")
_BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError)


def read_sources(content: bytes) -> list[BuiltFrom]:
    """Packages whose source has another name or another number, the first of each name.

    What is there under its source's own name and number needs no line.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    found: dict[str, BuiltFrom] = {}
    seen = 0
    try:
        for stanza in _stanzas(_opened(content)):
            name, version = stanza.get("Package", ""), stanza.get("Version", "")
            if not name or not version:
                continue
            seen += 1
            if seen > MOST_PACKAGES:
                raise Unreadable(BIG_SOURCES)
            built = _built(name, version, stanza.get("Source", ""))
            if built is not None:
                found.setdefault(name, built)
    except _BROKEN as why:
        raise Unreadable(CUT_SOURCES) from why
    if not seen:
        raise Unreadable(NOT_SOURCES)
    return list(found.values())


def _built(name: str, version: str, told: str) -> BuiltFrom | None:
    found = _SOURCE.fullmatch(told)
    if found is None or max(len(name), len(found[1])) > LONGEST_NAME:
        return None
    of_source = found[2] or without_rebuild(version)
    if max(len(version), len(of_source)) > LONGEST_VERSION:
        return None
    apart = of_source != without_rebuild(version)
    if found[1] == name and not apart:
        return None
    return BuiltFrom(
        name, found[1], version if apart else "", of_source if apart else ""
    )


def _opened(content: bytes) -> BufferedIOBase:
    packed = io.BytesIO(content)
    if content[:2] == b"\x1f\x8b":
        return gzip.open(packed)
    if content[:6] == b"\xfd7zXZ\x00":
        return lzma.open(packed)
    return packed


def _stanzas(lines: BufferedIOBase) -> Iterator[dict[str, str]]:
    """Fields of interest of one package after another; the rest is passed over."""
    stanza: dict[str, str] = {}
    left = MOST_UNPACKED
    while line := lines.readline(LONGEST_FIELD):
        left -= len(line)
        if left < 0:
            raise Unreadable(BIG_SOURCES)
        if not line.strip():
            yield stanza
            stanza = {}
            continue
        field = _FIELD.fullmatch(line.decode("utf-8", "replace"))
        if field is not None:
            stanza[field[1]] = field[2]
    yield stanza
