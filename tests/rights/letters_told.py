"""What the model is told of the letters of ``letters.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def letter_things() -> dict[str, Thing]:
    return {
        "letter": Thing("", COMMITTEE),
        "letter-aside": Thing("", COMMITTEE),
        "delivery": Thing("", COMMITTEE),
    }
