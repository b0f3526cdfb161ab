"""Every address of the office with what it promises each of the cast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congvu.config.api import api
from tests.house.access_table import OPERATIONS, ROUTES
from tests.house.access_world import (
    PEOPLE,
    World,
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


ISSUE = "POST /outgoing-documents/{entry_id}/issue"
# A file and its facts as a form, on the page and by the API alike.
ONE_FILE = {
    "POST /dossiers/{dossier_id}/files": "POST /dossiers/{dossier_id}/files",
    "POST /signature-verifications": "signatures:verify",
    "POST /trust-lists": "signatures:trust",
    "POST /register-loads": "imports:loads",
    "POST /package-checks": "POST /package-checks",
    ISSUE: ISSUE,
    "POST /signing-keys": "signatures:register-key",
    "POST /outside-signings": "POST /outside-signings",
    "POST /paper-templates/{type_code}": "outgoing:template",
}
ENTRY = "/incoming-documents/{entry_id}"
PAGE_LINES = _lines(ROUTES, ("GET", "POST"))
API_LINES = _lines(OPERATIONS, ("answer",))


def patterns(
    resolver: URLResolver, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """The name and the address of everything that answers."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, path, space + inner)
        elif isinstance(pattern, URLPattern):
            yield space + (pattern.name or path), path


@cache
def page_routes() -> dict[str, str]:
    return {
        name: path
        for name, path in patterns(get_resolver())
        if not name.startswith("api-v1:") or name in API_ROUTES
    }


def operations() -> set[str]:
    schema = api.get_openapi_schema(path_prefix="/")
    return {
        f"{method.upper()} {path}"
        for path, methods in schema["paths"].items()
        for method in methods
    }


def letter(response: HttpResponse) -> str:
    if response.status_code == 302 and response["Location"].startswith("/dang-nhap/"):
        return "s"
    return LETTERS.get(response.status_code, str(response.status_code))


def forgotten(client: Client, method: str, url: str, **given: Any) -> str:
    """The answer's letter; whatever the request did is undone."""
    with transaction.atomic():
        response = getattr(client, method.lower())(url, **given)
        found = letter(response)
        if response.streaming:
            response.getvalue()  # read whole, it closes
        transaction.set_rollback(True)
    return found


def address(world: World, line: Line) -> str:
    needed = re.findall(r"<\w+:(\w+)>", page_routes()[line.name])
    ids = world.objects[line.about] if needed else {}
    return reverse(line.name, kwargs={name: ids[name] for name in needed})
