"""Every door of every thing, for everybody, against the tables of docs/rights.md."""

from __future__ import annotations

import re

import pytest

from tests.rights import model
from tests.rights.asking import PHANTOM, Answer, Lines, Office, agree, named
from tests.rights.doors import ELSEWHERE, KINDS, READING, all_doors, keys_of, kind_of
from tests.scale import day, few_or_all


def test_every_key_in_an_address_is_a_thing_of_the_table_or_has_its_place() -> None:
    first = {keys_of(door)[0] for door in all_doors() if keys_of(door)}

    assert first <= {*KINDS, "entry_id", *ELSEWHERE}
    assert set(KINDS.values()) | {"incoming", "outgoing"} <= set(model.readers())


def test_the_tables_speak_of_people_that_they_explain_and_give_reasons() -> None:
    spoken = {who for found in model.readers().values() for who in found}
    spoken |= {who for _state, found in model.acts().values() for who in found}
    spoken |= {who for found in model.rights().values() for who in found}

    assert spoken <= model.relations()


# NĐ 30/2020: its articles on who does what, and how many clauses each has.
CLAUSES = {
    "4": 2, "6": 3, "10": 4, "11": 2, "12": 2, "13": 7, "15": 3, "16": 3, "18": 6,
    "19": 2, "21": 2, "22": 4, "23": 4, "24": 2, "27": 2, "28": 0, "29": 4, "30": 3,
    "31": 3, "32": 3,
}  # fmt: skip
SOURCES = (
    "NĐ 30/2020 ",
    "QĐ 28/2018 ",
    "TT 05/2025",
    "design ",
    "ADR 0",
    "no text",
    "as ",
)


@pytest.mark.parametrize("why", sorted(set(model.reasons())))
def test_a_row_says_what_decides_it_and_how_sure_that_is(why: str) -> None:
    cited = re.findall(r"Đ(\d+)(?:\.(\d+))?", why.replace("QĐ 28/2018 Đ1.2", ""))

    assert any(source in why for source in SOURCES)
    assert all(int(clause or 0) <= CLAUSES[article] for article, clause in cited)
    assert "uncertain" in why or "digests" not in why


@pytest.mark.repeats
@pytest.mark.parametrize("kind", READING)
def test_a_thing_is_shown_to_exactly_those_who_may_read_it(
    office: Office, kind: str
) -> None:
    """The first door to everybody; to who may read it a second in turn, and no word of
    anything else on either. In short every second time, by days.
    """
    wrong: Lines = []
    things = [k for k, t in office.story.facts.things.items() if t.kind == kind]
    main, *others = READING[kind]
    for place, hat in enumerate(office.hats):
        for turn, key in enumerate(things, place):
            if few_or_all((turn + day()) % 2, 0):
                continue
            second = others[turn % len(others)]
            first = key in office.shown(hat, main)
            for door in (main, second) if first else (main,):
                own = office.readable(hat, door)
                reads = key in office.shown(hat, door)
                answer = office.page_of(hat, door, key)
                told = office.names(answer.body) - own
                if (answer.status == 200) != reads or told:
                    wrong.append((*named(hat), key, door, answer.status, reads, told))

    agree(wrong)
    assert things


@pytest.mark.repeats
def test_what_one_may_not_read_answers_as_if_it_had_never_been(office: Office) -> None:
    """Each door with a key, three hats in turn, in short one, another each day; one of
    the things each may not read.
    """
    step = few_or_all(27, 9)
    wrong: Lines = []
    asked, turn = 0, 0
    for place, door in enumerate(all_doors()):
        kind = kind_of(door)
        things = [k for k, t in office.story.facts.things.items() if t.kind == kind]
        for hat in office.hats[(place + day()) % step :: step] if things else ():
            shut = [k for k in things if k not in office.shown(hat, door)]
            if not shut:
                continue
            turn += 1
            key = shut[turn % len(shut)]
            ids = dict.fromkeys(keys_of(door), PHANTOM) | {"number": 1, "form": "xml"}
            real = ids | office.story.ids[key]
            never = real | dict.fromkeys(list(office.story.ids[key])[:1], PHANTOM)
            for method in ("GET", "POST") if ":" in door else ("",):
                given = {"method": method} if method else {}
                got = office.ask(hat, door, real, **given)
                none = office.ask(hat, door, never, **given)
                asked += 1
                if _plain(got, real) != _plain(none, never):
                    wrong.append(
                        (*named(hat), key, door, method, got.status, none.status)
                    )
                if got.status in (200, 403) and kind_of(door) != "filter":
                    wrong.append((*named(hat), key, door, method, got.status))

    agree(wrong)
    assert asked > few_or_all(200, 500)


def _plain(answer: Answer, ids: dict[str, object]) -> tuple[int, str]:
    body = answer.body
    for one in ids.values():
        body = body.replace(str(one), "key")
    return answer.status, re.sub(r"[A-Za-z0-9]{64}|nonce-[\w=+/-]+", "once", body)


def test_an_act_is_offered_to_exactly_those_who_may_do_it(office: Office) -> None:
    """On the page of a paper in the state that the table names, to all who read it."""
    wrong: Lines = []
    offered = set()
    for key, thing in office.story.facts.things.items():
        ids = {"assignment_id": PHANTOM} | office.story.ids[key]
        for hat in office.hats if thing.kind == "incoming" else ():
            if not office.sits(hat) or not office.story.facts.reads(hat, thing):
                continue
            page = office.page_of(hat, "documents:entry", key).body
            for act, (state, _who) in model.acts().items():
                if state not in ("any", thing.state):
                    continue
                may = office.story.facts.acts(hat, thing, act)
                if (office.address(f"documents:{act}", ids) in page) != may:
                    wrong.append((*named(hat), key, act, may))
                elif may:
                    offered.add(act)

    agree(wrong)
    assert offered == set(model.acts())
