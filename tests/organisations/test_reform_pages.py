"""Acts through the front door: tried, prepared, decided, chosen, looked up."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.files.formats.sheets import read_sheets
from congvu.lib.refusals import Refused
from congvu.organisations.actions import carry_out_due, read_lines
from congvu.organisations.formats.reform_sheet import COLUMNS, table_rows
from congvu.organisations.models import Reform
from tests.files.test_tables import changed
from tests.organisations.acts import BASIS, decide, prepare
from tests.people import Province

ACTS = "/quan-tri/sap-xep/"
CSV = """việc;từ;thành;tên;loại;cấp trên;cơ cấu
lập;;01840;Ủy ban nhân dân xã Ba Bể;xã;H03;xã
sáp nhập;1918;1840;;;;
"""
OTHER = "lập | | 01841 | | Ủy ban nhân dân xã Thượng Minh | xã | H03 |"
NEW = "lập | | 01840 | H03.33.20 | Ủy ban nhân dân xã Ba Bể | xã | H03 | xã |"
DIVIDED = (NEW, OTHER, "chia | 01918 | 01840", "chia | 01918 | 01841")


def _form(province: Province, content: str, **more: str) -> dict[str, object]:
    on = province.today + timedelta(days=30)
    return {
        "title": "Sắp xếp xã",
        "legal_basis": BASIS,
        "on": f"{on:%d/%m/%Y}",
        "sheet": SimpleUploadedFile("a.csv", content.encode()),
        **more,
    }


def test_an_act_from_the_sheet_to_the_decision(province: Province) -> None:
    quan, dung = province.client("quan"), province.client("dung")
    tried = quan.post(f"{ACTS}soan/", _form(province, CSV, thu="1"))
    assert "Đã xét thử 2 dòng" in tried.content.decode()
    assert not Reform.objects.exists()

    made = quan.post(f"{ACTS}soan/", _form(province, CSV))
    reform = Reform.objects.get()
    assert made["Location"] == f"{ACTS}{reform.id}/"
    page = dung.get(made["Location"]).content.decode()
    assert "Ủy ban nhân dân xã Yến Dương" in page
    assert "2 người đang giữ chức vụ" in page
    assert f"Tôi đã đối chiếu căn cứ: {BASIS}" in page

    unread = dung.post(f"{ACTS}{reform.id}/quyet-dinh/", {})
    assert unread.status_code == 422
    assert "Đối chiếu căn cứ" in unread.content.decode()
    dung.post(f"{ACTS}{reform.id}/quyet-dinh/", {"confirmed": "on"})

    reform.refresh_from_db()
    assert reform.state == "decided"
    assert reform.decided_by == "Nguyễn Tiến Dũng"
    after = province.client("minh").get(f"{ACTS}{reform.id}/").content.decode()
    assert "Ủy ban nhân dân xã Ba Bể" in after


def test_bad_rows_are_quoted_with_every_reason(province: Province) -> None:
    bad = CSV + "nhập vào;01918;01840;;;;\nchia;;01840;Tên;;;\n"

    answer = province.client("quan").post(f"{ACTS}soan/", _form(province, bad))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "dòng 4: không có việc “nhập vào”" in page
    assert "dòng 5: thiếu “từ”" in page
    assert "dòng 5: việc này không dùng cột “tên”" in page
    assert "nhập vào | 01918 | 01840" in page
    assert not Reform.objects.exists()


_BAD_EVERYWHERE = (
    CSV + "nhập vào;01918;01840;;;;\nđổi tên;77777;;Tên mới;;;\nchia;;01840;;;;\n"
)
_ALL_OF_IT = (
    "dòng 4: không có việc “nhập vào”",
    "dòng 5: không có cơ quan nào mang mã “77777”",
    "dòng 6: thiếu “từ”",
)


def test_rows_that_can_be_read_are_judged_beside_those_that_cannot(
    province: Province,
) -> None:
    """Row 5 is well written and wrong, rows 4 and 6 are no lines; in their order."""
    quan = province.client("quan")

    page = quan.post(f"{ACTS}soan/", _form(province, _BAD_EVERYWHERE)).content.decode()

    places = [page.index(words) for words in _ALL_OF_IT]
    assert places == sorted(places)
    assert not Reform.objects.exists()


def test_what_the_form_says_does_not_hide_what_the_rows_say(
    province: Province,
) -> None:
    bad = _form(province, _BAD_EVERYWHERE, title="", legal_basis="", on="31/02/2027")

    page = province.client("quan").post(f"{ACTS}soan/", bad).content.decode()

    for words in _ALL_OF_IT:
        assert words in page
    assert "xét như có hiệu lực từ hôm nay" in page
    for field in ("title", "legal_basis", "on"):
        assert f'id="id_{field}-error"' in page
    assert not Reform.objects.exists()


def test_sound_rows_below_a_form_that_is_not_are_not_kept(province: Province) -> None:
    long = _form(province, CSV, title="a" * 301)

    answer = province.client("quan").post(f"{ACTS}soan/", long)

    assert answer.status_code == 422
    assert "Đã xét thử" not in answer.content.decode()
    assert not Reform.objects.exists()


def test_a_row_that_would_make_a_body_is_not_missed_by_the_others(
    province: Province,
) -> None:
    """Row 2 lacks its kind; that row 3 merges into it is no second fault."""
    bad = CSV.replace(";xã;H03;xã", ";;H03;xã")

    page = (
        province.client("quan")
        .post(f"{ACTS}soan/", _form(province, bad))
        .content.decode()
    )

    assert "dòng 2: “loại” phải là một trong" in page
    assert "dòng 3" not in page


def test_programs_are_told_all_of_it_at_once_too(
    province: Province, tmp_path: Path
) -> None:
    rows = _BAD_EVERYWHERE.replace(";", "|")
    sent = {"title": "", "legal_basis": "", "on": "2027-02-31", "rows": rows}

    answer = province.client("quan").post(
        "/api/v1/reforms", sent, content_type="application/json"
    )

    reasons = [reason["message"] for reason in answer.json()["reasons"]]
    assert answer.status_code == 422
    assert len(reasons) == 6
    for words in _ALL_OF_IT:
        assert any(words in reason for reason in reasons)

    sheet = tmp_path / "a.csv"
    sheet.write_text(_BAD_EVERYWHERE, encoding="utf-8")
    words = ["--title", "", "--basis", "", "--on", "2027-02-31"]
    with pytest.raises(CommandError) as refused:
        call_command("reform", "load", str(sheet), *words, stderr=StringIO())
    assert "Phải sửa 6 chỗ" in str(refused.value)
    assert "4: nhập vào | 01918 | 01840" in str(refused.value)


def test_pasted_rows_are_read_as_the_sheet_is(province: Province) -> None:
    form = _form(province, "") | {
        "rows": "đổi tên | 01918 | | | Ủy ban nhân dân xã Mới",
    }
    del form["sheet"]

    province.client("quan").post(f"{ACTS}soan/", form)

    assert Reform.objects.get().changes.get().detail["name"].endswith("xã Mới")


def test_a_draft_is_not_everybodys(province: Province) -> None:
    reform = prepare(province.today, province.at, NEW)

    assert province.client("minh").get(f"{ACTS}{reform.id}/").status_code == 404
    assert "Sắp xếp" in province.client("quan").get(ACTS).content.decode()


def test_the_choice_that_waits_is_one_button_each(province: Province) -> None:
    decide(province.today, province.at, *DIVIDED)
    carry_out_due(by=province.seat("quan").actor, at=province.at)
    dung = province.client("dung")
    page = dung.get(ACTS).content.decode()
    assert "Giao cho Ủy ban nhân dân xã Ba Bể" in page
    assert "Giao cho Ủy ban nhân dân xã Thượng Minh" in page
    assert "Giao cho" not in province.client("minh").get(ACTS).content.decode()

    waiting = dung.get("/api/v1/heirs-waiting").json()
    chosen = waiting[0]["candidates"][0]
    dung.post(
        f"{ACTS}noi-ke-thua/{waiting[0]['predecessor_id']}/", {"heir": chosen["id"]}
    )

    assert dung.get("/api/v1/heirs-waiting").json() == []
    life = dung.get(f"/quan-tri/co-quan/{province.commune.id}/").content.decode()
    assert "Các lần sắp xếp" in life
    assert "sổ và việc đang mở:" in life


def test_looking_up_a_closed_code(province: Province) -> None:
    decide(province.today, province.at, NEW, "sáp nhập | 01918 | 01840")

    page = province.client("minh").get("/quan-tri/tra-ma/?q=01918").content.decode()

    assert "Mã 01918 đã đóng từ" in page
    assert "Ủy ban nhân dân xã Yến Dương" in page
    api = province.client("minh").get("/api/v1/agency-codes/01918").json()
    assert "UBND xã Ba Bể (01840)" in api["note"]


def test_the_api_asks_which_successor_a_divided_code_means(province: Province) -> None:
    decide(province.today, province.at, *DIVIDED)

    answer = province.client("minh").get("/api/v1/agency-codes/01918")

    assert answer.status_code == 422
    assert "Ghi rõ một trong" in answer.json()["detail"]


def test_the_api_decides_only_by_the_acts_own_basis(province: Province) -> None:
    reform = prepare(province.today, province.at, NEW)
    dung, address = province.client("dung"), f"/api/v1/reforms/{reform.id}/decide"
    given = {"content_type": "application/json"}

    wrong = dung.post(address, {"legal_basis": "Quyết định khác"}, **given)
    right = dung.post(address, {"legal_basis": BASIS}, **given)

    assert (wrong.status_code, right.json()["state"]) == (422, "decided")


def test_the_empty_sheet_is_read_back(province: Province) -> None:
    answer = province.client("quan").get(f"{ACTS}bang-mau.xlsx")

    rows = table_rows(read_sheets(answer.content))
    assert rows[0] == [column.title for column in COLUMNS]
    # Its examples are notes until one takes the # away.
    with pytest.raises(Exception, match="Bảng không có dòng nào"):
        read_lines(answer.content)
    assert rows[1][2] == "01840"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04hong", b"\xff\xfe\x00", b"a,b\n1,2\n", b""]
)
def test_what_is_no_sheet_is_refused_in_words(
    province: Province, content: bytes
) -> None:
    form = _form(province, "")
    form["sheet"] = SimpleUploadedFile("a.xlsx", content)

    answer = province.client("quan").post(f"{ACTS}soan/", form)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 8_000_001, "nhiều hơn 8 MB"),
        (changed("xl/worksheets/sheet1.xml", b"0" * 121_000_000), "khi mở ra"),
        (changed("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a 'a'>]><x/>"), "XML"),
    ],
    ids=["big", "bomb", "entities"],
)
def test_a_sheet_of_a_stranger_is_opened_in_the_jail(
    db: None, content: bytes, words: str
) -> None:
    with pytest.raises(Refused, match=words) as why:
        read_lines(content)
    assert [reason.field for reason in why.value.reasons] == ["sheet"]


def test_lists_ask_as_often_for_three_acts_as_for_thirty(province: Province) -> None:
    dung = province.client("dung")
    prepare(province.today, province.at, NEW)
    dung.get(ACTS)
    with CaptureQueriesContext(
        connection,
    ) as few:
        dung.get(ACTS)
    for n in range(30):
        prepare(
            province.today + timedelta(days=n + 1),
            province.at,
            f"lập | | 3{n:04d} | | Ủy ban nhân dân xã {n} | xã | H03 |",
        )
    with CaptureQueriesContext(connection) as many:
        dung.get(ACTS)

    assert len(few) == len(many)


def test_the_command_loads_tries_lists_and_carries_out(
    province: Province, tmp_path: Path
) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text(CSV, encoding="utf-8")
    said = {"title": "Sắp xếp", "basis": BASIS, "on": province.today.isoformat()}
    out = StringIO()
    load = ["load", str(sheet), *(f"--{k}={v}" for k, v in said.items())]

    call_command("reform", *load, "--dry-run", stdout=out, stderr=StringIO())
    assert "Chạy thử, chưa nạp: 2 dòng đều được." in out.getvalue()
    assert not Reform.objects.exists()

    call_command("reform", *load, "--decide", stdout=out, stderr=StringIO())
    reform: Reform = Reform.objects.get()
    assert reform.state == "decided"
    call_command("reform", "carry-out", str(reform.id), stdout=out, stderr=StringIO())
    listed = StringIO()
    call_command("reform", "list", "--json", stdout=listed)
    assert '"state": "carried-out"' in listed.getvalue()
    told, note = StringIO(), StringIO()
    call_command("agency", "01918", "--json", stdout=told, stderr=note)
    assert UUID(told.getvalue().split('"')[3])
    assert "đã đóng" in note.getvalue()

    sheet.write_text(CSV.replace("1918", "9999"), encoding="utf-8")
    with pytest.raises(CommandError, match="dòng 3: không có cơ quan"):
        call_command("reform", *load, stdout=out, stderr=BytesIO())


def test_the_preview_names_units_renamed_and_who_sits_in_what_ends(
    province: Province,
) -> None:
    reform = prepare(
        province.today,
        province.at,
        NEW,
        "sáp nhập | 01918 | 01840",
        "đổi tên | H03/Phòng Khoa giáo - Văn xã | | | Phòng Văn hóa - Xã hội",
    )
    dung, address = province.client("dung"), f"/api/v1/reforms/{reform.id}"

    prepared = dung.get(f"{ACTS}{reform.id}/").content.decode()
    told = dung.get(address).json()
    dung.post(f"{ACTS}{reform.id}/quyet-dinh/", {"confirmed": "on"})
    decided = dung.get(f"{ACTS}{reform.id}/").content.decode()

    for page in (prepared, decided):
        assert "Phòng Khoa giáo - Văn xã, Ủy ban nhân dân tỉnh Bắc Kạn" in page
        assert "Phòng Văn hóa - Xã hội" in page
        assert "2 chức vụ" in page
        assert "Văn phòng - Thống kê, Văn thư: Triệu Văn Tú" in page
    seats = told["seats"][str(province.commune.id)]
    posts = next(t for t in told["touched"] if t["label"] == "chức vụ")
    assert posts["counts"] == {str(province.commune.id): 2}
    assert [s["person"] for s in seats] == ["Đặng Văn Phúc", "Triệu Văn Tú"]


def test_looking_up_begins_with_what_may_be_asked(province: Province) -> None:
    page = province.client("minh").get("/quan-tri/tra-ma/").content.decode()

    assert "Mã nào, tên nào, của thời kỳ nào cũng được" in page
