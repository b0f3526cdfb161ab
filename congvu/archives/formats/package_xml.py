"""METS and EAD of a package. Text is always escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import XMLGenerator

from congvu.archives.formats.pen import start, text

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"


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
    pen = begin(out)
    start(pen, "ead", {})
    for name, value in values.items():
        if value:
            text(pen, name, value)
    pen.endElement("ead")
    pen.endDocument()
    return out.getvalue()


# Where a file is listed: the group's USE, and its place in the structure.
_USES = {
    "data": "Data",
    "representation": "Representations/rep1",
    "schema": "Schemas",
    "documentation": "Documentation",
}


def mets_xml(
    *,
    object_id: str,
    package_type: str,
    profile: str,
    created: str,
    agent: str,
    files: Iterable[Packed],
) -> bytes:
    """METS: who made it, every file with its digest, and the structure."""
    out = BytesIO()
    pen = begin(out)
    spaces = {"xmlns": METS, "xmlns:csip": CSIP, "xmlns:xlink": XLINK}
    head = {"OBJID": object_id, "TYPE": "OTHER", "PROFILE": profile}
    start(pen, "mets", {**spaces, **head, "csip:CONTENTINFORMATIONTYPE": "OTHER"})
    start(pen, "metsHdr", {"CREATEDATE": created, "csip:OAISPACKAGETYPE": package_type})
    start(pen, "agent", {"ROLE": "CREATOR", "TYPE": "ORGANIZATION"})
    text(pen, "name", agent)
    pen.endElement("agent")
    pen.endElement("metsHdr")
    listed = list(files)
    for group, section in (("descriptive", "dmdSec"), ("preservation", "amdSec")):
        _references(pen, section, [f for f in listed if f.group == group])
    groups = {
        use: found
        for group, use in _USES.items()
        if (found := [f for f in listed if f.group == group])
    }
    start(pen, "fileSec", {})
    for use, found in groups.items():
        start(pen, "fileGrp", {"USE": use})
        for one in found:
            start(pen, "file", {"ID": one.id, "MIMETYPE": one.media_type, **_sum(one)})
            start(pen, "FLocat", _href(one))
            pen.endElement("FLocat")
            pen.endElement("file")
        pen.endElement("fileGrp")
    pen.endElement("fileSec")
    _structure(pen, object_id, listed, groups)
    pen.endElement("mets")
    pen.endDocument()
    return out.getvalue()


def _structure(
    pen: XMLGenerator,
    object_id: str,
    listed: Sequence[Packed],
    groups: Mapping[str, Sequence[Packed]],
) -> None:
    """The same once more as a tree, as CSIP wants it."""
    start(pen, "structMap", {"TYPE": "PHYSICAL", "LABEL": "CSIP"})
    start(pen, "div", {"LABEL": object_id})
    about = {
        name: " ".join(f"{section}-{f.id}" for f in listed if f.group == group)
        for name, section, group in (
            ("DMDID", "dmdSec", "descriptive"),
            ("ADMID", "md", "preservation"),
        )
    }
    start(pen, "div", {"LABEL": "Metadata", **{k: v for k, v in about.items() if v}})
    pen.endElement("div")
    for use, found in groups.items():
        start(pen, "div", {"LABEL": use})
        for one in found:
            inner = one.group == "representation"
            pointer = _href(one) if inner else {"FILEID": one.id}
            start(pen, "mptr" if inner else "fptr", pointer)
            pen.endElement("mptr" if inner else "fptr")
        pen.endElement("div")
    pen.endElement("div")
    pen.endElement("structMap")


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


def begin(out: BytesIO) -> XMLGenerator:
    pen = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    pen.startDocument()
    return pen
