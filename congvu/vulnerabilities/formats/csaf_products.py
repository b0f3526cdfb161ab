"""The tree of products of a CSAF document: by each number, which package it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from congvu.vulnerabilities.formats.nvd import cpe_parts, told_of_cpe
from congvu.vulnerabilities.formats.reading import a_map, line, maps
from congvu.vulnerabilities.rules import (
    Line,
    Told,
    is_distribution,
    of_program,
    of_purl,
)

Products = dict[str, Told]

_DEEPEST = 30
# A part of a part of a platform: as deep as modules of distributions go, and more.
_ROUNDS = 5
_BOUNDS = {">=": "introduced", ">": "after", "<": "fixed", "<=": "last"}
EVERY = (Line((("introduced", "0"),)),)


def products_of(tree: Mapping[str, Any]) -> Products:
    """Those of the branches, and those put together from two of them."""
    found: Products = {}
    releases: dict[str, str] = {}
    _walk(tree, {}, found, releases, 0)
    pairs = [
        (
            line(a_map(one.get("full_product_name")).get("product_id")),
            line(one.get("product_reference")),
            line(one.get("relates_to_product_reference")),
        )
        for one in maps(tree.get("relationships"))
    ]
    for _round in range(_ROUNDS):
        waiting = []
        for key, part, platform in pairs:
            if part not in found:
                waiting.append((key, part, platform))
                continue
            if not key:
                continue
            release = releases.get(platform, "")
            releases.setdefault(key, release)
            found[key] = _on_platform(found[part], release)
        if len(waiting) == len(pairs):
            break
        pairs = waiting
    return found


def _on_platform(told: Told, release: str) -> Told:
    """A distribution's package is that of the release that the platform names."""
    if not release or not is_distribution(told.ecosystem):
        return told
    if told.ecosystem != "Ubuntu":
        release = release.partition(".")[0]
    return replace(told, release=release)


def _walk(
    branch: Mapping[str, Any],
    above: dict[str, str],
    into: Products,
    releases: dict[str, str],
    depth: int,
) -> None:
    """Vendor, product and version from the way down to each product."""
    if depth > _DEEPEST:
        return
    category, name = line(branch.get("category")), line(branch.get("name"))
    above = {**above, category: name} if category else above
    own = [branch["product"]] if "product" in branch else []
    for product in maps([*own, *maps(branch.get("full_product_names"))]):
        key = line(product.get("product_id"))
        if not key:
            continue
        releases[key] = _release(product)
        if told := _product(product, above):
            into[key] = told
    for one in maps(branch.get("branches")):
        _walk(one, above, into, releases, depth + 1)


def _release(product: Mapping[str, Any]) -> str:
    """Of a platform, by its CPE (``cpe:/o:maker:system:9::part``), else its name."""
    cpe = line(a_map(product.get("product_identification_helper")).get("cpe"), 500)
    parts = cpe.removeprefix("cpe:/").removeprefix("cpe:2.3:").split(":")
    told = parts[3] if len(parts) > 3 else ""
    number = re.match(r"\d+(?:\.\d+)?", told) or re.search(
        r"(?<![\w.])\d+(?:\.\d+)?(?![\w-])", line(product.get("name"))
    )
    return number[0] if number else ""


def _product(product: Mapping[str, Any], above: dict[str, str]) -> Told | None:
    """Without a version it is every version."""
    helper = a_map(product.get("product_identification_helper"))
    lines = tuple(_lines(above.get("product_version_range", "")))
    purl = line(helper.get("purl"), 500)
    version = above.get("product_version", "")
    full = of_purl(purl)
    known = full or of_purl(_with_version(purl))
    if known is not None:
        versions = () if lines or full is None else (full.version,)
        if not lines and not versions and version:
            versions = (version,)
        lines = lines or (() if versions else EVERY)
        return Told(
            known.ecosystem, known.name, known.release, lines=lines, versions=versions
        )
    cpe = line(helper.get("cpe"), 500)
    if cpe_parts(cpe):
        return told_of_cpe(cpe, lines)
    vendor, name = above.get("vendor", ""), above.get("product_name", "")
    if not vendor or not name or not (lines or version):
        return None
    program = of_program(vendor, name, version)
    return Told(
        program.ecosystem,
        program.name,
        vendor=program.vendor,
        lines=lines,
        versions=() if lines else (version,),
    )


def _with_version(purl: str) -> str:
    """A purl that names none, as one that names any: before its qualifiers."""
    bare, mark, rest = purl.partition("?")
    return f"{bare}@0{mark}{rest}"


def _lines(text: str) -> Iterator[Line]:
    """``vers:pypi/>=1|<2`` or ``>=1, <2`` or ``<= 2.0``."""
    text = re.sub(r"^vers:[^/]*/", "", text.strip())
    events = [
        (_BOUNDS[sign], at)
        for sign, at in re.findall(r"(>=|<=|>|<)\s*([^\s,|&<>=]+)", text)
    ]
    if not events:
        return
    if events[0][0] in {"fixed", "last"}:
        events.insert(0, ("introduced", "0"))
    yield Line(tuple(events))
