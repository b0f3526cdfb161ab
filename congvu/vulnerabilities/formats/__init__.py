"""Advisories in files: one, a list, or a zip of many; what is bad is named and left."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from congvu.lib.text import gettext_noop as _
from congvu.vulnerabilities.formats.csaf import is_csaf, of_csaf
from congvu.vulnerabilities.formats.nvd import is_nvd, of_nvd
from congvu.vulnerabilities.formats.osv import is_osv, of_osv
from congvu.vulnerabilities.formats.reading import (
    MOST_BYTES,
    NOT_KNOWN,
    TOO_LARGE,
    WRONG_SHAPE,
    Unreadable,
    a_map,
    day,
    line,
    load_json,
    maps,
)
from congvu.vulnerabilities.formats.sbom import read_bom
from congvu.vulnerabilities.formats.sources import read_sources
from congvu.vulnerabilities.rules import LONGEST_CODE, Exploited, Read

__all__ = ["Unreadable", "read_advisories", "read_bom", "read_sources"]

MOST_MEMBERS = 200_000
MOST_UNPACKED = 2 * 1024 * 1024 * 1024
NOT_ZIP = _("Tệp nén bị cắt cụt hoặc hỏng")
TOO_MANY = _("Tệp nén có hơn 200.000 tệp")
BOMB = _("Tệp nén bung ra quá lớn; phần còn lại không đọc")
ENCRYPTED = _("Tệp nén có mật khẩu")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError),
    NotImplementedError,  # a way of packing that is none of ours
)


def read_advisories(content: bytes, name: str) -> Read:
    """All that is good in a file; each part that is not, with why."""
    read = Read()
    if content[:4] == b"PK\x03\x04":
        _of_zip(content, name, read)
    else:
        _of_json(content, name, read)
    return read


def _of_json(content: bytes, name: str, into: Read) -> None:
    try:
        told = load_json(content)
    except Unreadable as why:
        into.leave(name, str(why))
        return
    if not isinstance(told, list):
        _of_document(told, name, into)
        return
    for place, one in enumerate(told, 1):
        _of_document(one, f"{name}[{place}]", into)


def _of_document(told: Any, name: str, into: Read) -> None:
    """Whatever one document is; a list within it is read one by one."""
    if not isinstance(told, dict):
        into.leave(name, NOT_KNOWN)
    elif is_nvd(told):
        for place, one in enumerate(maps(told["vulnerabilities"]), 1):
            _take(lambda one=one: [of_nvd(one)], f"{name}[{place}]", into)
    elif _is_kev(told):
        into.exploited += _exploited(told)
    elif is_csaf(told):
        _take(lambda: of_csaf(told), name, into)
    elif is_osv(told):
        _take(lambda: [of_osv(told)], name, into)
    else:
        into.leave(name, NOT_KNOWN)


def _take(read: Any, name: str, into: Read) -> None:
    try:
        into.advisories += read()
    except Unreadable as why:
        into.leave(name, str(why))
    except (KeyError, TypeError, AttributeError, ValueError):
        into.leave(name, WRONG_SHAPE)


def _is_kev(told: Mapping[str, Any]) -> bool:
    rows = told.get("vulnerabilities")
    return isinstance(rows, list) and "cveID" in a_map(next(iter(rows), {}))


def _exploited(told: Mapping[str, Any]) -> list[Exploited]:
    return [
        Exploited(code, since)
        for one in maps(told["vulnerabilities"])
        if (code := line(one.get("cveID"), LONGEST_CODE))
        and (since := day(one.get("dateAdded")))
    ]


def _of_zip(content: bytes, name: str, into: Read) -> None:
    """Members one after another; what they say of their size is not believed."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN:
        into.leave(name, NOT_ZIP)
        return
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > MOST_MEMBERS:
        into.leave(name, TOO_MANY)
        return
    left = MOST_UNPACKED
    for member in members:
        inside = f"{name}/{member.filename}"[:300]
        try:
            with archive.open(member) as stream:
                got = stream.read(min(MOST_BYTES, left) + 1)
        except _BROKEN:
            into.leave(inside, NOT_ZIP)
            continue
        except RuntimeError:
            into.leave(inside, ENCRYPTED)
            continue
        left -= len(got)
        if left < 0:
            into.leave(inside, BOMB)
            return
        if len(got) > MOST_BYTES:
            into.leave(inside, TOO_LARGE)
            continue
        _of_json(got, inside, into)
