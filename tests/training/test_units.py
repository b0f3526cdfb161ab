"""Units beside one another, the people behind each number, years, courses that end."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from congvu.organisations.models import Appointment
from congvu.training.actions import give_opinion, name_specialist
from congvu.training.actions.opinions import OpinionData
from congvu.training.models import ClassOpinion, Course, TrainingClass
from congvu.training.queries.lists import opinions_of
from congvu.training.queries.units import UnitTaught, units_taught
from congvu.training.rules.opinions import shows_opinions
from tests.calendar.programs import token_for
from tests.documents.machine import Machine
from tests.people import Province
from tests.training.classes import class_with
from tests.training.stories import course
from tests.training.test_counting import _taught

pytestmark = pytest.mark.usefixtures("law")
DIVISION, OFFICE = "Phòng Khoa giáo - Văn xã", "Văn phòng Ủy ban nhân dân tỉnh"
UNITS, REPORT, COURSES = "/dao-tao/don-vi/", "/dao-tao/bao-cao/", "/dao-tao/khoa/"


def _units(people: Province) -> dict[str, UnitTaught]:
    today = people.today
    rows = units_taught(people.committee.pk, today.year, today)
    return {one.name: one for one in rows}


def test_each_unit_equals_the_hand_count_and_opens_into_names(
    province: Province,
) -> None:
    """In the division Minh passed and Hoa did not; in the office Hà of five."""
    _taught(province)
    found = _units(province)
    division, office = found[DIVISION], found[OFFICE]
    assert (division.people, division.taught, division.share) == (2, 1, 50)
    assert (office.people, office.taught) == (4, 1)
    assert office.specialists == ["Bế Văn Quân"], "keeps machines by his post"
    assert (division.specialists, division.lacking) == ([], 2)

    name_specialist(
        person_id=province.seat("minh").person_id,
        since=province.today,
        basis="QĐ 1",
        by=province.seat("quan"),
        at=province.at,
    )
    Appointment.objects.filter(person=province.quan.person).update(
        valid_until=province.today
    )
    found = _units(province)
    assert found[DIVISION].specialists == ["Hoàng Văn Minh"]
    office = found[OFFICE]
    assert (office.specialists, office.vacant, office.people) == ([], 1, 3)

    ha = province.client("ha")
    page = ha.get(UNITS).content.decode()
    assert "1 vị trí trống" in page
    names = ha.get(f"{UNITS}{division.unit_id}/").content.decode()
    assert "Hoàng Văn Minh" in names
    assert "Lớp cơ bản số 1" in names
    assert "chưa" in names
    last = ha.get(f"{UNITS}?nam={province.today.year - 1}").content.decode()
    assert "1 (50 %)" in page
    assert "1 (50 %)" not in last


def test_a_head_sees_the_own_unit_and_strangers_nothing(province: Province) -> None:
    _taught(province)
    hoa, ha = province.client("hoa"), province.client("ha")
    page = hoa.get(UNITS).content.decode()
    assert f"{DIVISION}</a>" in page
    assert f"{OFFICE}</a>" not in page
    office = province.office.pk
    assert hoa.get(f"{UNITS}{office}/").status_code == 404
    assert ha.get(f"{UNITS}{office}/").status_code == 200
    assert ha.get(f"{UNITS}{province.commune_office.pk}/").status_code == 404
    for who in ("minh", "lan"):
        client = province.client(who)
        for address in (UNITS, f"{UNITS}{office}/", f"{UNITS}xlsx/"):
            assert client.get(address).status_code == 404
    for client, has in ((ha, True), (hoa, False)):
        answer = client.get(f"{UNITS}xlsx/")
        with ZipFile(BytesIO(b"".join(answer.streaming_content))) as packed:  # type: ignore[attr-defined]
            words = packed.read("xl/sharedStrings.xml").decode()
        assert (OFFICE in words) is has
    assert ha.get(f"{UNITS}csv/").status_code == 404


def test_the_api_tells_units_and_the_plan_to_who_may_see_them(
    province: Province,
) -> None:
    _taught(province)
    course(province, name="Bảng tính", modules=("IU04",))
    ha, hoa = (Machine(token_for(province, who)) for who in ("ha", "hoa"))
    rows = ha.ask("get", f"training-years/{province.today.year}/units").data
    told = {one["name"]: (one["people"], one["taught"], one["share"]) for one in rows}
    assert told[DIVISION] == (2, 1, 50)
    rows = hoa.ask("get", f"training-years/{province.today.year}/units").data
    assert [one["name"] for one in rows] == [DIVISION]
    plan = {one["module"]: one for one in hoa.ask("get", "training-plan").data}
    assert plan["IU04"]["people"] == 2, "of the own unit"
    assert "Bảng tính" in plan["IU04"]["courses"]
    assert (
        Machine(token_for(province, "minh")).ask("get", "training-plan").status == 404
    )


def test_years_are_picked_among_those_with_classes(province: Province) -> None:
    class_with(province, passed=("minh",))
    TrainingClass.objects.update(
        begins_on="2012-03-01", ends_on="2012-03-05", ask_until="2012-02-20"
    )
    page = province.client("ha").get(f"{REPORT}?nam=2012").content.decode()
    assert '<option value="2012" selected>' in page
    assert f'<option value="{province.today.year}">' in page
    assert "2011" not in page


def test_a_course_ends_and_is_taught_again(province: Province) -> None:
    found = course(province)
    quan = province.client("quan")
    address = f"{COURSES}{found.pk}/thoi-day/"
    assert quan.get(address).status_code == 200
    assert quan.post(address).status_code == 302
    assert Course.objects.get().ended_on == province.today
    assert found.name not in province.client("minh").get(COURSES).content.decode()
    assert "thôi dạy ngày" in quan.get(COURSES).content.decode()
    offered = quan.get("/dao-tao/lop/mo/").content.decode()
    assert found.name not in offered
    assert province.client("ha").post(address).status_code == 302, "again, by the chief"
    assert Course.objects.get().ended_on is None
    assert province.client("minh").post(address).status_code == 404


def test_the_newest_opinion_cannot_be_worked_out(province: Province) -> None:
    """Five may speak. While one still can, nothing is told: two looks have no
    difference.
    """
    who = ("minh", "hoa", "lan", "thu", "ha")
    found = class_with(province, passed=who)
    for one in who[:4]:
        _opinion(province, found, one)
    today = province.today
    told = opinions_of(found, today)
    assert (told.count, told.content, told.texts) == (4, None, [])
    over = opinions_of(found, today + timedelta(days=15))
    assert (over.content, len(over.texts)) == (5, 4)
    _opinion(province, found, "ha")
    assert opinions_of(found, today).content == 5, "nobody is left who could speak"


def test_after_two_weeks_no_opinion_is_taken(province: Province) -> None:
    found = class_with(province, passed=("minh",))
    found.ended_at -= timedelta(days=15)
    found.save()
    sent = {"content": "5", "trainer": "5", "keeping": "5"}
    minh = province.client("minh")
    answer = minh.post(f"/dao-tao/lop/{found.pk}/gop-y/", sent)
    assert "Đã hết 14 ngày góp ý" in answer.content.decode()
    assert not ClassOpinion.objects.exists()
    assert "Góp ý</a>" not in minh.get(f"/dao-tao/lop/{found.pk}/").content.decode()


@pytest.mark.parametrize(
    ("days", "asked", "given", "shown"),
    [
        (0, 5, 3, False),
        (14, 5, 4, False),
        (15, 5, 4, True),
        (15, 5, 2, False),
        (0, 3, 3, True),
        (0, 2, 2, False),
    ],
)
def test_when_opinions_are_shown(
    province: Province, days: int, asked: int, given: int, *, shown: bool
) -> None:
    ended = province.today
    on = ended + timedelta(days=days)
    assert shows_opinions(ended, on, asked=asked, given=given) is shown


def _opinion(people: Province, found: TrainingClass, who: str) -> None:
    give_opinion(
        class_id=found.pk,
        data=OpinionData(5, 5, 5, f"Ý của {who}"),
        by=people.seat(who),
        at=people.at,
    )
