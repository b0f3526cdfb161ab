"""One message as many senders would write it, and as a bad line would leave it.

``SAME``: says the same, so it must read the same; ``MIXED`` go with each other,
``LAST`` may come after them. ``MORE``: what the table does not know besides.
``MISPLACED``: its files elsewhere. ``BROKEN``: no message any more.
"""

from __future__ import annotations

import base64
import copy
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from tests.exchange.making import QCVN

Change = Callable[[bytes], bytes]
_LEAF = re.compile(rb"(<(?:\w+:)?(\w+)>)([^<>]+)(</(?:\w+:)?\2>)")
_PAYLOAD = re.compile(rb"(<(?:\w+:)?ContentTransferEncoded[^<>]*>)([^<]+)(<)")
_DECLARED = re.compile(rb"^<\?xml[^>]*\?>")
_BETWEEN = re.compile(rb">\s+<")


def _tree(change: Callable[[Any], Any]) -> Change:
    """Over the elements; a new root may come back."""

    def changed(data: bytes) -> bytes:
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
        again = change(root)
        return etree.tostring(
            root if again is None else again, encoding="UTF-8", xml_declaration=True
        )

    return changed


def _parts(root: Any) -> list[Any]:
    return [e for e in root.iter("{*}*") if len(e)]


def _shuffle(root: Any) -> None:
    """Children in any order; those of one name keep theirs."""
    chance = random.Random(7)
    for part in _parts(root):
        queues: dict[str, list[Any]] = {}
        for child in part:
            queues.setdefault(child.tag, []).append(child)
        tags = [child.tag for child in part]
        chance.shuffle(tags)
        part[:] = [queues[tag].pop(0) for tag in tags]


def _backwards(root: Any) -> None:
    for part in _parts(root):
        groups: dict[str, list[Any]] = {}
        for child in part:
            groups.setdefault(child.tag, []).append(child)
        part[:] = [c for tag in reversed(groups) for c in groups[tag]]


def _rename(prefix: str | None) -> Callable[[Any], Any]:
    def renamed(root: Any) -> Any:
        def made(element: Any, parent: Any) -> Any:
            names = {prefix: QCVN}
            attributes = dict(element.attrib)
            if parent is None:
                new = etree.Element(element.tag, attributes, nsmap=names)
            else:
                new = etree.SubElement(parent, element.tag, attributes, nsmap=names)
            new.text, new.tail = element.text, element.tail
            for child in element:
                made(child, new)
            return new

        return made(root, None)

    return renamed


def _of_its_own(data: bytes) -> bytes:
    """Every element declares the namespace again, each under another prefix."""
    number = iter(range(10**6))

    def write(element: Any) -> bytes:
        name = etree.QName(element).localname
        prefix = f"n{next(number)}"
        held = etree.Element("x")
        for key, value in element.attrib.items():
            held.set(key, value)
        attributes = etree.tostring(held)[2:-2].decode()
        held = etree.Element("x")
        held.text = element.text or ""
        words = etree.tostring(held, encoding="unicode")[3:-4] if held.text else ""
        inside = b"".join(write(child) for child in element)
        head = f'<{prefix}:{name} xmlns:{prefix}="{QCVN}"{attributes}>{words}'
        return head.encode() + inside + f"</{prefix}:{name}>".encode()

    return write(etree.fromstring(data, etree.XMLParser(huge_tree=True)))


def _leaves(around: Callable[[bytes], bytes]) -> Change:
    """The words of every leaf but the payloads'."""

    def changed(data: bytes) -> bytes:
        def one(found: re.Match[bytes]) -> bytes:
            start, name, words, end = found.groups()
            if name == b"ContentTransferEncoded":
                return found.group()
            return start + around(words) + end

        return _LEAF.sub(one, data)

    return changed


def _payloads(change: Callable[[bytes], bytes]) -> Change:
    def changed(data: bytes) -> bytes:
        return _PAYLOAD.sub(
            lambda m: m.group(1) + change(m.group(2)) + m.group(3), data
        )

    return changed


def _as_raw(words: bytes) -> bytes:
    packed = base64.b64decode(words)
    if not packed.startswith(b"PK\x03\x04"):
        return words
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return base64.b64encode(archive.read(archive.namelist()[0]))


def _packed_otherwise(words: bytes) -> bytes:
    """Stored, not deflated, under another name, with a remark of the archiver."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(words))) as archive:
        [inside] = archive.namelist()
        data = archive.read(inside)
    ending = inside.rpartition(".")[2]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"noi dung.{ending}", data)
        archive.comment = b"SDK 2"
    return base64.b64encode(out.getvalue())


def _wrapped(mark: bytes, width: int = 76) -> Callable[[bytes], bytes]:
    def wrapped(words: bytes) -> bytes:
        lines = [words[at : at + width] for at in range(0, len(words), width)]
        return mark + mark.join(lines) + mark

    return wrapped


def _encoded(name: str, said: str | None) -> Change:
    def encoded(data: bytes) -> bytes:
        text = _DECLARED.sub(b"", data).decode()
        head = f'<?xml version="1.0" encoding="{said}"?>' if said else ""
        return (head + text).encode(name)

    return encoded


def _references(words: bytes) -> bytes:
    return "".join(
        c if c.isascii() else f"&#x{ord(c):x};" for c in words.decode()
    ).encode()


def _other_days(words: bytes) -> bytes:
    return re.sub(rb"^(\d{4})/(\d\d)/(\d\d)$", rb"\3-\2-\1", words)


def _other_moments(words: bytes) -> bytes:
    return re.sub(
        rb"^(\d{4})/(\d\d)/(\d\d) (\d\d:\d\d:\d\d)$", rb"\1-\2-\3T\4.000+07:00", words
    )


def _without_cid(root: Any) -> None:
    for element in root.iter(f"{{{QCVN}}}ContentId"):
        if element.getparent().tag.endswith("}Attachment"):
            element.text = element.text.removeprefix("cid:")


SAME: dict[str, Change] = {
    "shuffled": _tree(_shuffle),
    "backwards": _tree(_backwards),
    "no prefix": _tree(_rename(None)),
    "one other prefix": _tree(_rename("ns0")),
    "each its own prefix": _of_its_own,
    "a mark of order before": lambda d: b"\xef\xbb\xbf" + d,
    "UTF-16": _encoded("utf-16", "UTF-16"),
    "UTF-16 that does not say so": _encoded("utf-16", None),
    "UTF-16, big end first": lambda d: b"\xfe\xff" + _encoded("utf-16-be", None)(d),
    "UTF-8 in small letters": _encoded("utf-8", "utf-8"),
    "no declaration": lambda d: _DECLARED.sub(b"", d).lstrip(),
    "version 1.1": lambda d: d.replace(b'version="1.0"', b'version="1.1"', 1),
    "standalone": lambda d: d.replace(b"?>", b' standalone="yes"?>', 1),
    "lines of Windows": lambda d: d.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "lines of an old Mac": lambda d: d.replace(b"\r\n", b"\n").replace(b"\n", b"\r"),
    "all in one line": lambda d: _BETWEEN.sub(b"><", d),
    "spaced": lambda d: d.replace(b"><", b">\t \n<"),
    "lines behind it": lambda d: d + b"\n\n <!-- het -->\n",
    "spaces around values": _leaves(lambda w: b"\n\t  " + w + b" \r\n"),
    "CDATA": _leaves(lambda w: w if b"&" in w else b"<![CDATA[" + w + b"]]>"),
    "references": _leaves(_references),
    "a remark in every value": _leaves(lambda w: b"<!-- x -->" + w),
    "instructions": lambda d: d.replace(b"><", b"><?a b?><").replace(
        b">\n<", b">\n<?a b?><"
    ),
    "base64 in lines": _payloads(_wrapped(b"\n")),
    "base64 in lines of Windows": _payloads(_wrapped(b"\r\n", 64)),
    "base64 in uneven lines": _payloads(_wrapped(b"\n \t", 77)),
    "base64 with references": _payloads(_wrapped(b"&#13;&#10;")),
    "base64 in CDATA": _payloads(lambda w: b"<![CDATA[" + w + b"]]>"),
    "base64 with a remark": _payloads(lambda w: w[:10] + b"<!-- x -->" + w[10:]),
    "not packed": _payloads(_as_raw),
    "packed otherwise": _payloads(_packed_otherwise),
    "days as 16-01-2019": _leaves(_other_days),
    "moments with a zone": _leaves(_other_moments),
    "ids without cid": _tree(_without_cid),
}


MIXED = [
    "shuffled",
    "backwards",
    "no prefix",
    "one other prefix",
    "all in one line",
    "spaces around values",
    "references",
    "base64 in lines",
    "not packed",
    "days as 16-01-2019",
    "moments with a zone",
    "ids without cid",
]
LAST = [
    "a mark of order before",
    "UTF-16",
    "UTF-16 that does not say so",
    "lines of Windows",
    "no declaration",
    "each its own prefix",
]


def _strange(root: Any) -> None:
    for number, part in enumerate(_parts(root)):
        stranger = etree.fromstring(
            f'<x:Moi xmlns:x="urn:x" a="{number}">chữ<x:con/> sau</x:Moi>'
        )
        part.insert(number % (len(part) + 1), stranger)


def _strange_in_ours(root: Any) -> None:
    for part in _parts(root):
        etree.SubElement(part, f"{{{QCVN}}}PhanTuMoi").text = "x"


def _attributes(root: Any) -> None:
    root.set("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "a b")
    for part in _parts(root):
        part.set("{http://www.w3.org/1999/xlink}href", "cid:1")
        part.set("mustUnderstand", "1")


def _second(tag: str) -> Callable[[Any], None]:
    """A second one where one may be: the first counts."""

    def doubled(root: Any) -> None:
        header = next(root.iter(f"{{{QCVN}}}MessageHeader"))
        first = header.find(f"{{{QCVN}}}{tag}")
        again = copy.deepcopy(first)
        for leaf in again.iter():
            leaf.text = "khác" if not len(leaf) else leaf.text
        first.addnext(again)

    return doubled


def _files_inside(*path: str) -> Callable[[Any], None]:
    """Its attachments inside the envelope, where it has any."""

    def moved(root: Any) -> None:
        files = root.find(f"{{{QCVN}}}AttachmentEncoded")
        place = root.find("/".join(f"{{{QCVN}}}{tag}" for tag in path))
        if files is not None:
            place.insert(0, files)

    return moved


MISPLACED: dict[str, Change] = {
    "files in the envelope": _tree(_files_inside("edXMLEnvelope")),
    "files in the body": _tree(_files_inside("edXMLEnvelope", "edXMLBody")),
}
MORE: dict[str, Change] = {
    "strangers": _tree(_strange),
    "strangers of our namespace": _tree(_strange_in_ours),
    "attributes": _tree(_attributes),
    "two From": _tree(_second("From")),
}


def cuts(data: bytes) -> Iterator[bytes]:
    """The first 0, 5, … 95 of a hundred parts."""
    for part in range(0, 100, 5):
        yield data[: len(data) * part // 100]


def _spoiled(words: bytes) -> bytes:
    """A bit of the packed file is another: the checksum beside it says so."""
    data = bytearray(base64.b64decode(words))
    names, more = struct.unpack_from("<HH", data, 26)
    data[30 + names + more] ^= 1
    return base64.b64encode(data)


BROKEN: dict[str, Change] = {
    "another bit in the packed file": _payloads(_spoiled),
    "a letter less in the base64": _payloads(lambda w: w[:40] + w[41:]),
    "no base64": _payloads(lambda w: b"%" + w[1:]),
    "cut inside the base64": _payloads(lambda w: w[: len(w) // 4 // 4 * 4]),
    "more behind the end of the base64": _payloads(lambda w: w + b"AA=="),
}
BROKEN_EVERYWHERE: dict[str, Change] = {
    "not closed": lambda d: d.replace(b"</edXML:MessageHeader>", b"", 1),
    "another root": lambda d: d.replace(b"edXML xmlns", b"edxml xmlns", 1).replace(
        b"</edXML>", b"</edxml>"
    ),
    "another namespace": lambda d: d.replace(QCVN.encode(), b"urn:cu"),
    "no header": lambda d: d.replace(b"MessageHeader>", b"Header>"),
    "a DTD": lambda d: d.replace(b"?>", b"?><!DOCTYPE edXML>", 1),
    "an unknown entity": lambda d: d.replace(
        b"</edXML:OrganId>", b"&la;</edXML:OrganId>", 1
    ),
    "two roots": lambda d: d + b"<edXML/>",
    "letters that are no UTF-8": lambda d: d.replace(
        b"OrganName>", b"OrganName>\xff", 1
    ),
    "a letter XML forbids": lambda d: d.replace(b"OrganName>", b"OrganName>\x00", 1),
    "another encoding than it says": lambda d: d.decode().encode("utf-16"),
    "an encoding nobody knows": lambda d: d.replace(b"UTF-8", b"X-LA", 1),
}
