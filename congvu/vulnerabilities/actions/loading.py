"""Advisories taken in: the newer word of each stays, the same twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.vulnerabilities.actions.matching import ask_match
from congvu.vulnerabilities.formats import read_advisories
from congvu.vulnerabilities.models import Advisory, Affected, ExploitedWeakness
from congvu.vulnerabilities.rules import AdvisoryTold

_BATCH = 1000
_LOCK = 0x56554C4F
_MOVE = """
UPDATE vulnerabilities_advisory a SET cause = moved.cause, matched_at = NULL
  FROM unnest(%s::uuid[], %s::text[]) AS moved (id, cause) WHERE a.id = moved.id
"""
_FIELDS = (
    "source",
    "aliases",
    "summary",
    "details",
    "vector",
    "score",
    "severity",
    "published_at",
    "modified_at",
    "withdrawn_at",
)


@dataclass(frozen=True)
class Loaded:
    """What came of one file; each trouble names its part and why it was left."""

    name: str
    new: int = 0
    changed: int = 0
    same: int = 0
    exploited: int = 0
    troubles: tuple[tuple[str, str], ...] = ()
    refused: int = 0

    @property
    def taken(self) -> bool:
        return bool(self.new + self.changed + self.same + self.exploited)


def load_advisories(*, content: bytes, name: str, by: Actor, at: datetime) -> Loaded:
    """All that is good in a file, in one transaction."""
    read = read_advisories(content, name)
    loaded = Loaded(name, troubles=tuple(read.troubles), refused=read.refused)
    if not read.advisories and not read.exploited:
        return loaded
    with transaction.atomic():
        with connection.cursor() as cursor:  # two files of one advisory
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        newest = _newest(read.advisories)
        for start in range(0, len(newest), _BATCH):
            new, changed, same = _keep(newest[start : start + _BATCH], at)
            loaded = replace(
                loaded,
                new=loaded.new + new,
                changed=loaded.changed + changed,
                same=loaded.same + same,
            )
        once = {one.code: one for one in read.exploited}
        marked = ExploitedWeakness.objects.bulk_create(
            [ExploitedWeakness(**vars(one)) for one in once.values()],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["since"],
        )
        loaded = replace(loaded, exploited=len(marked))
        record(
            "vulnerabilities.loaded",
            by=by,
            at=at,
            agency_id=by.agency_id,
            data={
                "file": name[:200],
                "advisories": loaded.new + loaded.changed,
                "exploited": loaded.exploited,
                "refused": loaded.refused,
            },
        )
        if loaded.new or loaded.changed or loaded.exploited:
            ask_match()
    return loaded


def _newest(told: Iterable[AdvisoryTold]) -> list[AdvisoryTold]:
    """One word for each code: the last changed, else the last read."""
    found: dict[str, AdvisoryTold] = {}
    for one in told:
        known = found.get(one.code)
        if known is None or not _is_older(one.modified_at, known.modified_at):
            found[one.code] = one
    return sorted(found.values(), key=lambda one: one.code)


def _is_older(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def _keep(told: Sequence[AdvisoryTold], at: datetime) -> tuple[int, int, int]:
    """So many statements, however many advisories."""
    rows = Advisory.objects.select_for_update().order_by("code")
    known = {one.code: one for one in rows.filter(code__in=[t.code for t in told])}
    new, changed, lines = [], [], []
    was: set[str] = set()
    for one in told:
        digest, row = _digest(one), known.get(one.code)
        if row is None:
            row = Advisory(code=one.code, cause=one.code)
            new.append(row)
        elif row.digest == digest or _is_older(one.modified_at, row.modified_at):
            continue
        else:
            changed.append(row)
            was.update(row.aliases)
        for field in _FIELDS:
            setattr(row, field, getattr(one, field))
        row.aliases = list(one.aliases)
        row.digest, row.loaded_at, row.matched_at = digest, at, None
        lines += [_line(row, each) for each in dict.fromkeys(one.told)]
    _join_causes([*new, *changed], was)
    Advisory.objects.bulk_create(
        [*new, *changed],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*_FIELDS, "cause", "digest", "loaded_at", "matched_at"],
    )
    Affected.objects.filter(advisory__in=changed).delete()
    Affected.objects.bulk_create(lines, batch_size=5000)
    return len(new), len(changed), len(told) - len(new) - len(changed)


def _line(row: Advisory, told: Any) -> Affected:
    return Affected(
        advisory=row,
        ecosystem=told.ecosystem,
        release=told.release,
        vendor=told.vendor,
        name=told.name,
        lines=[
            {"events": [list(event) for event in one.events], "semver": one.semver}
            for one in told.lines
        ],
        versions=list(told.versions),
        conditional=told.conditional,
    )


def _digest(told: AdvisoryTold) -> str:
    return hashlib.sha256(repr(sorted(asdict(told).items())).encode()).hexdigest()


def _join_causes(rows: Sequence[Advisory], was: Collection[str]) -> None:
    """All that name each other, directly or through others, are one cause; those that
    are not among ``rows`` are written here. ``was``: names that joined them before.
    """
    names = {name for one in rows for name in (one.code, *one.aliases)} | {*was}
    near = {one.code: one for one in rows}
    others: list[Advisory] = []
    while names:
        asked = list(names)
        named = Q(code__in=asked) | Q(aliases__overlap=asked)
        found = Advisory.objects.filter(named).defer("details")
        fresh = [one for one in found if one.code not in near]
        near |= {one.code: one for one in fresh}
        others += fresh
        names = {name for one in fresh for name in (one.code, *one.aliases)}
    causes = _causes(list(near.values()))
    moved = [one for one in others if one.cause != causes[one.code]]
    for one in rows:
        one.cause = causes[one.code]
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE, [[one.pk for one in moved], [causes[one.code] for one in moved]]
        )


def _causes(rows: Sequence[Advisory]) -> dict[str, str]:
    """By code: the first CVE among those joined, else the first name."""
    parent: dict[str, str] = {}

    def top(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one in rows:
        for alias in one.aliases:
            a, b = sorted((top(one.code), top(alias)), key=_by_cve)
            parent[b] = a
    return {one.code: top(one.code) for one in rows}


def _by_cve(name: str) -> tuple[bool, str]:
    return not name.startswith("CVE-"), name
