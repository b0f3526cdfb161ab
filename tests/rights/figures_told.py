"""What the model is told of the figures of ``figures.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def figure_things() -> dict[str, Thing]:
    """An indicator is everybody's; a target is of who stands above its body."""
    return {
        "indicator": Thing(""),
        "indicator-file": Thing(""),
        "target": Thing("", COMMITTEE),
        "figure-report": Thing("", COMMITTEE),
    }
