"""The far side of the demo's hub: bodies outside the province, by the hub's own verbs.

They have no office behind them. What they say is told by data/exchange.yaml, and said
over the same client and in the same messages as a real one would.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from congvu.exchange.client import AgencyCard, HubClient, hub_client
from congvu.exchange.client.national import NationalHub
from congvu.exchange.client.wire import Wire
from congvu.exchange.formats.edxml import AnyMessage, read, write
from congvu.lib.ids import uuid7


@dataclass(frozen=True)
class Neighbours:
    hub: HubClient

    @classmethod
    def linked(cls, link: Mapping[str, str]) -> Neighbours:
        return cls(NationalHub(Wire(link["address"], link["system"], link["secret"])))

    def join(self, names: Mapping[str, str]) -> None:
        for code, name in names.items():
            self.hub.register(AgencyCard(code, name))

    def letters(self, code: str) -> list[AnyMessage]:
        """What lies there for one of them, fetched and acknowledged."""
        found = []
        for one in self.hub.received(code):
            with self.hub.get(one.id) as stream:
                found.append(read(io.BytesIO(stream.read())))
            self.hub.acknowledge(one.id, "done")
        return found

    def say(
        self,
        message: AnyMessage,
        *,
        sender: str,
        to: str,
        kind: Literal["document", "status"],
    ) -> None:
        out = io.BytesIO()
        write(message, out)
        digest = sha256(out.getvalue()).hexdigest()
        self.hub.send(
            out,
            sender=sender,
            receivers=[to],
            kind=kind,
            message_id=str(uuid7()),  # a demo loaded anew says the same again
            sha256=digest,
        )

    def box(self, code: str) -> Callable[[str], HubClient]:
        """The office's own client, asking for one box: the others are known empty."""
        return lambda channel: _OneBox(hub_client(channel), code)


class _OneBox:
    def __init__(self, hub: HubClient, code: str) -> None:
        self._hub, self._code = hub, code

    def received(self, code: str, after: str | None = None) -> list[Any]:
        return self._hub.received(code, after) if code == self._code else []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._hub, name)
