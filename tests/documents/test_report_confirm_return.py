"""Báo cáo, xác nhận, trả lại: how a paper is answered for, step by step up again."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import (
    Share,
    confirm,
    instruct,
    mark_seen,
    record_view,
    report,
    return_report,
    send_back,
    submit,
)
from congvu.documents.models import (
    Assignment,
    HistoryEvent,
    Instruction,
    RegisterEntry,
)
from congvu.documents.queries import (
    faults,
    my_work,
    reports_to_me,
    waiting_count,
    work_row,
)
from congvu.documents.rules import AssignmentState, EntryState, Part
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.access import seats_of
from congvu.organisations.actions import delegate
from tests.documents.pages import assign, make_entry
from tests.documents.pages import submit as put_to_dung
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
State = AssignmentState


@pytest.fixture
def work(province: Province) -> Assignment:
    """The specialist's part: Dũng gave it to the division, Hoa to Minh."""
    return assign(province, make_entry(province))


def act(
    province: Province, action: Any, who: str, part: Assignment, **more: Any
) -> Any:
    made = action(
        entry_id=part.entry_id,
        assignment_id=part.id,
        by=province.seat(who),
        at=province.at,
        **more,
    )
    assert [rule for rule, fault in faults() if fault] == []
    return made


def entry_of(part: Assignment) -> RegisterEntry:
    return RegisterEntry.objects.get(pk=part.entry_id)


def states(part: Assignment) -> list[str]:
    rows = Assignment.objects.filter(entry=part.entry_id).order_by("given_at", "id")
    return [a.state for a in rows]


def parent(part: Assignment) -> Assignment:
    above = Assignment.objects.get(pk=part.pk).parent
    assert above is not None
    return above


def test_a_result_climbs_step_by_step_to_the_leader(
    province: Province, work: Assignment
) -> None:
    act(province, report, "minh", work, result="Đã có văn bản trả lời 88/UBND-KGVX.")
    assert states(work) == [State.HANDED_ON, State.HANDED_ON, State.REPORTED]
    assert entry_of(work).holder == "Phòng Khoa giáo - Văn xã"

    act(province, confirm, "hoa", work)
    assert states(work) == [State.HANDED_ON, State.REPORTED, State.DONE]
    assert entry_of(work).state == EntryState.REPORTED
    assert entry_of(work).holder == "Nguyễn Tiến Dũng, Chủ tịch"

    act(province, confirm, "dung", parent(work), remark="Tốt.")
    entry = entry_of(work)
    assert (entry.state, entry.holder) == (EntryState.DONE, "")
    assert entry.result == "Đã có văn bản trả lời 88/UBND-KGVX."
    assert entry.finished_at == province.at
    assert states(work) == [State.DONE] * 3
    told = HistoryEvent.objects.filter(entry_id=entry.id).order_by("at", "id")
    counts = Counter(e.event for e in told)
    assert counts["documents.reported"] == 1
    assert counts["documents.confirmed"] == 2


def test_a_report_says_something(province: Province, work: Assignment) -> None:
    with pytest.raises(Refused, match="Chưa ghi kết quả"):
        act(province, report, "minh", work, result="  ")


@pytest.mark.parametrize("who", ["lan", "dung", "quan", "thu"])
def test_nobody_reports_for_another(
    province: Province, work: Assignment, who: str
) -> None:
    with pytest.raises(Refused, match="không ở bàn"):
        act(province, report, who, work, result="Xong.")


def test_a_head_does_not_report_while_others_still_work(
    province: Province, work: Assignment
) -> None:
    with pytest.raises(Refused, match="Còn 1 phần việc"):
        act(province, report, "hoa", parent(work), result="Xong.")


def test_it_is_reported_once(province: Province, work: Assignment) -> None:
    act(province, report, "minh", work, result="Xong.")

    with pytest.raises(Refused, match="đã báo cáo"):
        act(province, report, "minh", work, result="Xong nữa.")


@pytest.mark.parametrize("who", ["lan", "minh", "quan", "dung"])
def test_only_the_giver_confirms(
    province: Province, work: Assignment, who: str
) -> None:
    act(province, report, "minh", work, result="Xong.")

    with pytest.raises(Refused, match="không do chức vụ đang chọn giao"):
        act(province, confirm, who, work)
    with pytest.raises(Refused, match="không do chức vụ đang chọn giao"):
        act(province, return_report, who, work, reason="Chưa được.")


def test_nothing_is_confirmed_before_it_is_reported(
    province: Province, work: Assignment
) -> None:
    for action, more in ((confirm, {}), (return_report, {"reason": "x"})):
        with pytest.raises(Refused, match="chưa báo cáo"):
            act(province, action, "hoa", work, **more)


def test_a_result_is_returned_with_the_reason_and_done_again(
    province: Province, work: Assignment
) -> None:
    act(province, report, "minh", work, result="Xong.")
    with pytest.raises(Refused, match="lý do"):
        act(province, return_report, "hoa", work, reason=" ")

    act(province, return_report, "hoa", work, reason="Thiếu số liệu.")

    work.refresh_from_db()
    assert (work.state, work.reason) == (State.WORKING, "Thiếu số liệu.")
    assert entry_of(work).holder == "Hoàng Văn Minh, Chuyên viên"
    act(province, report, "minh", work, result="Xong, đủ số liệu.")
    work.refresh_from_db()
    assert (work.state, work.reason) == (State.REPORTED, "")


def test_the_leader_returns_what_the_unit_reported(
    province: Province, work: Assignment
) -> None:
    act(province, report, "minh", work, result="Xong.")
    act(province, confirm, "hoa", work)
    lead = parent(work)

    act(province, return_report, "dung", lead, reason="Làm rõ kinh phí.")

    assert entry_of(work).state == EntryState.HANDLING
    assert states(work) == [State.HANDED_ON, State.WORKING, State.DONE]
    act(province, report, "hoa", lead, result="Đã làm rõ.")
    act(province, confirm, "dung", lead)
    assert entry_of(work).result == "Đã làm rõ."


def test_work_goes_back_to_who_gave_it(province: Province, work: Assignment) -> None:
    with pytest.raises(Refused, match="lý do"):
        act(province, send_back, "minh", work, reason="")

    act(province, send_back, "minh", work, reason="Không đúng lĩnh vực.")

    assert states(work) == [State.HANDED_ON, State.WORKING, State.RETURNED]
    assert entry_of(work).holder == "Phòng Khoa giáo - Văn xã"
    told = HistoryEvent.objects.get(entry_id=work.entry_id, event="documents.sent-back")
    assert told.detail == {
        "to": "Phòng Khoa giáo - Văn xã",
        "text": "Không đúng lĩnh vực.",
    }


def test_a_unit_gives_it_back_to_the_leader_who_instructs_again(
    province: Province, work: Assignment
) -> None:
    act(province, send_back, "minh", work, reason="Không đúng lĩnh vực.")
    lead = parent(work)
    act(province, send_back, "hoa", lead, reason="Việc của đơn vị khác.")

    entry = entry_of(work)
    assert entry.state == EntryState.SUBMITTED
    assert entry.holder == "Nguyễn Tiến Dũng, Chủ tịch"
    post = province.ha.post
    assert post is not None
    act(
        province,
        instruct,
        "dung",
        parent(lead),
        text="Giao Chánh Văn phòng.",
        shares=[Share(post.id, Part.LEAD)],
    )
    assert entry_of(work).state == EntryState.HANDLING


def test_a_leader_gives_it_back_to_the_registry(province: Province) -> None:
    entry = make_entry(province)
    direct = put_to_dung(province, entry)

    act(province, send_back, "dung", direct, reason="Thiếu phụ lục.")

    entry.refresh_from_db()
    assert (entry.state, entry.holder) == (EntryState.REGISTERED, "Nông Thị Lan")
    post = province.dung.post
    assert post is not None
    submit(
        entry_id=entry.id,
        leader_post_id=post.id,
        by=province.seat("lan"),
        at=province.at,
    )
    assert [rule for rule, fault in faults() if fault] == []


def test_nothing_finished_or_handed_on_is_sent_back(
    province: Province, work: Assignment
) -> None:
    with pytest.raises(Refused, match="đã giao tiếp"):
        act(province, send_back, "hoa", parent(work), reason="x")
    act(province, report, "minh", work, result="Xong.")
    with pytest.raises(Refused, match="đã giao tiếp hoặc đã xong"):
        act(province, send_back, "minh", work, reason="x")


@pytest.mark.parametrize("who", ["lan", "dung", "quan"])
def test_nobody_sends_back_from_anothers_desk(
    province: Province, work: Assignment, who: str
) -> None:
    with pytest.raises(Refused, match="không ở bàn"):
        act(province, send_back, who, work, reason="x")


def _with_support_and_inform(province: Province) -> dict[str, Assignment]:
    direct = put_to_dung(province, make_entry(province))
    ha, minh = province.ha.post, province.minh.post
    assert ha is not None
    assert minh is not None
    act(
        province,
        instruct,
        "dung",
        direct,
        text="Giao việc.",
        shares=[
            Share(province.division.id, Part.LEAD),
            Share(ha.id, Part.SUPPORT),
            Share(minh.id, Part.INFORM),
        ],
    )
    return {a.part: a for a in Assignment.objects.all()}


def test_confirming_the_lead_withdraws_what_supporters_still_held(
    province: Province,
) -> None:
    parts = _with_support_and_inform(province)
    act(province, report, "hoa", parts[Part.LEAD], result="Xong.")
    act(province, confirm, "dung", parts[Part.LEAD])

    left = {a.part: a.state for a in Assignment.objects.all()}
    assert left == {
        Part.DIRECT: State.DONE,
        Part.LEAD: State.DONE,
        Part.SUPPORT: State.WITHDRAWN,
        Part.INFORM: State.WAITING,
    }


def test_a_supporters_report_does_not_close_the_paper(province: Province) -> None:
    parts = _with_support_and_inform(province)
    act(province, report, "ha", parts[Part.SUPPORT], result="Đã cho ý kiến.")
    act(province, confirm, "dung", parts[Part.SUPPORT])

    entry = entry_of(parts[Part.LEAD])
    assert entry.state == EntryState.HANDLING
    assert entry.holder == "Phòng Khoa giáo - Văn xã"


def test_what_was_for_information_is_noted_once(province: Province) -> None:
    inform = _with_support_and_inform(province)[Part.INFORM]
    with pytest.raises(Refused, match="không cần báo cáo"):
        act(province, report, "minh", inform, result="x")

    seen = act(province, mark_seen, "minh", inform)

    assert (seen.state, seen.ended_at) == (State.SEEN, province.at)
    with pytest.raises(Refused, match="đã xem"):
        act(province, mark_seen, "minh", inform)
    with pytest.raises(Refused, match="không ở bàn"):
        act(province, mark_seen, "lan", inform)


def test_states_add_up_to_the_whole(province: Province, work: Assignment) -> None:
    _with_support_and_inform(province)
    rows = Assignment.objects.values_list("state", flat=True)

    assert sum(Counter(rows).values()) == Assignment.objects.count() == 7


def test_support_given_back_is_told_to_the_giver_until_seen(
    province: Province,
) -> None:
    support = _with_support_and_inform(province)[Part.SUPPORT]
    dung = province.seat("dung")

    def answers() -> list[tuple[str, str]]:
        items = reports_to_me(dung.desks, on=province.today, days=calendar())
        rows = [work_row(i, url="/", on=province.today, days=calendar()) for i in items]
        return [(row.verb, row.note) for row in rows]

    assert answers() == []
    act(province, send_back, "ha", support, reason="Không đủ người.")
    day = province.today.strftime("%d/%m")
    assert answers() == [("Bị trả lại", f"Nguyễn Thu Hà trả lại {day}")]
    assert waiting_count(dung.desks) == 1

    record_view(entry=support.entry, by=dung, at=province.at)

    assert answers() == []
    assert waiting_count(dung.desks) == 0


def test_a_chief_looking_does_not_take_up_the_divisions_work(
    province: Province,
) -> None:
    lead = _with_support_and_inform(province)[Part.LEAD]
    ha = province.seat("ha")

    record_view(entry=lead.entry, by=ha, at=province.at)

    lead.refresh_from_db()
    assert (lead.state, lead.read_at) == (State.WAITING, None)
    work = my_work(ha.desks, on=province.today, days=calendar())
    assert [w.assignment.part for w in work] == [Part.SUPPORT]
    with pytest.raises(Refused, match="không ở bàn"):
        act(province, report, "ha", lead, result="Làm thay.")


def test_what_is_written_by_delegation_says_so_in_every_record(
    province: Province,
) -> None:
    delegate(
        post=province.dung.post,
        person=province.ha.person,
        valid_from=province.today,
        valid_until=province.today + timedelta(days=3),
        legal_basis="Quyết định 12/QĐ-UBND",
        by=SYSTEM,
        at=province.at,
    )
    hats = seats_of(province.ha.user, province.today)
    seat = next(s for s in hats if s.is_delegated)
    entry = make_entry(province)
    direct = put_to_dung(province, entry)

    instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Giao việc.",
        shares=[Share(province.division.id, Part.LEAD)],
        by=seat,
        at=province.at,
    )

    signed = "Chủ tịch (phụ trách theo Quyết định 12/QĐ-UBND)"
    assert Instruction.objects.get().given_by_post == signed
    told = HistoryEvent.objects.get(event="documents.instructed")
    assert told.actor_post == signed
    logged = AuditEvent.objects.get(event="documents.instructed")
    assert logged.data["delegation"] == str(seat.delegation_id)
