"""Phân công: a unit head hands its part on to the people and units below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import Share, assign, record_view
from congvu.documents.models import (
    Assignment,
    Grant,
    HistoryEvent,
    Instruction,
    RegisterEntry,
)
from congvu.documents.queries import faults
from congvu.documents.rules import AssignmentState, EntryState, Part
from congvu.lib.refusals import Refused
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.rules import Role
from tests.documents.pages import instruct, make_entry
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def lead(province: Province) -> Assignment:
    """The division's part, on Hoa's desk; due in seven days."""
    return instruct(province, make_entry(province))


def post_id(province: Province, who: str) -> Any:
    post = province.cast[who].post
    assert post is not None
    return post.id


def to_minh(province: Province, **more: Any) -> list[Share]:
    return [Share(post_id(province, "minh"), Part.LEAD, **more)]


def give(
    province: Province,
    lead: Assignment,
    shares: Sequence[Share],
    *,
    who: str = "hoa",
    text: str = "",
    again: bool = False,
) -> list[Assignment]:
    return assign(
        entry_id=lead.entry_id,
        assignment_id=lead.id,
        shares=shares,
        text=text,
        again=again,
        by=province.seat(who),
        at=province.at,
    )


def refused(
    province: Province, lead: Assignment, shares: Sequence[Share], **m: Any
) -> dict[Any, str]:
    with pytest.raises(Refused) as why:
        give(province, lead, shares, **m)
    lead.refresh_from_db()
    assert lead.state == AssignmentState.WAITING
    return {r.field: r.message for r in why.value.reasons}


def test_the_specialist_has_it_now(province: Province, lead: Assignment) -> None:
    [made] = give(province, lead, to_minh(province), text="Đồng chí Minh tham mưu.")

    entry = RegisterEntry.objects.get()
    lead.refresh_from_db()
    assert made.parent == lead
    assert (lead.state, made.state) == (
        AssignmentState.HANDED_ON,
        AssignmentState.WAITING,
    )
    assert (entry.state, entry.holder) == (
        EntryState.HANDLING,
        "Hoàng Văn Minh, Chuyên viên",
    )
    # the register names who the leader gave it to, not who works on it
    assert entry.recipient == "Phòng Khoa giáo - Văn xã"
    assert Instruction.objects.filter(level="unit").count() == 1
    told = HistoryEvent.objects.get(entry_id=entry.id, event="documents.assigned")
    assert told.detail["to"] == ["Hoàng Văn Minh, Chuyên viên"]
    assert Grant.objects.filter(principal_id=post_id(province, "minh")).exists()
    assert all(fault is None for _rule, fault in faults())


def test_words_are_not_needed(province: Province, lead: Assignment) -> None:
    [made] = give(province, lead, to_minh(province))

    assert made.instruction is None


def test_looking_at_it_takes_the_work_up(province: Province, lead: Assignment) -> None:
    [made] = give(province, lead, to_minh(province))

    record_view(
        entry=RegisterEntry.objects.get(), by=province.seat("minh"), at=province.at
    )

    made.refresh_from_db()
    assert (made.state, made.read_at) == (AssignmentState.WORKING, province.at)


def test_not_later_than_the_units_own_day(province: Province, lead: Assignment) -> None:
    assert lead.due_on is not None
    late = to_minh(province, due_on=lead.due_on + timedelta(days=1))

    found = refused(province, lead, late)

    assert lead.due_on.strftime("%d/%m/%Y") in found["due_on"]
    give(province, lead, to_minh(province, due_on=lead.due_on))


def test_somebody_leads(province: Province, lead: Assignment) -> None:
    shares = [Share(post_id(province, "minh"), Part.SUPPORT)]

    assert set(refused(province, lead, shares)) == {"lead"}
    assert set(refused(province, lead, [])) == {"lead"}


@pytest.mark.parametrize("who", ["lan", "dung", "minh", "quan", "thu"])
def test_nobody_hands_on_what_lies_on_anothers_desk(
    province: Province, lead: Assignment, who: str
) -> None:
    found = refused(province, lead, to_minh(province), who=who)

    assert "không ở bàn" in found[None]


def test_a_specialist_hands_nothing_on(province: Province, lead: Assignment) -> None:
    [made] = give(province, lead, to_minh(province))

    with pytest.raises(Refused, match="không có quyền"):
        give(
            province,
            made,
            [Share(post_id(province, "hoa"), Part.LEAD)],
            who="minh",
        )


def test_it_is_handed_on_once(province: Province, lead: Assignment) -> None:
    give(province, lead, to_minh(province))

    with pytest.raises(Refused, match="đã giao tiếp"):
        give(province, lead, to_minh(province))


def test_sons_chair_is_empty_since_yesterday(
    province: Province, lead: Assignment
) -> None:
    shares = [Share(post_id(province, "son"), Part.LEAD)]

    assert "không có người giữ" in refused(province, lead, shares)["lead"]


def test_a_head_gives_it_to_another_when_the_first_cannot(
    province: Province, lead: Assignment
) -> None:
    [first] = give(province, lead, to_minh(province))
    made = {"by": SYSTEM, "at": province.at, "valid_from": province.today}
    mai = add_person(full_name="Lường Thị Mai", user=None, **made)
    post = create_post(
        unit=province.division, name="Chuyên viên", role=Role.SPECIALIST, **made
    )
    appoint(person=mai, post=post, **made)

    [second] = give(
        province,
        lead,
        [Share(post.id, Part.LEAD)],
        text="Đ/c Minh đi công tác.",
        again=True,
    )

    first.refresh_from_db()
    assert (first.state, second.state) == (
        AssignmentState.WITHDRAWN,
        AssignmentState.WAITING,
    )
    assert RegisterEntry.objects.get().holder == second.desk_name
    assert all(fault is None for _rule, fault in faults())


@pytest.mark.parametrize(
    "state", [AssignmentState.REPORTED, AssignmentState.WAITING, AssignmentState.DONE]
)
def test_only_what_was_handed_on_is_given_again(
    province: Province, lead: Assignment, state: AssignmentState
) -> None:
    lead.state = state
    lead.save(update_fields=["state"])

    with pytest.raises(Refused, match="đã giao tiếp hoặc đã xong"):
        give(province, lead, to_minh(province), again=True)


def test_without_a_day_of_its_own_the_papers_day_is_the_last(
    province: Province, lead: Assignment
) -> None:
    Assignment.objects.filter(pk=lead.pk).update(due_on=None)
    entry = RegisterEntry.objects.get()
    assert entry.due_on is not None
    late = to_minh(province, due_on=entry.due_on + timedelta(days=1))

    with pytest.raises(Refused, match="Hạn giao tiếp"):
        give(province, lead, late)


def test_work_for_who_is_away_goes_to_the_head_as_they_asked(
    province: Province,
) -> None:
    """Minh is on leave and asked so; from Hoa's own desk it would only come back."""
    minh = province.client("minh")
    back = province.today + timedelta(days=5)
    minh.post(
        "/vang-mat/",
        {
            "valid_from": province.today.strftime("%d/%m/%Y"),
            "valid_until": back.strftime("%d/%m/%Y"),
            "reason": "leave",
            "route": "unit",
        },
    )
    entry = make_entry(province)

    part = instruct(province, entry, shares=to_minh(province))

    assert part.desk_id == province.division.id
    assert f"vắng, trở lại {back:%d/%m/%Y}" in part.request
    form = (
        province.client("hoa")
        .get(f"/van-ban/den/{entry.id}/viec/{part.id}/phan-cong/")
        .content.decode()
    )
    assert f"Chuyên viên (vắng, trở lại {back:%d/%m/%Y})" in form
    (child,) = give(province, part, to_minh(province))
    assert child.desk_id == post_id(province, "minh")
