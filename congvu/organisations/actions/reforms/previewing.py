"""What an act will touch, or touched, told before anybody decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from congvu.lib.dates import local_date
from congvu.organisations.actions.reforms.planning import ReformRefused, plan_reform
from congvu.organisations.models import (
    AgencyVersion,
    Heir,
    Identifier,
    Reform,
    Succession,
    UnitVersion,
)
from congvu.organisations.queries import (
    Touched,
    agency_names_on,
    lines_of,
    names_ever,
    touched,
)
from congvu.organisations.rules import BodyKind, ReformState


@dataclass(frozen=True)
class Becomes:
    """A body that ends, and what it becomes."""

    id: UUID
    name: str
    into: list[str]
    heir: str
    is_interim: bool


@dataclass
class Preview:
    """``wrong`` where a prepared act cannot be decided any more, and why."""

    ends: list[Becomes] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    closed_codes: list[str] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return sum(one.is_interim for one in self.ends)


def preview_reform(reform: Reform, *, at: datetime) -> Preview:
    """Of a prepared act by planning it; of a decided one by its rows."""
    found = Preview()
    if reform.state == ReformState.PREPARED:
        _planned(reform, at, found)
    elif reform.state != ReformState.WITHDRAWN:
        _decided(reform, found)
    before = reform.on - timedelta(days=1)
    found.touched = touched([one.id for one in found.ends], before)
    return found


def _planned(reform: Reform, at: datetime, found: Preview) -> None:
    try:
        plan = plan_reform(
            lines_of(reform),
            on=reform.on,
            legal_basis=reform.legal_basis,
            today=local_date(at),
            reform_id=reform.id,
        )
    except ReformRefused as why:
        found.wrong = list(why.wrong)
        return
    made = {version.agency_id: version.name for version in plan.versions.values()}
    made |= {version.unit_id: version.name for version in plan.unit_versions.values()}
    heirs = {e.heir_id for e in plan.ends.values() if e.heir_id} - set(made)
    names = names_ever([*heirs, *plan.ends], [*heirs, *plan.ends]) | made
    found.ends = [
        Becomes(
            id=end.body.id,
            name=names.get(end.body.id, end.body.name),
            into=[names.get(s.id, s.name) for s in end.successors],
            heir=names.get(end.heir_id, "") if end.heir_id else "",
            is_interim=end.is_interim,
        )
        for end in plan.ends.values()
    ]
    found.begins = [made[agency.id] for agency in plan.agencies]
    rows = plan.ended.get(Identifier, {}).values()
    found.closed_codes = sorted(row.value for row in rows)  # type: ignore[attr-defined]
    living = {a for a in plan.versions if a not in {x.id for x in plan.agencies}}
    found.renamed = _renamed(living, reform, made)
    begun = {unit.id for unit in plan.units}
    found.renamed += _renamed_units(set(plan.unit_versions) - begun, reform, made)


def _renamed(
    agencies: set[UUID], reform: Reform, made: Mapping[UUID, str]
) -> list[tuple[str, str]]:
    old = AgencyVersion.objects.valid(on=reform.on - timedelta(days=1)).filter(
        agency__in=agencies
    )
    return [
        (row.name, made[row.agency_id])
        for row in old.order_by("folded_name")
        if row.name != made[row.agency_id]
    ]


def _renamed_units(
    units: set[UUID], reform: Reform, made: Mapping[UUID, str]
) -> list[tuple[str, str]]:
    """The old name says whose unit it is, as it was called then; two questions."""
    before = reform.on - timedelta(days=1)
    old = UnitVersion.objects.valid(on=before).filter(unit__in=units)
    rows = [
        row
        for row in old.select_related("unit").order_by("name", "id")
        if row.name != made[row.unit_id]
    ]
    whose = agency_names_on({row.unit.agency_id for row in rows}, before)
    return [
        (f"{row.name}, {whose.get(row.unit.agency_id, '')}", made[row.unit_id])
        for row in rows
    ]


def _decided(reform: Reform, found: Preview) -> None:
    heirs = Heir.objects.filter(
        reform=reform, kind__in=(BodyKind.AGENCY, BodyKind.UNIT)
    )
    # The last word counts: a person may have chosen since.
    last = {row.predecessor_id: row for row in heirs.order_by("valid_from")}
    into: dict[UUID, list[UUID]] = {}
    rows = Succession.objects.filter(reform=reform, predecessor_id__in=list(last))
    for old, new in rows.values_list("predecessor_id", "successor_id"):
        into.setdefault(old, []).append(new)
    known = {*last, *(h.heir_id for h in last.values())}
    known |= {new for some in into.values() for new in some}
    names = names_ever(list(known), list(known))
    found.ends = [
        Becomes(
            id=old,
            name=names.get(old, ""),
            into=[names.get(new, "") for new in into.get(old, ())],
            heir=names.get(heir.heir_id, ""),
            is_interim=heir.is_interim,
        )
        for old, heir in last.items()
    ]
    ids = _touched_ids(reform)
    versions = AgencyVersion.objects.filter(valid_from=reform.on, agency__in=ids)
    begun = versions.filter(agency__valid_from=reform.on)
    found.begins = list(begun.order_by("folded_name").values_list("name", flat=True))
    others = versions.exclude(agency__valid_from=reform.on)
    made = dict(others.values_list("agency_id", "name"))
    found.renamed = _renamed(set(made), reform, made)
    living = UnitVersion.objects.filter(valid_from=reform.on, unit__in=ids).exclude(
        unit__valid_from=reform.on
    )
    called = dict(living.values_list("unit_id", "name"))
    found.renamed += _renamed_units(set(called), reform, called)
    codes = Identifier.objects.filter(agency__in=ids, valid_until=reform.on)
    found.closed_codes = sorted(codes.values_list("value", flat=True))


def _touched_ids(reform: Reform) -> set[UUID]:
    rows = reform.changes.values_list("bodies", flat=True)
    return {body for some in rows for body in some}
