"""Bills of materials: CycloneDX 1.4 to 1.6, JSON and XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from congvu.lib.text import gettext_noop as _
from congvu.vulnerabilities.formats.reading import (
    MOST_BYTES,
    TOO_LARGE,
    Unreadable,
    a_map,
    line,
    load_json,
    maps,
)
from congvu.vulnerabilities.rules import BomTold, PackageName, of_purl

NOT_BOM = _("Không phải bảng kê thành phần CycloneDX")
NOT_XML = _("Tệp XML bị cắt cụt, hỏng hoặc không an toàn")
TOO_NEW = _("Chỉ đọc CycloneDX 1.4 đến 1.6")
NO_PARTS = _("Bảng kê không có thành phần nào")
MOST_PARTS = 200_000
TOO_MANY = _("Bảng kê có hơn 200.000 thành phần")
VERSIONS = ("1.4", "1.5", "1.6")
_DEEPEST = 30


def read_bom(content: bytes) -> BomTold:
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return _of_xml(content)
    told = load_json(content)
    if not isinstance(told, dict) or told.get("bomFormat") != "CycloneDX":
        raise Unreadable(NOT_BOM)
    if told.get("specVersion") not in VERSIONS:
        raise Unreadable(TOO_NEW)
    whole = a_map(a_map(told.get("metadata")).get("component"))
    return _bom(
        line(whole.get("name")),
        line(whole.get("version")),
        line(told.get("serialNumber")),
        list(_below(told.get("components"), 0)),
    )


def _bom(name: str, version: str, serial: str, purls: list[str]) -> BomTold:
    if not purls:
        raise Unreadable(NO_PARTS)
    if len(purls) > MOST_PARTS:
        raise Unreadable(TOO_MANY)
    parts: dict[PackageName, str] = {}
    unknown = 0
    for purl in purls:
        known = of_purl(purl)
        if known is None:
            unknown += 1
        else:
            parts.setdefault(known, purl)
    pairs = tuple((purl, known) for known, purl in parts.items())
    return BomTold(name, version, serial, pairs, unknown)


def _below(components: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for one in maps(components):
        yield line(one.get("purl"), 500)
        yield from _below(one.get("components"), depth + 1)


def _of_xml(content: bytes) -> BomTold:
    try:
        root = fromstring(content)
    # LookupError: an encoding that nobody knows.
    except (ParseError, DefusedXmlException, ValueError, LookupError) as why:
        raise Unreadable(NOT_XML) from why
    space, _brace, tag = root.tag.rpartition("}")
    if tag != "bom" or "cyclonedx.org/schema/bom/" not in space:
        raise Unreadable(NOT_BOM)
    if space.rsplit("/", 1)[-1] not in VERSIONS:
        raise Unreadable(TOO_NEW)
    space += "}"
    whole = root.find(f"{space}metadata/{space}component")
    purls = [
        _said(one, f"{space}purl")
        for parts in root.iter(f"{space}components")
        for one in parts.findall(f"{space}component")
    ]
    return _bom(
        _said(whole, f"{space}name"),
        _said(whole, f"{space}version"),
        line(root.get("serialNumber")),
        purls,
    )


def _said(element: Element | None, tag: str) -> str:
    return line(element.findtext(tag), 500) if element is not None else ""
