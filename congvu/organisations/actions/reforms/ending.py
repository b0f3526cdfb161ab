"""The lines that end bodies: who goes on for them, and who answers meanwhile."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from congvu.organisations.actions.reforms.changing import (
    next_unit_version,
    next_version,
)
from congvu.organisations.actions.reforms.draft import Body, Draft, End
from congvu.organisations.formats.reform_sheet import Line
from congvu.organisations.models import Agency, Heir, Succession, Unit
from congvu.organisations.rules import BodyKind, ChangeVerb


def end_bodies(draft: Draft, lines: list[Line]) -> None:
    """Gather the ends, then judge successors, then find one heir for each."""
    for line in lines:
        body = draft.source(line, line.source)
        if body is None:
            continue
        draft.touch(line, body)
        _gather(draft, line, body)
    ends = draft.plan.ends.values()
    for end in ends:
        _judge(draft, end)
    for end in ends:
        end.heir_id = _heir(draft, end, set())
    for end in ends:
        _end_row(draft, end)
        for successor in end.successors:
            add_succession(draft, end.body.kind, end.body.id, successor.id)
        if end.heir_id is not None:
            add_heir(
                draft,
                end.body.kind,
                end.body.id,
                end.heir_id,
                is_interim=end.is_interim,
            )
    _move_children(draft)


def _gather(draft: Draft, line: Line, body: Body) -> None:
    end = draft.plan.ends.get(body.id)
    if end is None:
        end = draft.plan.ends[body.id] = End(body, [line])
    elif end.verb != line.verb:
        words = _("trái với dòng %(line)s về cùng cơ quan, đơn vị này")
        draft.refuse(line.line, words, line=end.line)
        return
    elif line.verb != ChangeVerb.SPLIT:
        words = _("trùng với dòng %(line)s (nhập vào nhiều nơi thì ghi là chia)")
        draft.refuse(line.line, words, line=end.line)
        return
    else:
        end.lines.append(line)
    if not line.target:
        return
    successor = draft.target(line, line.target)
    if successor is None:
        return
    if successor.id == body.id:
        draft.refuse(line.line, _("không thể nhập vào chính mình"))
    elif successor.id in {s.id for s in end.successors}:
        draft.refuse(line.line, _("nơi kế thừa này đã ghi ở một dòng khác"))
    elif successor.kind != body.kind and (
        line.verb != ChangeVerb.DISSOLVE or body.kind == BodyKind.AGENCY
    ):
        words = _("cơ quan nhập vào cơ quan, đơn vị nhập vào đơn vị")
        draft.refuse(line.line, words)
    else:
        end.successors.append(successor)
        if not successor.is_new:
            draft.plan.named.setdefault(line.line, set()).add(successor.id)
    if line.keeps:
        if end.keeper is not None:
            words = _("chỉ một nơi kế thừa sổ và việc đang mở (đã ghi ở dòng khác)")
            draft.refuse(line.line, words)
        end.keeper = successor


def _judge(draft: Draft, end: End) -> None:
    if end.verb == ChangeVerb.SPLIT and len(end.lines) < 2:
        draft.refuse(end.line, _("chia phải có ít nhất hai dòng, mỗi nơi một dòng"))
    for successor in end.successors:
        if not draft.exists(successor):
            words = _("nơi kế thừa “%(name)s” không có vào ngày %(day)s")
            given = {"name": successor.name, "day": f"{draft.on:%d/%m/%Y}"}
            draft.refuse(end.line, words, **given)
    if end.verb == ChangeVerb.MERGE and end.successors:
        end.keeper = end.successors[0]
    if end.verb == ChangeVerb.DISSOLVE and end.successors:
        end.keeper = end.successors[0]


def _heir(draft: Draft, end: End, seen: set[UUID]) -> UUID | None:
    """The successor that keeps what is left, or the body above it."""
    if end.keeper is not None:
        return end.keeper.id
    end.is_interim = end.verb == ChangeVerb.SPLIT
    above = _superior(draft, end.body)
    while above is not None and above in draft.plan.ends:
        if above in seen:
            above = None
            break
        seen.add(above)
        above = _heir(draft, draft.plan.ends[above], seen)
    if above is None:
        words = _("không có cấp trên để giữ những gì còn lại: phải ghi nơi kế thừa")
        draft.refuse(end.line, words)
    return above


def _superior(draft: Draft, body: Body) -> UUID | None:
    if body.kind == BodyKind.AGENCY:
        version = draft.world.version(body.id)
        return version.parent_id if version else None
    unit = draft.world.unit_version(body.id)
    above: UUID | None = unit.parent_id if unit else None
    return above or body.agency_id


def _end_row(draft: Draft, end: End) -> None:
    """The body itself, with its name and codes; what it holds is ended by staffing."""
    world, plan = draft.world, draft.plan
    if end.body.kind == BodyKind.AGENCY:
        agency: Agency = world.agencies[end.body.id]
        plan.end([agency])
        plan.end(world.versions.get(agency.id, ()))
        plan.end(world.identifiers.get(agency.id, ()))
        return
    unit: Unit = next(u for u in world.units[end.body.agency_id] if u.id == end.body.id)
    plan.end([unit])
    plan.end(world.unit_versions.get(unit.id, ()))


def add_succession(draft: Draft, kind: BodyKind, old: UUID, new: UUID) -> None:
    row = Succession(kind=kind, predecessor_id=old, successor_id=new, on=draft.on)
    draft.plan.successions.append(row)


def add_heir(
    draft: Draft, kind: BodyKind, old: UUID, new: UUID, *, is_interim: bool = False
) -> None:
    draft.plan.heirs[old] = Heir(
        kind=kind,
        predecessor_id=old,
        heir_id=new,
        is_interim=is_interim,
        valid_from=draft.on,
    )


def _move_children(draft: Draft) -> None:
    """Who was below an ended body and lives on comes below its heir."""
    ends = draft.plan.ends
    for version in draft.world.parents:
        end = ends.get(version.parent_id) if version.parent_id else None
        lives = version.agency_id not in ends and version.is_valid(on=draft.on)
        if end is None or not lives or version.valid_from >= draft.on:
            continue
        child = Body(
            BodyKind.AGENCY, version.agency_id, version.agency_id, version.name
        )
        made = next_version(draft, child)
        if made is not None and made.parent_id in ends:
            made.parent_id = end.heir_id
    for end in [e for e in ends.values() if e.body.kind == BodyKind.UNIT]:
        _move_units(draft, end)


def _move_units(draft: Draft, end: End) -> None:
    own = draft.world.units[end.body.agency_id]
    heir = end.heir_id if end.heir_id in {u.id for u in own} else None
    for unit in own:
        version = draft.world.unit_version(unit.id)
        if version is None or version.parent_id != end.body.id:
            continue
        if unit.id in draft.plan.ends or end.body.agency_id in draft.plan.ends:
            continue
        body = Body(BodyKind.UNIT, unit.id, unit.agency_id, version.name)
        made = next_unit_version(draft, body)
        if made is not None and made.parent_id == end.body.id:
            made.parent_id = heir
