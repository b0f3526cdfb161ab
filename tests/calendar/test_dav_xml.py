"""The XML of CalDAV: what is understood, what is refused, and what is found by it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.calendar.formats.dav import (
    Answer,
    BadRequest,
    C,
    D,
    FreeBusy,
    Multiget,
    Precondition,
    Query,
    Sync,
    el,
    error,
    multistatus,
    read_propfind,
    read_proppatch,
    read_report,
    read_xml,
)
from congvu.calendar.formats.filters import bounds, fits
from congvu.calendar.formats.objects import read_object
from tests.calendar.test_ical import SIMPLE, WEEKLY, ical

NS = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'


def query(inside: str, data: str = "") -> Query:
    body = (
        f"<C:calendar-query {NS}><D:prop><D:getetag/><C:calendar-data>{data}"
        f"</C:calendar-data></D:prop><C:filter>{inside}</C:filter></C:calendar-query>"
    )
    found = read_report(body.encode())
    assert isinstance(found, Query)
    return found


def event(inside: str) -> str:
    return (
        '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
        f"{inside}</C:comp-filter></C:comp-filter>"
    )


def ranged(since: str, until: str) -> str:
    return f'<C:time-range start="{since}" end="{until}"/>'


ALARMED = SIMPLE
CATEGORISED = ical(
    "UID:b",
    "DTSTART:20261130T010000Z",
    "DURATION:PT1H",
    "CATEGORIES:tay,chân,đầu",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:minh@backan.example",
)


@pytest.mark.parametrize(
    ("inside", "text", "found"),
    [
        (event(""), SIMPLE, True),
        (event(""), ical("UID:a", kind="VTODO"), False),
        (event(ranged("20261130T000000Z", "20261130T020000Z")), SIMPLE, True),
        (event(ranged("20261130T030000Z", "20261130T040000Z")), SIMPLE, False),
        (event(ranged("20270104T000000Z", "20270105T000000Z")), WEEKLY, False),
        (event(ranged("20270103T230000Z", "20270105T000000Z")), WEEKLY, True),
        (event('<C:time-range start="20991201T000000Z"/>'), WEEKLY, True),
        (event('<C:prop-filter name="SUMMARY"><C:text-match>GIAO</C:text-match>'
               "</C:prop-filter>"), SIMPLE, True),
        (event('<C:prop-filter name="SUMMARY"><C:text-match collation="i;octet">GIAO'
               "</C:text-match></C:prop-filter>"), SIMPLE, False),
        (event('<C:prop-filter name="SUMMARY"><C:text-match negate-condition="yes">giao'
               "</C:text-match></C:prop-filter>"), SIMPLE, False),
        (event('<C:prop-filter name="CATEGORIES"><C:text-match>chân</C:text-match>'
               "</C:prop-filter>"), CATEGORISED, True),
        (event('<C:prop-filter name="CATEGORIES"><C:is-not-defined/></C:prop-filter>'),
         CATEGORISED, False),
        (event('<C:prop-filter name="CATEGORIES"><C:is-not-defined/></C:prop-filter>'),
         SIMPLE, True),
        (event('<C:prop-filter name="ATTENDEE"><C:param-filter name="PARTSTAT">'
               "<C:text-match>ACCEPTED</C:text-match></C:param-filter></C:prop-filter>"),
         CATEGORISED, True),
        (event('<C:comp-filter name="VALARM">'
               + ranged("20261130T004000Z", "20261130T005000Z") + "</C:comp-filter>"),
         ALARMED, True),
        (event('<C:comp-filter name="VALARM">'
               + ranged("20261130T010000Z", "20261130T020000Z") + "</C:comp-filter>"),
         ALARMED, False),
        (event('<C:comp-filter name="VALARM"><C:is-not-defined/></C:comp-filter>'),
         ALARMED, False),
        ('<C:comp-filter name="VCALENDAR"/>', SIMPLE, True),
    ],
)  # fmt: skip
def test_a_search_finds_what_it_asks_for(inside: str, text: str, found: bool) -> None:
    assert fits(query(inside).filter, read_object(text)) is found


def test_a_search_says_within_which_days_it_can_find_anything() -> None:
    asked = query(event(ranged("20261130T000000Z", "20261201T000000Z")))
    span = bounds(asked.filter)

    assert span is not None
    assert (span.since.day, span.until.month) == (30, 12)
    assert bounds(query(event("")).filter) is None


def test_reports_are_read() -> None:
    many = read_report(
        f"<C:calendar-multiget {NS}><D:prop><D:getetag/></D:prop>"
        "<D:href>/dav/a.ics</D:href><D:href> /dav/b.ics </D:href>"
        "</C:calendar-multiget>".encode()
    )
    sync = read_report(
        f"<D:sync-collection {NS}><D:sync-token/><D:sync-level>1</D:sync-level>"
        "<D:limit><D:nresults>5</D:nresults></D:limit><D:prop/></D:sync-collection>".encode()
    )
    free = read_report(
        f"<C:free-busy-query {NS}>{ranged('20261130T000000Z', '20261201T000000Z')}"
        "</C:free-busy-query>".encode()
    )

    assert isinstance(many, Multiget)
    assert many.hrefs == ("/dav/a.ics", "/dav/b.ics")
    assert isinstance(sync, Sync)
    assert (sync.token, sync.limit) == ("", 5)
    assert isinstance(free, FreeBusy)


def test_expansion_and_properties_asked_for() -> None:
    span = 'start="20261130T000000Z" end="20261201T000000Z"'
    asked = query(event(""), f"<C:expand {span}/>")

    assert asked.wanted.data.expand is not None
    assert f"{D}getetag" in asked.wanted.names
    assert read_propfind(b"").is_all
    assert read_propfind(
        f"<D:propfind {NS}><D:propname/></D:propfind>".encode()
    ).names_only
    [change] = read_proppatch(
        f"<D:propertyupdate {NS}><D:set><D:prop><D:displayname>Tên</D:displayname>"
        "</D:prop></D:set></D:propertyupdate>".encode()
    )
    assert (change.name, change.text) == (f"{D}displayname", "Tên")


BAD = {
    "words": b"xin chao",
    "cut off": b"<D:propfind xmlns:D='DAV:'><D:prop>",
    "entity": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "many laughs": b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
    "outside": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    "unknown letters": b'<?xml version="1.0" encoding="klingon"?><a/>',
    "deep": b"<a>" * 5000 + b"</a>" * 5000,
    "large": b"<a>" + b" " * 1_000_001 + b"</a>",
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_hostile_xml_is_refused_at_once(body: bytes) -> None:
    begun = time.perf_counter()
    for read in (read_xml, read_propfind, read_report, read_proppatch):
        with pytest.raises(BadRequest):
            read(body)
    assert time.perf_counter() - begun < 2


WRONG_COLLATION = (
    '<C:prop-filter name="A"><C:text-match collation="i;klingon">a</C:text-match>'
    "</C:prop-filter>"
)


def asking(inside: str, kind: str = "text/calendar") -> str:
    return (
        f'<C:calendar-query {NS}><D:prop><C:calendar-data content-type="{kind}"/>'
        f"</D:prop><C:filter>{inside}</C:filter></C:calendar-query>"
    )


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        (f"<C:calendar-query {NS}/>", f"{C}valid-filter"),
        (f"<D:version-tree {NS}/>", f"{D}supported-report"),
        (asking("<C:comp-filter/>"), f"{C}valid-filter"),
        (asking(event(WRONG_COLLATION)), f"{C}supported-collation"),
        (asking("<C:comp-filter name='VCALENDAR'/>", "text/vcard"),
         f"{C}supported-calendar-data"),
    ],
)  # fmt: skip
def test_what_is_understood_and_refused_names_its_condition(
    body: str, tag: str
) -> None:
    with pytest.raises(Precondition) as refused:
        read_report(body.encode())

    assert refused.value.tag == tag


@pytest.mark.parametrize(
    "inside",
    [
        "<C:time-range/>",
        '<C:time-range start="hôm nay"/>',
        '<C:time-range start="20261130T000000"/>',
        ranged("20261201T000000Z", "20261130T000000Z"),
    ],
)
def test_a_span_must_be_one(inside: str) -> None:
    with pytest.raises(BadRequest):
        query(event(inside))


@given(st.binary(max_size=200))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    for read in (read_propfind, read_report, read_proppatch):
        try:
            read(body)
        except (BadRequest, Precondition):
            continue


def test_answers_are_written_as_the_protocol_has_them() -> None:
    text = multistatus(
        [
            Answer("/dav/a.ics", {f"{D}getetag": '"1"'}, [f"{D}quota"]),
            Answer("/dav/b.ics", status=404),
        ],
        token="urn:x:1",
    ).decode()
    refused = error(f"{C}no-uid-conflict", "Đã có", el(f"{D}href", text="/a")).decode()

    assert "<d:getetag>&quot;1&quot;</d:getetag>" in text.replace(
        '>"1"<', ">&quot;1&quot;<"
    )
    assert text.count("<d:status>HTTP/1.1 404 Not Found</d:status>") == 2
    assert "<d:sync-token>urn:x:1</d:sync-token>" in text
    assert "<c:no-uid-conflict><d:href>/a</d:href></c:no-uid-conflict>" in refused
