"""The table of steps: from where, to where, by whom; and what is wrong as typed."""

from __future__ import annotations

from datetime import date
from itertools import product
from uuid import UUID, uuid4

import pytest

from congvu.duties.rules import Course
from congvu.inspections.rules import (
    WAYS,
    About,
    Candidate,
    DecisionData,
    Doer,
    FindingData,
    InspectionData,
    InspectionState,
    RecommendationData,
    Step,
    TeamRole,
    decision_faults,
    finding_faults,
    inspection_faults,
    nothing_open,
    question_faults,
    questions_of,
    recommendation_faults,
    steps_from,
    team_faults,
)
from congvu.lib.dates import WorkCalendar
from congvu.lib.refusals import Refused
from tests.inspections.stories import planned, take
from tests.people import Province

#  step             from                          to          who
TABLE = """
decide            planned                         decided     orders
begin             decided                         under-way   orders head
ask-explanation   under-way                       explaining  orders head
go-on             explaining                      under-way   orders head
conclude          under-way explaining            concluded   orders head
follow            concluded                       followed    orders
close             concluded followed              done        orders
reopen            done                            followed    orders
cancel            planned decided under-way explaining  cancelled  orders
"""


def rows() -> dict[str, tuple[set[str], str, set[str]]]:
    found = {}
    for line in filter(str.strip, TABLE.splitlines()):
        step, before, after, who = (x for x in line.split("  ") if x)
        found[step.strip()] = (set(before.split()), after.strip(), set(who.split()))
    return found


@pytest.mark.parametrize("step", list(Step))
def test_each_step_goes_as_the_table_says(step: Step) -> None:
    before, after, who = rows()[step]
    way = WAYS[step]

    assert {str(s) for s in way.before} == before
    assert str(way.after) == after
    assert {str(d) for d in way.doers} == who


@pytest.mark.parametrize(
    ("state", "doer"), list(product(InspectionState, [*Doer, None]))
)
def test_what_may_come_next(state: InspectionState, doer: Doer | None) -> None:
    doers = frozenset({doer} if doer else set())
    wanted = {
        step
        for step, (before, _after, who) in rows().items()
        if state in before and doer in who
    }

    assert {str(step) for step in steps_from(state, doers)} == wanted


def test_a_member_takes_no_step_and_nothing_leads_out_of_cancelled() -> None:
    everybody = frozenset(Doer)

    assert steps_from(InspectionState.CANCELLED, everybody) == []
    for state in InspectionState:
        assert steps_from(state, frozenset({Doer.TEAM})) == []


@pytest.mark.django_db
def test_no_step_is_taken_from_elsewhere(province: Province, law: None) -> None:
    found = planned(province)
    for step in set(Step) - {Step.DECIDE, Step.CONCLUDE, Step.CANCEL}:
        with pytest.raises(Refused, match="“dự kiến” nên không làm được việc này"):
            take(province, found, step, text="Như vậy.")
    take(province, found, Step.CANCEL, text="Không cần nữa.")
    for step in set(Step) - {Step.DECIDE, Step.CONCLUDE}:
        with pytest.raises(Refused, match="“đã hủy” nên không làm được việc này"):
            take(province, found, step, text="Như vậy.")


@pytest.mark.parametrize(
    ("courses", "closes"),
    [
        ([], True),
        ([Course.DONE, Course.SUSPENDED, Course.REVOKED], True),
        ([Course.DONE, Course.UNDER_WAY], False),
        ([Course.DONE, None], False),
    ],
)
def test_when_nothing_is_left_to_follow(
    courses: list[str | None], closes: bool
) -> None:
    assert nothing_open(courses) is closes


# -- what is wrong as typed

DAYS = WorkCalendar()
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


def _planned(**more: object) -> InspectionData:
    given: dict[str, object] = {
        "body_id": uuid4(),
        "about": About.THEME,
        "subject": "Văn thư",
        "planned_from": MAY,
        "planned_until": JUNE,
    }
    return InspectionData(**{**given, **more})  # type: ignore[arg-type]  # from a table


@pytest.mark.parametrize(
    ("more", "year", "fields"),
    [
        ({}, 2026, []),
        ({"unplanned_because": "Có đơn."}, None, []),
        ({}, None, ["unplanned_because"]),
        ({"unplanned_because": "Có đơn."}, 2026, ["unplanned_because"]),
        ({"subject": ""}, 2026, ["subject"]),
        ({"subject": "x" * 301}, 2026, ["subject"]),
        ({"planned_until": date(2026, 4, 1)}, 2026, ["planned_until"]),
        ({}, 2025, ["planned_from"]),
        ({"planned_until": date(2027, 1, 1)}, 2026, ["planned_from"]),
    ],
)
def test_faults_of_a_plan(
    more: dict[str, object], year: int | None, fields: list[str]
) -> None:
    found = inspection_faults(_planned(**more), year=year)
    assert [fault.field for fault in found] == fields


def _decided(**more: object) -> DecisionData:
    given: dict[str, object] = {
        "period_from": date(2026, 1, 1),
        "period_until": date(2026, 3, 31),
        "starts_on": MAY,
        "ends_on": JUNE,
    }
    return DecisionData(**{**given, **more})  # type: ignore[arg-type]  # from a table


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({}, []),
        ({"visit_days": (date(2026, 5, 5), date(2026, 5, 6))}, []),
        ({"visit_days": (date(2026, 5, 9),)}, ["visit_days"]),  # a Saturday
        ({"visit_days": (date(2026, 7, 1),)}, ["visit_days"]),
        ({"visit_days": (MAY, MAY)}, ["visit_days"]),
        ({"starts_on": date(2026, 5, 1)}, ["starts_on"]),
        ({"ends_on": date(2026, 5, 3)}, ["ends_on"]),
        ({"period_until": date(2025, 12, 31)}, ["period_until"]),
        ({"report_wanted": "Báo cáo."}, ["report_wanted"]),
        ({"report_due_on": JUNE}, ["report_wanted"]),
        (
            {"report_wanted": "Báo cáo.", "report_due_on": date(2026, 5, 1)},
            ["report_due_on"],
        ),
    ],
)
def test_faults_of_a_decision(more: dict[str, object], fields: list[str]) -> None:
    found = decision_faults(_decided(**more), decided_on=MAY, days=DAYS)
    assert [fault.field for fault in found] == fields


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (FindingData("Thấy đủ."), []),
        (FindingData("Thấy đủ.", verdict="met"), []),
        (FindingData("Thiếu.", "NĐ 30", "Điều 29", "not"), []),
        (FindingData(""), ["seen"]),
        (FindingData("Thiếu.", verdict="not"), ["criterion"]),
        (FindingData("Thiếu.", "NĐ 30", "", "partly"), ["clause"]),
        (FindingData("x" * 4001), ["seen"]),
        (FindingData("Thấy.", question=3), ["question"]),
        (FindingData("Thấy.", question=0), ["question"]),
    ],
)
def test_faults_of_a_finding(data: FindingData, fields: list[str]) -> None:
    found = finding_faults(data, questions=2)
    assert [fault.field for fault in found] == fields


@pytest.mark.parametrize(
    ("text", "desk", "deadline", "fields"),
    [
        ("Lập hồ sơ.", uuid4(), JUNE, []),
        ("Lập hồ sơ.", None, JUNE, ["desk_id"]),
        ("Lập hồ sơ.", uuid4(), None, ["deadline"]),
        ("Lập hồ sơ.", uuid4(), date(2026, 5, 3), ["deadline"]),
        ("Lập hồ sơ.", uuid4(), date(2300, 1, 1), ["deadline"]),
        ("", None, None, ["text", "desk_id", "deadline"]),
    ],
)
def test_faults_of_a_recommendation(
    text: str, desk: UUID | None, deadline: date | None, fields: list[str]
) -> None:
    data = RecommendationData(text, desk, deadline)
    found = recommendation_faults(data, since=MAY)
    assert [fault.field for fault in found] == fields


@pytest.mark.parametrize(
    ("team", "fields"),
    [
        ([Candidate("Hoa", TeamRole.HEAD), Candidate("Minh", TeamRole.MEMBER)], []),
        ([], ["head"]),
        ([Candidate("Minh", TeamRole.MEMBER)], ["head"]),
        ([Candidate("Hoa", TeamRole.HEAD), Candidate("Hà", TeamRole.HEAD)], ["head"]),
        ([Candidate("Hoa", TeamRole.HEAD, of_body=True)], ["head"]),
        (
            [
                Candidate("Hoa", TeamRole.HEAD),
                Candidate("Lan", TeamRole.SECRETARY, bound_because="em gái ở đó"),
                Candidate("Tú", TeamRole.MEMBER, of_body=True, bound_because="quê"),
            ],
            ["secretary", "members", "members"],
        ),
    ],
)
def test_faults_of_a_team(team: list[Candidate], fields: list[str]) -> None:
    assert [fault.field for fault in team_faults(team)] == fields


def test_questions_as_they_are_typed() -> None:
    asked = questions_of("Có sổ không? | NĐ 30/2020 Đ22\n\n  Có máy không?  ")

    assert [tuple(one) for one in asked] == [
        ("Có sổ không?", "NĐ 30/2020 Đ22"),
        ("Có máy không?", ""),
    ]
    assert question_faults(asked) == []
    assert [f.field for f in question_faults([])] == ["questions"]
    assert [f.field for f in question_faults(asked * 101)] == ["questions"]
