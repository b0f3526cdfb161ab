"""A table of Moodle's: looked at line by line, kept, undone."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.lib.refusals import Refused
from congvu.training.actions import (
    GradesData,
    check_grades,
    close_class,
    keep_grades,
    undo_grades,
)
from congvu.training.models import GradeImport, Place, TrainingClass
from congvu.training.rules import grades
from congvu.training.rules.grades import GradeRow, Known, match
from tests.people import Province
from tests.training.papers import a_load, with_bank
from tests.training.stories import session

pytestmark = pytest.mark.usefixtures("law")
HOME = "/dao-tao/"
A, B, C = (UUID(int=one) for one in (1, 2, 3))
CLASS = [
    Known(A, "Nguyễn Văn An", "an@x.vn", "an"),
    Known(B, "Nguyễn Văn An", "an2@x.vn", "an2"),
    Known(C, "Lý Thị Bé", "be@x.vn", "be"),
]


@pytest.mark.parametrize(
    ("name", "mail", "code", "place", "why"),
    [
        ("Ai đó", "AN@x.vn", "", A, ""),
        ("", "", "be", C, ""),
        ("Nguyễn Văn An", "an2@x.vn", "an2", B, ""),
        ("Nguyễn Văn An", "an@x.vn", "an2", None, grades.NOT_ONE),
        ("Nguyen Van An", "", "", None, grades.TWO_NAMES),
        ("Nguyễn Văn An", "la@x.vn", "", None, grades.TWO_NAMES),
        ("ly thi be", "", "", C, grades.BY_NAME),
        ("Lý Thị Bé", "la@x.vn", "", None, grades.NOT_HERE),
        ("Người lạ", "", "", None, grades.NOT_HERE),
    ],
)
def test_whose_line_it_is(name, mail, code, place, why):
    (one,) = match([GradeRow(2, name, mail, code, 700)], CLASS)
    assert (one.place_id, one.why) == (place, why)


def test_a_second_line_of_one_person_and_lines_without_points():
    rows = [
        GradeRow(2, "", "be@x.vn", "", None),
        GradeRow(3, "", "be@x.vn", "", 500),
        GradeRow(4, "", "", "be", 900),
        GradeRow(5, "", "an@x.vn", "", None, "Điểm không phải là số."),
    ]
    told = [(one.place_id, one.why) for one in match(rows, CLASS)]
    assert told == [
        (None, grades.NO_SCORE),
        (C, ""),
        (None, grades.TWICE),
        (None, "Điểm không phải là số."),
    ]


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("điểm.csv", text.encode(), content_type="text/csv")


def test_quan_looks_keeps_and_undoes(province: Province) -> None:
    found = with_bank(province, "minh", "hoa")
    quan = province.client("quan")
    address = f"{HOME}lop/{found.pk}/ket-qua-moodle/"
    wrong = quan.post(
        f"{address}doc/", {"most": "0", "pass_percent": "", "file": _file("a,b\n1,2\n")}
    )
    words = wrong.content.decode()
    assert wrong.status_code == 422
    for reason in (
        "Điểm tối đa từ 1 đến 10.000.",
        "Ghi số từ 1 đến 100.",
        "Không thấy cột địa chỉ thư hoặc mã số",
    ):
        assert reason in words
    minh, hoa = (province.cast[one].user.email for one in ("minh", "hoa"))
    text = (
        "Last name,First name,Email address,Course total (Real)\n"
        f"Hoàng,Minh,{minh},40\nMa,Hoa,{hoa},12\nAi,Đó,la@x.vn,30\n"
        f"Hoàng,Minh,{minh},50\nMa,Hoa,,chín\n"
    )
    sent = {"most": "50", "pass_percent": "60", "file": _file(text)}
    made = quan.post(f"{address}doc/", sent)
    load = GradeImport.objects.get()
    assert made["Location"] == f"{HOME}ket-qua-moodle/{load.pk}/"
    page = quan.get(made["Location"]).content.decode()
    for told in ("2/5 dòng", "80,0 %", "24,0 %", "Không có trong lớp.", "dòng trên"):
        assert told in page
    assert quan.post(f"{HOME}ket-qua-moodle/{load.pk}/ghi/").status_code == 302
    assert "đã ghi" in quan.get(address).content.decode()
    assert quan.post(f"{HOME}ket-qua-moodle/{load.pk}/rut/").status_code == 302
    again = quan.post(f"{HOME}ket-qua-moodle/{load.pk}/ghi/", follow=True)
    assert "Lần nhập này đã rút." in again.content.decode()
    for who in ("minh", "tu", "hoa"):
        assert province.client(who).get(made["Location"]).status_code == 404


def _results(found: TrainingClass) -> dict[str, str]:
    rows = Place.objects.filter(training_class=found)
    return dict(rows.values_list("person__user__username", "result"))


def test_the_last_file_that_was_kept_counts(province: Province) -> None:
    found = with_bank(province, "minh", "hoa", "thu")
    held = session(province, found, hours=3)
    for place in Place.objects.filter(training_class=found):
        held.attendances.create(place=place, at=province.at, how="hand", by="Quân")
    quan, at = province.seat("quan"), province.at
    minh = province.cast["minh"].user.email
    good = a_load(province, found, "minh", "hoa")
    worse = check_grades(
        class_id=found.pk,
        data=GradesData("sau.csv", 100, 50),
        stream=BytesIO(f"Email address,Course total\n{minh},10\n".encode()),
        by=quan,
        at=at,
    )
    mistaken = a_load(province, found, "thu")
    for load in (good, worse, mistaken):
        keep_grades(import_id=load.pk, by=quan, at=at)
    undo_grades(import_id=mistaken.pk, by=quan, at=at)
    close_class(class_id=found.pk, by=quan, at=at)
    # Minh's later file is worse, Hoa is in the first alone, Thu's was undone
    assert _results(found) == {"minh": "failed", "hoa": "passed", "thu": "failed"}
    with pytest.raises(Refused, match="không còn mở"):
        undo_grades(import_id=good.pk, by=quan, at=at)
