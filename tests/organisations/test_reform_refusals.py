"""What an act may not say: every reason at once, nothing half done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import register_incoming
from congvu.documents.rules import Paper
from congvu.organisations.actions import (
    ReformRefused,
    appoint,
    end_appointment,
    prepare_reform,
)
from congvu.organisations.models import Agency, Appointment, Change, Heir, Reform
from tests.organisations.acts import BASIS, decide, lines, prepare
from tests.people import Province

NEW = "lập | | 01840 | H03.33.20 | Ủy ban nhân dân xã Ba Bể | xã | H03 | xã |"
OTHER = "lập | | 01841 | | Ủy ban nhân dân xã Thượng Minh | xã | H03 |"
MERGE = "sáp nhập | 01918 | 01840"
ROOM = "Văn phòng - Thống kê"
UNIT = "H03/Phòng Khoa giáo - Văn xã"


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        (["sáp nhập | 09999 | 01918"], [(2, "không có cơ quan nào mang mã “09999”")]),
        (["sáp nhập | 01918 | 09999"], [(2, "không có cơ quan nào mang mã “09999”")]),
        (["sáp nhập | 01918 | 01918"], [(2, "chính mình")]),
        ([NEW, MERGE, MERGE], [(4, "trùng với dòng 3")]),
        (
            [NEW, OTHER, MERGE, "sáp nhập | 01918 | 01841"],
            [(5, "trùng với dòng 4 (nhập vào nhiều nơi thì ghi là chia)")],
        ),
        ([NEW, MERGE, "giải thể | 01918 | H03"], [(4, "trái với dòng 3")]),
        (
            [NEW, MERGE, "đổi tên | 01918 | | | Ủy ban nhân dân xã Khác"],
            [(4, "kết thúc ở dòng 3")],
        ),
        ([NEW, "chia | 01918 | 01840"], [(3, "ít nhất hai dòng")]),
        (
            [
                NEW,
                OTHER,
                "chia | 01918 | 01840 | | | | | | x",
                "chia | 01918 | 01841 | | | | | | x",
            ],
            [(5, "chỉ một nơi kế thừa")],
        ),
        (["giải thể | 01918"], [(2, "còn 2 người giữ chức vụ: phải ghi nơi kế thừa")]),
        (
            ["giải thể | H03"],
            [(2, "không có cấp trên"), (2, "ở nơi giải thể còn 7 người")],
        ),
        (
            ["sáp nhập | 01918 | H03/Văn phòng Ủy ban nhân dân tỉnh"],
            [(2, "cơ quan nhập vào cơ quan")],
        ),
        (
            ["giải thể | 01918 | H03/Văn phòng Ủy ban nhân dân tỉnh"],
            [(2, "cơ quan nhập vào cơ quan"), (2, "phải ghi nơi kế thừa")],
        ),
        (
            ["lập | | 01840. | | Ủy ban nhân dân xã A | xã | H03"],
            [(2, "mã “01840.” không đúng dạng")],
        ),
        (
            ["lập | | 01918 | | Ủy ban nhân dân xã A | xã | H03"],
            [(2, "mã “01918” đang thuộc cơ quan khác")],
        ),
        (
            [
                "lập | | 01840 | | Ủy ban nhân dân xã A | xã | H03",
                "lập | | 01840 | | Ủy ban nhân dân xã B | xã | H03",
            ],
            [(3, "đã được cấp ở dòng 2")],
        ),
        (["đổi mã | 01918 | | H03"], [(2, "mã “H03” đang thuộc cơ quan khác")]),
        (
            [
                "lập | | H04 | | Ủy ban nhân dân huyện A | huyện | H05",
                "lập | | H05 | | Ủy ban nhân dân huyện B | huyện | H04",
            ],
            [(2, "vòng tròn"), (3, "vòng tròn")],
        ),
        (["chuyển | H03 | | | | | 01918"], [(2, "vòng tròn")]),
        (
            [NEW, MERGE, "lập | | H03.5 | | Ủy ban nhân dân xã C | xã | 01918"],
            [(4, "cấp trên “Ủy ban nhân dân xã Yến Dương” không có vào ngày")],
        ),
        (
            [NEW, MERGE, "lập | | 01918/Phòng Kinh tế"],
            [(4, "kết thúc ở dòng 3")],
        ),
        (
            [f"lập | | {UNIT}"],
            [(2, "đã có đơn vị “Phòng Khoa giáo - Văn xã”")],
        ),
        (
            [f"sáp nhập | {UNIT} | H03/Phòng Không có"],
            [(2, "không có đơn vị “Phòng Không có”")],
        ),
        (
            ["chuyển | H03/Văn phòng Ủy ban nhân dân tỉnh | | | | | " + UNIT],
            [(2, "vòng tròn")],
        ),
        (
            [f"chuyển | {UNIT} | | | | | 01918"],
            [(2, "sang cơ quan khác thì sáp nhập")],
        ),
        (
            [f"bổ nhiệm | {UNIT}/Phó Trưởng phòng | {UNIT}/Chuyên viên"],
            [(2, "không có chức vụ")],
        ),
        (
            [
                NEW,
                MERGE,
                f"bổ nhiệm | {UNIT}/Chuyên viên | 01918/{ROOM}/Văn thư",
            ],
            [(4, "kết thúc hôm đó")],
        ),
        (["lập | | 01840 | | Sở Lạ | sở | H03"], [(2, "thiếu “ký hiệu”")]),
        (
            ["lập | | 01840 | | Ủy ban nhân dân xã A | xã | H03 | thành phố"],
            [(2, "không có mẫu cơ cấu “thành phố”")],
        ),
        # Everything at once, each with its line.
        (
            ["sáp nhập | 01918 | 09998", "giải thể | 09999 |", f"giải thể | {UNIT} |"],
            [
                (2, "không có cơ quan nào mang mã “09998”"),
                (3, "không có cơ quan nào mang mã “09999”"),
                (4, "còn 2 người giữ chức vụ: phải ghi nơi kế thừa"),
            ],
        ),
    ],
)
def test_each_line_is_told_why_not(
    province: Province, rows: list[str], reasons: list[tuple[int, str]]
) -> None:
    on = province.today + timedelta(days=1)
    agencies = Agency.objects.count()
    with pytest.raises(ReformRefused) as refused:
        prepare(on, province.at, *rows)

    told = refused.value.wrong
    assert len(told) == len(reasons), told
    for (line, why), (wanted_line, wanted) in zip(told, sorted(reasons), strict=True):
        assert line == wanted_line
        assert wanted in why
    assert not Reform.objects.exists()
    assert Agency.objects.count() == agencies


def test_two_acts_on_one_body_on_one_day(province: Province) -> None:
    on = province.today + timedelta(days=1)
    prepare(on, province.at, "đổi tên | 01918 | | | Ủy ban nhân dân xã Mới", title="A")

    with pytest.raises(ReformRefused, match=r"“A” .dòng 2. cũng thay đổi"):
        prepare(on, province.at, NEW, MERGE, title="B")

    # Another day is another matter.
    prepare(on + timedelta(days=1), province.at, NEW, MERGE, title="B")


def test_what_is_recorded_for_later_is_not_written_over(province: Province) -> None:
    later = province.today + timedelta(days=30)
    decide(later, province.at, "đổi tên | 01918 | | | Ủy ban nhân dân xã Mới")

    with pytest.raises(ReformRefused, match="đã có thay đổi ghi từ"):
        prepare(later - timedelta(days=9), province.at, NEW, MERGE)


def test_a_body_that_ends_by_another_act_is_not_ended_again(province: Province) -> None:
    on = province.today + timedelta(days=30)
    decide(on, province.at, NEW, MERGE)

    with pytest.raises(ReformRefused, match="đã có quyết định kết thúc từ"):
        prepare(on - timedelta(days=3), province.at, OTHER, "sáp nhập | 01918 | 01841")
    with pytest.raises(ReformRefused, match=r"mã “01918” đã đóng từ"):
        prepare(on + timedelta(days=3), province.at, OTHER, "sáp nhập | 01918 | 01841")


def test_an_act_of_the_past_writes_over_nobody_appointed_since(
    province: Province,
) -> None:
    """Sơn's chair is free since today; whoever takes it today is recorded."""
    post, person = province.son.post, province.minh.person
    assert post is not None
    assert person is not None
    appoint(
        person=person,
        post=post,
        valid_from=province.today,
        by=SYSTEM,
        at=province.at,
    )

    with pytest.raises(ReformRefused, match="đã có thay đổi ghi từ"):
        prepare(
            province.today - timedelta(days=5),
            province.at,
            "lập | | H03/Phòng Tổng hợp",
            f"sáp nhập | {UNIT} | H03/Phòng Tổng hợp",
        )


def test_what_the_form_lacks_is_told_with_the_lines(province: Province) -> None:
    with pytest.raises(ReformRefused) as refused:
        prepare_reform(
            title=" ",
            legal_basis="",
            on=province.today,
            lines=lines("sáp nhập | 01918 | 09999"),
            by=SYSTEM,
            at=province.at,
        )

    fields = [reason.field for reason in refused.value.reasons]
    assert fields == ["title", "legal_basis", "lines"]


def test_one_bad_row_of_3321_and_nothing_is_loaded(province: Province) -> None:
    rows = [
        f"lập | | {n:05d} | | Ủy ban nhân dân xã Số {n} | xã | H03"
        for n in range(20_000, 23_321)
    ]
    rows[1776] = "lập | | 0191.8 | 01918 | Ủy ban nhân dân xã X | xã | H99"

    with pytest.raises(ReformRefused) as refused:
        prepare_reform(
            title="Cả nước",
            legal_basis=BASIS,
            on=province.today,
            lines=lines(*rows),
            by=SYSTEM,
            at=province.at,
        )

    assert {line for line, _why in refused.value.wrong} == {1778}
    assert len(refused.value.wrong) == 2
    assert not Change.objects.exists()
    assert not Heir.objects.exists()


def test_an_act_that_would_orphan_open_work_is_refused(province: Province) -> None:
    """Nobody holds a post at the commune any more, but a paper is not finished."""
    call_command("load_law", verbosity=0)
    register_incoming(
        paper=Paper(
            subject="V/v rà soát hộ nghèo",
            issuer_name="Sở Nội vụ",
            type_code="CV",
            symbol="12/SNV-TH",
            issued_on=province.today,
        ),
        arrived_at=province.at,
        by=province.seat("tu"),
        at=province.at,
    )
    on = province.today + timedelta(days=1)
    for held in Appointment.objects.filter(post__unit__agency=province.commune):
        end_appointment(appointment=held, valid_until=on, by=SYSTEM, at=province.at)

    with pytest.raises(ReformRefused) as refused:
        prepare(on + timedelta(days=1), province.at, "giải thể | 01918")

    ((_line, why),) = refused.value.wrong
    assert "1 văn bản đang giải quyết" in why
    assert "1 sổ đăng ký" in why


def test_an_act_of_the_past_does_not_undo_what_was_done_since(
    province: Province,
) -> None:
    record(
        "documents.registered",
        by=province.seat("tu").actor,
        at=province.at,
        agency_id=province.commune.id,
    )

    with pytest.raises(ReformRefused, match="1 việc được ghi trong nhật ký"):
        prepare(province.today - timedelta(days=5), province.at, NEW, MERGE)
    assert prepare(province.today, province.at, NEW, MERGE)
