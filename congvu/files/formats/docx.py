"""Text with positions from a Word file, without an office program.

Word stores no positions, so the text is set on paper roughly: tables keep their column
widths, tabs their stops, text boxes their place. It is good enough to tell the issuer's
column from the national heading's; nobody should print it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from congvu.files.formats.docx_setting import Setter
from congvu.files.formats.docx_text import NS, Styles, W, own_text
from congvu.files.formats.layout import Page, clean

LARGEST_PART = 40 * 2**20
LARGEST_RATIO = 250
_SMALL = 2**20
"""Parts below this size unpack whatever their ratio: small XML packs very well."""

_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_OLD_FONTS = (b'".Vn', b'"VNI')


class UnreadableDocx(Exception):
    """The file is no Word document, or its XML is broken or hostile."""


class DocxTooLarge(UnreadableDocx):
    """A part of the file would unpack to more than any real paper (a zip bomb)."""


def read_pages(source: Path | bytes) -> list[Page]:
    """Pages of words at plausible places, tables and text boxes included."""
    with _opened(source) as archive:
        body, styles, headers = _parts(archive)
    return Setter(styles).pages(body, headers)


def read_text(source: Path | bytes) -> str:
    """All the text, one paragraph per line, the cells of a table one after another."""
    with _opened(source) as archive:
        body = _xml(archive, _DOCUMENT)
    lines = (clean(own_text(p)) for p in body.iter(W + "p"))
    return "\n".join(line for line in lines if line.strip())


class _opened:  # noqa: N801 - reads as a verb where it is used
    """A zip archive whose parts have been measured before any is unpacked."""

    def __init__(self, source: Path | bytes) -> None:
        stream: Path | IO[bytes] = (
            BytesIO(source) if isinstance(source, bytes) else source
        )
        try:
            self.archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError) as why:
            raise UnreadableDocx(str(why)) from why

    def __enter__(self) -> zipfile.ZipFile:
        return self.archive

    def __exit__(self, *_: object) -> None:
        self.archive.close()


def _parts(
    archive: zipfile.ZipFile,
) -> tuple[Element, Styles, dict[str, Element]]:
    root = _xml(archive, _DOCUMENT)
    body = root.find(W + "body")
    if body is None:
        raise UnreadableDocx("no body")
    styles = Styles(None)
    if _has(archive, _STYLES) and (
        root.find(f".//{W}pStyle") is not None
        # Styles are long and mostly unused; papers in old letters have them there.
        or any(font in _data(archive, _STYLES) for font in _OLD_FONTS)
    ):
        styles = Styles(_xml(archive, _STYLES))
    return body, styles, dict(_headers(archive, body))


def _headers(archive: zipfile.ZipFile, body: Element) -> Iterator[tuple[str, Element]]:
    """The first section's running heads: the gazette prints its name there."""
    section = body.find(f".//{W}sectPr")
    references = [] if section is None else section.findall(W + "headerReference")
    rels = "word/_rels/document.xml.rels"
    if not references or not _has(archive, rels):
        return
    targets = {r.get("Id"): r.get("Target", "") for r in _xml(archive, rels)}
    for reference in references:
        target = targets.get(reference.get(f"{{{NS['r']}}}id"), "")
        name = "word/" + target.lstrip("/").removeprefix("word/")
        if _has(archive, name):
            yield reference.get(W + "type", "default"), _xml(archive, name)


def _has(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.NameToInfo


def _data(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError as why:
        raise UnreadableDocx(f"no {name}") from why
    packed = max(info.compress_size, 1)
    too_dense = info.file_size > _SMALL and info.file_size > LARGEST_RATIO * packed
    if info.file_size > LARGEST_PART or too_dense:
        raise DocxTooLarge(name)
    try:
        with archive.open(info) as stream:
            # The size in the directory is the file's own word; do not trust it.
            data = stream.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART:
            raise DocxTooLarge(name)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as why:
        raise UnreadableDocx(f"{name}: {why}") from why
    return data


def _xml(archive: zipfile.ZipFile, name: str) -> Element:
    try:
        root: Element = fromstring(_data(archive, name), forbid_dtd=True)
    except DefusedXmlException as why:
        raise UnreadableDocx(f"{name}: document type declared") from why
    except (ParseError, ValueError) as why:
        raise UnreadableDocx(f"{name}: {why}") from why
    return root
