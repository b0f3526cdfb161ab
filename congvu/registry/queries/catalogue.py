"""One list of systems, databases, data sets and services: what each reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, Value

from congvu.registry.models import Database, DataQuality, DataService, DataSet
from congvu.registry.queries.sharing import personal_keys
from congvu.registry.rules import Catalogued
from congvu.systems.models import InformationSystem

PAGE = 50
_WORDS = {
    Catalogued.SYSTEM: ("name", "purpose", "code"),
    Catalogued.DATABASE: ("name", "about"),
    Catalogued.SET: ("title", "about", "theme"),
    Catalogued.SERVICE: ("title", "about"),
}
_MODELS: Mapping[Catalogued, Any] = {
    Catalogued.SYSTEM: InformationSystem,
    Catalogued.DATABASE: Database,
    Catalogued.SET: DataSet,
    Catalogued.SERVICE: DataService,
}


@dataclass(frozen=True)
class Entry:
    """``has_personal``: None where it is not known; ``quality`` of a set, as last
    measured.
    """

    kind: Catalogued
    key: UUID
    title: str
    about: str
    agency: UUID
    basis: str
    has_personal: bool | None
    quality: DataQuality | None = None


@dataclass(frozen=True)
class EntryPage:
    rows: Sequence[Entry]
    after: UUID | None


def entry_page(
    seen: Mapping[Catalogued, QuerySet[Any]],
    words: str = "",
    after: UUID | None = None,
    limit: int = PAGE,
) -> EntryPage:
    """``seen``: of each kind what the reader sees. The last made first; one question
    for the keys, one for each kind that is on the page, one for the quality.
    """
    parts = [_keys(kind, rows, words, after, limit) for kind, rows in seen.items()]
    if not parts:
        return EntryPage([], None)
    first, *others = parts
    found = list(first.union(*others, all=True).order_by("-pk")[: limit + 1])
    shown = found[:limit]
    told = _read([(key, Catalogued(kind)) for key, kind in shown])
    rows = [told[key] for key, _kind in shown if key in told]
    return EntryPage(rows, shown[-1][0] if len(found) > limit else None)


def _keys(
    kind: Catalogued, rows: QuerySet[Any], words: str, after: UUID | None, limit: int
) -> QuerySet[Any]:
    for word in words.split()[:8]:
        asked = Q()
        for name in _WORDS[kind]:
            asked |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(asked)
    rows = rows.filter(pk__lt=after) if after else rows
    keys = rows.order_by("-pk").values_list("pk", flat=True)[: limit + 1]
    named: QuerySet[Any] = _MODELS[kind].objects.filter(pk__in=keys).order_by()
    return named.values_list("pk", Value(kind.value, output_field=CharField()))


def _read(keys: Sequence[tuple[UUID, Catalogued]]) -> dict[UUID, Entry]:
    told: dict[UUID, Entry] = {}
    for kind in {one for _key, one in keys}:
        wanted = [key for key, one in keys if one == kind]
        rows = _MODELS[kind].objects.filter(pk__in=wanted)
        if kind == Catalogued.SET:
            rows = rows.select_related("database")
            quality = _qualities(wanted)
            told |= {one.pk: _of_set(one, quality.get(one.pk)) for one in rows}
        else:
            told |= {one.pk: _READERS[kind](one) for one in rows}
    return told


def _qualities(sets: Collection[UUID]) -> dict[UUID, DataQuality]:
    rows = DataQuality.objects.filter(data_set__in=sets)
    last = rows.order_by("data_set", "-pk").distinct("data_set").defer("faults")
    return {one.data_set_id: one for one in last}


def _of_set(one: DataSet, quality: DataQuality | None) -> Entry:
    return Entry(
        kind=Catalogued.SET,
        key=one.pk,
        title=one.title,
        about=one.about,
        agency=one.database.agency_id,
        basis=one.basis,
        has_personal=bool(personal_keys(one) & set(one.fields)),
        quality=quality,
    )


def _of_system(one: InformationSystem) -> Entry:
    return Entry(
        kind=Catalogued.SYSTEM,
        key=one.pk,
        title=one.name,
        about=one.purpose,
        agency=one.agency_id,
        basis=one.owner_rule,
        has_personal=None,
    )


def _of_database(one: Database) -> Entry:
    return Entry(
        kind=Catalogued.DATABASE,
        key=one.pk,
        title=one.name,
        about=one.about,
        agency=one.agency_id,
        basis=one.basis,
        has_personal=bool(one.personal),
    )


def _of_service(one: DataService) -> Entry:
    return Entry(
        kind=Catalogued.SERVICE,
        key=one.pk,
        title=one.title,
        about=one.about,
        agency=one.agency_id,
        basis=one.basis,
        has_personal=one.has_personal,
    )


_READERS: Mapping[Catalogued, Any] = {
    Catalogued.SYSTEM: _of_system,
    Catalogued.DATABASE: _of_database,
    Catalogued.SERVICE: _of_service,
}
