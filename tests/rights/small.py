"""Small worlds made by chance: who may see what, asked of both models at every door.

Beside the story: units, some below others, with chairs and people of their own;
stand-ins, whole, limited or past; papers that are handed on, told of, opened, taken
back and filed as it comes; then a unit or a chair that ends in favour of another. What
the office refuses did not happen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from django.http import Http404
from hypothesis import strategies as st

from congvu.archives.actions import file_paper, open_dossier_to
from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, Document, DocumentFile
from congvu.documents.rules import Part
from congvu.files.actions import store
from congvu.files.models import FileState, StoredFile
from congvu.lib.refusals import Refused
from congvu.organisations.actions import create_unit, delegate, pass_on
from congvu.organisations.models import Appointment, Post, Unit, UnitVersion
from congvu.organisations.rules import BodyKind, DelegationKind, Role
from tests.archives.making import make_dossier
from tests.documents import reforms
from tests.documents.pages import make_entry
from tests.files.conftest import make_pdf
from tests.people import SINCE, seated
from tests.rights import model
from tests.rights.asking import Office
from tests.rights.model import Hat, Thing
from tests.rights.story import COMMITTEE, COMMUNE, Story

POSTS = ("minh", "binh", "hoa", "van", "son", "ha")
UNITS = ("khoa giáo", "nội chính", "văn phòng")
NEW_UNITS = ("tổ một", "tổ hai")
DESKS = (*POSTS, *UNITS, *NEW_UNITS, "tổ một 0", "tổ một 1", "tổ hai 0")


# -- what is drawn


@dataclass(frozen=True)
class NewUnit:
    above: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class StandIn:
    """``first`` and ``days``: from when, and for how long, counted from today."""

    who: str
    post: str
    first: int
    days: int
    is_limited: bool


@dataclass(frozen=True)
class Plan:
    """One world; empty where nothing of that kind happens. ``turn``: which doors."""

    units: tuple[NewUnit, ...]
    stand_ins: tuple[StandIn, ...]
    papers: tuple[tuple[tuple[str, str], ...], ...]
    end: tuple[str, str]
    turn: int


_ROLES = st.sampled_from([Role.SPECIALIST, Role.UNIT_HEAD, Role.ARCHIVIST])
_STEPS = st.tuples(
    st.sampled_from(["open", "close", "tell", "lead", "hold", "assign", "file"]),
    st.sampled_from(DESKS),
)
PLANS = st.builds(
    Plan,
    turn=st.integers(0, 15),
    units=st.lists(
        st.builds(
            NewUnit,
            above=st.sampled_from(["", *UNITS]),
            roles=st.lists(_ROLES, min_size=1, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    stand_ins=st.lists(
        st.builds(
            StandIn,
            who=st.sampled_from(["van", "binh", "yen", "thu"]),
            post=st.sampled_from(["minh", "hoa", "binh", "lan", "tổ một 0"]),
            first=st.integers(-3, 1),
            days=st.integers(1, 4),
            is_limited=st.booleans(),
        ),
        max_size=2,
        # Who stood in before and does again is asked at that post as who does today.
        unique_by=lambda wish: (wish.who, wish.post),
    ).map(tuple),
    papers=st.lists(
        st.lists(_STEPS, max_size=4).map(tuple), min_size=1, max_size=3
    ).map(tuple),
    end=st.just(("", ""))
    | st.tuples(
        st.sampled_from(["nội chính", "tổ một", "tổ hai", "binh", "tổ một 0"]),
        st.sampled_from(["khoa giáo", "văn phòng", "tổ hai", "minh", "van"]),
    ),
)


# -- how it is made


@dataclass
class Small:
    """One world beside the story, undone when it has been asked about."""

    office: Office
    keys: list[str] = field(default_factory=list)
    filed: list[str] = field(default_factory=list)

    @property
    def story(self) -> Story:
        return self.office.story

    @property
    def facts(self) -> model.Facts:
        return self.story.facts

    def desk(self, name: str) -> Any:
        return self.story.posts.get(name) or self.story.bodies.get(name)

    def by(self, who: str) -> dict[str, Any]:
        return {"by": self.story.seat(who), "at": self.story.at}


def make(office: Office, plan: Plan, number: int) -> Small:
    """On top of the story, which stays as it was."""
    told = office.story
    story = replace(
        told,
        facts=deepcopy(told.facts),
        ids=dict(told.ids),
        people=dict(told.people),
        posts=dict(told.posts),
        bodies=dict(told.bodies),
        province=replace(told.province, cast=dict(told.province.cast)),
    )
    small = Small(Office(story, office.index))
    for name, unit in zip(NEW_UNITS, plan.units, strict=False):
        _unit(small, name, unit)
    for stand_in in plan.stand_ins:
        _stand_in(small, stand_in)
    for place, steps in enumerate(plan.papers):
        _paper(small, f"p{number}w{place}", steps)
    if plan.end[0]:
        _end(small, *plan.end)
    return small


def _unit(small: Small, name: str, unit: NewUnit) -> None:
    story = small.story
    above = story.bodies.get(unit.above)
    made = create_unit(
        agency=story.province.committee,
        name=name,
        parent=Unit.objects.get(pk=above) if above else None,
        valid_from=SINCE,
        by=SYSTEM,
        at=story.at,
    )
    story.bodies[name] = made.id
    small.facts.units[name] = model.Unit(name, COMMITTEE, unit.above)
    for place, role in enumerate(unit.roles):
        who = f"{name} {place}"
        member = seated(who, f"Người {who}", made, Role(role), who, story.at, None)
        assert member.post is not None
        story.people[who] = story.province.cast[who] = member
        story.posts[who] = member.post.id
        small.facts.posts[who] = model.Post(who, role, name)
        small.facts.hats.append(Hat(who, who))


def _stand_in(small: Small, wish: StandIn) -> None:
    story, today = small.story, small.story.province.today
    first = today + timedelta(wish.first)
    until = first + timedelta(wish.days)
    person, post = story.people[wish.who].person, story.posts.get(wish.post)
    if person is None or post is None:
        return
    withheld = ["incoming.instruct"] if wish.is_limited else []
    if not _went(
        lambda: delegate(
            post=Post.objects.get(pk=post),
            person=person,
            valid_from=first,
            valid_until=until,
            kind=DelegationKind.STAND_IN,
            withheld=withheld,
            by=SYSTEM,
            at=story.at,
        )
    ):
        return
    at = "limited" if wish.is_limited else "stand-in"
    at = at if first <= today < until else "lapsed"
    small.facts.hats.append(Hat(wish.who, wish.post, at))


def _went(step: Callable[[], object]) -> bool:
    """Whether the office did it; what it refuses, or does not find, did not happen."""
    try:
        with transaction.atomic():
            step()
    except (Refused, Http404):
        return False
    return True


def _paper(small: Small, key: str, steps: tuple[tuple[str, str], ...]) -> None:
    """The second of three is the commune's, which hands nothing on."""
    theirs = key.endswith("1")
    entry = make_entry(
        small.story.province,
        who="tu" if theirs else "lan",
        subject=f"V/v {key}chu",
        symbol=f"{len(small.keys) + 1}/{key}",
    )
    held = _with_file(small, entry.document, key)
    small.keys.append(key)
    small.story.ids[key] = {"entry_id": entry.id, "file_id": held.id, "number": 1}
    thing = Thing("incoming", COMMUNE if theirs else COMMITTEE, "registered")
    small.facts.things[key] = thing
    for step, desk in () if theirs else steps:
        if small.desk(desk) is not None:
            _STEPS_TAKEN[step](small, key, thing, desk)


def _with_file(small: Small, document: Document, key: str) -> DocumentFile:
    """Read, and with bytes that a door may give out."""
    kept = store(
        name="van-ban.pdf",
        by=SYSTEM,
        at=small.story.at,
        stream=BytesIO(make_pdf(key)),
        read_later=False,
    ).file
    ready = {"state": FileState.READY, "text": f"Nội dung {key}tep"}
    StoredFile.objects.filter(pk=kept.pk).update(**ready)
    return DocumentFile.objects.create(document=document, file=kept, name=kept.name)


def _open(small: Small, key: str, thing: Thing, desk: str) -> None:
    given = {"desk_id": small.desk(desk), "reason": "Cùng xem", **small.by("lan")}
    if _went(lambda: actions.open_to(entry_id=_id(small, key), **given)):
        (thing.opened if desk in small.facts.posts else thing.told).add(desk)


def _close(small: Small, key: str, thing: Thing, desk: str) -> None:
    given = {"desk_id": small.desk(desk), "reason": "Đã xong", **small.by("lan")}
    if _went(lambda: actions.close_to(entry_id=_id(small, key), **given)):
        (thing.opened if desk in small.facts.posts else thing.told).discard(desk)


def _tell(small: Small, key: str, thing: Thing, desk: str) -> None:
    given = {"desk_ids": [small.desk(desk)], **small.by("lan")}
    if _went(lambda: actions.forward(entry_id=_id(small, key), **given)):
        thing.given.add(desk)
        if desk not in small.facts.posts:
            thing.told.add(desk)


def _lead(
    small: Small, key: str, thing: Thing, desk: str, *, hold: bool = False
) -> None:
    """Submitted to Dũng, who gives it to that desk; or it waits to be transferred."""
    entry, dung = _id(small, key), small.story.posts["dung"]

    def give() -> None:
        given: dict[str, Any] = {"entry_id": entry}
        actions.submit(leader_post_id=dung, proposal=[], **given, **small.by("lan"))
        actions.instruct(
            assignment_id=Assignment.objects.get(entry=entry, part=Part.DIRECT).id,
            text="Giao.",
            shares=[Share(small.desk(desk), Part.LEAD)],
            hold=hold,
            **given,
            **small.by("dung"),
        )

    if thing.state == "registered" and _went(give):
        thing.state = "held" if hold else "handling"
        thing.desk = "" if hold else desk
        thing.given |= {"dung"} if hold else {"dung", desk}


def _hold(small: Small, key: str, thing: Thing, desk: str) -> None:
    _lead(small, key, thing, desk, hold=True)


def _assign(small: Small, key: str, thing: Thing, desk: str) -> None:
    """Hoa hands her division's part on."""
    entry, part = _id(small, key), small.story.bodies["khoa giáo"]

    def assign() -> None:
        lead = Assignment.objects.get(entry=entry, desk_id=part, part=Part.LEAD)
        actions.assign(
            entry_id=entry,
            assignment_id=lead.id,
            shares=[Share(small.desk(desk), Part.LEAD)],
            **small.by("hoa"),
        )

    if thing.desk == "khoa giáo" and _went(assign):
        thing.desk = desk
        thing.given.add(desk)


def _file(small: Small, key: str, thing: Thing, desk: str) -> None:
    """Into a dossier of Lan's, opened to that desk; the paper is not."""
    name = f"h{key}"
    if name in small.filed:
        return
    story = small.story
    dossier = make_dossier(
        story.province, "lan", title=f"Hồ sơ {name}hoso", symbol=f"{name}.VP"
    )
    file_paper(dossier_id=dossier.id, incoming_id=_id(small, key), **small.by("lan"))
    small.filed.append(name)
    story.ids[name] = {"dossier_id": dossier.id}
    told = Thing("dossier", COMMITTEE, "open", {"lan"})
    small.facts.things[name] = told
    given = {"desk_id": small.desk(desk), "reason": "Cùng xem", **small.by("lan")}
    if _went(lambda: open_dossier_to(dossier_id=dossier.id, **given)):
        (told.opened if desk in small.facts.posts else told.told).add(desk)


_STEPS_TAKEN: dict[str, Callable[[Small, str, Thing, str], None]] = {
    "open": _open,
    "close": _close,
    "tell": _tell,
    "lead": _lead,
    "hold": _hold,
    "assign": _assign,
    "file": _file,
}


def _id(small: Small, key: str) -> Any:
    return small.story.ids[key]["entry_id"]


def _end(small: Small, gone: str, heir: str) -> None:
    """A unit with its chairs, or one chair, ends today; whoever sat there has left."""
    story, facts, day = small.story, small.facts, small.story.province.today
    is_unit = gone in facts.units
    if None in (small.desk(gone), small.desk(heir)) or gone == heir:
        return
    if is_unit != (heir in facts.units) or _below(facts, heir, gone):
        return
    ended = [n for n, post in facts.posts.items() if gone in (n, post.unit)]
    posts = [story.posts[name] for name in ended]
    Appointment.objects.filter(post__in=posts).update(valid_until=day)
    Post.objects.filter(pk__in=posts).update(valid_until=day)
    if is_unit:
        unit = story.bodies[gone]
        UnitVersion.objects.filter(unit=unit, valid_until=None).update(valid_until=day)
        Unit.objects.filter(pk=unit).update(valid_until=day)
    act = reforms.decide(
        {small.desk(gone): small.desk(heir)},
        day,
        story.at,
        kind=BodyKind.UNIT if is_unit else BodyKind.POST,
    )
    pass_on(reform=act, by=SYSTEM, at=story.at)
    facts.heirs[gone] = heir
    for thing in facts.things.values():
        if gone in thing.given and not is_unit:
            thing.given.add(heir)  # the part that was open is handed on
    facts.hats = [
        replace(hat, at="former") if hat.post in ended else hat for hat in facts.hats
    ]


def _below(facts: model.Facts, unit: str, above: str) -> bool:
    while unit in facts.units:
        if unit == above:
            return True
        unit = facts.units[unit].above
    return False


# -- what is asked

LIST = "GET /incoming-documents"
OF_PAPERS = (
    "GET /incoming-documents/{entry_id}",
    "documents:entry",
    "GET /incoming-documents/{entry_id}/files/{file_id}",
    "GET /incoming-documents/{entry_id}/rights",
    "documents:slip",
    "GET /incoming-documents/{entry_id}/dossiers",
    "archives:of-incoming",
    "GET /incoming-documents/{entry_id}/slip",
)
OF_DOSSIERS = ("GET /dossiers/{dossier_id}", "archives:dossier")


def otherwise(small: Small, first: int) -> Iterator[str]:
    """A line for each decision in which office and model do not agree.

    Whoever may have got something, and a few who may not have, each at every paper and
    at the list; which of the other doors is a matter of turn, from world to world.
    """
    small.office.index.follow()
    for turn, hat in enumerate(_asked(small)[first % 2 :: 2], start=first):
        yield from _at_list(small, hat)
        yield from (_at_search, _at_counts)[turn % 2](small, hat, turn)
        for place, key in enumerate(small.keys):
            yield from _at(small, hat, OF_PAPERS[(turn + place) % len(OF_PAPERS)], key)
        for key in small.filed:
            yield from _at(small, hat, OF_DOSSIERS[turn % 2], key)


def _asked(small: Small) -> list[Hat]:
    told = {"minh", "hoa", "binh", "van", "son", "quan", "tu", "lan"}
    new = {name for name, post in small.facts.posts.items() if post.unit in NEW_UNITS}
    return [hat for hat in small.facts.hats if hat.post in told | new]


def _at(small: Small, hat: Hat, door: str, key: str) -> Iterator[str]:
    shown = small.office.shown(hat, door)
    answer = small.office.ask(hat, door, small.story.ids[key])
    seen = {200: True, 401: False, 404: False}.get(answer.status)
    hidden = {k for k in small.keys if f"{k}chu" in answer.body} - shown
    if seen != (key in shown) or hidden:
        yield f"{hat} {door} {key} {answer.status} right {key in shown} told {hidden}"


def _at_list(small: Small, hat: Hat) -> Iterator[str]:
    right = set(small.keys) & small.office.shown(hat, LIST)
    told = small.office.ask(hat, LIST, {}, data={"limit": 200})
    found = {k for k in small.keys if f"{k}chu" in told.body}
    if found != right:
        yield f"{hat} {LIST} {found} right {right}"


def _at_search(small: Small, hat: Hat, turn: int) -> Iterator[str]:
    """By a word of the paper's subject, or of its file."""
    key = small.keys[turn % len(small.keys)]
    word = f"{key}{('chu', 'tep')[turn // 2 % 2]}"
    answer = small.office.ask(hat, "GET /search", {}, data={"q": word})
    total = json.loads(answer.body).get("total", 0)
    right = key in small.office.shown(hat, "GET /search")
    if total != right:
        yield f"{hat} search {word} {total} right {right}"


def _at_counts(small: Small, hat: Hat, turn: int) -> Iterator[str]:
    """What is open, in all states together, of the agency's own."""
    told = json.loads(small.office.ask(hat, "GET /counts", {}).body).get("tabs")
    if told is None:
        return
    facts = small.facts
    ours = facts.units[facts.posts[hat.post].unit].agency
    things = [facts.things[k] for k in small.office.shown(hat, "GET /counts")]
    right = sum(
        t.kind == "incoming" and t.agency == ours and t.state != "returned"
        for t in things
    )
    if sum(told.values()) - told["qua-han"] != right:
        yield f"{hat} counts {turn} {told} right {right}"


def judge(office: Office, plan: Plan, number: int) -> tuple[list[str], int]:
    """The lines that differ, and how often the office was asked; nothing stays but
    what the index read: ``number`` gives each world words of its own.
    """
    with transaction.atomic():
        small = make(office, plan, number)
        wrong = list(otherwise(small, plan.turn))
        transaction.set_rollback(True)
    return wrong, small.office.asked
