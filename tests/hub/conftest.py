"""One hub for all stories of this folder; each story has agencies of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from congvu.exchange.client import AgencyCard
from congvu.exchange.client.gateway import Gateway
from congvu.exchange.client.national import NationalHub
from congvu.hub.rules import digest_of
from tests.hub.running import Hub, running_hub

_NUMBERS = count(1)


@pytest.fixture(scope="package")
def hub(tmp_path_factory: Any) -> Iterator[Hub]:
    home = tmp_path_factory.mktemp("hub")
    with running_hub(home, CONGVU_HUB_MAX_FILE_MB="1") as hub:
        yield hub


@dataclass
class Side:
    """An installation with agencies on the hub."""

    hub: Hub
    system: str
    secret: str = field(repr=False)

    @property
    def national(self) -> NationalHub:
        return self.hub.national(self.system, self.secret)

    @property
    def gateway(self) -> Gateway:
        return self.hub.gateway(self.system, self.secret)

    def code(self, tail: str) -> str:
        return f"{self.system}.{tail}"

    def joins(self, *tails: str) -> list[str]:
        codes = [self.code(tail) for tail in tails]
        for code in codes:
            self.joins_as(code)
        return codes

    def joins_as(self, code: str, **more: str) -> None:
        self.national.register(AgencyCard(code=code, name=f"Đơn vị {code}", **more))


def side(hub: Hub, letter: str) -> Side:
    """As ``add-system`` makes it; a process for each would take longer than a story."""
    system, secret = f"{letter}{next(_NUMBERS):02d}", secrets.token_urlsafe(32)
    hub.rows(
        "INSERT INTO hub_system (system_id, name, secret_digest, roots, created_at)"
        " VALUES (%s, %s, %s, ARRAY[%s], now())",
        system, f"Phần mềm {system}", digest_of(secret), system,
    )  # fmt: skip
    return Side(hub, system, secret)


@pytest.fixture
def ours(hub: Hub) -> Side:
    return side(hub, "H")


@pytest.fixture
def theirs(hub: Hub) -> Side:
    return side(hub, "G")
