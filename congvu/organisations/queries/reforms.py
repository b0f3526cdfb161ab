"""Acts, their lines, what they left to decide, and the life of a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.lib.text import sort_key
from congvu.organisations.formats.reform_sheet import Line
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Heir,
    Reform,
    Succession,
    UnitVersion,
)
from congvu.organisations.queries.mapping import on_map
from congvu.organisations.rules import BodyKind, ChangeVerb, ReformState


def lines_of(reform: Reform) -> list[Line]:
    """The act as it was written."""
    rows = reform.changes.order_by("line").values_list("line", "verb", "detail")
    return [Line(line, ChangeVerb(verb), **cells) for line, verb, cells in rows]


def reform_list() -> list[Reform]:
    """Every act, the latest day first."""
    return list(Reform.objects.order_by("-on", "-prepared_at", "id"))


def reforms_for(*, drafts: bool) -> list[Reform]:
    """The same for a reader: drafts are not everybody's."""
    return [r for r in reform_list() if drafts or r.decided_at is not None]


def due_reforms(on: date) -> list[UUID]:
    """Decided acts whose day has come, in the order of their days."""
    rows = Reform.objects.filter(state=ReformState.DECIDED, on__lte=on)
    return list(rows.order_by("on", "decided_at", "id").values_list("id", flat=True))


def names_ever(agencies: Sequence[UUID], units: Sequence[UUID] = ()) -> dict[UUID, str]:
    """The last name each body had or will have; two questions."""
    found: dict[UUID, str] = {}
    versions = AgencyVersion.objects.filter(agency__in=agencies).order_by("valid_from")
    found.update(versions.values_list("agency_id", "name"))
    if units:
        own = UnitVersion.objects.filter(unit__in=units).order_by("valid_from")
        found.update(own.values_list("unit_id", "name"))
    return found


@dataclass(frozen=True)
class Candidate:
    id: UUID
    name: str
    # Who would answer today: itself, unless it ended since.
    heir_id: UUID


@dataclass(frozen=True)
class Waiting:
    """A divided body for which nobody has chosen yet who keeps what it left."""

    heir: Heir
    name: str
    kept_by: str
    candidates: list[Candidate]


def waiting_decisions(on: date, *, reform: UUID | None = None) -> list[Waiting]:
    """Divided agencies and units, oldest first, with whom one may choose among."""
    rows = Heir.objects.filter(
        is_interim=True,
        valid_until__isnull=True,
        kind__in=(BodyKind.AGENCY, BodyKind.UNIT),
        predecessor_id__in=Succession.objects.values("predecessor_id"),
    ).select_related("reform")
    if reform is not None:
        rows = rows.filter(reform=reform)
    heirs = list(rows.order_by("valid_from", "id"))
    into: dict[UUID, list[UUID]] = {}
    split = Succession.objects.filter(
        predecessor_id__in=[h.predecessor_id for h in heirs]
    )
    for old, new in split.values_list("predecessor_id", "successor_id"):
        into.setdefault(old, []).append(new)
    today = on_map([new for some in into.values() for new in some], on)
    ids = {h.predecessor_id for h in heirs} | {h.heir_id for h in heirs} | set(today)
    names = names_ever(list(ids), list(ids))
    return [
        Waiting(
            heir=heir,
            name=names.get(heir.predecessor_id, ""),
            kept_by=names.get(heir.heir_id, ""),
            candidates=sorted(
                (
                    Candidate(new, names.get(new, ""), today.get(new, new))
                    for new in into.get(heir.predecessor_id, ())
                ),
                key=lambda candidate: sort_key(candidate.name),
            ),
        )
        for heir in heirs
    ]


@dataclass(frozen=True)
class Step:
    """One act in a body's life, and the other bodies it concerned."""

    reform: Reform
    on: date
    came_from: list[tuple[UUID, str]]
    went_to: list[tuple[UUID, str]]
    heir: tuple[UUID, str] | None
    is_interim: bool


def life_of(body_id: UUID) -> list[Step]:
    """The acts that made, fed or ended a body, in order; five questions."""
    came = Succession.objects.filter(successor_id=body_id).select_related("reform")
    went = Succession.objects.filter(predecessor_id=body_id).select_related("reform")
    heirs = Heir.objects.filter(predecessor_id=body_id).select_related("reform")
    rows = [*came, *went]
    kept = list(heirs.order_by("valid_from"))
    ids = {r.predecessor_id for r in rows} | {r.successor_id for r in rows}
    ids |= {h.heir_id for h in kept}
    names = names_ever(list(ids), list(ids))
    acts = {row.reform_id: row.reform for row in [*rows, *kept]}
    last = kept[-1] if kept else None
    steps = []
    for act in sorted(acts.values(), key=lambda a: (a.on, a.prepared_at)):
        ends = last is not None and last.reform_id == act.id
        steps.append(
            Step(
                reform=act,
                on=act.on,
                came_from=[
                    (r.predecessor_id, names.get(r.predecessor_id, ""))
                    for r in came
                    if r.reform_id == act.id
                ],
                went_to=[
                    (r.successor_id, names.get(r.successor_id, ""))
                    for r in went
                    if r.reform_id == act.id
                ],
                heir=(last.heir_id, names.get(last.heir_id, ""))
                if ends and last
                else None,
                is_interim=bool(ends and last and last.is_interim),
            )
        )
    return steps


def is_ended(agency_id: UUID, on: date) -> bool:
    return Agency.objects.filter(pk=agency_id, valid_until__lte=on).exists()
