"""How a system stands to a standard; which systems are alike; whom a check may ask."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from congvu.standards.queries import catalogue, find_standard, mandatory, standards_on
from congvu.standards.rules import (
    ClaimKind,
    Said,
    StandardStanding,
    Told,
    alike,
    host_of,
    is_allowed,
    standing,
)

DAY = date(2026, 11, 29)
WAIVED = ClaimKind.WAIVED
PAST = DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (Said(), StandardStanding.OPEN),
        (Said(ClaimKind.DECLARED), StandardStanding.DECLARED),
        (Said(ClaimKind.ABSENT), StandardStanding.ABSENT),
        (Said(ClaimKind.ABSENT, passed=True), StandardStanding.TESTED),
        (Said(ClaimKind.DECLARED, passed=False), StandardStanding.FAILED),
        (Said(WAIVED, DAY), StandardStanding.WAIVED),
        (Said(WAIVED, DAY, passed=False), StandardStanding.WAIVED),
        (Said(WAIVED, PAST), StandardStanding.OPEN),
        (Said(WAIVED, PAST, passed=False), StandardStanding.FAILED),
        (Said(passed=True), StandardStanding.TESTED),
    ],
)
def test_standing(said: Said, found: StandardStanding) -> None:
    assert standing(said, DAY) == found


def test_the_lists_are_dated_and_say_how_sure_they_are() -> None:
    """TT 39/2017 began on 01/7/2018; the new QCVN on 01/7/2026. Nothing of memory is
    certain.
    """
    codes = {one.code for one in standards_on(DAY)}
    assert {"utf-8", "tcvn-6909", "html-4-01", "wcag-2", "qcvn-12-2026"} <= codes
    assert find_standard("qcvn-12-2026", date(2026, 6, 30)) is None
    assert find_standard("utf-8", date(2018, 6, 30)) is None
    assert find_standard("utf-8", date(2018, 7, 1)) is not None
    assert "wcag-2" not in mandatory(DAY)
    assert "utf-8" in mandatory(DAY)
    confirmed = {one.code for one in standards_on(DAY) if one.sure == "B"}
    assert confirmed == {"utf-8", "tcvn-6909", "html-4-01", "wcag-2", "qcvn-12-2026"}
    assert not any(one.is_certain for one in catalogue().standards)


def of(n: int, text: str, *programs: str) -> Told:
    return Told(UUID(int=n), text, frozenset(programs))


def test_alike_by_words_that_say_something() -> None:
    a = of(1, "Quản lý hồ sơ đất đai huyện")
    b = of(2, "Phần mềm hồ sơ đất đai")
    c = of(3, "Hệ thống thông tin quản lý của tỉnh")
    d = of(4, "Cổng thanh toán học phí", "PostgreSQL")
    e = of(5, "Camera giao thông", "PostgreSQL")
    (pair,) = alike([a, b, c, d, e])
    assert (pair.first, pair.second) == (a.id, b.id)
    assert pair.words == ("hồ", "đất", "đai"), "as they are written"
    assert alike([b, a]) == [pair], "the order they come in changes nothing"


def test_the_same_program_needs_fewer_words() -> None:
    a = of(1, "Thư điện tử công vụ cũ dừng", "Postfix")
    b = of(2, "Thư công vụ nội bộ mới", "Postfix")
    assert [one.programs for one in alike([a, b])] == [("Postfix",)]
    assert alike([of(1, a.text), of(2, b.text)]) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cong.bac.vn", ("cong.bac.vn", 443)),
        (" https://cong.bac.vn:8443/tin ", ("cong.bac.vn", 8443)),
        ("cong.bac.vn:x", None),
        ("http://cong.bac.vn", None),
        ("file:///etc/passwd", None),
        ("a@cong.bac.vn", None),
        ("cong..vn", None),
        ("", None),
        ("cong.bac.vn:99999", None),
    ],
)
def test_address(typed: str, found: tuple[str, int] | None) -> None:
    assert host_of(typed) == found


def test_only_hosts_that_were_named() -> None:
    named = ["cong.bac.vn", ".tinh.vn"]
    assert is_allowed("cong.bac.vn", named)
    assert is_allowed("mot.tinh.vn", named)
    assert not is_allowed("tinh.vn", named)
    assert not is_allowed("xtinh.vn", named)
    assert not is_allowed("x.cong.bac.vn", named)
    assert not is_allowed("127.0.0.1", [])
