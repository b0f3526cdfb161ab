"""Codes and roles, as tables."""

from __future__ import annotations

from uuid import UUID

import pytest

from congvu.organisations.rules import (
    AGENCY_WIDE,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    is_code_13,
    is_code_35,
    is_commune_5,
    members_of,
)


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("000.00.00.H03", True),
        ("000.00.15.H51", True),
        ("00.00.H03", False),
        ("000.00.00.H3", False),
        ("000.00.00.h03", False),
        ("000.00.00.H03 ", False),
        ("", False),
    ],
)
def test_code_of_13_characters(text: str, *, is_right: bool) -> None:
    assert is_code_13(text) is is_right


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("H03", True),
        ("H37.02.02", True),
        ("G09.01", True),
        ("A" * 35, True),
        ("A" * 36, False),
        ("H03.", False),
        ("H03..01", False),
        ("h03", False),
        ("H-03", False),
        ("", False),
    ],
)
def test_code_of_35_characters(text: str, *, is_right: bool) -> None:
    assert is_code_35(text) is is_right


@pytest.mark.parametrize(
    ("text", "is_right"),
    [("01918", True), ("1918", False), ("0191a", False), ("०१९१८", False)],
)
def test_code_of_a_commune(text: str, *, is_right: bool) -> None:
    assert is_commune_5(text) is is_right


def test_every_role_has_a_name_and_permissions() -> None:
    assert set(ROLE_NAMES) == set(Role)
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_every_permission_is_somebodys() -> None:
    given = set().union(*ROLE_PERMISSIONS.values())

    assert given == set(Permission)


def test_an_administrator_reads_no_papers() -> None:
    assert Role.ADMINISTRATOR not in AGENCY_WIDE
    assert Permission.READ_REGISTER not in ROLE_PERMISSIONS[Role.ADMINISTRATOR]


def test_members_of_a_unit_are_not_its_head() -> None:
    unit = UUID("0190d4a2-6f00-7000-8000-000000000001")

    assert members_of(unit) != unit
    assert members_of(unit) == members_of(unit)
    assert members_of(UUID(int=1)) != members_of(UUID(int=2))
