"""Judging, availability, causes and differences as tables and laws."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.ids import uuid7
from congvu.watching.formats import Unopened, opened, sealed
from congvu.watching.rules import (
    AccessData,
    Asked,
    Course,
    Differs,
    Found,
    ProbeData,
    ProbeKind,
    Pulse,
    Reach,
    Registered,
    Share,
    SnmpAuth,
    SnmpPriv,
    SnmpVersion,
    Subject,
    TargetData,
    TargetState,
    access_faults,
    behind,
    differences,
    falls,
    said,
    share,
    state_of,
    target_faults,
)
from congvu.watching.rules.data import is_host

NOON = datetime(2026, 11, 2, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
UP, DOWN = TargetState.UP, TargetState.DOWN


@pytest.mark.parametrize(
    ("marks", "needed", "moves"),
    [
        ("+", 3, [(0, True)]),
        ("--", 3, []),
        ("---", 3, [(0, False)]),
        ("+--+---", 3, [(0, True), (4, False)]),
        ("+---+-++", 3, [(0, True), (1, False), (6, True)]),
        ("-", 1, [(0, False)]),
    ],
)
def test_what_answers_say(
    marks: str, needed: int, moves: list[tuple[int, bool]]
) -> None:
    pulse, found = Pulse(), []
    for n, mark in enumerate(marks):
        since = pulse.beat(up=mark == "+", at=NOON + n * MINUTE, needed=needed)
        if since is not None:
            found.append(((since - NOON) // MINUTE, pulse.told))
    assert found == moves


@given(st.lists(st.booleans(), max_size=200), st.integers(1, 5))
def test_states_run_on_without_gap_and_falls_are_apart(
    answers: list[bool], needed: int
) -> None:
    pulse, course = Pulse(), Course(TargetState.UNKNOWN, None)
    for n, up in enumerate(answers):
        at = NOON + n * MINUTE
        since = pulse.beat(up=up, at=at, needed=needed)
        course.move(state_of([pulse.told]), since or at)
    spells = course.ended
    assert all(begun < ended for _state, begun, ended in spells)
    pairs = list(pairwise(spells))
    assert all(one[2] == other[1] for one, other in pairs)
    assert all(one[0] != other[0] for one, other in pairs)
    told = falls(course.moves, None, until=NOON + len(answers) * MINUTE)
    assert all(one.until is not None for one in told[:-1])
    assert all(one.since <= one.until for one in told if one.until)


@given(
    st.lists(st.tuples(st.sampled_from([UP, DOWN]), st.integers(1, 300)), max_size=20),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 600)), max_size=6),
)
def test_shares_add_up_to_the_time_there_was(
    runs: list[tuple[TargetState, int]], works: list[tuple[int, int]]
) -> None:
    at, spells = NOON, []
    for state, minutes in runs:
        spells.append((state, at, at + minutes * MINUTE))
        at += minutes * MINUTE
    planned = [(NOON + a * MINUTE, NOON + (a + n) * MINUTE) for a, n in works]
    until = NOON + 4000 * MINUTE

    told = share(spells, planned, since=NOON, until=until)

    assert told.up + told.down + told.planned + told.unknown == 4000 * 60
    assert told.up == sum(n for state, n in runs if state == UP) * 60
    halves = [
        share(spells, planned, since=NOON, until=NOON + 777 * MINUTE),
        share(spells, planned, since=NOON + 777 * MINUTE, until=until),
    ]
    assert sum(halves, Share()) == told


def test_never_rounded_up_to_a_hundred() -> None:
    assert said(Share(up=99_999, down=1)) == "99,99 %"
    assert said(Share(up=10)) == "100,00 %"
    assert said(Share(up=9_993, down=7)) == "99,93 %"
    assert said(Share(unknown=10)) == "–"


LINE = Reach({"a": ("hub", "m"), "b": ("m", "n"), "c": ("hub", "n"), "d": ("n", "o")})


@pytest.mark.parametrize(
    ("asked", "links", "sites", "causes"),
    [
        (Asked("hub", "m"), ["a"], [], None),
        (Asked("hub", "n"), ["b", "c"], [], {"b", "c"}),
        (Asked("hub", "o", link="d"), ["d", "c", "b"], [], {"b", "c"}),
        (Asked("hub", "o", link="d"), ["d"], [], None),
        (Asked("hub", "o"), [], ["n"], {"n"}),
        (Asked("hub", "n", is_site=True), [], ["n"], None),
        (Asked("hub", "hub"), ["a", "c"], [], None),
        (Asked("hub", "elsewhere"), ["a"], [], None),
    ],
)
def test_what_lies_behind_what(
    asked: Asked[str, str], links: list[str], sites: list[str], causes: set[str] | None
) -> None:
    found = behind(asked, LINE, lost_links=links, lost_sites=sites)
    assert (found and found[0] | found[1]) == causes


def test_the_register_beside_what_was_found() -> None:
    lines = differences(
        [
            Registered("10.0.0.1", "Cổng", "RT-1"),
            Registered("10.0.0.2", "Máy in"),
            Registered("10.0.0.3", "Chuyển mạch", "SW-1"),
            Registered("10.0.0.4", "Máy chủ", "SV-1"),
        ],
        [
            Found("10.0.0.1", "rt-1"),
            Found("10.0.0.9", "SW-1"),
            Found("10.0.0.4", "cu-khac"),
            Found("10.0.0.7"),
            Found("10.0.0.8", mac="a", was_at="10.0.0.6"),
        ],
    )
    assert [(one.ip[-1], one.differs, one.other_ip[-1:]) for one in lines] == [
        ("1", Differs.SAME, ""),
        ("9", Differs.MOVED, "3"),
        ("4", Differs.OTHER, ""),
        ("7", Differs.UNKNOWN, ""),
        ("8", Differs.MOVED, "6"),
        ("2", Differs.MISSING, ""),
    ]


def test_all_that_is_wrong_with_a_target_and_an_access() -> None:
    bad = TargetData(
        "",
        "10.0.0.1; rm -rf",
        Subject.LINK,
        None,
        [ProbeData(ProbeKind.SNMP), ProbeData(ProbeKind.HTTP, 70000, "trang chủ")],
        every=1,
        fails=0,
    )
    fields = [one.field for one in target_faults(bad)]
    assert fields == [
        *("name", "host", "collector", "access", "port", "path"),
        *("every", "fails", "of"),
    ]
    weak = AccessData(
        "x", SnmpVersion.V3, auth=SnmpAuth.NONE, priv=SnmpPriv.AES, priv_key="ngan"
    )
    assert [one.field for one in access_faults(weak)] == ["user", "auth", "priv_key"]


def test_no_label_of_a_name_is_too_long_to_be_asked_for() -> None:
    assert is_host(f"{'a' * 63}.vn")
    assert not is_host(f"{'a' * 64}.vn")


def test_a_secret_opens_in_its_own_row_only() -> None:
    row = f"snmp {uuid7()}"
    kept = sealed({"community": "bí mật"}, key="khóa", label=row)
    assert "bí mật".encode() not in kept
    assert opened(kept, key="khóa", label=row) == {"community": "bí mật"}
    for key, label, held in (
        ("khác", row, kept),
        ("khóa", "snmp khác", kept),
        ("khóa", row, kept[:-1] + bytes([kept[-1] ^ 1])),
        ("khóa", row, b""),
    ):
        with pytest.raises(Unopened):
            opened(held, key=key, label=label)
