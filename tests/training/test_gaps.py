"""Who lacks what, who is named, what the year has to teach, through the front door."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.controls.models import SecurityOfficer
from congvu.lib.refusals import Refused
from congvu.organisations.models import Appointment
from congvu.training.actions import name_specialist, record_skills
from congvu.training.models import ItSpecialist, Skill
from congvu.training.queries.gaps import named_in_agencies, plan_of, standings
from tests.people import Province
from tests.training.stories import course

pytestmark = pytest.mark.usefixtures("law")
GAPS, SKILLS = "/dao-tao/con-thieu/", "/dao-tao/ky-nang/"
NAMED, NAME = "/dao-tao/chuyen-trach/", "/dao-tao/chuyen-trach/ghi/"
BASIC = ["IU01", "IU02", "IU03", "IU04", "IU05", "IU06"]


def _of(people: Province, who: str) -> list[str]:
    rows = standings(people.committee.pk, people.today)
    mine = people.seat(who).person_id
    (found,) = [one for one in rows if one.worker.person_id == mine]
    return found.lacks


def _sent(people: Province, who: str, **given: object) -> dict[str, object]:
    day = f"{people.today:%d/%m/%Y}"
    told = {
        "person_id": str(people.seat(who).person_id),
        "held_on": day,
        "proof": "Chứng chỉ số 7",
    }
    return {**told, **given}


def test_what_minh_lacks_shrinks_by_what_he_showed(province: Province) -> None:
    assert _of(province, "minh") == BASIC
    assert _of(province, "quan") == [*BASIC, "IU10", "IU14"], "by his post"
    quan = province.client("quan")
    sent = _sent(province, "minh", modules=["IU01", "IU03", "IU09"])
    assert quan.post(SKILLS, sent).status_code == 302
    assert _of(province, "minh") == ["IU02", "IU04", "IU05", "IU06"]
    quan.post(SKILLS, sent)
    assert Skill.objects.count() == 3, "the same paper twice is once"
    rows = standings(province.committee.pk, province.today - timedelta(days=1))
    assert all(not one.held for one in rows), "not yet on the day before"
    page = quan.get(GAPS).content.decode()
    assert "IU02, IU04, IU05, IU06" in page


def test_the_year_is_planned_from_what_is_lacking(province: Province) -> None:
    course(province)
    agency = province.committee.pk
    rows = standings(agency, province.today)
    plan = {one.module: one for one in plan_of(rows, agency)}
    assert plan["IU01"].people == len(rows)
    assert (plan["IU01"].classes, plan["IU10"].people) == (1, 1)
    assert plan["IU01"].courses == ["Kỹ năng sử dụng cơ bản"]
    assert plan["IU03"].courses == []
    assert "IU15" not in plan, "nobody's post asks for it"


def test_a_bad_paper_gets_every_reason_at_once(province: Province) -> None:
    tomorrow = f"{province.today + timedelta(days=1):%d/%m/%Y}"
    quan = province.client("quan")
    wrong = _sent(province, "minh", person_id="", held_on=tomorrow, proof="")
    page = quan.post(SKILLS, wrong)
    words = page.content.decode()
    assert page.status_code == 422
    for reason in (
        "Chọn người của cơ quan.",
        "Chọn mô-đun.",
        "Ghi ngày cấp, không sau hôm nay.",
        "Ghi giấy chứng minh.",
    ):
        assert reason in words
    stranger = _sent(province, "phuc", modules=["IU01"])
    assert quan.post(SKILLS, stranger).status_code == 422, "of another agency"
    assert not Skill.objects.exists()


def test_a_head_sees_the_unit_and_a_specialist_nobody(province: Province) -> None:
    page = province.client("hoa").get(GAPS).content.decode()
    assert "Hoàng Văn Minh" in page
    assert "Bế Văn Quân" not in page
    assert province.client("minh").get(GAPS).status_code == 404
    phuc = province.client("phuc").get(GAPS).content.decode()
    assert "Đặng Văn Phúc" in phuc
    assert "Hoàng Văn Minh" not in phuc
    for who in ("minh", "hoa", "phuc"):
        client = province.client(who)
        sent = _sent(province, "minh", modules=["IU01"])
        assert client.post(SKILLS, sent).status_code == 404
        assert client.get(NAME).status_code == 404
    with pytest.raises(Refused, match="người giữ công tác đào tạo"):
        record_skills(
            person_id=province.seat("minh").person_id,
            modules=["IU01"],
            held_on=province.today,
            proof="Chứng chỉ",
            by=province.seat("minh"),
            at=province.at,
        )


def test_a_program_tells_of_those_whom_the_page_shows(province: Province) -> None:
    names = {"Hoàng Văn Minh", "Bế Văn Quân", "Đặng Văn Phúc"}
    for who, some in (("quan", 2), ("hoa", 1), ("phuc", 1)):
        client = province.client(who)
        page = client.get(GAPS).content.decode()
        shown = {one for one in names if f">{one}<" in page}
        told = {one["name"] for one in client.get("/api/v1/training-gaps").json()}
        assert (told & names, len(shown)) == (shown, some), who
    minh = province.client("minh")
    assert minh.get("/api/v1/training-gaps").status_code == 404


def test_an_agency_has_both_named_until_one_of_them_leaves(province: Province) -> None:
    quan, today = province.client("quan"), province.today
    day = f"{today - timedelta(days=3):%d/%m/%Y}"
    sent = {**_sent(province, "minh"), "since": day, "basis": "QĐ 12/QĐ-UBND"}
    assert quan.post(NAME, {**sent, "basis": ""}).status_code == 422
    assert quan.post(NAME, sent).status_code == 302
    SecurityOfficer.objects.create(
        agency=province.committee,
        kind="main",
        person_id=province.seat("quan").person_id,
        basis="QĐ 13/QĐ-UBND",
        since=today,
        at=province.at,
        by="Bế Văn Quân",
    )
    page = quan.get(NAMED).content.decode()
    assert "Hoàng Văn Minh" in page
    assert "1 cơ quan còn thiếu người" in page, "the commune named nobody"
    # one follows the other without a day between
    name_specialist(
        person_id=province.seat("hoa").person_id,
        since=today,
        basis="QĐ 14/QĐ-UBND",
        by=province.seat("quan"),
        at=province.at,
    )
    by_day = {
        on: {one.agency_id: one for one in named_in_agencies(on)}
        for on in (today - timedelta(days=1), today)
    }
    mine = province.committee.pk
    assert by_day[today - timedelta(days=1)][mine].it == "Hoàng Văn Minh"
    assert by_day[today - timedelta(days=1)][mine].security is None
    assert by_day[today][mine].it == "Ma Thị Hoa"
    assert by_day[today][mine].security == "Bế Văn Quân"
    assert ItSpecialist.objects.filter(until=None).count() == 1
    # Hoa leaves: the paper still names her, the desk is vacant
    Appointment.objects.filter(person=province.hoa.person).update(valid_until=today)
    assert "2 cơ quan còn thiếu người" in quan.get(NAMED).content.decode()
