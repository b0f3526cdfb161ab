"""One hub for all stories of this folder; each story has agencies of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from congvu.exchange.client import AgencyCard
from congvu.exchange.client.gateway import Gateway
from congvu.exchange.client.national import NationalHub
from tests.hub.running import Hub, running_hub

_NUMBERS = count(1)


@pytest.fixture(scope="package")
def hub(tmp_path_factory: Any) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
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
            self.national.register(AgencyCard(code=code, name=f"Đơn vị {code}"))
        return codes


def side(hub: Hub, letter: str) -> Side:
    system = f"{letter}{next(_NUMBERS):02d}"
    secret = hub.command(
        "add-system", system, "--name", f"Phần mềm {system}", "--under", system
    )
    return Side(hub, system, secret)


@pytest.fixture
def ours(hub: Hub) -> Side:
    return side(hub, "H")


@pytest.fixture
def theirs(hub: Hub) -> Side:
    return side(hub, "G")
