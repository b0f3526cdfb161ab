"""What the model is told of the machines of ``machines.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def machine_things() -> dict[str, Thing]:
    """A paper gives one to Minh."""
    return {
        "machine": Thing("", COMMITTEE),
        "machine-list": Thing("", COMMITTEE),
        "wiping": Thing("", COMMITTEE),
        "machine-paper": Thing("", COMMITTEE, given={"minh"}, asked={"minh"}),
    }
