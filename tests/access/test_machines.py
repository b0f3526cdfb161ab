"""Each operation of the API, asked by everybody's programs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.matrix import API_LINES, ENTRY, ONE_FILE, Line, forgotten
from tests.access.world import NOBODY, PEOPLE, World, body_of, form_of, query_of


@pytest.mark.parametrize("line", API_LINES, ids=lambda line: line.id)
def test_operation(world: World, line: Line) -> None:
    method, path = line.name.split(" ", 1)
    ids = world.objects[line.about]
    url = "/api/v1" + path.format(**ids)
    found = ""
    for who in PEOPLE:
        given: dict[str, Any] = {"headers": world.bearer(who)}
        if line.name in ("POST /intake", "POST /piles", f"POST {ENTRY}/files"):
            given["data"] = {"files": form_of(world, "documents:intake-upload")["file"]}
        elif line.name == "POST /drafts/{draft_id}/files":
            given["data"] = {"file": form_of(world, "outgoing:upload")["file"]}
        elif line.name == "POST /drafts/{draft_id}/attachments":
            given["data"] = {"files": form_of(world, "outgoing:attach")["file"]}
        elif line.name in ONE_FILE:
            given["data"] = form_of(world, ONE_FILE[line.name])
        elif method != "GET":
            given["data"] = body_of(world, line.name, ids)
            given["content_type"] = "application/json"
        else:
            given["data"] = query_of(line.name)
        found += forgotten(world.browser(NOBODY), method, url, **given)

    assert found == line.expected["answer"], f"{line.id} {found}"
