"""Hoa declares how the division's system gives data; Phúc of the commune finds it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.registry.models import DataService
from tests.people import Province
from tests.registry.sharing import ask, data_set
from tests.registry.stories import database, row
from tests.systems.stories import system

pytestmark = pytest.mark.django_db

LIST = "/danh-muc-du-lieu/"


def _typed(**given: Any) -> dict[str, Any]:
    return {
        "title": "Tra cứu hợp tác xã",
        "about": "Trả thông tin một hợp tác xã theo số đăng ký",
        "basis": "Kế hoạch số 12/KH-UBND",
        "fields_told": "Tên\n\nSố đăng ký\nTên",
        "has_personal": "khong",
        "protocol": "rest",
        "state": "running",
        "address": "https://htx.example.vn/tai-lieu",
        **given,
    }


def _declare(people: Province, who: str = "hoa", **given: Any) -> Any:
    url = reverse("registry:declare-service")
    return people.client(who).post(url, _typed(**given))


def _page(people: Province, who: str, **asked: str) -> str:
    return str(people.client(who).get(LIST, asked).content.decode())


def test_what_is_declared_is_found_by_every_agency(province: Province) -> None:
    assert _declare(province).status_code == 302
    made = DataService.objects.get()
    assert made.fields == ["Tên", "Số đăng ký"]
    assert "Tra cứu hợp tác xã" in _page(province, "phuc", tim="hợp tác xã")
    assert "Tra cứu hợp tác xã" not in _page(province, "phuc", loai="set")
    assert "Không thấy mục nào" in _page(province, "phuc", tim="ruộng đất")
    one = reverse("registry:service", args=[made.pk])
    words = province.client("phuc").get(one).content.decode()
    assert "https://htx.example.vn/tai-lieu" in words
    change = reverse("registry:change-service", args=[made.pk])
    assert province.client("phuc").get(change).status_code == 404
    hoa = province.client("hoa")
    stale = hoa.post(change, _typed(state="ended", seen="3")).content.decode()
    assert "đã được sửa từ khi mở" in stale
    assert hoa.post(change, _typed(state="ended", seen="1")).status_code == 302
    told = ask(province, "phuc", "GET", f"/data-services/{made.pk}").json()
    assert (told["state"], told["version"]) == ("ended", 2)


def test_everything_wrong_is_told_at_once(province: Province) -> None:
    page = _declare(province, address="javascript:alert(1)", fields_told="x" * 201)
    words = page.content.decode()
    assert "Địa chỉ phải có https:// hoặc http:// ở đầu." in words
    assert "Dài quá 200 chữ." in words
    strange = _declare(province, system_id=str(province.commune.pk))
    assert strange.status_code == 422
    assert not DataService.objects.exists()


def test_each_sees_of_the_list_what_they_see_elsewhere(province: Province) -> None:
    found = database(province)
    row(province, found)
    of = data_set(province, found)
    hidden = data_set(province, found, title="Chỉ ai được mời", access="restricted")
    system(province, name="Hệ thống một cửa")
    _declare(province)
    measure = reverse("registry:measure-set", args=[of.pk])
    assert province.client("hoa").post(measure).status_code == 302
    own, other = _page(province, "hoa"), _page(province, "phuc")
    assert {hidden.title in own, found.name in own} == {True}
    assert of.title in other
    assert "100,0 %" in other
    assert {hidden.title in other, "Theo dõi hợp tác xã" in other} == {False}
    assert "Hệ thống một cửa" not in own
    assert "Hệ thống một cửa" in _page(province, "dung")
    asked = ask(province, "phuc", "GET", "/data-catalogue").json()["items"]
    assert [one["kind"] for one in asked] == ["service", "set"]
    assert asked[1]["quality"]["rows"] == 1
    assert asked[1]["has_personal"] is True


def test_a_page_of_it_is_asked_by_as_few_questions_however_many(
    province: Province,
) -> None:
    found = database(province)
    hoa = province.client("hoa")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert hoa.get(LIST).status_code == 200
        return len(counted)

    _declare(province)
    data_set(province, found)
    hoa.get(LIST)
    few = asked()
    for number in range(6):
        _declare(province, title=f"Dịch vụ {number}")
        data_set(province, found, title=f"Bộ {number}")
    assert asked() == few


def test_pages_follow_each_other(province: Province) -> None:
    DataService.objects.bulk_create(
        DataService(
            agency=province.committee,
            title=f"Dịch vụ {number}",
            about="x",
            basis="x",
            fields=["x"],
            has_personal=False,
            protocol="rest",
            state="running",
            changed_at=province.at,
            changed_by="Hoa",
        )
        for number in range(60)
    )
    first = ask(province, "phuc", "GET", "/data-catalogue").json()
    second = ask(
        province, "phuc", "GET", "/data-catalogue", after=first["after"]
    ).json()
    titles = {one["title"] for one in first["items"] + second["items"]}
    assert (len(first["items"]), len(titles), second["after"]) == (50, 60, None)
