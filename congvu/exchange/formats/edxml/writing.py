"""The strict writer: prefixes, order and spelling exactly as receivers expect them.

The same message gives the same bytes. A file is packed once (`pack_all`) and written
into as many messages as there are receivers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO
from xml.sax.saxutils import escape

from congvu.exchange.formats.edxml.checking import check
from congvu.exchange.formats.edxml.messages import (
    Attachment,
    DocumentMessage,
    StatusMessage,
)
from congvu.exchange.formats.edxml.payload import Packed, pack
from congvu.exchange.formats.edxml.problems import Invalid
from congvu.exchange.formats.edxml.table import (
    NAMESPACE,
    Extra,
    Kind,
    Part,
    Row,
    rows,
    values_of,
    write_leaf,
)

PREFIX = "edXML"
_DECLARED = f' xmlns:{PREFIX}="{NAMESPACE}"'
_QUOTED = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_KNOWN_PREFIXES = {
    "http://www.w3.org/1999/xlink": "xlink",
    "http://schemas.xmlsoap.org/soap/envelope/": "soap",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


def pack_all(attachments: Sequence[Attachment], *, zipped: bool = True) -> list[Packed]:
    """``zipped`` False where the receiver wants the file itself."""
    return [
        pack(
            attachment.content,
            content_id=attachment.content_id,
            name=attachment.attachment_name,
            zipped=zipped,
        )
        for attachment in attachments
        if attachment.content is not None
    ]


def write(
    message: DocumentMessage | StatusMessage,
    out: IO[bytes],
    *,
    packed: Sequence[Packed] | None = None,
    zipped: bool = True,
) -> None:
    """Raises `Invalid` with every problem before a byte is written."""
    problems = check(message)
    if problems:
        raise Invalid(problems)
    if packed is None and isinstance(message, DocumentMessage):
        packed = pack_all(message.attachments, zipped=zipped)
    _Writing(out, list(packed or [])).run(message)


class _Writing:
    def __init__(self, out: IO[bytes], packed: list[Packed]) -> None:
        self._out, self._packed, self._lines = out, packed, [_HEAD]

    def run(self, message: Part) -> None:
        self._part("edXML", message, f' xmlns="{NAMESPACE}"', is_bare=True, depth=0)
        self._flush()

    def _flush(self) -> None:
        self._out.write("".join(self._lines).encode("utf-8"))
        self._lines.clear()

    def _part(
        self, tag: str, part: Part, declared: str, *, is_bare: bool, depth: int
    ) -> None:
        name, indent = tag if is_bare else f"{PREFIX}:{tag}", "  " * depth
        start = f"{indent}<{name}{declared}{_attributes(part)}"
        self._lines.append(f"{start}>\n")
        placed: dict[str, list[Extra]] = {}
        for extra in part.extras:
            placed.setdefault(extra.after, []).append(extra)
        self._extras(placed.get("", []), depth + 1)
        for row in rows(type(part)):
            if not row.is_attribute:
                self._row(part, row, placed.get(row.tag, []), depth + 1)
        if self._lines[-1] == f"{start}>\n":
            self._lines[-1] = f"{start}/>\n"
        else:
            self._lines.append(f"{indent}</{name}>\n")

    def _row(self, part: Part, row: Row, extras: list[Extra], depth: int) -> None:
        values = values_of(part, row)
        for nth, value in enumerate(values, 1):
            if isinstance(value, Part):
                declared = _DECLARED if row.tag == "edXMLEnvelope" else ""
                is_bare = type(part).bare or value.bare
                self._part(row.tag, value, declared, is_bare=is_bare, depth=depth)
            elif row.kind is Kind.PAYLOAD:
                self._payload(row.tag, depth)
            else:
                self._leaf(row, value, is_bare=type(part).bare, depth=depth)
            self._extras([e for e in extras if e.nth == nth], depth)
        # Of elements that were taken away since, what stood after them.
        self._extras([e for e in extras if not 1 <= e.nth <= len(values)], depth)

    def _leaf(self, row: Row, value: object, *, is_bare: bool, depth: int) -> None:
        name = row.tag if is_bare else f"{PREFIX}:{row.tag}"
        words = escape(write_leaf(_kind(row), value), {"\r": "&#13;"})
        self._lines.append(f"{'  ' * depth}<{name}>{words}</{name}>\n")

    def _payload(self, tag: str, depth: int) -> None:
        """Prefixed in an unprefixed attachment, as the Java SDK writes it."""
        self._lines.append(f"{'  ' * depth}<{PREFIX}:{tag}{_DECLARED}>")
        self._flush()
        self._packed.pop(0).copy_to(self._out)
        self._lines.append(f"</{PREFIX}:{tag}>\n")

    def _extras(self, extras: list[Extra], depth: int) -> None:
        self._lines += [f"{'  ' * depth}{extra.xml}\n" for extra in extras]


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _kind(row: Row) -> Kind:
    assert isinstance(row.kind, Kind)  # noqa: S101 - parts are written by _part
    return row.kind


def _attributes(part: Part) -> str:
    known = [
        (row.tag, value)
        for row in rows(type(part))
        if row.is_attribute and (value := getattr(part, row.name)) is not None
    ]
    written, prefixes = "", dict[str, str]()
    for name, value in [*known, *part.attributes.items()]:
        uri, _brace, local = name.rpartition("}")
        if uri:
            prefix = _KNOWN_PREFIXES.get(uri[1:], f"n{len(prefixes)}")
            if prefix not in prefixes and prefix != "xml":
                written += f' xmlns:{prefix}="{escape(uri[1:], _QUOTED)}"'
            prefixes[prefix] = uri
            local = f"{prefix}:{local}"
        written += f' {local}="{escape(value, _QUOTED)}"'
    return written
