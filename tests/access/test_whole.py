"""Who may open what: the table is the promise and the office is walked against it.

An address without a line fails, and so does a line without an address.
"""

from __future__ import annotations

import re

import pytest
from django.urls import get_resolver

from tests.access.matrix import (
    API_LINES,
    API_ROUTES,
    PAGE_LINES,
    operations,
    page_routes,
    patterns,
)


def test_every_page_has_a_line_and_every_line_a_page() -> None:
    assert {line.name for line in PAGE_LINES} == set(page_routes())


def test_every_operation_has_a_line_and_every_line_an_operation() -> None:
    assert {line.name for line in API_LINES} == operations()


def test_noaddress_of_the_api_lies_outside_its_description() -> None:
    described = {name.split(" ", 1)[1] for name in operations()}
    resolved = {
        "/" + re.sub(r"<(\w+:)?(\w+)>", r"{\2}", path)
        for name, path in patterns(get_resolver())
        if name.startswith("api-v1:") and name not in API_ROUTES
    }

    assert {f"/api/v1{p}" for p in described} == resolved or described == resolved


@pytest.mark.parametrize("part", ["entry_id", "item_id"])
def test_everyaddress_of_a_paper_is_also_asked_with_another_agencys(part: str) -> None:
    asked = {line.name for line in PAGE_LINES if line.about.startswith("commune")}
    about = {name for name, path in page_routes().items() if f":{part}>" in path}
    asked_by_api = {name for name in operations() if f"{{{part}}}" in name}
    also = {line.name for line in API_LINES if line.about.startswith("commune")}

    assert about <= asked
    assert asked_by_api <= also
