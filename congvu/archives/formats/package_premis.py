"""PREMIS of a package: the fixity of every file, who did what with them, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID, uuid5
from xml.sax.saxutils import XMLGenerator

from congvu.archives.formats.package_xml import Packed, begin
from congvu.archives.formats.pen import start, text

PREMIS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# Packing has the circular's name; the others are of the Library of Congress's list of
# event types where it has one.
EVENT_TYPES = {
    "opened": "creation",
    "received": "transfer",
    "added": "ingestion",
    "registered": "registration",
    "signed": "digital signature generation",
    "released": "publication",
    "checked": "digital signature validation",
    "closed": "closing",
    "packed": "information package creation",
}


@dataclass(frozen=True)
class Event:
    """``kind`` is a key of EVENT_TYPES; ``at`` with its offset; ``outcome`` of a check.

    ``objects`` are the ids of the files it happened to.
    """

    kind: str
    at: str
    agent: str
    detail: str = ""
    outcome: str = ""
    objects: tuple[str, ...] = ()


def premis_xml(
    package_id: UUID,
    organisation: str,
    files: Iterable[Packed],
    events: Sequence[Event],
    *,
    whole: str = "",
) -> bytes:
    """``whole`` is the package itself, an object beside the files of it."""
    out = BytesIO()
    pen = begin(out)
    start(pen, "premis", {"xmlns": PREMIS, "xmlns:xsi": XSI, "version": "3.0"})
    if whole:
        start(pen, "object", {"xsi:type": "representation"})
        _identifier(pen, "object", whole)
        pen.endElement("object")
    for file in files:
        _file(pen, file)
    for number, event in enumerate(events):
        own = str(uuid5(package_id, f"{whole} event {number}")).upper()
        _event(pen, event, own)
    agents = {organisation: "organization"}
    agents = {**{e.agent: "person" for e in events if e.agent}, **agents}
    for name, kind in agents.items():
        start(pen, "agent", {})
        _identifier(pen, "agent", name)
        text(pen, "agentName", name)
        text(pen, "agentType", kind)
        pen.endElement("agent")
    pen.endElement("premis")
    pen.endDocument()
    return out.getvalue()


def _identifier(pen: XMLGenerator, what: str, value: str, *, linking: str = "") -> None:
    name = f"{linking}{what}Identifier"
    start(pen, name, {})
    text(pen, f"{name}Type", "local")
    text(pen, f"{name}Value", value)
    pen.endElement(name)


def _file(pen: XMLGenerator, file: Packed) -> None:
    start(pen, "object", {"xsi:type": "file"})
    _identifier(pen, "object", file.id)
    start(pen, "objectCharacteristics", {})
    start(pen, "fixity", {})
    text(pen, "messageDigestAlgorithm", "SHA-256")
    text(pen, "messageDigest", file.sha256)
    pen.endElement("fixity")
    text(pen, "size", str(file.size))
    start(pen, "format", {})
    start(pen, "formatDesignation", {})
    text(pen, "formatName", file.media_type)
    pen.endElement("formatDesignation")
    pen.endElement("format")
    pen.endElement("objectCharacteristics")
    text(pen, "originalName", file.path)
    pen.endElement("object")


def _event(pen: XMLGenerator, event: Event, own: str) -> None:
    start(pen, "event", {})
    _identifier(pen, "event", own)
    text(pen, "eventType", EVENT_TYPES[event.kind])
    text(pen, "eventDateTime", event.at)
    for value, around, name in (
        (event.detail, "eventDetailInformation", "eventDetail"),
        (event.outcome, "eventOutcomeInformation", "eventOutcome"),
    ):
        if value:
            start(pen, around, {})
            text(pen, name, value)
            pen.endElement(around)
    if event.agent:
        _identifier(pen, "Agent", event.agent, linking="linking")
    for one in event.objects:
        _identifier(pen, "Object", one, linking="linking")
    pen.endElement("event")
