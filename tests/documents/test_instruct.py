"""Bút phê and chuyển: the leader says who does what by when; the registry sends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from congvu.audit.models import AuditEvent
from congvu.documents.access import get_entry_for
from congvu.documents.actions import Share, instruct, transfer
from congvu.documents.models import (
    Assignment,
    Grant,
    HistoryEvent,
    Instruction,
    RegisterEntry,
)
from congvu.documents.queries import faults
from congvu.documents.queries.told import sentence
from congvu.documents.rules import AssignmentState, EntryState, Part
from congvu.lib.refusals import Refused
from congvu.organisations.rules import members_of
from tests.documents.pages import (
    make_entry,
    submit,
    working_day,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def direct(province: Province) -> Assignment:
    """A paper on the chairman's desk."""
    return submit(province, make_entry(province))


def post_id(province: Province, who: str) -> Any:
    post = province.cast[who].post
    assert post is not None
    return post.id


def write(
    province: Province,
    direct: Assignment,
    shares: Sequence[Share] = (),
    *,
    who: str = "dung",
    text: str = "Giao Phòng KGVX tham mưu.",
    hold: bool = False,
    again: bool = False,
    file_only: bool = False,
) -> RegisterEntry:
    instruct(
        entry_id=direct.entry_id,
        assignment_id=direct.id,
        text=text,
        shares=shares,
        hold=hold,
        again=again,
        file_only=file_only,
        by=province.seat(who),
        at=province.at,
    )
    return RegisterEntry.objects.get(pk=direct.entry_id)


def whole(province: Province) -> list[Share]:
    """One to lead, one to support, one to know."""
    due = working_day(5)
    return [
        Share(province.division.id, Part.LEAD, due),
        Share(post_id(province, "ha"), Part.SUPPORT, due),
        Share(province.leaders.id, Part.INFORM),
    ]


def refused(
    province: Province, direct: Assignment, shares: Sequence[Share] = (), **m: Any
) -> dict[Any, str]:
    with pytest.raises(Refused) as why:
        write(province, direct, shares, **m)
    assert not Instruction.objects.exists()
    assert Assignment.objects.count() == 1
    return {r.field: r.message for r in why.value.reasons}


def sound() -> bool:
    return all(fault is None for _rule, fault in faults())


def test_it_goes_to_those_named(province: Province, direct: Assignment) -> None:
    entry = write(province, direct, whole(province)[:2])

    due = working_day(5)
    assert (entry.state, entry.due_on) == (EntryState.HANDLING, due)
    assert entry.holder == "Phòng Khoa giáo - Văn xã"
    assert entry.recipient == (
        "Phòng Khoa giáo - Văn xã chủ trì; Nguyễn Thu Hà, Chánh Văn phòng phối hợp"
    )
    assert entry.transferred_on == province.today
    states = {a.part: a.state for a in Assignment.objects.all()}
    assert states == {
        Part.DIRECT: AssignmentState.HANDED_ON,
        Part.LEAD: AssignmentState.WAITING,
        Part.SUPPORT: AssignmentState.WAITING,
    }
    assert sound()


def test_the_words_stay_for_good_and_are_told(
    province: Province, direct: Assignment
) -> None:
    entry = write(province, direct, whole(province))

    [words] = Instruction.objects.all()
    assert (words.text, words.given_by) == (
        "Giao Phòng KGVX tham mưu.",
        "Nguyễn Tiến Dũng",
    )
    told = HistoryEvent.objects.get(entry_id=entry.id, event="documents.instructed")
    assert told.detail["to"] == {
        "lead": ["Phòng Khoa giáo - Văn xã"],
        "support": ["Nguyễn Thu Hà, Chánh Văn phòng"],
        "inform": ["Lãnh đạo Ủy ban nhân dân tỉnh"],
    }
    lead = Assignment.objects.get(part=Part.LEAD)
    assert lead.instruction == words


def test_those_named_see_it_from_now_on_and_nobody_else(
    province: Province, direct: Assignment
) -> None:
    entry = write(province, direct, whole(province))

    granted = set(
        Grant.objects.filter(entry=entry).values_list("principal_id", flat=True)
    )
    assert {
        province.division.id,
        post_id(province, "ha"),
        members_of(province.leaders.id),
    } <= granted
    assert get_entry_for(province.seat("hoa"), entry.id) == entry
    minh = Grant.objects.filter(entry=entry, principal_id=post_id(province, "minh"))
    assert not minh.exists()


def test_what_is_for_information_has_no_deadline(
    province: Province, direct: Assignment
) -> None:
    shares = [
        Share(province.division.id, Part.LEAD),
        Share(post_id(province, "minh"), Part.INFORM, working_day(0)),
    ]
    write(province, direct, shares)

    assert Assignment.objects.get(part=Part.INFORM).due_on is None


def test_for_information_only_ends_the_handling(
    province: Province, direct: Assignment
) -> None:
    entry = write(province, direct, [Share(province.division.id, Part.INFORM)])

    assert (entry.state, entry.holder) == (EntryState.DONE, "")
    assert entry.finished_at == province.at
    assert Assignment.objects.get(part=Part.DIRECT).state == AssignmentState.DONE
    assert sound()


def test_held_words_wait_for_the_registry(
    province: Province, direct: Assignment
) -> None:
    entry = write(province, direct, whole(province), hold=True)
    assert (entry.state, entry.transferred_on) == (EntryState.INSTRUCTED, None)
    below = Assignment.objects.exclude(part=Part.DIRECT)
    assert {a.state for a in below} == {AssignmentState.HELD}
    assert sound()
    with pytest.raises(Http404):
        get_entry_for(province.seat("hoa"), entry.id)

    moved = transfer(entry_id=entry.id, by=province.seat("lan"), at=province.at)

    assert (moved.state, moved.transferred_on) == (EntryState.HANDLING, province.today)
    assert {a.state for a in below.all()} == {AssignmentState.WAITING}
    told = HistoryEvent.objects.get(entry_id=entry.id, event="documents.transferred")
    assert told.detail == {"to": moved.recipient}
    assert moved.recipient.startswith("Phòng Khoa giáo - Văn xã chủ trì; ")
    assert get_entry_for(province.seat("hoa"), entry.id) == entry
    assert sound()


@pytest.mark.parametrize("who", ["dung", "hoa", "minh", "quan", "thu"])
def test_who_may_not_transfer(province: Province, direct: Assignment, who: str) -> None:
    entry = write(province, direct, whole(province), hold=True)

    with pytest.raises(Refused, match="không có quyền"):
        transfer(entry_id=entry.id, by=province.seat(who), at=province.at)


def test_only_what_was_held_is_transferred(
    province: Province, direct: Assignment
) -> None:
    for _turn in range(2):
        with pytest.raises(Refused, match="trạng thái"):
            transfer(entry_id=direct.entry_id, by=province.seat("lan"), at=province.at)


@pytest.mark.parametrize("who", ["lan", "ha", "hoa", "minh", "quan"])
def test_nobody_writes_on_anothers_desk(
    province: Province, direct: Assignment, who: str
) -> None:
    found = refused(province, direct, whole(province), who=who)

    assert found == {None: "Việc này không ở bàn của chức vụ đang chọn."}


def test_another_agency_does_not_find_it(
    province: Province, direct: Assignment
) -> None:
    assert "Không tìm thấy" in refused(province, direct, who="phuc")[None]


def test_a_leader_writes_something(province: Province, direct: Assignment) -> None:
    found = refused(province, direct, whole(province), text=" ")

    assert found == {"text": "Chưa ghi ý kiến chỉ đạo."}


def test_all_that_is_wrong_with_the_shares_is_said(
    province: Province, direct: Assignment
) -> None:
    yesterday = province.today - timedelta(days=1)
    assert set(
        refused(
            province,
            direct,
            [
                Share(province.division.id, Part.LEAD, yesterday),
                Share(post_id(province, "minh"), Part.LEAD),
                Share(uuid4(), Part.SUPPORT),
                Share(uuid4(), Part.INFORM),
            ],
            text="",
        )
    ) == {"text", "lead", "support", "inform", "due_on"}


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([Part.SUPPORT], "lead"),
        ([Part.LEAD, Part.LEAD], "lead"),
        ([Part.LEAD, Part.SUPPORT, Part.SUPPORT], "support"),
    ],
)
def test_one_lead_and_each_desk_once(
    province: Province, direct: Assignment, parts: list[Part], field: str
) -> None:
    desks = [post_id(province, "minh"), post_id(province, "hoa")]
    shares = [Share(desks[min(n, 1)], part) for n, part in enumerate(parts)]

    assert set(refused(province, direct, shares)) == {field}


def test_work_goes_to_no_empty_chair(province: Province, direct: Assignment) -> None:
    hoa = province.hoa.person
    assert hoa is not None
    hoa.appointments.update(valid_until=province.today)
    lead = [Share(province.division.id, Part.LEAD)]
    assert "không có người giữ" in refused(province, direct, lead)["lead"]

    # The others of the unit may still be told.
    entry = write(province, direct, [Share(province.division.id, Part.INFORM)])
    assert entry.state == EntryState.DONE


def test_nothing_of_another_agency_is_a_desk_here(
    province: Province, direct: Assignment
) -> None:
    found = refused(province, direct, [Share(province.commune_office.id, Part.LEAD)])

    assert "không thuộc cơ quan này" in found["lead"]


def test_the_second_of_two_hands_is_told(
    province: Province, direct: Assignment
) -> None:
    write(province, direct, whole(province))

    with pytest.raises(Refused, match="đang giải quyết"):
        write(province, direct, whole(province))

    assert Instruction.objects.count() == 1


def test_who_was_given_no_day_has_the_day_of_the_whole(
    province: Province, direct: Assignment
) -> None:
    due = RegisterEntry.objects.get().due_on
    assert due is not None

    write(province, direct, [Share(province.division.id, Part.LEAD)])

    assert Assignment.objects.get(part=Part.LEAD).due_on == due


def test_whoever_supports_ends_with_the_lead(
    province: Province, direct: Assignment
) -> None:
    due = working_day(3)
    shares = [
        Share(province.division.id, Part.LEAD, due),
        Share(post_id(province, "ha"), Part.SUPPORT),
    ]

    write(province, direct, shares)

    assert Assignment.objects.get(part=Part.SUPPORT).due_on == due


def test_a_leader_instructs_anew_and_the_work_moves(
    province: Province, direct: Assignment
) -> None:
    write(province, direct, whole(province))
    first = Assignment.objects.get(part=Part.LEAD)
    due = working_day(2)

    entry = write(
        province,
        direct,
        [Share(post_id(province, "ha"), Part.LEAD, due)],
        text="Chuyển Văn phòng chủ trì.",
        again=True,
    )

    first.refresh_from_db()
    assert first.state == AssignmentState.WITHDRAWN
    lead = Assignment.objects.get(part=Part.LEAD, state=AssignmentState.WAITING)
    assert (lead.desk_id, lead.due_on) == (post_id(province, "ha"), due)
    assert (entry.state, entry.due_on) == (EntryState.HANDLING, due)
    assert entry.holder == "Nguyễn Thu Hà, Chánh Văn phòng"
    assert [w.text for w in Instruction.objects.order_by("given_at", "id")] == [
        "Giao Phòng KGVX tham mưu.",
        "Chuyển Văn phòng chủ trì.",
    ]
    told = HistoryEvent.objects.filter(event="documents.instructed")
    last = told.filter(entry_id=entry.id).latest("id")
    assert sentence(last).startswith("bút phê lại: giao Nguyễn Thu Hà")
    assert sound()


def test_a_finished_paper_is_opened_anew_by_its_leader(
    province: Province, direct: Assignment
) -> None:
    write(province, direct, [Share(province.division.id, Part.INFORM)])

    entry = write(province, direct, whole(province), again=True)

    direct.refresh_from_db()
    assert (entry.state, entry.finished_at) == (EntryState.HANDLING, None)
    assert (direct.state, direct.ended_at) == (AssignmentState.HANDED_ON, None)
    assert sound()


def test_words_that_reach_nobody_are_asked_about(
    province: Province, direct: Assignment
) -> None:
    assert refused(province, direct, text="Giao xử lý") == {
        "lead": "Chọn nơi chủ trì hoặc nơi để biết, hoặc ghi rõ là chỉ lưu."
    }

    entry = write(province, direct, text="Lưu.", file_only=True)

    assert entry.state == EntryState.DONE
    assert sound()


def test_a_cancelled_number_is_not_opened_anew(
    province: Province, direct: Assignment
) -> None:
    RegisterEntry.objects.update(state=EntryState.CANCELLED)
    Assignment.objects.update(state=AssignmentState.DONE)

    with pytest.raises(Refused, match="trạng thái"):
        write(province, direct, whole(province), again=True)


def test_nothing_is_instructed_anew_before_it_was_instructed(
    province: Province, direct: Assignment
) -> None:
    assert None in refused(province, direct, whole(province), again=True)


def test_the_log_knows_that_something_was_written_not_what(
    province: Province, direct: Assignment
) -> None:
    entry = write(province, direct, whole(province), text="Làm kín, báo cáo riêng tôi.")

    event = AuditEvent.objects.get(event="documents.instructed", object_id=entry.id)
    digest = sha256("Làm kín, báo cáo riêng tôi.".encode()).hexdigest()
    assert event.data["text_sha256"] == digest
    assert "riêng tôi" not in str(event.data)
