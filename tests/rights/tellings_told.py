"""What the model is told of the tellings of ``tellings.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE, COMMUNE
from tests.rights.model import Thing


def telling_things() -> dict[str, Thing]:
    """The division has to know it, Hoa and Minh; in the commune its clerk does."""
    ours = Thing("telling", COMMITTEE, given={"minh"}, asked={"hoa", "minh"})
    theirs = Thing("telling", COMMUNE, given={"tu"}, asked={"tu"})
    return {
        "untold": Thing("incoming", COMMITTEE, "registered"),
        "telling": ours,
        "telling-confirmed": ours,
        "commune-telling": theirs,
    }
