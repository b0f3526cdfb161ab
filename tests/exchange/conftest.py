"""Files of a test lie in its own folder; another installation shares one with us."""

from pathlib import Path
from typing import Any

import pytest

from congvu.exchange.client import AgencyCard
from congvu.exchange.client.folder import FolderHub
from tests.exchange.outside import FAR, US
from tests.exchange.post import dovecot, mailbox, post
from tests.outgoing.conftest import home
from tests.people import Province

__all__ = ["dovecot", "home", "mailbox", "post"]


@pytest.fixture
def hub(settings: Any, tmp_path: Path, province: Province) -> FolderHub:
    root = tmp_path / "truc"
    root.mkdir()
    settings.EXCHANGE = {"folder": {"folder": str(root)}}
    hub = FolderHub.at(str(root))
    for code in ("H03", "000.00.00.H03", US, FAR, "H55.02"):
        hub.register(AgencyCard(code=code, name=f"Cơ quan {code}"))
    return hub
