"""What an act will do, worked out but not written: rows to add, rows to end, reasons.

Preparing, the preview and deciding all make the same draft; only deciding writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from congvu.lib.text import fold
from congvu.organisations.formats.reform_sheet import Address, Line, address
from congvu.organisations.models import (
    Agency,
    AgencyVersion,
    Appointment,
    Delegation,
    Heir,
    Identifier,
    Person,
    Post,
    Succession,
    Unit,
    UnitVersion,
)
from congvu.organisations.queries.world import World
from congvu.organisations.rules import BodyKind, ChangeVerb


@dataclass(frozen=True)
class Body:
    """An agency or a unit that an address means, there already or made by this act."""

    kind: BodyKind
    id: UUID
    agency_id: UUID
    name: str
    is_new: bool = False


@dataclass
class End:
    """A body that the act ends, and where it goes; the heir is found last."""

    body: Body
    lines: list[Line]
    successors: list[Body] = field(default_factory=list)
    keeper: Body | None = None
    heir_id: UUID | None = None
    is_interim: bool = False

    @property
    def verb(self) -> ChangeVerb:
        return self.lines[0].verb

    @property
    def line(self) -> int:
        return self.lines[0].line


@dataclass
class Plan:
    """Everything that deciding writes."""

    on: date
    agencies: list[Agency] = field(default_factory=list)
    versions: dict[UUID, AgencyVersion] = field(default_factory=dict)
    identifiers: list[Identifier] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    unit_versions: dict[UUID, UnitVersion] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)
    heirs: dict[UUID, Heir] = field(default_factory=dict)
    ended: dict[type[Model], dict[UUID, Model]] = field(default_factory=dict)
    ends: dict[UUID, End] = field(default_factory=dict)
    # By line, the bodies it changes: what no other act may change that day.
    touched: dict[int, set[UUID]] = field(default_factory=dict)
    # By line, the successors it names that are there already: what no other act may
    # change that day, but may name, too.
    named: dict[int, set[UUID]] = field(default_factory=dict)

    def end(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self.ended.setdefault(type(row), {})[row.pk] = row

    def is_ended(self, row: Model) -> bool:
        return row.pk in self.ended.get(type(row), {})


class Draft:
    """A plan in the making: finds who is meant, gathers what cannot be."""

    def __init__(
        self,
        world: World,
        people: Mapping[str, Person],
        legal_basis: str,
        unread: Collection[str] = (),
    ) -> None:
        self.world, self.people, self.legal_basis = world, people, legal_basis
        self.on = world.on
        self.unread = frozenset(unread)
        self.plan = Plan(world.on)
        self.wrong: list[tuple[int, str]] = []
        # Bodies of this act, by what their addresses say.
        self.made: dict[str, Body] = {}
        self.new_units: dict[tuple[UUID, str], Body] = {}
        self.new_posts: dict[UUID, list[Post]] = {}
        self.units_made: dict[UUID, list[Body]] = {}
        # Posts whose holder a line leads on to another one.
        self.led: dict[UUID, UUID] = {}
        # What can only be judged when it is known which bodies end.
        self.given: list[tuple[Line, Identifier]] = []
        self.parents_asked: list[tuple[Line, Body]] = []
        self.hosts: list[tuple[Line, Body]] = []
        self.same_name: list[tuple[Line, Unit, Address]] = []

    def refuse(self, line: int, message: str, /, **given: object) -> None:
        self.wrong.append((line, message % given if given else message))

    def touch(self, line: Line, body: Body) -> None:
        self.plan.touched.setdefault(line.line, set()).add(body.id)

    # -- who is meant

    def source(self, line: Line, text: str) -> Body | None:
        """The agency or unit an address meant on the day before."""
        asked = address(text)
        if asked.post:
            self.refuse(line.line, _("“%(cell)s” là chức vụ"), cell=text)
            return None
        agency_id = self.world.code_agency.get(asked.code)
        if agency_id is None:
            self._unknown(line, asked.code)
            return None
        agency = Body(BodyKind.AGENCY, agency_id, agency_id, self.world.name(agency_id))
        return self._unit(line, agency, asked) if asked.unit else agency

    def target(self, line: Line, text: str) -> Body | None:
        """Whom an address means from the day on: a body of this act, or an old one."""
        asked = address(text)
        agency = self.made.get(asked.code)
        if agency is None:
            agency = self.source(line, asked.code)
        if agency is None or not asked.unit:
            return agency
        new = self.new_units.get((agency.id, fold(asked.unit)))
        return new or self._unit(line, agency, asked)

    def posts(self, line: Line, text: str, *, before: bool) -> list[Post]:
        """The chairs an address means; several where colleagues have the same one."""
        asked = address(text)
        place = str(Address(asked.code, asked.unit))
        unit = self.source(line, place) if before else self.target(line, place)
        if unit is None:
            return []
        found = [
            post
            for post in self.chairs(unit.id, before=before)
            if fold(post.name) == fold(asked.post)
        ]
        if not found:
            self.refuse(line.line, _("không có chức vụ “%(cell)s”"), cell=text)
        return found

    def chairs(self, unit_id: UUID, *, before: bool) -> list[Post]:
        day = self.world.before if before else self.on
        old = [p for p in self.world.posts.get(unit_id, ()) if p.is_valid(on=day)]
        return old if before else old + self.new_posts.get(unit_id, [])

    def _unit(self, line: Line, agency: Body, asked: Address) -> Body | None:
        found = self.world.units_called(agency.id, asked.unit)
        if len(found) == 1:
            return Body(BodyKind.UNIT, found[0].id, agency.id, asked.unit)
        words = (
            _("có nhiều đơn vị tên “%(unit)s” trong cơ quan mang mã %(code)s")
            if found
            else _("không có đơn vị “%(unit)s” trong cơ quan mang mã %(code)s")
        )
        self.refuse(line.line, words, unit=asked.unit, code=asked.code)
        return None

    def _unknown(self, line: Line, code: str) -> None:
        """Nobody has this code; where a row that cannot be read names it, who knows."""
        if code in self.unread:
            return
        day = f"{self.world.before:%d/%m/%Y}"
        closed = self.world.closed.get(code)
        if closed is None:
            words = _("không có cơ quan nào mang mã “%(code)s” vào ngày %(day)s")
            self.refuse(line.line, words, code=code, day=day)
            return
        words = _("mã “%(code)s” đã đóng từ %(closed)s")
        self.refuse(line.line, words, code=code, closed=f"{closed:%d/%m/%Y}")

    def exists(self, body: Body) -> bool:
        """Whether a body is there on the day: by the record, and by this act."""
        if body.id in self.plan.ends:
            return False
        if body.is_new:
            return True
        row: Agency | Unit | None = self.world.agencies.get(body.id)
        if body.kind == BodyKind.UNIT:
            row = next(u for u in self.world.units[body.agency_id] if u.id == body.id)
            if body.agency_id in self.plan.ends:
                return False
        return row is not None and row.is_valid(on=self.on)
