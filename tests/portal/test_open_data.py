"""Sections 15 to 17: visits and marks, data to take away, what is kept of things."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites
from congvu.portal.models import SectionPage, SiteVisits
from congvu.portal.rules import SECTIONS
from congvu.portal.rules.metadata import ARTICLES, DRAFTS, TERMS
from tests.people import Province
from tests.portal.outside import as_the_public_role, outside
from tests.portal.sections import fill
from tests.portal.test_drafts import put

pytestmark = pytest.mark.usefixtures("law")
COMMUNE = "/xa-yen-duong/"


@pytest.fixture
def browser(province: Province) -> Iterator[Client]:
    """The commune's site with something in each section that pages fill."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    fill(province.commune.id, province.today)
    with outside(province) as client, as_the_public_role():
        yield client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer).decode()


@pytest.mark.parametrize("before", ["/", COMMUNE])
def test_each_of_the_seventeen_opens_and_says_something(
    browser: Client, before: str
) -> None:
    for section in SECTIONS:
        page = text_of(browser, f"{before}{section.slug}/")
        main = page.partition("<main")[2].partition("</main>")[0]
        words = re.sub(r"<[^>]+>", " ", main).split()
        assert len(words) > 12, section.slug


def test_procedures_and_contacts_are_taken_away_as_data(browser: Client) -> None:
    told = json.loads(text_of(browser, "/du-lieu-mo/thu-tuc.json"))
    [row] = told["items"]
    assert row["title"] == "Đăng ký khai sinh"
    assert "Công chức hộ tịch" in row["steps"]
    assert row["url"].endswith(f"{COMMUNE}thu-tuc-hanh-chinh/dang-ky-khai-sinh/")
    lines = list(
        csv.DictReader(StringIO(text_of(browser, "/du-lieu-mo/danh-ba.csv")[1:]))
    )
    # What a spreadsheet would take for a formula is not one.
    assert lines[0]["phone"] == "0209 3800 100"
    assert "Yến Dương" in lines[0]["site"]
    assert browser.get("/du-lieu-mo/van-ban.csv").status_code == 404


def test_the_catalogue_lists_own_sets_and_those_of_editors(browser: Client) -> None:
    found = json.loads(text_of(browser, "/du-lieu-mo/danh-muc.jsonld"))
    assert found["@type"] == "dcat:Catalog"
    sets = {one["dct:title"]: one for one in found["dcat:dataset"]}
    assert {"Văn bản công khai", "Thủ tục hành chính"} < sets.keys()
    assert len(sets) == 4
    for one in found["dcat:dataset"][:3]:
        for given in one["dcat:distribution"]:
            path = given["dcat:downloadURL"]["@id"].partition("//")[2]
            text_of(browser, "/" + path.partition("/")[2])
    [asked] = found["dcat:service"]
    assert asked["dcat:endpointURL"]["@id"].endswith("/van-ban.json")
    words = text_of(browser, "/du-lieu-mo/danh-muc.ttl")
    assert words.count("a dcat:Dataset") == len(sets)
    assert "a dcat:DataService" in words
    page = text_of(browser, "/du-lieu-mo/")
    assert "/du-lieu-mo/danh-muc.jsonld" in page
    assert "/du-lieu-mo/danh-muc.ttl" in page
    assert "/du-lieu-mo/thu-tuc.csv" in page


def test_the_list_of_metadata_is_what_pages_say_of_themselves(
    browser: Client, province: Province
) -> None:
    told = json.loads(text_of(browser, "/sieu-du-lieu.json"))
    assert [one["name"] for one in told["terms"]] == [
        f"DCTERMS.{term.name}" for term in TERMS
    ]
    page = text_of(browser, f"{COMMUNE}quy-hoach-ke-hoach/ke-hoach-nam/")
    has = set(re.findall(r'name="DCTERMS\.(\w+)"', page))
    assert has == {term.name for term in TERMS if ARTICLES in term.held_by}
    assert "DCTERMS.title" in text_of(browser, "/sieu-du-lieu/")


def test_a_draft_says_of_itself_what_is_listed(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    draft = put(province)
    with outside(province) as client, as_the_public_role():
        page = text_of(client, f"/lay-y-kien/{draft.pk}/")
    has = set(re.findall(r'name="DCTERMS\.(\w+)"', page))
    assert has == {term.name for term in TERMS if DRAFTS in term.held_by}


def test_a_site_shows_how_often_it_was_opened(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    SiteVisits.objects.create(
        site="xa-yen-duong",
        opened=1234,
        day=timezone.localdate(),
        opened_today=56,
        minutes={},
    )
    with outside(province) as client, as_the_public_role():
        page = text_of(client, f"{COMMUNE}danh-gia/")
    assert "1234" in page.replace(".", "")
    assert 'href="/danh-gia/"' in page


def test_the_province_has_in_english_what_strangers_come_for(
    province: Province,
) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    english = SectionPage.objects.filter(locale__language_code="en", depth=3)
    assert set(english.values_list("code", flat=True)) == {1, 2, 5, 14}
    with outside(province) as client, as_the_public_role():
        page = text_of(client, "/en/thu-tuc-hanh-chinh/")
        assert '<html lang="en">' in page
        assert 'href="/thu-tuc-hanh-chinh/"' in page
        body = text_of(client, "/en/to-chuc/")
        assert "<h1>Organisation and leaders" in body
