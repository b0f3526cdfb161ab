"""Bundles of STIX 2.1: good ones, strangers' ones; what of a line is a sign."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st

from congvu.incidents.formats import stix
from congvu.incidents.formats.stix import (
    SignRead,
    pattern_of,
    read_bundle,
    write_bundle,
)
from congvu.incidents.rules import (
    Audience,
    SignBook,
    SignKind,
    Tlp,
    WrongValue,
    may_leave,
    tidy_value,
)
from congvu.lib.ids import uuid7
from tests.incidents.stories import GREEN, bundle, indicator

NOON = datetime(2026, 11, 27, 5, tzinfo=UTC)


def read(*objects: Any) -> stix.BundleRead:
    return read_bundle(bundle(*objects))


PATTERNS: list[tuple[str, list[tuple[str, str]]]] = [
    ("[ipv4-addr:value = '203.0.113.9']", [("address", "203.0.113.9")]),
    ("[ipv6-addr:value='2a00:0::1']", [("address", "2a00::1")]),
    ("[domain-name:value = 'Xau.Example.']", [("domain", "xau.example")]),
    ("[url:value = 'http://xau.example/a?b=1']", [("url", "http://xau.example/a?b=1")]),
    (f"[file:hashes.'SHA-256' = '{'A' * 64}']", [("sha256", "a" * 64)]),
    (f"[file:hashes.MD5 = '{'b' * 32}']", [("md5", "b" * 32)]),
    (
        "[domain-name:value IN ('a.example', 'b.example')]",
        [("domain", "a.example"), ("domain", "b.example")],
    ),
    (
        (
            "[ipv4-addr:value = '203.0.113.9' OR domain-name:value = 'a.example']"
            " OR [ipv4-addr:value = '203.0.113.8']"
        ),
        [
            ("address", "203.0.113.9"),
            ("domain", "a.example"),
            ("address", "203.0.113.8"),
        ],
    ),
    # Good STIX that no single line shows.
    ("[ipv4-addr:value = '203.0.113.9' AND domain-name:value = 'a.example']", []),
    ("[domain-name:value MATCHES '.*']", []),
    ("[process:name = 'x'] FOLLOWEDBY [file:name = 'y']", []),
    ("[ipv4-addr:value != '203.0.113.9']", []),
]


@pytest.mark.parametrize(("pattern", "values"), PATTERNS)
def test_what_a_pattern_is_watched_by(
    pattern: str, values: list[tuple[str, str]]
) -> None:
    (found,) = read(indicator(pattern=pattern)).signs
    assert list(found.values) == values


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("address", "10.0.0.1"),
        ("address", "127.0.0.1"),
        ("address", "0.0.0.0"),  # noqa: S104 - no address to listen on
        ("address", "224.0.0.1"),
        ("address", "203.0.113.0/24"),
        ("address", "999.1.1.1"),
        ("address", "2a00::1%eth0"),
        ("address", "2a00::1%" + "x" * 600),
        ("domain", "localhost"),
        ("domain", "backan.gov.vn"),
        ("domain", "gov.vn"),
        ("domain", ""),
        ("url", "javascript:alert(1)"),
        ("url", "http://"),
        ("url", "http://xau.example/\x00"),
        ("url", "http://xau.example/\ud800"),
        ("url", "http://xau\x00.example"),
        ("sha256", "a" * 63),
        ("md5", "z" * 32),
    ],
)
def test_what_every_log_has_or_none_is_no_sign(kind: str, value: str) -> None:
    with pytest.raises(WrongValue):
        tidy_value(SignKind(kind), value)


def test_a_hostile_bundle_gets_every_reason_and_the_good_part_is_taken() -> None:
    good = indicator()
    twice = {**good, "name": "Bản sao"}
    objects = [
        good,
        twice,
        "chuỗi",
        {"type": "indicator", "id": "indicator--khong-phai-uuid"},
        {**indicator(), "id": f"malware--{uuid4()}"},
        {**indicator(), "spec_version": "2.0"},
        {**indicator(), "pattern": "", "created": "hôm qua"},
        {**indicator(), "pattern": "[ipv4-addr:value = '10.0.0.1']"},
        {**indicator(), "pattern": "[ipv4-addr:value = "},
        {**indicator(), "pattern": "]["},
        {**indicator(), "valid_until": "2000-01-01T00:00:00Z"},
        {**indicator(), "pattern": "x" * 5000},
        {**indicator(), "pattern": "rule a {}", "pattern_type": "yara"},
        {**indicator(), "pattern_type": "sigma"},
        {**indicator(), "pattern": "\x00"},
        {**indicator(), "pattern": "[url:value = 'http://xau.example/\x00']"},
    ]
    found = read(*objects)
    assert [one.name for one in found.signs] == [good["name"]]
    told = [(part.split(":")[0], why) for part, why in found.troubles]
    assert told == [
        ("2", stix.TWICE),
        ("3", stix.NO_OBJECT),
        ("4", stix.WRONG_ID),
        ("5", stix.WRONG_ID),
        ("6", stix.OLD_SPEC),
        ("7", stix.NO_PATTERN),
        ("7", stix.NO_MOMENT),
        ("8", "Địa chỉ nội bộ hoặc dành riêng: mọi nhật ký đều có, không nhận"),
        ("9", stix.WRONG_PATTERN),
        ("10", stix.WRONG_PATTERN),
        ("11", stix.WRONG_UNTIL),
        ("12", stix.LONG_PATTERN),
        ("13", stix.WRONG_PATTERN),
        ("14", stix.WRONG_PATTERN),
        ("15", stix.NO_PATTERN),
        ("16", "URL không bắt đầu bằng http, https hoặc ftp"),
    ]


WHOLE: list[tuple[bytes, list[str]]] = [
    (b"", [stix.CUT_OFF]),
    (b'{"type": "bundle", "obj', [stix.CUT_OFF]),
    (b"\xff\xfe\x00", [stix.CUT_OFF]),
    (b"[" * 200_000, [stix.TOO_DEEP]),
    (b"[]", [stix.NO_BUNDLE]),
    (b'{"type": "report"}', [stix.NO_BUNDLE]),
    (b'{"type": "bundle", "id": "x"}', [stix.WRONG_BUNDLE_ID, stix.EMPTY]),
    (bundle(*[1] * 20_001), [stix.TOO_MANY]),
    (b" " * (stix.MOST_BYTES + 1), [stix.TOO_LARGE]),
]


@pytest.mark.parametrize(("content", "reasons"), WHOLE)
def test_what_is_no_bundle(content: bytes, reasons: list[str]) -> None:
    found = read_bundle(content)
    assert [why for _part, why in found.troubles] == reasons
    assert found.signs == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(indicator())), _JSON))
def test_whatever_stands_in_an_indicator_there_is_an_answer(
    told: dict[str, Any],
) -> None:
    found = read({**indicator(), **told})
    assert found.signs or found.troubles or told.get("type") != "indicator"


@given(st.text(alphabet="[]()'=,:. abORINipv4-d\\", max_size=60))
def test_whatever_a_pattern_is_it_is_read_or_refused(pattern: str) -> None:
    found = read(indicator(pattern=pattern or "[]"))
    assert len(found.signs) + bool(found.troubles) == 1


def test_marks_the_strictest_counts_and_silence_allows_nothing() -> None:
    def tlp(*refs: str, **more: Any) -> Tlp:
        told = indicator(object_marking_refs=list(refs))
        return read(told, *more.get("also", ())).signs[0].tlp

    red1 = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"
    own = f"marking-definition--{uuid4()}"
    meaning = {
        "type": "marking-definition",
        "id": own,
        "definition": {"tlp": "white"},
    }
    assert tlp(GREEN) == Tlp.GREEN
    assert tlp(GREEN, red1) == Tlp.RED
    assert tlp(own, also=[meaning]) == Tlp.CLEAR
    assert tlp() == tlp(own) == Tlp.STRICT
    # Nobody makes a known mark mean something else.
    assert tlp(red1, also=[{**meaning, "id": red1}]) == Tlp.RED


LEAVES = {
    Audience.WITHIN: "amber+strict amber green clear",
    Audience.COMMUNITY: "green clear",
    Audience.PUBLIC: "clear",
}


def test_red_leaves_for_nobody() -> None:
    for audience, told in LEAVES.items():
        assert {one for one in Tlp if may_leave(one, audience)} == set(told.split())


def test_what_we_write_the_standards_own_library_reads() -> None:
    signs = [
        SignRead(
            stix_id=f"indicator--{uuid4()}",
            name="Máy chủ điều khiển 'xấu'",
            description="",
            pattern=pattern_of(kind, value),
            values=((kind, value),),
            tlp=tlp,
            source="Trung tâm",
            created=NOON,
            modified=NOON,
            valid_from=NOON,
            valid_until=datetime(2027, 1, 1, tzinfo=UTC),
            is_revoked=False,
        )
        for (kind, value), tlp in zip(
            [
                (SignKind.ADDRESS, "203.0.113.9"),
                (SignKind.ADDRESS, "2a00::1"),
                (SignKind.DOMAIN, "xau.example"),
                (SignKind.URL, "http://xau.example/it's"),
                (SignKind.SHA256, "a" * 64),
                (SignKind.SHA1, "a" * 40),
                (SignKind.MD5, "a" * 32),
            ],
            [*Tlp, Tlp.CLEAR, Tlp.GREEN],
            strict=True,
        )
    ]
    content = write_bundle(signs, bundle_id=str(uuid4()))
    theirs = stix2.parse(content.decode(), allow_custom=True)
    by_id = {one["id"]: one for one in theirs["objects"]}
    assert {one.stix_id for one in signs} <= set(by_id)
    again = read_bundle(content)
    assert again.troubles == []
    for ours, told in zip(signs, again.signs, strict=True):
        assert (ours.values, ours.tlp, ours.valid_until) == (
            told.values,
            told.tlp,
            told.valid_until,
        )
    json.loads(content)


ADDRESS, DOMAIN, URL, DIGEST = uuid7(), uuid7(), uuid7(), uuid7()
BOOK = SignBook(
    [
        (ADDRESS, SignKind.ADDRESS, "203.0.113.9"),
        (ADDRESS, SignKind.ADDRESS, "2a00::1"),
        (DOMAIN, SignKind.DOMAIN, "xau.example"),
        (URL, SignKind.URL, "http://xau.example/tai"),
        (DIGEST, SignKind.MD5, "a" * 32),
    ]
)
LINES = [
    ("Failed password from 203.0.113.9 port 22", {}, {ADDRESS}),
    ("dst=203.0.113.9:443", {}, {ADDRESS}),
    ("from 203.0.113.90", {}, set()),
    ("from 1203.0.113.9", {}, set()),
    ("conn [2A00:0:0::1]:443", {}, {ADDRESS}),
    ("không nói gì", {"source.ip": "203.0.113.9"}, {ADDRESS}),
    ("query XAU.EXAMPLE IN A", {}, {DOMAIN}),
    ("query www.xau.example IN A", {}, set()),
    ("GET http://xau.example/tai 200", {}, {DOMAIN, URL}),
    ("GET http://xau.example/tai.", {}, {DOMAIN, URL}),
    ("GET http://xau.example/tailieu 200", {}, {DOMAIN}),
    ("md5 " + "A" * 32, {}, {DIGEST}),
]


@pytest.mark.parametrize(("message", "fields", "met"), LINES)
def test_what_of_a_line_is_a_sign(
    message: str, fields: dict[str, str], met: set[Any]
) -> None:
    assert BOOK.found_in(message, fields) == met


MOMENTS = [
    ("2026-12-01T00:00:00Z", datetime(2026, 12, 1, tzinfo=UTC)),
    ("9999-12-31T23:59:59Z", datetime(2201, 1, 1, tzinfo=UTC)),
    ("9999-12-31T23:59:59-14:00", datetime(2201, 1, 1, tzinfo=UTC)),
    ("2026-12-01T00:00:00", None),
    ("mãi mãi", None),
]


@pytest.mark.parametrize(("told", "until"), MOMENTS)
def test_until_when_a_sign_holds(told: str, until: datetime | None) -> None:
    found = read(indicator(valid_until=told, created="0001-01-01T00:00:00+14:00"))
    assert [one.valid_until for one in found.signs] == ([until] if until else [])
    assert [why for _part, why in found.troubles] == [stix.WRONG_UNTIL] * (not until)
