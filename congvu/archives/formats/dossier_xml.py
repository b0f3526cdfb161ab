"""A dossier as XML, its papers in time order, under the names of Phụ lục VI, part II.

The law names the fields and their lengths, not the shape of the file: elements are the
law's field names, one ``Document`` a paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator

from congvu.archives.formats.pen import start, text

NAMESPACE = "urn:congvu:dossier:1"


def write_dossier_xml(
    out: BinaryIO,
    head: Mapping[str, str],
    documents: Iterable[Mapping[str, str]],
) -> int:
    """Write it line by line; gives how many papers there are."""
    pen = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    pen.startDocument()
    start(pen, "Dossier", {"xmlns": NAMESPACE})
    for name, value in head.items():
        _field(pen, name, value)
    start(pen, "Documents", {})
    count = 0
    for document in documents:
        start(pen, "Document", {})
        for name, value in document.items():
            _field(pen, name, value)
        pen.endElement("Document")
        count += 1
    pen.endElement("Documents")
    pen.endElement("Dossier")
    pen.endDocument()
    return count


def _field(pen: XMLGenerator, name: str, value: str) -> None:
    if value:
        text(pen, name, value)
