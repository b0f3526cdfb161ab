"""Writing XML element by element; what XML does not allow is left out."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl


def start(pen: XMLGenerator, name: str, attributes: Mapping[str, str]) -> None:
    pen.startElement(name, AttributesImpl(dict(attributes)))


def text(pen: XMLGenerator, name: str, value: str) -> None:
    """An element that holds nothing but words."""
    start(pen, name, {})
    pen.characters("".join(c for c in value if _is_allowed(c)))
    pen.endElement(name)


def _is_allowed(letter: str) -> bool:
    if letter < " ":
        return letter in "\t\n\r"
    return letter not in "\ufffe\uffff" and not "\ud800" <= letter <= "\udfff"
