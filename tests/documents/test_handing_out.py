"""Who may be given what, and what becomes of parts when a paper turns back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions, queries
from congvu.documents.actions import Share
from congvu.documents.forms import shares_initial
from congvu.documents.models import Assignment, Instruction, RegisterEntry
from congvu.documents.rules import LONGEST_INSTRUCTION, EntryState, Paper, Part
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.actions import delegate, end_appointment
from congvu.organisations.models import Appointment
from tests.documents.pages import (
    instruct as instruct_division,
)
from tests.documents.pages import (
    make_entry,
    submit,
    working_day,
)
from tests.people import Member, Province

pytestmark = pytest.mark.usefixtures("law")


def _post_id(member: Member) -> Any:
    assert member.post is not None
    return member.post.id


def _today() -> date:
    return timezone.localdate()


def _instruct(
    province: Province,
    entry: RegisterEntry,
    direct: Assignment,
    shares: Sequence[Share],
    *,
    text: str = "Giao các đơn vị.",
) -> None:
    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text=text,
        shares=shares,
        by=province.seat("dung"),
        at=timezone.now(),
    )


def _handed_out(province: Province, support_due: date | None = None) -> RegisterEntry:
    """Hoa's division leads, Hà supports."""
    entry = make_entry(province)
    _instruct(
        province,
        entry,
        submit(province, entry),
        [
            Share(province.division.id, Part.LEAD, working_day(9)),
            Share(_post_id(province.ha), Part.SUPPORT, support_due),
        ],
    )
    return entry


def _send_back(province: Province, entry: RegisterEntry, who: str, part: Part) -> None:
    seat = province.seat(who)
    mine = Assignment.objects.get(
        entry=entry,
        part=part,
        desk_id__in=seat.desks,
        state__in=["waiting", "working"],
    )
    actions.send_back(
        entry_id=entry.id,
        assignment_id=mine.id,
        reason="Không thuộc nhiệm vụ.",
        by=seat,
        at=timezone.now(),
    )


def _support(entry: RegisterEntry) -> Assignment:
    return Assignment.objects.get(entry=entry, part=Part.SUPPORT)


def _faults() -> list[str]:
    return [words for words, fault in queries.faults() if fault is not None]


def _refusal(refused: pytest.ExceptionInfo[Refused]) -> dict[str | None, str]:
    return {r.field: r.message for r in refused.value.reasons}


def test_a_paper_closed_for_information_leaves_no_open_part(
    province: Province,
) -> None:
    entry = _handed_out(province)
    _send_back(province, entry, "hoa", Part.LEAD)
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)

    _instruct(
        province,
        entry,
        direct,
        [Share(_post_id(province.hoa), Part.INFORM)],
        text="Để biết.",
    )

    entry.refresh_from_db()
    support = _support(entry)
    assert entry.state == EntryState.DONE
    assert support.state == "withdrawn"
    assert support.reason == "Thay bằng ý kiến chỉ đạo mới."
    assert _faults() == []


def test_a_new_instruction_takes_the_place_of_the_one_sent_back(
    province: Province,
) -> None:
    entry = _handed_out(province)
    _send_back(province, entry, "hoa", Part.LEAD)
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)

    _instruct(
        province,
        entry,
        direct,
        [
            Share(
                _post_id(province.ha), Part.LEAD, calendar().next_working_day(_today())
            )
        ],
    )

    assert _support(entry).state == "withdrawn"
    assert _faults() == []


@pytest.mark.parametrize("end", [actions.cancel_number, actions.return_to_sender])
def test_a_paper_sent_back_to_the_registry_and_ended_leaves_no_open_part(
    province: Province, end: Any
) -> None:
    entry = _handed_out(province)
    _send_back(province, entry, "hoa", Part.LEAD)
    _send_back(province, entry, "dung", Part.DIRECT)
    withdrawn = _support(entry).state

    end(
        entry_id=entry.id,
        reason="Gửi nhầm.",
        by=province.seat("lan"),
        at=timezone.now(),
    )

    assert withdrawn == "withdrawn"
    assert _faults() == []


def test_the_proof_finds_an_open_part_on_a_cancelled_number(
    province: Province,
) -> None:
    entry = _handed_out(province)
    RegisterEntry.objects.filter(pk=entry.pk).update(state=EntryState.CANCELLED)

    assert any("không còn việc dở" in words for words in _faults())


def test_work_can_be_given_under_an_acting_head(province: Province) -> None:
    hoa, minh = province.hoa.post, province.minh.person
    assert hoa is not None
    assert minh is not None
    now, today = timezone.now(), _today()
    end_appointment(
        appointment=Appointment.objects.get(post=hoa),
        valid_until=today,
        by=SYSTEM,
        at=now,
    )
    vacant = queries.desks(province.committee.id, today)[hoa.id].is_held
    delegate(
        post=hoa,
        person=minh,
        valid_from=today,
        valid_until=None,
        by=SYSTEM,
        at=now,
    )

    desks = queries.desks(province.committee.id, today)
    entry = make_entry(province)
    instruct_division(province, entry)

    entry.refresh_from_db()
    assert not vacant
    assert desks[hoa.id].name == "Hoàng Văn Minh, Trưởng phòng"
    assert desks[province.division.id].is_held
    assert entry.state == EntryState.HANDLING


def test_a_unit_head_cannot_give_work_above_or_beside_the_unit(
    province: Province,
) -> None:
    entry = make_entry(province)
    lead = instruct_division(province, entry)

    for who in ("dung", "ha"):
        with pytest.raises(Refused) as refused:
            actions.assign(
                entry_id=entry.id,
                assignment_id=lead.id,
                shares=[Share(_post_id(province.cast[who]), Part.LEAD)],
                by=province.seat("hoa"),
                at=timezone.now(),
            )
        assert "không thuộc đơn vị của mình" in _refusal(refused)["lead"]


def test_a_desk_cannot_give_the_paper_to_itself(province: Province) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)

    with pytest.raises(Refused) as refused:
        _instruct(province, entry, direct, [Share(_post_id(province.dung), Part.LEAD)])

    assert _refusal(refused) == {"lead": "Không giao được cho chính bàn của mình."}


def test_the_leaders_day_is_the_reason_of_the_deadline(province: Province) -> None:
    entry = make_entry(province)
    by_rule = entry.due_basis

    instruct_division(province, entry)

    entry.refresh_from_db()
    assert by_rule != entry.due_basis
    assert entry.due_basis == "Bút phê của Nguyễn Tiến Dũng"
    page = province.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "Bút phê của Nguyễn Tiến Dũng" in page
    assert ">Bút phê của Nguyễn Tiến Dũng</a>" not in page


def test_what_is_for_information_is_not_sent_back(province: Province) -> None:
    entry = make_entry(province)
    shares = [
        Share(province.division.id, Part.LEAD),
        Share(_post_id(province.ha), Part.INFORM),
    ]
    _instruct(province, entry, submit(province, entry), shares)

    with pytest.raises(Refused, match="chỉ để biết"):
        _send_back(province, entry, "ha", Part.INFORM)


def test_nothing_of_a_closed_paper_is_sent_back(province: Province) -> None:
    entry = _handed_out(province)
    RegisterEntry.objects.filter(pk=entry.pk).update(state=EntryState.DONE)

    with pytest.raises(Refused, match="đã giải quyết"):
        _send_back(province, entry, "ha", Part.SUPPORT)


def test_a_report_of_a_closed_paper_is_not_returned(province: Province) -> None:
    entry = make_entry(province)
    lead = instruct_division(province, entry)
    actions.report(
        entry_id=entry.id,
        assignment_id=lead.id,
        result="Đã trả lời.",
        by=province.seat("hoa"),
        at=timezone.now(),
    )
    RegisterEntry.objects.filter(pk=entry.pk).update(state=EntryState.DONE)

    with pytest.raises(Refused, match="đã giải quyết"):
        actions.return_report(
            entry_id=entry.id,
            assignment_id=lead.id,
            reason="Chưa đủ.",
            by=province.seat("dung"),
            at=timezone.now(),
        )


def test_an_instruction_too_long_is_refused_whole(province: Province) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)

    with pytest.raises(Refused) as refused:
        _instruct(
            province,
            entry,
            direct,
            [Share(province.division.id, Part.LEAD)],
            text="x" * (LONGEST_INSTRUCTION + 1),
        )

    assert _refusal(refused) == {"text": "Ý kiến dài quá 5000 ký tự."}
    assert not Instruction.objects.exists()


def test_a_late_supporting_part_makes_the_paper_late_in_list_count_and_row(
    province: Province,
) -> None:
    entry = _handed_out(province, working_day(1))
    scope = queries.Scope(province.committee.id, None)
    then = working_day(4)

    def late() -> tuple[int, int]:
        page = queries.entries_page(scope, on=then, tab=queries.Tab.OVERDUE)
        counts = queries.tab_counts(scope, then)
        return len(page.entries), counts[queries.Tab.OVERDUE]

    before = late()
    due = _support(entry).due_on
    found = [
        queries.entries_page(scope, on=then).entries[0].due_on,
        queries.entries_page(scope, on=then, find="vật nuôi").entries[0].due_on,
    ]
    Assignment.objects.filter(pk=_support(entry).pk).update(state="withdrawn")

    assert before == (1, 1)
    assert found == [due, due]
    assert late() == (0, 0)
    assert queries.entries_page(scope, on=then).entries[0].due_on != due


def test_the_reason_of_a_cancellation_is_whole_beside_a_long_note(
    province: Province,
) -> None:
    note, reason = "Ghi chú dài. " * 38, "Vào sổ nhầm hai lần. " * 40
    entry = make_entry(province, note=note)

    actions.cancel_number(
        entry_id=entry.id, reason=reason, by=province.seat("lan"), at=timezone.now()
    )

    entry.refresh_from_db()
    line = next(iter(queries.register_lines(province.committee.id, _today(), _today())))
    assert entry.note == note.strip()
    assert line["note"] == f"đã hủy số. {reason.strip()} {note.strip()}"


def test_a_reason_too_long_to_keep_whole_is_refused(province: Province) -> None:
    entry = make_entry(province)

    with pytest.raises(Refused, match="Lý do dài quá 1000 ký tự"):
        actions.cancel_number(
            entry_id=entry.id,
            reason="x" * 1001,
            by=province.seat("lan"),
            at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("days", "words"), [(400, "quá 366 ngày"), (366, "Chưa có sổ văn bản đến năm")]
)
def test_a_slip_in_the_year_of_arrival_opens_no_old_register(
    province: Province, days: int, words: str
) -> None:
    make_entry(province)
    long_ago = timezone.now() - timedelta(days=days)

    with pytest.raises(Refused, match=words):
        actions.register_incoming(
            paper=Paper(
                subject="Về việc khác",
                issuer_name="Sở Nội vụ",
                type_code="CV",
                symbol="12/SNV-VP",
                issued_on=long_ago.date(),
            ),
            arrived_at=long_ago,
            by=province.seat("lan"),
            at=timezone.now(),
            not_duplicate=True,
        )


def test_each_supporting_desk_has_a_day_of_its_own_on_the_page(
    province: Province,
) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)
    ha, hoa = _post_id(province.ha), _post_id(province.hoa)
    lead, one, shared = (working_day(n) for n in (9, 3, 5))
    url = f"/van-ban/den/{entry.id}/viec/{direct.id}/but-phe/"
    client = province.client("dung")
    shown = client.get(url).content.decode()

    client.post(
        url,
        {
            "text": "Giao các đơn vị.",
            "lead": province.division.id,
            "due_on": lead.isoformat(),
            "support": [ha, hoa],
            "support_due_on": shared.isoformat(),
            f"support_due_{ha}": one.isoformat(),
            f"support_due_{_post_id(province.lan)}": "không chọn thì không xét",
        },
    )

    given = dict(
        Assignment.objects.filter(entry=entry, part=Part.SUPPORT).values_list(
            "desk_id", "due_on"
        )
    )
    assert f'name="support_due_{ha}"' in shown
    assert given == {ha: one, hoa: shared}


def test_a_wrong_day_beside_a_chosen_desk_is_told_and_kept(
    province: Province,
) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)
    ha = _post_id(province.ha)

    answer = province.client("dung").post(
        f"/van-ban/den/{entry.id}/viec/{direct.id}/but-phe/",
        {
            "text": "Giao các đơn vị.",
            "lead": province.division.id,
            "support": [ha],
            f"support_due_{ha}": "31/02/2027",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_support_due_{ha}-error"' in page
    assert "Ngày 31/02/2027 không có trong lịch. Tháng 2 có 28 ngày." in page
    assert "31/02/2027" in page


def test_a_proposal_with_different_days_comes_back_as_it_was_made(
    province: Province,
) -> None:
    entry = make_entry(province)
    ha, hoa = _post_id(province.ha), _post_id(province.hoa)
    one, two = (working_day(n) for n in (3, 5))
    proposal = [
        Share(province.division.id, Part.LEAD, two),
        Share(ha, Part.SUPPORT, one),
        Share(hoa, Part.SUPPORT, two),
    ]

    first = shares_initial(proposal)
    direct = submit(province, entry, proposal)
    page = province.client("dung").get(
        f"/van-ban/den/{entry.id}/viec/{direct.id}/but-phe/"
    )

    assert first[f"support_due_{ha}"] == one
    assert first[f"support_due_{hoa}"] == two
    assert first["support_due_on"] is None
    assert f'value="{one.strftime("%d/%m/%Y")}"' in page.content.decode()
