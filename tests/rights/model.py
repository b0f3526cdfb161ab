"""A second model of the rights: the tables of docs/rights.md and how they are read.

Nothing of the product is imported here. What happened is told by the stories as facts:
who sits where, what lies with whom, which body lives on in which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "rights.md"
WIDE = {
    "registry": "records-clerk",
    "leader": "leader",
    "chief": "office-chief",
    "archivist": "archivist",
    "unit-head": "unit-head",
    "specialist": "specialist",
}
EVERYBODY = {"anybody", "signed-in"}
HEADS = {"unit-head", "office-chief"}


@dataclass(frozen=True)
class Unit:
    name: str
    agency: str
    above: str = ""


@dataclass(frozen=True)
class Post:
    name: str
    role: str
    unit: str


@dataclass(frozen=True)
class Hat:
    """What a person is to a post today; ``withheld`` are the acts kept back."""

    person: str
    post: str
    at: str = "holder"
    withheld: frozenset[str] = frozenset()


@dataclass
class Thing:
    """One thing and all that was ever told about who has it.

    ``given`` and ``opened`` name posts, or units (their heads' desk); ``told`` units
    with everybody in them. ``desk`` and ``giver`` are where the open part lies and
    whose it was. While it may be a state secret its files are ``shut``; of one that
    was, no word is left. ``conveners`` are the council's chair and its secretary;
    ``body`` is the agency that is inspected; ``above`` the one that something was put
    before.
    """

    kind: str
    agency: str = ""
    state: str = ""
    given: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    council: set[str] = field(default_factory=set)
    conveners: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    owner: str = ""
    shared_with: str = ""
    desk: str = ""
    giver: str = ""
    watch: str = ""
    team: set[str] = field(default_factory=set)
    team_head: str = ""
    body: str = ""
    above: str = ""
    shut: bool = False
    forgotten: bool = False


@dataclass
class Facts:
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    hats: list[Hat] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)
    central: str = ""
    away: set[str] = field(default_factory=set)
    diverted: set[str] = field(default_factory=set)
    editors: set[str] = field(default_factory=set)

    # -- the questions

    def reads(self, hat: Hat, thing: Thing, kind: str = "") -> bool:
        """Whether this person, at this post, may read this thing."""
        if "read" not in standing()[hat.at]:
            return False
        return any(self._is(who, hat, thing) for who in readers()[kind or thing.kind])

    def acts(self, hat: Hat, thing: Thing, act: str) -> bool:
        """Whether they may do this to it as it stands."""
        state, allowed = acts()[act]
        if state not in ("any", thing.state) or thing.agency in self.heirs:
            return False
        may = "act" in standing()[hat.at] and act not in hat.withheld
        if not (may and self.reads(hat, thing)):
            return False
        return any(self._is(who, hat, thing) for who in allowed)

    def holds(self, hat: Hat | None, thing: Thing, right: str) -> bool:
        """Whether somebody signed in, at this post or none, has any table's right."""
        if right == "-":
            return False
        if right in acts():
            return hat is not None and self.acts(hat, thing, right)
        if right in readers():
            return hat is not None and self.reads(hat, thing, right)
        allowed = rights()[right]
        if allowed & EVERYBODY:
            return True
        if hat is None or "act" not in standing()[hat.at]:
            return False
        return any(self._is(who, hat, thing) for who in allowed)

    def readable(self, hat: Hat) -> set[str]:
        return {key for key, thing in self.things.items() if self.reads(hat, thing)}

    def lands(self, desk: str, giver: str) -> str:
        """Whose desk work comes to that is handed to this one today."""
        if desk not in self.diverted:
            return desk
        unit, is_head = self.posts[desk].unit, self.posts[desk].role in HEADS
        there = [
            post.name
            for post in self.posts.values()
            if post.unit == unit and post.role in HEADS and self._is_there(post.name)
        ]
        others = [name for name in there if name != desk]
        if not others:
            return desk
        to = others[0] if is_head else unit
        return desk if self._sits_at(self.posts[giver], to) else to

    def _is_there(self, post: str) -> bool:
        at = {hat.at for hat in self.hats if hat.post == post}
        stood_in = bool(at & {"stand-in", "limited"})
        return ("holder" in at and post not in self.away) or stood_in

    # -- who is who

    def _is(self, who: str, hat: Hat, thing: Thing) -> bool:
        post = self.posts[hat.post]
        if who == "owner":
            return thing.owner == hat.person
        if who == "seat":
            return True
        if who == "administrator" or post.role == "administrator":
            return who == post.role and self._of(post, thing.agency, self.central)
        if who in WIDE:
            return post.role == WIDE[who] and self._of(post, thing.agency)
        if who == "editor":
            return hat.post in self.editors and self._of(post, thing.agency)
        if who == "staff":
            return self._of(post, thing.agency)
        if who == "owner-unit":
            return thing.shared_with == post.unit
        if who == "asked":
            return any(self._sits_at(post, desk) for desk in thing.asked)
        if who == "own-head":
            units = {self._unit_of(desk) for desk in thing.given}
            return post.role in HEADS and post.unit in units
        if who == "watcher":
            works = post.role in ("specialist", *HEADS)
            own = post.unit == self._today(thing.watch)
            return works and (own or self._heads(post, thing.watch))
        if who == "convener":
            return hat.post in thing.conveners
        if who == "team-head":
            return hat.post == thing.team_head
        if who == "body-lead":
            leads = post.role in ("leader", "office-chief")
            return leads and bool(thing.body) and self._of(post, thing.body)
        if who in ("above-wide", "above-lead"):
            lead = post.role in ("leader", "office-chief")
            wide = lead or post.role in ("records-clerk", "archivist")
            asked = bool(thing.above) and self._of(post, thing.above)
            return asked and (lead if who == "above-lead" else wide)
        if who in ("council", "opened", "team"):
            return hat.post in map(self._today, getattr(thing, who))
        if who in ("desk", "giver"):
            return self._sits_at(post, getattr(thing, who))
        if who == "given":
            return any(self._sits_at(post, desk) for desk in thing.given)
        if who == "unit":
            told = {self._today(unit) for unit in thing.told}
            return post.unit in told or any(self._heads(post, unit) for unit in told)
        if who == "head":
            return any(self._heads(post, self._unit_of(d)) for d in thing.given)
        raise KeyError(who)

    def _of(self, post: Post, agency: str, *also: str) -> bool:
        """Whether the post is of that agency; whichever, where none is named."""
        return not agency or self.units[post.unit].agency in {
            self._today(agency),
            *also,
        }

    def _today(self, body: str) -> str:
        while body in self.heirs:
            body = self.heirs[body]
        return body

    def _unit_of(self, desk: str) -> str:
        return self._today(self.posts[desk].unit if desk in self.posts else desk)

    def _sits_at(self, post: Post, desk: str) -> bool:
        desk = self._today(desk)
        return desk == post.name or (post.role in HEADS and desk == post.unit)

    def _heads(self, post: Post, unit: str) -> bool:
        return post.role in HEADS and post.unit in self._upwards(unit)

    def _upwards(self, unit: str) -> Iterator[str]:
        while unit in self.units:
            yield unit
            unit = self._today(self.units[unit].above)


# -- the tables


def _tables() -> Iterator[list[list[str]]]:
    for block in re.split(r"\n\s*\n", PAGE.read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line.startswith("|")]
        if len(lines) > 2:
            rows = [
                [cell.strip() for cell in line.strip("|").split("|")] for line in lines
            ]
            yield [rows[0], *rows[2:]]


def _table(*heading: str) -> list[list[str]]:
    (found,) = (table for table in _tables() if table[0] == list(heading))
    return found[1:]


@cache
def standing() -> dict[str, set[str]]:
    rows = _table("at a post", "of it", "because")
    return {at: set(of.split(", ")) for at, of, _why in rows}


@cache
def relations() -> set[str]:
    return {who for who, _means in _table("who", "means")}


@cache
def readers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for things, who, _why in _table("thing", "who", "because"):
        for thing in things.split(", "):
            found.setdefault(thing, set()).update(who.split(", "))
    return found


@cache
def acts() -> dict[str, tuple[str, set[str]]]:
    rows = _table("act", "in state", "who", "because")
    return {act: (state, set(who.split(", "))) for act, state, who, _why in rows}


@cache
def rights() -> dict[str, set[str]]:
    rows = _table("right", "who", "because")
    return {right: set(who.split(", ")) for right, who, _why in rows}


def reasons() -> list[str]:
    """The last cell of every row that gives or takes something."""
    reasoned = [table for table in _tables() if table[0][-1] == "because"]
    return [row[-1] for table in reasoned for row in table[1:]]
