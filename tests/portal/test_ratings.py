"""Which board reads what people said: of its own site and answers, of the portal."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import make_sites, send_rating
from congvu.portal.actions.sending import RatingGiven
from congvu.portal.models import BodyPage, PublicQuestion, VisitDay
from congvu.portal.queries.visits import reading_of
from congvu.portal.rules.comments import RatingAbout
from congvu.portal.rules.questions import code_digest
from tests.people import Province
from tests.portal.asked import asked

pytestmark = pytest.mark.usefixtures("law")


def _say(province: Province, about: RatingAbout, words: str, **more: Any) -> None:
    given = RatingGiven(about, is_helpful=False, words=words, **more)
    send_rating(given=given, key=uuid4(), on=province.today)


def test_a_board_reads_of_its_own_alone_the_provinces_of_the_portal(
    province: Province,
) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    commune = BodyPage.objects.get(locale__language_code="vi")
    question = asked(province)
    PublicQuestion.objects.filter(pk=question.pk).update(ended_at=province.at)
    digest = code_digest(question.code)
    _say(province, RatingAbout.SITE, "Khó tìm")
    _say(province, RatingAbout.PAGE, "Thiếu giờ mở cửa", about_page=commune.url)
    _say(province, RatingAbout.PAGE, "Chữ nhỏ", about_page="/tin-tuc/")
    _say(province, RatingAbout.ANSWER, "Chậm", code_digest=digest)
    _say(province, RatingAbout.ANSWER, "Của nơi khác", code_digest="0" * 64)

    said = {"Khó tìm", "Thiếu giờ mở cửa", "Chữ nhỏ", "Chậm", "Của nơi khác"}
    for who, reads in (
        ("ha", said - {"Của nơi khác"}),
        ("phuc", {"Thiếu giờ mở cửa"}),
    ):
        page = province.client(who).get("/cong/danh-gia/").content.decode()
        assert {words for words in said if words in page} == reads, who


def test_a_board_sees_how_much_of_its_own_site_is_read(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    on = province.today
    for path, site, opened in (
        ("/", "", 4),
        ("/tin-tuc/ret-dam/", "", 1200),
        ("/en/tin-tuc/cold/", "", 3),
        ("/xa-yen-duong/thu-tuc-hanh-chinh/khai-sinh/", "xa-yen-duong", 7),
    ):
        VisitDay.objects.create(day=on, path=path, site=site, opened=opened)
    page = province.client("ha").get("/cong/danh-gia/").content.decode()
    assert "/tin-tuc/ret-dam/" in page
    assert "1.203" in page, "both languages are one section"
    assert "khai-sinh" not in page

    told = reading_of(province.commune.id, province.at)
    assert [(one.code, one.opened) for one in told.sections] == [(5, 7)]
