"""Each element of the table: read, asked for, measured, and the same in our schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from congvu.exchange.formats.edxml import AnyMessage, Invalid, check
from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.formats.edxml.as_json import from_json, to_json
from congvu.exchange.formats.edxml.table import (
    Kind,
    Part,
    Row,
    parts_in,
    read_leaf,
    rows,
    values_of,
    write_leaf,
)
from congvu.exchange.rules import NEEDS_REASON, STATUS_NAMES
from congvu.lib.dates import VIETNAM
from tests.exchange.making import (
    business,
    document,
    full_document,
    header,
    organisation,
    reread,
    status,
    written,
)
from tests.exchange.test_round_trip import SCHEMA

DOCS = Path(__file__).resolve().parents[2] / "docs" / "edxml.md"
CLASSES = [
    c
    for c in vars(m).values()
    if isinstance(c, type) and issubclass(c, Part) and rows(c)
]


def full_status() -> m.StatusMessage:
    staff = m.Staff(department="P", staff="L", mobile="1", email="l@example.vn")
    return status("02", staff=staff, description="Sai thể thức")


def everything() -> Iterator[tuple[AnyMessage, str, Part, Row]]:
    """Each row of each part of a message of its own, to be spoiled."""
    for make in (full_document, full_status):
        places = [
            (n, row)
            for n, (_place, part) in enumerate(parts_in(make()))
            for row in rows(type(part))
        ]
        for n, row in places:
            message: AnyMessage = make()  # type: ignore[assignment]
            place, part = list(parts_in(message))[n]
            yield message, f"{place}/{row.tag}", part, row


@pytest.mark.parametrize("number", range(1, 7))
def test_a_status_of_one_figure_is_read_and_never_written(number: int) -> None:
    """``1`` and ``01`` mean the same; receivers compare texts."""
    two = written(status(f"0{number}", description="Lý do"))
    one = two.replace(
        b">0%d</edXML:StatusCode" % number, b">%d</edXML:StatusCode" % number
    )
    assert one != two

    found = reread(one)

    assert isinstance(found, m.StatusMessage)
    assert found.header.status_code == f"0{number}"
    assert written(found) == two
    with pytest.raises(Invalid):
        written(status(str(number), description="Lý do"))


def test_the_full_messages_have_every_element() -> None:
    there = {(type(p), r.tag) for _m, _w, p, r in everything() if values_of(p, r)}
    signature = {c for c in CLASSES if issubclass(c, m.Bare)}
    missing = [
        (c.__name__, row.tag)
        for c in CLASSES
        if c not in signature
        for row in rows(c)
        if (c, row.tag) not in there and row.tag != "Signature"
    ]

    assert missing == []


def test_every_length_is_kept_by_us_and_by_the_schema() -> None:
    measured = 0
    for message, where, part, row in everything():
        if not row.length or not values_of(part, row) or row.tag == "StatusCode":
            continue
        for more, well in ((0, True), (1, False)):
            long: Any = "9" * (row.length + more)
            long = int(long) if row.kind is Kind.INTEGER else long
            setattr(part, row.name, [long] if row.many else long)
            keys = {p.key for p in check(message)}
            assert ("too-long" in keys) is not well, where
        measured += 1

    assert measured > 40


def test_what_must_be_there_is_asked_for() -> None:
    for message, where, part, row in everything():
        if row.must and row.kind is not Kind.PAYLOAD:
            nothing: Any = [] if row.many else row.kind
            if isinstance(nothing, type):
                nothing = nothing()
            elif nothing in (Kind.TEXT,):
                nothing = ""
            elif nothing != []:
                nothing = None
            setattr(part, row.name, nothing)
            found = [p.place for p in check(message) if p.key == "missing"]
            # A part without anything in it is not written at all.
            assert part.is_empty or any(map(where.endswith, found)), where


def test_the_schema_refuses_what_the_check_refuses() -> None:
    """The schema is written by hand: it must not be more generous."""
    root = etree.fromstring(written(full_document()))
    SCHEMA.assertValid(root)
    for element in list(root.iter()):
        name = etree.QName(element).localname
        parent = element.getparent()
        if parent is None:
            continue
        at = parent.index(element)
        element.addnext(etree.fromstring(f'<Moi xmlns="{m.__name__}"/>'))
        assert not SCHEMA.validate(root), name
        parent.remove(parent[at + 1])
    assert SCHEMA.validate(root)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (m.new_document(header(), trace=business(1)), "phải ghi lý do"),
        (m.new_document(header(), trace=business(2, reason="  ")), "phải ghi lý do"),
        (m.new_document(header(), trace=business(7)), "không có loại nghiệp vụ 7"),
        (m.new_document(header(other_info=m.OtherInfo(priority=5))), "độ khẩn 5"),
        (m.new_document(header(other_info=m.OtherInfo(page_amount=-1))), "số âm"),
        (m.new_document(header(subject="a\x0bb")), "không được phép trong XML"),
        (
            m.new_document(header(to_places=m.ToPlaces(places=["x" * 600] * 2))),
            "dài 1200 ký tự, nhiều nhất 1000",
        ),
        (status("02"), "trạng thái 02 phải ghi lý do"),
        (status("13"), "trạng thái 13 phải ghi lý do"),
        (status("99"), "không có trạng thái 99"),
        (
            status(timestamp=datetime(2026, 1, 1)),  # noqa: DTZ001
            "không có múi giờ",
        ),
    ],
)
def test_the_rules_beyond_the_table(message: AnyMessage, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        written(message)


def test_all_reasons_come_at_once_in_the_order_of_the_file() -> None:
    message = m.new_document(
        header(
            from_=organisation("X" * 36),
            to=[],
            subject="s" * 501,
            signer=m.Signer(position="Chủ tịch"),
        ),
        trace=business(1),
    )

    with pytest.raises(Invalid) as refused:
        written(message)

    assert [r.message for r in refused.value.reasons] == [
        "MessageHeader/To: thiếu.",
        "MessageHeader/Subject: dài 501 ký tự, nhiều nhất 500.",
        "MessageHeader/From/OrganId: dài 36 ký tự, nhiều nhất 35.",
        "MessageHeader/SignerInfo/FullName: thiếu.",
        (
            "TraceHeaderList/Bussiness/BussinessDocReason: "
            "thu hồi, cập nhật, thay thế phải ghi lý do."
        ),
    ]


@pytest.mark.parametrize("code", STATUS_NAMES)
def test_every_status_goes_there_and_back(code: str) -> None:
    reason = "Sai thể thức" if code in NEEDS_REASON else ""
    message = status(str(code), description=reason)
    told = to_json(message)

    assert told["status_known"] is True
    assert from_json(told, lambda _file: None) == message


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (Kind.DAY, "2026/11/26", date(2026, 11, 26)),
        (Kind.DAY, "2026-1-6", date(2026, 1, 6)),
        (Kind.DAY, "06/01/2026", date(2026, 1, 6)),
        (Kind.DAY, "2014/02/30", None),
        (Kind.DAY, "hôm qua", None),
        (Kind.MOMENT, "2018/09/28 00:00:00", datetime(2018, 9, 28, tzinfo=VIETNAM)),
        (Kind.MOMENT, "2018-09-28T07:30", datetime(2018, 9, 28, 7, 30, tzinfo=VIETNAM)),
        (
            Kind.MOMENT,
            "2018-09-27T17:00:00.123Z",
            datetime(2018, 9, 28, tzinfo=VIETNAM),
        ),
        (Kind.MOMENT, "28/09/2018 25:00:00", None),
        (Kind.MOMENT, "9999/12/31 23:59:59-01:00", None),
        (Kind.INTEGER, "007", 7),
        (Kind.INTEGER, "7.0", None),
        (Kind.INTEGER, "٣", None),
        (Kind.FLAG, "1", True),
        (Kind.FLAG, "False", False),
        (Kind.FLAG, "có", None),
    ],
)
def test_leaves_are_read_as_others_write_them(
    kind: Kind, words: str, value: Any
) -> None:
    assert read_leaf(kind, words) == value
    if value is not None:
        assert read_leaf(kind, write_leaf(kind, value)) == value


def test_a_moment_is_written_as_it_was_on_the_wall_in_viet_nam() -> None:
    at = datetime.fromisoformat("2026-11-26T20:15:30+00:00")

    assert write_leaf(Kind.MOMENT, at) == "2026/11/27 03:15:30"


def test_what_cannot_be_understood_stands_where_it_stood() -> None:
    told = written(document()).replace(b"2026/11/26</edXML:Pro", b"mai</edXML:Pro")
    message = reread(told)

    assert isinstance(message, m.DocumentMessage)
    assert message.header.promulgation.promulgation_date is None
    assert "mai" in message.header.promulgation.extras[0].xml
    assert [p.place for p in message.remarks] == [
        "MessageHeader/PromulgationInfo/PromulgationDate"
    ]


def test_the_page_about_the_format_names_every_element_and_key() -> None:
    words = set(re.findall(r"`([^`]+)`", DOCS.read_text(encoding="utf-8")))
    needed = {row.tag for c in CLASSES for row in rows(c)}
    needed |= {row.key for c in CLASSES if not c.wraps for row in rows(c)}

    assert needed - words == set()
