"""The tolerant reader: any order, any prefix, anything missing, anything unknown.

Only what is no edXML at all, or hostile, is refused. Where a message departs from the
table it says so in ``remarks``.
"""

from __future__ import annotations

from typing import IO, Any, TypeVar

from congvu.exchange.formats.edxml import limits
from congvu.exchange.formats.edxml.checking import check
from congvu.exchange.formats.edxml.messages import DocumentMessage, StatusMessage
from congvu.exchange.formats.edxml.payload import Budget, open_payload
from congvu.exchange.formats.edxml.problems import Problem, Unreadable
from congvu.exchange.formats.edxml.table import (
    Extra,
    Kind,
    Part,
    Row,
    read_leaf,
    rows,
)
from congvu.exchange.formats.edxml.tree import Node, as_fragment, read_tree
from congvu.exchange.rules import status_meant

AnyMessage = DocumentMessage | StatusMessage
P = TypeVar("P", bound=Part)
_UNREAD = object()


def read(
    stream: IO[bytes], *, sha256: str = "", with_remarks: bool = True
) -> AnyMessage:
    """The message. ``sha256`` is what the sender or the hub says of the file."""
    tree = read_tree(stream)
    if sha256 and sha256.lower() != tree.sha256:
        raise Unreadable("digest")
    if tree.root.tag != "edXML":
        what = tree.root.name[1][:100]
        raise Unreadable("not-edxml", tree.root.line, tree.root.column, what=what)
    header: Node | None = tree.root
    for tag in ("edXMLEnvelope", "edXMLHeader", "MessageHeader"):
        header = header.child(tag) if header else None
    if header is None:
        raise Unreadable("no-header", tree.root.line, tree.root.column)
    moved = _put_in_place(tree.root)
    filling = _Filling()
    if header.child("StatusCode") is not None:
        told = filling.fill(StatusMessage, tree.root)
        told.header.status_code = status_meant(told.header.status_code)
        message: AnyMessage = told
    else:
        message, budget = filling.fill(DocumentMessage, tree.root), Budget()
        for attachment in message.attachments:
            raw: Any = attachment.content
            if raw is not None:
                name = attachment.attachment_name
                try:
                    attachment.content = open_payload(raw, name, budget)
                except Unreadable as why:
                    for one in message.attachments:
                        one.content = None
                    line, column = filling.places[raw]
                    placed = Unreadable(why.key, line, column, **why.values)
                    placed.message = message
                    raise placed from why
    message.sha256, message.size = tree.sha256, tree.size
    if with_remarks:
        message.remarks = check(message)
        if moved:
            message.remarks.append(Problem("elsewhere", moved))
    return message


def _put_in_place(root: Node) -> str:
    """The files beside the envelope, where a sender put them inside; where that was."""
    if root.child("AttachmentEncoded") is not None:
        return ""
    node, place = root, ""
    for tag in ("edXMLEnvelope", "edXMLBody"):
        inside = node.child(tag)
        if inside is None:
            return ""
        node, place = inside, f"{place}{tag}/"
        files = node.child("AttachmentEncoded")
        if files is not None:
            node.content.remove(files)
            root.content.append(files)
            return f"{place}AttachmentEncoded"
    return ""


_ELEMENTS: dict[type, dict[str, tuple[int, Row]]] = {}


def _elements(part: type[Part]) -> dict[str, tuple[int, Row]]:
    found = _ELEMENTS.get(part)
    if found is None:
        table = enumerate(rows(part))
        found = {row.tag: (n, row) for n, row in table if not row.is_attribute}
        _ELEMENTS[part] = found
    return found


class _Filling:
    """Elements into parts; counts what is kept of unknown ones."""

    def __init__(self) -> None:
        self._kept = 0
        self.places: dict[IO[bytes], tuple[int, int]] = {}
        """Line and column of each attachment's content."""

    def fill(self, kind: type[P], node: Node) -> P:
        part, table = kind(), _elements(kind)
        self._attributes(part, node)
        seen: dict[str, int] = {}
        last = ""
        for child in node.children():
            _place, row = table.get(child.tag, (-1, None))
            value = self._value(row, child) if row else None
            again = row is not None and not row.many and row.tag in seen
            if row is None or value is _UNREAD or (again and value is not None):
                after = row.tag if row and again else last
                extra = Extra(after, seen.get(after, 0), self._fragment(child))
                part.extras.append(extra)
            elif value is not None:
                last = row.tag
                seen[last] = seen.get(last, 0) + 1
                if row.many:
                    getattr(part, row.name).append(value)
                else:
                    setattr(part, row.name, value)
        if len(part.extras) > 1:
            part.extras.sort(key=lambda e: (table.get(e.after, (-1,))[0], e.nth))
        return part

    def _attributes(self, part: Part, node: Node) -> None:
        if not node.attributes:
            return
        names = {r.tag: r.name for r in rows(type(part)) if r.is_attribute}
        for (uri, local, _prefix), value in node.attributes.items():
            if not uri and local in names:
                setattr(part, names[local], value)
            else:
                part.attributes[f"{{{uri}}}{local}" if uri else local] = value

    def _value(self, row: Row, node: Node) -> Any:
        """None where it says nothing, `_UNREAD` where it is not what the table says."""
        if isinstance(row.kind, type):
            found = self.fill(row.kind, node)
            return None if found.is_empty else found
        if row.kind is Kind.PAYLOAD:
            if node.payload is not None:
                self.places[node.payload] = node.line, node.column
            return node.payload
        if any(node.children()):
            return _UNREAD
        words = node.text
        if not words:
            return None
        value = read_leaf(row.kind, words)
        return _UNREAD if value is None else value

    def _fragment(self, node: Node) -> str:
        words = as_fragment(node)
        self._kept += len(words)
        if self._kept > limits.MOST_MARKUP:
            raise Unreadable("markup", most=f"{limits.MOST_MARKUP}")
        return words
