"""Rules of detection in Sigma's format: asked, counted in time, refused where wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from congvu.lib.dates import VIETNAM
from congvu.logs.formats import Reader, Unreadable, read_rules, shipped_rules
from congvu.logs.rules import Detector, Hit, Severity

NOON = datetime(2026, 11, 28, 12, tzinfo=VIETNAM)


def rule(detection: str, *, source: str = "product: linux") -> str:
    return (
        "title: Thử\nid: 0e95725d-7320-415d-80f7-004da920fc10\nlevel: high\n"
        f"logsource:\n  {source}\ndetection:\n{detection}\n"
    )


def asked(text: str, line: str) -> bool:
    found = read_rules(text)
    event = Reader(NOON).read(line.encode())
    return bool(Detector(found.detections, found.correlations).ask(event, NOON))


FAILED = (
    "Nov 28 11:00:00 may1 sshd[1]: Failed password for root from 203.0.113.9 port 5"
    " ssh2"
)
# What a selection asks of that line, and whether it is met.
CONDITIONS = [
    ("  a:\n    user.name: ROOT\n  condition: a", True),
    ("  a:\n    user.name|cased: ROOT\n  condition: a", False),
    ("  a:\n    user.name: admin\n  condition: a", False),
    ("  a:\n    User: ro?t\n  condition: a", True),
    ("  a:\n    message|contains|all: [failed, ssh2]\n  condition: a", True),
    ("  a:\n    message|startswith: password\n  condition: a", False),
    ("  a:\n    source.ip|cidr: 203.0.113.0/24\n  condition: a", True),
    ("  a:\n    source.ip|cidr: 10.0.0.0/8\n  condition: a", False),
    ("  a:\n    source.port|gte: 5\n  condition: a", True),
    ("  a:\n    source.port|lt: 5\n  condition: a", False),
    ("  a:\n    user.name|re: '^r.{2}t$'\n  condition: a", True),
    ("  a:\n    - Failed password\n    - nothing\n  condition: a", True),
    ("  a:\n    user.name: root\n    user.target.name: null\n  condition: a", True),
    ("  a:\n    file.path|exists: true\n  condition: a", False),
    ("  a:\n    file.path|exists: false\n    user.name: root\n  condition: a", True),
    ("  a1:\n    user.name: x\n  a2:\n    user.name: root\n  condition: 1 of a*", True),
    ("  a: {user.name: root}\n  b: {user.name: r*}\n  condition: a and not b", False),
    ("  a: {user.name: root}\n  b: {user.name: x}\n  condition: a and not b", True),
]  # fmt: skip


@pytest.mark.parametrize(
    "case", CONDITIONS, ids=[str(n) for n in range(len(CONDITIONS))]
)
def test_conditions_are_asked_as_sigma_means_them(case: tuple[str, bool]) -> None:
    assert asked(rule(case[0]), FAILED) is case[1]


def test_a_rule_asks_only_lines_of_its_source() -> None:
    words = "  a:\n    - root\n  condition: a"
    assert asked(rule(words, source="service: sshd"), FAILED)
    assert not asked(rule(words, source="service: sudo"), FAILED)
    assert not asked(rule(words, source="category: webserver"), FAILED)


# What Windows and Sysmon call a field, and what an event has there.
WINDOWS = {
    "ParentImage": r"C:\Windows\explorer.exe",
    "NewProcessName": r"C:\Windows\System32\cmd.exe",
    "SubjectUserName": "lan",
    "TargetUserName": "lan",
    "User": r"NT AUTHORITY\SYSTEM",
    "ServiceName": "PSEXESVC",
    "SourceIp": "10.0.0.4",
    "SourcePort": "51122",
    "DestinationIp": "203.0.113.4",
    "DestinationPort": "4444",
    "IpAddress": "10.0.0.4",
    "IpPort": "51122",
    "QueryName": "a.example",
    "WorkstationName": "PC-7",
    "TargetFilename": r"C:\a.txt",
}
XML = (
    "<Event><System><Provider Name='Sysmon'/><EventID>{code}</EventID>"
    "<Channel>Kenh</Channel><Computer>PC1</Computer></System>"
    "<EventData><Data Name='{name}'>{value}</Data></EventData></Event>"
)


def of_windows(name: str, value: str) -> list[str]:
    """One event as a shipper's JSON, flat JSON and XML."""
    system = {"event_id": 1, "provider_name": "Sysmon", "channel": "Kenh"}
    winlog = {**system, "computer_name": "PC1", "event_data": {name: value}}
    flat = {"EventID": 1, "Channel": "Kenh", "provider_name": "Sysmon", name: value}
    return [
        json.dumps({"@timestamp": "2026-11-28T00:12:01Z", "winlog": winlog}),
        json.dumps(flat),
        XML.format(code=1, name=name, value=value),
    ]


@pytest.mark.parametrize("name", WINDOWS)
def test_a_rule_for_windows_meets_what_windows_calls_so(name: str) -> None:
    detection = (
        "  a:\n    EventID: 1\n    Channel: Kenh\n    Provider_Name: Sysmon\n"
        f"    {name}: '{WINDOWS[name]}'\n  condition: a"
    )
    text = rule(detection, source="product: windows")
    assert [asked(text, one) for one in of_windows(name, WINDOWS[name])] == [True] * 3
    assert not any(asked(text, one) for one in of_windows(name, "khác"))


def test_a_field_that_only_the_line_calls_so_is_found() -> None:
    text = rule("  a:\n    ServiceName: kho\n  condition: a", source="product: traefik")
    assert asked(text, '{"ServiceName":"kho","msg":"x"}')
    assert not asked(text, '{"ServiceName":"khác","msg":"x"}')


def test_what_is_too_long_for_a_number_is_compared_with_none() -> None:
    text = rule("  a:\n    http.response.bytes|gte: 5\n  condition: a")
    line = '10.0.0.9 - - [28/Nov/2026:07:12:11 +0700] "GET / HTTP/1.1" 200 '
    assert asked(text, line + "5")
    assert not asked(text, line + "5" * 4_000)


LEVELS = ", ".join(one.word for one in Severity)
# What is refused, and a word of why.
REFUSED = {
    "  a:\n    message: '*'\n  condition: a": "khớp với mọi dòng",
    "  a:\n    user.name: root\n  condition: not a": "khớp với mọi dòng",
    "  a:\n    message|re: '.*'\n  condition: a": "khớp với mọi dòng",
    "  a:\n    - '*'\n  condition: a": "khớp với mọi dòng",
    "  a:\n    event.decoder: '*'\n  condition: a": "khớp với mọi dòng",
    "  a:\n    event.decoder|exists: true\n  condition: a": "khớp với mọi dòng",
    "  a:\n    event.decoder|re: '.'\n  condition: a": "khớp với mọi dòng",
    f"  a:\n    log.level: [{LEVELS}]\n  condition: a": "khớp với mọi dòng",
    "  a:\n    message|re: '[A-Za-z]{5}'\n  condition: a": "khớp với mọi dòng",
    "  a:\n    message|contains: [e, i, o]\n  condition: a": "khớp với mọi dòng",
    "  a:\n    message: '?????*'\n  condition: a": "khớp với mọi dòng",
    "  a:\n    - e\n  condition: a": "khớp với mọi dòng",
    "  a:\n    host.name|startswith: ''\n  condition: a": "khớp với mọi dòng",
    "  a: {message: x}\n  b: {message: y}\n  condition: not (a and b)": "mọi dòng",
    "  a: {url.path: null}\n  condition: a": "khớp với mọi dòng",
    "  a:\n    message|re: '(?=x)y'\n  condition: a": "không đọc|biểu thức",
    "  a:\n    message|expand: '%list%'\n  condition: a": "không có cách",
    "  a:\n    user.name: root\n  condition: a or": "không đọc",
    "  a:\n    user.name: root\n  condition: 5": "không đọc",
    "  condition: a": "không đọc",
}


@pytest.mark.parametrize("detection", REFUSED)
def test_a_rule_that_is_wrong_is_refused_with_the_reason(detection: str) -> None:
    with pytest.raises(Unreadable) as why:
        read_rules(rule(detection))
    assert re.search(REFUSED[detection], str(why.value).lower())


@pytest.mark.parametrize(
    "text",
    ["", "[]", "title: x", "\x00", "a: [", "x" * 300_000, "[" * 3_000],
    ids=lambda text: f"{text[:8]!r}{len(text)}",
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_rules(text)


def counted(kind: str, rules: str, condition: str, *, by: str = "source.ip") -> str:
    first = rule("  a:\n    event.outcome: failure\n  condition: a").replace(
        "title: Thử", "title: Sai\nname: failed"
    )
    second = (
        first.replace("failed\n", "came\n")
        .replace("fc10", "fc11")
        .replace("outcome: failure", "outcome: success")
    )
    return (
        f"{first}---\n{second}---\ntitle: Đếm\nname: counted\n"
        "id: 0e95725d-7320-415d-80f7-004da920fc12\nlevel: critical\ncorrelation:\n"
        f"  type: {kind}\n  rules: [{rules}]\n  group-by: [{by}]\n  timespan: 1m\n"
        f"  condition: {condition}\n"
    )


class Story:
    """Lines one after another, with so many seconds between."""

    def __init__(self, text: str) -> None:
        found = read_rules(text)
        self.detector = Detector(found.detections, found.correlations)

    def line(self, second: int, words: str) -> list[Hit]:
        event = Reader(NOON).read(f"Nov 28 11:00:00 may1 sshd[1]: {words}".encode())
        hits = self.detector.ask(event, NOON + timedelta(seconds=second))
        return [hit for hit in hits if hit.rule.title == "Đếm"]

    def failed(self, second: int, ip: str, user: str = "root") -> list[Hit]:
        words = f"Failed password for {user} from {ip} port 5 ssh2"
        return self.line(second, words)

    def came(self, second: int, ip: str) -> list[Hit]:
        return self.line(second, f"Accepted password for root from {ip} port 5 ssh2")


def test_events_of_one_source_count_within_the_time() -> None:
    story = Story(counted("event_count", "failed", "{gte: 3}"))
    assert not story.failed(0, "10.0.0.1")
    assert not story.failed(10, "10.0.0.2")
    assert not story.failed(20, "10.0.0.1")
    third = story.failed(59, "10.0.0.1")
    assert [(hit.key, hit.count) for hit in third] == [(("10.0.0.1",), 3)]
    # The first is over a minute ago now, and the second.
    assert not story.failed(100, "10.0.0.1")


def test_values_count_once_each() -> None:
    story = Story(counted("value_count", "failed", "{gte: 3, field: user.name}"))
    for second in range(9):
        assert not story.failed(second, "10.0.0.1", "root")
    assert not story.failed(10, "10.0.0.1", "an")
    assert [hit.count for hit in story.failed(11, "10.0.0.1", "binh")] == [3]


def test_things_in_order_come_in_that_order() -> None:
    text = counted("temporal_ordered", "failed, came", "{gte: 1}")
    story = Story(text.replace("  condition: {gte: 1}\n", ""))
    assert not story.came(0, "10.0.0.1")
    assert not story.failed(5, "10.0.0.1")
    assert not story.came(6, "10.0.0.2")
    assert story.came(60, "10.0.0.1")
    assert not story.came(70, "10.0.0.1")


def test_things_together_come_in_any_order() -> None:
    text = counted("temporal", "failed, came", "{gte: 1}")
    story = Story(text.replace("  condition: {gte: 1}\n", ""))
    assert not story.came(0, "10.0.0.1")
    assert story.failed(5, "10.0.0.1")
    assert not story.failed(66, "10.0.0.1")


ORDERED = counted("temporal_ordered", "failed, came", "").replace("  condition: \n", "")


def test_what_comes_newest_first_counts_as_what_comes_last() -> None:
    story = Story(counted("event_count", "failed", "{gte: 3}"))
    assert not any(story.failed(-86_400 * n, "10.0.0.1") for n in range(1, 300))
    assert not story.failed(59, "10.0.0.1")
    assert not story.failed(30, "10.0.0.1")
    assert [hit.count for hit in story.failed(0, "10.0.0.1")] == [3]
    values = Story(counted("value_count", "failed", "{gte: 3, field: user.name}"))
    assert not any(values.failed(-61 * n, "10.0.0.1", f"u{n}") for n in range(50))
    assert not values.failed(-9_000, "10.0.0.1", "an")
    assert not values.failed(-9_001, "10.0.0.1", "an")
    assert not values.failed(-9_010, "10.0.0.1", "binh")
    assert [hit.count for hit in values.failed(-9_020, "10.0.0.1", "chi")] == [3]


def test_things_in_order_and_together_that_come_newest_first() -> None:
    story = Story(ORDERED)
    assert not story.came(60, "10.0.0.1")
    assert story.failed(0, "10.0.0.1")
    assert not story.came(-30, "10.0.0.1"), "it came in before it failed"
    at_once = Story(ORDERED)
    assert not at_once.came(0, "10.0.0.1")
    assert not at_once.failed(0, "10.0.0.1")
    assert at_once.came(0, "10.0.0.1")
    together = Story(ORDERED.replace("temporal_ordered", "temporal"))
    assert not together.came(86_400, "10.0.0.1")
    assert not together.failed(0, "10.0.0.1")
    assert together.came(-60, "10.0.0.1")


def test_a_clock_that_is_ahead_or_behind_hides_nothing() -> None:
    """A line of tomorrow comes first; a second machine is a quarter of an hour late."""
    story = Story(counted("event_count", "failed", "{gte: 3}"))
    story.failed(86_400, "10.0.0.1")
    found = [story.failed(10 * n, "10.0.0.1") for n in range(1_000)]
    assert [hit.count for hit in found[-1]] == [7]
    [windows] = story.detector._windows.values()
    assert len(windows["10.0.0.1",].seen) < 50
    late = Story(counted("event_count", "failed", "{gte: 3}"))
    found = [late.failed(900 * (n % 2) + n, "10.0.0.1") for n in range(6)]
    assert [bool(one) for one in found] == [False] * 4 + [True] * 2


@pytest.mark.parametrize("way", [1, -1])
def test_of_one_group_so_many_are_kept(
    monkeypatch: pytest.MonkeyPatch, way: int
) -> None:
    monkeypatch.setattr("congvu.logs.rules.detection.MOST_KEPT", 5)
    story = Story(counted("event_count", "failed", "{gte: 3}"))
    found = [story.failed(way * n, "10.0.0.1") for n in range(50)]
    assert [hit.count for hit in found[-1]] == [5]


@pytest.mark.parametrize(
    "condition", ["{lt: 3}", "{gte: 0}", "{gte: 3}\n  timespan: 30d", "{neq: 2}"]
)
def test_a_count_that_cannot_be_kept_is_refused(condition: str) -> None:
    text = counted("event_count", "failed", condition)
    if "timespan: 30d" in condition:
        text = text.replace("  timespan: 1m\n", "")
    with pytest.raises(Unreadable):
        read_rules(text)


def test_guessing_and_then_coming_in_is_the_gravest(tmp_path: Path) -> None:
    """Lê Thị Lan reads the file of a machine that was broken into, by the command."""
    lines = [
        f"Nov 28 11:00:{n:02} may1 sshd[1]: Failed password for root from"
        f" 203.0.113.99 port {n} ssh2"
        for n in range(12)
    ]
    came = "Accepted password for root from 203.0.113.99 port 60 ssh2"
    lines += [
        f"Nov 28 11:01:00 may1 sshd[1]: {came}",
        "Nov 28 11:02:00 may1 sshd[1]: Accepted publickey for lan from 10.0.0.1 port 6",
        "",
        "không là gì",
    ]
    file = tmp_path / "auth.log"
    file.write_text("\n".join(lines), encoding="utf-8")
    out = StringIO()
    call_command("logs", "read", str(file), "--json", stdout=out)
    told = [json.loads(line) for line in out.getvalue().splitlines()]

    assert [one["line"] for one in told] == [*range(1, 15), 16]
    assert {one["rule"] for one in told[:9]} == {"Đăng nhập SSH sai"}
    assert {one["rule"] for one in told[9:12]} == {"Dò mật khẩu SSH"}
    assert told[12]["rule"] == "Đăng nhập SSH được sau nhiều lần sai"
    assert told[12]["rules"][0]["level"] == "critical"
    assert told[13]["rule"] == "Đăng nhập SSH được"
    last = told[14]
    assert (last["decoder"], last["fields"], last["rule"]) == ("text", {}, None)


def met(line: Mapping[str, object]) -> set[str]:
    """Names of the rules that come along which the line meets."""
    rules = shipped_rules()
    event = Reader(NOON).read(json.dumps(dict(line)).encode())
    hits = Detector(rules.detections, rules.correlations).ask(event, NOON)
    return {hit.rule.title for hit in hits}


def test_a_name_that_is_no_text_does_not_hide_from_the_rules() -> None:
    """journald exports such a message as numbers: a guesser could choose that name."""
    words = b"Failed password for invalid user \xff from 203.0.113.9 port 1 ssh2"
    line = {"SYSLOG_IDENTIFIER": "sshd", "PRIORITY": "6", "MESSAGE": list(words)}
    assert met(line) == {"Đăng nhập SSH sai"}
    for other in ([104, 999], [True], [-1], ["x"], []):
        assert met({**line, "MESSAGE": other}) == set()


def test_the_command_tells_what_is_wrong(tmp_path: Path) -> None:
    rules = tmp_path / "all.yml"
    rules.write_text(rule("  a:\n    message: '*'\n  condition: a"), encoding="utf-8")
    log = tmp_path / "x.log"
    log.write_text("x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="khớp với mọi dòng"):
        call_command("logs", "read", str(log), "--rules", str(rules))
    with pytest.raises(CommandError, match="No such file"):
        call_command("logs", "read", str(tmp_path / "none"))


def test_the_rules_that_come_along_are_read_and_each_is_one() -> None:
    found = shipped_rules()
    keys = [one.id for one in found.detections]
    keys += [one.id for one in found.correlations]
    assert len(set(keys)) == len(keys) > 20
    assert all(one.decoders or not one.asks({}) for one in found.detections)
