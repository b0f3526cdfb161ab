"""Minh sends a file: each line judged, nothing believed before Hoa approves, all of it
taken out again.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.registry.actions import (
    LoadWish,
    approve_change,
    read_file,
    undo_load,
)
from congvu.registry.models import Database, LoadLine, RowChange, RowVersion
from congvu.registry.queries import believed
from congvu.registry.rules import Judge, OnSame, Spans, find_heads
from tests.people import Province
from tests.registry.stories import COOPERATIVES, TYPED, database, row

ON = date(2026, 1, 1)
TITLES = ["TT", "Tên", "SỐ ĐĂNG KÝ", "Thành viên", "Xã", "Ghi chú"]


def _lines(*cells: list[str], kinds: str = "") -> list[Any]:
    return [(n, one, (kinds or "t" * len(one))) for n, one in enumerate(cells, 1)]


def test_titles_are_found_below_a_heading_in_any_order() -> None:
    lines = _lines(["DANH SÁCH HỢP TÁC XÃ"], [], TITLES, ["1", "HTX A", "HTX-1", "9"])
    heads = find_heads(lines, COOPERATIVES)
    assert heads is not None
    assert (heads.after, heads.unknown) == (3, ("TT", "Ghi chú"))
    assert heads.places == {"ten": 1, "so": 2, "thanh_vien": 3, "xa": 4}
    assert find_heads(_lines(["Số đăng ký"]), COOPERATIVES) is None


def test_a_number_of_a_sheet_has_a_point_and_a_formula_that_gave_nothing_is_empty() -> (
    None
):
    heads = find_heads(_lines(["Tên", "Thành viên", "Diện tích, ha"]), COOPERATIVES)
    assert heads is not None
    good = Judge(COOPERATIVES, heads, ON).line((2, ["A", "45.0", "1.234"], "tnn"))
    assert good.values["thanh_vien"] == 45
    assert good.values["dien_tich"] == "1.234"
    half = Judge(COOPERATIVES, heads, ON).line((3, ["A", "45.5", "x"], "tnf"))
    assert [one.column for one in half.faults] == ["thanh_vien"]
    assert "dien_tich" not in half.values


def test_a_day_that_a_sheet_keeps_as_a_number_is_a_day() -> None:
    heads = find_heads(_lines(["Tên", "Thành lập", "Từ ngày"]), COOPERATIVES)
    assert heads is not None
    one = Judge(COOPERATIVES, heads, ON).line((2, ["A", "43831", "2/1/2021"], "tnt"))
    assert (one.values["thanh_lap"], one.since) == ("2020-01-01", date(2021, 1, 2))
    strange = Judge(COOPERATIVES, heads, ON).line((3, ["A", "12", "x"], "tnt"))
    assert [f.column for f in strange.faults] == ["valid_from", "thanh_lap"]


def test_the_same_twice_in_a_file_is_the_same_on_a_day_of_both() -> None:
    def day(year: int) -> date:
        return date(year, 1, 1)

    kept = Spans()
    assert kept.put(day(2020), day(2022), 1) is None
    assert kept.put(day(2022), None, 2) is None
    assert kept.put(day(2021), day(2023), 3) == 1
    assert kept.put(day(2025), day(2026), 4) == 2
    assert kept.put(day(2018), day(2020), 5) is None
    assert kept.put(day(2017), day(2019), 6) == 5


def _read(people: Province, found: Database, content: str, **given: Any) -> RowChange:
    wish = LoadWish(**{"since": ON, **given})
    return read_file(
        database_id=found.pk,
        table_key="htx",
        stream=BytesIO(content.encode()),
        name="htx.csv",
        wish=wish,
        by=people.seat("minh"),
        at=timezone.now(),
    )


FILE = """Tên,Số đăng ký,Thành viên,Xã
HTX Một,HTX-1,10,Yến Dương
HTX Hai,HTX-2,ba,Yến Dương
,HTX-3,10,Yến Dương
HTX Bốn,HTX-1,10,Yến Dương
HTX Năm,HTX-5,10,Xã Lạ
HTX Sáu,HTX-12,10,
HTX Bảy,HTX-7,12,yen duong
"""


@pytest.mark.django_db
def test_each_line_is_judged_and_the_good_ones_are_believed_once_approved(
    province: Province,
) -> None:
    found = database(province)
    row(province, found, "xa", ten="Yến Dương", ma="01918")
    row(province, found)
    minh, hoa = province.client("minh"), province.client("hoa")
    url = reverse("registry:load", args=[found.pk, "htx"])
    sent = {
        "file": SimpleUploadedFile("htx.csv", FILE.encode()),
        "since": "01/01/2026",
        "on_same": "skip",
    }
    answer = minh.post(url, sent)
    change = RowChange.objects.get(kind="load")
    assert answer.url == reverse("registry:change", args=[change.pk])
    page = minh.get(answer.url).content.decode()
    for words in (
        "Ghi một số nguyên.",
        "Chưa ghi: Tên.",
        "Trùng với dòng số 2 của tệp.",
        "không có dòng “Xã Lạ”",
        "Trùng với dòng “Hợp tác xã Yến Dương”.",
    ):
        assert words in page, words
    wrong = LoadLine.objects.filter(is_wrong=True).order_by("number")
    assert list(wrong.values_list("number", flat=True)) == [3, 4, 5, 6, 7]
    assert not RowVersion.objects.filter(title="HTX Một").exists()
    hoa.post(reverse("registry:approve", args=[change.pk]))
    listed = minh.get(reverse("registry:database", args=[found.pk]), {"bang": "htx"})
    words = listed.content.decode()
    assert "HTX Một" in words
    assert "HTX Bảy" in words
    assert "HTX Hai" not in words


@pytest.mark.django_db
def test_a_line_that_is_there_corrects_it_and_undoing_brings_the_old_one_back(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found)
    content = "Tên,Số đăng ký,Thành viên\nHTX Yến Dương mới,HTX-12,99\nMới,HTX-9,8\n"
    given = {"keys": ("so",), "on_same": OnSame.CORRECT}
    change = _read(province, found, content, **given)
    hoa = province.seat("hoa")
    approve_change(change_id=change.pk, by=hoa, at=timezone.now())
    now, before = date(2026, 6, 1), date(2025, 6, 1)

    def members(on: date) -> object:
        held = believed(found, made.row, on)
        return held and held.values.get("thanh_vien")

    assert (members(now), members(before)) == (99, 45)
    undo_load(change_id=change.pk, reason="Nhầm tệp", by=hoa, at=timezone.now())
    assert (members(now), members(before)) == (45, 45)
    current = RowVersion.objects.filter(recorded__upper_inf=True)
    assert not current.filter(title="Mới").exists()
    with pytest.raises(Refused, match="đã rút"):
        undo_load(change_id=change.pk, reason="Lần nữa", by=hoa, at=timezone.now())


@pytest.mark.django_db
def test_a_file_read_before_something_changed_is_read_again(province: Province) -> None:
    found = database(province)
    change = _read(province, found, "Tên,Số đăng ký\nHTX Một,HTX-1\n")
    row(province, found, so="HTX-1")
    with pytest.raises(Refused, match="đọc lại tệp"):
        approve_change(change_id=change.pk, by=province.seat("hoa"), at=timezone.now())
    assert not RowVersion.objects.filter(change=change).exists()


@pytest.mark.django_db
def test_a_load_with_a_row_corrected_since_is_not_undone(province: Province) -> None:
    found = database(province)
    change = _read(province, found, "Tên,Số đăng ký\nHTX Một,HTX-1\n")
    hoa = province.seat("hoa")
    approve_change(change_id=change.pk, by=hoa, at=timezone.now())
    one = RowVersion.objects.get(change=change)
    url = reverse("registry:correct", args=[found.pk, one.row])
    sent = {
        **TYPED,
        "so": "HTX-1",
        "valid_from": "01/01/2026",
        "reason": "Sửa",
        "structure": "1",
        "seen": change.pk.hex,
        "approve": "on",
    }
    assert province.client("hoa").post(url, sent).status_code == 302
    with pytest.raises(Refused, match="1 dòng đã đổi"):
        undo_load(change_id=change.pk, reason="Nhầm", by=hoa, at=timezone.now())


@pytest.mark.django_db
def test_a_file_without_titles_or_with_no_line_is_refused(province: Province) -> None:
    found = database(province)
    for content, words in (("a,b\n1,2\n", "tiêu đề"), ("Tên,Xã\n", "không có dòng")):
        with pytest.raises(Refused, match=words):
            _read(province, found, content)
    assert not RowChange.objects.filter(kind="load").exists()
