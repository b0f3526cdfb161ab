"""Each screen has help, and the place it opens at is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congvu.handbook.queries import handbook_folder, handbook_page
from congvu.handbook.rules import HELP, OWN_PAGE, PAGES, ROLE_PAGES, help_url
from congvu.organisations.rules import Role
from tests.people import Province
from tests.rights.matrix import EDITOR

# Addresses that answer with a file, a row or a redirect, never with a screen.
NO_SCREEN = {
    "documents:file",
    "documents:file-searchable",
    "documents:page-image",
    "documents:intake-file",
    "documents:intake-searchable",
    "documents:intake-page-image",
    "documents:intake-row",
    "documents:register-news",
    "documents:issuer-note",
    "documents:register-pdf",
    "documents:register-xlsx",
    "finding:suggest",
    "notices:count",
    "notices:open",
}
NO_PEOPLE = ("api-", "health-", "metrics", "handbook:")


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if str(entry.pattern) == EDITOR:
            continue  # Wagtail's screens, told of in one page
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{prefix}{entry.name}"


def screens() -> list[str]:
    every = set(names(get_resolver()))
    return sorted(
        n for n in every - NO_SCREEN if not n.startswith((*NO_PEOPLE, "static"))
    )


def sections(page: str) -> set[str]:
    found = handbook_page(page)
    assert found is not None, page
    return {section.slug for section in found.sections}


def test_every_screen_has_help() -> None:
    without = set(screens()) - HELP.keys() - OWN_PAGE.keys()

    assert without == set(), "add the screen to handbook/rules/screens.py"


def test_help_names_only_screens_that_exist() -> None:
    assert set(HELP) | set(OWN_PAGE) <= set(names(get_resolver()))


def test_help_opens_at_a_heading() -> None:
    headings = {page: sections(page) for page, _section in HELP.values()}
    lost = [
        name
        for name, (page, section) in HELP.items()
        if section not in headings[page]
        or help_url(name) != f"{reverse('handbook:page', args=[page])}#{section}"
    ]

    assert lost == []


@pytest.mark.parametrize("role", Role)
def test_what_every_role_does_is_told_on_its_own_page(role: Role) -> None:
    assert set(OWN_PAGE.values()) <= sections(ROLE_PAGES[role])
    assert help_url("home:work", role) == f"/tro-giup/{ROLE_PAGES[role]}/#viec-cua-toi"


def test_an_unknown_screen_opens_the_front_page() -> None:
    assert help_url("nothing:here", Role.LEADER) == reverse("handbook:front")


def test_the_folder_holds_just_the_listed_pages() -> None:
    assert {path.stem for path in handbook_folder().glob("*.md")} == set(PAGES)


def test_links_between_pages_lead_to_a_heading(client: Client) -> None:
    for slug in PAGES:
        page = handbook_page(slug)
        assert page is not None
        for part in page.html.split('href="/tro-giup/')[1:]:
            target, section = part.split('"', 1)[0].split("/#")
            assert section in sections(target), f"{slug} → {target}#{section}"


def test_the_register_opens_the_clerks_own_help(province: Province) -> None:
    answer = province.client("lan").get(reverse("documents:register"))

    assert 'href="/tro-giup/van-thu/#van-ban-den"' in answer.content.decode()
