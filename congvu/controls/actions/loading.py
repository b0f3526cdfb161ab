"""A catalogue is taken in whole or not at all; the same twice changes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.controls.formats import SHIPPED, read_file
from congvu.controls.models import (
    Answer,
    Requirement,
    RequirementLink,
)
from congvu.controls.models import (
    Catalogue as CatalogueRow,
)
from congvu.controls.rules import (
    FAULTS,
    Catalogue,
    Faults,
    Group,
    catalogue_faults,
    link_cycle,
    read_catalogue,
)
from congvu.lib.refusals import Reason, Refused

# One load at a time: two could close a circle between them.
_LOCK = 0x63_74_6C_31
_KEPT = ("name", "source", "sure", "note")


@dataclass(frozen=True)
class Loaded:
    id: UUID
    code: str
    total: int
    is_new: bool


def load_catalogue(*, content: bytes, by: Actor, at: datetime) -> Loaded:
    """Every fault at once; none of it is kept then."""
    data = read_file(content)
    faults = catalogue_faults(data)
    if faults or not isinstance(data, dict):
        raise _refused(faults)
    read, digest = read_catalogue(data), hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return _take(read, digest, by, at)


def load_shipped(*, by: Actor, at: datetime) -> list[Loaded]:
    """What comes with the office."""
    return [load_catalogue(content=one.read_bytes(), by=by, at=at) for one in SHIPPED]


def _refused(faults: Faults) -> Refused:
    return Refused(
        [Reason(_(FAULTS[what]) % {"where": where}, "file") for what, where in faults]
    )


def _take(read: Catalogue, digest: str, by: Actor, at: datetime) -> Loaded:
    row = CatalogueRow.objects.filter(code=read.code).first()
    total, is_new = len(read.groups), row is None
    if row is not None and row.digest == digest:
        return Loaded(row.pk, read.code, total, is_new=False)
    row = row or CatalogueRow(code=read.code)
    for name in _KEPT:
        setattr(row, name, getattr(read, name))
    row.valid_from, row.valid_until = read.since, read.until
    row.counts = [asdict(one) for one in read.counts]
    row.digest, row.loaded_at, row.loaded_by = digest, at, by.name[:80]
    row.save()
    faults = _requirements(row, read) or _links(row, read)
    if faults:
        raise _refused(faults)
    record(
        "controls.catalogue-loaded",
        by=by,
        at=at,
        on=row,
        agency_id=by.agency_id,
        data={"catalogue": read.code, "total": total},
    )
    return Loaded(row.pk, read.code, total, is_new=is_new)


def _requirements(row: CatalogueRow, read: Catalogue) -> Faults:
    """Those that somebody answered stay; a catalogue without them is refused."""
    gone = row.requirements.exclude(code__in=[one.code for one in read.groups])
    answered = Answer.objects.filter(requirement__in=gone).values("requirement__code")
    codes = sorted({one["requirement__code"] for one in answered})
    if codes:
        return [("still-answered", code) for code in codes]
    gone.delete()
    Requirement.objects.bulk_create(
        [_requirement(row, n, one) for n, one in enumerate(read.groups, start=1)],
        update_conflicts=True,
        unique_fields=["catalogue", "code"],
        update_fields=["place", "name", "levels", "months", "thresholds"],
    )
    return []


def _requirement(row: CatalogueRow, place: int, one: Group) -> Requirement:
    return Requirement(
        catalogue=row,
        place=place,
        code=one.code,
        name=one.name,
        levels=list(one.levels),
        months=list(one.months),
        thresholds=[asdict(each) for each in one.thresholds],
    )


def _links(row: CatalogueRow, read: Catalogue) -> Faults:
    """What this catalogue says it answers takes the place of what it said before."""
    rows = Requirement.objects.values_list("catalogue__code", "code", "pk")
    keys = {f"{catalogue}:{code}": pk for catalogue, code, pk in rows}
    names = {pk: name for name, pk in keys.items()}
    asked = [
        (f"{read.code}:{one.code}", other)
        for one in read.groups
        for other in one.answers
    ]
    unknown = [
        ("unknown-answer", f"{one} → {other}")
        for one, other in asked
        if other not in keys
    ]
    if unknown:
        return unknown
    RequirementLink.objects.filter(source__catalogue=row).delete()
    kept = RequirementLink.objects.values_list("source", "target")
    every = [(names[one], names[other]) for one, other in kept]
    way = link_cycle([*every, *asked])
    if way:
        return [("cycle", " → ".join(way))]
    RequirementLink.objects.bulk_create(
        [
            RequirementLink(source_id=keys[one], target_id=keys[other])
            for one, other in asked
        ]
    )
    return []
