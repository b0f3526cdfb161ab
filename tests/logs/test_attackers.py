"""Lines that somebody wrote to be misread, and attacks that are told in other words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from congvu.lib.dates import VIETNAM
from congvu.logs.formats import Reader, shipped_rules
from congvu.logs.rules import Detector, Doubt
from congvu.logs.rules.words import Event

NOON = datetime(2026, 11, 28, 12, tzinfo=VIETNAM)
SSHD = "Nov 28 11:00:00 may1 sshd[7]: "


def read(line: str) -> Event:
    return Reader(NOON).read(line.encode())


def told(*lines: str) -> set[str]:
    """The rules that these lines met, a second apart, by the house's own rules."""
    shipped = shipped_rules()
    detector = Detector(shipped.detections, shipped.correlations)
    reader, met = Reader(NOON), set()
    for n, line in enumerate(lines):
        hits = detector.ask(reader.read(line.encode()), NOON + timedelta(seconds=n))
        met |= {hit.rule.title for hit in hits}
    return met


@pytest.mark.parametrize(
    ("line", "who", "address"),
    [
        (
            (
                "Failed password for invalid user root from 1.2.3.4 port 22 ssh2"
                " from 203.0.113.9 port 1 ssh2"
            ),
            "root from 1.2.3.4 port 22 ssh2",
            "203.0.113.9",
        ),
        (
            "Failed password for root from 203.0.113.9 port 1 ssh2",
            "root",
            "203.0.113.9",
        ),
        (
            f"Failed none for invalid user {'a' * 700} from 203.0.113.9 port 1 ssh2",
            "a" * 700,
            "203.0.113.9",
        ),
        (
            "Invalid user x from 1.2.3.4 port 9 from 203.0.113.9 port 1",
            "x from 1.2.3.4 port 9",
            "203.0.113.9",
        ),
        (
            (
                "Connection closed by invalid user a 1.2.3.4 port 5 203.0.113.9 port 1"
                " [preauth]"
            ),
            "a 1.2.3.4 port 5",
            "203.0.113.9",
        ),
        (
            (
                "Disconnecting invalid user a 1.2.3.4 port 5: 203.0.113.9 port 1:"
                " Too many authentication failures [preauth]"
            ),
            "a 1.2.3.4 port 5:",
            "203.0.113.9",
        ),
        (
            (
                "message repeated 5 times: [ Failed none for invalid user x"
                " from 1.2.3.4 from 203.0.113.9 port 1 ssh2]"
            ),
            "x from 1.2.3.4",
            "203.0.113.9",
        ),
    ],
)
def test_a_name_at_the_door_accuses_nobody_else(
    line: str, who: str, address: str
) -> None:
    event = read(SSHD + line)

    assert event.fields["user.name"] == who
    assert event.fields["source.ip"] == address


def test_what_is_no_address_is_not_taken_for_one() -> None:
    event = read(f"{SSHD}Failed password for root from 999.1.1.1 port 1 ssh2")

    assert "source.ip" not in event.fields
    assert event.fields["source.address"] == "999.1.1.1"


@pytest.mark.parametrize(
    ("line", "host", "program"),
    [
        ("<134>1 2026-13-45T07:12:04Z h app 9 - - x", "h", "app"),
        ("<134>1 2026-11-28T27:12:04Z h app 9 - - x", "h", "app"),
        ("Nov 31 07:12:01 m app: x", "m", "app"),
        ("<13>Nov 28 25:61:00 m app: x", "m", "app"),
        ("2026-11-31T07:12:01+07:00 m app[3]: x", "m", "app"),
        ("Jan 01 1970 00:00:07 m app: x", "m", "app"),
        ("<134>1 1970-01-01T00:00:07Z m app - - - x", "m", "app"),
    ],
)
def test_a_time_that_no_clock_shows_is_told(line: str, host: str, program: str) -> None:
    event = read(line)

    assert Doubt.CLOCK in event.doubts
    assert (event.host, event.program, event.message) == (host, program, "x")


def test_a_host_may_call_itself_what_it_likes() -> None:
    event = read(
        "Nov 28 11:00:00 evil<script> sshd[7]: Failed none for x from 203.0.113.9"
    )

    assert (event.host, event.program) == ("evil<script>", "sshd")
    assert event.fields["source.ip"] == "203.0.113.9"


@pytest.mark.parametrize(
    "line",
    [
        "Nov 28 07:12:01 m app: x",
        "<134>1 - h app - - - x",
        "The 12 07:12:01 m app: x",
        "<13>app: x",
    ],
)
def test_a_line_without_a_wrong_time_is_in_no_doubt(line: str) -> None:
    assert Doubt.CLOCK not in read(line).doubts


PAM = (
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser="
    " rhost=203.0.113.9  user=root"
)
SU = "Nov 28 11:00:00 may1 su[7]: "
SU_PAM = (
    "pam_unix(su:auth): authentication failure; logname=minh uid=1000 euid=0"
    " tty=/dev/pts/0 ruser=minh rhost=  user=root"
)
REPEATED = (
    "message repeated 5 times: [ Failed password for root from 203.0.113.9 port 1 ssh2]"
)
WAZUH = (
    '{"timestamp":"2026-11-28T11:00:00.000+0700","rule":{"level":%d,"description":'
    '"sshd: brute force","id":"5763"},"agent":{"name":"may1"},"full_log":"x"}'
)
AGENT = (
    '203.0.113.9 - - [28/Nov/2026:11:00:00 +0700] "GET / HTTP/1.1" 200 5 "-"'
    ' "${jndi:ldap://x}"'
)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([SSHD + PAM] * 10, "Dò mật khẩu SSH, theo PAM"),
        ([SSHD + REPEATED] * 2, "Dò mật khẩu SSH"),
        (
            [SU + "FAILED SU (to root) minh on pts/0"] * 5,
            "Dò mật khẩu bằng su",
        ),
        ([SU + SU_PAM] * 5, "Dò mật khẩu bằng su, theo PAM"),
        ([WAZUH % 10], "Wazuh báo mức cao"),
        ([AGENT], "Thử lỗ hổng trang web qua địa chỉ"),
    ],
)
def test_an_attack_in_other_words_is_seen(lines: list[str], title: str) -> None:
    assert title in told(*lines)
    fewer = lines[:-1]
    assert title not in (told(*fewer) if fewer else told(WAZUH % 9))


def test_one_line_does_not_count_for_more_than_it_may() -> None:
    huge = REPEATED.replace("5 times", "999999999 times")

    assert "Dò mật khẩu SSH" in told(SSHD + huge)
