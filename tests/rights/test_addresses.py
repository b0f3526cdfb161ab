"""Every page and every operation, asked by everybody, in every way of asking.

What each answers is worked out from docs/rights.md (``matrix.py``). An address without
a line in the table fails, and so does a line without an address. In short, people who
are refused alike take turns (``turns.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from django.urls import get_resolver

from tests.rights import model, turns
from tests.rights.matrix import (
    API_LINES,
    API_ROUTES,
    ENTRY,
    ONE_FILE,
    PAGE_LINES,
    Line,
    address,
    forgotten,
    is_at_the_page,
    letter,
    operations,
    page_routes,
    patterns,
)
from tests.rights.world import NOBODY, World, body_of, form_of, query_of


def _areas(lines: Iterable[Line], area: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        name = re.search(area, line.name)
        found.setdefault(name[1] if name else line.name, []).append(line)
    return found


PAGES = _areas(PAGE_LINES, r"^([\w-]+)")
MACHINES = _areas(API_LINES, r"/([\w-]+)")


TURN = {line.id: turn for turn, line in enumerate((*PAGE_LINES, *API_LINES))}


@pytest.mark.repeats
@pytest.mark.parametrize("way", ["GET", "POST"])
@pytest.mark.parametrize("area", PAGES)
def test_each_page_answers_everybody_as_promised(
    world: World, area: str, way: str
) -> None:
    wrong = []
    for line in PAGES[area]:
        url = address(world, line)
        # The provider's addresses and CalDAV answer over HTTPS only.
        secure = line.name.startswith(("openid:", "calendar:dav"))
        found, right = "", line.expected(way)
        those = turns.asked(right, TURN[line.id])
        for who in those:
            if is_at_the_page(line, way, who):
                found += letter(world.refusal(who, way, url))
                continue
            data = query_of(line.name) if way == "GET" else form_of(world, line.name)
            browser = world.browser(who)
            found += forgotten(browser, way, url, data=data, secure=secure)
        if found != turns.of(right, those):
            wrong.append(f"{line.id} {found}, not {right} of {those}")

    assert wrong == []


@pytest.mark.repeats
@pytest.mark.parametrize("area", MACHINES)
def test_each_operation_answers_everybodys_program_as_promised(
    world: World, area: str
) -> None:
    wrong = []
    for line in MACHINES[area]:
        method, path = line.name.split(" ", 1)
        ids = world.objects[line.about]
        url = "/api/v1" + path.format(**ids)
        found, right = "", line.expected("answer")
        those = turns.asked(right, TURN[line.id])
        for who in those:
            given = _sent(world, line.name, ids) | {"headers": world.bearer(who)}
            found += forgotten(world.browser(NOBODY), method, url, **given)
        if found != turns.of(right, those):
            wrong.append(f"{line.id} {found}, not {right} of {those}")

    assert wrong == []


# Files by themselves, under the name an operation gives them.
_FILES = {
    "POST /intake": ("files", "documents:intake-upload"),
    "POST /piles": ("files", "documents:intake-upload"),
    f"POST {ENTRY}/files": ("files", "documents:intake-upload"),
    "POST /drafts/{draft_id}/files": ("file", "outgoing:upload"),
    "POST /drafts/{draft_id}/attachments": ("files", "outgoing:attach"),
}


def _sent(world: World, operation: str, ids: Mapping[str, Any]) -> dict[str, Any]:
    """Complete and sensible: refused only for who sends it."""
    if operation.startswith("GET "):
        return {"data": query_of(operation)}
    if operation in _FILES:
        name, form = _FILES[operation]
        return {"data": {name: form_of(world, form)["file"]}}
    if operation in ONE_FILE:
        return {"data": form_of(world, ONE_FILE[operation])}
    body = body_of(world, operation, ids)
    return {"data": body, "content_type": "application/json"}


# -- that nothing is left out


def test_every_page_has_a_line_and_every_line_a_page() -> None:
    assert {line.name for line in PAGE_LINES} == set(page_routes())


def test_every_operation_has_a_line_and_every_line_an_operation() -> None:
    assert {line.name for line in API_LINES} == operations()


def test_no_address_of_the_api_lies_outside_its_description() -> None:
    described = {name.split(" ", 1)[1] for name in operations()}
    resolved = {
        "/" + re.sub(r"<(\w+:)?(\w+)>", r"{\2}", path)
        for name, path in patterns(get_resolver())
        if name.startswith("api-v1:") and name not in API_ROUTES
    }

    assert {f"/api/v1{p}" for p in described} == resolved or described == resolved


@pytest.mark.parametrize("part", ["entry_id", "item_id"])
def test_every_address_of_a_paper_is_also_asked_with_another_agencys(part: str) -> None:
    asked = {line.name for line in PAGE_LINES if line.about.startswith("commune")}
    about = {name for name, path in page_routes().items() if f":{part}>" in path}
    asked_by_api = {name for name in operations() if f"{{{part}}}" in name}
    also = {line.name for line in API_LINES if line.about.startswith("commune")}

    assert about <= asked
    assert asked_by_api <= also


def test_every_right_of_the_page_opens_something() -> None:
    cells = [
        p.cell for line in (*PAGE_LINES, *API_LINES) for p in line.promised.values()
    ]
    named = {name for cell in cells for name in re.findall(r"[a-z-]+", cell)}

    assert set(model.rights()) <= named
