"""Whom a paper's words mean: bodies of its day, and who answers for them today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Protocol
from uuid import UUID

from congvu.directives.rules import (
    Means,
    Meant,
    abbreviation,
    called,
    initials,
    meant_by,
)
from congvu.lib.text import fold, nfc, sort_key
from congvu.organisations.models import Agency, AgencyKind, AgencyVersion, Unit
from congvu.organisations.queries import (
    AgencyOnDay,
    UnitOnDay,
    agencies_on,
    on_map,
    predecessors_of,
    successors_on,
    units_on,
)

MOST_CANDIDATES = 6


@dataclass(frozen=True)
class Body:
    """A body of today. ``was``: those of the paper's day that it answers for, where
    they were others; ``waits``: nobody has chosen yet who will.
    """

    id: UUID
    name: str
    agency_id: UUID
    is_unit: bool = False
    was: tuple[str, ...] = ()
    waits: bool = False


@dataclass(frozen=True)
class Actor:
    """One part of a field, and whom it means. Without bodies it is asked, and
    ``candidates`` are names it could mean; ``gone``: it ended and nobody took over.
    """

    words: str
    means: Means
    bodies: tuple[Body, ...] = ()
    candidates: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class Meaning:
    """All that a field's words mean. ``left_out`` are bodies somebody took out."""

    actors: tuple[Actor, ...] = ()
    left_out: frozenset[UUID] = frozenset()

    @cached_property
    def all_bodies(self) -> list[Body]:
        """Each once, in the order named, a class by its names."""
        found: dict[UUID, Body] = {}
        for actor in self.actors:
            for body in actor.bodies:
                found.setdefault(body.id, body)
        return list(found.values())

    @property
    def bodies(self) -> list[Body]:
        return [b for b in self.all_bodies if b.id not in self.left_out]

    @property
    def unclear(self) -> list[Actor]:
        """What has to be asked: names that fit none or two, bodies that are gone."""
        return [a for a in self.actors if not a.bodies and a.means != Means.NOBODY]

    @property
    def nobody(self) -> list[Actor]:
        """Words that mean no body in particular: they are given nothing."""
        return [a for a in self.actors if a.means == Means.NOBODY]

    @property
    def has_class(self) -> bool:
        return any(a.means == Means.CLASS for a in self.actors)

    @property
    def succeeded(self) -> int:
        """How many bodies of the paper's day have a successor today."""
        return len({name for body in self.all_bodies for name in body.was})


class Worded(Protocol):
    """Whose fields name people: a proposal, or what somebody made of it."""

    @property
    def lead(self) -> str: ...
    @property
    def support(self) -> str: ...
    @property
    def watch(self) -> str: ...
    @property
    def lead_left_out(self) -> Collection[UUID]: ...
    @property
    def support_left_out(self) -> Collection[UUID]: ...


@dataclass(frozen=True)
class Parties:
    """Whom the fields of one proposal mean."""

    lead: Meaning
    support: Meaning
    watch: Meaning

    def by_field(self) -> list[tuple[str, Meaning]]:
        return [("lead", self.lead), ("support", self.support), ("watch", self.watch)]


@dataclass
class Bodies:
    """The organisation on the paper's day and today, asked once for a whole page.

    ``givers`` is the agency that issued the paper, or opened it where the issuer is
    none of ours; of a paper older than that agency, those it took over from. Classes
    are what lies under them. Units are those of ``agency``, which opened it: no
    other's can be given anything from here.
    """

    givers: frozenset[UUID]
    agency: UUID
    day: date
    on: date
    _now: dict[UUID, UUID] = field(default_factory=dict)
    _several: dict[UUID, frozenset[UUID]] = field(default_factory=dict)

    @cached_property
    def _then(self) -> list[AgencyOnDay]:
        return agencies_on(self.day)

    @cached_property
    def _today(self) -> dict[UUID, AgencyOnDay]:
        return {a.id: a for a in agencies_on(self.on)}

    @cached_property
    def _units_then(self) -> list[UnitOnDay]:
        return units_on(self.agency, self.day)

    @cached_property
    def _units_today(self) -> dict[UUID, UnitOnDay]:
        return {u.id: u for u in units_on(self.agency, self.on)}

    @cached_property
    def _place(self) -> str:
        places = {a.place for a in self._then if a.id in self.givers}
        return places.pop() if len(places) == 1 else ""

    def meaning(self, words: str, left_out: Collection[UUID] = ()) -> Meaning:
        actors = tuple(self._actor(meant) for meant in meant_by(words))
        return Meaning(actors, frozenset(left_out))

    def _actor(self, meant: Meant) -> Actor:
        if meant.means == Means.CLASS:
            ids = self._of_class(meant)
            bodies = sorted(self._bodies(ids), key=lambda b: sort_key(b.name))
            return Actor(
                meant.words, meant.means, tuple(bodies), gone=bool(ids) and not bodies
            )
        if meant.means == Means.NAME:
            return self._named(meant)
        return Actor(meant.words, meant.means)

    # -- a class

    def _of_class(self, meant: Meant) -> list[UUID]:
        return [one for kind in meant.classes for one in self._of_kind(str(kind))]

    def _of_kind(self, kind: str) -> list[UUID]:
        """Those of the paper's day under the giver, and what was founded since under
        the same superior. Where the records know none of that day, today's.
        """
        then = [
            a.id
            for a in self._then
            if a.kind == kind and self._is_under(a, self._then, self.givers)
        ]
        known = {*then, *on_map(then, self.on).values()}
        over = set(self.givers)
        if not then:
            over |= set(on_map(self.givers, self.on).values())
        since = [
            a.id
            for a in self._today.values()
            if a.kind == kind
            and a.id not in known
            and self._is_under(a, list(self._today.values()), over)
        ]
        return then + since

    def _is_under(
        self, agency: AgencyOnDay, all_: Sequence[AgencyOnDay], over: Collection[UUID]
    ) -> bool:
        parents = {a.id: a.parent_id for a in all_}
        above, steps = agency.parent_id, 0
        while above is not None and steps < 10:
            if above in over:
                return True
            above, steps = parents.get(above), steps + 1
        return False

    # -- one name

    def _named(self, meant: Meant) -> Actor:
        for agencies, units in (
            (self._then, self._units_then),
            (list(self._today.values()), list(self._units_today.values())),
        ):
            found = self._called(meant.name, agencies, units)
            if len(found) == 1:
                bodies = self._bodies([found[0].id])
                return Actor(meant.words, Means.NAME, tuple(bodies), gone=not bodies)
            if found:
                names = tuple(_in_full(one) for one in found[:MOST_CANDIDATES])
                return Actor(meant.words, Means.NAME, candidates=names)
        return Actor(meant.words, Means.NAME, candidates=self._near(meant.name))

    def _called(
        self, name: str, agencies: Sequence[AgencyOnDay], units: Sequence[UnitOnDay]
    ) -> list[AgencyOnDay | UnitOnDay]:
        """Agencies and own units of that name: by code, in full, without the province,
        by the letters of an abbreviation; the first way that finds any."""
        name, code = _with_code(name)
        bodies: list[AgencyOnDay | UnitOnDay] = [*agencies, *units]
        if code:
            return [a for a in agencies if a.code == code]
        letter = nfc(name).casefold()
        # Accents alone may tell two apart: xã Văn Lang, xã Văn Lăng.
        same = [b for b in bodies if nfc(b.name).casefold() == letter]
        same = same or [b for b in bodies if _folds(b, fold(name))]
        if same:
            return same
        wanted = called(name, self._place)
        same = [b for b in bodies if wanted in _names(b, self._place)]
        if same or not (letters := abbreviation(name)):
            return same
        head = fold(name).split()[0]
        return [
            b
            for b in bodies
            if fold(b.name).split()[0] == head and initials(b.name) == letters
        ]

    def _near(self, name: str) -> tuple[str, ...]:
        """Names of today that share most of the words; nothing is chosen."""
        asked = set(called(name, self._place).split())
        if not asked:
            return ()
        scored = []
        bodies: list[AgencyOnDay | UnitOnDay] = list(self._today.values())
        for body in [*bodies, *self._units_today.values()]:
            own = set(called(body.name, self._place).split())
            share = len(asked & own) / len(asked | own)
            if share >= 0.5:
                scored.append((-share, sort_key(body.name), body.name))
        return tuple(name for _s, _k, name in sorted(scored)[:MOST_CANDIDATES])

    # -- today

    def _bodies(self, ids: Iterable[UUID]) -> list[Body]:
        """Who answers today for bodies of any day; those nobody answers for are out."""
        asked = list(dict.fromkeys(ids))
        self._follow(asked)
        names = {a.id: a.name for a in self._then}
        names |= {u.id: u.name for u in self._units_then}
        heirs: dict[UUID, list[UUID]] = {}
        for one in asked:
            heirs.setdefault(self._now[one], []).append(one)
        found = []
        for now, origins in heirs.items():
            agency, unit = self._today.get(now), self._units_today.get(now)
            shown = agency or unit or self._other_unit(now)
            if shown is None:
                continue
            was = tuple(names.get(o, "") for o in origins if o != now and names.get(o))
            waits = any(len(self._several.get(o, ())) > 1 for o in origins)
            home = now if agency else getattr(shown, "agency_id", now)
            found.append(Body(now, shown.name, home, agency is None, was, waits))
        return found

    def _follow(self, ids: Sequence[UUID]) -> None:
        new = [one for one in ids if one not in self._now]
        if new:
            self._now |= on_map(new, self.on)
            ended = [one for one in new if self._now[one] != one]
            if ended:
                self._several |= successors_on(ended, self.on)

    def _other_unit(self, unit_id: UUID) -> UnitOnDay | None:
        """A unit that lives on in another agency."""
        unit = Unit.objects.valid(on=self.on).filter(pk=unit_id).first()
        if unit is None:
            return None
        return next(
            (u for u in units_on(unit.agency_id, self.on) if u.id == unit_id), None
        )


def bodies_for(
    *, issuer: UUID | None, agency: UUID, issued_on: date | None, on: date
) -> Bodies:
    """For one paper. One older than its giver was given by those the giver took over
    from; where the records know none of that day, the giver's first day stands for it.
    """
    giver = issuer or agency
    day = min(issued_on or on, on)
    first = Agency.objects.filter(pk=giver).values_list("valid_from", flat=True).first()
    if first is None or first <= day:
        return Bodies(frozenset([giver]), agency, day, on)
    older = _before(giver, day, on)
    return Bodies(older or frozenset([giver]), agency, day if older else first, on)


def _before(giver: UUID, day: date, on: date) -> frozenset[UUID]:
    """What the giver took over from and what lived that day: of its own kind, so that
    the body above one that was dissolved is not taken for it.
    """
    kind = Agency.objects.filter(pk=giver).values("kind")
    older = predecessors_of([giver], on)[giver]
    found = Agency.objects.valid(on=day).filter(pk__in=older, kind__in=kind)
    return frozenset(found.values_list("pk", flat=True))


def parties_of(bodies: Bodies, worded: Worded) -> Parties:
    """Whom all three fields mean. Who supports by name leads no class it is in."""
    support = bodies.meaning(worded.support, worded.support_left_out)
    lead = bodies.meaning(worded.lead, worded.lead_left_out)
    helping = {b.id for b in support.bodies}
    both = {
        body.id
        for actor in lead.actors
        if actor.means == Means.CLASS
        for body in actor.bodies
        if body.id in helping
    }
    lead = replace(lead, left_out=lead.left_out | both)
    return Parties(lead, support, bodies.meaning(worded.watch))


def suggested_names(on: date) -> list[str]:
    """What fields of actors offer while one types; one query."""
    rows = AgencyVersion.objects.valid(on=on).exclude(agency__kind=AgencyKind.OTHER)
    return sorted(rows.values_list("name", flat=True), key=sort_key)


def _with_code(name: str) -> tuple[str, str]:
    """ "Ủy ban nhân dân xã Quang Trung (H03.33.10)": two of one name are told apart."""
    before, paren, rest = name.rpartition(" (")
    if paren and rest.endswith(")") and "." in rest:
        return before, rest[:-1]
    return name, ""


def _in_full(body: AgencyOnDay | UnitOnDay) -> str:
    code = getattr(body, "code", "")
    return f"{body.name} ({code})" if code else body.name


def _folds(body: AgencyOnDay | UnitOnDay, wanted: str) -> bool:
    return wanted in (fold(body.name), fold(getattr(body, "short_name", "")))


def _names(body: AgencyOnDay | UnitOnDay, place: str) -> set[str]:
    found = {called(body.name, place)}
    if short := getattr(body, "short_name", ""):
        found.add(called(short, place))
    return found
