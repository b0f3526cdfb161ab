"""XML in: a small tree of elements, the content of attachments kept apart as files.

Expat, because it streams and knows line and column (docs/adr/0060). A DTD ends the
reading before anything it declares is looked at, so there are no entities to expand and
nothing to fetch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from congvu.exchange.formats.edxml import limits
from congvu.exchange.formats.edxml.payload import Budget, Unbased
from congvu.exchange.formats.edxml.problems import Unreadable
from congvu.exchange.formats.edxml.table import NAMESPACE, SPACE

_FILE = ("AttachmentEncoded", "Attachment", "ContentTransferEncoded")
_PAYLOADS = {
    ("edXML", *inside, *_FILE)
    for inside in ((), ("edXMLEnvelope",), ("edXMLEnvelope", "edXMLBody"))
}
"""Beside the envelope, or wherever in it a sender put its files."""
_BETWEEN = "\x1f"
"""No letter of any XML file, so no namespace can hold it."""
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(slots=True)
class Node:
    """An element. ``name`` is (namespace, local name, prefix)."""

    name: tuple[str, str, str]
    line: int
    column: int
    attributes: dict[tuple[str, str, str], str] = field(default_factory=dict)
    content: list[str | Node] = field(default_factory=list)
    payload: IO[bytes] | None = None

    @property
    def tag(self) -> str:
        """The local name of an element of edXML; empty for any other."""
        return self.name[1] if self.name[0] == NAMESPACE else ""

    def children(self) -> Iterator[Node]:
        return (c for c in self.content if isinstance(c, Node))

    def child(self, tag: str) -> Node | None:
        return next((c for c in self.children() if c.tag == tag), None)

    @property
    def text(self) -> str:
        return "".join(c for c in self.content if isinstance(c, str)).strip(SPACE)


@dataclass
class Tree:
    """``sha256`` and ``size`` are of the whole file."""

    root: Node
    sha256: str
    size: int


def read_tree(stream: IO[bytes]) -> Tree:
    return _Reading().run(stream)


class _Reading:
    def __init__(self) -> None:
        self._budget = Budget()
        self._root: Node | None = None
        self._open: list[Node] = []
        self._elements = 0
        self._payload: Unbased | None = None
        self._payload_length = 0
        self._names: dict[str, tuple[str, str, str]] = {}
        self._parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self._parser.namespace_prefixes = True
        self._parser.buffer_text = True
        self._parser.buffer_size = limits.CHUNK
        self._parser.ordered_attributes = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartNamespaceDeclHandler = self._namespace
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def run(self, stream: IO[bytes]) -> Tree:
        digest, size = hashlib.sha256(), 0
        try:
            while chunk := stream.read(limits.CHUNK):
                size += len(chunk)
                digest.update(chunk)
                self._parser.Parse(chunk, False)  # noqa: FBT003 - it knows no keywords
                self._weigh(size)
            self._parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as why:
            what = expat.ErrorString(why.code)
            raise Unreadable("xml", why.lineno, why.offset + 1, what=what) from why
        except (LookupError, ValueError) as why:  # an encoding Python does not know
            raise Unreadable("encoding", 1, 1) from why
        except Unreadable as why:
            raise self._placed(why) from why
        if self._root is None:  # expat says "no element found" before
            raise Unreadable("not-edxml", what="")
        return Tree(self._root, digest.hexdigest(), size)

    def _placed(self, why: Unreadable) -> Unreadable:
        if why.line:
            return why
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber
        return Unreadable(why.key, line, column + 1, **why.values)

    def _weigh(self, size: int) -> None:
        """Expat reads an unfinished tag anew with each piece, so it is not let grow."""
        if size > limits.MOST_FILE:
            raise Unreadable("file", most=f"{limits.MOST_FILE}")
        if size - self._parser.CurrentByteIndex > limits.MOST_TOKEN:
            raise Unreadable("token", most=f"{limits.MOST_TOKEN}")
        inside = self._payload_length + (self._payload.length if self._payload else 0)
        if size - inside > limits.MOST_MARKUP:
            raise Unreadable("markup", most=f"{limits.MOST_MARKUP}")

    def _doctype(self, *_given: object) -> None:
        raise Unreadable("doctype")

    def _namespace(self, _prefix: str | None, uri: str | None) -> None:
        if len(uri or "") > limits.MOST_NAMESPACE:
            raise Unreadable("namespace", most=f"{limits.MOST_NAMESPACE}")

    def _name(self, joined: str) -> tuple[str, str, str]:
        found = self._names.get(joined)
        if found is None:
            parts = joined.split(_BETWEEN)
            uri, local = (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])
            found = (uri, local, parts[2] if len(parts) > 2 else "")
            self._names[joined] = found
        return found

    def _start(self, name: str, attributes: list[str]) -> None:
        self._elements += 1
        if self._elements > limits.MOST_ELEMENTS:
            raise Unreadable("elements", most=f"{limits.MOST_ELEMENTS}")
        if len(self._open) >= limits.MOST_DEPTH:
            raise Unreadable("depth", most=f"{limits.MOST_DEPTH}")
        if self._payload is not None:
            raise Unreadable("base64")
        parser = self._parser
        node = Node(
            self._name(name), parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        )
        if attributes:
            pairs = zip(attributes[::2], attributes[1::2], strict=True)
            node.attributes = {self._name(n): value for n, value in pairs}
        if self._open:
            self._open[-1].content.append(node)
        else:
            self._root = node
        self._open.append(node)
        is_content = node.tag == _FILE[-1]
        if is_content and tuple(n.tag for n in self._open) in _PAYLOADS:
            self._payload = Unbased(self._budget)

    def _end(self, _name: str) -> None:
        node = self._open.pop()
        if self._payload is not None:
            self._payload_length += self._payload.length
            node.payload, self._payload = self._payload.close(), None

    def _characters(self, text: str) -> None:
        if self._payload is not None:
            self._payload.feed(text)
        elif self._open:
            self._open[-1].content.append(text)


def as_fragment(node: Node) -> str:
    """The element by itself, every namespace it uses declared."""
    parts: list[str] = []
    _serialise(node, {"": NAMESPACE, "xml": _XML}, parts, is_top=True)
    return "".join(parts)


def _serialise(
    node: Node, scope: dict[str, str], parts: list[str], *, is_top: bool = False
) -> None:
    if node.payload is not None:
        raise Unreadable("payload-twice", node.line, node.column)
    uri, local, prefix = node.name
    names = [(prefix, uri)]
    names += [(p, u) for u, _local, p in node.attributes if u]
    declared = {
        p: u
        for p, u in names
        if p != "xml" and (scope.get(p) != u or (is_top and not p))
    }
    scope = {**scope, **declared} if declared else scope
    tag = f"{prefix}:{local}" if prefix else local
    written = "".join(
        f" xmlns:{p}={quoteattr(u)}" if p else f" xmlns={quoteattr(u)}"
        for p, u in sorted(declared.items())
    )
    for (_uri, name, p), value in node.attributes.items():
        written += f" {p}:{name}={_quoted(value)}" if p else f" {name}={_quoted(value)}"
    if not node.content:
        parts.append(f"<{tag}{written}/>")
        return
    parts.append(f"<{tag}{written}>")
    for part in node.content:
        if isinstance(part, str):
            parts.append(escape(part, {"\r": "&#13;"}))
        else:
            _serialise(part, scope, parts)
    parts.append(f"</{tag}>")


def _quoted(value: str) -> str:
    return quoteattr(value, {"\r": "&#13;", "\t": "&#9;"})
