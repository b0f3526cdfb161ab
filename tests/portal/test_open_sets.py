"""A division's data set, opened by its leader, taken away by everybody."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites, mend_shelf
from congvu.portal.actions.open_sets import copy_sets
from congvu.portal.models import PublicSet
from congvu.portal.queries import public_file_place
from congvu.registry.models import DataSet
from congvu.registry.rules import Code
from tests.people import Province
from tests.portal.outside import as_the_public_role, outside
from tests.registry.sharing import data_set, opened
from tests.registry.stories import COMMUNES, COOPERATIVES, database, restructure, row

pytestmark = pytest.mark.usefixtures("law")
FIELDS = ["ten", "so", "thanh_vien"]


def _opened(people: Province) -> DataSet:
    make_sites(on=people.today, by=SYSTEM, at=people.at)
    return opened(people, fields=FIELDS)


def _text(client: Client, path: str) -> str:
    answer: Any = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer).decode()


def test_everybody_takes_it_away_with_licence_and_checksum(province: Province) -> None:
    of = _opened(province)
    copy_sets(at=province.at + timedelta(minutes=1))
    with outside(province) as browser, as_the_public_role():
        told = json.loads(_text(browser, "/du-lieu-mo/danh-muc.jsonld"))
        [one] = [s for s in told["dcat:dataset"] if s["dct:title"] == of.title]
        [given] = one["dcat:distribution"]
        path = given["dcat:downloadURL"]["@id"].partition("//")[2].partition("/")[2]
        data = _text(browser, f"/{path}")
        page = _text(browser, f"/du-lieu-mo/bo/{of.pk}/")
        schema = json.loads(_text(browser, f"/du-lieu-mo/{of.pk}.schema.json"))
        listed = _text(browser, "/du-lieu-mo/")
    digest = hashlib.sha256(data.encode()).hexdigest()
    assert given["spdx:checksum"]["spdx:checksumValue"] == digest
    assert given["dct:license"]["@id"].endswith("/licenses/by/4.0/")
    assert one["dct:accrualPeriodicity"]["@id"].endswith("/frequency/MONTHLY")
    assert one["dct:publisher"]["foaf:name"] == "Ủy ban nhân dân tỉnh Bắc Kạn"
    [line] = csv.DictReader(StringIO(data.removeprefix("\ufeff")))
    assert line["ten"] == "'=Hợp tác xã Yến Dương"
    assert set(schema["properties"]) >= set(FIELDS)
    assert digest in page
    assert "CC BY 4.0" in page
    assert str(of.pk) in listed


def test_nothing_is_made_twice_and_changes_come_along(province: Province) -> None:
    of = _opened(province)
    at = province.at + timedelta(minutes=1)
    assert copy_sets(at=at) == 1
    assert copy_sets(at=at + timedelta(minutes=1)) == 0
    first = PublicSet.objects.get().sha256
    row(province, of.database, so="HTX-13", ten="Hợp tác xã Mỹ Phương", at=at)
    assert copy_sets(at=at + timedelta(minutes=2)) == 1
    second = PublicSet.objects.get()
    assert (second.rows, second.sha256 != first) == (2, True)
    assert not public_file_place(first).exists()
    mend_shelf(at=at + timedelta(days=1))
    assert public_file_place(second.sha256).exists()
    public_file_place(second.sha256).unlink()
    assert copy_sets(at=at + timedelta(minutes=3)) == 1
    assert public_file_place(second.sha256).exists()


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("so", {"label": "Mã số hợp tác xã"}),
        ("nganh", {"codes": (Code("NN", "Nông, lâm nghiệp"),)}),
    ],
)
def test_what_is_called_otherwise_is_so_the_same_day(
    province: Province, key: str, given: dict[str, Any]
) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    of = opened(province, fields=[*FIELDS, "nganh"])
    at = province.at + timedelta(minutes=1)
    assert copy_sets(at=at) == 1
    columns = tuple(
        replace(one, **given) if one.key == key else one for one in COOPERATIVES.columns
    )
    table = replace(COOPERATIVES, columns=columns)
    restructure(province, of.database, (COMMUNES, table))
    assert copy_sets(at=at + timedelta(minutes=1)) == 1
    one = PublicSet.objects.get()
    [column] = [one for one in columns if one.key == key]
    assert [key, column.label] in one.columns
    assert one.schema["properties"][key]["title"] == column.label
    if column.codes:
        named = [{"const": "NN", "title": "Nông, lâm nghiệp"}]
        assert one.schema["properties"][key]["oneOf"] == named
    assert copy_sets(at=at + timedelta(minutes=2)) == 0


@pytest.mark.parametrize("way", ["taken down", "withdrawn", "personal", "no more open"])
def test_it_goes_with_its_file(province: Province, way: str) -> None:
    of = _opened(province)
    copy_sets(at=province.at + timedelta(minutes=1))
    digest = PublicSet.objects.get().sha256
    if way == "taken down":
        url = reverse("registry:take-set-down", args=[of.pk])
        assert province.client("dung").post(url).status_code == 302
    elif way == "withdrawn":
        url = reverse("registry:withdraw-set", args=[of.pk])
        province.client("hoa").post(url, {"reason": "Sai số liệu"})
    elif way == "personal":
        columns = [
            replace(one, personal=one.personal or one.key == "so")
            for one in COOPERATIVES.columns
        ]
        table = replace(COOPERATIVES, columns=tuple(columns))
        restructure(province, of.database, (COMMUNES, table))
    else:
        told = {
            "title": of.title,
            "about": of.about,
            "fields_chosen": FIELDS,
            "frequency": "monthly",
            "access": "shared",
            "seen": "1",
        }
        url = reverse("registry:describe-set", args=[of.pk])
        assert province.client("hoa").post(url, told).status_code == 302
    copy_sets(at=province.at + timedelta(minutes=2))
    assert not PublicSet.objects.exists()
    assert not public_file_place(digest).exists()
    with outside(province) as browser, as_the_public_role():
        assert browser.get(f"/du-lieu-mo/bo/{of.pk}/").status_code == 404
        assert browser.get(f"/du-lieu-mo/{of.pk}.csv").status_code == 404


def test_a_column_that_became_personal_is_not_published_with_the_reason(
    province: Province,
) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    found = database(province)
    row(province, found)
    of = data_set(province, found, access="open", fields=FIELDS, licence="cc-by-4.0")
    columns = [
        replace(one, personal=one.personal or one.key in ("so", "thanh_vien"))
        for one in COOPERATIVES.columns
    ]
    table = replace(COOPERATIVES, columns=tuple(columns))
    restructure(province, found, (COMMUNES, table))
    url = reverse("registry:publish-set", args=[of.pk])
    page = province.client("dung").post(url, follow=True).content.decode()
    assert "Trường “Số đăng ký” là dữ liệu cá nhân: không mở được." in page
    assert "Trường “Thành viên” là dữ liệu cá nhân: không mở được." in page
    copy_sets(at=province.at + timedelta(minutes=1))
    assert not PublicSet.objects.exists()
    assert province.client("hoa").post(url).status_code == 404
