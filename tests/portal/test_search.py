"""What the public finds: title before number before body, the same accents first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.rules import SYSTEM
from congvu.portal.actions import drop_row, index_pages, make_sites, put_row
from congvu.portal.models import ArticlePage, SearchRow, SectionPage
from congvu.portal.queries import find_public
from congvu.portal.queries.finding import MOST_PAGES
from congvu.portal.rules import excerpt, marked
from tests.people import Province
from tests.portal.sections import GOOD, put, section_of

ROWS = (
    ("a", "Quy chế tiếp công dân", "12/QĐ-UBND", "Nội quy phòng tiếp."),
    ("b", "Kế hoạch trồng rừng", "45/KH-UBND", "Mời công dân xã Ba Bể tiếp sức."),
    ("c", "Lịch tiếp công dân tháng 12", "7/TB-UBND", "Chủ tịch tiếp."),
    ("d", "Thông báo về đường liên thôn", "45/TB-UBND", "Đường Nà Làng sạt lở."),
    ("e", "Thông báo về dương lịch", "46/TB-UBND", "Năm dương lịch."),
)


@pytest.fixture
def rows(db: None) -> None:
    for n, (source, title, number, body) in enumerate(ROWS):
        put_row(
            kind="van-ban",
            source=source,
            title=title,
            number=number,
            body=body,
            url=f"/{source}/",
            day=date(2026, 11, 1 + n),
        )


def _found(question: str) -> list[str]:
    return [hit.url.strip("/") for hit in find_public(question).hits]


@pytest.mark.usefixtures("rows")
def test_what_is_taken_down_while_it_is_looked_for_is_left_out() -> None:
    """Found by the first question to the database, gone before the last one."""

    def before_the_last(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if sql.startswith('SELECT "portal_searchrow"."id"'):
            SearchRow.objects.filter(url="/a/").delete()
        return execute(sql, *given)

    with connection.execute_wrapper(before_the_last):
        assert _found("tiep cong dan") == ["c", "b"]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("question", "urls"),
    [
        ("tiep cong dan", ["c", "a", "b"]),
        ("TIẾP CÔNG DÂN", ["c", "a", "b"]),
        ("45/KH-UBND", ["b"]),
        ("45", ["d", "b"]),
        ("đường", ["d", "e"]),
        ("duong", ["e", "d"]),
        ("sạt lở nà làng", ["d"]),
        ("không có gì như thế", []),
        ("'; DROP TABLE & | ! (", []),
        ("   ", []),
    ],
)
def test_what_comes_in_which_order(question: str, urls: list[str]) -> None:
    assert _found(question) == urls


@pytest.mark.usefixtures("rows")
def test_what_was_looked_for_stands_out_with_its_accents() -> None:
    [hit] = find_public("sat lo").hits

    assert [p.text for p in hit.text if p.marked] == ["sạt", "lở"]
    assert "".join(p.text for p in hit.text) == "Đường Nà Làng sạt lở."


@pytest.mark.usefixtures("rows")
def test_a_row_goes_and_comes_anew() -> None:
    drop_row("van-ban", "d")
    assert _found("nà làng") == []
    put_row(
        kind="bai-viet", source="x", title="Nà Làng", url="/x/", day=date(2026, 1, 1)
    )

    assert find_public("na lang", kind="bai-viet").total == 1
    assert find_public("na lang", kind="van-ban").total == 0


@given(
    st.text("aăbcđ 1.\n", max_size=300),
    st.lists(st.text("aăbcđ", min_size=1), max_size=4),
)
def test_marks_lose_no_letter(text: str, words: list[str]) -> None:
    assert "".join(piece.text for piece in marked(text, words)) == text
    assert len(excerpt(text, words)) < 300


def test_an_article_is_found_while_it_is_published(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    news = SectionPage.objects.get(url_path="/vi/tin-tuc/")
    article = ArticlePage(
        title="Lễ hội Lồng Tồng ở Ba Bể",
        summary="Mở hội ngày mùng mười tháng Giêng.",
        body=[("paragraph", "<p>Thi đua thuyền <b>độc mộc</b> trên hồ.</p>")],
        personal_data="none",
    )
    news.add_child(instance=article)
    article.save_revision().publish()

    assert index_pages() == (1, 0)
    assert index_pages() == (0, 0)
    [hit] = find_public("doc moc").hits
    assert (hit.kind, hit.url) == ("bai-viet", article.url)
    article.title = "Lễ hội Lồng Tồng lùi một tuần"
    article.save_revision().publish()
    assert index_pages() == (1, 0)
    assert find_public("lùi một tuần").total == 1
    article.unpublish()
    assert index_pages() == (0, 1)
    assert find_public("doc moc").total == 0


def test_who_is_asked_is_found_by_name(province: Province) -> None:
    """What stands in the lines of a page is read, too."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    page = put(section_of(province.commune.id, 2), GOOD[2](), province.today)

    index_pages()

    [hit] = find_public("dang van phuc").hits
    assert hit.url == page.url
    # A row made before that, as an older version left it, is made anew when asked.
    SearchRow.objects.update(body="", words_body="")
    assert index_pages() == (0, 0)
    assert find_public("dang van phuc").total == 0
    call_command("portal", "reindex", stdout=StringIO())
    assert find_public("dang van phuc").total == 1


@pytest.mark.django_db
def test_however_far_one_turns_a_bounded_list_is_weighed() -> None:
    """Of words that stand everywhere the newest are weighed; the last page costs as
    much as the first, each is on one page, and beyond the last there is none.
    """
    SearchRow.objects.bulk_create(
        SearchRow(
            kind="bai-viet",
            source=f"bai-viet:{n}",
            title=f"Tin số {n}",
            url=f"/tin/{n}/",
            day=date(2026, 1, 1) + timedelta(days=n // 4),
            words_title=f"tin so {n}",
            words_body="thong bao",
        )
        for n in range(1_200)
    )

    def asked(page: int) -> tuple[list[str], int, int]:
        with CaptureQueriesContext(connection) as caught:
            found = find_public("thông báo", page=page)
        assert found.is_more or not found.hits
        return [hit.url for hit in found.hits], found.total, len(caught)

    pages = [asked(page) for page in range(MOST_PAGES)]
    assert {queries for _urls, _total, queries in pages} == {3}
    assert {total for _urls, total, _queries in pages} == {501}
    urls = [url for found, _total, _queries in pages for url in found]
    assert len(urls) == len(set(urls)) == 300
    assert urls[0] == "/tin/1199/"
    assert asked(MOST_PAGES) == ([], 0, 0)
