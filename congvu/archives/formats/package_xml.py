"""The XML files of a package: METS, EAD, PREMIS. Text is always escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import XMLGenerator

from congvu.archives.formats.pen import start, text

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
PREMIS = "http://www.loc.gov/premis/v3"
CREATED = "information package creation"


@dataclass(frozen=True)
class Packed:
    """One file of a package as a METS lists it; ``path`` from its own folder."""

    path: str
    id: str
    sha256: str
    size: int
    media_type: str
    group: str


def ead_xml(values: Mapping[str, str]) -> bytes:
    """One element a field, in the profile's order; empty ones are left out."""
    out = BytesIO()
    pen = _begin(out)
    start(pen, "ead", {})
    for name, value in values.items():
        if value:
            text(pen, name, value)
    pen.endElement("ead")
    pen.endDocument()
    return out.getvalue()


def mets_xml(
    *,
    object_id: str,
    package_type: str,
    created: str,
    agent: str,
    files: Iterable[Packed],
) -> bytes:
    """METS: who made it, every file with its digest, and the structure."""
    out = BytesIO()
    pen = _begin(out)
    spaces = {"xmlns": METS, "xmlns:csip": CSIP, "xmlns:xlink": XLINK}
    head = {"OBJID": object_id, "TYPE": "Other", "PROFILE": CSIP}
    start(pen, "mets", {**spaces, **head, "csip:CONTENTINFORMATIONTYPE": "OTHER"})
    start(pen, "metsHdr", {"CREATEDATE": created, "csip:OAISPACKAGETYPE": package_type})
    start(pen, "agent", {"ROLE": "CREATOR", "TYPE": "ORGANIZATION"})
    text(pen, "name", agent)
    pen.endElement("agent")
    pen.endElement("metsHdr")
    listed = list(files)
    for group, section in (("descriptive", "dmdSec"), ("preservation", "amdSec")):
        _references(pen, section, [f for f in listed if f.group == group])
    rest = [f for f in listed if f.group not in ("descriptive", "preservation")]
    start(pen, "fileSec", {})
    start(pen, "fileGrp", {"USE": "Data"})
    for one in rest:
        start(pen, "file", {"ID": one.id, "MIMETYPE": one.media_type, **_sum(one)})
        start(pen, "FLocat", _href(one))
        pen.endElement("FLocat")
        pen.endElement("file")
    pen.endElement("fileGrp")
    pen.endElement("fileSec")
    start(pen, "structMap", {"TYPE": "PHYSICAL", "LABEL": "CSIP"})
    start(pen, "div", {"LABEL": object_id})
    for one in rest:
        start(pen, "fptr", {"FILEID": one.id})
        pen.endElement("fptr")
    pen.endElement("div")
    pen.endElement("structMap")
    pen.endElement("mets")
    pen.endDocument()
    return out.getvalue()


def _references(pen: XMLGenerator, section: str, files: Sequence[Packed]) -> None:
    for one in files:
        start(pen, section, {"ID": f"{section}-{one.id}"})
        if section == "amdSec":
            start(pen, "digiprovMD", {"ID": f"md-{one.id}"})
        kind = "PREMIS" if section == "amdSec" else "EAD"
        values = {"ID": one.id, "MDTYPE": kind, "MIMETYPE": one.media_type}
        start(pen, "mdRef", {**values, **_sum(one), **_href(one)})
        pen.endElement("mdRef")
        if section == "amdSec":
            pen.endElement("digiprovMD")
        pen.endElement(section)


def _sum(one: Packed) -> dict[str, str]:
    return {
        "SIZE": str(one.size),
        "CHECKSUM": one.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _href(one: Packed) -> dict[str, str]:
    return {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": one.path}


def premis_xml(*, object_id: str, created: str, agent: str) -> bytes:
    """The one event of a new package, and who did it."""
    out = BytesIO()
    pen = _begin(out)
    start(pen, "premis", {"xmlns": PREMIS, "version": "3.0"})
    for part, names in (
        (
            "object",
            (("objectIdentifierType", "local"), ("objectIdentifierValue", object_id)),
        ),
        (
            "event",
            (
                ("eventType", CREATED),
                ("eventDateTime", created),
                ("linkingAgentIdentifierValue", agent),
                ("linkingObjectIdentifierValue", object_id),
            ),
        ),
    ):
        start(pen, part, {})
        for name, value in names:
            text(pen, name, value)
        pen.endElement(part)
    pen.endElement("premis")
    pen.endDocument()
    return out.getvalue()


def _begin(out: BytesIO) -> XMLGenerator:
    pen = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    pen.startDocument()
    return pen
