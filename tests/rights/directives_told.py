"""What the model is told of the directives of ``directives.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE, COMMUNE
from tests.rights.model import Thing


def directive_things() -> dict[str, Thing]:
    """Handed Lan → Dũng → Hoa → Minh, who opened it for his division to watch."""
    given = {"dung", "khoa giáo", "minh"}
    ours = Thing("directive", COMMITTEE, given=given, watch="khoa giáo")
    theirs = Thing("directive", COMMUNE, watch="văn phòng xã")
    return {
        "directive": ours,
        "directive-rejected": ours,
        "commune-directive": theirs,
    }
