"""What keeps a message from being written; of one that was read: its remarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from congvu.exchange.formats.edxml.messages import (
    PLACES,
    Attachment,
    BusinessInfo,
    DocumentMessage,
    Message,
    OtherInfo,
    StatusHeader,
    ToPlaces,
    bare_id,
)
from congvu.exchange.formats.edxml.problems import Problem
from congvu.exchange.formats.edxml.table import (
    Kind,
    Part,
    Row,
    parts_in,
    rows,
    values_of,
)
from congvu.exchange.rules import (
    HIGHEST_PRIORITY,
    NEEDS_REASON,
    STATUS_NAMES,
    Business,
)

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTE = re.compile(r"(\{[^{}<>\"'&\s]{1,300}\})?[^\W\d][\w.-]*")
_ELEMENT = re.compile(r"<[^\W\d]")


def check(message: Message) -> list[Problem]:
    """All of it at once, in the order of the file."""
    found: list[Problem] = []
    for place, part in parts_in(message):
        found += _by_the_table(place, part)
        found += _by_the_rules(place, part)
    if isinstance(message, DocumentMessage):
        found += _attachments(message)
    return found


def _short(place: str, tag: str) -> str:
    """``MessageHeader/From/OrganId``; what wraps everything is left out."""
    path = f"{place}/{tag}" if place else tag
    for wrapper in ("edXMLEnvelope/", "edXMLHeader/", "edXMLBody/"):
        path = path.replace(wrapper, "", 1)
    return path


def _by_the_table(place: str, part: Part) -> Iterator[Problem]:
    for row in rows(type(part)):
        where = _short(place, row.tag)
        values = values_of(part, row)
        if row.must and not values:
            yield Problem("missing", where)
        if not isinstance(row.kind, type):
            for value in values:
                yield from _leaf(where, row, value)
    for name, value in part.attributes.items():
        if not _ATTRIBUTE.fullmatch(name) or _NO_XML.search(value):
            yield Problem("attribute", _short(place, ""), {"what": name[:80]})
    tags = {row.tag for row in rows(type(part))} | {""}
    for extra in part.extras:
        if extra.after not in tags or not is_element(extra.xml):
            yield Problem("extra", _short(place, extra.after))


def _leaf(where: str, row: Row, value: Any) -> Iterator[Problem]:
    words = str(value)
    if row.length and len(words) > row.length:
        told = {"length": str(len(words)), "most": str(row.length)}
        yield Problem("too-long", where, told)
    if row.kind is Kind.TEXT and _NO_XML.search(words):
        yield Problem("letters", where)
    if row.kind is Kind.INTEGER and value < 0:
        yield Problem("negative", where)
    if row.kind is Kind.MOMENT and value.tzinfo is None:
        yield Problem("zone", where)


def is_element(xml: str) -> bool:
    """One element, well-formed by itself: it can be written among others as it is."""
    if not _ELEMENT.match(xml) or xml[-1] != ">":
        return False
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(xml.encode("utf-8"), True)  # noqa: FBT003 - it knows no keywords
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return not xml.endswith("?>") and not xml.endswith("-->")


def _by_the_rules(place: str, part: Part) -> Iterator[Problem]:
    if isinstance(part, BusinessInfo) and part.type is not None:
        if part.type not in list(Business):
            code = {"code": str(part.type)}
            yield Problem("business-unknown", _short(place, "BussinessDocType"), code)
        elif part.type != Business.NEW and not part.reason.strip():
            yield Problem("reason", _short(place, "BussinessDocReason"))
    if isinstance(part, StatusHeader) and part.status_code:
        code = {"code": part.status_code}
        if part.status_code not in STATUS_NAMES:
            yield Problem("status-unknown", _short(place, "StatusCode"), code)
        elif part.status_code in NEEDS_REASON and not part.description.strip():
            yield Problem("status-reason", _short(place, "Description"), code)
    if isinstance(part, OtherInfo) and (part.priority or 0) > HIGHEST_PRIORITY:
        code = {"code": str(part.priority)}
        yield Problem("priority-unknown", _short(place, "Priority"), code)
    if isinstance(part, ToPlaces):
        length = sum(map(len, part.places))
        if length > PLACES:
            told = {"length": str(length), "most": str(PLACES)}
            yield Problem("too-long", _short(place, "Place"), told)


def _attachments(message: DocumentMessage) -> Iterator[Problem]:
    files: list[Attachment] = message.attachments
    there = Counter(bare_id(a.content_id) for a in files)
    listed = Counter(bare_id(r.content_id) for r in message.manifest)
    for place, counted in (("Attachment", there), ("Reference", listed)):
        for name, times in counted.items():
            if times > 1:
                yield Problem("id-twice", f"{place}/ContentId", {"what": name[:80]})
    for name in listed.keys() - there.keys():
        yield Problem("no-attachment", "Reference/ContentId", {"what": name[:80]})
    for name in there.keys() - listed.keys():
        yield Problem("not-listed", "Attachment/ContentId", {"what": name[:80]})
