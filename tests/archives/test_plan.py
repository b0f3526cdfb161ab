"""Danh mục hồ sơ: written, approved by the head, issued, copied, printed."""

from __future__ import annotations

import unicodedata

import pytest

from congvu.archives.formats.plan_text import read_plan, write_plan_text
from congvu.archives.models import Dossier, FilePlan, PlanLine
from congvu.archives.rules import (
    Numbering,
    PlannedDossier,
    PlannedHeading,
    Retention,
    numbered,
    plan_faults,
)
from congvu.lib.text import roman
from tests.archives.making import PLAN
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def _symbols(how: Numbering) -> list[str]:
    headings, faults = read_plan(PLAN)
    assert faults == []
    return [x.symbol for h in numbered(headings, how) for x in h.lines]


def test_numbers_run_over_the_whole_list_or_within_each_major_heading() -> None:
    assert _symbols(Numbering.WHOLE) == ["01.VX", "02.VX", "03.VX", "04.TCCB"]
    assert _symbols(Numbering.HEADING) == ["01.VX", "02.VX", "03.VX", "01.TCCB"]


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX")]
)
def test_major_headings_are_roman(number: int, letters: str) -> None:
    assert roman(number) == letters


def test_what_is_written_is_read_again() -> None:
    headings, _faults = read_plan(PLAN)

    assert read_plan(write_plan_text(headings)) == (headings, [])


def test_each_line_that_says_nothing_is_told() -> None:
    text = "- trước đề mục | 5 năm\nI. Văn xã | VX\n- không hạn\n- | 5\nlạc lõng"

    _headings, faults = read_plan(text)

    assert [(f.line, f.code) for f in faults] == [
        (1, "before-heading"),
        (3, "no-retention"),
        (4, "no-title"),
        (5, "unknown"),
    ]


def test_every_fault_of_a_plan_is_told_at_once() -> None:
    bare = PlannedDossier("Hồ sơ kiểm tra", Retention.Y10)
    plan = [PlannedHeading("Một", "VX", (bare,)), PlannedHeading("Hai", "VX")]

    assert [f.code for f in plan_faults(plan)] == [
        "no-maker",
        "empty-heading",
        "same-symbol",
    ]


def test_a_plan_goes_from_the_clerk_to_the_head_and_is_issued(
    province: Province,
) -> None:
    year = province.today.year
    url = f"/ho-so/danh-muc/{year}/"
    lan, dung, minh = (province.client(x) for x in ("lan", "dung", "minh"))

    lan.post(f"{url}lap/", {"numbering": "heading", "content": PLAN})
    assert minh.get(url).status_code == 404, "not before it is issued"
    early = lan.post(f"{url}ban-hanh/", {"basis": "Quyết định số 05/QĐ-UBND"})
    dung.post(f"{url}tra-lai/", {"reason": "Thêm hồ sơ thi đua"})
    assert "Thêm hồ sơ thi đua" in lan.get(url).content.decode()
    dung.post(f"{url}duyet/")
    late = lan.post(f"{url}lap/", {"numbering": "whole", "content": PLAN})
    bare = lan.post(f"{url}ban-hanh/", {"basis": ""})
    lan.post(f"{url}ban-hanh/", {"basis": "Quyết định số 05/QĐ-UBND"})

    assert "đang lập" in early.content.decode()
    assert early.status_code == late.status_code == bare.status_code == 422
    assert "không sửa được nữa" in late.content.decode()
    plan = FilePlan.objects.get()
    assert (plan.state, plan.approved_by) == ("issued", "Nguyễn Tiến Dũng")
    shown = minh.get(url).content.decode()
    assert "01.TCCB" in shown
    assert "vĩnh viễn" in shown
    pdf = minh.get(f"{url}danh-muc.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


def test_the_head_sees_every_fault_before_agreeing(province: Province) -> None:
    year = province.today.year
    content = "I. Văn xã\n- Hồ sơ tuyển sinh | 5\nII. Kế toán | KT"
    lan, dung = province.client("lan"), province.client("dung")
    lan.post(f"/ho-so/danh-muc/{year}/lap/", {"numbering": "whole", "content": content})

    page = dung.post(f"/ho-so/danh-muc/{year}/duyet/").content.decode()

    assert "“Văn xã” chưa có chữ viết tắt" in page
    assert "“Kế toán” chưa có hồ sơ nào" in page
    assert "“Hồ sơ tuyển sinh” chưa ghi đơn vị, người lập" in page


def test_next_years_plan_begins_with_this_years(province: Province) -> None:
    year, lan = province.today.year, province.client("lan")
    lan.post(f"/ho-so/danh-muc/{year}/lap/", {"numbering": "whole", "content": PLAN})

    lan.post(f"/ho-so/danh-muc/{year + 1}/chep/", {"from_year": year})
    again = lan.post(f"/ho-so/danh-muc/{year + 1}/chep/", {"from_year": year})

    assert PlanLine.objects.filter(plan__year=year + 1).count() == 4
    assert "đã có" in again.content.decode()


def test_a_dossier_of_the_plan_is_opened_once_with_its_symbol(
    province: Province,
) -> None:
    year = province.today.year
    url, lan, minh = f"/ho-so/danh-muc/{year}/", *map(province.client, ("lan", "minh"))
    lan.post(f"{url}lap/", {"numbering": "whole", "content": PLAN})
    province.client("dung").post(f"{url}duyet/")
    lan.post(f"{url}ban-hanh/", {"basis": "Quyết định số 05/QĐ-UBND"})
    line = PlanLine.objects.get(symbol="03.VX")
    form = minh.get(f"/ho-so/moi/?dong={line.id}").content.decode()
    given = {
        "plan_line": str(line.id),
        "title": line.title,
        "retention": line.retention,
        "opened_on": f"{province.today:%d/%m/%Y}",
        "origin": "born",
    }

    opened = minh.post("/ho-so/moi/", given, follow=True).content.decode()
    again = minh.post("/ho-so/moi/", given)

    assert "Hồ sơ phòng, chống dịch" in form
    assert "Đã mở hồ sơ" in opened
    assert Dossier.objects.get().symbol == "03.VX"
    assert again.status_code == 422
    assert "đã mở" in minh.get(url).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("I. A | AA\n- Hồ sơ | 20 năm | " + "x" * 201, "người lập dài quá 200"),
        ("I. A | " + "B" * 21 + "\n- Hồ sơ | 20 năm | P", "viết tắt dài quá 20"),
        ("I. A | AA\n1. " + "B" * 501 + "\n- Hồ sơ | 5 | P", "Tiêu đề dài quá 500"),
        ("I. A | AA" + "\n- Hồ sơ | 20 | P" * 3001, "có quá 3000 hồ sơ"),
        ("I. A | AA\n" * 1001, "có quá 1000 đề mục"),
        ("I. A | AA\n- Phương án (TUYỆT MẬT) | 20 | P", "mật"),
    ],
)
def test_what_no_table_can_keep_is_refused_in_words(
    province: Province, content: str, words: str
) -> None:
    url = f"/ho-so/danh-muc/{province.today.year}/lap/"
    given = {"numbering": "whole", "content": content}

    page = province.client("lan").post(url, given)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not PlanLine.objects.exists()


def test_a_plan_pasted_in_decomposed_letters_is_understood(province: Province) -> None:
    """As macOS gives them; signs nobody sees are not kept."""
    text = "I. Tổ chức | T\u202eC\n- Hồ sơ tuyển dụng | vĩnh viễn | Phòng Nội vụ"
    given = {"numbering": "whole", "content": unicodedata.normalize("NFD", text)}

    url = f"/ho-so/danh-muc/{province.today.year}/lap/"
    province.client("lan").post(url, given)

    line = PlanLine.objects.get()
    assert (line.symbol, line.retention) == ("01.TC", "permanent")
    assert line.title == "Hồ sơ tuyển dụng"
