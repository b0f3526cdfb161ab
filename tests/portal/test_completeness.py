"""Whether a site has what it owes: found by what stands there, and by nothing else."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.law.queries import calendar
from congvu.notices.models import Notice
from congvu.portal.actions import (
    make_sites,
    measure_sections,
    name_editor,
    remind_of_sections,
)
from congvu.portal.indicators import sections_fine
from congvu.portal.models import PlanPage, Publishing, ServicePage
from congvu.portal.queries.meter import judged
from congvu.portal.rules import SectionState
from tests.people import Province
from tests.portal.papers import approved, decided, issue, public
from tests.portal.sections import ABOUT, fill, put, section_of
from tests.scale import day, few_or_all

pytestmark = pytest.mark.django_db

MISSING, STALE = (3, 6, 9), (5, 14)
# Papers come from the office: none was made public in these stories.
NO_PAPERS = {3: SectionState.MISSING}


@pytest.fixture
def sites(province: Province) -> Province:
    call_command("load_law", verbosity=0)
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    return province


def told(people: Province, *more: str) -> dict[str, Any]:
    out = StringIO()
    call_command("portal", "completeness", "--json", *more, stdout=out)
    found = json.loads(out.getvalue())
    return {one["agency_id"]: one for one in found["sites"]}


def wrong(site: dict[str, Any]) -> dict[int, str]:
    return {s["code"]: s["state"] for s in site["sections"] if s["state"] != "fine"}


def states(people: Province, on: date | None = None) -> dict[int, SectionState]:
    (site,) = judged(on or people.today, agencies=[people.commune.id])
    return {one.owed.code: one.state for one in site.sections if not one.is_fine}


def test_three_missing_and_two_stale_are_found_and_no_other(sites: Province) -> None:
    fill(sites.commune.id, sites.today, empty=MISSING, ago={5: 181, 14: 31})

    site = told(sites)[str(sites.commune.id)]
    expected = dict.fromkeys(MISSING, "missing") | dict.fromkeys(STALE, "stale")
    assert wrong(site) == expected
    assert site["owed"] - site["fine"] == len(expected)

    page = sites.client("phuc").get(f"/cong/do-day-du/{sites.commune.id}/")
    shown = {line.verdict.owed.code: line.state for line in page.context["lines"]}
    bad = {code: words for code, words in shown.items() if words != "đủ"}
    names = {"missing": "thiếu", "stale": "lâu chưa cập nhật"}
    assert bad == {code: names[state] for code, state in expected.items()}
    assert page.content.decode().count("lâu chưa cập nhật") >= len(STALE)


@pytest.mark.repeats
@pytest.mark.parametrize("turn", range(few_or_all(2, 20)))
def test_on_either_site_whatever_is_taken_out_or_grows_old_is_found_alone(
    sites: Province, turn: int
) -> None:
    lot = Random(100 * day() + turn)
    agency = (sites.committee.id, sites.commune.id)[turn % 2]
    laid = fill(agency, sites.today)
    before, fresh = of_agency(agency, sites.today)
    codes = sorted(set(laid) & set(fresh) - set(before) - {1, 2})
    chosen = lot.sample(codes, 5)
    for code in chosen[:3]:
        laid[code].delete()
    for code in chosen[3:]:
        put_up = sites.at - timedelta(days=fresh[code] + 1)
        type(laid[code]).objects.filter(pk=laid[code].pk).update(
            first_published_at=put_up, last_published_at=put_up
        )

    missing = dict.fromkeys(chosen[:3], SectionState.MISSING)
    stale = dict.fromkeys(chosen[3:], SectionState.STALE)
    assert of_agency(agency, sites.today)[0] == before | missing | stale


def of_agency(agency: UUID, on: date) -> tuple[dict[int, SectionState], dict[int, int]]:
    """What is not fine, and of what has to be there how many days it stays fresh."""
    (site,) = judged(on, agencies=[agency])
    lines = site.sections
    return {one.owed.code: one.state for one in lines if not one.is_fine}, {
        one.owed.code: one.owed.fresh.days
        for one in lines
        if one.owed.fresh and one.owed.least
    }


@pytest.fixture
def complete(sites: Province) -> Province:
    """The commune's site with something in every section."""
    fill(sites.commune.id, sites.today)
    return sites


def test_a_site_with_everything_lacks_nothing(complete: Province) -> None:
    assert states(complete) == NO_PAPERS


def test_a_plan_that_waits_past_its_day_is_late_and_says_whose_it_is(
    complete: Province,
) -> None:
    parent = section_of(complete.commune.id, 7)
    waiting = PlanPage(
        title="Kế hoạch chưa đăng",
        kind="plan",
        approved_on=complete.today - timedelta(days=40),
        owner_unit=complete.commune_office,
        live=False,
        **ABOUT,
    )
    parent.add_child(instance=waiting)

    assert states(complete)[7] == SectionState.LATE
    (late,) = next(
        s
        for s in told(complete)[str(complete.commune.id)]["sections"]
        if s["code"] == 7
    )["late"]
    assert late["title"] == "Kế hoạch chưa đăng"
    assert late["owner"] == "Văn phòng - Thống kê"
    page = complete.client("phuc").get(f"/cong/do-day-du/{complete.commune.id}/7/")
    shown = page.content.decode()
    assert "Kế hoạch chưa đăng" in shown
    assert f'href="/bien-tap/pages/{waiting.pk}/edit/"' in shown

    PlanPage.objects.filter(pk=waiting.pk).update(approved_on=complete.today)
    assert 7 not in states(complete)
    # A year that was mistyped stops nobody's measure.
    PlanPage.objects.filter(pk=waiting.pk).update(approved_on=date.max)
    assert 7 not in states(complete)


def test_what_the_rule_wants_said_and_is_not_is_named(complete: Province) -> None:
    section = section_of(complete.commune.id, 9)
    put(section, ServicePage(title="Nộp hồ sơ", level="whole", **ABOUT), complete.today)

    assert states(complete) == NO_PAPERS | {9: SectionState.INCOMPLETE}
    page = complete.client("phuc").get(f"/cong/do-day-du/{complete.commune.id}/9/")
    assert "Chưa ghi: địa chỉ." in page.content.decode()


def test_a_page_without_keywords_lacks_metadata(complete: Province) -> None:
    section = section_of(complete.commune.id, 9)
    about = ABOUT | {"keywords": ""}
    link = "https://dichvucong.gov.vn/"
    put(
        section,
        ServicePage(title="Nộp hồ sơ", link=link, level="whole", **about),
        complete.today,
    )
    assert states(complete) == NO_PAPERS | {17: SectionState.INCOMPLETE}


def test_papers_come_from_the_office_and_late_ones_are_told_without_a_word_of_them(
    sites: Province, home: Path
) -> None:
    """One plan is public; of the one that waits only who may read it hears more."""
    public(sites)
    waiting = decided(sites, issue(sites, approved(sites, subject="Chăn nuôi")))
    Publishing.objects.filter(pk=waiting.pk).update(
        due_on=sites.today - timedelta(days=1)
    )
    (site,) = judged(sites.today, agencies=[sites.committee.id])
    papers = site.section(3)
    assert papers is not None
    assert papers.found.count == 1
    assert papers.found.changed_on == sites.today
    assert papers.state == SectionState.LATE
    assert [one.title for one in papers.late] == ["văn bản chờ công khai"]
    assert papers.owed.deadline is not None
    assert papers.owed.deadline.days == 2


def test_a_body_hears_of_what_governs_it_ten_working_days_after(
    sites: Province, home: Path
) -> None:
    """Who issued it owes it on the second day; the commune's own site on the tenth."""
    issue(sites, approved(sites, subject="Chăn nuôi"))
    last = calendar().add_working_days(sites.today, 10)

    def late(on: date) -> list[tuple[str, date, str]]:
        (site,) = judged(on, agencies=[sites.commune.id])
        papers = site.section(3)
        assert papers is not None
        return [(one.title, one.due_on, one.owner) for one in papers.late]

    assert late(last) == []
    assert late(last + timedelta(days=1)) == [
        ("văn bản điều chỉnh cơ quan", last, "Ủy ban nhân dân tỉnh Bắc Kạn")
    ]


def test_a_hundred_sites_ask_no_more_than_one(sites: Province) -> None:
    asked = []
    judged(sites.today)  # the rules of the day are read once
    for agencies in ([sites.commune.id], None):
        with CaptureQueriesContext(connection) as queries:
            judged(sites.today, agencies=agencies)
        asked.append(len(queries))
    assert asked[0] == asked[1] < 25


def test_english_is_owed_where_the_rule_says_so(complete: Province) -> None:
    section_of(complete.commune.id, 2, "en").get_children().delete()

    assert states(complete)[2] == SectionState.INCOMPLETE
    page = complete.client("phuc").get(f"/cong/do-day-du/{complete.commune.id}/")
    assert "chưa có bản tiếng Anh" in page.content.decode()


def test_a_thing_past_its_own_day_of_review_makes_its_section_stale(
    complete: Province,
) -> None:
    yesterday = complete.today - timedelta(days=1)
    ServicePage.objects.update(review_on=complete.today)
    assert 9 not in states(complete)

    ServicePage.objects.update(review_on=yesterday)
    assert states(complete)[9] == SectionState.STALE


def test_who_keeps_the_site_looks_a_section_through_and_it_is_fresh(
    sites: Province,
) -> None:
    fill(sites.commune.id, sites.today, ago={14: 60})
    assert states(sites)[14] == SectionState.STALE
    url = f"/cong/do-day-du/{sites.commune.id}/14/da-xem/"

    assert sites.client("tu").post(url).status_code == 404
    assert sites.client("dung").post(url).status_code == 404
    assert states(sites)[14] == SectionState.STALE

    assert sites.client("phuc").post(url).status_code == 302
    assert 14 not in states(sites)
    event = AuditEvent.objects.get(event="portal.section-looked-through")
    assert event.data["section"] == "Tin tức, sự kiện"


def test_the_rules_are_those_of_the_day(sites: Province) -> None:
    """No rule of 2015 named a commune; the province owed no open data then."""
    day = date(2015, 5, 4)
    (commune,) = judged(day, agencies=[sites.commune.id])
    (province,) = judged(day, agencies=[sites.committee.id])
    assert commune.tally.owed == 0
    owed = {one.owed.code for one in province.sections}
    assert owed >= {1, 2, 4, 5, 6, 7, 8, 9, 12, 13, 14, 17}
    assert not owed & {15, 16}


def test_leaders_see_the_sites_below_and_nobody_those_beside(sites: Province) -> None:
    own, below = sites.committee.id, sites.commune.id
    found = {
        who: {one.site.agency_id for one in page.context["sites"]}
        for who in ("dung", "minh", "phuc")
        if (page := sites.client(who).get("/cong/do-day-du/"))
    }
    assert found == {"dung": {own, below}, "minh": {own}, "phuc": {below}}
    assert sites.client("minh").get(f"/cong/do-day-du/{below}/").status_code == 404
    assert sites.client("quan").get("/cong/do-day-du/").status_code == 404


def test_the_command_says_what_it_does_not_know(sites: Province) -> None:
    with pytest.raises(CommandError, match="Không có trang “nowhere”"):
        told(sites, "--site", "nowhere")
    with pytest.raises(CommandError, match="Ngày viết như"):
        told(sites, "--on", "hôm qua")
    assert list(told(sites, "--site", "xa-yen-duong")) == [str(sites.commune.id)]


# -- written down, told, counted


def test_a_standing_lasts_until_it_changes_and_is_told_once(sites: Province) -> None:
    fill(sites.commune.id, sites.today, empty=(6,))
    day, at = sites.today, sites.at
    begun = measure_sections(on=day - timedelta(days=3), at=at)
    assert begun == sum(len(one.sections) for one in judged(day))
    assert measure_sections(on=day, at=at) == 0
    assert remind_of_sections(at=at) > 0
    told_to = set(
        Notice.objects.filter(
            kind="portal.sections", target_id=sites.commune.id
        ).values_list("desk_id", flat=True)
    )
    phuc = sites.cast["phuc"].post
    assert phuc is not None
    assert told_to == {phuc.id}
    assert remind_of_sections(at=at) == 0

    fill(sites.commune.id, sites.today, empty=tuple(set(range(1, 18)) - {6}))
    assert measure_sections(on=day, at=at) == 2
    assert remind_of_sections(at=at) == 0


def test_posts_named_for_the_site_hear_instead_of_its_leaders(sites: Province) -> None:
    minh = sites.cast["minh"].post
    assert minh is not None
    name_editor(post=minh, by=sites.seat("dung"), at=sites.at)
    measure_sections(on=sites.today, at=sites.at)
    remind_of_sections(at=sites.at)
    rows = Notice.objects.filter(target_id=sites.committee.id)
    assert set(rows.values_list("desk_id", flat=True)) == {minh.id}
    page = sites.client("minh").get("/thong-bao/")
    assert "Mục trên cổng cần bổ sung" in page.content.decode()


def test_the_indicator_counts_each_section_as_it_stood_on_the_last_day(
    sites: Province,
) -> None:
    fill(sites.commune.id, sites.today, ago=dict.fromkeys(range(1, 17), 20))
    measure_sections(on=sites.today - timedelta(days=2), at=sites.at)
    first = sites.today.replace(day=1)
    records = sections_fine(first, sites.today)
    assert sites.today - timedelta(days=1) == _days(records, sites.commune.id)


def _days(records: Any, whose: UUID) -> date:
    with connection.cursor() as cursor:
        cursor.execute(records.sql, records.given)
        rows = cursor.fetchall()
    own = [row for row in rows if row[0] == whose]
    assert sum(row[4] for row in own) == len(own) - len(NO_PAPERS) > 10
    (day,) = {row[1] for row in rows}
    found: date = day
    return found
