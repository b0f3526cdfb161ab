"""The lines that make new agencies, units and posts."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from congvu.lib.ids import uuid7
from congvu.lib.text import fold, nfc
from congvu.organisations.actions.reforms.draft import Body, Draft
from congvu.organisations.formats.reform_sheet import (
    KINDS,
    ROLES,
    Address,
    Line,
    address,
    code,
)
from congvu.organisations.formats.structures import PatternUnit, structures
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Identifier,
    Post,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import BodyKind, place_of, scheme_of, short_name

LIKE = "nhu "  # "như MÃ", without its accents


def make_bodies(draft: Draft, lines: list[Line]) -> None:
    """Agencies first, then units, then posts: each may stand in the one before."""
    agencies: list[Line] = []
    units: list[Line] = []
    posts: list[Line] = []
    for line in lines:
        asked = address(line.target)
        (posts if asked.post else units if asked.unit else agencies).append(line)
    for line in agencies:
        _agency(draft, line)
    for line in agencies:
        _place(draft, line)
    for line in units:
        _unit(draft, line)
    for line in posts:
        _post(draft, line)


def _agency(draft: Draft, line: Line) -> None:
    codes = [address(line.target).code, *line.code_list]
    schemes = [scheme_of(value) for value in codes]
    for value, scheme in zip(codes, schemes, strict=True):
        if scheme is None:
            draft.refuse(line.line, _("mã “%(code)s” không đúng dạng"), code=value)
        elif schemes.count(scheme) > 1:
            draft.refuse(line.line, _("hai mã cùng một hệ: “%(code)s”"), code=value)
    agency = Agency(
        kind=KINDS[fold(line.kind)],
        valid_from=draft.on,
        legal_basis=draft.legal_basis,
    )
    body = Body(BodyKind.AGENCY, agency.id, agency.id, nfc(line.name), is_new=True)
    draft.plan.agencies.append(agency)
    draft.touch(line, body)
    for value, scheme in zip(codes, schemes, strict=True):
        draft.made.setdefault(value, body)
        if scheme is not None:
            row = Identifier(
                agency_id=agency.id, scheme=scheme, value=value, valid_from=draft.on
            )
            draft.plan.identifiers.append(row)
            draft.given.append((line, row))
    draft.plan.versions[agency.id] = AgencyVersion(
        agency_id=agency.id,
        name=body.name,
        folded_name=fold(line.name),
        short_name=nfc(line.short_name) or short_name(body.name)[:60],
        issuer_symbol=line.symbol or symbol_of(draft, line),
        place=nfc(line.place) or place_of(body.name)[:60],
        valid_from=draft.on,
    )


def symbol_of(draft: Draft, line: Line) -> str:
    if fold(line.name).startswith("uy ban nhan dan"):
        return "UBND"
    draft.refuse(line.line, _("thiếu “%(column)s”"), column=_("ký hiệu"))
    return ""


def _place(draft: Draft, line: Line) -> None:
    """Below its superior, and with its units: both may be of this act."""
    body = draft.made[address(line.target).code]
    version = draft.plan.versions[body.id]
    if line.parent:
        above = draft.target(line, line.parent)
        if above is not None and above.kind != BodyKind.AGENCY:
            draft.refuse(line.line, _("cấp trên của cơ quan phải là cơ quan"))
        elif above is not None:
            version.parent_id = above.id
            draft.parents_asked.append((line, above))
    asked = line.structure
    if fold(asked).startswith(LIKE):
        _copy_agency(draft, line, body, asked[len(LIKE) :])
    elif asked:
        pattern = structures().get(fold(asked))
        if pattern is None:
            known = ", ".join(structures())
            words = _("không có mẫu cơ cấu “%(name)s”; có: %(known)s; hoặc: như MÃ")
            draft.refuse(line.line, words, name=asked, known=known)
        for place, unit in enumerate(pattern or ()):
            _pattern_unit(draft, body, unit, place)


def _copy_agency(draft: Draft, line: Line, body: Body, like: str) -> None:
    """The units and posts of another body on the day before, as they are."""
    model = draft.source(line, like)
    if model is None:
        return
    if model.kind != BodyKind.AGENCY:
        draft.refuse(line.line, _("“như” phải nêu mã của một cơ quan"))
        return
    copies: dict[UUID, Body] = {}
    parents: list[tuple[Body, UUID]] = []
    for unit in draft.world.units.get(model.id, ()):
        old = draft.world.unit_version(unit.id)
        if old is None:
            continue
        copies[unit.id] = add_unit(draft, body, old.name, old.symbol, old.position)
        copy_posts(draft, unit.id, copies[unit.id])
        if old.parent_id:
            parents.append((copies[unit.id], old.parent_id))
    for copy, parent in parents:
        if parent in copies:
            draft.plan.unit_versions[copy.id].parent_id = copies[parent].id


def copy_posts(draft: Draft, unit_id: UUID, into: Body) -> None:
    for post in draft.chairs(unit_id, before=True):
        add_post(draft, into, post.name, post.role, post.position)


def _pattern_unit(draft: Draft, body: Body, unit: PatternUnit, place: int) -> None:
    made = add_unit(draft, body, unit.name, unit.symbol, place)
    for order, post in enumerate(unit.posts):
        add_post(draft, made, post.name, post.role.value, order)


def add_unit(draft: Draft, agency: Body, name: str, symbol: str, position: int) -> Body:
    unit = Unit(id=uuid7(), agency_id=agency.id, valid_from=draft.on)
    body = Body(BodyKind.UNIT, unit.id, agency.id, nfc(name), is_new=True)
    draft.plan.units.append(unit)
    draft.plan.unit_versions[unit.id] = UnitVersion(
        unit_id=unit.id,
        name=body.name,
        symbol=symbol,
        position=position,
        valid_from=draft.on,
    )
    draft.new_units[agency.id, fold(name)] = body
    draft.units_made.setdefault(agency.id, []).append(body)
    return body


def add_post(draft: Draft, unit: Body, name: str, role: str, position: int) -> Post:
    post = Post(
        unit_id=unit.id,
        name=nfc(name),
        role=role,
        position=position,
        valid_from=draft.on,
    )
    draft.plan.posts.append(post)
    draft.new_posts.setdefault(unit.id, []).append(post)
    return post


def _unit(draft: Draft, line: Line) -> None:
    asked = address(line.target)
    agency = draft.target(line, asked.code)
    if agency is None:
        return
    there = [
        unit
        for unit in draft.world.units_called(agency.id, asked.unit)
        if not agency.is_new
    ]
    draft.same_name += [(line, unit, asked) for unit in there]
    if (agency.id, fold(asked.unit)) in draft.new_units:
        draft.refuse(line.line, _("đơn vị “%(cell)s” được lập hai lần"), cell=asked)
        return
    position = len(draft.world.units.get(agency.id, ()))
    position += len(draft.units_made.get(agency.id, ()))
    body = add_unit(draft, agency, asked.unit, line.symbol, position)
    draft.touch(line, body)
    draft.hosts.append((line, agency))
    if line.parent:
        above = draft.target(line, line.parent)
        if above is not None and above.kind == BodyKind.UNIT:
            if above.agency_id != agency.id:
                draft.refuse(line.line, _("đơn vị cấp trên thuộc cơ quan khác"))
            draft.plan.unit_versions[body.id].parent_id = above.id
            draft.parents_asked.append((line, above))
    if fold(line.structure).startswith(LIKE):
        model = draft.source(line, line.structure[len(LIKE) :])
        if model is not None and model.kind == BodyKind.UNIT:
            copy_posts(draft, model.id, body)
        elif model is not None:
            draft.refuse(line.line, _("“như” phải nêu mã/đơn vị"))
    elif line.structure:
        draft.refuse(line.line, _("cơ cấu của đơn vị phải dạng: như mã/đơn vị"))


def _post(draft: Draft, line: Line) -> None:
    asked = address(line.target)
    unit = draft.target(line, str(Address(asked.code, asked.unit)))
    if unit is None:
        return
    position = len(draft.chairs(unit.id, before=False))
    add_post(draft, unit, asked.post, ROLES[fold(line.kind)], position)
    draft.hosts.append((line, unit))


__all__ = ["LIKE", "add_post", "add_unit", "code", "make_bodies"]
