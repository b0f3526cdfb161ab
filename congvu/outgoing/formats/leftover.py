"""What a Word file holds and a paper of parts does not: named, so that it is missed.

Words are counted: those of the file that stand nowhere in the paper read from it are
shown with their paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from congvu.outgoing.formats.docx_plain import roots
from congvu.outgoing.formats.read_docx import ReadDocx
from congvu.outgoing.rules.charts import from_lines
from congvu.outgoing.rules.reading_back import MOST_UNREAD, Unread, unread

_WORD = re.compile(r"\w+")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
# Lines of form that every paper has; what they say is compared, never taken.
_FIXED = frozenset(
    {"nation", "motto", "number", "date", "type", "stamp"}
    | {"recipients-label", "addressees-label"}
)
_ENACTS = re.compile(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT)\s*:?$")
_OF_FORM = re.compile(r"^(?:phụ lục\b.{0,8}$|\(?\s*kèm theo\b)", re.IGNORECASE)


def leftovers(read: ReadDocx) -> list[Unread]:
    document = read.document
    found = [*_things(document), *_notes(document), *_words(read)]
    if read.tracked:
        found.insert(0, unread("tracked", read.tracked))
    return found[:MOST_UNREAD]


def _things(document: Any) -> Iterator[Unread]:
    body = document.element.body
    charts = sum(
        from_lines(one.get("descr", "")) is not None
        for one in body.iter(qn("wp:docPr"))
    )
    counts = {
        "picture": _count(body, "w:drawing") + _count(body, "w:pict") - charts,
        "object": _count(body, "w:object"),
        "equation": sum(1 for _one in body.iter(_MATH)),
    }
    yield from (unread(kind, count) for kind, count in counts.items() if count)


def _count(root: Any, name: str) -> int:
    return sum(1 for _one in root.iter(qn(name)))


def _notes(document: Any) -> Iterator[Unread]:
    """Footnotes, endnotes and comments, each with its words."""
    tags = {
        "footnotes": ("note", "w:footnote"),
        "endnotes": ("note", "w:endnote"),
        "comments": ("comment", "w:comment"),
    }
    for relation in document.part.rels.values():
        known = tags.get(relation.reltype.rpartition("/")[2])
        if known is None or relation.is_external:
            continue
        kind, tag = known
        # Its XML was looked through before; the library knows only some of these parts.
        for one in parse_xml(relation.target_part.blob).iter(qn(tag)):
            text = "".join(t.text or "" for t in one.iter(qn("w:t")))
            if text.strip():
                yield unread(kind, text)


def _words(read: ReadDocx) -> Iterator[Unread]:
    have = Counter(_words_of(_texts(read.paper.as_json())))
    have.update(_words_of(_fixed(read)))
    for place, root in enumerate(roots(read.document)):
        for paragraph in root.iter(qn("w:p")):
            text = _text(paragraph)
            if place and text.strip().isdecimal():
                continue  # the number of a page
            words = Counter(_words_of([text]))
            if words and words - have:
                yield unread("text", text)
            have -= words


def _fixed(read: ReadDocx) -> Iterator[str]:
    for element, looks in read.looks.items():
        for look in looks:
            if (
                element in _FIXED
                or (element == "enacting" and _ENACTS.match(look.text))
                or (element == "appendix" and _OF_FORM.match(look.text))
            ):
                yield look.text
    yield "lưu v v"


def _text(paragraph: Any) -> str:
    """Its own words; those of a text box in it belong to the box's paragraphs."""
    return "".join(
        (part.text or "") if part.tag == qn("w:t") else " "
        for part in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        if next(part.iterancestors(qn("w:p"))) is paragraph
    )


def _words_of(texts: Any) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)
