"""Who answers for security; who administers a system of level 3 to 5 without paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from congvu.controls.models import (
    SecurityCertificate,
    SecurityOfficer,
    SystemAdministrator,
)
from congvu.controls.rules import Certified, Held, certified
from congvu.systems.models import InformationSystem
from tests.controls.stories import page
from tests.people import Province
from tests.systems.stories import sang, system

TODAY = date(2026, 11, 28)
BEGAN = date(2024, 1, 1)
OVER = Held(BEGAN, date(2026, 11, 27))
LAST_DAY = Held(BEGAN, TODAY)
NO_END = Held(BEGAN, None)
COMING = Held(date(2026, 12, 1), None)


@pytest.mark.parametrize(
    ("level", "held", "told"),
    [
        (None, [], Certified.NOT_ASKED),
        (1, [], Certified.NOT_ASKED),
        (2, [OVER], Certified.NOT_ASKED),
        (3, [], Certified.MISSING),
        (4, [], Certified.MISSING),
        (5, [], Certified.MISSING),
        (3, [OVER], Certified.ENDED),
        (3, [LAST_DAY], Certified.YES),
        (3, [NO_END], Certified.YES),
        (3, [OVER, NO_END], Certified.YES),
        (5, [COMING], Certified.MISSING),
    ],
)
def test_who_needs_a_certificate(
    level: int | None, held: list[Held], told: Certified
) -> None:
    """S8."""
    assert certified(level, held, TODAY) == told


def person(people: Province, who: str) -> str:
    found = getattr(people, who).person
    return str(found.pk)


def sent(
    people: Province, name: str, /, *args: object, who: str = "quan", **given: str
) -> HttpResponse:
    url = reverse(f"controls:{name}", args=args)
    return people.client(who).post(url, given)


def levelled(people: Province, code: str, level: int) -> InformationSystem:
    found = system(people, code)
    found.assessed_level = level
    found.save()
    return found


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    ("level", "ends_in", "listed"),
    [
        (2, None, False),
        (3, None, True),
        (4, None, True),
        (5, None, True),
        (3, 0, False),
        (3, -1, True),
        (5, 300, False),
    ],
)
def test_the_list_of_those_without(
    province: Province, level: int, ends_in: int | None, listed: bool
) -> None:
    """S8: Minh administers; his certificate ends in so many days, or he has none."""
    found = levelled(province, "HT", level)
    minh = person(province, "minh")
    assert sent(province, "add-administrator", found.pk, person=minh).status_code == 302
    if ends_in is not None:
        day = province.today + timedelta(days=ends_in)
        SecurityCertificate.objects.create(
            person_id=minh,
            kind="certificate",
            name="Quản trị an toàn",
            number="CC-1",
            issued_on=province.today - timedelta(days=500),
            valid_until=day,
            at=province.at,
            by="Quân",
        )
    url = reverse("controls:people")
    text = province.client("quan").get(url, {"thieu": "1"}).content.decode()
    assert ("Hệ thống HT" in text) == listed
    assert "Hệ thống HT" in page(province, "quan", "people")


@pytest.mark.usefixtures("law")
def test_an_administrator_begins_and_ends(province: Province) -> None:
    found = levelled(province, "HT", 3)
    minh = person(province, "minh")
    sent(province, "add-administrator", found.pk, person=minh)
    again = sent(province, "add-administrator", found.pk, person=minh)
    assert "Người này đã quản trị hệ thống." in again.content.decode()
    row = SystemAdministrator.objects.get()
    sang(province)
    there = ("end-administrator", found.pk, row.pk)
    assert sent(province, *there, who="sang").status_code == 404
    assert sent(province, *there).status_code == 302
    row.refresh_from_db()
    assert row.until == province.today
    stranger = person(province, "tu")
    told = sent(province, "add-administrator", found.pk, person=stranger)
    assert told.status_code == 422
    assert SystemAdministrator.objects.count() == 1


@pytest.mark.usefixtures("law")
def test_a_certificate_is_entered_with_all_it_needs(province: Province) -> None:
    told = sent(province, "add-certificate", person=person(province, "minh"))
    text = told.content.decode()
    assert told.status_code == 422
    for words in ("Chọn loại.", "Ghi tên", "Ghi số hiệu.", "Ghi ngày cấp"):
        assert words in text
    given = {
        "person": person(province, "minh"),
        "kind": "certificate",
        "name": "Chứng chỉ quản trị an ninh mạng",
        "number": "CC-12",
        "issued_on": "01/03/2025",
        "valid_until": "01/02/2025",
    }
    told = sent(province, "add-certificate", **given)
    assert "Ngày hết giá trị trước ngày cấp." in told.content.decode()
    given["valid_until"] = ""
    assert sent(province, "add-certificate", **given).status_code == 302
    told = sent(province, "add-certificate", **given)
    assert "Số hiệu này của người này đã ghi." in told.content.decode()
    assert SecurityCertificate.objects.count() == 1


@pytest.mark.usefixtures("law")
def test_one_is_named_and_another_stands_in(province: Province) -> None:
    named = {"basis": "QĐ 7/QĐ-UBND", "person": person(province, "minh")}
    assert sent(province, "name-officer", kind="main", **named).status_code == 302
    told = sent(province, "name-officer", kind="deputy", **named)
    assert "người thay phải là người khác" in told.content.decode()
    other = {**named, "person": person(province, "hoa")}
    assert sent(province, "name-officer", kind="deputy", **other).status_code == 302
    third = {**named, "person": person(province, "lan")}
    assert sent(province, "name-officer", kind="main", **third).status_code == 302
    now = SecurityOfficer.objects.filter(until=None)
    assert {(one.kind, str(one.person_id)) for one in now} == {
        ("main", third["person"]),
        ("deputy", other["person"]),
    }
    lan = province.lan.person
    assert lan is not None
    assert lan.full_name in page(province, "quan", "people")
