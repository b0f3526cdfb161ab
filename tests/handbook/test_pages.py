"""The handbook is read by whoever signed in; how to sign in, by anyone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from congvu.handbook.formats.markdown import read_page, slug_of
from congvu.handbook.rules import PAGES
from tests.people import Province


@pytest.mark.parametrize("slug", PAGES)
def test_khach_reads_every_page(province: Province, slug: str) -> None:
    answer = province.client("khach").get(reverse("handbook:page", args=[slug]))

    assert answer.status_code == 200
    assert '<span lang="vi">' in answer.content.decode()


def test_own_role_comes_first(province: Province) -> None:
    page = province.client("thu").get(reverse("handbook:front")).content.decode()

    assert page.index("/tro-giup/luu-tru/") < page.index("/tro-giup/van-thu/")
    assert "vai trò của bạn" in page


@pytest.mark.django_db
def test_help_for_the_door_is_read_before_signing_in(client: Client) -> None:
    answer = client.get("/tro-giup/dang-nhap/")

    assert answer.status_code == 200
    assert "Quên mật khẩu" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/tro-giup/", "/tro-giup/van-thu/"])
def test_the_rest_asks_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("accounts:sign-in"))


@pytest.mark.parametrize("slug", ["khong-co", "..%2fREADME", "rules"])
def test_no_other_file_is_served(province: Province, slug: str) -> None:
    answer = province.client("lan").get(f"/tro-giup/{slug}/")

    assert answer.status_code == 404


def test_a_page_is_read_into_title_lead_and_sections() -> None:
    page = read_page("# Văn thư\n\nMột dòng.\n\n## Vào sổ\n\nGõ <b>đậm</b>.\n")

    assert (page.title, page.lead) == ("Văn thư", "Một dòng.")
    assert [s.slug for s in page.sections] == ["vao-so"]
    assert '<h2 id="vao-so">Vào sổ</h2>' in page.html
    assert "&lt;b&gt;" in page.html, "markup in the text is shown, not obeyed"


def test_tables_can_be_scrolled_by_keyboard_and_told_apart() -> None:
    table = "| x | y |\n|---|---|\n| 1 | 2 |\n\n"
    page = read_page(f"# A\n\nb\n\n## C “d”\n\n{table}e\n\n{table}")

    assert 'tabindex="0" role="region" aria-label="C “d”"><table' in page.html
    assert 'aria-label="C “d” 2"><table class="grid">' in page.html
    assert page.html.count("<div") == page.html.count("</div>") == 2


def test_links_in_a_sentence_are_underlined() -> None:
    page = read_page("# A\n\nb\n\nxem [C](/tro-giup/van-thu/#vao-so).\n")

    assert 'href="/tro-giup/van-thu/#vao-so" class="inline-link"' in page.html


@pytest.mark.parametrize(
    ("words", "slug"),
    [("Vào sổ", "vao-so"), ("Đăng nhập, thoát", "dang-nhap-thoat"), ("Ở", "o")],
)
def test_addresses_of_headings_are_plain_letters(words: str, slug: str) -> None:
    assert slug_of(words) == slug


@pytest.mark.parametrize("slug", PAGES)
def test_no_heading_occurs_twice(province: Province, slug: str) -> None:
    page = province.client("lan").get(f"/tro-giup/{slug}/").content.decode()

    ids = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
