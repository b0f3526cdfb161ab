"""An address of a name: without accents, one for each, and the reader sees why."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.mailboxes.rules import (
    AgencyToName,
    Collision,
    Naming,
    PersonToName,
    agency_codes,
    is_address,
    name_people,
    name_seat,
    pattern_faults,
    person_addresses,
    unit_code,
)

DOMAIN = "backan.gov.vn"


def called(*names: str, code: str = "snv") -> list[PersonToName]:
    return [PersonToName(UUID(int=n), name, code) for n, name in enumerate(names, 1)]


def addresses(naming: Naming, *names: str) -> list[str]:
    people = called(*names)
    found = name_people(naming, people, set())
    return [found[one.id].address.partition("@")[0] for one in people]


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("ten.hodem.donvi", "Nguyễn Tiến Dũng", "dung.nguyentien.snv"),
        ("ten.hodem.donvi", "Đặng Văn Phúc", "phuc.dangvan.snv"),
        ("ten.hodem.donvi", "Ma Thị Hoa", "hoa.mathi.snv"),
        ("ten.hodem.donvi", "H'Hen Niê", "nie.hhen.snv"),
        ("ten.hodem.donvi", "Khánh", "khanh.snv"),
        ("ten+hd.donvi", "Nguyễn Tiến Dũng", "dungnt.snv"),
        ("ten+hd", "Lường Thị Ngọc Ánh", "anhltn"),
        ("ho-ten_donvi", "Nông Thị Lan", "nong-lan_snv"),
        ("donvi.ten.ho.dem", "Hoàng Văn Minh", "snv.minh.hoang.van"),
        ("ten.canbo", "Hoàng Văn Minh", "minh.canbo"),
    ],
)
def test_the_pattern_says_how(pattern: str, name: str, expected: str) -> None:
    naming = Naming(DOMAIN, person=pattern)

    assert person_addresses(naming, name, "snv")[0] == f"{expected}@{DOMAIN}"


def test_decomposed_letters_are_the_same_name() -> None:
    assert addresses(Naming(DOMAIN), "Nguye\u0302\u0303n Va\u0306n Đức") == [
        "duc.nguyenvan.snv"
    ]


@pytest.mark.parametrize(
    ("pattern", "collision", "expected"),
    [
        ("ten+hd", Collision.NAMES, ["dungnt", "dungnguyenthe", "dungnt2"]),
        ("ten+hd", Collision.NUMBER, ["dungnt", "dungnt2", "dungnt3"]),
        ("ten", Collision.NAMES, ["dung", "dung.nt", "dung.nguyenthe"]),
        ("ten.ho", Collision.NAMES, ["dung.nguyen", "dung.nguyenthe", "dung.nguyen2"]),
        (
            "ten.hodem.donvi",
            Collision.NAMES,
            ["dung.nguyentien.snv", "dung.nguyenthe.snv", "dung.nguyenthe2.snv"],
        ),
    ],
)
def test_a_collision_is_resolved_in_the_way_that_was_chosen(
    pattern: str, collision: Collision, expected: list[str]
) -> None:
    naming = Naming(DOMAIN, person=pattern, collision=collision)
    names = ("Nguyễn Tiến Dũng", "Nguyễn Thế Dũng", "Nguyễn Thế Dung")

    assert addresses(naming, *names) == expected


def test_who_got_another_address_than_the_rule_says_is_told() -> None:
    people = called("Nguyễn Văn Hùng", "Nguyễn Văn Hưng")
    found = name_people(Naming(DOMAIN), people, set())

    assert [found[p.id].collided for p in people] == [False, True]
    assert found[people[1].id].wanted == f"hung.nguyenvan.snv@{DOMAIN}"
    assert found[people[1].id].address == f"hung.nguyenvan2.snv@{DOMAIN}"


def test_an_address_that_was_once_given_is_given_to_nobody_else() -> None:
    taken = {f"hoa.mathi.snv@{DOMAIN}"}
    (one,) = called("Ma Thị Hoa")

    assert name_people(Naming(DOMAIN), [one], taken)[one.id].collided


def test_a_name_too_long_for_any_server_is_cut() -> None:
    names = ["Nguyễn " + "Phúc Khánh Linh " * 6 + "An"] * 12
    found = addresses(Naming(DOMAIN), *names)

    assert len(set(found)) == 12
    assert all(len(one) <= 64 for one in found)


@given(
    names=st.lists(
        st.text(max_size=90) | st.sampled_from(["Nguyễn Văn An", "Nguyễn Vân Ân"]),
        max_size=40,
    ),
    pattern=st.sampled_from(
        ["ten.hodem.donvi", "ten+hd", "ten", "ho_dem_ten", "ten.donvi"]
    ),
    collision=st.sampled_from(Collision),
)
def test_whatever_people_are_called_each_has_an_address_of_their_own(
    names: list[str], pattern: str, collision: Collision
) -> None:
    naming = Naming(DOMAIN, person=pattern, collision=collision)
    people = called(*names)

    found = [one.address for one in name_people(naming, people, set()).values()]

    assert len(set(found)) == len(names)
    assert all(is_address(one) for one in found)


@pytest.mark.parametrize(
    ("naming", "fields"),
    [
        (Naming(DOMAIN), []),
        (Naming("khong-co-cham"), ["domain"]),
        (Naming(DOMAIN, person="họ.tên"), ["person"]),
        (Naming(DOMAIN, person="hodem.donvi"), ["person"]),
        (Naming(DOMAIN, person="ten..ho"), ["person"]),
        (Naming(DOMAIN, person="ten.ghe"), ["person"]),
        (Naming(DOMAIN, seat="donvi"), ["seat"]),
        (Naming(DOMAIN, agency="ten", seat="ghe"), ["seat", "agency"]),
    ],
)
def test_a_rule_that_cannot_work_is_refused_where_it_is_wrong(
    naming: Naming, fields: list[str]
) -> None:
    assert sorted({field for field, _why in pattern_faults(naming)}) == sorted(fields)


# -- bodies and seats


def body(n: int, kind: str, short_name: str, symbol: str = "UBND") -> AgencyToName:
    return AgencyToName(UUID(int=n), kind, short_name, symbol)


def test_bodies_are_called_by_their_place_or_their_letters() -> None:
    found = agency_codes(
        [
            body(1, "province", "UBND tỉnh Bắc Kạn"),
            body(2, "department", "Sở Nội vụ", "SNV"),
            body(3, "department", "Sở KH&ĐT", "SKHĐT"),
            body(4, "district", "UBND huyện Ba Bể"),
            body(5, "commune", "UBND xã Yến Dương"),
            body(6, "commune", "P. Đức Xuân"),
            body(7, "other", "Ban Quản lý khu công nghiệp", ""),
        ]
    )

    assert list(found.values()) == [
        "ubnd", "snv", "skhdt", "babe", "yenduong", "pducxuan", "bqlkcn"
    ]  # fmt: skip


def test_the_older_of_two_bodies_keeps_the_shorter_name() -> None:
    """Trap of 2025: xã Ba Bể after huyện Ba Bể; two communes of one name."""
    found = agency_codes(
        [
            body(3, "commune", "xã Bằng Thành"),
            body(2, "commune", "xã Ba Bể"),
            body(1, "district", "huyện Ba Bể"),
            body(4, "commune", "xã Bằng Thành"),
            body(5, "commune", "xã Bằng Thành"),
        ]
    )

    assert [found[UUID(int=n)] for n in range(1, 6)] == [
        "babe", "xababe", "bangthanh", "xabangthanh", "bangthanh2"
    ]  # fmt: skip


def test_seats_are_named_after_what_they_are() -> None:
    taken: set[str] = set()
    naming = Naming(DOMAIN)

    made = [
        name_seat(naming, seat, "snv", taken).address.partition("@")[0]
        for seat in ("vanthu", "vanthu", "", "", unit_code("Phòng Tổ chức", "TC"))
    ]

    assert made == ["vanthu.snv", "vanthu2.snv", "snv", "snv2", "tc.snv"]
    assert unit_code("Phòng Cải cách hành chính", "") == "pcchc"
