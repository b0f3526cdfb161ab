"""Any line of any log is read as what it is, or kept as it stands; none is dropped."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.lib.dates import VIETNAM
from congvu.logs.formats import Reader
from congvu.logs.rules import Doubt, Event

RECEIVED = datetime(2026, 11, 28, 8, 0, tzinfo=VIETNAM)
JSON_ALERT = (
    '{"timestamp":"2026-11-28T07:12:07.000+0700","event_type":"alert",'
    '"src_ip":"198.51.100.9","dest_ip":"10.0.0.4","dest_port":80,"proto":"TCP",'
    '"alert":{"signature":"Lạ","category":"Malware","severity":1}}'
)
JSON_WAZUH = (
    '{"timestamp":"2026-11-28T07:12:08.000+0700","rule":{"level":12,"id":"510",'
    '"description":"Rootkit"},"agent":{"id":"1","name":"may3"},"full_log":"x"}'
)
JSON_JOURNAL = (
    '{"__REALTIME_TIMESTAMP":"1795824729000000","_HOSTNAME":"may4","PRIORITY":"6",'
    '"SYSLOG_IDENTIFIER":"sshd","_PID":"77",'
    '"MESSAGE":"Invalid user thu from 203.0.113.10 port 55"}'
)
JSON_WINDOWS = (
    '{"EventID":4625,"Channel":"Security","Computer":"PC1",'
    '"TimeCreated":"2026-11-28T00:12:10Z","TargetUserName":"an","IpAddress":"10.1.1.1"}'
)
AUDIT = (
    "type=USER_LOGIN msg=audit(1795824734.123:45): pid=1 uid=0 msg='op=login"
    ' acct="root" exe="/usr/sbin/sshd" addr=203.0.113.11 res=failed\''
)
BAD = b'{}[]"=\\|<> \x00\xc3%:'
# Line; decoder, envelope, severity, minutes and seconds of its time, host, and fields.
LINES: list[tuple[str, str, str, str, str, str, dict[str, object]]] = [
    (
        (
            "Nov 28 07:12:01 may1 sshd[12]: Failed password for invalid user quan tri"
            " from 203.0.113.9 port 51122 ssh2"
        ),
        *("sshd", "rfc3164", "warning", "07:12:01", "may1"),
        {"user.name": "quan tri", "source.ip": "203.0.113.9", "source.port": 51122},
    ),
    (
        (
            "2026-11-28T07:12:03.123456+07:00 may1 sudo:     lan : TTY=pts/0 ;"
            " PWD=/home/lan ; USER=root ; COMMAND=/bin/bash"
        ),
        *("sudo", "iso-file", "notice", "07:12:03", "may1"),
        {"user.name": "lan", "user.target.name": "root", "event.outcome": "success"},
    ),
    (
        (
            '<34>1 2026-11-28T00:12:04.003Z may2.vn app - ID47 [ex@3 iut="3" t="a\\]b"]'
            " su root failed"
        ),
        *("rfc5424", "rfc5424", "critical", "07:12:04", "may2.vn"),
        {"sd.ex.iut": "3", "sd.ex.t": "a]b", "event.code": "ID47"},
    ),
    (
        (
            "<4>Nov 28 07:12:05 fw kernel: [UFW BLOCK] IN=eth0 OUT= SRC=198.51.100.7"
            " DST=10.0.0.2 LEN=40 PROTO=TCP SPT=4444 DPT=22 "
        ),
        *("firewall", "rfc3164", "warning", "07:12:05", "fw"),
        {"source.ip": "198.51.100.7", "destination.port": 22, "event.action": "block"},
    ),
    (
        (
            "Nov 28 07:12:06 fw CEF:0|Hãng|Tường lửa|1.0|100|Quét \\| cổng|8|"
            "src=198.51.100.8 spt=1232 msg=Nhiều từ ở đây act=blocked"
        ),
        *("cef", "rfc3164", "error", "07:12:06", "fw"),
        {
            "rule.name": "Quét | cổng",
            "source.port": 1232,
            "msg": "Nhiều từ ở đây",
            "event.action": "blocked",
        },
    ),
    (
        (
            "<165>1 2026-11-28T07:12:07+07:00 fw1 - - - - LEEF:1.0|A|SW|1.0|41|"
            "src=10.0.1.8\tdst=10.0.0.5\tsev=5"
        ),
        *("leef", "rfc5424", "warning", "07:12:07", "fw1"),
        {"source.ip": "10.0.1.8", "event.code": "41"},
    ),
    (
        JSON_ALERT,
        *("eve", "eve", "error", "07:12:07", ""),
        {"source.ip": "198.51.100.9", "rule.name": "Lạ", "destination.port": 80},
    ),
    (
        JSON_WAZUH,
        *("wazuh", "wazuh", "alert", "07:12:08", "may3"),
        {"rule.level": 12, "rule.name": "Rootkit"},
    ),
    (
        JSON_JOURNAL,
        *("sshd", "journald", "warning", "07:12:09", "may4"),
        {"user.name": "thu", "event.action": "ssh-invalid-user"},
    ),
    (
        JSON_WINDOWS,
        *("windows", "windows", "warning", "07:12:10", "PC1"),
        {"user.name": "an", "source.ip": "10.1.1.1", "event.code": "4625"},
    ),
    (
        (
            '10.0.0.9 - an [28/Nov/2026:07:12:11 +0700] "GET /tim?q=a%20b HTTP/1.1" 503'
            ' 153 "-" "curl/8"'
        ),
        *("web-access", "plain", "error", "07:12:11", ""),
        {"url.path": "/tim", "url.query": "q=a%20b", "user.name": "an"},
    ),
    (
        '2026/11/28 07:12:12 [crit] 12#12: *1 open() "/x" failed, client: 10.0.0.8, s',
        *("nginx-error", "plain", "critical", "07:12:12", ""),
        {"source.ip": "10.0.0.8"},
    ),
    (
        "[Sat Nov 28 07:12:13.5 2026] [core:error] [pid 4:tid 5] [client ::1:55] no",
        *("apache-error", "plain", "error", "07:12:13", ""),
        {"source.ip": "::1", "event.module": "core"},
    ),
    (
        AUDIT,
        *("auditd", "plain", "warning", "07:12:14", ""),
        {"user.name": "root", "event.outcome": "failure"},
    ),
    (
        "2026-11-28 07:12:15,123 fail2ban.actions [12]: NOTICE [sshd] Ban 203.0.113.12",
        *("fail2ban", "plain", "warning", "07:12:15", ""),
        {"event.action": "banned", "source.ip": "203.0.113.12"},
    ),
    (
        (
            "2026-11-28 07:12:16.1 +07 [9] a@d FATAL:  password authentication failed"
            ' for user "app"'
        ),
        *("postgres", "plain", "warning", "07:12:16", ""),
        {"event.action": "database-login", "user.name": "app"},
    ),
    (
        "2026-11-28 07:12:17 install curl:amd64 <none> 7.88",
        *("dpkg", "plain", "notice", "07:12:17", ""),
        {"file.path": "curl:amd64"},
    ),
    (
        "<189>29: *Nov 28 07:12:18.000: %SYS-5-CONFIG_I: Configured from console",
        *("cisco", "cisco", "notice", "07:12:18", ""),
        {"event.code": "SYS-5-CONFIG_I"},
    ),
    (
        (
            "Nov 28 07:12:19 mail postfix/smtpd[9]: warning: x[203.0.113.13]: SASL"
            " LOGIN authentication failed: x"
        ),
        *("postfix", "rfc3164", "warning", "07:12:19", "mail"),
        {"source.ip": "203.0.113.13", "event.action": "mail-login"},
    ),
    (
        (
            'date=2026-11-28 time=07:12:21 devname="FG" logid="0013" level="warning"'
            " srcip=10.1.1.2"
        ),
        *("pairs", "plain", "warning", "07:12:21", ""),
        {"source.ip": "10.1.1.2", "logid": "0013"},
    ),
    (
        (
            "Nov 28 07:12:06 fw CEF:0|Hãng|b\\\\|1.0|100|Quét|8|"
            "filePath=C:\\\\new\\\\| msg=a\\=1\\nb act=blocked"
        ),
        *("cef", "rfc3164", "error", "07:12:06", "fw"),
        {
            "observer.product": "b\\",
            "observer.version": "1.0",
            "filePath": "C:\\new\\|",
            "msg": "a=1\nb",
            "event.action": "blocked",
        },
    ),
    ("chỉ là vài chữ", *("text", "plain", "info", "", ""), {}),
    ("<9999>không phải ưu tiên", *("text", "plain", "info", "", ""), {}),
]


def read(line: bytes | str, received: datetime = RECEIVED) -> Event:
    raw = line.encode() if isinstance(line, str) else line
    return Reader(received).read(raw)


@pytest.mark.parametrize(
    "case", LINES, ids=[f"{c[1]}-{n}" for n, c in enumerate(LINES)]
)
def test_each_kind_of_line_is_read(
    case: tuple[str, str, str, str, str, str, dict[str, object]],
) -> None:
    line, decoder, envelope, severity, clock, host, fields = case
    event = read(line)
    assert (event.decoder, event.envelope, event.severity.word, event.host) == (
        decoder,
        envelope,
        severity,
        host,
    )
    told = f"{event.at.astimezone(VIETNAM):%H:%M:%S}" if event.at else ""
    assert told == clock
    assert {name: event.fields.get(name) for name in fields} == fields
    assert not event.doubts


def test_columns_of_iis_are_those_named_above() -> None:
    reader = Reader(RECEIVED)
    reader.read(b"#Fields: date time c-ip cs-method cs-uri-stem sc-status")
    event = reader.read(b"2026-11-28 00:12:00 10.0.0.3 GET /anh 500")
    assert (event.decoder, event.severity.word) == ("iis", "error")
    assert event.fields["source.ip"] == "10.0.0.3"
    assert event.at == datetime(2026, 11, 28, 0, 12, tzinfo=UTC)


def test_a_year_that_is_not_told_is_the_one_that_fits() -> None:
    """In January a line of December is of the year before."""
    new_year = datetime(2027, 1, 1, 0, 5, tzinfo=VIETNAM)
    event = read("Dec 31 23:59:58 may1 cron[1]: (root) CMD (true)", new_year)
    assert event.at == datetime(2026, 12, 31, 23, 59, 58, tzinfo=VIETNAM)


def test_what_is_wrong_with_a_line_is_told_and_the_line_kept() -> None:
    long = read(b"x" * 1_000_000)
    assert (long.doubts, long.length, len(long.message)) == (
        (Doubt.CUT,),
        1_000_000,
        65_536,
    )
    binary = read(b"\x00\xff\xfe line \x01")
    assert set(binary.doubts) == {Doubt.BYTES, Doubt.CONTROLS}
    assert "line" in binary.message
    assert read('{"cut": ').doubts == (Doubt.BROKEN,)
    ahead = RECEIVED + timedelta(days=3)
    assert read(f"{ahead.isoformat()} may1 app: x").doubts == (Doubt.CLOCK,)


LONG = "9" * 400
EVE = '{"timestamp":"x","event_type":"alert","alert":{"severity":%s}}'
WINDOWS = (
    "<Event><System><EventID>4625</EventID>%s</System><EventData>"
    "<Data Name='Level'>high</Data></EventData></Event>"
)
# What stands where a number should, and as what the line is read all the same.
NUMBERS = [
    (EVE % "NaN", "eve"),
    (EVE % "1e999", "eve"),
    (EVE % LONG, "eve"),
    (f'{{"rule":{{"level":{LONG}}},"agent":{{}}}}', "wazuh"),
    (WINDOWS % "", "windows"),
    (WINDOWS % "<Level>0</Level>", "windows"),
    ('{"a":1e+999}', "json"),
    ('{"a":[1E999],"b":{"c":-1e999},"d":-Infinity}', "json"),
    (f'{{"a":{LONG}.0}}', "json"),
    (f'{{"a":{"9" * 5000}}}', "text"),
    (
        f'10.0.0.9 - an [28/Nov/2026:07:12:11 +0700] "GET / HTTP/1.1" 200 {"1" * 5000}',
        "text",
    ),
    ('{"PRIORITY":"6","MESSAGE":[0,65]}', "journald"),
]


@pytest.mark.parametrize(
    ("line", "decoder"), NUMBERS, ids=[str(n) for n in range(len(NUMBERS))]
)
def test_what_is_no_number_is_kept_as_it_is_written(line: str, decoder: str) -> None:
    event = read(line)
    assert event.decoder == decoder
    told = json.dumps([event.message, dict(event.fields)], allow_nan=False)
    assert "\\u0000" not in told
    assert str(event.fields.get("a", "1E9")).upper().startswith(("1E", "9"))


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(line: bytes) -> None:
    event = read(line)
    assert event.length == len(line)


@given(st.integers(0, len(LINES) - 1), st.integers(0, 2**31))
def test_no_damage_to_a_line_makes_it_fail(number: int, seed: int) -> None:
    chance, line = random.Random(seed), bytearray(LINES[number][0].encode())
    for _n in range(chance.randint(1, 6)):
        at = chance.randrange(len(line))
        line[at : at + chance.randint(0, 9)] = bytes(
            chance.choice(b'{}[]"=\\|<> \x00\xc3%:')
            for _k in range(chance.randint(0, 3))
        )
        line = line or bytearray(b"x")
    assert read(bytes(line)).decoder
