"""A SCORM 1.2 package: what its manifest says, and its files one after the other.

Runs in the jail: the zip and its XML are a stranger's. What is unpacked is counted as
it is read, never by what the zip says of itself. All that is wrong is told at once.
"""

from __future__ import annotations

import lzma
import math
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import normpath
from typing import IO
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from congvu.training.formats.pages import is_page

MANIFEST = "imsmanifest.xml"
MOST_FILES, MOST_BYTES = 2000, 100_000_000
LARGEST_MANIFEST, LARGEST_PAGE = 2_000_000, 4_000_000
MOST_LESSONS, LONGEST_TITLE, LONGEST_PATH = 100, 200, 240
_PIECE = 1 << 20
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,7})?")
_UTF8, _LOCKED, _LINK = 0x800, 0x1, 0xA
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# What the library says of damage depends on where it meets it.
_BROKEN = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError),
    *(ValueError, OverflowError, struct.error, zlib.error, lzma.LZMAError),
)


@dataclass(frozen=True)
class Item:
    """One lesson: what is opened first, below the package's folder."""

    identifier: str
    title: str
    href: str
    mastery: int | None = None
    launch_data: str = ""
    is_sco: bool = True


@dataclass
class Package:
    """``files`` in the order of their bytes; ``wrong`` are keys and what is meant."""

    title: str = ""
    items: list[Item] = field(default_factory=list)
    files: list[tuple[str, int]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def read_package(content: IO[bytes]) -> tuple[Package, bytes]:
    found = Package()
    try:
        with zipfile.ZipFile(content) as pack:
            members = _members(pack, found)
            whole = b"".join(_bytes(pack, members, found))
    except _BROKEN:
        found.wrong.append(("broken-zip", ""))
        return found, b""
    manifest = _manifest(found, whole)
    if manifest is not None:
        _read_manifest(manifest, found)
    return found, b"" if found.wrong else whole


def _members(
    pack: zipfile.ZipFile, found: Package
) -> list[tuple[str, zipfile.ZipInfo]]:
    """Each file under the name that the manifest calls it by."""
    listed = [one for one in pack.infolist() if not one.is_dir()]
    if len(listed) > MOST_FILES:
        found.wrong.append(("too-many-files", ""))
        listed = listed[:MOST_FILES]
    named: dict[str, zipfile.ZipInfo] = {}
    for one in listed:
        name = _name(one)
        if one.flag_bits & _LOCKED:
            found.wrong.append(("locked", name[:80]))
        elif one.external_attr >> 28 == _LINK:
            found.wrong.append(("link", name[:80]))
        elif not is_safe(name) or name in named:
            found.wrong.append(("unsafe-name", name[:80]))
        else:
            named[name] = one
    return list(named.items())


def _name(one: zipfile.ZipInfo) -> str:
    """UTF-8, whether the zip says so or not; else as the old code page has it."""
    name = one.filename
    if not one.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode()
        except UnicodeError:
            name = one.filename
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def is_safe(name: str) -> bool:
    """A plain path below the folder, on any system."""
    parts = PurePosixPath(name).parts
    plain = not name.startswith("/") and name.isprintable() and ":" not in name
    same = normpath(name) == name
    return plain and same and ".." not in parts and len(name) <= LONGEST_PATH


def _bytes(
    pack: zipfile.ZipFile, members: list[tuple[str, zipfile.ZipInfo]], found: Package
) -> Iterator[bytes]:
    """Stops as soon as more comes out than may."""
    total = 0
    for name, one in members:
        start = total
        with pack.open(one) as member:
            while piece := member.read(_PIECE):
                total += len(piece)
                if total > MOST_BYTES:
                    found.wrong.append(("too-big", ""))
                    return
                yield piece
        if total - start > LARGEST_PAGE and is_page(name):
            found.wrong.append(("page-too-big", name[:80]))
        found.files.append((name, total - start))


def _manifest(found: Package, whole: bytes) -> bytes | None:
    start = 0
    for name, size in found.files:
        if name == MANIFEST:
            if size <= LARGEST_MANIFEST:
                return whole[start : start + size]
            found.wrong.append(("bad-manifest", ""))
            return None
        start += size
    if not any(key == "too-big" for key, _of in found.wrong):
        found.wrong.append(("no-manifest", ""))
    return None


def _read_manifest(manifest: bytes, found: Package) -> None:
    try:
        root = fromstring(manifest, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError):
        found.wrong.append(("bad-manifest", ""))
        return
    version = "".join(one.text or "" for one in _all(root, "schemaversion")).strip()
    if version not in ("", "1.2"):
        found.wrong.append(("other-version", version[:20]))
        return
    resources = _resources(root)
    organisation = _organisation(root)
    names = {name for name, _size in found.files}
    for one in _all(organisation, "item"):
        resource = resources.get(one.get("identifierref", ""))
        if resource is not None:
            _take_item(one, resource, names, found)
    if len(found.items) > MOST_LESSONS:
        found.wrong.append(("too-many-lessons", ""))
    elif not found.items and not found.wrong:
        found.wrong.append(("no-lesson", ""))
    found.title = _said(organisation, "title", LONGEST_TITLE)
    if not found.title and found.items:
        found.title = found.items[0].title


def _organisation(root: Element) -> Element:
    """The one that the package says is its own, or its first."""
    every = _all(root, "organization")
    above = next(iter(_all(root, "organizations")), root)
    named = [one for one in every if one.get("identifier") == above.get("default")]
    return next(iter([*named, *every]), root)


def _resources(root: Element) -> dict[str, tuple[str, bool]]:
    """Identifier → where it begins, and whether it tells of its learner."""
    found = {}
    for above in _all(root, "resources"):
        for one in above:
            bases = (root.get(_BASE, ""), above.get(_BASE, ""), one.get(_BASE, ""))
            kind = next(
                (value for key, value in one.attrib.items() if _ends(key, "scormtype")),
                "sco",
            )
            place = "".join(bases) + one.get("href", "")
            found[one.get("identifier", "")] = (place, kind.lower() != "asset")
    return found


def _take_item(
    one: Element, resource: tuple[str, bool], names: set[str], found: Package
) -> None:
    href, is_sco = resource
    if not href:
        return
    title = _said(one, "title", LONGEST_TITLE)
    try:
        place = urlsplit(href)
    except ValueError:
        found.wrong.append(("no-lesson-file", title[:80]))
        return
    path = unicodedata.normalize("NFC", unquote(place.path))
    if place.scheme or place.netloc or path not in names:
        found.wrong.append(("no-lesson-file", href[:80]))
        return
    asked = place.query or one.get("parameters", "").lstrip("?&")
    mastery = _said(one, "masteryscore", 10)
    identifier = one.get("identifier", "")[:100]
    found.items.append(
        Item(
            identifier=identifier,
            title=title or identifier or path[:LONGEST_TITLE],
            href=path + (f"?{asked[:200]}" if asked else ""),
            mastery=_percent(mastery),
            launch_data=_said(one, "datafromlms", 4096),
            is_sco=is_sco,
        )
    )


def _percent(text: str) -> int | None:
    """A part of one counts whole: who has less has not mastered it."""
    number = math.ceil(float(text)) if _PERCENT.fullmatch(text) else None
    return number if number is None or number <= 100 else None


def _said(element: Element, tag: str, most: int) -> str:
    found = next((kid.text or "" for kid in element if _ends(str(kid.tag), tag)), "")
    return " ".join(unicodedata.normalize("NFC", found).split())[:most]


def _all(root: Element, tag: str) -> list[Element]:
    return [one for one in root.iter() if _ends(str(one.tag), tag)]


def _ends(name: str, tag: str) -> bool:
    """Whatever namespace a tool writes."""
    return name.rpartition("}")[2] == tag
