"""A Word file without what hides its words: tracked changes and content controls.

What was inserted stays, what was deleted goes, as if all changes were accepted; a
content control is replaced by its content.
"""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

_WRAPS = ("w:ins", "w:moveTo", "w:smartTag", "w:customXml")
_GONE = ("w:del", "w:moveFrom")
_HIDDEN = ("w:sdt",)


def accept_changes(document: Any) -> int:
    """How many changes somebody had tracked; the document shows all as accepted."""
    tracked = 0
    for root in roots(document):
        for name in _GONE:
            for element in list(root.iter(qn(name))):
                tracked += 1
                _take_out(element)
        for name in _WRAPS:
            for element in list(root.iter(qn(name))):
                tracked += name in ("w:ins", "w:moveTo")
                _unwrap(element, element)
        for name in _HIDDEN:
            for element in list(root.iter(qn(name))):
                content = element.find(qn("w:sdtContent"))
                _unwrap(element, content if content is not None else element)
    return tracked


def roots(document: Any) -> list[Any]:
    """The text itself, then what stands in the margins."""
    found = [document.element.body]
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("header", "footer") and not relation.is_external:
            found.append(relation.target_part.element)
    return found


def _take_out(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Any, content: Any) -> None:
    """Its children in its place; marks of a changed paragraph have none."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(content):
        if not str(child.tag).endswith("Pr"):
            element.addprevious(child)
    parent.remove(element)
