"""NVD's JSON 2.0: CVE records with the CPE names they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

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
)
from congvu.vulnerabilities.rules import (
    LONGEST_CODE,
    LONGEST_NAME,
    PRODUCTS,
    AdvisoryTold,
    Line,
    Source,
    Told,
    plain_words,
    severity_of,
)

_BOUNDS = (
    ("versionStartIncluding", "introduced"),
    ("versionStartExcluding", "after"),
    ("versionEndExcluding", "fixed"),
    ("versionEndIncluding", "last"),
)
_METRICS = ("cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2")


def is_nvd(told: Mapping[str, Any]) -> bool:
    """Its list holds records that hold a CVE; a CSAF document only names one."""
    return any(
        isinstance(o.get("cve"), dict) for o in maps(told.get("vulnerabilities"))
    )


def of_nvd(told: Mapping[str, Any]) -> AdvisoryTold:
    cve = a_map(told.get("cve"))
    code = line(cve.get("id"), LONGEST_CODE)
    if not code:
        raise Unreadable(NO_CODE)
    is_rejected = cve.get("vulnStatus") == "Rejected"
    modified = moment(cve.get("lastModified"))
    affected = tuple(_affected(cve.get("configurations")))
    if not affected and not is_rejected:
        raise Unreadable(NO_PACKAGE)
    said = {line(one.get("lang")): one for one in maps(cve.get("descriptions"))}
    details = prose(a_map(said.get("vi") or said.get("en")).get("value"))
    vector, score, word = _scored(a_map(cve.get("metrics")))
    return AdvisoryTold(
        code=code,
        source=Source.NVD,
        summary=line(details) or code,
        details=details,
        vector=vector,
        score=score,
        severity=severity_of(score, word),
        published_at=moment(cve.get("published")),
        modified_at=modified,
        withdrawn_at=modified if is_rejected else None,
        told=affected,
    )


def cpe_parts(name: str) -> list[str]:
    """Of ``cpe:2.3:a:vendor:product:version:update…``; a colon may be escaped."""
    if not name.startswith("cpe:2.3:"):
        return []
    parts = re.split(r"(?<!\\):", name)[2:]
    return [re.sub(r"\\(.)", r"\1", part) for part in parts]


def told_of_cpe(
    cpe: str, lines: tuple[Line, ...] = (), *, conditional: bool = False
) -> Told | None:
    """What one CPE name means; one version where it names one."""
    parts = cpe_parts(cpe)
    if len(parts) < 4 or parts[3] == "-":
        return None
    vendor, product, version = plain_words(parts[1]), parts[2], parts[3]
    update = parts[4] if len(parts) > 4 and parts[4] not in {"*", "-"} else ""
    versions: tuple[str, ...] = ()
    if version != "*":
        versions, lines = (f"{version} {update}".strip(),), ()
    elif not lines:
        lines = (Line((("introduced", "0"),)),)
    bare = [word for word in plain_words(product).split() if word]
    while len(bare) > 1 and bare[0] in vendor.split():
        bare = bare[1:]
    name = " ".join(bare)
    if not name or not vendor or max(len(name), len(vendor)) > LONGEST_NAME:
        return None
    return Told(
        ecosystem=PRODUCTS,
        name=name,
        vendor=vendor,
        lines=lines,
        versions=versions,
        conditional=conditional,
    )


def _affected(configurations: Any) -> Iterator[Told]:
    for configuration in maps(configurations):
        nodes = list(maps(configuration.get("nodes")))
        joined = configuration.get("operator") == "AND" and len(nodes) > 1
        for node in nodes:
            for match in maps(node.get("cpeMatch")):
                if match.get("vulnerable") is not True:
                    continue
                events = [
                    (kind, at)
                    for word, kind in _BOUNDS
                    if (at := line(match.get(word)))
                ]
                if events and events[0][0] in {"fixed", "last"}:
                    events.insert(0, ("introduced", "0"))
                found = told_of_cpe(
                    line(match.get("criteria"), 500),
                    (Line(tuple(events)),) if events else (),
                    conditional=joined,
                )
                if found is not None:
                    yield found


def _scored(metrics: Mapping[str, Any]) -> tuple[str, float | None, str]:
    for name in _METRICS:
        for metric in maps(metrics.get(name)):
            data = a_map(metric.get("cvssData"))
            vector, score = scored(data)
            if score is not None:
                word = line(data.get("baseSeverity") or metric.get("baseSeverity"))
                return vector, score, word
    return "", None, ""
