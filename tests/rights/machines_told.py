"""What the model is told of the machines of ``machines.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def machine_things() -> dict[str, Thing]:
    return {"machine": Thing("", COMMITTEE)}
