"""A stranger's Word file, opened only after it was looked through.

Nothing of it is run or fetched. What could run or fetch on the machine of whoever opens
the result is named and refused where the file is to become a template.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _

LARGEST_FILE = 20 * 2**20
LARGEST_UNPACKED = 150 * 2**20
MOST_PARTS = 2000
_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Fields that only count or point within the file; any other may fetch or run.
HARMLESS_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK", "REF", "PAGEREF", "SEQ"}
    | {"STYLEREF", "TOC", "DATE", "TIME", "TITLE"}
)
_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class DocxRefused(Refused):
    """The file is no Word file that can be read, or holds what may not enter."""


def open_docx(data: bytes, *, as_template: bool = False) -> Any:
    """The document, or :class:`DocxRefused` with every reason."""
    parts = _parts(data)
    reasons = list(_dangers(parts)) if as_template else []
    if reasons:
        raise DocxRefused(reasons)
    try:
        return Document(BytesIO(data))
    except (KeyError, ValueError, PackageNotFoundError, AttributeError) as why:
        raise DocxRefused([_NOT_WORD]) from why


_NOT_WORD = _("Tệp không phải tệp Word (.docx) đọc được.")


def _parts(data: bytes) -> dict[str, Element | None]:
    """Each part by name; those of XML parsed, which no entity may make grow."""
    if len(data) > LARGEST_FILE:
        raise DocxRefused([_("Tệp Word lớn quá 20 MB.")])
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as why:
        raise DocxRefused([_NOT_WORD]) from why
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocxRefused([_("Tệp Word bị khóa bằng mật khẩu.")])
    if (
        len(entries) > MOST_PARTS
        or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED
    ):
        raise DocxRefused([_("Tệp Word giải nén ra lớn bất thường.")])
    if _MAIN not in {entry.filename for entry in entries}:
        raise DocxRefused([_NOT_WORD])
    return {entry.filename: _part(archive, entry) for entry in entries}


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Element | None:
    if not entry.filename.lower().endswith((".xml", ".rels")):
        return None
    try:
        root: Element = fromstring(archive.read(entry), forbid_dtd=True)
    except DefusedXmlException as why:
        raise DocxRefused([_("Tệp Word có khai báo thực thể XML.")]) from why
    except (ParseError, ValueError, LookupError) as why:
        raise DocxRefused([_("Tệp Word có phần XML hỏng.")]) from why
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as why:
        raise DocxRefused([_NOT_WORD]) from why
    return root


def _dangers(parts: dict[str, Element | None]) -> Iterator[Reason]:
    names = [name.lower() for name in parts]
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        yield Reason(_("Mẫu có macro."))
    if any("/embeddings/" in name or "/activex/" in name for name in names):
        yield Reason(_("Mẫu có tệp hoặc điều khiển nhúng."))
    kinds = {_relation_danger(r) for n, r in parts.items() if n.endswith(".rels")}
    yield from (Reason(words) for words in sorted(k for kind in kinds for k in kind))
    for name, root in parts.items():
        if root is None or not name.startswith("word/"):
            continue
        fields = sorted({f for f in _fields(root) if f not in HARMLESS_FIELDS})
        for field in fields:
            words = _("Mẫu có trường %(field)s, có thể gọi dữ liệu bên ngoài.")
            yield Reason(words % {"field": field[:40]}, field=name)
        if next(root.iter(f"{_W}altChunk"), None) is not None:
            yield Reason(_("Mẫu chèn nội dung từ tệp khác."))
        if next(root.iter(f"{_W}object"), None) is not None:
            yield Reason(_("Mẫu có đối tượng nhúng."))


def _relation_danger(root: Element | None) -> frozenset[str]:
    """What points out of the file; links that a person clicks may."""
    found = set()
    for relation in root.iter(_RELATION) if root is not None else ():
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode") != "External":
            continue
        if kind == "hyperlink" and _SAFE_LINK.match(relation.get("Target", "")):
            continue
        if kind == "image":
            found.add(_("Mẫu lấy ảnh từ nơi khác."))
        elif kind == "attachedTemplate":
            found.add(_("Mẫu gắn với một tệp mẫu ở nơi khác."))
        else:
            found.add(_("Mẫu có liên kết ra ngoài tệp."))
    return frozenset(found)


def _fields(root: Element) -> Iterator[str]:
    """The first word of each field; Word cuts a field's words over several runs."""
    for simple in root.iter(f"{_W}fldSimple"):
        yield _command(simple.get(f"{_W}instr", ""))
    said = [""]
    for part in root.iter():
        if part.tag == f"{_W}fldChar":
            kind = part.get(f"{_W}fldCharType")
            if kind == "begin":
                said.append("")
            elif kind in {"separate", "end"} and len(said) > 1:
                if said[-1].strip():
                    yield _command(said[-1])
                said[-1] = ""
                if kind == "end":
                    said.pop()
        elif part.tag == f"{_W}instrText":
            said[-1] += part.text or ""
    for rest in said:
        if rest.strip():
            yield _command(rest)


def _command(words: str) -> str:
    found = re.match(r"\s*=?\s*\"?([A-Za-z]+)", words)
    return found[1].upper() if found else "="
