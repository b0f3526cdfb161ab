"""Two acts that meet in one body, on one day or out of the order of their days."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.models import RegisterEntry
from congvu.lib.refusals import Refused
from congvu.organisations.actions import (
    carry_out_due,
    carry_out_reform,
    choose_heir,
)
from congvu.organisations.models import Agency, Reform
from congvu.organisations.queries import agency_by_code, waiting_decisions
from tests.documents.pages import make_entry
from tests.organisations.acts import decide, prepare
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def communes(province: Province, *codes: str) -> None:
    """Bodies that were there before the acts of the story."""
    begun = timedelta(days=5)
    rows = [f"lập | | {c} | | Ủy ban nhân dân xã {c} | xã | H03 | xã" for c in codes]
    reform = decide(province.today - begun, province.at - begun, *rows)
    carry_out(province, reform, after=-5)


def carry_out(province: Province, reform: Reform, *, after: int) -> None:
    at = province.at + timedelta(days=after)
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=at)


def decided(province: Province, after: int, *rows: str, title: str) -> Reform:
    day = province.today + timedelta(days=after)
    return decide(day, province.at, *rows, title=title)


def paper_of_yen_duong(province: Province) -> RegisterEntry:
    return make_entry(province, who="tu", at=province.at - timedelta(days=1))


def agency_with(entry: RegisterEntry) -> Agency:
    entry.refresh_from_db()
    return Agency.objects.get(pk=entry.agency_id)


A = "sáp nhập | 01918 | 09001"
B = "sáp nhập | 09001 | 09002"


def test_work_goes_past_an_heir_that_ended_before_its_day(province: Province) -> None:
    communes(province, "09001", "09002", "09003")
    entry = paper_of_yen_duong(province)
    later = decided(province, 10, A, title="A")
    sooner = decided(province, 5, B, title="B")
    last = decided(province, 7, "sáp nhập | 09002 | 09003", title="C")
    for act, day in ((sooner, 5), (last, 7), (later, 10)):
        carry_out(province, act, after=day)
    assert agency_with(entry) == agency_by_code(
        "09003", province.today + timedelta(days=10)
    )


def test_an_heir_divided_meanwhile_waits_for_a_person_with_all_it_was_to_take(
    province: Province,
) -> None:
    communes(province, "09001", "09002", "09003")
    entry = paper_of_yen_duong(province)
    later = decided(province, 10, A, title="A")
    split = ("chia | 09001 | 09002", "chia | 09001 | 09003")
    sooner = decided(province, 5, *split, title="B")
    carry_out(province, sooner, after=5)
    carry_out(province, later, after=10)
    assert agency_with(entry) == province.committee

    day = province.today + timedelta(days=12)
    [waiting] = waiting_decisions(day)
    third = agency_by_code("09003", day)
    assert third is not None
    choose_heir(
        predecessor_id=waiting.heir.predecessor_id,
        heir_id=third.id,
        by=SYSTEM,
        at=province.at + timedelta(days=12),
    )
    assert agency_with(entry) == third


@pytest.mark.parametrize("first", [A, B])
def test_one_act_ends_on_a_day_the_body_another_names_as_successor(
    province: Province, first: str
) -> None:
    communes(province, "09001", "09002")
    second = B if first == A else A
    prepare(province.today, province.at, first, title="Một")
    with pytest.raises(Refused) as why:
        prepare(province.today, province.at, second, title="Hai")
    assert "“Một” (dòng 2)" in " ".join(r.message for r in why.value.reasons)


def test_nor_may_it_be_changed_that_day(province: Province) -> None:
    communes(province, "09001")
    decided(province, 5, "đổi tên | 09001 | | | Ủy ban nhân dân xã Mới", title="Một")
    with pytest.raises(Refused, match="nơi kế thừa cũng được “Một”"):
        decided(province, 5, A, title="Hai")


def test_two_acts_may_name_one_successor_on_one_day(province: Province) -> None:
    communes(province, "09001", "09002")
    decided(province, 5, A, title="Một")
    decided(province, 5, "sáp nhập | 09002 | 09001", title="Hai")
    at = province.at + timedelta(days=5)
    assert carry_out_due(by=SYSTEM, at=at) == 2


def test_acts_are_carried_out_in_the_order_of_their_days(province: Province) -> None:
    communes(province, "09001", "09002")
    entry = paper_of_yen_duong(province)
    sooner = decided(province, 5, A, title="Sáp nhập Yến Dương")
    later = decided(province, 10, B, title="B")
    with pytest.raises(Refused, match="Thực hiện “Sáp nhập Yến Dương”"):
        carry_out(province, later, after=11)
    carry_out(province, sooner, after=11)
    carry_out(province, later, after=11)
    assert agency_with(entry) == agency_by_code(
        "09002", province.today + timedelta(days=11)
    )


@pytest.mark.parametrize("past", [B, "sáp nhập | 09002 | 01918"])
def test_an_act_of_the_past_does_not_go_behind_what_was_handed_on(
    province: Province, past: str
) -> None:
    """What took work since may not end, what gave it away may not take more."""
    communes(province, "09001", "09002")
    act = decided(province, 0, A, title="Một")
    carry_out(province, act, after=0)
    day = province.today - timedelta(days=3)
    with pytest.raises(Refused, match="“Một” từ ngày"):
        prepare(day, province.at, past, title="Hai")


def test_nobody_chooses_while_an_act_of_an_earlier_day_waits(
    province: Province,
) -> None:
    communes(province, "09001", "09002", "09003", "09004")
    split = ("chia | 01918 | 09001", "chia | 01918 | 09002")
    carry_out(province, decided(province, 0, *split, title="Một"), after=0)
    decided(province, 2, "sáp nhập | 09003 | 09004", title="Hai")
    [waiting] = waiting_decisions(province.today)
    choice = {
        "predecessor_id": waiting.heir.predecessor_id,
        "heir_id": waiting.candidates[0].id,
    }
    at = province.at + timedelta(days=3)
    with pytest.raises(Refused, match="Còn quyết định đã đến ngày"):
        choose_heir(**choice, by=SYSTEM, at=at)
    carry_out_due(by=SYSTEM, at=at)
    choose_heir(**choice, by=SYSTEM, at=at)


def test_chosen_after_the_day_but_before_the_act_is_carried_out(
    province: Province,
) -> None:
    """Who is chosen has it from the day; no keeper has anything to give."""
    communes(province, "09001", "09002")
    entry = paper_of_yen_duong(province)
    split = ("chia | 01918 | 09001", "chia | 01918 | 09002")
    act = decided(province, 0, *split, title="Một")
    [waiting] = waiting_decisions(province.today)
    choose_heir(
        predecessor_id=waiting.heir.predecessor_id,
        heir_id=waiting.candidates[0].id,
        by=SYSTEM,
        at=province.at + timedelta(days=2),
    )
    carry_out(province, act, after=2)
    assert agency_with(entry).pk == waiting.candidates[0].id


def test_who_comes_below_a_body_on_the_day_it_ends(province: Province) -> None:
    communes(province, "09001", "09002")
    decided(province, 5, "chuyển | 09001 | | | | | 09002", title="Một")
    with pytest.raises(Refused, match="đã được ghi là trực thuộc nơi này"):
        decided(province, 5, "giải thể | 09002 | H03", title="Hai")


def test_a_unit_ends_once_whichever_day_comes_first(province: Province) -> None:
    old = "H03/Phòng Khoa giáo - Văn xã"
    made = ("lập | | H03/Phòng Mới", f"sáp nhập | {old} | H03/Phòng Mới")
    decided(province, 10, *made, title="Một")
    made = ("lập | | H03/Phòng Khác", f"sáp nhập | {old} | H03/Phòng Khác")
    with pytest.raises(Refused, match="đã có quyết định kết thúc"):
        decided(province, 5, *made, title="Hai")


@pytest.mark.parametrize(
    "row",
    [
        "chuyển | 01918 | | | | | 09001",
        "lập | | 09009 | | Ủy ban nhân dân xã Mới | xã | 09001 | xã",
        "sáp nhập | 09003 | 09001",  # 09004 lies below it and would come along
    ],
)
def test_nobody_comes_below_a_body_whose_end_is_decided(
    province: Province, row: str
) -> None:
    communes(province, "09001", "09002", "09003", "09004")
    decided(province, 1, "chuyển | 09004 | | | | | 09003", title="Chuyển")
    decided(province, 10, B, title="B")

    with pytest.raises(Refused) as refused:
        prepare(province.today + timedelta(days=5), province.at, row)

    end = province.today + timedelta(days=10)
    assert f"trực thuộc nơi kết thúc từ {end:%d/%m/%Y}" in str(refused.value)


BACK = "lại giao cho nơi này chính những gì nó để lại"


@pytest.mark.parametrize(
    ("acts", "row"),
    [
        # What ends later into a body would be left with what it has ended into.
        ([(10, B)], "sáp nhập | 09002 | 09001"),
        # The same round two acts, and by the superior who answers when none is named.
        ([(10, B), (9, "sáp nhập | 09002 | 09003")], "sáp nhập | 09003 | 09001"),
        ([(10, "giải thể | 09004 |")], "sáp nhập | 09003 | 09004"),
        # Two ends of one act, each of which alone would do.
        (
            [(10, "sáp nhập | 09001 | 09002"), (9, "sáp nhập | 09003 | 01918")],
            "sáp nhập | 09002 | 09003\nsáp nhập | 01918 | 09001",
        ),
    ],
)
def test_nobody_is_heir_to_what_ends_into_it_later(
    province: Province, acts: list[tuple[int, str]], row: str
) -> None:
    communes(province, "09001", "09002", "09003", "09004")
    decided(province, 1, "chuyển | 09004 | | | | | 09003", title="Chuyển")
    for after, later in acts:
        decided(province, after, later, title="Về sau")

    with pytest.raises(Refused) as refused:
        decided(province, 5, *row.splitlines(), title="Trước")

    assert BACK in str(refused.value)
    assert "“Về sau” từ ngày" in str(refused.value)


def test_nor_units_to_each_other(province: Province) -> None:
    one, two = "H03/Phòng Một", "H03/Phòng Hai"
    begun = timedelta(days=5)
    decide(
        province.today - begun, province.at - begun, f"lập | | {one}", f"lập | | {two}"
    )
    decided(province, 10, f"sáp nhập | {one} | {two}", title="Về sau")
    with pytest.raises(Refused, match=BACK):
        decided(province, 5, f"sáp nhập | {two} | {one}", title="Trước")


def test_nobody_chooses_who_ends_into_the_divided_body(province: Province) -> None:
    """A part that was to end into the whole, decided before the whole was divided."""
    communes(province, "09001", "09002")
    entry = paper_of_yen_duong(province)
    later = decided(province, 10, "sáp nhập | 09001 | 01918", title="Về sau")
    split = ("chia | 01918 | 09001", "chia | 01918 | 09002")
    carry_out(province, decided(province, 5, *split, title="Chia"), after=5)
    [waiting] = waiting_decisions(province.today + timedelta(days=6))
    ends, stays = (candidate.id for candidate in waiting.candidates)

    def choose(heir_id: UUID) -> None:
        choose_heir(
            predecessor_id=waiting.heir.predecessor_id,
            heir_id=heir_id,
            by=SYSTEM,
            at=province.at + timedelta(days=6),
        )

    with pytest.raises(Refused, match="chọn nơi khác"):
        choose(ends)
    choose(stays)
    carry_out(province, later, after=10)

    assert agency_with(entry).pk == stays
