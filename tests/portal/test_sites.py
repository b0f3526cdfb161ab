"""Sites follow the organisation: made with its bodies, marked when one ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from wagtail.models import Page

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.organisations.models import Agency, AgencyVersion
from congvu.portal.actions import make_sites, mark_ended
from congvu.portal.models import BodyPage, ProvincePage, SectionPage
from congvu.portal.rules import SECTIONS
from tests.people import Province

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
