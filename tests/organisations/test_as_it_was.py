"""The organisation as it was on any day is one call."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM
from congvu.organisations.actions import create_agency, create_unit
from congvu.organisations.models import Agency, AgencyVersion, UnitVersion
from congvu.organisations.queries import (
    agencies_on,
    agency_by_name,
    agency_on,
    posts_on,
    units_below,
    units_below_each,
    units_on,
)
from tests.people import SINCE, Province


def _rename(agency: Agency, name: str, on: date) -> None:
    old = AgencyVersion.objects.get(agency=agency)
    old.valid_until = on
    old.save(update_fields=["valid_until"])
    AgencyVersion.objects.create(
        agency=agency,
        parent=old.parent,
        name=name,
        short_name=name,
        issuer_symbol=old.issuer_symbol,
        folded_name=name.lower(),
        valid_from=on,
    )


def test_before_its_first_day_an_agency_is_not_there(province: Province) -> None:
    assert agencies_on(SINCE - timedelta(days=1)) == []
    assert {a.id for a in agencies_on(SINCE)} == {
        province.committee.id,
        province.commune.id,
    }


def test_after_its_last_day_an_agency_is_not_there(province: Province) -> None:
    province.commune.valid_until = date(2025, 7, 1)
    province.commune.save(update_fields=["valid_until"])

    assert agency_on(province.commune.id, date(2025, 6, 30)) is not None
    assert agency_on(province.commune.id, date(2025, 7, 1)) is None


def test_a_paper_of_that_day_shows_the_name_of_that_day(province: Province) -> None:
    _rename(province.commune, "Ủy ban nhân dân xã Thượng Minh", date(2025, 7, 1))

    before = agency_on(province.commune.id, date(2025, 6, 30))
    after = agency_on(province.commune.id, date(2025, 7, 1))

    assert before is not None
    assert after is not None
    assert before.name == "Ủy ban nhân dân xã Yến Dương"
    assert after.name == "Ủy ban nhân dân xã Thượng Minh"
    assert before.id == after.id


def test_an_agency_is_found_by_the_name_it_had(province: Province) -> None:
    found = agency_by_name("ỦY BAN NHÂN DÂN XÃ YẾN DƯƠNG", SINCE)

    assert found == province.commune
    assert agency_by_name("Ủy ban nhân dân xã Yến Dương", date(2000, 1, 1)) is None
    assert agency_by_name("Ủy ban", SINCE) is None


def test_a_name_two_agencies_share_means_neither(province: Province) -> None:
    create_agency(
        kind="commune",
        name="Ủy ban nhân dân xã Yến Dương",
        short_name="UBND xã Yến Dương",
        issuer_symbol="UBND",
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )

    assert agency_by_name("Ủy ban nhân dân xã Yến Dương", SINCE) is None


def test_posts_show_their_holder_of_the_day(province: Province) -> None:
    def holders(on: date) -> dict[str, str]:
        rows = posts_on(on, unit_id=province.division.id)
        return {str(row.id): row.person_name for row in rows}

    assert province.son.post is not None
    chair = str(province.son.post.id)

    assert holders(province.today - timedelta(days=1))[chair] == "Lý Văn Sơn"
    assert holders(province.today)[chair] == ""


def test_units_come_in_the_order_of_the_office(province: Province) -> None:
    names = [u.name for u in units_on(province.committee.id, province.today)]

    assert names == [
        "Lãnh đạo Ủy ban nhân dân tỉnh",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Phòng Khoa giáo - Văn xã",
    ]


def test_units_below_are_those_of_the_day(province: Province) -> None:
    made = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    team = create_unit(
        agency=province.committee, name="Tổ", parent=province.division, **made
    )

    assert set(units_below([province.office.id], province.today)) == {
        province.office.id,
        province.division.id,
        team.id,
    }
    assert units_below([province.office.id], date(2000, 1, 1)) == [province.office.id]
    assert units_below_each([team.id, province.leaders.id], province.today) == {
        team.id: [team.id],
        province.leaders.id: [province.leaders.id],
    }


def test_a_circle_of_units_ends(province: Province) -> None:
    UnitVersion.objects.filter(unit=province.office).update(parent=province.division)

    assert set(units_below([province.office.id], province.today)) == {
        province.office.id,
        province.division.id,
    }


def test_the_tree_is_one_query_whatever_its_size(province: Province) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        agencies_on(province.today)
    for number in range(30):
        create_agency(
            kind="commune",
            name=f"Ủy ban nhân dân xã {number}",
            short_name=f"UBND xã {number}",
            issuer_symbol="UBND",
            valid_from=SINCE,
            by=SYSTEM,
            at=province.at,
        )
    with CaptureQueriesContext(connection) as many:
        assert len(agencies_on(province.today)) == 32

    assert len(few) == len(many) == 1
