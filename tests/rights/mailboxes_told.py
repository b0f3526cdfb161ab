"""What the model is told of the boxes of ``mailboxes.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing


def mailbox_things() -> dict[str, Thing]:
    return {
        "mail-own": Thing("", COMMITTEE, owner="lan"),
        "mail-box": Thing("", COMMITTEE),
        "mail-closed": Thing("", COMMITTEE),
        "mail-look": Thing("", COMMITTEE, owner="quan"),
        "mail-request": Thing("", COMMITTEE, owner="hoa"),
        "mail-list": Thing("", COMMITTEE),
    }
