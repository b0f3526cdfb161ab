"""The lines that change a body which lives on: its name, its superior, its codes."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from congvu.lib.text import fold, nfc
from congvu.organisations.actions.reforms.draft import Body, Draft
from congvu.organisations.formats.reform_sheet import Line
from congvu.organisations.models import AgencyVersion, Identifier, UnitVersion
from congvu.organisations.rules import BodyKind, ChangeVerb, scheme_of, short_name


def change_bodies(draft: Draft, lines: list[Line]) -> None:
    """Renamed, moved and recoded in one act, a body gets one new version."""
    seen: dict[tuple[ChangeVerb, UUID], int] = {}
    for line in lines:
        body = draft.source(line, line.source)
        if body is None:
            continue
        first = seen.setdefault((line.verb, body.id), line.line)
        if first != line.line:
            draft.refuse(line.line, _("trùng với dòng %(line)s"), line=first)
            continue
        draft.touch(line, body)
        draft.hosts.append((line, body))
        if line.verb == ChangeVerb.RENAME:
            _rename(draft, line, body)
        elif line.verb == ChangeVerb.MOVE:
            _move(draft, line, body)
        else:
            _recode(draft, line, body)


def next_version(draft: Draft, agency: Body) -> AgencyVersion | None:
    """The agency's version from the day, to be changed; None where it has none."""
    made = draft.plan.versions.get(agency.id)
    old = draft.world.version(agency.id)
    if made is None and old is not None:
        draft.plan.end([old])
        made = AgencyVersion(
            agency_id=agency.id,
            parent_id=old.parent_id,
            name=old.name,
            folded_name=old.folded_name,
            short_name=old.short_name,
            issuer_symbol=old.issuer_symbol,
            place=old.place,
            valid_from=draft.on,
            valid_until=old.valid_until,
        )
        draft.plan.versions[agency.id] = made
    return made


def next_unit_version(draft: Draft, unit: Body) -> UnitVersion | None:
    made = draft.plan.unit_versions.get(unit.id)
    old = draft.world.unit_version(unit.id)
    if made is None and old is not None:
        draft.plan.end([old])
        made = UnitVersion(
            unit_id=unit.id,
            parent_id=old.parent_id,
            name=old.name,
            symbol=old.symbol,
            position=old.position,
            valid_from=draft.on,
            valid_until=old.valid_until,
        )
        draft.plan.unit_versions[unit.id] = made
    return made


def _rename(draft: Draft, line: Line, body: Body) -> None:
    if body.kind == BodyKind.UNIT:
        unit = next_unit_version(draft, body)
        if unit is not None:
            unit.name, unit.symbol = nfc(line.name), line.symbol or unit.symbol
        return
    version = next_version(draft, body)
    if version is not None:
        version.name, version.folded_name = nfc(line.name), fold(line.name)
        version.short_name = nfc(line.short_name) or short_name(version.name)[:60]
        version.issuer_symbol = line.symbol or version.issuer_symbol
        version.place = nfc(line.place) or version.place


def _move(draft: Draft, line: Line, body: Body) -> None:
    above = draft.target(line, line.parent)
    if above is None:
        return
    draft.parents_asked.append((line, above))
    if body.kind == BodyKind.AGENCY:
        version = next_version(draft, body)
        if above.kind != BodyKind.AGENCY:
            draft.refuse(line.line, _("cấp trên của cơ quan phải là cơ quan"))
        elif version is not None:
            version.parent_id = above.id
        return
    if above.agency_id != body.agency_id:
        words = _("đơn vị chỉ chuyển trong cơ quan; sang cơ quan khác thì sáp nhập")
        draft.refuse(line.line, words)
        return
    unit = next_unit_version(draft, body)
    if unit is not None:
        unit.parent_id = above.id if above.kind == BodyKind.UNIT else None


def _recode(draft: Draft, line: Line, body: Body) -> None:
    if body.kind != BodyKind.AGENCY:
        draft.refuse(line.line, _("chỉ cơ quan mới có mã"))
        return
    for value in line.code_list:
        scheme = scheme_of(value)
        if scheme is None:
            draft.refuse(line.line, _("mã “%(code)s” không đúng dạng"), code=value)
            continue
        old = [
            row
            for row in draft.world.identifiers.get(body.id, ())
            if row.scheme == scheme
        ]
        for row in old:
            if row.valid_from >= draft.on:
                words = _("cơ quan này đã được cấp mã %(code)s từ %(day)s")
                day = f"{row.valid_from:%d/%m/%Y}"
                draft.refuse(line.line, words, code=row.value, day=day)
        draft.plan.end(old)
        new = Identifier(
            agency_id=body.id, scheme=scheme, value=value, valid_from=draft.on
        )
        draft.plan.identifiers.append(new)
        draft.given.append((line, new))
