"""Lists, search, suggestions, counts and files of lists: what one may read, whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.rights.asking import Lines, Office, agree, named
from tests.rights.doors import all_doors, keys_of
from tests.rights.model import Hat
from tests.rights.story import COMMON, COMMUNE
from tests.rights.world import query_of
from tests.scale import day, few_or_all, in_turn

FOUND = {"incoming", "outgoing", "draft", "dossier"}
# The paper that the commune took in stands there under the sender's words.
WORDED = {"taken-in": "taken-sent"}
COPIED = {"taken-sent": "incoming"}
LISTS: list[tuple[str, dict[str, Any], str]] = [
    ("GET /incoming-documents", {"limit": 200}, "incoming"),
    ("GET /incoming-documents.csv", {}, "incoming"),
    ("GET /incoming-documents.xlsx", {}, "incoming"),
    ("documents:register", {}, "incoming"),
    ("documents:register-table", {}, "incoming"),
    ("GET /outgoing-documents", {"limit": 200}, "outgoing"),
    ("outgoing:csv", {}, "outgoing"),
    ("GET /dossiers", {}, "dossier"),
    ("archives:dossiers", {"muc": "cua-co-quan"}, "dossier"),
    ("GET /saved-questions", {}, "question"),
    ("GET /saved-filters", {}, "filter"),
]


def expected(
    office: Office, hat: Hat, door: str, kinds: set[str], *, left: bool
) -> set[str]:
    """By the model. ``left``: with what ended agencies left to the hat's own."""
    facts, worn = office.story.facts, office.worn(hat, door)
    found = facts.readable(worn) if worn else set()
    things = {key: facts.things[key] for key in found}
    return {
        key
        for key, thing in things.items()
        if thing.kind in kinds and (left or thing.agency not in facts.heirs)
    }


@pytest.mark.repeats
@pytest.mark.parametrize(("door", "query", "kind"), LISTS, ids=[o[0] for o in LISTS])
def test_a_list_holds_what_one_may_read_and_nothing_else(
    office: Office, door: str, query: dict[str, Any], kind: str
) -> None:
    """In short half of the hats, by days."""
    wrong: Lines = []
    things = office.story.facts.things
    for hat in in_turn(office.hats, 2):
        right = expected(office, hat, door, {kind}, left=False)
        answer = office.ask(hat, door, {}, data=query)
        told = office.names(answer.body) if answer.status == 200 else set()
        told = {key for key in told if kind in (things[key].kind, COPIED.get(key))}
        right = {WORDED.get(key, key) for key in right}
        if told != right:
            more = ("missing", right - told, "more", told - right)
            wrong.append((*named(hat), door, *more))

    agree(wrong)
    assert any(expected(office, h, door, {kind}, left=False) for h in office.hats)


@pytest.mark.repeats
def test_search_finds_counts_and_exports_what_one_may_read(office: Office) -> None:
    """In short half of the hats, by days."""
    wrong: Lines = []
    asked = {"q": COMMON}
    for hat in in_turn(office.hats, 2):
        right = expected(office, hat, "GET /search", FOUND, left=True)
        words = {WORDED.get(key, key) for key in right}
        file = office.ask(hat, "GET /search.{form}", {"form": "csv"}, data=asked)
        page = office.ask(hat, "GET /search", {}, data=asked)
        told = office.names(file.body) if file.status == 200 else set()
        total = json.loads(page.body)["total"] if page.status == 200 else 0
        if told != words or total != len(right):
            more = ("missing", words - told, "more", told - words)
            wrong.append((*named(hat), total, len(right), *more))

    agree(wrong)


@pytest.mark.repeats
def test_what_is_being_typed_suggests_only_what_one_may_read(office: Office) -> None:
    """In short half of the hats, by days."""
    wrong: Lines = []
    keys = [k for k, t in office.story.facts.things.items() if t.kind in FOUND]
    for turn, hat in in_turn([*enumerate(office.hats)], 2):
        door = ("finding:suggest", "GET /search/suggestions")[turn // 2 % 2]
        right = expected(office, hat, door, FOUND, left=True)
        shut = [key for key in keys if key not in right and key not in WORDED]
        for key in (*sorted(right)[:1], *shut[turn % 5 :: 7]):
            asked = {"q": office.story.word(key)[:-1]}
            told = office.names(office.ask(hat, door, {}, data=asked).body)
            if (key in told) != (key in right and key not in WORDED):
                wrong.append((*named(hat), door, key, told))

    agree(wrong)


@pytest.mark.repeats
def test_no_page_without_a_key_has_a_word_of_what_one_may_not_read(
    office: Office,
) -> None:
    """Every page and operation that is read without naming a thing, by four hats
    in turn, in short by one or two, others each day: menus, counts, desks, figures,
    registers, exports, notices, logs.
    """
    wrong: Lines = []
    asked = 0
    doors = [d for d in all_doors() if not keys_of(d) and " " not in d]
    doors = [door for door in doors if not door.endswith("-pdf")]  # not read for words
    doors += [d for d in all_doors() if not keys_of(d) and d.startswith("GET ")]
    step = few_or_all(21, 7)
    for turn, door in enumerate(doors, few_or_all(day(), 0)):
        for hat in office.hats[turn % step :: step]:
            query = {"q": COMMON} | query_of(door)
            answer = office.ask(hat, door, {}, data=query)
            asked += 1
            if told := office.names(answer.body) - office.readable(hat, door):
                wrong.append((*named(hat), door, answer.status, told))
            broken = answer.status >= 500 and door != "health-ready"
            if broken or answer.status == 403:
                wrong.append((*named(hat), door, answer.status))

    agree(wrong)
    assert asked > few_or_all(200, 400)


def test_the_heir_finds_the_old_book_and_others_do_not(office: Office) -> None:
    """Cổ Linh's last paper: to its heir's registry and leader."""
    facts = office.story.facts
    left = facts.things["left"]
    readers = {hat.post for hat in office.hats if facts.reads(hat, left)}

    assert readers == {"tu", "phuc"}
    assert facts.heirs[left.agency] == COMMUNE


def test_the_lists_of_duties_hold_together_what_one_may_read(office: Office) -> None:
    """Own, given and supported; a program asks for each."""
    wrong: Lines = []
    door, most = "GET /duties", 0
    for hat in office.hats:
        right = expected(office, hat, door, {"duty"}, left=True)
        told: set[str] = set()
        for tab in ("duoc-giao", "giao-di", "phoi-hop"):
            answer = office.ask(hat, door, {}, data={"tab": tab, "limit": 200})
            told |= office.names(answer.body) if answer.status == 200 else set()
        most = max(most, len(right))
        if told != right:
            more = ("missing", right - told, "more", told - right)
            wrong.append((*named(hat), door, *more))

    agree(wrong)
    assert most
