"""Sites follow the organisation: made with its bodies, marked when one ends."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf.locale import LANG_INFO
from django.core.management import call_command
from wagtail.models import Page

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.lib.ids import uuid7
from congvu.organisations.models import Agency, AgencyVersion
from congvu.portal.actions import make_sites, mark_ended
from congvu.portal.apps import language_info
from congvu.portal.models import ArticlePage, BodyPage, ProvincePage, SectionPage
from congvu.portal.rules import SECTIONS, TREES
from tests.people import Province
from tests.portal.outside import outside

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    return [page.specific.url for page in Page.objects.filter(depth__gt=1)]


def test_the_province_and_its_commune_get_a_site_each(province: Province) -> None:
    made = make_sites(on=province.today, by=SYSTEM, at=province.at)

    assert made == 2
    found = set(addresses())
    assert {
        "/",
        "/en/",
        "/tin-tuc/",
        "/xa-yen-duong/",
        "/xa-yen-duong/bo-may/",
    } <= found
    assert "/en/xa-yen-duong/lanh-dao/" in found
    home = ProvincePage.objects.get(locale__language_code="vi")
    assert home.agency == province.committee
    assert home.get_children().type(SectionPage).count() == len(SECTIONS)
    assert Page.find_problems() == ([], [], [], [], [])
    event = AuditEvent.objects.get(event="portal.sites-made")
    assert event.data == {"sites": 2}


def test_who_asks_for_sites_is_told_what_is_lacking(province: Province) -> None:
    def said() -> str:
        out = StringIO()
        call_command("portal", "sites", stdout=out)
        return out.getvalue()

    bodies = Agency.objects.filter(pk=province.committee.id)
    bodies.update(kind="other")
    assert "cổng cần một cơ quan cấp tỉnh" in said()
    bodies.update(kind="province")
    told = said()
    assert "Lập 2 trang" in told
    assert "cấp tỉnh" not in told


def test_made_again_nothing_changes(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    before = addresses()

    assert make_sites(on=province.today, by=SYSTEM, at=province.at) == 0
    assert addresses() == before


def test_a_page_that_is_added_later_finds_its_place(province: Province) -> None:
    """What was laid down in one go is a tree to Wagtail, too."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    body = BodyPage.objects.get(locale__language_code="vi")

    body.add_child(
        instance=SectionPage(title="x", slug="x", code=1, locale=body.locale)
    )

    assert Page.find_problems() == ([], [], [], [], [])
    assert body.get_children().count() == len(SECTIONS) + 1


def test_each_page_has_its_english_counterpart(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    english = SectionPage.objects.filter(locale__language_code="en")

    assert english.count() == 6
    for page in english:
        assert page.get_translations().count() == 1
        assert page.title.isascii()


def test_a_body_renamed_by_a_reform_is_renamed_on_its_sites(
    province: Province, public: Any
) -> None:
    """Its address stays, whatever the editors saved meanwhile."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    tomorrow, name = province.today + timedelta(days=1), "Ủy ban nhân dân xã Ba Bể"
    version = AgencyVersion.objects.get(agency=province.commune)
    AgencyVersion.objects.filter(pk=version.pk).update(valid_until=tomorrow)
    version.pk, version.name, version.valid_from = uuid7(), name, tomorrow
    version.save(force_insert=True)

    def titles() -> set[tuple[str, str]]:
        return set(BodyPage.objects.values_list("title", "draft_title"))

    old = titles()
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    assert titles() == old
    assert make_sites(on=tomorrow, by=SYSTEM, at=province.at) == 0
    assert titles() == {(name, name)}
    with public() as reader:
        for path in ("/xa-yen-duong/", "/en/xa-yen-duong/"):
            assert name in reader.get(path).content.decode()


def test_a_body_that_ended_keeps_its_site_with_a_notice(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    tomorrow = province.today + timedelta(days=1)
    for model, field in ((Agency, "pk"), (AgencyVersion, "agency")):
        rows = model.objects.filter(**{field: province.commune.pk})
        rows.update(valid_until=tomorrow)

    assert mark_ended(on=province.today, by=SYSTEM, at=province.at) == 0
    assert mark_ended(on=tomorrow, by=SYSTEM, at=province.at) == 2
    assert mark_ended(on=tomorrow, by=SYSTEM, at=province.at) == 0
    site = BodyPage.objects.get(locale__language_code="vi")
    assert (site.live, site.ended_on) == (True, tomorrow)


def test_a_language_of_the_office_s_own_is_a_tree_beside_the_others(
    province: Province, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named in the settings of an office that has its sites already; a page written
    in it is read at its address, and led to from the Vietnamese one."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    named = [("vi", "Tiếng Việt"), ("en", "English"), ("tyz", "Tày")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = named
    monkeypatch.setitem(TREES, "tyz", "tyz")
    monkeypatch.setitem(LANG_INFO, "tyz", language_info("tyz", "Tày"))

    made = make_sites(on=province.today, by=SYSTEM, at=province.at)
    assert made == 2  # the province's and the commune's
    assert make_sites(on=province.today, by=SYSTEM, at=province.at) == 0
    assert Page.find_problems() == ([], [], [], [], [])
    home = ProvincePage.objects.get(locale__language_code="tyz")
    vi = ProvincePage.objects.get(locale__language_code="vi")
    assert home.translation_key == vi.translation_key
    news = SectionPage.objects.child_of(home).get(code=14)
    article = ArticlePage(
        title="Cần mừa", summary="Pửa nẩy", personal_data="none", locale=home.locale
    )
    news.add_child(instance=article)
    with outside(province) as reader:
        shown = reader.get("/tyz/tin-tuc/can-mua/")
        assert shown.status_code == 200
        assert '<html lang="tyz"' in shown.content.decode()
        assert 'href="/tyz/"' in reader.get("/").content.decode()
        assert reader.get("/tyz/to-chuc/").status_code == 200
    ha = province.client("ha").get(f"/bien-tap/pages/{news.pk}/")
    assert "Cần mừa" in ha.content.decode()
