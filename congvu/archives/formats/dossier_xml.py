"""A dossier as XML, its papers in time order, under the names of Phụ lục VI, part II.

The law names the fields and their lengths, not the shape of the file: elements are the
law's field names, one ``Document`` a paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

NAMESPACE = "urn:congvu:dossier:1"


def write_dossier_xml(
    out: BinaryIO,
    head: Mapping[str, str],
    documents: Iterable[Mapping[str, str]],
) -> int:
    """Write it line by line; gives how many papers there are."""
    pen = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    pen.startDocument()
    pen.startElement("Dossier", {"xmlns": NAMESPACE})
    for name, value in head.items():
        _field(pen, name, value)
    pen.startElement("Documents", {})
    count = 0
    for document in documents:
        pen.startElement("Document", {})
        for name, value in document.items():
            _field(pen, name, value)
        pen.endElement("Document")
        count += 1
    pen.endElement("Documents")
    pen.endElement("Dossier")
    pen.endDocument()
    return count


def _field(pen: XMLGenerator, name: str, value: str) -> None:
    if not value:
        return
    pen.startElement(name, {})
    pen.characters(_plain(value))
    pen.endElement(name)


def _plain(text: str) -> str:
    """Without what XML 1.0 does not allow at all."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
