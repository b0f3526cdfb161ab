"""One browser and one office for the folder; each journey gets fresh windows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.office import PATIENCE, Office, open_office
from tests.journeys.public_site import open_portal


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith("tests/journeys/"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real commits: the server and the worker have connections of their own."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def _office(db: None, browser: Browser) -> Iterator[Office]:
    with open_office(browser) as office:
        yield office


@pytest.fixture
def office(_office: Office) -> Iterator[Office]:
    yield _office
    _office.close_pages()


@pytest.fixture
def portal(office: Office) -> Iterator[str]:
    """The public process's address, once it answers."""
    with open_portal() as url:
        yield url
