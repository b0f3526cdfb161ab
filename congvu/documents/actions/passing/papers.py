"""The records of one act, and the order in which its papers are passed on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents import queries
from congvu.documents.actions.doors import TAKEN_BACK
from congvu.documents.actions.passing import gathering, moving
from congvu.documents.actions.passing.crossing import (
    gather_crossing,
    move_crossing,
    note_what_goes_back,
)
from congvu.documents.actions.passing.matching import match_desks
from congvu.documents.actions.passing.telling import tell_receivers
from congvu.documents.models import HandOver
from congvu.documents.rules import OPEN_ENTRY_STATES, URGENCY_NAMES, HandOverReason
from congvu.lib.ids import uuid7
from congvu.lib.text import gettext_noop
from congvu.organisations.models import Post, Unit, UnitVersion
from congvu.organisations.queries import (
    agencies_of,
    agency_names_on,
    predecessors_of,
)
from congvu.organisations.rules import (
    ROLE_NAMES,
    BodyKind,
    Passed,
    Passing,
    Role,
    members_of,
)

WHY_BACK = gettext_noop("Cơ quan kế thừa chưa có ai nhận việc.")


def pass_papers(passing: Passing) -> None:
    """Open papers, their work, books and files at the door go to the heirs.

    Declared in ``documents/succession.py``; called inside the transaction of the act.
    """
    agencies = [
        gathering.Taken(uuid7(), b.body_id, b.from_id, b.to_id, b.is_interim)
        for b in passing.bodies
        if b.kind == BodyKind.AGENCY
    ]
    before = _before(passing)
    ends = {a.body_id for a in agencies}
    inner, desks = _inner(passing.bodies, ends, before)
    if not agencies and not desks:
        return
    gathering.gather(agencies, desks, before)
    gather_crossing(passing.on)
    heirs = {
        body: b.to_id
        for b in passing.bodies
        for body in (b.body_id, *before.get(b.body_id, ()))
    }
    moving.note_desks(match_desks(moving.wanted_desks(), heirs, passing.on))
    note_what_goes_back()
    counted = moving.counts()
    made = [
        *_records_of_agencies(passing, agencies),
        *_records_of_parts(passing, inner, counted),
    ]
    HandOver.objects.bulk_create(made)
    moving.write_lines()
    given = _given(passing)
    move_crossing(given)
    moving.move(given)
    tell_receivers(passing)
    for one in made:
        record(
            "documents.handed-over",
            by=passing.by,
            at=passing.at,
            on=one,
            agency_id=one.from_agency_id,
            data={
                "from": one.from_desk_name or one.from_agency_name,
                "to": one.to_desk_name or one.to_agency_name,
                "basis": one.legal_basis,
                **counted.get(one.pk, {}),
            },
        )


def _before(passing: Passing) -> dict[UUID, set[UUID]]:
    """What ended in favour of each body that another keeps: it may have come to the
    keeper straight away, because the body had been divided by then.
    """
    kept = [b.body_id for b in passing.bodies if b.from_id != b.body_id]
    return predecessors_of(kept, passing.on) if kept else {}


def _given(passing: Passing) -> dict[str, object]:
    days = {
        urgency: queries.step_deadline("submit", urgency, passing.on)
        for urgency in URGENCY_NAMES
    }
    # Kept as the office writes it, whoever carries the act out.
    with override("vi"):
        why, registry = _(WHY_BACK), _(ROLE_NAMES[Role.RECORDS_CLERK])
    return {
        "at": passing.at,
        "actor": passing.by.name,
        "why": why,
        "taken_back": TAKEN_BACK,
        "registry": registry,
        "days": json.dumps({k: d.isoformat() for k, d in days.items() if d}),
        "open": sorted(OPEN_ENTRY_STATES),
        "act": passing.legal_basis[:80],
        "reform": passing.reform_id,
    }


def _inner(
    bodies: Sequence[Passed], ends: set[UUID], before: Mapping[UUID, set[UUID]]
) -> tuple[dict[UUID, tuple[Passed, UUID]], list[gathering.OldDesk]]:
    """Units and posts that end inside an agency that goes on, and their desks.

    The posts of a unit that ends are on its record; by record, what ends and where.
    """
    smaller = [b for b in bodies if b.kind != BodyKind.AGENCY]
    agency_of = agencies_of(
        one for b in smaller for one in (b.body_id, *before.get(b.body_id, ()))
    )
    smaller = [b for b in smaller if agency_of.get(b.body_id) not in {None, *ends}]
    units = {
        unit: b.body_id
        for b in smaller
        if b.kind == BodyKind.UNIT
        for unit in (b.body_id, *before.get(b.body_id, ()))
        # A paper stays with its agency, whose unit takes its work elsewhere or not.
        if agency_of.get(unit) == agency_of[b.body_id]
    }
    unit_of = dict(Post.objects.filter(unit__in=units).values_list("pk", "unit_id"))
    records: dict[UUID, tuple[Passed, UUID]] = {}
    desks: dict[UUID, gathering.OldDesk] = {}
    for body in smaller:
        if body.body_id in unit_of:
            continue
        key, agency = uuid7(), agency_of[body.body_id]
        records[key] = (body, agency)
        own = {body.body_id}
        if body.kind == BodyKind.UNIT:
            own = {unit for unit, into in units.items() if into == body.body_id}
            own |= {members_of(unit) for unit in own}
            own |= {p for p, unit in unit_of.items() if units[unit] == body.body_id}
        for desk in own:
            desks[desk] = gathering.OldDesk(
                desk, key, agency, body.from_id != body.body_id, body.is_interim
            )
    return records, list(desks.values())


def _records_of_agencies(
    passing: Passing, agencies: Sequence[gathering.Taken]
) -> list[HandOver]:
    """One for each agency that ends, also when nothing of it was open: both sides sign
    that, too.
    """
    ids = {agency for a in agencies for agency in (a.from_id, a.to_id)}
    names = agency_names_on(ids, passing.on)
    return [_record(passing, a.hand_over, a.from_id, a.to_id, names) for a in agencies]


def _record(
    passing: Passing,
    key: UUID,
    from_agency: UUID,
    to_agency: UUID,
    names: Mapping[UUID, str],
    desks: tuple[UUID | None, str, UUID | None, str] = (None, "", None, ""),
) -> HandOver:
    return HandOver(
        pk=key,
        reason=HandOverReason.REFORM,
        reform_id=passing.reform_id,
        legal_basis=passing.legal_basis,
        on=passing.on,
        at=passing.at,
        by=passing.by.name,
        from_agency_id=from_agency,
        from_agency_name=names.get(from_agency, ""),
        to_agency_id=to_agency,
        to_agency_name=names.get(to_agency, ""),
        from_desk_id=desks[0],
        from_desk_name=desks[1],
        to_desk_id=desks[2],
        to_desk_name=desks[3],
    )


def _records_of_parts(
    passing: Passing,
    inner: Mapping[UUID, tuple[Passed, UUID]],
    counted: Mapping[UUID, object],
) -> list[HandOver]:
    """One for each unit or post that had something open."""
    kept = {key: one for key, one in inner.items() if key in counted}
    ids = {agency for _body, agency in kept.values()}
    agencies = agency_names_on(ids, passing.on)
    names = agencies | _desk_names(
        {i for body, _agency in kept.values() for i in (body.from_id, body.to_id)}
    )
    return [
        _record(
            passing,
            key,
            agency,
            agency,
            agencies,
            (
                body.from_id,
                names.get(body.from_id, ""),
                body.to_id,
                names.get(body.to_id, ""),
            ),
        )
        for key, (body, agency) in kept.items()
    ]


def _desk_names(ids: set[UUID]) -> dict[UUID, str]:
    units = Unit.objects.filter(pk__in=ids)
    rows = UnitVersion.objects.filter(unit__in=units).order_by("valid_from")
    posts = Post.objects.filter(pk__in=ids).values_list("pk", "name")
    return {r.unit_id: r.name for r in rows} | dict(posts)
