"""OpenDocument and PDF/A: what of them can be seen without an office of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import parse

_ODF = "application/vnd.oasis.opendocument."
_KINDS = {"text", "spreadsheet", "presentation", "graphics"}
_VERSION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}version"
_MOST_CONTENT = 200 * 1024 * 1024
_MOST_PAGES = 5000
_BASE_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def odf(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _odf(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError):
        return ["not-zip"]


def _odf(archive: zipfile.ZipFile) -> list[str]:
    found, members = [], archive.infolist()
    first = members[0] if members else None
    is_first = first is not None and first.filename == "mimetype"
    if not is_first or (first and first.compress_type != zipfile.ZIP_STORED):
        found.append("no-mimetype")
    names = {one.filename: one for one in members}
    kind = ""
    if "mimetype" in names and names["mimetype"].file_size < 200:
        kind = archive.read("mimetype").decode("ascii", "replace").strip()
    if not kind.startswith(_ODF) or kind.removeprefix(_ODF) not in _KINDS:
        found.append("not-odf")
    if "META-INF/manifest.xml" not in names:
        found.append("no-manifest")
    body = names.get("content.xml")
    if body is None or body.file_size > _MOST_CONTENT:
        return [*found, "bad-content"]
    try:
        with archive.open(body) as stream:
            version = parse(stream).getroot().get(_VERSION, "")
    except Exception:  # noqa: BLE001 - a stranger's XML fails in many ways
        return [*found, "bad-content"]
    if version < "1.2":
        found.append("old-version")
    return found


def pdfa(content: bytes) -> list[str]:
    """What ISO 19005 asks and is seen quickly: mark, colours, fonts, no script."""
    # Loaded where it is used: a worker that never sees a PDF/A does without it.
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            return ["locked"]
        return _pdfa(reader.root)
    except (PdfError, ValueError, KeyError, TypeError, RecursionError):
        return ["not-pdf"]


def _pdfa(root: Any) -> list[str]:
    found = []
    metadata = _at(root, "/Metadata")
    if metadata is None or b"pdfaid:part" not in metadata.data:
        found.append("no-pdfa-mark")
    if not _at(root, "/OutputIntents"):
        found.append("no-output-intent")
    if any(not _is_embedded(font) for font in _fonts(root["/Pages"])):
        found.append("font-missing")
    names = _at(root, "/Names") or {}
    if "/JavaScript" in names or "/EmbeddedFiles" in names or "/AA" in root:
        found.append("script")
    return found


def _at(node: Any, name: str) -> Any:
    """What stands there, followed to where it lies; `get` would not follow."""
    try:
        return node[name]
    except KeyError:
        return None


def _fonts(top: Any) -> Iterator[Any]:
    """Of every page, also those that pages have from above them."""
    waiting, seen = [top], 0
    while waiting and seen < _MOST_PAGES:
        node, seen = waiting.pop(), seen + 1
        fonts = _at(_at(node, "/Resources") or {}, "/Font") or {}
        yield from (fonts[name] for name in fonts)
        kids = _at(node, "/Kids") or []
        waiting.extend(kids[place] for place in range(len(kids)))


def _is_embedded(font: Any) -> bool:
    if _at(font, "/Subtype") == "/Type3":
        return True
    if below := _at(font, "/DescendantFonts"):
        font = below[0]
    told = _at(font, "/FontDescriptor")
    return isinstance(told, dict) and any(n in told for n in _BASE_FILES)
