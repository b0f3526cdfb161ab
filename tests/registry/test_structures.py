"""Hoa builds a database by forms alone; a change of it loses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congvu.registry.models import Database, Structure
from congvu.registry.queries import current_structure
from tests.people import Province
from tests.registry.stories import COMMUNES, COOPERATIVES, TABLES, database, row
from tests.registry.stories import restructure as change_to

pytestmark = pytest.mark.django_db


def _mark(client: Client, url: str) -> str:
    page = client.get(url).content.decode()
    return page.split('name="seen" value="')[1].split('"')[0]


def _send(client: Client, name: str, *args: Any, **given: Any) -> Any:
    url = reverse(f"registry:{name}", args=args)
    return client.post(url, {"seen": _mark(client, url), **given})


def test_hoa_builds_a_database_without_code(province: Province) -> None:
    hoa = province.client("hoa")
    made = {"name": "Trường học", "about": "Theo dõi trường học"}
    wrong = hoa.post(reverse("registry:make"), {"name": "", "about": ""})
    assert wrong.status_code == 422
    hoa.post(reverse("registry:make"), {**made, "unit_id": str(province.division.pk)})
    found = Database.objects.get()
    _send(hoa, "add-table", found.pk, label="Trường học")
    table = (found.pk, "truong_hoc")
    _send(hoa, "add-column", *table, label="Tên trường", kind="text", required="on")
    codes = "MN | Mầm non\nTH | Tiểu học | 01/01/2000 | 01/07/2030"
    _send(hoa, "add-column", *table, label="Cấp học", kind="code", codes=codes)
    refused = _send(
        hoa, "add-column", *table, label="Hạng", kind="code", codes="một dòng lạ"
    )
    assert "Dòng 1 của danh mục chưa đúng" in refused.content.decode()
    assert current_structure(found) is None
    page = hoa.get(reverse("registry:structure", args=[found.pk])).content.decode()
    assert "Đang soạn, chưa áp dụng" in page
    _send(hoa, "apply", found.pk, reason="Lập lần đầu")
    current = current_structure(found)
    assert current is not None
    (built,) = current.tables
    assert [one.key for one in built.columns] == ["ten_truong", "cap_hoc"]
    assert [one.code for one in built.columns[1].codes] == ["MN", "TH"]
    assert "Mầm non" in (
        province.client("minh")
        .get(reverse("registry:enter", args=table))
        .content.decode()
    )


def test_two_at_once_the_second_is_told_and_loses_nothing(province: Province) -> None:
    found = database(province)
    hoa, ha = province.client("hoa"), province.client("ha")
    url = reverse("registry:add-table", args=[found.pk])
    seen = _mark(ha, url)
    _send(hoa, "add-table", found.pk, label="Thành viên")
    late = ha.post(url, {"label": "Máy móc", "seen": seen})
    assert late.status_code == 422
    page = late.content.decode()
    assert "Người khác vừa đổi cấu trúc" in page
    assert 'value="Máy móc"' in page
    fresh = page.split('name="seen" value="')[1].split('"')[0]
    assert ha.post(url, {"label": "Máy móc", "seen": fresh}).status_code == 302
    keys = [one.key for one in Structure.objects.latest("number").tables]
    assert keys == ["xa", "htx", "thanh_vien", "may_moc"]


def test_a_column_left_out_stays_readable_in_the_rows_that_have_it(
    province: Province,
) -> None:
    found = database(province)
    made = row(province, found)
    hoa = province.client("hoa")
    url = reverse("registry:column", args=[found.pk, "htx", "von"])
    hoa.post(url, {"seen": _mark(hoa, url), "do": "drop"})
    page = hoa.get(reverse("registry:structure", args=[found.pk])).content.decode()
    assert "bỏ trường: Vốn điều lệ" in page
    _send(hoa, "apply", found.pk, reason="Không theo dõi vốn nữa")
    listed = hoa.get(reverse("registry:database", args=[found.pk]), {"bang": "htx"})
    assert "Vốn điều lệ" not in listed.content.decode()
    shown = hoa.get(reverse("registry:row", args=[found.pk, made.row]))
    assert "1.200.000.000" in shown.content.decode()
    again = _send(hoa, "add-column", found.pk, "htx", label="Vốn", kind="text")
    assert again.status_code == 302
    made_key = Structure.objects.latest("number").tables[1].columns[-1].key
    assert made_key == "von_2"


def test_what_is_prepared_is_shown_to_who_prepares_it_and_can_be_given_up(
    province: Province,
) -> None:
    found = database(province)
    hoa, url = province.client("hoa"), reverse("registry:structure", args=[found.pk])
    _send(hoa, "table", found.pk, "xa", label="Xã, phường")
    assert "Xã, phường" in hoa.get(url).content.decode()
    assert "Xã, phường" not in province.client("lan").get(url).content.decode()
    hoa.post(reverse("registry:discard", args=[found.pk]))
    assert "Xã, phường" not in hoa.get(url).content.decode()
    refused = _send(hoa, "apply", found.pk, reason="Thử")
    assert "không khác cấu trúc cũ" in refused.content.decode()


def test_the_history_tells_what_each_structure_changed(province: Province) -> None:
    found = database(province)
    change_to(province, found, (replace(COMMUNES, label="Xã, phường"), COOPERATIVES))
    page = province.client("lan").get(reverse("registry:structure", args=[found.pk]))
    words = page.content.decode()
    assert "đổi tên bảng: Xã, phường" in words
    assert "thêm bảng: Hợp tác xã" in words


def test_minh_may_neither_build_nor_apply(province: Province) -> None:
    found = database(province, TABLES)
    minh = province.client("minh")
    for name, args in (
        ("make", ()),
        ("describe", (found.pk,)),
        ("add-table", (found.pk,)),
        ("apply", (found.pk,)),
    ):
        url = reverse(f"registry:{name}", args=args)
        assert minh.get(url).status_code == 404
