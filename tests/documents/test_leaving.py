"""Minh leaves: his open work is seen, handed over, and nothing stays behind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import submit as submit_paper
from congvu.documents.models import Assignment, HandOver
from congvu.documents.queries import empty_desks
from congvu.organisations.actions import (
    add_person,
    appoint,
    create_post,
    end_appointment,
)
from congvu.organisations.models import Appointment, Unit
from congvu.organisations.rules import Role
from tests.documents.pages import assign, instruct, make_entry
from tests.people import SINCE, Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def part(province: Province) -> Assignment:
    """On Minh's desk."""
    return assign(province, make_entry(province))


def _leaves(province: Province, who: str) -> None:
    end_appointment(
        appointment=Appointment.objects.get(person=province.cast[who].person),
        valid_until=province.today,
        by=SYSTEM,
        at=province.at,
    )


def _address(province: Province, who: str) -> str:
    post = province.cast[who].post
    assert post is not None
    return f"/ban-giao/chuc-vu/{post.id}/"


def test_while_somebody_sits_there_no_desk_is_empty(
    province: Province, part: Assignment
) -> None:
    assert empty_desks(province.committee.id, province.today) == []
    page = province.client("hoa").get("/ban-giao/chuc-vu/").content.decode()
    assert "mọi việc đang mở đều có người" in page


def test_minh_is_gone_and_hoa_gives_his_work_to_herself(
    province: Province, part: Assignment
) -> None:
    _leaves(province, "minh")
    hoa = province.client("hoa")

    listed = hoa.get("/ban-giao/chuc-vu/").content.decode()
    assert "1 nơi có việc mà không có người" in listed
    form = hoa.get(_address(province, "minh")).content.decode()
    assert "chức vụ đang trống" in form
    assert part.entry.document.subject in form, "Hoa may read it"
    answer = hoa.post(
        _address(province, "minh"),
        {
            "to_desk": str(province.division.id),
            "reason": "vacant",
            "entries": [str(part.entry_id)],
        },
        follow=True,
    )

    text = answer.content.decode()
    assert "Đã bàn giao từ" in text
    assert "Không còn việc nào đang mở ở chức vụ này" in text
    part.refresh_from_db()
    assert part.desk_id == province.division.id
    assert HandOver.objects.get().reason == "vacant"
    assert empty_desks(province.committee.id, province.today) == []


def test_the_administrator_hands_over_without_reading(
    province: Province, part: Assignment
) -> None:
    _leaves(province, "minh")

    text = province.client("quan").get(_address(province, "minh")).content.decode()

    assert f"số đến {part.entry.number}/" in text
    assert part.entry.document.subject not in text


def test_minh_himself_may_before_he_goes_but_not_others_desks(
    province: Province, part: Assignment
) -> None:
    minh = province.client("minh")

    assert minh.get(_address(province, "minh")).status_code == 200
    assert minh.get(_address(province, "hoa")).status_code == 404
    assert minh.get("/ban-giao/chuc-vu/").status_code == 404
    assert province.client("tu").get(_address(province, "minh")).status_code == 404


def test_the_provinces_administrator_hands_over_in_any_agency(
    province: Province,
) -> None:
    """The commune has no administrator: Quân finds the work of who left, and its desks.

    The chairman of the province decides on his own people only.
    """
    entry = make_entry(province, who="tu")
    phuc = province.phuc.post
    assert phuc is not None
    submit_paper(
        entry_id=entry.id,
        leader_post_id=phuc.id,
        by=province.seat("tu"),
        at=province.at,
    )
    deputy = create_post(
        unit=Unit.objects.get(pk=phuc.unit_id),
        name="Phó Chủ tịch",
        role=Role.LEADER,
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    person = add_person(
        full_name="Bàn Thị Nga", user=None, valid_from=SINCE, by=SYSTEM, at=province.at
    )
    appoint(person=person, post=deputy, valid_from=SINCE, by=SYSTEM, at=province.at)
    _leaves(province, "phuc")
    quan = province.client("quan")
    agency = quan.get(f"/quan-tri/co-quan/{province.commune.id}/").content.decode()
    assert _address(province, "phuc") in agency

    listed = quan.get(f"/ban-giao/chuc-vu/?co-quan={province.commune.id}")
    assert _address(province, "phuc") in listed.content.decode()
    form = quan.get(_address(province, "phuc")).content.decode()
    assert "Bàn Thị Nga, Phó Chủ tịch" in form
    assert "Ma Thị Hoa" not in form
    assert entry.document.subject not in form
    quan.post(
        _address(province, "phuc"),
        {"to_desk": deputy.id, "reason": "vacant", "entries": [str(entry.id)]},
    )

    assert Assignment.objects.get(entry=entry).desk_id == deputy.id
    dung = province.client("dung")
    assert dung.get(_address(province, "phuc")).status_code == 404
    asked = f"?co-quan={province.commune.id}"
    assert dung.get(f"/ban-giao/chuc-vu/{asked}").status_code == 404
    assert quan.get("/ban-giao/chuc-vu/?co-quan=x").status_code == 404
    rows = quan.get(f"/api/v1/empty-desks?agency_id={province.commune.id}").json()
    assert rows == []


def test_nothing_chosen_or_nobody_there_is_refused_and_nothing_moves(
    province: Province, part: Assignment
) -> None:
    hoa = province.client("hoa")
    assert province.son.post is not None

    answer = hoa.post(
        _address(province, "minh"),
        {"reason": "vacant", "to_desk": province.son.post.id},
    )

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chọn ít nhất một văn bản" in text
    part.refresh_from_db()
    assert part.desk_id == province.minh.post.id  # type: ignore[union-attr]


def test_a_unit_without_a_head_is_shown_with_what_to_do(province: Province) -> None:
    lead = instruct(province, make_entry(province))
    _leaves(province, "hoa")

    (desk,) = empty_desks(province.committee.id, province.today)

    assert (desk.desk_id, desk.is_unit, desk.waiting) == (lead.desk_id, True, 1)
    page = province.client("dung").get("/ban-giao/chuc-vu/").content.decode()
    assert "Đơn vị chưa có người đứng đầu" in page


def test_a_stand_in_fills_the_chair(province: Province, part: Assignment) -> None:
    _leaves(province, "minh")
    later = province.today + timedelta(days=1)
    assert empty_desks(province.committee.id, later)

    form = {
        "person": "hoa",
        "post": str(province.minh.post.id),  # type: ignore[union-attr]
        "kind": "acting",
        "granted": ["incoming.work"],
        "valid_from": province.today.strftime("%d/%m/%Y"),
        "valid_until": (province.today + timedelta(days=9)).strftime("%d/%m/%Y"),
        "legal_basis": "Quyết định số 7/QĐ-UBND",
    }
    province.client("quan").post(
        f"/quan-tri/co-quan/{province.committee.id}/giao-phu-trach/", form
    )

    assert empty_desks(province.committee.id, later) == []
