"""Looking up a code or a name of any time: who it was, and who answers now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from congvu.lib.text import fold
from congvu.organisations.formats.reform_sheet import code as as_kept
from congvu.organisations.models import Agency, AgencyVersion, Heir, Identifier
from congvu.organisations.queries.mapping import on_map, successors_on

MOST = 50


@dataclass(frozen=True)
class Known:
    """An agency of any day: all its names and codes, and where it went if it ended."""

    id: UUID
    name: str
    valid_from: date
    valid_until: date | None
    names: list[AgencyVersion]
    codes: list[Identifier]
    # Who answers for it on the day asked; None while it lives, or where nobody does.
    now_id: UUID | None
    now_name: str
    is_interim: bool


def look_up(text: str, on: date) -> list[Known]:
    """Agencies that have, had or will have this code, or this in their name.

    What lives on the day comes first. Seven questions, however many are found.
    """
    asked = text.strip()
    if len(asked) < 2:
        return []
    by_code = Identifier.objects.filter(value=as_kept(asked)).values("agency")
    by_name = AgencyVersion.objects.filter(folded_name__contains=fold(asked))
    found = Agency.objects.filter(
        Q(pk__in=by_code) | Q(pk__in=by_name.values("agency"))
    )
    living = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    alive = list(found.filter(living).order_by("id")[:MOST])
    ended = list(found.exclude(living).order_by("-valid_until", "id")[:MOST])
    return known([*alive, *ended][:MOST], on)


def named_with_successors(words: Iterable[str], on: date) -> set[UUID]:
    """Agencies that ever had all these folded words in a name, and all that came of
    them; three queries.
    """
    versions = AgencyVersion.objects.all()
    for word in words:
        versions = versions.filter(folded_name__contains=word)
    named = set(versions.values_list("agency_id", flat=True)[:MOST])
    later = successors_on(named, on).values()
    return named.union(*later)


def known(agencies: Iterable[Agency], on: date) -> list[Known]:
    rows = list(agencies)
    ids = [row.id for row in rows]
    names: dict[UUID, list[AgencyVersion]] = {}
    for version in AgencyVersion.objects.filter(agency__in=ids).order_by("valid_from"):
        names.setdefault(version.agency_id, []).append(version)
    codes: dict[UUID, list[Identifier]] = {}
    own = Identifier.objects.filter(agency__in=ids).order_by("scheme", "valid_from")
    for identifier in own:
        codes.setdefault(identifier.agency_id, []).append(identifier)
    now = on_map(ids, on)
    shown = AgencyVersion.objects.valid(on=on).filter(agency__in=set(now.values()))
    called = dict(shown.values_list("agency_id", "name"))
    kept = set(
        Heir.objects.valid(on=on)
        .filter(predecessor_id__in=ids, is_interim=True)
        .values_list("predecessor_id", flat=True)
    )
    return [
        Known(
            id=row.id,
            name=_name_on(names.get(row.id, []), on),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            names=names.get(row.id, []),
            codes=codes.get(row.id, []),
            now_id=now[row.id] if now[row.id] != row.id else None,
            now_name=called.get(now[row.id], "") if now[row.id] != row.id else "",
            is_interim=row.id in kept,
        )
        for row in rows
    ]


def _name_on(names: list[AgencyVersion], on: date) -> str:
    """The name of the day; before it began its first, after its end its last."""
    valid = [v for v in names if v.is_valid(on=on)]
    past = [v for v in names if v.valid_from <= on]
    return next((v.name for v in (*valid, *past[-1:], *names[:1])), "")
