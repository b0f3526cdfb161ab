"""What the model is told of the reports of ``reviews.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE, COMMUNE
from tests.rights.model import Thing


def review_things() -> dict[str, Thing]:
    """As the draft each of them is; it lies with who composed it."""
    return {
        "duty-report": Thing("draft", COMMITTEE, desk="ha", given={"ha"}),
        "commune-report": Thing("draft", COMMUNE),
    }
