"""The daily changes an administrator makes on the pages of an agency, and by API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from congvu.accounts.actions import create_token
from congvu.accounts.models import User
from congvu.audit.rules import SYSTEM
from congvu.organisations.access import seats_of
from congvu.organisations.actions import add_person, appoint, create_post
from congvu.organisations.models import (
    Appointment,
    Delegation,
    Person,
    Post,
    RightChange,
    Unit,
)
from congvu.organisations.rules import Role
from tests.people import SINCE, Province, make_user


def _page(province: Province, act: str, body: str = "committee") -> str:
    return f"/quan-tri/co-quan/{getattr(province, body).id}/{act}/"


def _day(province: Province, days: int = 0) -> str:
    return (province.today + timedelta(days)).strftime("%d/%m/%Y")


def _send(client: Client, address: str, data: dict[str, Any]) -> tuple[int, str]:
    answer = client.post(address, data)
    return answer.status_code, answer.content.decode()


def _commune_administrator(province: Province) -> Client:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    user = make_user("nong")
    person = add_person(full_name="Nông Văn Quản", user=user, **made)
    post = create_post(
        unit=province.commune_office, name="Quản trị", role=Role.ADMINISTRATOR, **made
    )
    appoint(person=person, post=post, **made)
    client = Client()
    client.force_login(user)
    return client


def test_the_agency_page_offers_changes_to_administrators_only(
    province: Province,
) -> None:
    address = f"/quan-tri/co-quan/{province.committee.id}/"

    assert "/bo-nhiem/" in province.client("quan").get(address).content.decode()
    assert "/bo-nhiem/" not in province.client("dung").get(address).content.decode()


def test_a_new_official_signs_in_and_works_from_a_new_post(province: Province) -> None:
    quan = province.client("quan")
    _send(
        quan,
        _page(province, "them-don-vi"),
        {"name": "Phòng Nội chính", "valid_from": _day(province)},
    )
    unit = Unit.objects.get(versions__name="Phòng Nội chính")
    _send(
        quan,
        _page(province, "them-chuc-vu"),
        {
            "unit": str(unit.id),
            "name": "Chuyên viên",
            "role": "specialist",
            "valid_from": _day(province),
        },
    )
    _status, shown = _send(
        quan,
        _page(province, "them-can-bo"),
        {"full_name": "Vi Thị Mai", "username": "mai", "valid_from": _day(province)},
    )
    status, _text = _send(
        quan,
        _page(province, "bo-nhiem"),
        {
            "person": "vi thi mai",
            "post": str(Post.objects.get(unit=unit).id),
            "valid_from": _day(province),
        },
    )

    mai = User.objects.get(username="mai")
    password = shown.split("<code>")[1].split("</code>")[0]
    assert status == 302
    assert mai.check_password(password)
    assert mai.must_change_password
    assert [s.unit_name for s in seats_of(mai, province.today)] == ["Phòng Nội chính"]
    assert set(RightChange.objects.values_list("kind", flat=True)) == {
        "post-created",
        "appointed",
    }


def test_the_first_password_is_kept_by_no_cache_and_no_next_page(
    province: Province,
) -> None:
    quan, address = province.client("quan"), _page(province, "them-can-bo")

    answer = quan.post(
        address,
        {"full_name": "Vi Thị Mai", "username": "mai", "valid_from": _day(province)},
    )

    password = answer.content.decode().split("<code>")[1].split("</code>")[0]
    assert "no-store" in answer["Cache-Control"]
    assert password not in quan.get(address).content.decode()


def test_whoever_leaves_a_post_acts_from_it_no_longer(province: Province) -> None:
    held = Appointment.objects.get(person=province.minh.person)

    status, _text = _send(
        province.client("quan"),
        _page(province, "thoi-giu"),
        {"appointment": str(held.id), "valid_until": _day(province)},
    )

    assert status == 302
    assert seats_of(province.minh.user, province.today) == []


def test_a_delegation_has_an_end_and_a_basis(province: Province) -> None:
    assert province.lan.post is not None
    quan, address = province.client("quan"), _page(province, "giao-phu-trach")
    typed = {
        "person": "minh@backan.example",
        "post": str(province.lan.post.id),
        "valid_from": _day(province),
        "kind": "acting",
        "granted": ["incoming.register"],
    }

    status, text = _send(quan, address, typed)
    assert status == 422
    assert "minh@backan.example" in text, "nothing typed is lost"
    status, text = _send(
        quan, address, typed | {"valid_until": _day(province), "legal_basis": "QĐ 5"}
    )
    assert "Ngày kết thúc phải sau ngày bắt đầu" in text
    status, _text = _send(
        quan, address, typed | {"valid_until": _day(province, 9), "legal_basis": "QĐ 5"}
    )

    assert status == 302
    given = Delegation.objects.get()
    assert given.legal_basis == "QĐ 5"
    assert "incoming.submit" in given.withheld
    assert "incoming.register" not in given.withheld
    assert len(seats_of(province.minh.user, province.today)) == 2
    assert len(seats_of(province.minh.user, province.today + timedelta(9))) == 1


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("bo-nhiem", ["Chưa ghi “Người”", "Chọn chức vụ", "Ghi ngày dạng"]),
        ("thoi-giu", ["Chọn người thôi giữ", "Ghi ngày dạng"]),
        ("them-can-bo", ["Chưa ghi “Họ và tên”", "Ghi ngày dạng"]),
        ("them-chuc-vu", ["Chọn đơn vị", "Chọn vai trò"]),
        ("them-don-vi", ["Chưa ghi “Tên đơn vị”", "Ghi ngày dạng"]),
    ],
)
def test_all_reasons_stand_on_the_form(
    province: Province, act: str, words: list[str]
) -> None:
    status, text = _send(
        province.client("quan"), _page(province, act), {"valid_from": "mai"}
    )

    assert status == 422
    assert [word for word in words if word not in text] == []


def test_a_held_post_and_an_unknown_person_are_refused_in_words(
    province: Province,
) -> None:
    assert province.lan.post is not None
    quan, address = province.client("quan"), _page(province, "bo-nhiem")
    typed = {"post": str(province.lan.post.id), "valid_from": _day(province)}

    _status, held = _send(quan, address, typed | {"person": "minh"})
    _status, unknown = _send(quan, address, typed | {"person": "khong-ai"})

    assert "đang có người giữ" in held
    assert "Không có cán bộ nào như vậy" in unknown


def test_people_of_one_name_are_told_apart_by_their_log_in(province: Province) -> None:
    assert province.son.post is not None
    add_person(
        full_name="Hoàng Văn Minh",
        user=make_user("minh2"),
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )

    _status, text = _send(
        province.client("quan"),
        _page(province, "bo-nhiem"),
        {
            "person": "Hoàng Văn Minh",
            "post": str(province.son.post.id),
            "valid_from": _day(province),
        },
    )

    assert "minh, minh2" in text


def test_an_existing_log_in_is_given_to_its_person_once(province: Province) -> None:
    quan, address = province.client("quan"), _page(province, "them-can-bo")
    typed = {"full_name": "Khách", "username": "KHACH", "valid_from": _day(province)}

    _status, first = _send(quan, address, typed)
    status, again = _send(quan, address, typed)

    assert "mật khẩu giữ nguyên" in first
    assert Person.objects.get(user=province.khach.user).full_name == "Khách"
    assert status == 422
    assert "đã thuộc về một cán bộ" in again


@pytest.mark.parametrize(
    "act",
    [
        "bo-nhiem",
        "thoi-giu",
        "giao-phu-trach",
        "them-can-bo",
        "them-chuc-vu",
        "them-don-vi",
    ],
)
def test_a_commune_administrator_changes_only_the_commune(
    province: Province, act: str
) -> None:
    nong = _commune_administrator(province)

    assert nong.get(_page(province, act)).status_code == 404
    assert nong.get(_page(province, act, "commune")).status_code == 200
    # the central administrator, everywhere
    assert province.client("quan").get(_page(province, act, "commune")).status_code == (
        200
    )


def test_a_post_of_another_agency_is_no_choice(province: Province) -> None:
    assert province.son.post is not None

    status, _text = _send(
        _commune_administrator(province),
        _page(province, "bo-nhiem", "commune"),
        {
            "person": "minh",
            "post": str(province.son.post.id),
            "valid_from": _day(province),
        },
    )

    assert status == 422


# -- by API


def _api(province: Province, path: str, data: dict[str, Any]) -> Any:
    _token, raw = create_token(
        user=province.quan.user, name="máy", by=SYSTEM, at=province.at
    )
    return Client().post(
        f"/api/v1/agencies/{province.committee.id}/{path}",
        data,
        content_type="application/json",
        headers={"Authorization": f"Bearer {raw}"},
    )


def test_a_program_makes_the_same_changes(province: Province) -> None:
    since = province.today.isoformat()
    unit = _api(province, "units", {"name": "Phòng A", "valid_from": since}).json()
    chair = {"unit_id": unit["id"], "name": "Chuyên viên", "role": "specialist"}
    post = _api(province, "posts", chair | {"valid_from": since}).json()
    hired = {"full_name": "Vi Thị Mai", "username": "mai", "valid_from": since}
    person = _api(province, "people", hired).json()
    holding = {"person_id": person["id"], "post_id": post["id"], "valid_from": since}
    row = _api(province, "appointments", holding).json()

    mai = User.objects.get(username="mai")
    assert mai.check_password(person["password"])
    assert len(seats_of(mai, province.today)) == 1

    tomorrow = (province.today + timedelta(1)).isoformat()
    ended = _api(province, f"appointments/{row['id']}/end", {"valid_until": tomorrow})
    assert ended.status_code == 204
    assert seats_of(mai, province.today + timedelta(1)) == []


@pytest.mark.parametrize("path", ["appointments", "delegations"])
def test_a_program_is_told_what_is_wrong(province: Province, path: str) -> None:
    assert province.tu.post is not None
    assert province.minh.person is not None
    assert province.son.post is not None
    given = {
        "person_id": str(province.minh.person.id),
        "post_id": str(province.tu.post.id),
        "valid_from": province.today.isoformat(),
        "valid_until": (province.today + timedelta(1)).isoformat(),
        "legal_basis": "QĐ 5",
    }
    backwards = given | {
        "post_id": str(province.son.post.id),
        "valid_until": province.today.isoformat(),
    }

    assert _api(province, path, given).status_code == 422
    assert _api(province, path, backwards).status_code == 422
    assert not Delegation.objects.exists()
