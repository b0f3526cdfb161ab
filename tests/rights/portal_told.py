"""What the model is told of the portal of ``portal.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def portal_things() -> dict[str, Thing]:
    return {
        "portal-editor": Thing("", COMMITTEE),
        "portal-profile": Thing("", COMMITTEE),
    }
