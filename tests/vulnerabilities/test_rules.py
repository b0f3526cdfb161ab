"""Versions as each ecosystem orders them, ranges, names, the order of mending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.vulnerabilities.rules import (
    Line,
    PackageName,
    Priority,
    Severity,
    Stake,
    Unordered,
    compare,
    ecosystem_of,
    ecosystem_of_os,
    fixed_in,
    is_affected,
    is_same_maker,
    of_program,
    of_purl,
    priority,
    reasons,
    score_of,
    severity_of,
)

ASCENDING = {
    "PyPI": ["1.0.dev1", "1.0a1", "1.0rc1", "1.0", "1.0.post1", "1.1", "1.10", "1!0.1"],
    "npm": [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
        "1.2.0",
        "1.10.0",
    ],
    "Debian": [
        "1.0~~",
        "1.0~~a",
        "1.0~rc1-1",
        "1.0-1~deb12u1",
        "1.0-1",
        "1.0-1+b1",
        "1.0-1.1",
        "1.0-2",
        "1.0-10",
        "1.0a-1",
        "1.0+dfsg-1",
        "1.2-1",
        "1:0.1-1",
    ],
    "Red Hat": [
        "1.0~rc1-1.el9",
        "1.0-1.el9",
        "1.0-1.el9_2",
        "1.0-2.el9",
        "1.0^git1-1.el9",
        "1.0.1-1.el9",
        "1.0.a-1",
        "1.10-1.el9",
        "2:0.9-1",
    ],
    "Maven": [
        "2.0-alpha1",
        "2.0-beta-2",
        "2.0-M1",
        "2.0-M10",
        "2.0.CR1",
        "2.0-rc2",
        "2.0-SNAPSHOT",
        "2.0",
        "2.0-sp1",
        "2.0-jre",
        "2.0.1.M1",
        "2.0.1",
        "2.10",
    ],
    "CPE": ["1.0 beta 1", "1.0 rc2", "1.0", "1.0.1", "1.0.9", "1.0.10", "22.01", "128"],
}
RPM_BY_ITSELF = {"1.0.a-1"}  # a word is earlier than a number in rpm


@pytest.mark.parametrize("ecosystem", sorted(ASCENDING))
def test_each_ecosystem_orders_its_own(ecosystem: str) -> None:
    versions = [one for one in ASCENDING[ecosystem] if one not in RPM_BY_ITSELF]
    for place, one in enumerate(versions):
        for other, found in ((o, n) for n, o in enumerate(versions)):
            expected = (place > found) - (place < found)
            assert compare(ecosystem, one, other) == expected, (one, other)


def test_what_is_the_same_however_it_is_written() -> None:
    assert compare("PyPI", "1.0", "1.0.0") == 0
    assert compare("npm", "v1.2.3+build", "1.2.3") == 0
    assert compare("Debian", "0:1.0-1", "1.0-1") == 0
    assert compare("Debian", "1.01-1", "1.1-1") == 0
    assert compare("CPE", "1.0", "1.0.0") == 0
    for one in ("2", "v2.0.0", "2.0.Final", "2.0-GA", "2.0.0.RELEASE"):
        assert compare("Maven", one, "2.0") == 0, one
    assert compare("Red Hat", "1.0.a-1", "1.0.1-1") < 0
    for ecosystem, version in (
        ("PyPI", "không"),
        ("npm", "1.2.x"),
        ("Debian", ""),
        ("Debian", "²:1.0"),
        ("CPE", "9" * 500),
        ("CPE", "mới"),
        ("Maven", "Final"),
    ):
        with pytest.raises(Unordered):
            compare(ecosystem, version, "1.0")


@given(
    st.lists(
        st.text(alphabet="019az.~+-", min_size=1, max_size=8).filter(
            lambda text: text.strip("-") and not text.startswith("-")
        ),
        min_size=3,
        max_size=3,
    )
)
def test_an_order_is_an_order(three: list[str]) -> None:
    a, b, c = three
    for ecosystem in ("Debian", "Red Hat"):
        assert compare(ecosystem, a, b) == -compare(ecosystem, b, a)
        if compare(ecosystem, a, b) <= 0 and compare(ecosystem, b, c) <= 0:
            assert compare(ecosystem, a, c) <= 0


def line(*events: tuple[str, str], semver: bool = False) -> Line:
    return Line(events, semver)


TWO = line(
    ("introduced", "0"), ("fixed", "1.4.2"), ("introduced", "2.0"), ("fixed", "2.3")
)
RANGES = [
    (TWO, "1.4.1", True, "1.4.2"),
    (TWO, "1.4.2", False, ""),
    (TWO, "1.9", False, ""),
    (TWO, "2.0", True, "2.3"),
    (TWO, "2.2.9", True, "2.3"),
    (TWO, "2.3", False, ""),
    (line(("introduced", "1.0"), ("last", "1.5")), "1.5", True, ""),
    (line(("introduced", "1.0"), ("last", "1.5")), "1.5.1", False, ""),
    (line(("introduced", "1.0"), ("last", "1.5")), "0.9", False, ""),
    (line(("after", "1.0"), ("fixed", "2")), "1.0", False, ""),
    (line(("after", "1.0"), ("fixed", "2")), "1.0.1", True, "2"),
    # Told in no order; introduced where it is mended.
    (line(("fixed", "2.3"), ("introduced", "2.0")), "2.1", True, "2.3"),
    (line(("introduced", "1.0"), ("fixed", "1.0")), "1.0", False, ""),
    (line(("introduced", "0")), "9999", True, ""),
    (line(("introduced", "0"), ("limit", "3.0")), "3.0", False, ""),
    # It is enough to be before one of several.
    (line(("introduced", "0"), ("limit", "2.0"), ("limit", "3.0")), "2.5", True, ""),
    (line(("fixed", "3.0")), "2.0", False, ""),
    # Nothing that cannot be ordered lies between two versions.
    (line(("introduced", "0"), ("fixed", "hai")), "1.0", False, ""),
]


@pytest.mark.parametrize(("told", "version", "affected", "fixed"), RANGES)
def test_what_lies_in_a_range(
    told: Line, version: str, affected: bool, fixed: str
) -> None:
    assert is_affected("PyPI", version, [told], []) is affected
    assert fixed_in("PyPI", version, [told]) == fixed


def test_versions_that_are_named_count_without_a_range() -> None:
    assert is_affected("PyPI", "1.0", [], ["1.0.0"])
    assert not is_affected("PyPI", "1.1", [], ["1.0.0"])
    assert is_affected("generic", "lạ", [], ["lạ"])
    # What PyPI calls a version is none of semver's, whatever the advisory says.
    odd = line(("introduced", "1.0"), ("fixed", "1.2"), semver=True)
    assert is_affected("PyPI", "1.1.0.post1", [odd], [])
    assert fixed_in("PyPI", "1.1.0.post1", [odd]) == "1.2"
    pre = line(("introduced", "2.0.0"), ("fixed", "2.0.1"), semver=True)
    assert not is_affected("npm", "2.0.0-rc.1", [pre], [])
    assert is_affected("npm", "2.0.0", [pre], [])


PURLS = [
    ("pkg:pypi/Some_Thing@1.0", PackageName("PyPI", "some-thing", "1.0")),
    ("pkg:npm/%40mau/o-chu@2.1.0", PackageName("npm", "@mau/o-chu", "2.1.0")),
    (
        "pkg:deb/debian/libmau3@3.0-1%2Bdeb12u2?arch=amd64",
        PackageName("Debian", "libmau3", "3.0-1+deb12u2", "12"),
    ),
    (
        "pkg:deb/debian/libmau3@3.0-1?distro=debian-11&upstream=mau",
        PackageName("Debian", "mau", "3.0-1", "11"),
    ),
    (
        "pkg:deb/ubuntu/mau@1.0-1?distro=ubuntu-22.04",
        PackageName("Ubuntu", "mau", "1.0-1", "22.04"),
    ),
    (
        "pkg:rpm/rocky/mau@1.0-1.el9?epoch=1&distro=rocky-9",
        PackageName("Rocky Linux", "mau", "1:1.0-1.el9", "9"),
    ),
    ("pkg:maven/vn.mau/loi@1.0", PackageName("Maven", "vn.mau:loi", "1.0")),
    ("pkg:golang/mau.vn/Loi/v2@v2.0.1", PackageName("Go", "mau.vn/Loi/v2", "v2.0.1")),
    ("pkg:pypi/khong-phien-ban", None),
    (f"pkg:pypi/dai@{'1' * 101}", None),
    (f"pkg:deb/debian/dai@1.0?distro=debian-{'1' * 101}", None),
    (f"pkg:deb/debian/dai@1.0?upstream=dai%40{'1' * 101}", None),
    ("pkg:lạ/gì@1", None),
    ("không phải purl", None),
    ("", None),
]


@pytest.mark.parametrize(("purl", "expected"), PURLS)
def test_what_a_purl_names(purl: str, expected: PackageName | None) -> None:
    assert of_purl(purl) == expected


def test_whose_packages_a_machine_has() -> None:
    assert ecosystem_of("Debian:12") == ("Debian", "12")
    assert ecosystem_of("Ubuntu:22.04:LTS") == ("Ubuntu", "22.04")
    assert ecosystem_of("Ubuntu:Pro:18.04:LTS") == ("Ubuntu Pro", "18.04")
    assert ecosystem_of("PyPI") == ("PyPI", "")
    debian = ecosystem_of_os("Debian GNU/Linux 12 (bookworm)", "12.5")
    assert debian == ("Debian", "12")
    assert ecosystem_of_os("Ubuntu", "22.04.4 LTS") == ("Ubuntu", "22.04")
    assert ecosystem_of_os("Microsoft Windows 10 Pro", "10.0.19045") == ("CPE", "")


def test_programs_are_known_by_maker_and_name() -> None:
    fox = of_program("Hãng Cáo", "Hãng Cáo Duyệt Web (x64 vi) 12.0", "12.0")
    assert (fox.vendor, fox.name) == ("hang cao", "duyet web")
    assert is_same_maker("hang_cao", fox.vendor, fox.name)
    assert not is_same_maker("hang_tho", fox.vendor, fox.name)
    zip_program = of_program("Người Nén", "9-Nén 22.01 (x64)", "22.01")
    assert zip_program.name == "9-nen"


def test_the_order_of_mending_is_said_in_words() -> None:
    assert priority(Stake(Severity.LOW, exploited=True)) == Priority.NOW
    assert priority(Stake(Severity.CRITICAL)) == Priority.SOON
    assert priority(Stake(Severity.CRITICAL, level=3)) == Priority.NOW
    assert priority(Stake(Severity.HIGH, level=3, is_public=True)) == Priority.NOW
    assert priority(Stake(Severity.HIGH, level=2)) == Priority.PLANNED
    assert priority(Stake(Severity.LOW)) == Priority.LATER
    assert priority(Stake(Severity.UNKNOWN)) == Priority.PLANNED
    assert reasons(Stake(Severity.HIGH, exploited=True, level=4, is_public=True)) == [
        "Cao",
        "Đang bị khai thác trên thực tế",
        "Máy của hệ thống từ cấp độ 3",
        "Hệ thống mở ra Internet",
    ]


# Base scores as the specification's calculator gives them.
SCORES = [
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5),
    ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 7.8),
    ("CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N", 5.9),
    ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", 1.6),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10.0),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H", None),
    ("AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5),
    ("(AV:N/AC:L/Au:N/C:C/I:C/A:C)", 10.0),
    ("AV:L/AC:H/Au:M/C:N/I:N/A:P", 0.8),
    ("CVSS:3.1/AV:N", None),
    ("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", None),
    ("CVSS:5.0/AV:N/AC:L", None),
    ("CVSS:3.1/", None),
    ("", None),
    ("/" * 200, None),
    ("không", None),
]


@pytest.mark.parametrize(("vector", "expected"), SCORES)
def test_a_score_is_counted_from_its_vector(
    vector: str, expected: float | None
) -> None:
    assert score_of(vector) == expected


def test_a_severity_without_a_score_is_the_writers_word() -> None:
    assert severity_of(9.0) == Severity.CRITICAL
    assert severity_of(6.9) == Severity.MEDIUM
    assert severity_of(None, "MODERATE") == Severity.MEDIUM
    assert severity_of(None, "") == Severity.UNKNOWN
    assert severity_of(None, "khủng khiếp") == Severity.UNKNOWN
