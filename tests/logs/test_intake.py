"""Frames, senders, the spool: what comes over the network, before it is anything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.logs.client.senders import Senders
from congvu.logs.formats import Reader
from congvu.logs.formats.framing import MOST_KEPT, Frames
from congvu.logs.formats.spool import (
    Arrived,
    Limited,
    read_batch,
    sweep,
    waiting,
    write_batch,
)
from congvu.logs.rules import Severity, terms_of, words_in
from congvu.logs.rules.terms import number_of

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)

# Bytes of a connection, and the lines in them with how long each was.
STREAMS = {
    b"<34>a\n<35>b\r\n": [(b"<34>a", 5), (b"<35>b", 6)],
    b"5 <34>a5 <35>b": [(b"<34>a", 5), (b"<35>b", 5)],
    b"6 <34>a\n5 <35>b": [(b"<34>a", 6), (b"<35>b", 5)],
    b"\n\n<34>a\n": [(b"<34>a", 5)],
    b"2026 is no length\n": [(b"2026 is no length", 17)],
    b"999999999 <34>x\n": [(b"999999999 <34>x", 15)],
    b'{"a":1}\n{"a":2}': [(b'{"a":1}', 7), (b'{"a":2}', 7)],
    b"12 <34>cut": [(b"<34>cut", 7)],
}


@given(st.sampled_from(sorted(STREAMS)), st.lists(st.integers(0, 20), max_size=6))
def test_lines_are_the_same_wherever_the_stream_is_cut(
    stream: bytes, cuts: list[int]
) -> None:
    frames, found, begun = Frames(), [], 0
    for cut in [*sorted(cuts), len(stream)]:
        found += frames.feed(stream[begun:cut])
        begun = max(begun, cut)
    found += frames.end()
    assert found == STREAMS[stream]


@pytest.mark.parametrize("is_counted", [True, False])
def test_of_a_line_of_a_megabyte_the_beginning_is_kept(is_counted: bool) -> None:
    line = b"<34>" + b"x" * 1_000_000
    stream = b"%d " % len(line) + line if is_counted else line + b"\n"
    frames, found, most = Frames(), [], 0
    for start in range(0, len(stream), 65_536):
        found += frames.feed(stream[start : start + 65_536])
        most = max(most, len(frames._buffer))
    found += frames.feed(b"<34>next\n")
    assert [(len(one), length) for one, length in found] == [
        (MOST_KEPT, len(line)),
        (8, 8),
    ]
    assert most <= MOST_KEPT + 65_536


def test_a_sender_is_known_by_its_certificate_then_by_the_narrowest_network() -> None:
    senders = Senders()
    senders.know({"192.0.2.0/24": "wide", "192.0.2.7/32": "one"}, {"ab": "shown"})
    assert senders.source_of("192.0.2.7") == "one"
    assert senders.source_of("192.0.2.8") == "wide"
    assert senders.source_of("::ffff:192.0.2.7") == "one"
    assert senders.source_of("192.0.2.7", "ab") == "shown"
    assert senders.source_of("192.0.2.7", "cd") == "one"
    assert senders.source_of("2001:db8::1") == ""
    senders.know({}, {})
    assert senders.source_of("192.0.2.7") == ""


def test_a_flood_is_counted_and_the_others_are_heard() -> None:
    senders = Senders(unknown_rate=10)
    kept = sum(senders.may_send("198.51.100.1", "", 100.0) for _n in range(1000))
    assert kept == 40
    assert senders.limited == {("198.51.100.1", ""): 960}
    assert senders.may_send("198.51.100.2", "", 100.0)
    later = sum(senders.may_send("198.51.100.1", "", 101.0) for _n in range(1000))
    assert later == 10


def test_one_host_of_a_source_leaves_room_for_its_neighbours() -> None:
    senders = Senders(known_rate=100)
    flood = sum(senders.may_send("192.0.2.1", "unit", 100.0) for _n in range(5000))
    assert flood == 240
    assert senders.limited == {("192.0.2.1", "unit"): 4760}
    quiet = sum(senders.may_send("192.0.2.2", "unit", 100.0) for _n in range(100))
    assert quiet == 100
    # All of them together have the source's allowance, no more.
    third = sum(senders.may_send("192.0.2.3", "unit", 100.0) for _n in range(5000))
    assert third == 60


def test_a_batch_is_whole_or_is_not_there(tmp_path: Path) -> None:
    lines = [b"<34>a", b"\x00\xff\n inside", b"[1, 2]"]
    arrived = [Arrived(one, "192.0.2.1", NOW, "s", 900) for one in lines]
    first = write_batch(tmp_path, arrived, [Limited("192.0.2.9", "", 7)])
    second = write_batch(tmp_path, [])
    (tmp_path / "killed.part").write_bytes(b"half")
    assert waiting(tmp_path) == [first, second]
    assert list(read_batch(first)) == [Limited("192.0.2.9", "", 7), *arrived]
    assert list(read_batch(second)) == []
    sweep(tmp_path, before=0)
    assert (tmp_path / "killed.part").exists()
    sweep(tmp_path, before=2e10)
    assert not (tmp_path / "killed.part").exists()
    assert waiting(tmp_path / "none") == []


def test_an_event_is_found_by_words_and_fields() -> None:
    found = terms_of(
        "Failed password for root from 203.0.113.9",
        {"source.ip": "203.0.113.9", "user.name": "Root"},
        host="May-1",
        program="sshd",
        severity=Severity.INFO,
        source="",
    )
    for term in ("failed", "203.0.113.9", "203", "user.name=root", "host=may-1"):
        assert number_of(term) in found, term
    assert number_of("passwort") not in found
    assert words_in("Đăng nhập") == {"đăng", "nhập"}
    assert all(-(2**31) <= one < 2**31 for one in found)


HEADS = (
    b"<38>1 2026-11-28T11:35:50+07:00 may-chu sshd 1 - - ",
    b"<38>1 2026-11-28T11:35:50+07:00 may-chu sshd 1 - -  ",
    b"<38>1 2026-11-28T11:35:50+07:00 may-chu sshd 1 - - \xef\xbb\xbf",
    b"<38>Nov 28 11:35:50 may-chu sshd[1]: ",
    b"<38>may-chu sshd[1]: ",
)


@pytest.mark.parametrize("head", HEADS)
def test_however_it_is_forwarded_it_is_read_as_what_sshd_said(head: bytes) -> None:
    """The second is what rsyslog makes of a line of the old form."""
    event = Reader(NOW).read(head + b"Failed password for root from ::1 port 7 ssh2")
    assert (event.decoder, event.host, event.program) == ("sshd", "may-chu", "sshd")
    assert event.fields["event.outcome"] == "failure"
