"""The demo's portal: something of its own in every section of five sites."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from congvu.portal.models import (
    ContactLine,
    PortalImage,
    ProcedurePage,
    ProvincePage,
    PublicAlert,
    PublicDocument,
    PublicPage,
    StatisticsPage,
)
from congvu.portal.queries import public_file_place
from congvu.portal.queries.media import is_shown
from congvu.portal.queries.meter import judged
from congvu.portal.rules import PICTURE_WIDTHS, SectionState, Validity
from congvu.registry.queries import public_sets
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db

FED = {3, 10, 11, 15}
"""What is no page: papers, drafts, questions, ratings."""


def test_five_sites_have_what_they_owe_and_the_others_are_told_they_have_not(
    demo: Demo,
) -> None:
    found = {one.site.slug: one for one in judged(demo.today)}
    for slug in ("vi", "so-khoa-hoc-va-cong-nghe", "so-nong-nghiep-va-moi-truong"):
        wrong = {v.owed.code: v.state for v in found[slug].wrong}
        assert set(wrong) <= FED, (slug, wrong)
    for slug in ("xa-ba-be", "phuong-bac-kan"):
        assert {v.owed.code for v in found[slug].wrong} <= FED, slug
    assert len(found) > 50
    rest = found["xa-dong-phuc"]
    assert rest.tally.states[SectionState.MISSING] > 8


def test_who_leads_and_who_does_a_step_is_said_by_name_and_post(demo: Demo) -> None:
    named = set(ContactLine.objects.values_list("full_name", flat=True))
    assert {"Lường Tiến Dũng", "Dương Trung Kiên", "Hoàng Văn Thưởng"} <= named
    for page in ProcedurePage.objects.all():
        steps = list(page.steps.all())
        assert len(steps) >= 3
        assert all(step.person for step in steps)


def test_pages_laid_down_set_by_set_are_pages_like_others(demo: Demo) -> None:
    home = ProvincePage.objects.get(locale__language_code="vi")
    assert Page.find_problems() == ([], [], [], [], [])
    pages: list[PublicPage] = list(home.get_descendants().type(PublicPage).specific())
    assert len(pages) > 50
    for page in pages:
        page.full_clean()
        assert page.lacks == page.lacking()
    assert all(row.file.file_size for row in StatisticsPage.objects.all())


def test_a_warning_stands_on_top_and_leads_to_what_to_do(demo: Demo) -> None:
    alert = PublicAlert.objects.get()
    assert alert.link is not None
    assert alert.begins_at < alert.ends_at


def test_papers_of_many_kinds_bodies_and_states_are_read(demo: Demo) -> None:
    """Those with a file have it on the shelf; the rest say what became of them."""
    papers = list(PublicDocument.objects.all())
    assert len(papers) > 25
    assert len({one.type_code for one in papers}) >= 5
    assert len({one.agency_id for one in papers}) >= 10
    states = {Validity(one.validity) for one in papers}
    assert states >= {
        Validity.VALID,
        Validity.AMENDED,
        Validity.REPLACED,
        Validity.EXPIRED,
        Validity.RECALLED,
        Validity.WITHDRAWN,
    }
    for one in papers:
        assert bool(one.notice) == (one.validity != Validity.VALID), one.symbol
        if one.file_sha256:
            assert public_file_place(one.file_sha256).exists(), one.symbol


def test_drawn_pictures_have_their_sizes(demo: Demo) -> None:
    """The public process draws none."""
    pictures = PortalImage.objects.all()
    assert {one.title for one in pictures} == {"lake.jpg", "fields.jpg", "bridge.jpg"}
    for one in pictures:
        assert one.renditions.count() == len(PICTURE_WIDTHS)
        assert all(is_shown(size.file.name) for size in one.renditions.all())
    assert all(is_shown(row.file.file.name) for row in StatisticsPage.objects.all())


def test_the_chairman_opened_the_cooperatives_to_everybody(demo: Demo) -> None:
    [opened] = public_sets()
    assert opened.title == "Hợp tác xã đang hoạt động"
    assert opened.published_by
