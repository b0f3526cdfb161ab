"""A list is begun, loaded, asked on a day, and followed by whoever copies it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from congvu.catalogues.actions import ListData, begin_list, write_lines
from congvu.catalogues.formats import read_prepared
from congvu.catalogues.models import CodeEntry, CodeList
from congvu.catalogues.queries import find_list, prepared_lists, successors
from congvu.catalogues.rules import read_line
from congvu.lib.refusals import Refused
from tests.catalogues.stories import COMMUNES, communes, rows
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
PLACE = "/danh-muc/"
OPEN = "/api/v1/public/catalogues"


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"code": "01", "name": "A", "since": "2025-07-01"}, 0),
        ({"code": "01", "name": "A", "since": "1/7/2025"}, 0),
        ({"code": "", "name": "", "since": ""}, 3),
        ({"code": "a b", "name": "A", "since": "2025-13-01"}, 2),
        ({"code": "=1+1", "name": "x" * 201, "since": "2025-07-01"}, 2),
        ({"code": "1", "name": "A", "since": "2025-07-01", "until": "2025-07-01"}, 1),
        ({"code": "1", "name": "A", "since": "2025-07-01", "heirs": "2"}, 1),
        ({"code": "1", "name": "A", "since": "2025-07-01", "until": "mai"}, 1),
    ],
)
def test_a_row_tells_all_that_is_wrong(given: dict[str, str], count: int) -> None:
    line, wrong = read_line(7, given)
    assert len(wrong) == count
    assert (line is None) == bool(count)


def test_begun_and_loaded_by_the_centre(province: Province) -> None:
    quan = province.client("quan")
    bad = quan.post("/danh-muc-moi/", {"code": "Nghề", "name": " "})
    words = bad.content.decode()
    for reason in ("chữ thường không dấu", "Ghi tên danh mục.", "Ghi nguồn"):
        assert reason in words
    assert (
        "Đã có danh mục"
        in quan.post(
            "/danh-muc-moi/", {"code": "co-quan", "name": "X", "source": "Y"}
        ).content.decode()
    ), "the office's own lists keep their codes"
    given = {"code": "nghe-nghiep", "name": "Nghề nghiệp", "source": "Sở Nội vụ"}
    assert quan.post("/danh-muc-moi/", given).status_code == 302
    load = f"{PLACE}nghe-nghiep/nap/"

    def send(text: str) -> Any:
        file = SimpleUploadedFile("nghe.csv", text.encode())
        return quan.post(load, {"file": file})

    assert "các cột: Mã, Tên, Từ ngày" in send("A,B\n1,2\n").content.decode()
    head = "Mã,Tên,Từ ngày\n"
    wrong = send(f"{head}N1,Giáo viên,2020-01-01\nN1,Thợ,2021-01-01\n,,\n,X,\n")
    words = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Dòng 5" in words
    assert not CodeEntry.objects.exists(), "all or nothing"
    good = f"{head}N1,Giáo viên,01/01/2020\nN2,Thợ,01/01/2020\n"
    assert send(good).status_code == 302
    shown = quan.get(f"{PLACE}nghe-nghiep/?q=giao vien").content.decode()
    assert "Giáo viên" in shown
    assert "Thợ" not in shown
    assert send(good).status_code == 302
    assert CodeList.objects.get().edition == 1, "the same again is no edition"
    assert "Chọn tệp." in quan.post(load, {}).content.decode()


def test_a_code_means_one_thing_on_one_day(province: Province) -> None:
    code, quan = communes(province), province.seat("quan")
    twice = [("01843", "Phường khác", "2026-01-01", "", "")]
    with pytest.raises(Refused, match="trùng thời gian"):
        write_lines(list_code=code, rows=rows(twice), by=quan, at=province.at)
    lost = [("01900", "Xã A", "2020-01-01", "2025-07-01", "99999")]
    with pytest.raises(Refused, match="99999"):
        write_lines(list_code=code, rows=rows(lost), by=quan, at=province.at)
    moved = [
        ("01843", "Phường Phùng Chí Kiên", "2020-01-01", "2025-06-01", "01843"),
        ("01843", "Phường Bắc Kạn", "2025-06-01", "", ""),
        ("01843", "Phường Bắc Kạn", "2025-07-01", "", ""),
    ]
    with pytest.raises(Refused, match="trùng thời gian"):
        write_lines(list_code=code, rows=rows(moved), by=quan, at=province.at)


def test_the_database_refuses_two_meanings(province: Province) -> None:
    communes(province)
    entry = CodeEntry.objects.get(code="01843", valid_until=None)
    twice = CodeEntry(
        catalogue=entry.catalogue,
        code="01843",
        name="B",
        valid_from=date(2026, 1, 1),
        edition=9,
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()


def test_a_code_is_asked_by_day_and_followed(province: Province) -> None:
    communes(province)
    of = find_list("xa-phuong")
    assert of is not None
    who = Client()

    def ask(code: str, was: str) -> Any:
        return who.get(f"{OPEN}/xa-phuong/codes/{code}?was={was}&on=2026-01-01").json()

    old, new = ask("01843", "2024-01-01"), ask("01843", "2025-07-01")
    assert old["meant"]["name"] == "Phường Phùng Chí Kiên"
    assert new["meant"]["name"] == "Phường Bắc Kạn"
    assert [one["name"] for one in old["now"]] == ["Phường Bắc Kạn"]
    assert [one["code"] for one in ask("01858", "2024-01-01")["now"]] == ["01864"]
    assert ask("01858", "2026-01-01")["meant"] is None
    assert who.get(f"{OPEN}/xa-phuong/codes/00000").status_code == 404
    named = who.get(f"{OPEN}/xa-phuong?q=bang thanh&on=2024-01-01").json()
    assert [one["code"] for one in named["items"]] == ["01858"]
    today = province.client("quan").get(f"{PLACE}xa-phuong/ma/01858/").content.decode()
    assert "01864 Xã Bằng Thành" in today
    assert successors(of, "01858", date(2019, 1, 1), date(2026, 1, 1)) == []


def test_a_day_before_a_code_meant_that_has_nothing(province: Province) -> None:
    """Bắc Kạn's code was another ward's before; it had no ward of its own then."""
    communes(province)
    of = find_list("xa-phuong")
    assert of is not None
    was, on = date(2026, 1, 1), date(2024, 1, 1)
    assert successors(of, "01843", was, on) == []
    url = f"{OPEN}/xa-phuong/codes/01843?was={was}&on={on}"
    told = Client().get(url).json()
    assert (told["meant"]["name"], told["now"]) == ("Phường Bắc Kạn", [])
    quan = province.client("quan")
    page = quan.get(f"{PLACE}xa-phuong/ma/01858/?ngay=01/01/2019").content.decode()
    assert "Xã Bằng Thành" in page
    assert "Vào ngày" not in page
    assert "Không ghi mã kế thừa" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{OPEN}/%00", 404),
        (f"{OPEN}/%00/codes/01843", 404),
        (f"{OPEN}/%00/changes", 404),
        (f"{OPEN}/%00/file", 404),
        (f"{OPEN}/xa-phuong/codes/%00", 404),
        (f"{OPEN}/co-quan/codes/%00", 404),
        (f"{OPEN}/xa-phuong?after=%00", 422),
        (f"{PLACE}xa-phuong/?sau=%00", 200),
        (f"{PLACE}co-quan/?sau=%00", 200),
        (f"{PLACE}xa-phuong/?q=%00", 200),
        (f"{PLACE}xa-phuong/ma/%00/", 404),
        (f"{PLACE}co-quan/ma/%00/", 404),
    ],
)
def test_a_sign_that_no_text_has_is_found_nowhere(
    province: Province, path: str, status: int
) -> None:
    communes(province)
    assert province.client("quan").get(path).status_code == status


def test_copies_follow_by_edition_and_mark(province: Province) -> None:
    """A program has the first edition; one name is put right, and it gets one line."""
    code, who = communes(province), Client()
    first = who.get(f"{OPEN}/{code}/changes?limit=3").json()
    rest = who.get(f"{OPEN}/{code}/changes?limit=3&after={first['after']}").json()
    assert len(first["items"]) + len(rest["items"]) == len(COMMUNES)
    assert rest["after"] is None
    mended = [("01843", "Phường Bắc Kạn (đô thị)", "2025-07-01", "", "")]
    quan = province.seat("quan")
    write_lines(list_code=code, rows=rows(mended), by=quan, at=province.at)
    news = who.get(f"{OPEN}/{code}/changes?since={first['edition']}").json()
    assert [one["name"] for one in news["items"]] == ["Phường Bắc Kạn (đô thị)"]
    assert news["edition"] == 2

    answer = who.get(f"{OPEN}/{code}/file")
    assert answer.content.decode("utf-8-sig").count("\r\n") == 3
    same = who.get(f"{OPEN}/{code}/file", headers={"If-None-Match": answer["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    other = who.get(
        f"{OPEN}/{code}/file?on=2024-01-01", headers={"If-None-Match": answer["ETag"]}
    )
    assert other.status_code == 200


def test_what_is_not_open_needs_a_post(province: Province) -> None:
    communes(province, is_open=False)
    who = Client()
    assert who.get(f"{OPEN}/xa-phuong").status_code == 404
    assert who.get(f"{OPEN}/don-vi").status_code == 404
    codes = {one["code"] for one in who.get(OPEN).json()}
    assert codes == {"co-quan", "loai-van-ban"}
    minh = province.client("minh")
    assert minh.get(f"{PLACE}xa-phuong/").status_code == 200
    for deed in ("nap/", "ghi/", "sua/"):
        assert minh.get(f"{PLACE}xa-phuong/{deed}").status_code == 404
        assert province.client("quan").get(f"{PLACE}co-quan/{deed}").status_code == 404
    assert minh.post(f"{PLACE}xa-phuong/ghi/", {"code": "1"}).status_code == 404


def test_the_offices_own_lists(province: Province) -> None:
    """Agencies by code with who answers now; units, posts, types of papers."""
    quan = province.client("quan")
    for code in ("co-quan", "don-vi", "chuc-vu", "loai-van-ban"):
        assert quan.get(PLACE + code + "/").status_code == 200
    papers = Client().get(f"{OPEN}/loai-van-ban?limit=1000").json()["items"]
    assert "Quyết định" in {one["name"] for one in papers}
    agencies = Client().get(f"{OPEN}/co-quan?limit=1000").json()["items"]
    assert agencies
    one = agencies[0]
    told = Client().get(f"{OPEN}/co-quan/codes/{one['code']}").json()
    assert told["now"][0]["name"] == one["name"]
    assert Client().get(f"{OPEN}/co-quan/changes").status_code == 404


def test_as_many_queries_for_many_lines(
    province: Province, django_assert_num_queries: Any
) -> None:
    code, who, quan = communes(province), Client(), province.seat("quan")
    many = [(f"N{n}", f"Xã {n}", "2020-01-01", "", "") for n in range(300)]
    write_lines(list_code=code, rows=rows(many), by=quan, at=province.at)
    with django_assert_num_queries(2):
        who.get(f"{OPEN}/{code}?limit=300")
    with django_assert_num_queries(3):
        who.get(f"{OPEN}/{code}/codes/01858?was=2024-01-01&on=2026-01-01")


def test_occupations_are_begun_as_they_come_and_put_right_by_a_file(
    province: Province,
) -> None:
    quan = province.client("quan")
    page = quan.get("/danh-muc-moi/").content.decode()
    assert "Quyết định 34/2020/QĐ-TTg; chưa xác minh nguồn" in page
    begun = quan.post("/danh-muc-moi/", {"prepared": "nghe-nghiep", "is_open": "on"})
    assert begun.status_code == 302
    made = CodeList.objects.get()
    assert (made.code, made.edition) == ("nghe-nghiep", 1)
    shown = quan.get(f"{PLACE}nghe-nghiep/?q=ban hang").content.decode()
    assert "Nhân viên bán hàng" in shown
    assert "chưa xác minh nguồn" in shown
    asked = Client().get(f"{OPEN}/nghe-nghiep/codes/23?on=2026-01-01").json()
    assert asked["meant"]["name"] == "Nhà chuyên môn về giảng dạy"
    text = "Mã,Tên,Từ ngày\n23,Nhà giáo,2021-01-15\n2310,Giảng viên,2021-01-15\n"
    file = SimpleUploadedFile("nghe.csv", text.encode())
    assert quan.post(f"{PLACE}nghe-nghiep/nap/", {"file": file}).status_code == 302
    asked = Client().get(f"{OPEN}/nghe-nghiep/codes/23?on=2026-01-01").json()
    assert asked["meant"]["name"] == "Nhà giáo"
    again = quan.post("/danh-muc-moi/", {"prepared": "nghe-nghiep"})
    assert "Đã có danh mục" in again.content.decode()


def test_whoever_names_another_source_still_tells_where_lines_are_from(
    province: Province,
) -> None:
    given = {"prepared": "nghe-nghiep", "code": "nghe", "source": "Sở Nội vụ rà"}
    assert province.client("quan").post("/danh-muc-moi/", given).status_code == 302
    told = "Sở Nội vụ rà; Quyết định 34/2020/QĐ-TTg; chưa xác minh nguồn"
    assert CodeList.objects.get().source == told
    wish = ListData("a", "A", "B", prepared="khong-co")
    with pytest.raises(Refused, match="có sẵn"):
        begin_list(data=wish, by=province.seat("quan"), at=province.at)


def test_what_comes_along_is_whole_and_never_certain() -> None:
    (one,) = prepared_lists().values()
    codes = [line.code for line in one.lines]
    assert len(set(codes)) == len(codes)
    groups = {code for code in codes if len(code) == 1}
    assert groups == set("0123456789")
    assert {code[0] for code in codes if len(code) == 2} == set("23456789")
    text = "{code: a, name: A, source: S, since: 2020-01-01, levels: [%s]}"
    row = "{sure: %s, rows: [['1', X]]}"
    assert read_prepared(text % (row % "A")).source == "S"
    for sure in "BCD":
        both = f"{row % 'A'}, {row % sure}"
        assert read_prepared(text % both).source == "S; chưa xác minh nguồn"
    with pytest.raises(ValueError, match="X"):
        read_prepared(text % (row % "X"))
