"""Who may open what: every address of the office, page and API, asked by all the cast.

The table is the promise and the office is walked against it: an address without a line
fails, and so does a line without an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congvu.config.api import api
from congvu.files import jail
from tests.house.access_table import OPERATIONS, ROUTES
from tests.house.access_world import (
    PEOPLE,
    World,
    body_of,
    form_of,
    make_world,
    query_of,
)

LETTERS = {
    200: "2",
    201: "2",
    204: "2",
    302: "3",
    400: "b",
    401: "u",
    403: "f",
    404: "4",
    405: "m",
    422: "r",
    503: "5",
}
API_ROUTES = {"api-v1:openapi-json", "api-v1:api-root"}


@dataclass(frozen=True)
class Line:
    """One address about one object: who gets what when reading, and when sending."""

    name: str
    about: str
    expected: dict[str, str]

    @property
    def id(self) -> str:
        return f"{self.name}@{self.about}" if self.about else self.name


def _lines(table: str, columns: tuple[str, ...]) -> list[Line]:
    found = []
    for row in table.strip().splitlines():
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        words = re.split(r"\s{2,}", row.strip())
        name, _, about = words[0].partition(" @")
        rest = dict(zip(columns, words[1:], strict=True))
        found.append(Line(name, about, {k: _everybody(v) for k, v in rest.items()}))
    return found


def _everybody(letters: str) -> str:
    """One letter stands for all of the cast."""
    return letters * len(PEOPLE) if len(letters) == 1 else letters


_ISSUE = "POST /outgoing-documents/{entry_id}/issue"
# A file and its facts as a form, on the page and by the API alike.
_ONE_FILE = {
    "POST /dossiers/{dossier_id}/files": "POST /dossiers/{dossier_id}/files",
    "POST /signature-verifications": "signatures:verify",
    "POST /trust-lists": "signatures:trust",
    "POST /register-loads": "imports:loads",
    "POST /package-checks": "POST /package-checks",
    _ISSUE: _ISSUE,
    "POST /signing-keys": "signatures:register-key",
    "POST /outside-signings": "POST /outside-signings",
    "POST /paper-templates/{type_code}": "outgoing:template",
}
_ENTRY = "/incoming-documents/{entry_id}"
PAGE_LINES = _lines(ROUTES, ("GET", "POST"))
API_LINES = _lines(OPERATIONS, ("answer",))


def _patterns(
    resolver: URLResolver, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """The name and the address of everything that answers."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _patterns(pattern, path, space + inner)
        elif isinstance(pattern, URLPattern):
            yield space + (pattern.name or path), path


@cache
def _page_routes() -> dict[str, str]:
    return {
        name: path
        for name, path in _patterns(get_resolver())
        if not name.startswith("api-v1:") or name in API_ROUTES
    }


def _operations() -> set[str]:
    schema = api.get_openapi_schema(path_prefix="/")
    return {
        f"{method.upper()} {path}"
        for path, methods in schema["paths"].items()
        for method in methods
    }


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction for the whole matrix, undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None, tmp_path_factory: Any) -> Iterator[World]:
    """Made once; each question is asked of it and then forgotten."""
    with override_settings(HOME=tmp_path_factory.mktemp("office")):
        yield make_world()
    jail.stop()


def _letter(response: HttpResponse) -> str:
    if response.status_code == 302 and response["Location"].startswith("/dang-nhap/"):
        return "s"
    return LETTERS.get(response.status_code, str(response.status_code))


def _forgotten(client: Client, method: str, url: str, **given: Any) -> str:
    """The answer's letter; whatever the request did is undone."""
    with transaction.atomic():
        response = getattr(client, method.lower())(url, **given)
        letter = _letter(response)
        if response.streaming:
            response.getvalue()  # read whole, it closes
        transaction.set_rollback(True)
    return letter


def _address(world: World, line: Line) -> str:
    needed = re.findall(r"<\w+:(\w+)>", _page_routes()[line.name])
    ids = world.objects[line.about] if needed else {}
    return reverse(line.name, kwargs={name: ids[name] for name in needed})


# -- the table is whole


def test_every_page_has_a_line_and_every_line_a_page() -> None:
    assert {line.name for line in PAGE_LINES} == set(_page_routes())


def test_every_operation_has_a_line_and_every_line_an_operation() -> None:
    assert {line.name for line in API_LINES} == _operations()


def test_no_address_of_the_api_lies_outside_its_description() -> None:
    described = {name.split(" ", 1)[1] for name in _operations()}
    resolved = {
        "/" + re.sub(r"<(\w+:)?(\w+)>", r"{\2}", path)
        for name, path in _patterns(get_resolver())
        if name.startswith("api-v1:") and name not in API_ROUTES
    }

    assert {f"/api/v1{p}" for p in described} == resolved or described == resolved


@pytest.mark.parametrize("part", ["entry_id", "item_id"])
def test_every_address_of_a_paper_is_also_asked_with_another_agencys(part: str) -> None:
    asked = {line.name for line in PAGE_LINES if line.about.startswith("commune")}
    about = {name for name, path in _page_routes().items() if f":{part}>" in path}
    operations = {name for name in _operations() if f"{{{part}}}" in name}
    also = {line.name for line in API_LINES if line.about.startswith("commune")}

    assert about <= asked
    assert operations <= also


# -- and true


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("line", PAGE_LINES, ids=lambda line: line.id)
def test_page(world: World, line: Line, method: str) -> None:
    url = _address(world, line)
    found = ""
    for who in PEOPLE:
        is_post = method == "POST"
        data = form_of(world, line.name) if is_post else query_of(line.name)
        # The provider's addresses answer over HTTPS only.
        secure = line.name.startswith("openid:")
        browser = world.browser(who)
        found += _forgotten(browser, method, url, data=data, secure=secure)

    assert found == line.expected[method], f"{line.id} {method} {found}"


@pytest.mark.parametrize("line", API_LINES, ids=lambda line: line.id)
def test_operation(world: World, line: Line) -> None:
    method, path = line.name.split(" ", 1)
    ids = world.objects[line.about]
    url = "/api/v1" + path.format(**ids)
    found = ""
    for who in PEOPLE:
        given: dict[str, Any] = {"headers": world.bearer(who)}
        if line.name in ("POST /intake", "POST /piles", f"POST {_ENTRY}/files"):
            given["data"] = {"files": form_of(world, "documents:intake-upload")["file"]}
        elif line.name == "POST /drafts/{draft_id}/files":
            given["data"] = {"file": form_of(world, "outgoing:upload")["file"]}
        elif line.name == "POST /drafts/{draft_id}/attachments":
            given["data"] = {"files": form_of(world, "outgoing:attach")["file"]}
        elif line.name in _ONE_FILE:
            given["data"] = form_of(world, _ONE_FILE[line.name])
        elif method != "GET":
            given["data"] = body_of(world, line.name, ids)
            given["content_type"] = "application/json"
        else:
            given["data"] = query_of(line.name)
        found += _forgotten(Client(), method, url, **given)

    assert found == line.expected["answer"], f"{line.id} {found}"
