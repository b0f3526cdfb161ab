"""What everybody sees, drawn by a role that can read nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone
from modelcluster.fields import ParentalKey
from PIL import Image
from wagtail.models import Page

from congvu.audit.rules import SYSTEM
from congvu.config.portal_rights import PORTAL_RIGHTS
from congvu.portal.actions import draw_pictures, make_sites
from congvu.portal.jobs import pictures
from congvu.portal.models import (
    ArticlePage,
    BodyPage,
    ContactLine,
    ContactsPage,
    PortalFile,
    PortalImage,
    ProvincePage,
    PublicAlert,
    SectionPage,
)
from congvu.portal.rules import LOOKS, PICTURE_WIDTHS
from tests.people import Province

pytestmark = pytest.mark.django_db
Public = Callable[[], AbstractContextManager[Client]]


@pytest.fixture
def site(province: Province) -> ProvincePage:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    found: ProvincePage = ProvincePage.objects.get(locale__language_code="vi")
    return found


def section(site: ProvincePage | BodyPage, code: int = 14) -> SectionPage:
    found: SectionPage = SectionPage.objects.child_of(site).get(code=code)
    return found


def article(site: ProvincePage | BodyPage, title: str, **more: object) -> ArticlePage:
    page = ArticlePage(
        title=title,
        summary="Giữ ấm cho người già và trẻ nhỏ.",
        body=[("paragraph", "<p>Che chắn <b>chuồng trại</b>.</p>")],
        personal_data="none",
        locale=site.locale,
        **{"first_published_at": timezone.now()} | more,
    )
    section(site).add_child(instance=page)
    return page


def test_the_first_page_shows_the_site_and_its_news(
    site: ProvincePage, public: Public
) -> None:
    article(site, "Rét đậm từ ngày mai")
    with public() as client:
        answer = client.get("/")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Cổng thông tin điện tử tỉnh Bắc Kạn" in text
    assert "Rét đậm từ ngày mai" in text
    assert '<html lang="vi">' in text
    assert len(answer.content) < 12_000


def test_an_article_says_what_it_is(site: ProvincePage, public: Public) -> None:
    page = article(site, "Rét đậm", slug="ret-dam", author="Ban biên tập")
    with public() as client:
        text = client.get("/tin-tuc/ret-dam/").content.decode()
        kept = client.get("/luu/tin-tuc/ret-dam/")

    assert "<b>chuồng trại</b>" in text
    for name, value in (
        ("title", "Rét đậm"),
        ("creator", "Ban biên tập"),
        ("language", "vi"),
        ("identifier", page.url),
    ):
        assert f'<meta name="DCTERMS.{name}" content="{value}">' in text
    assert kept.headers["Content-Disposition"] == 'attachment; filename="ret-dam.html"'
    assert kept.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "/tin-tuc/ret-dam/" in kept.content.decode()


def test_a_draft_is_not_there(site: ProvincePage, public: Public) -> None:
    article(site, "Chưa duyệt", slug="chua-duyet", live=False)
    with public() as client:
        assert client.get("/tin-tuc/chua-duyet/").status_code == 404
        assert "Chưa duyệt" not in client.get("/tin-tuc/").content.decode()
        assert "Chưa duyệt" not in client.get("/").content.decode()


def test_what_is_not_found_is_told_in_the_portals_clothes(
    site: ProvincePage, public: Public
) -> None:
    with public() as client:
        answer = client.get("/khong-co/")

    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()
    assert 'action="/tim-kiem/"' in answer.content.decode()


def test_every_answer_forbids_what_no_page_needs(
    site: ProvincePage, public: Public
) -> None:
    with public() as client:
        client.cookies["congvu_session"] = "x" * 32
        answer = client.get("/")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert not answer.cookies  # nobody is known here, and nobody is remembered


@pytest.mark.parametrize("path", ["/dang-nhap/", "/bien-tap/", "/viec/", "/api/v1/"])
def test_nothing_of_the_office_is_here(
    site: ProvincePage, public: Public, path: str
) -> None:
    with public() as client:
        assert client.get(path).status_code == 404


def test_a_warning_stands_on_every_site_while_it_lasts(
    site: ProvincePage, public: Public
) -> None:
    now = timezone.now()
    for words, begins, ends in (
        ("Rét đậm từ 28/11", -1, 1),
        ("Lũ quét hôm qua", -3, -2),
        ("Rét hại tuần sau", 2, 3),
    ):
        PublicAlert.objects.create(
            page=site,
            words=words,
            begins_at=now + timedelta(days=begins),
            ends_at=now + timedelta(days=ends),
        )
    with public() as client:
        for path in ("/", "/xa-yen-duong/", "/xa-yen-duong/bo-may/"):
            text = client.get(path).content.decode()
            assert "Rét đậm từ 28/11" in text
            assert "Lũ quét" not in text
            assert "Rét hại" not in text


def test_a_warning_is_read_in_every_language(
    site: ProvincePage, public: Public
) -> None:
    """In Vietnamese and marked so, until somebody says it in English."""
    now = timezone.now()
    english = ProvincePage.objects.get(locale__language_code="en")

    def warn(page: ProvincePage | BodyPage, words: str) -> None:
        day = timedelta(days=1)
        PublicAlert.objects.create(
            page=page, words=words, begins_at=now - day, ends_at=now + day
        )

    warn(site, "Lũ quét đêm nay")
    warn(BodyPage.objects.child_of(site).get(), "Sạt lở đường 258")
    marked = '<span lang="vi"><b>Lũ quét đêm nay</b>'
    with public() as client:
        for path in ("/en/", "/en/xa-yen-duong/lanh-dao/"):
            text = client.get(path).content.decode()
            assert marked in text
            assert ("Sạt lở đường 258" in text) == ("yen-duong" in path)
        assert "<span><b>Lũ quét đêm nay</b>" in client.get("/").content.decode()
    warn(english, "Flash flood tonight")
    with public() as client:
        text = client.get("/en/xa-yen-duong/").content.decode()
        assert "<span><b>Flash flood tonight</b>" in text
        assert '<span lang="vi"><b>Sạt lở đường 258</b>' in text
        assert "Lũ quét" not in text
        assert "Flash flood" not in client.get("/").content.decode()


def test_a_warning_stays_when_the_page_it_leads_to_is_taken_down(
    site: ProvincePage, public: Public
) -> None:
    page, now = article(site, "Việc cần làm khi lũ về"), timezone.now()
    PublicAlert.objects.create(
        page=site,
        words="Lũ quét đêm nay",
        link=page,
        begins_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=1),
    )
    with public() as client:
        before = client.get("/bo-may/").content.decode()
    page.unpublish()
    with public() as client:
        after = client.get("/bo-may/").content.decode()

    assert page.url in before
    assert "Lũ quét đêm nay" in after
    assert page.url not in after


def test_a_site_whose_body_ended_says_who_carries_on(
    site: ProvincePage, public: Public
) -> None:
    BodyPage.objects.update(
        ended_on=timezone.localdate(), heir_name="UBND xã Ba Bể", heir_path="/ba-be/"
    )
    with public() as client:
        text = client.get("/xa-yen-duong/tin-tuc/").content.decode()

    assert "đã thôi hoạt động" in text
    assert '<a href="/ba-be/">UBND xã Ba Bể</a>' in text


def test_english_has_its_own_tree(site: ProvincePage, public: Public) -> None:
    with public() as client:
        text = client.get("/en/").content.decode()
        both = client.get("/bo-may/").content.decode()

    assert '<html lang="en">' in text
    assert "What are you looking for?" in text
    assert 'href="/en/bo-may/" lang="en"' in both


def _links(text: str) -> list[tuple[str, str]]:
    """Every link of a page that stays here, and the language it says is read there."""
    found = re.findall(r'<a [^>]*?href="(/[^"]*)"([^>]*)', text)
    return [
        (url, (re.findall(r'hreflang="(..)"', rest) or [""])[0]) for url, rest in found
    ]


def test_every_link_of_an_english_page_leads_somewhere(
    site: ProvincePage, public: Public
) -> None:
    english = ProvincePage.objects.get(locale__language_code="en")
    article(site, "Rét đậm", slug="ret-dam")
    article(english, "Cold", slug="cold")
    seen: set[str] = set()
    with public() as client:
        for page in ("/en/", "/en/xa-yen-duong/", "/en/bo-may/", "/en/tin-tuc/cold/"):
            for url, language in _links(client.get(page).content.decode()):
                if url in seen:
                    continue
                seen.add(url)
                answer = client.get(url, follow=True)
                assert answer.status_code == 200, (page, url)
                section = url.endswith(("/van-ban/", "/hoi-dap/", "/tin-tuc/"))
                if section and not url.startswith("/en/"):
                    assert language == "vi", (page, url)
    assert {"/en/luu/tin-tuc/cold/", "/xa-yen-duong/tin-tuc/", "/en/tin-tuc/"} <= seen


def test_letters_and_contrast_are_kept_in_a_cookie(
    site: ProvincePage, public: Public
) -> None:
    with public() as client:
        larger = client.get("/hien-thi/co-chu/?ve=/tin-tuc/")
        assert larger.headers["Location"] == "/tin-tuc/"
        assert 'data-size="large"' in client.get("/").content.decode()
        client.get("/hien-thi/tuong-phan/?ve=/")
        assert 'data-theme="contrast"' in client.get("/").content.decode()
        client.get("/hien-thi/co-chu/?ve=/")
        assert 'data-size="large"' not in client.get("/").content.decode()
        for bad in ("//x.vn/", "https://x.vn/", "/\\x.vn", "/\\\\x.vn", "//["):
            answer = client.get("/hien-thi/co-chu/", {"ve": bad})
            assert answer.headers["Location"] == "/"
        assert client.get("/hien-thi/khac/").status_code == 404


def test_a_look_that_nginx_does_not_know_is_none(
    site: ProvincePage, public: Public
) -> None:
    """Else a page in large letters would be kept as everybody's."""
    nginx = (Path(__file__).parents[2] / "deploy/portal/nginx").read_text()
    told = re.search(r"map \$cookie_congvu_view \$congvu_view \{(.*?)\}", nginx, re.S)
    assert told is not None
    lines = [line.strip(" ;").split() for line in told[1].splitlines() if line.strip()]
    assert lines == [["default", '""'], *([one, one] for one in LOOKS)]
    with public() as client:
        for said, large, kept in (
            ("congvu_view=large", True, True),
            ("a=b; congvu_view=contrast.large", True, True),
            ('congvu_view=""', False, True),
            ("congvu_view=large.contrast", False, False),
            ('congvu_view="large"', False, False),
            ("congvu_view=large ; a=b", False, False),
            ("CONGVU_VIEW=large", False, False),
            ("congvu_view=; congvu_view=large", False, False),
        ):
            answer = client.get("/", headers={"Cookie": said})
            assert ('data-size="large"' in answer.content.decode()) is large, said
            assert ("public" in answer.headers["Cache-Control"]) is kept, said


def test_a_long_section_is_read_a_screen_at_a_time(
    site: ProvincePage, public: Public
) -> None:
    """A thousand pages below one section; two of the same minute are told apart."""
    start = timezone.now()
    parent = section(site)
    for number in range(45):
        article(
            site,
            f"Bài {number}",
            first_published_at=start - timedelta(minutes=number // 2),
        )
    seen: list[str] = []
    path = parent.url
    with public() as client:
        while path:
            text = client.get(path).content.decode()
            seen += [part.split("</a>")[0] for part in text.split("<li><time")[1:]]
            _before, found, after = text.partition('rel="next" href="')
            path = parent.url + after.split('"')[0] if found else ""
        assert client.get(parent.url + "?truoc=bậy").status_code == 200

    assert len(seen) == len(set(seen)) == 45


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "JPEG")
    return made.getvalue()


# Wagtail leaves the spooled file of a drawn size for the collector to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_is_given_while_a_page_that_is_out_has_it(
    site: ProvincePage, public: Public, settings: object, tmp_path: Path
) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    (folder.parent / "secret-key").write_text("x")
    settings.MEDIA_ROOT = str(folder)  # type: ignore[attr-defined]  # pytest-django's
    laid = PortalFile(title="Biểu", file=ContentFile(b"%PDF-", "bieu.pdf"))
    laid.file_size = 5
    laid.save()
    drawn = PortalImage(title="Ảnh", file=ContentFile(picture(), "anh.jpg"))
    drawn.save()
    body = [
        ("file", {"file": laid, "name": "Biểu"}),
        ("picture", {"image": drawn, "shows": "Đồi", "caption": ""}),
    ]
    page = article(site, "Bài có tệp", live=False)
    page.body = body
    page.save()
    draw_pictures(page_id=page.pk)
    size = drawn.renditions.get(filter_spec=PICTURE_WIDTHS["wide"])
    paths = [f"/media/{laid.file.name}", f"/media/{size.file.name}"]

    def given() -> list[int]:
        with public() as client:
            answers = [client.get(path) for path in paths]
        for answer in answers:
            b"".join(answer)
        return [answer.status_code for answer in answers]

    assert given() == [404, 404]
    page.save_revision().publish()
    assert given() == [200, 200]
    with public() as client:
        kept = client.get(paths[0])
        assert b"".join(kept) == b"%PDF-"
        assert "max-age=15" in kept.headers["Cache-Control"]
        # As it was laid in it may tell where it was taken.
        assert client.get(f"/media/{drawn.file.name}").status_code == 404
        for path in ("/media/../secret-key", "/media/%2e%2e/secret-key", "/media/"):
            assert client.get(path).status_code == 404
    ArticlePage.objects.filter(pk=page.pk).update(
        expire_at=timezone.now() - timedelta(hours=1)
    )
    assert given() == [404, 404]
    page.unpublish()
    assert given() == [404, 404]


def test_a_page_is_over_at_its_moment_not_when_a_job_runs(
    site: ProvincePage, public: Public
) -> None:
    page, later = article(site, "Lịch cắt điện"), article(site, "Lịch gặt")
    now = timezone.now()
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=now - timedelta(hours=1))
    ArticlePage.objects.filter(pk=later.pk).update(expire_at=now + timedelta(days=1))

    with public() as client:
        assert client.get(page.url).status_code == 404
        assert client.get(later.url).status_code == 200
        listed = client.get(page.get_parent().specific.url).content.decode()
    assert "Lịch gặt" in listed
    assert "Lịch cắt điện" not in listed


def test_what_is_not_out_is_no_row_for_the_public_role(
    site: ProvincePage, portal_role: str
) -> None:
    """Asked by SQL, past every page and its filters; the office reads all."""
    page = article(site, "Chưa duyệt", live=False)
    asked = f"SELECT title FROM wagtailcore_page WHERE id = {page.pk}"
    body = f"SELECT summary FROM portal_articlepage WHERE page_ptr_id = {page.pk}"
    contacts = ContactsPage(
        title="Danh bạ", summary="x", personal_data="lawful", live=False
    )
    SectionPage.objects.child_of(site).get(code=2).add_child(instance=contacts)
    ContactLine.objects.create(page=contacts, full_name="Ai đó", post_name="Phó")
    people = "SELECT full_name FROM portal_contactline"

    def rows(role: str) -> int:
        found = 0
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}" if role else "RESET ROLE")
            for statement in (asked, body, people):
                cursor.execute(statement)
                found += len(cursor.fetchall())
            cursor.execute("RESET ROLE")
        return found

    assert (rows(portal_role), rows("")) == (0, 3)
    page.save_revision().publish()
    assert rows(portal_role) == 2


def test_each_table_of_pages_stands_behind_that_wall() -> None:
    of_pages = {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Page)
        or any(
            isinstance(one, ParentalKey) and issubclass(one.related_model, Page)
            for one in model._meta.get_fields()
        )
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        walled = {name for (name,) in cursor.fetchall()}

    assert of_pages & PORTAL_RIGHTS.keys() == walled
    assert len(walled) == 20


def asked_as(role: str, statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM documents_document",
        "SELECT * FROM documents_registerentry",
        "SELECT * FROM accounts_user",
        "SELECT * FROM organisations_person",
        "SELECT * FROM wagtailcore_revision",
        "SELECT * FROM audit_event",
        "SELECT * FROM portal_siteeditor",
        "UPDATE wagtailcore_page SET title = ''",
        "DELETE FROM portal_articlepage",
        "CREATE TABLE x (y integer)",
    ],
)
def test_the_role_reads_what_is_published_and_nothing_else(
    portal_role: str, statement: str
) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        asked_as(portal_role, statement)


def test_each_table_with_a_right_is_there(db: None) -> None:
    assert set(PORTAL_RIGHTS) <= set(connection.introspection.table_names())


def test_a_page_costs_few_questions(
    site: ProvincePage, public: Public, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        article(site, f"Bài {number}", slug=f"bai-{number}")
    with public() as client:
        for path, most in (("/", 15), ("/tin-tuc/", 12), ("/tin-tuc/bai-1/", 10)):
            client.get(path)
            with django_assert_max_num_queries(most):  # type: ignore[operator]  # a fixture
                client.get(path)


# Wagtail leaves the spooled file of a drawn size for the collector to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_is_drawn_in_the_office_as_its_page_goes_out(
    site: ProvincePage, public: Public, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    drawn = BytesIO()
    Image.new("RGB", (1600, 900), "#1f4172").save(drawn, "PNG")
    image = PortalImage.objects.create(
        title="Ba Bể", file=ImageFile(BytesIO(drawn.getvalue()), "ho.png")
    )
    page = article(site, "Hồ Ba Bể", slug="ho-ba-be")
    said = {"image": image.pk, "shows": "Thuyền trên hồ", "caption": ""}
    page.body = [{"type": "picture", "value": said}]
    page.save_revision().publish()
    with public() as client:
        assert "<figure>" not in client.get("/tin-tuc/ho-ba-be/").content.decode()

    pictures(page_id=page.pk)

    with public() as client:
        text = client.get("/tin-tuc/ho-ba-be/").content.decode()
    assert 'width="800" height="450" alt="Thuyền trên hồ"' in text
    assert "ho.png" not in text
    assert ".webp" in text
