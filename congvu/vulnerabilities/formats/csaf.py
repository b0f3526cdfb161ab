"""CSAF 2.0: one document, several weaknesses, how each product stands to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.vulnerabilities.formats.csaf_products import Products, products_of
from congvu.vulnerabilities.formats.reading import (
    NO_CODE,
    NO_PACKAGE,
    Unreadable,
    a_map,
    line,
    maps,
    moment,
    prose,
    scored,
    texts,
)
from congvu.vulnerabilities.rules import (
    LONGEST_CODE,
    AdvisoryTold,
    Source,
    Status,
    Told,
    affected,
    severity_of,
)

# Whoever is named so has it, or had it before the version that is named.
_TELLING = frozenset(Status) - {Status.KNOWN_NOT_AFFECTED, Status.UNDER_INVESTIGATION}


def is_csaf(told: Mapping[str, Any]) -> bool:
    return "csaf_version" in a_map(told.get("document"))


def of_csaf(told: Mapping[str, Any]) -> list[AdvisoryTold]:
    """One advisory a weakness: the document's number and its place, its CVE as another
    name. One that only clears products is kept too: it takes back what an earlier
    edition said of them.
    """
    document = a_map(told.get("document"))
    tracking = a_map(document.get("tracking"))
    number_of = line(tracking.get("id"), LONGEST_CODE - 10)
    if not number_of:
        raise Unreadable(NO_CODE)
    products = products_of(a_map(told.get("product_tree")))
    found = []
    for place, weakness in enumerate(maps(told.get("vulnerabilities")), 1):
        named = _stated(weakness, products)
        if named is None:
            continue
        cve = line(weakness.get("cve"), LONGEST_CODE)
        vector, score, word = _scored(weakness)
        found.append(
            AdvisoryTold(
                code=f"{number_of}#{place}",
                source=Source.CSAF,
                summary=line(weakness.get("title")) or line(document.get("title")),
                details=_note(weakness),
                aliases=(cve,) if cve else (),
                vector=vector,
                score=score,
                severity=severity_of(
                    score,
                    word or line(a_map(document.get("aggregate_severity")).get("text")),
                ),
                published_at=moment(tracking.get("initial_release_date")),
                modified_at=moment(tracking.get("current_release_date")),
                told=named,
            )
        )
    if not found:
        raise Unreadable(NO_PACKAGE)
    return found


def _stated(weakness: Mapping[str, Any], products: Products) -> tuple[Told, ...] | None:
    """Who is affected; None where nothing that can be read is said of any product."""
    status = a_map(weakness.get("product_status"))
    named = {one: list(texts(status.get(one))) for one in Status}
    stated = {
        one: [products[key] for key in keys if key in products]
        for one, keys in named.items()
    }
    if any(named[one] for one in _TELLING) and not any(stated.values()):
        return None
    return affected(stated) if any(named.values()) else None


def _note(weakness: Mapping[str, Any]) -> str:
    notes = list(maps(weakness.get("notes")))
    notes.sort(key=lambda one: one.get("category") != "description")
    return prose(notes[0].get("text")) if notes else ""


def _scored(weakness: Mapping[str, Any]) -> tuple[str, float | None, str]:
    best: tuple[str, float | None, str] = ("", None, "")
    for score in maps(weakness.get("scores")):
        for name in ("cvss_v4", "cvss_v3", "cvss_v2"):
            data = a_map(score.get(name))
            vector, base = scored(data)
            if base is not None and base > (best[1] or -1):
                best = (vector, base, line(data.get("baseSeverity")))
    return best
