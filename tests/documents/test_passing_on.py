"""A commune ends: open work is the successor's, what was written stays as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import (
    Assignment,
    HandOver,
    HistoryEvent,
    IntakeItem,
    Register,
    RegisterEntry,
)
from congvu.documents.queries import agency_responsible, faults
from congvu.documents.queries.told import sentence
from congvu.documents.rules import IntakeState, Paper, Part
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.actions import create_post, create_unit, pass_bodies, pass_on
from congvu.organisations.models import Post
from congvu.organisations.queries import touched
from congvu.organisations.rules import BodyKind, Passed, Role
from tests.documents.pages import assign, make_entry
from tests.documents.reforms import ACT, Commune, decide, end, make_commune, merge
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def heir(province: Province) -> Commune:
    return make_commune(province, province.today, province.at)


@pytest.fixture
def day_before(province: Province) -> datetime:
    return province.at - timedelta(days=1)


def before(province: Province, at: datetime, **paper: str) -> RegisterEntry:
    return make_entry(province, who="tu", at=at, **paper)


def to_chairman(province: Province, entry: RegisterEntry, at: datetime) -> Assignment:
    post = province.phuc.post
    assert post is not None
    actions.submit(
        entry_id=entry.id,
        leader_post_id=post.id,
        proposal=[Share(province.commune_office.id, Part.INFORM)],
        by=province.seat("tu", on=local_date(at)),
        at=at,
    )
    return Assignment.objects.get(entry=entry)


def sound() -> list[str]:
    return [rule for rule, fault in faults() if fault]


def test_an_open_paper_is_the_heirs_and_keeps_its_book_and_number(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    entry = before(province, day_before)

    merge(province, heir, province.today, province.at)

    entry.refresh_from_db()
    assert entry.agency_id == heir.agency.id
    assert entry.register.agency_id == province.commune.id
    assert entry.number == 1
    assert sound() == []


def test_work_goes_to_the_desk_of_the_same_name(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    part = to_chairman(province, before(province, day_before), day_before)

    merge(province, heir, province.today, province.at)

    part.refresh_from_db()
    chairman = heir.cast["toan"].post
    assert chairman is not None
    assert (part.desk_id, part.desk_name) == (chairman.id, "Nông Văn Toàn, Chủ tịch")
    assert part.proposal[0]["desk_id"] == str(heir.office.id)
    assert RegisterEntry.objects.get().holder == "Nông Văn Toàn, Chủ tịch"
    assert sound() == []


def test_the_record_and_the_timeline_tell_it(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    entry = before(province, day_before)
    part = to_chairman(province, entry, day_before)

    reform = merge(province, heir, province.today, province.at)

    made = HandOver.objects.get()
    assert (made.reform, made.on, made.legal_basis) == (reform, province.today, ACT)
    assert (made.from_agency_name, made.to_agency_name) == (
        "Ủy ban nhân dân xã Yến Dương",
        "Ủy ban nhân dân xã Cổ Linh",
    )
    lines = [
        (line.position, line.kind, line.number, line.from_desk_name, line.to_desk_name)
        for line in made.lines.order_by("position")
    ]
    was = "Đặng Văn Phúc, Chủ tịch"
    assert lines == [
        (1, "register", 1, "", ""),
        (2, "entry", 1, was, ""),
        (3, "part", 1, was, "Nông Văn Toàn, Chủ tịch"),
    ]
    assert made.lines.get(kind="part").thing_id == part.id
    told = HistoryEvent.objects.get(event="documents.handed-over")
    assert sentence(told) == (
        "bàn giao từ Ủy ban nhân dân xã Yến Dương sang Ủy ban nhân dân xã Cổ Linh"
        f" theo {ACT}"
    )


def test_the_book_is_closed_for_good_and_the_heir_begins_at_one(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    before(province, day_before)
    merge(province, heir, province.today, province.at)

    fresh = actions.register_incoming(
        paper=_paper(province.today),
        arrived_at=province.at,
        by=heir.seat(province, "lien", province.today),
        at=province.at,
    )

    old = Register.objects.get(agency=province.commune)
    assert (old.closed_at, old.closed_by) == (province.at, ACT)
    assert (fresh.number, fresh.register.agency_id) == (1, heir.agency.id)
    with pytest.raises(Refused, match="khép lại cùng cơ quan"):
        actions.reopen_register(
            year=old.year,
            reason="Ghi thêm.",
            by=province.seat("phuc", on=local_date(day_before)),
            at=province.at,
        )
    assert sound() == []


def test_a_file_at_the_door_waits_at_the_heirs(
    province: Province, heir: Commune
) -> None:
    item = IntakeItem.objects.create(
        agency=province.commune,
        name="giay-moi.pdf",
        channel="upload",
        state=IntakeState.READY,
        received_at=province.at,
        received_by="Triệu Văn Tú",
    )

    merge(province, heir, province.today, province.at)

    item.refresh_from_db()
    assert item.agency_id == heir.agency.id
    assert HandOver.objects.get().lines.get(kind="item").name == "giay-moi.pdf"


def test_where_nobody_sits_yet_the_paper_waits_at_the_registry(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    part = to_chairman(province, before(province, day_before), day_before)
    for member in heir.cast.values():
        assert member.post is not None
        member.post.appointments.all().delete()

    merge(province, heir, province.today, province.at)

    part.refresh_from_db()
    entry = RegisterEntry.objects.get()
    assert (part.state, part.agency_id) == ("withdrawn", heir.agency.id)
    assert part.reason == "Cơ quan kế thừa chưa có ai nhận việc."
    assert (entry.state, entry.holder) == ("registered", "Văn thư")
    assert entry.move_by is not None
    assert sound() == []


def test_papers_of_several_books_do_not_hide_each_other(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    before(province, day_before)
    before(province, day_before, symbol="2/KH-UBND")
    merge(province, heir, province.today, province.at)
    own = actions.register_incoming(
        paper=_paper(province.today),
        arrived_at=province.at,
        by=heir.seat(province, "lien", province.today),
        at=province.at,
    )

    keys = list(
        RegisterEntry.objects.filter(agency=heir.agency)
        .order_by("-order_key")
        .values_list("id", "number")
    )
    assert [number for _id, number in keys] == [1, 2, 1]
    assert keys[0][0] == own.id


def _paper(on: date) -> Paper:
    return Paper(
        subject="Mời họp giao ban",
        issuer_name="Sở Nội vụ",
        type_code="GM",
        symbol="12/GM-SNV",
        issued_on=on,
        signer_name="Hà Văn A",
    )


# -- a unit ends inside an agency that goes on


def test_a_divisions_work_goes_to_the_division_that_takes_over(
    province: Province,
) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    new = create_unit(agency=province.committee, name="Phòng Văn hóa", **made)
    post = create_post(unit=new, name="Chuyên viên", role=Role.SPECIALIST, **made)
    old = province.minh.post
    assert old is not None
    Post.objects.filter(unit=province.division).update(valid_until=province.today)

    pass_on(
        reform=decide(
            {province.division.id: new.id},
            province.today,
            province.at,
            kind=BodyKind.UNIT,
        ),
        by=SYSTEM,
        at=province.at,
    )

    part.refresh_from_db()
    assert (part.desk_id, part.unit_id) == (post.id, new.id)
    assert part.parent is not None
    assert part.parent.desk_id == new.id
    record = HandOver.objects.get()
    assert (record.from_desk_name, record.to_desk_name) == (
        "Phòng Khoa giáo - Văn xã",
        "Phòng Văn hóa",
    )
    assert record.lines.count() == 2
    entry.refresh_from_db()
    assert (entry.agency_id, entry.holder) == (province.committee.id, "Chuyên viên")
    assert sound() == []


# -- a commune is divided, and a person says later who takes its papers


def test_what_was_kept_goes_to_the_one_a_person_chose(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    part = to_chairman(province, before(province, day_before), day_before)
    end(province.commune, province.today)
    bodies = {province.commune.id: province.committee.id}
    reform = decide(bodies, province.today, province.at, is_interim=True)
    pass_on(reform=reform, by=SYSTEM, at=province.at)
    part.refresh_from_db()
    assert part.desk_name == "Nguyễn Thu Hà, Chánh Văn phòng"
    own = make_entry(province)
    later = province.today + timedelta(days=20)

    pass_bodies(
        reform=reform,
        bodies=[
            Passed(
                BodyKind.AGENCY,
                province.commune.id,
                province.committee.id,
                heir.agency.id,
            )
        ],
        on=later,
        by=SYSTEM,
        at=province.at + timedelta(days=20),
    )

    part.refresh_from_db()
    assert part.desk_name == "Nông Văn Toàn, Chủ tịch"
    assert part.entry.agency_id == heir.agency.id
    own.refresh_from_db()
    assert own.agency_id == province.committee.id
    assert Register.objects.get(agency=province.committee).closed_at is None
    things = [part.entry_id, part.entry.register_id]
    days = {
        day: set(agency_responsible(things, day).values())
        for day in (local_date(day_before), province.today, later)
    }
    assert list(days.values()) == [
        {province.commune.id},
        {province.committee.id},
        {heir.agency.id},
    ]
    assert sound() == []


def test_a_divided_division_keeps_its_work_above_until_a_person_chose(
    province: Province,
) -> None:
    part = assign(province, make_entry(province))
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    new = create_unit(agency=province.committee, name="Phòng Văn hóa", **made)
    post = create_post(unit=new, name="Chuyên viên", role=Role.SPECIALIST, **made)
    Post.objects.filter(unit=province.division).update(valid_until=province.today)
    reform = decide(
        {province.division.id: province.office.id},
        province.today,
        province.at,
        kind=BodyKind.UNIT,
        is_interim=True,
    )
    pass_on(reform=reform, by=SYSTEM, at=province.at)
    part.refresh_from_db()
    assert part.desk_name == "Nguyễn Thu Hà, Chánh Văn phòng"

    later = province.at + timedelta(days=9)
    bodies = [Passed(BodyKind.UNIT, province.division.id, province.office.id, new.id)]
    pass_bodies(reform=reform, bodies=bodies, on=local_date(later), by=SYSTEM, at=later)

    part.refresh_from_db()
    assert part.desk_id == post.id
    record = HandOver.objects.order_by("at").last()
    assert record is not None
    assert (record.from_desk_name, record.to_desk_name) == (
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Phòng Văn hóa",
    )
    assert sound() == []


# -- the preview


def test_a_preview_counts_what_would_be_touched_and_costs_the_same_for_many(
    province: Province, heir: Commune, day_before: datetime
) -> None:
    to_chairman(province, before(province, day_before), day_before)
    commune, committee = province.commune.id, province.committee.id

    with CaptureQueriesContext(connection) as one:
        lines = touched([commune], province.today)
    with CaptureQueriesContext(connection) as many:
        touched([commune, committee, heir.agency.id], province.today)

    assert {line.label: line.counts.get(commune, 0) for line in lines} == {
        "cơ sở dữ liệu chuyên ngành": 0,
        "thỏa thuận chia sẻ dữ liệu": 0,
        "dịch vụ chia sẻ dữ liệu": 0,
        "đơn vị": 1,
        "chức vụ": 2,
        "người đang giữ chức vụ": 2,
        "ủy quyền, giao phụ trách": 0,
        "văn bản đang giải quyết": 1,
        "phần việc đang mở": 1,
        "việc đang gửi giữa các cơ quan": 0,
        "tệp chờ vào sổ": 0,
        "bó quét": 0,
        "sổ đăng ký phải khóa": 1,
        "dự thảo đang soạn": 0,
        "sổ văn bản đi phải khóa": 0,
        "khóa ký số thôi dùng": 0,
        "hồ sơ": 0,
        "nhiệm vụ đang thực hiện": 0,
        "nhiệm vụ đang theo dõi": 0,
        "văn bản chỉ đạo": 0,
        "biểu mẫu báo cáo": 0,
        "báo cáo phải nộp": 0,
        "cuộc kiểm tra": 0,
        "đợt phổ biến": 0,
        "phòng, xe, lịch, cuộc họp": 0,
        "hộp thư chức danh": 0,
        "phiếu rà soát": 0,
        "đề nghị hỗ trợ đang mở": 0,
        "bài trên cổng thông tin": 0,
        "câu hỏi của người dân": 0,
        "dự thảo lấy ý kiến": 0,
        "văn bản chờ công khai": 0,
        "máy": 0,
        "hệ thống thông tin": 0,
        "đánh giá phần mềm": 0,
        "nguồn nhật ký": 0,
        "lỗ hổng chưa vá": 0,
        "sự cố an toàn thông tin": 0,
        "hoạt động xử lý dữ liệu cá nhân": 0,
        "nhu cầu kinh phí công nghệ thông tin": 0,
        "lớp học": 0,
    }
    assert len(one) == len(many) == len(lines)


# -- nothing was left


def test_an_agency_with_nothing_open_has_a_record_that_says_so(
    province: Province, heir: Commune
) -> None:
    """Both sides sign it; none of its units has one of its own."""
    merge(province, heir, province.today, province.at)
    made = HandOver.objects.get()
    assert made.lines.count() == 0
    toan, words = Client(), "Không còn việc dở dang"
    toan.force_login(heir.cast["toan"].user)
    assert words in toan.get("/van-ban/ban-giao/").content.decode()
    page = toan.get(f"/van-ban/ban-giao/{made.id}/").content.decode()
    assert words in page
    assert "<table" not in page
    answer: Any = toan.get(f"/van-ban/ban-giao/{made.id}.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
