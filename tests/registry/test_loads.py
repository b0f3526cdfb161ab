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
    RowData,
    approve_change,
    correct_row,
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


def test_a_number_of_a_sheet_has_a_point_and_a_formula_that_gave_nothing_is_wrong() -> (
    None
):
    heads = find_heads(_lines(["Tên", "Thành viên", "Diện tích, ha"]), COOPERATIVES)
    assert heads is not None
    good = Judge(COOPERATIVES, heads, ON).line((2, ["A", "45.0", "1.234"], "tnn"))
    assert good.values["thanh_vien"] == 45
    assert good.values["dien_tich"] == "1.234"
    half = Judge(COOPERATIVES, heads, ON).line((3, ["A", "45.5", "x"], "tnf"))
    assert [one.column for one in half.faults] == ["thanh_vien", "dien_tich"]
    assert "dien_tich" not in half.values
    none = Judge(COOPERATIVES, heads, ON).line((4, ["A", "", "#N/A"], "tfe"))
    told = [(one.column, one.given["text"]) for one in none.faults]
    assert told == [("thanh_vien", "–"), ("dien_tich", "#N/A")]


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


def _approve(people: Province, change: RowChange) -> None:
    approve_change(change_id=change.pk, by=people.seat("hoa"), at=timezone.now())


def _held(found: Database, made: RowChange, *years: int) -> list[Any]:
    """Members and capital in the middle of each year; nothing, where none is known."""
    told = [believed(found, made.row, date(year, 6, 1)) for year in years]
    keys = ("thanh_vien", "von")
    return [one and tuple(one.values.get(key) for key in keys) for one in told]


@pytest.mark.django_db
def test_columns_that_a_file_does_not_have_stay_as_they_are_believed(
    province: Province,
) -> None:
    """The capital grew in 2025; the file knows of the members since 2022 alone, and of
    days of which nothing was known.
    """
    found = database(province)
    made = row(province, found, until=date(2027, 1, 1))
    data = RowData(
        {**TYPED, "von": "2.000.000.000"},
        date(2025, 1, 1),
        date(2027, 1, 1),
        "Tăng vốn",
        structure=1,
        seen=made.pk,
    )
    correct_row(
        database_id=found.pk,
        row_id=made.row,
        data=data,
        by=province.seat("hoa"),
        at=timezone.now(),
        approve=True,
    )
    before = [(45, 1_200_000_000)] * 2 + [(45, 2_000_000_000), None]
    assert _held(found, made, 2021, 2023, 2026, 2028) == before
    content = (
        "Tên,Số đăng ký,Thành viên,Từ ngày\nHợp tác xã Yến Dương,HTX-12,99,01/01/2022\n"
    )
    given = {"keys": ("so",), "on_same": OnSame.CORRECT}
    change = _read(province, found, content, **given)
    _approve(province, change)
    after = [(45, 1_200_000_000), (99, 1_200_000_000), (99, 2_000_000_000), (99, None)]
    assert _held(found, made, 2021, 2023, 2026, 2028) == after
    now = believed(found, made.row, date(2026, 6, 1))
    assert now is not None
    assert now.values["giam_doc"] == "Ma Thị Ninh"

    again = _read(province, found, content, **given)
    _approve(province, again)
    assert not RowVersion.objects.filter(change=again).exists()
    hoa = province.seat("hoa")
    undo_load(change_id=change.pk, reason="Nhầm tệp", by=hoa, at=timezone.now())
    assert _held(found, made, 2021, 2023, 2026, 2028) == before


@pytest.mark.django_db
def test_an_empty_cell_of_a_column_that_is_there_empties_it(province: Province) -> None:
    found = database(province)
    made = row(province, found)
    content = "Tên,Số đăng ký,Thành viên\nHợp tác xã Yến Dương,HTX-12,\n"
    given = {"keys": ("so",), "on_same": OnSame.CORRECT}
    _approve(province, _read(province, found, content, **given))
    assert _held(found, made, 2026) == [(None, 1_200_000_000)]


@pytest.mark.django_db
def test_a_load_whose_old_values_another_row_took_is_not_undone(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found)
    content = "Tên,Số đăng ký\nHợp tác xã Yến Dương,HTX-99\n"
    given = {"keys": ("ten",), "on_same": OnSame.CORRECT}
    change = _read(province, found, content, **given)
    _approve(province, change)
    row(province, found, ten="HTX Nà Rì", so="HTX-12", since=date(2026, 6, 1))
    url = reverse("registry:undo", args=[change.pk])
    page = province.client("hoa").post(url, {"reason": "Nhầm tệp"})
    words = (
        "Rút thì “Hợp tác xã Yến Dương” trùng “Số đăng ký” với dòng “HTX Nà Rì”; "
        "sửa dòng ấy trước."
    )
    assert words in page.content.decode()
    held = believed(found, made.row, date(2026, 6, 1))
    assert held is not None
    assert held.values["so"] == "HTX-99"


@pytest.mark.django_db
def test_rows_of_a_file_have_keys_in_the_order_of_their_names(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read two lines at a time and entered three at a time; communes are asked for in
    between.
    """
    monkeypatch.setattr("congvu.registry.actions.loading.AT_ONCE", 2)
    monkeypatch.setattr("congvu.registry.actions.entering._AT_ONCE", 3)
    found = database(province)
    communes = {
        name: str(row(province, found, "xa", ten=name).row)
        for name in ("Yến Dương", "Bành Trạch", "Phúc Lộc")
    }
    told = zip("GDEBACF", [*communes, "", *communes], strict=True)
    lines = [f"HTX {letter},HTX-{ord(letter)},{xa}" for letter, xa in told]
    change = _read(province, found, "\n".join(["Tên,Số đăng ký,Xã", *lines]))
    assert set(LoadLine.objects.values_list("row", flat=True)) == {None}
    _approve(province, change)
    rows = RowVersion.objects.filter(change=change)
    names = list(rows.order_by("pk").values_list("title", flat=True))
    # The titles stand in line 1, so two lines of the first three say something.
    assert names == [f"HTX {letter}" for letter in "DGABECF"]
    assert {one.pk for one in rows} == {one.row for one in rows}
    named = [one.values.get("xa") for one in rows.order_by("title")]
    assert [named[0], named[1], named[6]] == [
        communes["Yến Dương"],
        None,
        communes["Yến Dương"],
    ]


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
