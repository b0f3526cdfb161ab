"""A filter kept under a name, shared by unit; columns of one's choice; safe exports."""

from __future__ import annotations

import csv
import tracemalloc
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import report
from congvu.documents.formats.list_csv import safe, write_list_csv
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.documents.models import SavedFilter
from congvu.documents.queries import list_columns
from congvu.organisations.actions import appoint, create_post, end_appointment
from congvu.organisations.rules import Role
from tests.documents.machine import machine
from tests.documents.pages import assign, make_entry, multiply
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
REGISTER = "/van-ban/den/"
TABLE = "/van-ban/den/bang/"


def save(client, query: str, name: str, *, shared: bool = False):
    given = {"name": name} | ({"shared": "1"} if shared else {})
    return client.post(f"/van-ban/den/bo-loc/{query}", given, follow=True)


def test_a_filter_is_kept_under_a_name_and_asks_the_same_again(
    province: Province,
) -> None:
    make_entry(province, urgency="urgent", subject="Khẩn của tài chính")
    make_entry(province, symbol="2/STC", subject="Thường thôi")
    lan = province.client("lan")

    answer = save(lan, "?khan=urgent&muc=cho-trinh&tu=01/01/2020", "Khẩn chờ trình")
    page = lan.get(REGISTER).content.decode()

    assert "Đã lưu bộ lọc" in answer.content.decode()
    assert "Khẩn chờ trình" in page
    link = "?muc=cho-trinh&amp;tu=01%2F01%2F2020&amp;khan=urgent"
    assert f'href="{REGISTER}{link}"' in page
    shown = lan.get(REGISTER + link.replace("&amp;", "&")).content.decode()
    assert "Khẩn của tài chính" in shown
    assert "Thường thôi" not in shown


def test_shared_filters_are_seen_in_the_unit_and_show_only_what_one_may_see(
    province: Province,
) -> None:
    assign(province, make_entry(province, subject="Của phòng"))
    make_entry(province, symbol="2/STC", subject="Không giao cho ai")
    save(province.client("hoa"), "?loai=CV", "Công văn", shared=True)
    save(province.client("hoa"), "?loai=BC", "Của riêng Hoa")

    page = province.client("minh").get(REGISTER).content.decode()
    other = province.client("ha").get(REGISTER).content.decode()
    kept = SavedFilter.objects.get(name="Công văn")
    shown = province.client("minh").get(f"{REGISTER}?loai=CV").content.decode()
    told = province.client("minh").post(
        f"/van-ban/den/bo-loc/{kept.id}/xoa/", follow=True
    )

    assert "Công văn <small>(đơn vị)</small>" in page
    assert "Của riêng Hoa" not in page
    assert "(đơn vị)" not in other
    assert "Của phòng" in shown
    assert "Không giao cho ai" not in shown
    assert "Chỉ người lưu bộ lọc mới xóa được" in told.content.decode()


def test_saved_again_under_its_name_it_is_replaced_and_deleted_it_is_gone(
    province: Province,
) -> None:
    lan = province.client("lan")
    save(lan, "?loai=CV", "Của tôi")
    save(lan, "?loai=BC", "Của tôi")

    [kept] = SavedFilter.objects.all()
    assert kept.asked == {"type_code": "BC"}
    lan.post(f"/van-ban/den/bo-loc/{kept.id}/xoa/")
    assert not SavedFilter.objects.exists()
    events = AuditEvent.objects.filter(event__startswith="documents.filter")
    assert sorted(e.event for e in events) == [
        "documents.filter-deleted",
        "documents.filter-saved",
        "documents.filter-saved",
    ]


def test_my_work_is_filtered_tabled_and_exported_like_the_register(
    province: Province,
) -> None:
    """Minh has one paper on his desk and knows of another that is done with."""
    make_entry(province, symbol="9/STC", subject="Không của Minh")
    assign(province, make_entry(province, subject="=1+1"))
    done = assign(province, make_entry(province, symbol="2/STC", subject="Đã xong"))
    report(
        entry_id=done.entry_id,
        assignment_id=done.id,
        result="Xong.",
        by=province.seat("minh"),
        at=province.at,
    )
    minh = province.client("minh")
    mine = "?muc=viec-cua-toi"

    work = minh.get("/viec-cua-toi/").content.decode()
    table = minh.get(TABLE + mine).content.decode()
    rows = _csv(minh, mine)
    save(minh, f"{mine}&loai=CV", "Công văn của tôi")
    kept = minh.get(TABLE).content.decode()
    sheet = minh.get(f"/van-ban/den/danh-sach.xlsx{mine}")
    shown = ZipFile(BytesIO(b"".join(sheet.streaming_content)))

    for address in (TABLE, "/van-ban/den/danh-sach.xlsx", "/van-ban/den/danh-sach.csv"):
        assert f'href="{address}{mine}"' in work
    assert "Việc của tôi, dạng bảng" in table
    assert "=1+1" in table
    assert "Đã xong" not in table
    assert [row[0] for row in rows[1:]] == ["2"]
    assert "'=1+1" in rows[1]
    assert f'href="{TABLE}{mine}&amp;loai=CV">Công văn của tôi' in kept
    assert "Vi%E1%BB%87c" in sheet["Content-Disposition"]
    assert "Không của Minh" not in shown.read("xl/worksheets/sheet1.xml").decode()
    listed = minh.get("/api/v1/incoming-documents?tab=viec-cua-toi").json()
    assert [e["number"] for e in listed["items"]] == [2]
    asks = province.client("hoa").get(TABLE + mine).content.decode()
    assert "Đã xong" in asks, "what Minh reported waits for Hoa"


def test_ones_own_filters_are_kept_at_the_next_post(province: Province) -> None:
    """Minh's post ends and he sits in the office now: his filters go with him."""
    minh = province.client("minh")
    save(minh, "?loai=CV", "Của tôi")
    save(minh, "?loai=BC", "Báo cáo")
    person = province.minh.person
    assert person is not None
    end_appointment(
        appointment=person.appointments.get(),
        valid_until=province.today,
        by=SYSTEM,
        at=province.at,
    )
    made = {"valid_from": province.today, "by": SYSTEM, "at": province.at}
    post = create_post(
        unit=province.office, name="Chuyên viên", role=Role.SPECIALIST, **made
    )
    appoint(person=person, post=post, **made)

    page = minh.get(TABLE).content.decode()
    save(minh, "?khan=urgent", "Của tôi")
    gone = SavedFilter.objects.get(name="Báo cáo")
    minh.post(f"/van-ban/den/bo-loc/{gone.id}/xoa/")

    assert "Của tôi" in page
    assert "Báo cáo" in page
    [kept] = SavedFilter.objects.all()
    assert (kept.name, kept.asked) == ("Của tôi", {"urgency": "urgent"})


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("?loai=CV", " ", "Chưa đặt tên"),
        ("?loai=CV", "x" * 61, "dài quá 60"),
        ("", "Tất cả", "Chưa lọc gì"),
    ],
)
def test_what_cannot_be_kept_is_told(
    province: Province, query: str, name: str, said: str
) -> None:
    answer = save(province.client("lan"), query, name)

    assert said in answer.content.decode()
    assert not SavedFilter.objects.exists()


def test_the_table_and_the_exports_have_the_chosen_columns(province: Province) -> None:
    make_entry(province, subject="Cột nào có")
    lan = province.client("lan")
    calm = lan.get(TABLE).content.decode()

    lan.post("/van-ban/den/cot/", {"columns": ["subject", "urgency"]})
    table = lan.get(TABLE).content.decode()
    rows = _csv(lan)

    assert calm.count('<th scope="col"') == 7
    assert table.count('<th scope="col"') == 3
    assert rows[0] == ["Số đến", "Trích yếu", "Độ khẩn"]
    assert rows[1] == ["1", "Cột nào có", "Thường"]
    sheet = _sheet(lan)
    assert "Cơ quan ban hành" not in sheet
    assert "<v>1</v>" in sheet
    assert "Số đến" in province.client("ha").get(TABLE).content.decode()


def _csv(client, query: str = "") -> list[list[str]]:
    answer = client.get(f"/van-ban/den/danh-sach.csv{query}")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def _sheet(client) -> str:
    answer = client.get("/van-ban/den/danh-sach.xlsx")
    content = BytesIO(b"".join(answer.streaming_content))
    return ZipFile(content).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n=1"]
)
def test_what_would_run_is_made_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1462/SNN", "Kế hoạch = 1", "a-b", "5"])
def test_what_would_not_run_is_left_alone(text: str) -> None:
    assert safe(text) == text


def test_a_strangers_formula_stays_text_in_both_exports(province: Province) -> None:
    make_entry(province, subject='=HYPERLINK("http://x";"Bấm")')
    lan = province.client("lan")

    [_head, line] = _csv(lan)

    assert '\'=HYPERLINK("http://x";"Bấm")' in line
    assert "<f>" not in _sheet(lan)
    forms = AuditEvent.objects.filter(event="documents.register-exported")
    assert sorted(e.data["form"] for e in forms) == ["csv", "xlsx"]


def test_an_export_has_what_the_filter_shows_to_this_reader(
    province: Province,
) -> None:
    assign(province, make_entry(province, subject="Giao cho Minh"))
    make_entry(province, symbol="2/STC", subject="Không giao")

    assert len(_csv(province.client("minh"))) == 2
    assert len(_csv(province.client("lan"))) == 3
    assert len(_csv(province.client("lan"), "?tim=minh")) == 2
    assert len(_csv(province.client("quan"))) == 1


def test_the_table_costs_the_same_for_3_and_60_lines(province: Province) -> None:
    lan = province.client("lan")
    entry = make_entry(province)
    save(lan, "?loai=CV", "Của tôi")

    def cost() -> int:
        lan.get(TABLE)
        with CaptureQueriesContext(connection) as captured:
            lan.get(TABLE)
        return len(captured)

    few = cost()
    multiply(entry, 60)

    assert cost() == few <= 22


def test_a_hundred_thousand_lines_do_not_fill_the_memory() -> None:
    columns = list_columns()
    line = {c.key: "Đề nghị hỗ trợ kinh phí phòng, chống rét" for c in columns}

    class Nowhere(BytesIO):
        def write(self, part) -> int:
            return len(part)

    tracemalloc.start()
    count = write_list_csv(Nowhere(), columns, (line for _ in range(100_000)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 100_000
    assert peak < 5_000_000


def test_a_table_of_many_lines_is_written_row_by_row(tmp_path) -> None:
    columns = list_columns()
    line = {c.key: "Đề nghị hỗ trợ" for c in columns} | {"number": "7"}

    tracemalloc.start()
    with (tmp_path / "x.xlsx").open("wb") as out:
        write_register_xlsx(
            out, ["Sổ"], columns, (line for _ in range(20_000)), numeric={"number"}
        )
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 20_000_000


def test_a_machine_keeps_filters_and_columns(province: Province) -> None:
    lan = machine(province, "lan")

    made = lan.post("saved-filters", {"name": "Khẩn", "asked": {"urgency": "urgent"}})
    wrong = lan.ask("put", "list-columns", {"columns": ["mật khẩu"]})
    columns = lan.ask("put", "list-columns", {"columns": ["subject"]}).data
    table = lan.get("incoming-documents.csv")

    assert made.data["asked"] == {"urgency": "urgent"}
    assert wrong.status == 422
    assert columns["columns"] == ["number", "subject"]
    assert table.data.decode("utf-8-sig").strip() == "Số đến,Trích yếu"
    assert lan.ask("delete", f"saved-filters/{made.data['id']}").status == 204
    assert lan.get("saved-filters").data == []
