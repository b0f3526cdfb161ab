"""Acts: prepared, decided, carried out; what they write and what stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.organisations.actions import (
    carry_out_reform,
    choose_heir,
    decide_reform,
    withdraw_reform,
)
from congvu.organisations.models import (
    Agency,
    Appointment,
    Heir,
    Identifier,
    Post,
    Reform,
    Succession,
    Unit,
)
from congvu.organisations.queries import (
    agencies_on,
    agency_by_code,
    agency_on,
    posts_on,
    units_on,
)
from congvu.organisations.queries.mapping import on_map
from congvu.organisations.queries.reforms import waiting_decisions
from tests.organisations.acts import decide, prepare
from tests.people import Province

NEW = "lập | | 01840 | H03.33.20 | Ủy ban nhân dân xã Ba Bể | xã | H03 | xã |"
MERGE = "sáp nhập | 01918 | 01840"


def test_a_commune_ends_and_a_new_one_begins(province: Province) -> None:
    on = province.today + timedelta(days=30)
    before = agencies_on(province.today)

    reform = decide(on, province.at, NEW, MERGE)

    assert reform.state == "decided"
    assert agencies_on(province.today) == before
    assert agencies_on(on - timedelta(days=1)) == before
    new = agency_by_code("01840", on)
    assert new is not None
    shown = agency_on(new.id, on)
    assert shown is not None
    assert (shown.name, shown.place) == ("Ủy ban nhân dân xã Ba Bể", "Ba Bể")
    assert (shown.code, shown.parent_id) == ("H03.33.20", province.committee.id)
    assert agency_on(province.commune.id, on) is None
    assert agency_by_code("01918", on) is None
    assert "Văn thư" in {p.name for p in posts_on(on, agency_id=new.id)}
    assert on_map([province.commune.id], on) == {province.commune.id: new.id}
    held = Appointment.objects.get(person=province.tu.person)
    assert held.valid_until == on


def test_it_takes_effect_on_its_day_and_only_once(province: Province) -> None:
    on = province.today + timedelta(days=30)
    reform = decide(on, province.at, NEW, MERGE)

    with pytest.raises(Refused, match="Chưa đến ngày"):
        carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    day = province.at + timedelta(days=30)
    done = carry_out_reform(reform_id=reform.id, by=SYSTEM, at=day)

    assert done.state == "carried-out"
    with pytest.raises(Refused, match="đã thực hiện"):
        carry_out_reform(reform_id=reform.id, by=SYSTEM, at=day)


def test_who_prepared_it_does_not_decide_it(province: Province) -> None:
    quan = province.seat("quan").actor
    reform = prepare(province.today, province.at, NEW, MERGE, by=quan)

    with pytest.raises(Refused, match="người khác"):
        decide_reform(reform_id=reform.id, by=quan, at=province.at)

    dung = province.seat("dung").actor
    decided = decide_reform(reform_id=reform.id, by=dung, at=province.at)
    assert decided.decided_by == "Nguyễn Tiến Dũng"


def test_only_what_is_not_decided_is_withdrawn(province: Province) -> None:
    on = province.today
    kept = prepare(on, province.at, NEW, MERGE)
    withdraw_reform(reform_id=kept.id, by=SYSTEM, at=province.at)

    decided = decide(on, province.at, NEW, MERGE)
    with pytest.raises(Refused, match="đã quyết định"):
        withdraw_reform(reform_id=decided.id, by=SYSTEM, at=province.at)


def test_renamed_moved_and_recoded_in_one_act_it_is_the_same_body(
    province: Province,
) -> None:
    on = province.today + timedelta(days=1)

    decide(
        on,
        province.at,
        "lập | | H03.99 | | Ủy ban nhân dân huyện Ba Bể | huyện | H03",
        "đổi tên | 01918 | | | Ủy ban nhân dân phường Yến Dương",
        "chuyển | 01918 | | | | | H03.99",
        "đổi mã | 01918 | | 02222; H03.99.1",
    )

    found = agency_by_code("02222", on)
    assert found == province.commune
    shown = agency_on(found.id, on)
    assert shown is not None
    assert shown.name == "Ủy ban nhân dân phường Yến Dương"
    assert shown.code == "H03.99.1"
    above = agency_by_code("H03.99", on)
    assert above is not None
    assert shown.parent_id == above.id
    was = agency_on(found.id, province.today)
    assert was is not None
    assert was.name == "Ủy ban nhân dân xã Yến Dương"
    assert not Heir.objects.exists()
    assert Identifier.objects.filter(agency=found).count() == 4


def test_people_of_a_merged_unit_just_go_on(province: Province) -> None:
    on = province.today + timedelta(days=1)

    decide(
        on,
        province.at,
        "lập | | H03/Phòng Tổng hợp | | | | H03/Văn phòng Ủy ban nhân dân tỉnh",
        "sáp nhập | H03/Phòng Khoa giáo - Văn xã | H03/Phòng Tổng hợp",
    )

    units = {u.name: u for u in units_on(province.committee.id, on)}
    assert "Phòng Khoa giáo - Văn xã" not in units
    new = units["Phòng Tổng hợp"]
    held = {p.name: p.person_name for p in posts_on(on, unit_id=new.id)}
    assert held == {"Trưởng phòng": "Ma Thị Hoa", "Chuyên viên": "Hoàng Văn Minh"} or (
        "Hoàng Văn Minh" in [p.person_name for p in posts_on(on, unit_id=new.id)]
    )
    hoa = province.hoa.post
    assert hoa is not None
    goes_on = on_map([hoa.id], on)[hoa.id]
    assert province.seat("hoa", on=on).post_id == goes_on
    assert Succession.objects.filter(kind="post", predecessor_id=hoa.id).count() == 1
    assert province.seat("hoa").post_id == hoa.id


def test_a_line_leads_a_person_on_to_a_new_post(province: Province) -> None:
    on = province.today + timedelta(days=1)
    old = "01918/Văn phòng - Thống kê"
    new = "01840/Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"

    decide(
        on,
        province.at,
        NEW,
        MERGE,
        f"bổ nhiệm | {old}/Văn thư | {new}/Văn thư",
        f"bổ nhiệm | {old}/Chủ tịch | 01840/Lãnh đạo Ủy ban nhân dân/Chủ tịch",
    )

    tu = province.seat("tu", on=on)
    assert tu.agency_name == "Ủy ban nhân dân xã Ba Bể"
    assert tu.post_name == "Văn thư"
    assert province.seat("phuc", on=on).role == "leader"
    post = province.tu.post
    assert post is not None
    assert on_map([post.id], on) == {post.id: tu.post_id}


def test_two_clerks_for_one_chair_get_a_second_beside_it(province: Province) -> None:
    on = province.today + timedelta(days=1)
    new = "01840/Văn phòng Hội đồng nhân dân và Ủy ban nhân dân/Văn thư"

    decide(
        on,
        province.at,
        NEW,
        MERGE,
        f"bổ nhiệm | 01918/Văn phòng - Thống kê/Văn thư | {new}",
        f"bổ nhiệm | H03/Văn phòng Ủy ban nhân dân tỉnh/Văn thư | {new}",
    )

    agencies = {province.seat(who, on=on).agency_name for who in ("tu", "lan")}
    assert agencies == {"Ủy ban nhân dân xã Ba Bể"}
    assert province.seat("tu", on=on).post_id != province.seat("lan", on=on).post_id


def test_a_divided_commune_waits_for_a_person(province: Province) -> None:
    on = province.today
    other = "lập | | 01841 | | Ủy ban nhân dân xã Thượng Minh | xã | H03 |"
    reform = decide(
        on, province.at, NEW, other, "chia | 01918 | 01840", "chia | 01918 | 01841"
    )
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    old = province.commune.id
    assert on_map([old], on) == {old: province.committee.id}
    (waiting,) = waiting_decisions(on)
    names = [c.name for c in waiting.candidates]
    assert names == ["Ủy ban nhân dân xã Ba Bể", "Ủy ban nhân dân xã Thượng Minh"]

    later = province.at + timedelta(days=3)
    with pytest.raises(Refused, match="một trong"):
        choose_heir(
            predecessor_id=old, heir_id=province.committee.id, by=SYSTEM, at=later
        )
    choose_heir(
        predecessor_id=old, heir_id=waiting.candidates[1].id, by=SYSTEM, at=later
    )

    third = on + timedelta(days=3)
    assert on_map([old], third - timedelta(days=1)) == {old: province.committee.id}
    assert on_map([old], third) == {old: waiting.candidates[1].id}
    assert waiting_decisions(third) == []
    with pytest.raises(Refused, match="đang chờ"):
        choose_heir(
            predecessor_id=old, heir_id=waiting.candidates[0].id, by=SYSTEM, at=later
        )


def test_the_sheet_may_say_who_keeps_what_a_divided_body_left(
    province: Province,
) -> None:
    on = province.today
    other = "lập | | 01841 | | Ủy ban nhân dân xã Thượng Minh | xã | H03 |"
    decide(
        on,
        province.at,
        NEW,
        other,
        "chia | 01918 | 01840",
        "chia | 01918 | 01841 | | | | | | x",
    )

    keeper = agency_by_code("01841", on)
    assert keeper is not None
    assert on_map([province.commune.id], on)[province.commune.id] == keeper.id
    assert waiting_decisions(on) == []


def test_who_was_below_an_ended_body_comes_below_its_heir(province: Province) -> None:
    on = province.today + timedelta(days=1)

    decide(
        on,
        province.at,
        "lập | | H55 | 000.00.00.H55 | Ủy ban nhân dân tỉnh Thái Nguyên | tỉnh",
        "sáp nhập | H03 | H55",
    )

    new = agency_by_code("H55", on)
    commune = agency_on(province.commune.id, on)
    assert new is not None
    assert commune is not None
    assert commune.parent_id == new.id
    assert Agency.objects.get(pk=province.committee.pk).valid_until == on
    assert not Unit.objects.valid(on=on).filter(agency=province.committee).exists()
    assert (
        not Post.objects.valid(on=on).filter(unit__agency=province.committee).exists()
    )


def test_a_refused_act_leaves_nothing(province: Province) -> None:
    with pytest.raises(Refused):
        prepare(province.today, province.at, NEW, "sáp nhập | 01918 | 09999")

    assert not Reform.objects.exists()
