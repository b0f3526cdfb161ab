"""What is written over several lines is one event, and nobody hides lines in it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.dates import VIETNAM
from congvu.logs.formats import records
from congvu.logs.formats.records import Records

WRONG = "Failed password for root from 203.0.113.9 port 51122 ssh2"
GUESS = f"Nov 28 07:12:01 may1 sshd[12]: {WRONG}\n".encode()
ADDRESS = b"__CURSOR=s=1;i=%d\n__REALTIME_TIMESTAMP=1795824729000000\n"
SSHD = b"_HOSTNAME=may4\nPRIORITY=4\nSYSLOG_IDENTIFIER=sshd\n_PID=77\n"
EVENT = """<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
  <System>
    <Provider
      Name='Microsoft-Windows-Security-Auditing'/>
    <EventID>{code}</EventID>
    <Level>0</Level>
    <Keywords>{keywords}</Keywords>
    <TimeCreated SystemTime='2026-11-28T00:12:10.000Z'/>
    <Channel>Security</Channel>
    <Computer>PC1</Computer>
  </System>
  <EventData>
    <Data Name='TargetUserName'>an</Data>
    <Data Name='IpAddress'>10.1.1.1</Data>
  </EventData>
</Event>
"""
REFUSED = EVENT.format(code=4625, keywords="0x8010000000000000")
CAME_IN = EVENT.format(code=4624, keywords="0x8020000000000000")
MAIN = (
    "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<Events>\n"
    f"{REFUSED}{CAME_IN}</Events>\n"
)


def told(tmp_path: Path, content: bytes) -> list[dict[str, Any]]:
    """By the command that anybody calls."""
    (tmp_path / "log").write_bytes(content)
    out = StringIO()
    call_command("logs", "read", str(tmp_path / "log"), "--json", stdout=out)
    lines = out.getvalue().splitlines()
    return [json.loads(line, parse_constant=pytest.fail) for line in lines]


def entry(number: int, message: bytes, *more: bytes) -> bytes:
    return b"".join([ADDRESS % number, SSHD, *more, message, b"\n\n"])


def counted(name: bytes, value: bytes) -> bytes:
    return name + b"\n" + len(value).to_bytes(8, "little") + value


def test_an_entry_of_journald_is_one_event(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        entry(1, b"MESSAGE=" + WRONG.encode())
        + entry(2, counted(b"MESSAGE", WRONG.encode() + b"\nand a line\n\nmore"))
        + GUESS,
    )
    assert [one["line"] for one in found] == [1, 9, 21]
    assert {one["decoder"] for one in found} == {"sshd"}
    assert [one["envelope"] for one in found] == ["journald", "journald", "rfc3164"]
    assert {one["rule"] for one in found} == {"Đăng nhập SSH sai"}
    assert {one["severity"] for one in found} == {"warning"}
    assert {one["fields"]["source.ip"] for one in found} == {"203.0.113.9"}
    first, second, _third = found
    assert (first["host"], first["process"], first["doubts"]) == ("may4", "77", [])
    assert first["time"] == "2026-11-28T00:12:09+00:00"
    assert second["message"].endswith("and a line\n\nmore")
    assert sum(one["bytes"] for one in found) == (tmp_path / "log").stat().st_size


def test_an_event_of_windows_is_one_however_it_is_broken_up(tmp_path: Path) -> None:
    flat = MAIN.replace("\n", " ").encode() + b"\n"
    for content in (MAIN.encode(), b"\xef\xbb\xbf" + flat, REFUSED.encode() * 2):
        found = told(tmp_path, content + GUESS)
        assert [one["decoder"] for one in found] == ["windows", "windows", "sshd"]
        assert found[0]["fields"]["source.ip"] == "10.1.1.1"
        assert found[0]["fields"]["event.outcome"] == "failure"
        assert found[0]["severity"] == "warning"
        assert found[0]["rule"] == "Đăng nhập Windows sai"
        assert found[0]["host"] == "PC1"
    assert [one["line"] for one in told(tmp_path, MAIN.encode() + GUESS)] == [3, 19, 36]


@pytest.mark.parametrize(
    "opening",
    [
        b"<Event xmlns='x'>\n",
        b"<?xml version='1.0'?>\n",
        b"<Events>\n",
        ADDRESS % 1,
        ADDRESS % 1 + b"MESSAGE\n\xff\xff\xff\xff\xff\xff\xff\x7fx\n",
        ADDRESS % 1 + b"MESSAGE\n\x04\0\0\0\0\0\0\0xx\n",
        ADDRESS % 1 + b"MESSAGE\n",
    ],
)
def test_what_only_begins_hides_no_line(tmp_path: Path, opening: bytes) -> None:
    found = told(tmp_path, opening + GUESS * 3)
    assert [one["rule"] for one in found if one["decoder"] == "sshd"] == [
        "Đăng nhập SSH sai"
    ] * 3


def test_a_record_that_never_ends_is_cut_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = entry(1, b"MESSAGE=" + WRONG.encode())
    endless = ADDRESS % 1 + SSHD + b"".join(b"F%d=%d\n" % (n, n) for n in range(20_000))
    late = endless + b"MESSAGE=" + WRONG.encode() + b"\n\n"
    large = entry(1, b"MESSAGE=" + WRONG.encode(), b"NOISE=" + b"x" * 1_000_000 + b"\n")
    for content in (late, large):
        first, second = told(tmp_path, content + whole)
        assert (first["doubts"], second["doubts"]) == (["cut"], [])
        assert first["bytes"] == len(content)
        assert first["rule"] == second["rule"] == "Đăng nhập SSH sai"
        assert len(first["fields"]) < 250
    long = REFUSED.replace("<EventData>", "<EventData>" + "<Data/>" * 150_000)
    first, second = told(tmp_path, long.encode() + GUESS)
    assert (first["decoder"], first["doubts"]) == ("windows", ["cut"])
    assert first["bytes"] > 1_000_000
    assert second["decoder"] == "sshd"
    monkeypatch.setattr(records, "MOST_SOUGHT", 10_000)
    found = told(tmp_path, b"<Event a='b'>\n" + b"<Data>x</Data>\n" * 2_000 + GUESS)
    assert found[0]["doubts"] == ["cut"]
    assert len(found) == 2_002
    assert found[-1]["rule"] == "Đăng nhập SSH sai"


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    guessed = WRONG.replace("root", "\0r").encode() + b" \xff"
    (first,) = told(tmp_path, entry(1, counted(b"MESSAGE", guessed)))
    assert sorted(first["doubts"]) == ["bytes", "controls"]
    assert first["decoder"] == "sshd"
    (clock,) = told(tmp_path, entry(1, b"MESSAGE=x").replace(b"=1795", b"=3795"))
    assert clock["doubts"] == ["clock"]


def test_numbers_and_times_that_no_machine_has_are_read(tmp_path: Path) -> None:
    """What Go writes of no time at all; guesses at that moment are guesses."""
    numbers = b'{"a":1e+999}\n{"a":[NaN]}\n{"a":%s.0}\n' % (b"9" * 400)
    line = {"program": "sshd", "message": WRONG, "time": "0001-01-01T00:00:00Z"}
    found = told(tmp_path, numbers + f"{json.dumps(line)}\n".encode() * 12)
    assert [one["fields"]["a"][:6] for one in found[:3]] == ["1e+999", "NaN", "999999"]
    assert found[3]["doubts"] == ["clock"]
    assert found[-1]["rule"] == "Dò mật khẩu SSH"


@pytest.mark.parametrize(
    ("apart", "rule"), [("1s", "Dò mật khẩu SSH"), ("1d", "Đăng nhập SSH sai")]
)
def test_the_newest_may_come_first(tmp_path: Path, apart: str, rule: str) -> None:
    """Of a file that somebody turned round: twelve in a row, and one a day."""
    step = timedelta(seconds=1) if apart == "1s" else timedelta(days=1)
    last = datetime(2026, 11, 28, 7, tzinfo=VIETNAM)
    lines = [
        f"{(last - n * step).isoformat()} may1 sshd[12]: {WRONG}\n" for n in range(12)
    ]
    found = told(tmp_path, "".join(lines).encode())
    assert [one["rule"] for one in found[:9]] == ["Đăng nhập SSH sai"] * 9
    assert found[-1]["rule"] == rule


def test_many_beginnings_are_as_many_lines() -> None:
    source = BytesIO((b"<Event>\n" + ADDRESS % 1) * 20_000 + GUESS)
    found = [one.line for one in Records(source)]
    assert len(found) == 40_001
    assert found[-1] == GUESS.rstrip()


@given(
    st.lists(
        st.sampled_from(
            [
                *(b"<Event>", b"</Event>", b"</Events>", b"<Events>", b"\n", b"\n\n"),
                *(b"<?xml?>", ADDRESS % 1, b"MESSAGE=a\n", b"MESSAGE\n", b" ", b"x"),
                *(b"\x02\0\0\0\0\0\0\0ab", b"\xef\xbb\xbf", b"\0", GUESS),
            ]
        ),
        max_size=12,
    )
)
def test_nothing_makes_it_fail_and_every_guess_is_found(pieces: list[bytes]) -> None:
    """Unless it stands between a beginning and its end, it is there."""
    content = b"".join(pieces)
    found = list(Records(BytesIO(content)))
    assert sum(one.length for one in found) <= len(content)
    assert [one.number for one in found] == sorted(one.number for one in found)
    if b"</Event>" not in content and b"MESSAGE\n" not in content:
        guesses = [n for n, one in enumerate(pieces) if one == GUESS]
        alone = [n for n in guesses if n == 0 or pieces[n - 1].endswith(b"\n")]
        read = sum(one.line == GUESS.rstrip() for one in found)
        assert read >= len(alone)
