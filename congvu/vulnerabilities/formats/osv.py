"""OSV, one advisory a record (Open Source Vulnerability format 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from congvu.vulnerabilities.formats.reading import (
    NO_CODE,
    NO_PACKAGE,
    ONLY_GIT,
    Unreadable,
    a_map,
    line,
    maps,
    moment,
    prose,
    texts,
)
from congvu.vulnerabilities.rules import (
    LONGEST_CODE,
    MOST_ALIASES,
    AdvisoryTold,
    Line,
    Severity,
    Source,
    Told,
    ecosystem_of,
    of_purl,
    package_name,
    score_of,
    severity_of,
)

_EVENTS = {
    "introduced": "introduced",
    "fixed": "fixed",
    "last_affected": "last",
    "limit": "limit",
}


def is_osv(told: Mapping[str, Any]) -> bool:
    return "id" in told and ("affected" in told or "withdrawn" in told)


def of_osv(told: Mapping[str, Any]) -> AdvisoryTold:
    code = line(told.get("id"), LONGEST_CODE)
    if not code:
        raise Unreadable(NO_CODE)
    withdrawn = moment(told.get("withdrawn"))
    affected = tuple(
        one for each in maps(told.get("affected")) if (one := _affected(each))
    )
    if not affected and withdrawn is None:
        raise Unreadable(ONLY_GIT if _says_git(told) else NO_PACKAGE)
    aliases = list(texts(told.get("aliases")))
    # What a distribution mends in one advisory, where it is one weakness only.
    upstream = list(texts(told.get("upstream")))
    if len(upstream) == 1:
        aliases += upstream
    vector, score = _scored(told)
    return AdvisoryTold(
        code=code,
        source=Source.OSV,
        summary=line(told.get("summary")) or prose(told.get("details"))[:200] or code,
        details=prose(told.get("details")),
        aliases=tuple(sorted({*aliases} - {code}))[:MOST_ALIASES],
        vector=vector,
        score=score,
        severity=_word(told, score),
        published_at=moment(told.get("published")),
        modified_at=moment(told.get("modified")),
        withdrawn_at=withdrawn,
        told=affected,
    )


def _affected(told: Mapping[str, Any]) -> Told | None:
    package = a_map(told.get("package"))
    ecosystem, release = ecosystem_of(line(package.get("ecosystem")))
    name = package_name(ecosystem, line(package.get("name")))
    if not ecosystem or not name:
        known = of_purl(line(package.get("purl")) + "@0")
        if known is None:
            return None
        ecosystem, name, release = known.ecosystem, known.name, known.release
    found = (
        Line(tuple(_events(one.get("events"))), one.get("type") == "SEMVER")
        for one in maps(told.get("ranges"))
        if one.get("type") in {"SEMVER", "ECOSYSTEM"}
    )
    lines = tuple(one for one in found if one.events)
    versions = tuple(texts(told.get("versions")))
    if not lines and not versions:
        return None
    return Told(ecosystem, name, release, lines=lines, versions=versions)


def _says_git(told: Mapping[str, Any]) -> bool:
    """Commits have an order in their own history only: no inventory knows it."""
    return any(
        one.get("type") == "GIT"
        for affected in maps(told.get("affected"))
        for one in maps(affected.get("ranges"))
    )


def _events(value: Any) -> Iterator[tuple[str, str]]:
    for event in maps(value):
        for word, kind in _EVENTS.items():
            at = line(event.get(word))
            if at and not (kind == "limit" and at == "*"):
                yield kind, at


def _scored(told: Mapping[str, Any]) -> tuple[str, float | None]:
    """The highest that can be counted from its vector."""
    given = [*maps(told.get("severity"))]
    for affected in maps(told.get("affected")):
        given += maps(affected.get("severity"))
    vectors = [line(one.get("score")) for one in given]
    scored = [(score, v) for v in vectors if (score := score_of(v)) is not None]
    if scored:
        score, vector = max(scored)
        return vector, score
    return (vectors[0] if vectors else ""), None


def _word(told: Mapping[str, Any], score: float | None) -> Severity:
    words = [a_map(told.get("database_specific")).get("severity")]
    for affected in maps(told.get("affected")):
        words.append(a_map(affected.get("ecosystem_specific")).get("severity"))
        words.append(a_map(affected.get("database_specific")).get("severity"))
    known = [word for word in words if isinstance(word, str)]
    return severity_of(score, known[0] if known else "")
