"""Who is away may ask that new work goes to the head: it holds at every door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, HandOver, HistoryEvent, RegisterEntry
from congvu.documents.queries import faults
from congvu.documents.queries.told import sentence
from congvu.documents.rules import AssignmentState, HandOverReason, Part
from congvu.lib.refusals import Refused
from congvu.organisations.actions import (
    add_person,
    appoint,
    create_post,
    record_absence,
)
from congvu.organisations.models import Post, Unit
from congvu.organisations.rules import AbsenceReason, Role, Route
from tests.documents.pages import assign, instruct, make_entry, submit, working_day
from tests.people import SINCE, Province

pytestmark = pytest.mark.usefixtures("law")


def post_of(province: Province, who: str) -> Post:
    post = province.cast[who].post
    assert post is not None
    return post


def away(province: Province, who: str) -> str:
    """From today on, work goes to the head meanwhile; the words that say so."""
    return leaves(province, post_of(province, who))


def leaves(province: Province, post: Post) -> str:
    back = province.today + timedelta(days=5)
    record_absence(
        person=post.appointments.get().person,
        valid_from=province.today,
        valid_until=back,
        reason=AbsenceReason.LEAVE,
        route=Route.UNIT,
        stand_ins={},
        by=province.seat_of(post),
        at=province.at,
    )
    return f"vắng, trở lại {back:%d/%m/%Y}"


def colleague(
    province: Province, unit: Unit, name: str, role: Role, post_name: str
) -> Post:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    post = create_post(unit=unit, name=post_name, role=role, **made)
    appoint(person=add_person(full_name=name, user=None, **made), post=post, **made)
    return post


def sound() -> bool:
    return all(fault is None for _rule, fault in faults())


@pytest.mark.parametrize(
    ("shares", "part", "words"),
    [
        (
            (("division", Part.LEAD), ("minh", Part.SUPPORT)),
            Part.LEAD,
            "(giao Hoàng Văn Minh, Chuyên viên phối hợp: {away})",
        ),
        (
            (("minh", Part.LEAD), ("division", Part.SUPPORT)),
            Part.LEAD,
            "(giao Hoàng Văn Minh, Chuyên viên: {away}) (gồm cả phần phối hợp)",
        ),
    ],
)
def test_one_desk_gets_one_part_the_stronger_one(
    province: Province, shares: Sequence[tuple[str, Part]], part: Part, words: str
) -> None:
    """The bút phê names the division and Minh; his share lands on the same desk."""
    told = away(province, "minh")
    entry = make_entry(province)
    desks = {"division": province.division.id, "minh": post_of(province, "minh").id}

    instruct(province, entry, shares=[Share(desks[d], p) for d, p in shares])

    (given,) = Assignment.objects.filter(entry=entry).exclude(part=Part.DIRECT)
    assert (given.desk_id, given.part) == (province.division.id, part)
    assert given.request == words.format(away=told)
    entry.refresh_from_db()
    assert entry.holder == entry.recipient == "Phòng Khoa giáo - Văn xã"
    assert sound()


def test_a_note_for_information_waits_for_its_reader(province: Province) -> None:
    away(province, "minh")
    entry = make_entry(province)
    minh = post_of(province, "minh").id

    instruct(
        province,
        entry,
        shares=[
            Share(province.division.id, Part.LEAD),
            Share(minh, Part.INFORM),
        ],
    )

    assert Assignment.objects.get(entry=entry, part=Part.INFORM).desk_id == minh


def test_work_passed_on_goes_where_it_would_when_given(province: Province) -> None:
    told = away(province, "minh")
    entry = make_entry(province)
    part = instruct(
        province, entry, shares=[Share(post_of(province, "ha").id, Part.LEAD)]
    )

    made = actions.pass_on(
        entry_id=entry.id,
        assignment_id=part.id,
        to_desk_id=post_of(province, "minh").id,
        reason="Đúng việc của phòng.",
        by=province.seat("dung"),
        at=timezone.now(),
    )

    why = f"(giao Hoàng Văn Minh, Chuyên viên: {told})"
    assert (made.desk_id, made.request) == (province.division.id, why)
    line = HistoryEvent.objects.get(event="documents.part-passed-on")
    assert sentence(line) == (
        "chuyển việc của Nguyễn Thu Hà, Chánh Văn phòng cho Phòng Khoa giáo - Văn xã: "
        f"“Đúng việc của phòng.” {why}"
    )
    entry.refresh_from_db()
    assert entry.holder == "Phòng Khoa giáo - Văn xã"
    assert sound()


def test_a_wish_that_is_granted_goes_there_too(province: Province) -> None:
    entry = make_entry(province)
    part = instruct(
        province, entry, shares=[Share(post_of(province, "ha").id, Part.LEAD)]
    )
    where: dict[str, UUID] = {"entry_id": entry.id, "assignment_id": part.id}
    actions.ask_pass_on(
        **where,
        to_desk_id=post_of(province, "minh").id,
        reason="Đúng việc của phòng.",
        by=province.seat("ha"),
        at=timezone.now(),
    )
    away(province, "minh")

    actions.answer_pass_on(
        **where, granted=True, by=province.seat("dung"), at=timezone.now()
    )

    made = Assignment.objects.get(passed_from=part)
    assert made.desk_id == province.division.id


def test_passed_on_to_a_desk_that_has_a_part_it_is_refused_and_told_why(
    province: Province,
) -> None:
    told = away(province, "minh")
    entry = make_entry(province)
    instruct(
        province,
        entry,
        shares=[
            Share(province.division.id, Part.LEAD),
            Share(post_of(province, "ha").id, Part.SUPPORT),
        ],
    )
    part = Assignment.objects.get(entry=entry, part=Part.SUPPORT)

    with pytest.raises(Refused) as why:
        actions.pass_on(
            entry_id=entry.id,
            assignment_id=part.id,
            to_desk_id=post_of(province, "minh").id,
            reason="Đúng việc của phòng.",
            by=province.seat("dung"),
            at=timezone.now(),
        )

    (reason,) = why.value.reasons
    assert reason.message == (
        "Phòng Khoa giáo - Văn xã đã có phần trong việc này. "
        f"(giao Hoàng Văn Minh, Chuyên viên: {told})"
    )


def test_it_does_not_come_back_to_the_desk_it_leaves(province: Province) -> None:
    """The chairman takes it from the division's head and means Minh himself."""
    away(province, "minh")
    entry = make_entry(province)
    part = instruct(province, entry)

    made = actions.pass_on(
        entry_id=entry.id,
        assignment_id=part.id,
        to_desk_id=post_of(province, "minh").id,
        reason="Giao đích danh.",
        by=province.seat("dung"),
        at=timezone.now(),
    )

    assert made.desk_id == post_of(province, "minh").id


def test_what_is_submitted_to_a_deputy_who_is_away_goes_to_the_chairman(
    province: Province,
) -> None:
    deputy = colleague(
        province, province.leaders, "Phạm Duy Hưng", Role.LEADER, "Phó Chủ tịch"
    )
    told = leaves(province, deputy)
    entry = make_entry(province)
    form = province.client("lan").get(f"/van-ban/den/{entry.id}/trinh/").content
    offer = f"Phó Chủ tịch ({told}, chuyển tới Nguyễn Tiến Dũng, Chủ tịch)"
    assert offer in form.decode()

    actions.submit(
        entry_id=entry.id,
        leader_post_id=deputy.id,
        request="Kính trình.",
        by=province.seat("lan"),
        at=timezone.now(),
    )

    part = Assignment.objects.get(entry=entry)
    why = f"(giao Phạm Duy Hưng, Phó Chủ tịch: {told})"
    assert part.desk_id == post_of(province, "dung").id
    assert part.request == f"Kính trình. {why}"
    line = HistoryEvent.objects.get(event="documents.submitted")
    assert sentence(line).endswith(f"“Kính trình.” {why}")


def test_a_leader_with_nobody_above_keeps_what_is_submitted(
    province: Province,
) -> None:
    away(province, "dung")

    part = submit(province, make_entry(province))

    assert part.desk_id == post_of(province, "dung").id


def test_what_waited_for_the_registry_goes_where_it_goes_that_day(
    province: Province,
) -> None:
    """Minh was there when the bút phê was written, and is away when it is carried."""
    entry = make_entry(province)
    shares = [Share(post_of(province, "minh").id, Part.LEAD, working_day(5))]
    instruct(province, entry, shares=shares, hold=True)
    told = away(province, "minh")

    actions.transfer(entry_id=entry.id, by=province.seat("lan"), at=timezone.now())

    part = Assignment.objects.get(entry=entry, part=Part.LEAD)
    assert (part.desk_id, part.state) == (
        province.division.id,
        AssignmentState.WAITING,
    )
    assert part.request == f"(giao Hoàng Văn Minh, Chuyên viên: {told})"
    assert RegisterEntry.objects.get().holder == "Phòng Khoa giáo - Văn xã"
    assert sound()


def test_what_is_handed_over_goes_to_the_head_too(province: Province) -> None:
    mai = colleague(
        province, province.division, "Lường Thị Mai", Role.SPECIALIST, "Cán sự"
    )
    entry = make_entry(province)
    part = assign(province, entry)
    leaves(province, mai)

    actions.hand_over_desk(
        from_post=Post.objects.select_related("unit").get(
            pk=post_of(province, "minh").pk
        ),
        to_desk=mai.id,
        reason=HandOverReason.END_OF_POST,
        by=province.seat("minh"),
        at=timezone.now(),
    )

    part.refresh_from_db()
    assert part.desk_id == province.division.id
    assert HandOver.objects.get().to_desk_name == "Phòng Khoa giáo - Văn xã"
    line = HistoryEvent.objects.get(event="documents.handed-over")
    assert "(giao Lường Thị Mai, Cán sự: vắng" in sentence(line)
    assert sound()


def test_a_head_who_is_away_alone_is_not_sent_work_of_others(
    province: Province,
) -> None:
    away(province, "minh")
    away(province, "hoa")
    entry = make_entry(province)
    minh = post_of(province, "minh").id

    part = instruct(province, entry, shares=[Share(minh, Part.LEAD)])

    assert part.desk_id == minh


def test_the_form_says_where_it_will_go(province: Province) -> None:
    told = away(province, "minh")
    entry = make_entry(province)
    part = instruct(
        province, entry, shares=[Share(post_of(province, "ha").id, Part.LEAD)]
    )
    dung = province.client("dung")

    page = dung.get(f"/van-ban/den/{entry.id}/viec/{part.id}/chuyen-nguoi-khac/")

    offer = f"Chuyên viên ({told}, chuyển tới Phòng Khoa giáo - Văn xã)"
    assert offer in page.content.decode()
