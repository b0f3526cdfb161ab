"""Reads the file of an office: agencies, units, posts, people, delegations.

    from: 2026-07-01              # first day of every row that names none
    agencies:
      - code: H03                 # organisation code, and how the file names the agency
        kind: province            # province, department, district, commune, other
        name: Ủy ban nhân dân tỉnh Bắc Kạn
        short_name: UBND tỉnh Bắc Kạn
        issuer_symbol: UBND
        place: Bắc Kạn
        parent: H00               # code of the superior body
        codes: [{scheme: code-13, value: 000.00.00.H03, from: …, until: …}]
        units:
          - name: Văn phòng
            symbol: VP
            posts: [{role: records-clerk, name: Văn thư, count: 2}]
            units: […]
    people:
      - full_name: Nông Thị Lan
        username: lan
        email: lan@backan.gov.vn
        posts: [{agency: H03, unit: Văn phòng, post: Văn thư, from: …, until: …}]
    delegations:
      - {person: lan, agency: H03, unit: …, post: …, from: …, until: …, basis: …}

All that is wrong is reported at once, each naming its line and entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import yaml
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused
from congvu.organisations.actions.office.lines import Line, Reader, load_lines
from congvu.organisations.models import AgencyKind, IdentifierScheme
from congvu.organisations.rules import Role

_PERIOD = {"from", "until"}
_POST = {"agency", "unit", "post"}


class OfficeFileRefused(Refused):
    """The file cannot be read, or contradicts itself; nothing was loaded."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    line: int
    scheme: str
    value: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class PostRow:
    line: int
    name: str
    role: Role
    count: int
    position: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class UnitRow:
    line: int
    name: str
    symbol: str
    position: int
    valid_from: date
    parent: str
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    line: int
    code: str
    kind: str
    name: str
    short_name: str
    issuer_symbol: str
    place: str
    parent: str
    basis: str
    valid_from: date
    codes: tuple[CodeRow, ...]
    # Each unit after the one above it.
    units: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A post as people name it: agency by code, unit and post by name."""

    agency: str
    unit: str
    post: str

    def __str__(self) -> str:
        return f"{self.post} · {self.unit} · {self.agency}"


@dataclass(frozen=True, slots=True)
class HoldingRow:
    line: int
    post: Reference
    valid_from: date
    valid_until: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    line: int
    full_name: str
    username: str
    email: str
    valid_from: date
    posts: tuple[HoldingRow, ...]


@dataclass(frozen=True, slots=True)
class DelegationRow:
    line: int
    username: str
    post: Reference
    valid_from: date
    valid_until: date | None
    basis: str


@dataclass
class OfficeFile:
    agencies: list[AgencyRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    delegations: list[DelegationRow] = field(default_factory=list)


def read_office(text: str) -> OfficeFile:
    """The checked rows of a file, or :class:`OfficeFileRefused` with every reason."""
    try:
        content = load_lines(text)
    except (yaml.YAMLError, RecursionError) as error:
        words = _("Không đọc được YAML: %(why)s") % {"why": _yaml_words(error)}
        raise OfficeFileRefused([words]) from error
    if not isinstance(content, Line):
        raise OfficeFileRefused([_("Tệp trống hoặc không đúng dạng.")])
    reader, label = Reader(), _("đầu tệp")
    reader.keys(content, label, {"from", "agencies", "people", "delegations"})
    since = reader.day(content, label, "from")
    office = OfficeFile(
        [_agency(reader, r, since) for r in reader.rows(content, label, "agencies")],
        [_person(reader, r, since) for r in reader.rows(content, label, "people")],
        [
            _delegation(reader, r, since)
            for r in reader.rows(content, label, "delegations")
        ],
    )
    reader.wrong += _twice(office)
    if reader.wrong:
        raise OfficeFileRefused(reader.wrong)
    return office


def _yaml_words(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return str(error)
    return _("dòng %(line)s: %(problem)s") % {
        "line": mark.line + 1,
        "problem": getattr(error, "problem", ""),
    }


def _agency(reader: Reader, row: Line, since: date | None) -> AgencyRow:
    label = _("cơ quan “%(name)s”") % {"name": row.get("code") or row.get("name", "")}
    reader.keys(
        row,
        label,
        {"code", "kind", "name", "short_name", "issuer_symbol", "place", "parent"}
        | {"basis", "codes", "units", "from"},
    )
    code = reader.text(row, label, "code", 35, needed=True).upper()
    first, _last = reader.period(row, label, since)
    codes = [_code(reader, r, label, first) for r in reader.rows(row, label, "codes")]
    if code and code not in {c.value for c in codes}:
        scheme = IdentifierScheme.CODE_35.value
        codes.insert(0, CodeRow(row.number, scheme, code, first, None))
    return AgencyRow(
        line=row.number,
        code=code,
        kind=reader.choice(row, label, "kind", AgencyKind.values),
        name=reader.text(row, label, "name", 200, needed=True),
        short_name=reader.text(row, label, "short_name", 60, needed=True),
        issuer_symbol=reader.text(row, label, "issuer_symbol", 20, needed=True),
        place=reader.text(row, label, "place", 60),
        parent=reader.text(row, label, "parent", 35).upper(),
        basis=reader.text(row, label, "basis", 300),
        valid_from=first,
        codes=tuple(codes),
        units=tuple(_units(reader, row, label, first, "")),
    )


def _code(reader: Reader, row: Line, label: str, since: date) -> CodeRow:
    reader.keys(row, label, {"scheme", "value"} | _PERIOD)
    first, last = reader.period(row, label, since)
    scheme = reader.choice(row, label, "scheme", IdentifierScheme.values)
    value = reader.text(row, label, "value", 35, needed=True).upper()
    return CodeRow(row.number, scheme, value, first, last)


def _units(
    reader: Reader, above: Line, label: str, since: date, parent: str
) -> Iterator[UnitRow]:
    """The units of an agency or unit, and all below them."""
    for position, row in enumerate(reader.rows(above, label, "units")):
        said = _("đơn vị “%(name)s”") % {"name": row.get("name", "")}
        reader.keys(row, said, {"name", "symbol", "posts", "units", "from"})
        name = reader.text(row, said, "name", 200, needed=True)
        first, _last = reader.period(row, said, since)
        yield UnitRow(
            line=row.number,
            name=name,
            symbol=reader.text(row, said, "symbol", 20),
            position=position,
            valid_from=first,
            parent=parent,
            posts=tuple(
                _post(reader, post, position, first)
                for position, post in enumerate(reader.rows(row, said, "posts"))
            ),
        )
        yield from _units(reader, row, said, first, name)


def _post(reader: Reader, row: Line, position: int, since: date) -> PostRow:
    label = _("chức vụ “%(name)s”") % {"name": row.get("name", "")}
    reader.keys(row, label, {"name", "role", "count", "from"})
    role = reader.choice(row, label, "role", [role.value for role in Role])
    first, _last = reader.period(row, label, since)
    return PostRow(
        line=row.number,
        name=reader.text(row, label, "name", 120, needed=True),
        role=Role(role) if role in set(Role) else Role.SPECIALIST,
        count=reader.number(row, label, "count", 1, 500),
        position=position,
        valid_from=first,
    )


def _reference(reader: Reader, row: Line, label: str) -> Reference:
    return Reference(
        agency=reader.text(row, label, "agency", 35, needed=True).upper(),
        unit=reader.text(row, label, "unit", 200, needed=True),
        post=reader.text(row, label, "post", 120, needed=True),
    )


def _person(reader: Reader, row: Line, since: date | None) -> PersonRow:
    name = row.get("username") or row.get("full_name", "")
    label = _("cán bộ “%(name)s”") % {"name": name}
    reader.keys(row, label, {"full_name", "username", "email", "posts", "from"})
    posts = []
    for held in reader.rows(row, label, "posts"):
        reader.keys(held, label, {"basis"} | _POST | _PERIOD)
        first, last = reader.period(held, label, since)
        post = _reference(reader, held, label)
        basis = reader.text(held, label, "basis", 300)
        posts.append(HoldingRow(held.number, post, first, last, basis))
    # Nobody takes up a post before joining: without a day of its own, the first post's.
    joined = min((held.valid_from for held in posts), default=since)
    first, _last = reader.period(row, label, joined)
    email = reader.text(row, label, "email", 254)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            words = _("“%(email)s” không phải địa chỉ thư") % {"email": email}
            reader.say(row, label, words)
    return PersonRow(
        line=row.number,
        full_name=reader.text(row, label, "full_name", 80, needed=True),
        username=reader.text(row, label, "username", 150, needed=True),
        email=email,
        valid_from=first,
        posts=tuple(posts),
    )


def _delegation(reader: Reader, row: Line, since: date | None) -> DelegationRow:
    label = _("ủy quyền cho “%(name)s”") % {"name": row.get("person", "")}
    reader.keys(row, label, {"person", "basis"} | _POST | _PERIOD)
    first, last = reader.period(row, label, since)
    return DelegationRow(
        line=row.number,
        username=reader.text(row, label, "person", 150, needed=True),
        post=_reference(reader, row, label),
        valid_from=first,
        valid_until=last,
        basis=reader.text(row, label, "basis", 300),
    )


def _twice(office: OfficeFile) -> Iterator[str]:
    """What the file calls by one name must be one thing."""
    named: list[tuple[int, tuple[str, ...], str]] = []
    for agency in office.agencies:
        named.append((agency.line, ("agency", agency.code), agency.code))
        for unit in agency.units:
            named.append(
                (unit.line, ("unit", agency.code, unit.name.casefold()), unit.name)
            )
            named += [
                (
                    post.line,
                    ("post", agency.code, unit.name.casefold(), post.name),
                    post.name,
                )
                for post in unit.posts
            ]
    for person in office.people:
        name = person.username
        named.append((person.line, ("person", name.casefold()), name))
    seen: dict[tuple[str, ...], int] = {}
    for line, key, name in named:
        if name and key in seen:
            yield _("dòng %(line)s: “%(name)s” đã có ở dòng %(first)s") % {
                "line": line,
                "name": name,
                "first": seen[key],
            }
        seen.setdefault(key, line)
