"""What the model is told of the questions and drafts of ``portal_asked.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def asking_things() -> dict[str, Thing]:
    """All are the committee's; Hoa's division has those that were forwarded."""
    found = {
        name: Thing("asked-read", COMMITTEE)
        for name in (
            "asked-new",
            "asked-unit",
            "asked-draft",
            "asked-done",
            "asked-public",
        )
    }
    for name in ("asked-unit", "asked-draft", "asked-done", "asked-public"):
        found[name].told = {"khoa giáo"}
    return found | {"open-draft": Thing("", COMMITTEE)}
