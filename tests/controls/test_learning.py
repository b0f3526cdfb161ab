"""Who must learn what by when: asked once, told once when late, closed with proof."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import require_learning, tend_learning
from congvu.controls.models import LearningDuty, SystemAdministrator
from congvu.controls.rules import Owed, owed
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from tests.controls.stories import page
from tests.people import Province
from tests.systems.stories import sang, system

TODAY = date(2026, 11, 28)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "done_on", "dropped_on", "now"),
    [
        (TODAY, None, None, Owed.OPEN),
        (YESTERDAY, None, None, Owed.LATE),
        (YESTERDAY, TODAY, None, Owed.DONE),
        (YESTERDAY, None, TODAY, Owed.DROPPED),
    ],
)
def test_the_last_day_still_counts(
    due: date, done_on: date | None, dropped_on: date | None, now: Owed
) -> None:
    assert owed(due, done_on, dropped_on, TODAY) == now


def _sent(
    people: Province, name: str, /, *args: object, who: str = "quan", **given: object
) -> HttpResponse:
    return people.client(who).post(reverse(f"controls:{name}", args=args), given)


def _asked(people: Province, who: str = "minh", **given: object) -> HttpResponse:
    person = people.cast[who].person
    assert person is not None
    told = {
        "person": str(person.pk),
        "subject": "Nhận biết thư lừa đảo",
        "because": "drill",
        "basis": "Diễn tập ngày 20/11",
        "due": f"{people.today + timedelta(days=20):%d/%m/%Y}",
    }
    return _sent(people, "require-learning", **{**told, **given})


def _over(one: LearningDuty, people: Province) -> None:
    LearningDuty.objects.filter(pk=one.pk).update(due=people.today - timedelta(days=1))


@pytest.mark.usefixtures("law")
def test_what_is_asked_needs_a_reason_and_a_day(province: Province) -> None:
    told = _sent(province, "require-learning")
    text = told.content.decode()
    assert told.status_code == 422
    for words in (
        "Chọn người đang giữ chức vụ",
        "Chọn lý do.",
        "Ghi nội dung phải học.",
        "Ghi căn cứ",
        "Ghi hạn học xong",
    ):
        assert words in text
    assert _asked(province, "tu").status_code == 422
    assert _asked(province, because="certificate").status_code == 422
    assert _asked(province, due="01/01/2020").status_code == 422
    assert not LearningDuty.objects.exists()


@pytest.mark.usefixtures("law")
def test_minh_learns_and_shows_the_paper(province: Province) -> None:
    assert _asked(province).status_code == 302
    one = LearningDuty.objects.get()
    assert "Nhận biết thư lừa đảo" in page(province, "minh", "my-learning")
    assert "Nhận biết thư lừa đảo" not in page(province, "hoa", "my-learning")
    assert province.client("minh").get(reverse("controls:learning")).status_code == 404
    asked = Notice.objects.get(kind="controls.learning-required")
    minh = province.minh.post
    assert minh is not None
    assert asked.desk_id == minh.pk
    assert (
        "phải học xong" in province.client("minh").get("/thong-bao/").content.decode()
    )

    early = f"{province.today - timedelta(days=1):%d/%m/%Y}"
    told = _sent(province, "learned", one.pk, done_on=early, proof="")
    text = told.content.decode()
    assert "không tính" in text
    assert "Ghi minh chứng" in text

    given = {"done_on": f"{province.today:%d/%m/%Y}", "proof": "Danh sách lớp 3"}
    file = SimpleUploadedFile("lop.pdf", b"%PDF-1.4\n%%EOF\n")
    assert _sent(province, "learned", one.pk, file=file, **given).status_code == 302
    one.refresh_from_db()
    assert (one.done_on, one.file_name) == (province.today, "lop.pdf")
    again = _sent(province, "learned", one.pk, **given)
    assert "không còn mở" in again.content.decode()

    url = reverse("controls:learning-file", args=[one.pk])
    shown = province.client("minh").get(url)
    assert b"".join(shown.streaming_content) == b"%PDF-1.4\n%%EOF\n"
    assert province.client("hoa").get(url).status_code == 404
    assert province.client("tu").get(url).status_code == 404


@pytest.mark.usefixtures("law")
def test_the_late_are_told_once_with_who_keeps_security(province: Province) -> None:
    _asked(province)
    one = LearningDuty.objects.get()
    assert tend_learning(by=SYSTEM, at=province.at)["late"] == 0
    _over(one, province)
    assert tend_learning(by=SYSTEM, at=province.at)["late"] == 1
    assert tend_learning(by=SYSTEM, at=province.at)["late"] == 0
    desks = {
        one.desk_id for one in Notice.objects.filter(kind="controls.learning-late")
    }
    minh, quan = province.minh.post, province.quan.post
    assert minh is not None
    assert quan is not None
    assert desks == {minh.pk, quan.pk}
    rung = province.client("quan").get("/thong-bao/").content.decode()
    assert "Hoàng Văn Minh: Nhận biết thư lừa đảo" in rung


@pytest.mark.usefixtures("law")
def test_everybody_once_a_year(province: Province) -> None:
    due = f"{province.today.replace(month=12, day=31):%d/%m/%Y}"
    assert _sent(province, "require-awareness", due=due).status_code == 302
    people = LearningDuty.objects.values_list("person", flat=True)
    assert len(people) == len(set(people)) == 7
    assert _sent(province, "require-awareness", due=due).status_code == 302
    assert LearningDuty.objects.count() == 7
    later = f"{date(province.today.year + 1, 1, 1):%d/%m/%Y}"
    assert _sent(province, "require-awareness", due=later).status_code == 422


@pytest.mark.usefixtures("law")
def test_an_incident_asks_once_and_only_its_own_people(province: Province) -> None:
    by, due = province.seat("quan"), province.today + timedelta(days=9)
    minh, tu = province.minh.post, province.tu.post
    assert minh is not None
    assert tu is not None

    def ask(post_id: object, who: str = "quan") -> LearningDuty:
        return require_learning(
            post_id=post_id,  # type: ignore[arg-type]  # of anybody
            subject="Giữ mật khẩu",
            because="incident",
            basis="Sự cố 4/2026",
            due=due,
            source="incident:4",
            by=province.seat(who),
            at=province.at,
        )

    assert by.can("security.keep")
    assert ask(minh.pk) == ask(minh.pk)
    assert LearningDuty.objects.count() == 1
    assert Notice.objects.filter(kind="controls.learning-required").count() == 1
    with pytest.raises(Refused):
        ask(minh.pk, "hoa")
    sang(province)
    with pytest.raises(Refused):
        ask(minh.pk, "sang")


@pytest.mark.usefixtures("law")
def test_a_certificate_that_is_owed_closes_itself(province: Province) -> None:
    """Asked by the job while Minh administers level 3 without; the paper closes it."""
    found = system(province, "HT")
    found.assessed_level = 3
    found.save()
    minh = province.minh.person
    assert minh is not None
    row = SystemAdministrator.objects.create(
        system=found, person=minh, since=province.today, at=province.at, by="Quân"
    )
    assert tend_learning(by=SYSTEM, at=province.at)["asked"] == 1
    assert tend_learning(by=SYSTEM, at=province.at) == {
        "asked": 0,
        "dropped": 0,
        "late": 0,
    }
    one = LearningDuty.objects.get()
    given = {"done_on": f"{province.today:%d/%m/%Y}", "proof": "Có"}
    told = _sent(province, "learned", one.pk, **given)
    assert "Ghi chứng chỉ ở Nhân sự an ninh" in told.content.decode()
    certificate = {
        "person": str(minh.pk),
        "kind": "certificate",
        "name": "Quản trị an ninh mạng",
        "number": "CC-9",
        "issued_on": "01/03/2025",
    }
    over = {**certificate, "number": "CC-8", "valid_until": "01/04/2025"}
    assert _sent(province, "add-certificate", **over).status_code == 302
    one.refresh_from_db()
    assert one.done_on is None
    assert _sent(province, "add-certificate", **certificate).status_code == 302
    one.refresh_from_db()
    assert one.done_on == date(2025, 3, 1)
    assert "CC-9" in one.proof
    row.delete()


@pytest.mark.usefixtures("law")
def test_who_left_or_administers_no_more_owes_nothing(province: Province) -> None:
    found = system(province, "HT")
    found.assessed_level = 3
    found.save()
    row = SystemAdministrator.objects.create(
        system=found,
        person=province.minh.person,
        since=province.today,
        at=province.at,
        by="Quân",
    )
    tend_learning(by=SYSTEM, at=province.at)
    _asked(province, "hoa")
    hoa = province.hoa.person
    assert hoa is not None
    hoa.appointments.update(valid_until=province.today)
    row.until = province.today
    row.save()
    assert tend_learning(by=SYSTEM, at=province.at)["dropped"] == 2
    assert not LearningDuty.objects.filter(dropped_on=None).exists()


@pytest.mark.usefixtures("law")
def test_of_another_agency_nothing_is_found(province: Province) -> None:
    _asked(province)
    one = LearningDuty.objects.get()
    sang(province)
    assert _sent(province, "learned", one.pk, who="sang").status_code == 404
    told = _sent(province, "drop-learning", one.pk, reason="x", who="sang")
    assert told.status_code == 404
    assert "Nhận biết" not in page(province, "sang", "learning")
    assert _sent(province, "drop-learning", one.pk, reason="").status_code == 422
    gone = _sent(province, "drop-learning", one.pk, reason="Nghỉ thai sản")
    assert gone.status_code == 302
    assert "Nghỉ thai sản" not in page(province, "quan", "learning")
    url = reverse("controls:learning") + "?tat-ca=1"
    assert "Nghỉ thai sản" in province.client("quan").get(url).content.decode()


@pytest.mark.usefixtures("law")
def test_a_harmful_file_proves_nothing(province: Province) -> None:
    _asked(province)
    one = LearningDuty.objects.get()
    file = BytesIO(b"MZ\x90\x00" + b"\x00" * 200)
    file.name = "lop.pdf"
    given = {"done_on": f"{province.today:%d/%m/%Y}", "proof": "Lớp 3"}
    told = _sent(province, "learned", one.pk, file=file, **given)
    assert told.status_code == 422
    one.refresh_from_db()
    assert one.done_on is None
