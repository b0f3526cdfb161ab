"""Which desk of the heir takes the work: a table of bodies and what is chosen."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from congvu.documents.actions.passing.matching import Matcher, Wanted
from congvu.documents.actions.passing.matching import Post as Desk
from congvu.organisations.rules import members_of

AGENCY, OLD, OLD_UNIT = uuid4(), uuid4(), uuid4()
OFFICE, ECONOMY = uuid4(), uuid4()
UNITS = {OFFICE: "Văn phòng", ECONOMY: "Phòng Kinh tế"}


def desk(role: str, name: str, unit: UUID = OFFICE, holder: str = "Lan") -> Desk:
    return Desk(AGENCY, uuid4(), unit, role, name, UNITS[unit], holder)


CLERK = desk("records-clerk", "Văn thư")
CHIEF = desk("office-chief", "Chánh Văn phòng")
LEADER = desk("leader", "Chủ tịch")
DEPUTY = desk("leader", "Phó Chủ tịch", holder="")
HEAD = desk("unit-head", "Trưởng phòng", ECONOMY)
STAFF = desk("specialist", "Chuyên viên", ECONOMY)
LAND = desk("specialist", "Công chức địa chính", ECONOMY)
EMPTY = desk("specialist", "Chuyên viên", OFFICE, holder="")


def old(role: str, name: str, unit: str = "Văn phòng - Thống kê") -> Desk:
    return Desk(uuid4(), OLD, OLD_UNIT, role, name, unit, "Minh")


def chosen(
    posts: list[Desk],
    was: Desk | None = None,
    *,
    given: UUID | None = None,
    wanted: UUID = OLD,
    is_direct: bool = False,
    is_interim: bool = False,
    unit: str = "Phòng Tư pháp",
) -> UUID | None:
    matcher = Matcher(
        explicit={OLD: given, OLD_UNIT: given} if given else {},
        posts={AGENCY: posts},
        units={AGENCY: UNITS},
        old_posts={OLD: was} if was else {},
        old_units={OLD_UNIT: unit},
        members={members_of(OLD_UNIT): OLD_UNIT},
    )
    found = matcher.match(Wanted(wanted, AGENCY, is_direct, is_interim))
    return found.desk_id if found else None


ALL = [CLERK, CHIEF, LEADER, DEPUTY, HEAD, STAFF, LAND, EMPTY]


@pytest.mark.parametrize(
    ("was", "expected"),
    [
        (old("specialist", "Công chức địa chính"), LAND),
        (old("specialist", "công chức địa chính"), LAND),
        (old("specialist", "Chuyên viên"), STAFF),
        (old("specialist", "Cán sự", "Phòng Kinh tế"), STAFF),
        (old("specialist", "Cán sự"), CHIEF),
        (old("unit-head", "Trưởng phòng"), HEAD),
        (old("leader", "Chủ tịch"), LEADER),
        (old("leader", "Phó Chủ tịch"), DEPUTY),
        (old("archivist", "Lưu trữ viên"), CHIEF),
    ],
)
def test_same_name_and_role_else_same_unit_else_the_chief(
    was: Desk, expected: Desk
) -> None:
    assert chosen(ALL, was) == expected.id


def test_what_the_act_says_goes_before_likeness() -> None:
    was = old("specialist", "Chuyên viên")

    assert chosen(ALL, was, given=LAND.id) == LAND.id


def test_where_there_is_no_chief_it_is_a_leader_who_is_there() -> None:
    assert chosen([CLERK, DEPUTY, LEADER], old("specialist", "Cán sự")) == LEADER.id


def test_what_waits_for_a_word_goes_to_who_may_give_it() -> None:
    was = old("specialist", "Chuyên viên")

    assert chosen(ALL, was, given=STAFF.id, is_direct=True) == CHIEF.id


@pytest.mark.parametrize("posts", [[], [DEPUTY, EMPTY]])
def test_where_nobody_sits_there_is_no_desk(posts: list[Desk]) -> None:
    assert chosen(posts, old("leader", "Phó Chủ tịch")) is None


def test_what_is_kept_for_now_goes_to_the_chief_as_it_is() -> None:
    assert chosen(ALL, old("leader", "Chủ tịch"), is_interim=True) == CHIEF.id


def test_a_units_desk_is_that_of_its_heir_or_of_its_namesake() -> None:
    assert chosen(ALL, wanted=OLD_UNIT, given=OFFICE) == OFFICE
    assert chosen(ALL, wanted=OLD_UNIT, unit="phòng kinh tế") == ECONOMY
    assert chosen(ALL, wanted=OLD_UNIT) == CHIEF.id


def test_what_members_were_told_stays_with_members() -> None:
    told = members_of(OLD_UNIT)

    assert chosen(ALL, wanted=told, given=ECONOMY) == members_of(ECONOMY)
    assert chosen(ALL, wanted=told) == CHIEF.id
