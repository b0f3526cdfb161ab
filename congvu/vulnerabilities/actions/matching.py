"""Advisories set beside packages: only what is new on either side is looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.jobs.actions import enqueue_once
from congvu.vulnerabilities.actions.finding import Found, refresh_findings
from congvu.vulnerabilities.models import Advisory, Hit, Package, SoftwarePackage
from congvu.vulnerabilities.queries.operating import operating_systems
from congvu.vulnerabilities.rules import (
    DPKG,
    PRODUCTS,
    BuiltFrom,
    Line,
    PackageName,
    fixed_in,
    is_affected,
    is_same_maker,
    of_program,
    of_source,
    package_name,
)

MATCH_JOB = "vulnerabilities.match"
_LOCK = 0x56554C4E
_BATCH = 5000

# Programs that are there and of which no package is known yet.
_UNKNOWN = """
SELECT DISTINCT s.id, s.publisher, s.name, s.version, o.ecosystem, o.release,
       b.source, b.version, b.source_version
  FROM inventory_installation i
  JOIN inventory_machine m ON m.id = i.machine_id AND m.merged_into_id IS NULL
  JOIN unnest(%(names)s::text[], %(versions)s::text[], %(ecosystems)s::text[],
              %(releases)s::text[]) AS o (name, version, ecosystem, release)
    ON o.name = m.os_name AND o.version = m.os_version
  JOIN inventory_software s ON s.id = i.software_id
  LEFT JOIN vulnerabilities_sourcepackage b ON b.ecosystem = o.ecosystem
   AND b.release = o.release AND b.name = lower(s.name)
 WHERE i.until IS NULL AND s.version <> ''
   AND NOT EXISTS (
     SELECT FROM vulnerabilities_softwarepackage k
      WHERE k.software_id = s.id AND k.ecosystem = o.ecosystem
        AND k.release = o.release)
"""
# Same name and ecosystem; of a distribution in the same release, where both say. New
# advisories meet every package, old ones the new packages.
_PAIRS = " UNION ALL ".join(
    f"""
SELECT p.id, p.ecosystem, p.vendor, p.name, p.version, f.advisory_id, f.vendor,
       f.lines::text, f.versions::text, f.conditional
  FROM vulnerabilities_package p
  JOIN vulnerabilities_affected f ON f.name = p.name AND f.ecosystem = p.ecosystem
   AND (f.release = '' OR p.release = '' OR f.release = p.release)
  JOIN vulnerabilities_advisory v ON v.id = f.advisory_id AND v.withdrawn_at IS NULL
 WHERE {new}"""  # noqa: S608 - our own constants
    for new in (
        "v.matched_at IS NULL",
        "p.matched_at IS NULL AND v.matched_at IS NOT NULL",
    )
)
_PACKAGES = """
unnest(%(names)s::text[], %(versions)s::text[], %(ecosystems)s::text[],
       %(releases)s::text[], %(vendors)s::text[])"""
_KEEP_PACKAGES = f"""
INSERT INTO vulnerabilities_package (name, version, ecosystem, release, vendor)
SELECT * FROM {_PACKAGES} ON CONFLICT DO NOTHING
"""  # noqa: S608 - our own constants
_KEYS = f"""
SELECT t.place, p.id
  FROM {_PACKAGES} WITH ORDINALITY
    AS t (name, version, ecosystem, release, vendor, place)
  JOIN vulnerabilities_package p USING (name, version, ecosystem, release, vendor)
"""  # noqa: S608 - our own constants


@dataclass(frozen=True)
class Matched:
    """What one run looked at, and what came of it."""

    packages: int
    advisories: int
    pairs: int
    hits: int
    found: Found


def match_advisories(*, by: Actor, at: datetime) -> Matched:
    """One at a time: whoever comes second sees what the first has written."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        know_programs()
        new_packages = Package.objects.filter(matched_at=None)
        new_advisories = Advisory.objects.filter(matched_at=None)
        counted = new_packages.count(), new_advisories.count()
        Hit.objects.filter(
            Q(advisory__matched_at=None) | Q(package__matched_at=None)
        ).delete()
        pairs, hits = _keep_hits()
        new_packages.update(matched_at=at)
        new_advisories.update(matched_at=at)
        found = refresh_findings(at=at)
        if any(counted) or found.new or found.ended:
            record(
                "vulnerabilities.matched",
                by=by,
                at=at,
                agency_id=by.agency_id,
                data={
                    "advisories": counted[1],
                    "found": found.new + found.returned,
                    "mended": found.mended,
                },
            )
    return Matched(*counted, pairs, hits, found)


def _keep_hits() -> tuple[int, int]:
    """Pairs looked at, and of them hits, written as they come."""
    pairs = 0
    kept: set[tuple[int, Any]] = set()
    with connection.chunked_cursor() as cursor:
        cursor.execute(_PAIRS)
        while rows := cursor.fetchmany(_BATCH):
            pairs += len(rows)
            fresh: dict[tuple[int, Any], Hit] = {}
            for hit in _hits(rows):
                key = hit.package_id, hit.advisory_id
                if key not in kept:
                    fresh.setdefault(key, hit)
            Hit.objects.bulk_create(fresh.values())
            kept |= fresh.keys()
    return pairs, len(kept)


def ask_match() -> None:
    """Soon, once: after advisories or a bill of materials came in."""
    enqueue_once(MATCH_JOB, lock="all")


def know_programs() -> None:
    """A package for every program that is there, on each kind of system it is on."""
    with connection.cursor() as cursor:
        cursor.execute(_UNKNOWN, operating_systems())
        rows = cursor.fetchall()
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        names = [_package_of(*row[1:]) for row in some]
        known = keep_packages(names)
        SoftwarePackage.objects.bulk_create(
            SoftwarePackage(
                software_id=row[0],
                ecosystem=row[4],
                release=row[5],
                package_id=known[name],
            )
            for row, name in zip(some, names, strict=True)
        )


def keep_packages(names: Iterable[PackageName]) -> dict[PackageName, int]:
    """The key of each, those that are new written first; two statements a batch."""
    found: dict[PackageName, int] = {}
    asked = list(dict.fromkeys(names))
    for start in range(0, len(asked), _BATCH):
        some = asked[start : start + _BATCH]
        given = {
            "names": [one.name for one in some],
            "versions": [one.version for one in some],
            "ecosystems": [one.ecosystem for one in some],
            "releases": [one.release for one in some],
            "vendors": [one.vendor for one in some],
        }
        with connection.cursor() as cursor:
            cursor.execute(_KEEP_PACKAGES, given)
            cursor.execute(_KEYS, given)
            found |= {some[place - 1]: key for place, key in cursor.fetchall()}
    return found


def _package_of(
    publisher: str,
    name: str,
    version: str,
    ecosystem: str,
    release: str,
    source: str | None,
    *numbers: str,
) -> PackageName:
    if ecosystem == PRODUCTS:
        return of_program(publisher, name, version)
    given = PackageName(ecosystem, package_name(ecosystem, name), version, release)
    if ecosystem not in DPKG:
        return given
    built = BuiltFrom(given.name, source, *numbers) if source else None
    return of_source(built, given)


def _hits(rows: Iterable[tuple[Any, ...]]) -> Iterator[Hit]:
    for key, ecosystem, maker, name, version, advisory, vendor, *told, odd in rows:
        if vendor and not is_same_maker(vendor, maker, name):
            continue
        lines, named = _lines(told[0]), _versions(told[1])
        if is_affected(ecosystem, version, lines, named):
            yield Hit(
                package_id=key,
                advisory_id=advisory,
                fixed=fixed_in(ecosystem, version, lines),
                conditional=odd,
            )


@lru_cache(maxsize=10_000)
def _lines(told: str) -> tuple[Line, ...]:
    return tuple(
        Line(tuple((kind, at) for kind, at in one["events"]), one["semver"])
        for one in json.loads(told)
    )


@lru_cache(maxsize=1000)
def _versions(told: str) -> tuple[str, ...]:
    return tuple(json.loads(told))
