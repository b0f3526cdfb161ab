"""Machines through the front door: Quân keeps them, Minh works with one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from congvu.inventory.access import get_likeness_to_keep
from congvu.inventory.actions import receive
from congvu.inventory.models import AgentEnrolment, Likeness, Machine
from tests.inventory.messages import OFFICE, fusion
from tests.people import Province

pytestmark = pytest.mark.django_db


def report(people: Province, content: bytes, *, days_ago: int = 0) -> Machine:
    taken = receive(
        content=content,
        agency_id=people.committee.pk,
        by=people.seat("quan").actor,
        at=people.at - timedelta(days=days_ago),
    )
    assert taken[0].machine is not None
    return taken[0].machine


def test_quan_gives_a_machine_to_minh(province: Province) -> None:
    machine = report(province, fusion())
    quan, minh = province.client("quan"), province.client("minh")
    assert "Chưa ghi máy nào" in minh.get("/may-tinh/cua-toi/").content.decode()
    form = {
        "user_id": str(province.seat("minh").person_id),
        "unit_id": str(province.division.pk),
        "place": "Phòng 204",
        "state": "in_use",
        "bought_on": "15/03/2024",
        "fund": "Ngân sách tỉnh",
        "price": "14500000",
    }
    address = f"/may-tinh/{machine.pk}/"

    answer = quan.post(address + "sua/", form, follow=True)

    page = answer.content.decode()
    assert "Phòng 204" in page
    assert "14.500.000 đồng" in page
    mine = minh.get("/may-tinh/cua-toi/").content.decode()
    assert "VP-MAY-01" in mine
    assert minh.get(address).status_code == 404
    # The next inventory leaves a person's part alone.
    report(province, fusion(OFFICE[:1], memory=16384))
    machine.refresh_from_db()
    assert (machine.place, machine.price, machine.ram_mb) == (
        "Phòng 204",
        14500000,
        16384,
    )


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(province: Province) -> None:
    machine = report(province, fusion())
    form = {
        "unit_id": str(province.commune_office.pk),
        "place": "Kho tầng một",
        "state": "in_use",
        "bought_on": "15/03/2124",
        "price": "-5",
    }
    answer = province.client("quan").post(f"/may-tinh/{machine.pk}/sua/", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không còn trong danh sách" in page
    assert "Kho tầng một" in page
    form.pop("unit_id")
    again = province.client("quan").post(f"/may-tinh/{machine.pk}/sua/", form)
    page = again.content.decode()
    assert "Ngày mua không thể sau hôm nay" in page
    assert "Giá là số đồng" in page


def test_the_list_is_narrowed_to_who_is_silent(province: Province) -> None:
    report(province, fusion(), days_ago=40)
    board = {"serial": "ZX-77", "uuid": "aaaaaaaa-0043-3510-8052-b4c04f4e5a32"}
    report(
        province, fusion(name="VP-MAY-02", device="b", mac="3c:52:82:1:2:3", **board)
    )
    quan = province.client("quan")
    added = quan.post(
        "/may-tinh/them/",
        {"name": "MÁY-KHO", "kind": "laptop", "serial": "None", "state": "stock"},
    )
    assert "không phải số máy" in added.content.decode()
    quan.post(
        "/may-tinh/them/",
        {"name": "MÁY-MỚI", "kind": "laptop", "state": "in_use"},
    )

    def names(query: str) -> set[str]:
        page = quan.get(f"/may-tinh/?{query}").content.decode()
        every = ("VP-MAY-01", "VP-MAY-02", "MÁY-MỚI")
        return {name for name in every if f">{name}</a>" in page}

    assert names("") == {"VP-MAY-01", "VP-MAY-02", "MÁY-MỚI"}
    assert names("kiem_ke=im") == {"VP-MAY-01"}
    assert names("kiem_ke=chua") == {"MÁY-MỚI"}
    assert names("q=zx-77") == {"VP-MAY-02"}
    assert names("trang_thai=stock") == set()
    # A search within what the list is narrowed to keeps that.
    narrowed = quan.get("/may-tinh/?trang_thai=stock&kiem_ke=im").content.decode()
    assert '<input type="hidden" name="trang_thai" value="stock">' in narrowed
    assert '<input type="hidden" name="kiem_ke" value="im">' in narrowed
    whole = quan.get("/may-tinh/").content.decode()
    assert "3 máy đang dùng, 1 máy đã kiểm kê trong 30 ngày qua" in whole


def test_a_code_is_shown_once_and_revoked(province: Province) -> None:
    quan = province.client("quan")
    empty = quan.post("/may-tinh/ghi-danh/", {"label": ""}).content.decode()
    assert "Ghi mã này dùng cho máy nào" in empty

    made = quan.post("/may-tinh/ghi-danh/", {"label": "Máy ở Văn phòng"})

    row = AgentEnrolment.objects.get()
    assert f"--password={row.prefix}" in made.content.decode()
    later = quan.get("/may-tinh/ghi-danh/").content.decode()
    assert "--password=" not in later
    quan.post(f"/may-tinh/ghi-danh/{row.pk}/thu-hoi/")
    assert "đã thu hồi" in quan.get("/may-tinh/ghi-danh/").content.decode()


def test_two_that_look_alike_are_shown_beside_each_other(province: Province) -> None:
    report(province, fusion(device="cu", serial="", uuid=""), days_ago=3)
    report(province, fusion(device="moi", serial="", uuid="", memory=16384))
    pair, quan = Likeness.objects.get(), province.client("quan")
    # Where one of them went elsewhere, a keeper of one agency sees neither.
    kept = Machine.objects.filter(pk=pair.second_id)
    kept.update(agency=province.commune)
    here = replace(province.seat("quan"), is_central=False)
    with pytest.raises(Http404):
        get_likeness_to_keep(here, pair.pk)
    kept.update(agency=province.committee)
    assert get_likeness_to_keep(here, pair.pk) == pair
    listed = quan.get("/may-tinh/nghi-trung/").content.decode()
    assert "cùng card mạng" in listed
    address = f"/may-tinh/nghi-trung/{pair.pk}/"
    beside = quan.get(address).content.decode()
    assert "16384" in beside
    assert "máy để bàn" in beside

    quan.post(address, {"reason": "Cài lại"}, follow=True)

    assert Machine.objects.filter(merged_into=None).count() == 1
    # The key of the one that went opens the one that stayed.
    page = quan.get(f"/may-tinh/{pair.second_id}/").content.decode()
    assert "Đã gộp vào máy này" in page


def test_a_file_is_loaded_and_its_outcome_told(province: Province) -> None:
    quan = province.client("quan")
    file = SimpleUploadedFile("may.ocs", fusion())

    page = quan.post("/may-tinh/nap/", {"file": file}).content.decode()

    assert "đã nhận" in page
    machine = Machine.objects.get()
    shown = quan.get(f"/may-tinh/{machine.pk}/").content.decode()
    assert "Phần mềm hiện có (3)" in shown
    assert "Bản kiểm kê đầu tiên" in shown
