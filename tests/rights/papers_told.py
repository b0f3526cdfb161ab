"""What the model is told of the papers of ``papers.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def public_paper_things() -> dict[str, Thing]:
    """Minh's papers, as any line they became: his division had them."""
    had = {"minh", "khoa giáo"}
    return {
        name: Thing("outgoing", COMMITTEE, given=set(had))
        for name in ("personal-data", "public-paper")
    }
