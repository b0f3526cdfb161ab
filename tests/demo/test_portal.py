"""The demo's portal: something of its own in every section of four sites."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from congvu.portal.models import (
    ContactLine,
    ProcedurePage,
    ProvincePage,
    PublicAlert,
    PublicPage,
    StatisticsPage,
)
from congvu.portal.queries.meter import judged
from congvu.portal.rules import SectionState
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db

FED = {3, 10, 11, 15}
"""What is no page: papers, drafts, questions, ratings."""


def test_four_sites_have_what_they_owe_and_the_others_are_told_they_have_not(
    demo: Demo,
) -> None:
    found = {one.site.slug: one for one in judged(demo.today)}
    for slug in ("vi", "so-khoa-hoc-va-cong-nghe", "so-nong-nghiep-va-moi-truong"):
        wrong = {v.owed.code: v.state for v in found[slug].wrong}
        assert set(wrong) <= FED, (slug, wrong)
    assert {v.owed.code for v in found["xa-ba-be"].wrong} <= FED
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
