"""The day a commune ends, through the pages: before, the act, after.

A paper that came the day before is found, instructed, finished and printed by the
successor, with the old name on it; the successor's own papers begin at 1.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.test import Client

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.models import Assignment, HandOver, Register, RegisterEntry
from congvu.documents.queries import faults
from congvu.lib.dates import local_date
from congvu.organisations.actions import appoint, carry_out_reform
from congvu.organisations.models import Agency, Post
from congvu.organisations.queries import agency_by_code
from tests.documents.pages import make_entry
from tests.organisations.acts import BASIS, decide
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

OLD = "01918/Văn phòng - Thống kê"
OFFICE = "01840/Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
ACT = (
    "lập | | 01840 | H03.33.20 | Ủy ban nhân dân xã Ba Bể | xã | H03 | xã |",
    "sáp nhập | 01918 | 01840",
    f"bổ nhiệm | {OLD}/Văn thư | {OFFICE}/Văn thư",
    f"bổ nhiệm | {OLD}/Chủ tịch | 01840/Lãnh đạo Ủy ban nhân dân/Chủ tịch",
)


@pytest.fixture
def day_before(province: Province) -> datetime:
    return province.at - timedelta(days=1)


@pytest.fixture
def waiting(province: Province, day_before: datetime) -> RegisterEntry:
    """On the old chairman's desk the evening before."""
    entry = make_entry(province, who="tu", at=day_before)
    assert province.phuc.post is not None
    actions.submit(
        entry_id=entry.id,
        leader_post_id=province.phuc.post.id,
        by=province.seat("tu", on=local_date(day_before)),
        at=day_before,
    )
    return entry


def carry_out(province: Province) -> Agency:
    reform = decide(province.today, province.at, *ACT)
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    made = agency_by_code("01840", province.today)
    assert made is not None
    _specialist(province, made)
    return made


def _specialist(province: Province, agency: Agency) -> Post:
    post: Post = Post.objects.get(
        unit__agency=agency,
        unit__versions__name="Phòng Kinh tế",
        role="specialist",
    )
    assert province.son.person is not None
    appoint(
        person=province.son.person,
        post=post,
        valid_from=province.today,
        by=SYSTEM,
        at=province.at,
    )
    return post


def _finish(province: Province, entry: RegisterEntry) -> None:
    """Instructed by the chairman, done by the specialist, confirmed; by their pages."""
    phuc, son = province.client("phuc"), province.client("son")
    direct = Assignment.objects.get(entry=entry, part="direct")
    desk = Post.objects.get(
        role="specialist",
        appointments__person=province.son.person,
        valid_from=province.today,
    )
    at = f"/van-ban/den/{entry.id}/viec/"
    phuc.post(
        f"{at}{direct.id}/but-phe/", {"text": "Giao tham mưu.", "lead": str(desk.id)}
    )
    work = Assignment.objects.get(entry=entry, part="lead")
    son.post(f"{at}{work.id}/bao-cao/", {"result": "Đã trả lời."})
    phuc.post(f"{at}{work.id}/xac-nhan/")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def pdf_words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_the_successor_finds_finishes_and_prints_it(
    province: Province, waiting: RegisterEntry
) -> None:
    carry_out(province)
    tu, phuc = province.client("tu"), province.client("phuc")

    found = text(tu, "/van-ban/den/?tim=vat+nuoi")
    assert waiting.document.subject in found
    assert "sổ cũ · Sở Nông nghiệp" in found
    assert waiting.document.subject in text(phuc, "/viec-cua-toi/")
    _finish(province, waiting)

    waiting.refresh_from_db()
    assert waiting.state == "done"
    page = text(tu, f"/van-ban/den/{waiting.id}/")
    assert "bàn giao từ Ủy ban nhân dân xã Yến Dương sang" in page
    assert "Ủy ban nhân dân xã Yến Dương, " in page
    slip = text(tu, f"/van-ban/den/{waiting.id}/phieu/")
    assert "ỦY BAN NHÂN DÂN XÃ YẾN DƯƠNG" in slip
    assert "Ủy ban nhân dân xã Ba Bể kế thừa giải quyết" in slip
    assert [rule for rule, fault in faults() if fault] == []


def test_the_old_book_is_read_and_printed_under_its_own_name(
    province: Province, waiting: RegisterEntry
) -> None:
    carry_out(province)
    tu, book = province.client("tu"), waiting.register
    day = province.today - timedelta(days=1)

    name = f"UBND xã Yến Dương (đến {day:%d/%m/%Y}), năm {book.year}"
    assert name in text(tu, "/van-ban/den/so-cu/")
    page = text(tu, f"/van-ban/den/so-cu/{book.id}/")
    assert name in page
    assert waiting.document.subject in page
    pdf = b"".join(tu.get(f"/van-ban/den/so-cu/{book.id}.pdf"))
    words = pdf_words(pdf)
    assert "ỦY BAN NHÂN DÂN XÃ YẾN DƯƠNG" in words
    table = b"".join(tu.get(f"/van-ban/den/so-cu/{book.id}.xlsx"))
    cells = ZipFile(BytesIO(table)).read("xl/worksheets/sheet1.xml").decode()
    assert "Ủy ban nhân dân xã Yến Dương" in cells


def test_the_successor_begins_at_one_in_a_book_of_its_own(
    province: Province, waiting: RegisterEntry
) -> None:
    made = carry_out(province)

    fresh = make_entry(province, who="tu", symbol="77/SNV")

    assert (fresh.number, fresh.register.agency_id) == (1, made.id)
    assert fresh.register_id != waiting.register_id
    assert Register.objects.get(pk=waiting.register_id).closed_by == BASIS


def test_both_sides_print_the_record(
    province: Province, waiting: RegisterEntry
) -> None:
    carry_out(province)
    made, tu = HandOver.objects.get(), province.client("tu")

    assert f"/van-ban/ban-giao/{made.id}/" in text(tu, "/van-ban/ban-giao/")
    page = text(tu, f"/van-ban/ban-giao/{made.id}/")
    assert "1 sổ · 1 văn bản · 1 phần việc · 0 tệp chờ vào sổ" in page
    assert waiting.document.subject in page
    pdf = b"".join(tu.get(f"/van-ban/ban-giao/{made.id}.pdf"))
    words = pdf_words(pdf)
    for said in ("BIÊN BẢN BÀN GIAO", "ĐẠI DIỆN BÊN NHẬN", BASIS, "1462/SNN-CNTY"):
        assert said in words


def test_nobody_else_reads_any_of_it(
    province: Province, waiting: RegisterEntry
) -> None:
    carry_out(province)
    made, lan = HandOver.objects.get(), province.client("lan")

    for address in (
        f"/van-ban/den/{waiting.id}/",
        f"/van-ban/den/so-cu/{waiting.register_id}/",
        f"/van-ban/den/so-cu/{waiting.register_id}.pdf",
        f"/van-ban/ban-giao/{made.id}/",
        f"/van-ban/ban-giao/{made.id}.pdf",
    ):
        assert lan.get(address).status_code == 404
    assert waiting.document.subject not in text(lan, "/van-ban/den/?tim=vat+nuoi")


def test_a_search_finds_what_was_finished_before(
    province: Province, waiting: RegisterEntry, day_before: datetime
) -> None:
    assert province.phuc.post is not None
    actions.instruct(
        entry_id=waiting.id,
        assignment_id=Assignment.objects.get(entry=waiting).id,
        text="Lưu.",
        shares=[],
        file_only=True,
        by=province.seat("phuc", on=local_date(day_before)),
        at=day_before,
    )
    carry_out(province)

    page = text(province.client("tu"), "/van-ban/den/?tim=vat+nuoi")

    assert "Trong sổ của cơ quan đã kết thúc" in page
    assert waiting.document.subject in page
    assert waiting.document.subject not in text(province.client("tu"), "/van-ban/den/")


def test_the_act_leads_to_its_records_and_they_to_it(
    province: Province, waiting: RegisterEntry
) -> None:
    carry_out(province)
    made, tu = HandOver.objects.get(), province.client("tu")
    act = f"/quan-tri/sap-xep/{made.reform_id}/"
    records = f"/van-ban/ban-giao/?quyet-dinh={made.reform_id}"
    other = decide(province.today, province.at, "đổi mã | H03 | | H04 |")

    assert records in text(tu, act)
    assert f"/van-ban/ban-giao/{made.id}/" in text(tu, records)
    assert act in text(tu, f"/van-ban/ban-giao/{made.id}/")
    none = text(tu, f"/van-ban/ban-giao/?quyet-dinh={other.id}")
    assert "Không có biên bản nào của quyết định này ở bên bạn" in none
    assert tu.get("/van-ban/ban-giao/?quyet-dinh=khong").status_code == 404
    assert tu.get(f"/api/v1/hand-overs?reform={other.id}").json() == []
    told = tu.get(f"/api/v1/hand-overs?reform={made.reform_id}").json()
    assert [one["reform_id"] for one in told] == [str(made.reform_id)]
