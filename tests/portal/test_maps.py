"""What machines read along: the map of the site, feeds, what robots leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites
from congvu.portal.models import ArticlePage, OpenDraft, ProvincePage
from tests.people import Province
from tests.portal.outside import ROLE, as_the_public_role, outside
from tests.portal.papers import public
from tests.portal.test_drafts import put
from tests.portal.test_pages import article

pytestmark = pytest.mark.usefixtures("law", "home")


@pytest.fixture
def told(province: Province) -> dict[str, str]:
    """A paper, an article, one not out, a draft, one of tomorrow; their addresses."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    site = ProvincePage.objects.get(locale__language_code="vi")
    paper, draft = public(province), put(province)
    opens = province.today + timedelta(days=1)
    waiting = put(province, opens_on=opens, closes_on=opens + timedelta(days=30))
    live = article(site, "Rét đậm từ ngày mai")
    article(site, "Chưa duyệt", live=False)
    return {
        "paper": f"/van-ban/{paper.pk}/",
        "draft": f"/lay-y-kien/{draft.pk}/",
        "waiting": f"/lay-y-kien/{waiting.pk}/",
        "article": live.url,
        "hidden": ArticlePage.objects.get(live=False).url,
    }


@pytest.fixture
def browser(province: Province, told: dict[str, str]) -> Iterator[Client]:
    with outside(province) as client, as_the_public_role():
        yield client


def places(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return [
        (one.text or "").partition("//")[2].partition("/")[2]
        for one in ElementTree.fromstring(answer.content).iter()
        if one.tag.endswith("loc")
    ]


def test_the_map_has_each_page_paper_and_draft_that_is_out(
    browser: Client, told: dict[str, str]
) -> None:
    parts = places(browser, "/sitemap.xml")
    found = {f"/{one}" for part in parts for one in places(browser, f"/{part}")}

    assert {told["paper"], told["draft"], told["article"], "/", "/en/"} <= found
    assert "/xa-yen-duong/thu-tuc-hanh-chinh/" in found
    assert not {told["hidden"], told["waiting"]} & found
    assert browser.get("/sitemap-trang-7.xml").status_code == 404
    assert browser.get("/sitemap-gi-do-0.xml").status_code == 404
    assert browser.get("/sitemap-van-ban-1.xml").status_code == 404
    beyond = f"/sitemap-van-ban-{UUID(int=2**128 - 1)}.xml"
    assert browser.get(beyond).status_code == 404
    assert "/sitemap.xml" in browser.get("/robots.txt").content.decode()


def test_a_map_in_many_parts_has_each_draft_once_whatever_goes(
    browser: Client,
    province: Province,
    told: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Parts begin at keys: an earlier draft that goes hides none of the later ones."""

    def asked(path: str) -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as queries:
            return places(browser, path), len(queries)

    def whole() -> tuple[list[str], list[str]]:
        parts = [p for p in places(browser, "/sitemap.xml") if "lay-y-kien" in p]
        return parts, [one for part in parts for one in places(browser, f"/{part}")]

    _parts, few = asked("/sitemap.xml")
    [only], _found = whole()
    _places, few_in_part = asked(f"/{only}")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        drafts = [put(province) for _number in range(4)]
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    monkeypatch.setattr("congvu.portal.queries.mapped.MAP_SIZE", 2)

    parts, found = whole()
    assert len(parts) == 3
    assert len(found) == len(set(found)) == 5
    assert asked("/sitemap.xml")[1] == few
    assert asked(f"/{parts[-1]}")[1] == few_in_part

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        OpenDraft.objects.filter(pk=drafts[0].pk).update(
            withdrawn_at=timezone.now(), withdrawn_because="Lập lại"
        )
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    # Whoever read the list of parts before still finds the rest.
    still = {one for part in parts for one in places(browser, f"/{part}")}
    assert still == set(found) - {f"lay-y-kien/{drafts[0].pk}/"}
    assert sorted(whole()[1]) == sorted(set(found) - {f"lay-y-kien/{drafts[0].pk}/"})


@pytest.mark.parametrize(
    ("path", "has", "has_not"),
    [
        ("/", ["Rét đậm", "Trồng rừng"], ["Chưa duyệt"]),
        ("/tin-tuc/", ["Rét đậm"], ["Trồng rừng", "Chưa duyệt"]),
        ("/van-ban/", ["Trồng rừng"], ["Rét đậm"]),
        ("/lay-y-kien/", ["/lay-y-kien/"], ["Rét đậm"]),
        # The plan was sent to the commune.
        ("/xa-yen-duong/", ["Trồng rừng"], ["Rét đậm"]),
    ],
)
def test_each_site_and_section_tells_what_is_new(
    browser: Client, path: str, has: list[str], has_not: list[str]
) -> None:
    for kind, entry in (("atom", "entry"), ("rss", "item")):
        answer = browser.get(f"{path}tin-moi.{kind}")
        text = answer.content.decode()
        tree = ElementTree.fromstring(answer.content)
        entries = [one for one in tree.iter() if one.tag.endswith(entry)]
        assert bool(entries) == bool(has)
        assert all(words in text for words in has)
        assert not any(words in text for words in has_not)
    assert f"{path}tin-moi.atom" in browser.get(path).content.decode()


def test_a_page_that_is_no_list_has_no_feed(
    browser: Client, told: dict[str, str]
) -> None:
    assert browser.get(f"{told['article']}tin-moi.atom").status_code == 404


def test_a_draft_is_described_and_kept_as_a_file(
    browser: Client, told: dict[str, str]
) -> None:
    page = browser.get(told["draft"]).content.decode()
    assert 'name="DCTERMS.title"' in page
    assert 'typeof="CreativeWork"' in page
    kept = browser.get(f"{told['draft']}luu/")
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert "<link" not in kept.content.decode()
    assert timezone.localdate().strftime("%Y") in kept.content.decode()
