"""The national hub's verbs: a JSON header in a header, the edXML as the body.

The verbs and the keys are those of its SDK; under which address an adapter offers them
is the adapter's matter and stands in the configuration.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from congvu.exchange.client.contract import AgencyCard, Kind, ListedPacket, Transfer
from congvu.exchange.client.wire import Wire, listed, promised

_TYPES = {"document": "edoc", "status": "status"}
_PAGE = 1000


@dataclass(frozen=True)
class NationalHub:
    wire: Wire

    def register(self, agency: AgencyCard) -> None:
        card = {
            "code": agency.code,
            "oldCode": agency.old_code,
            "code102": agency.code102,
            "name": agency.name,
            "mail": agency.mail,
        }
        self.wire.call("POST", "edoc/registerAgency", told=card)

    def delete(self, code: str) -> None:
        self.wire.call("POST", "edoc/deleteAgency", told={"code": code})

    def agencies(self) -> Iterator[AgencyCard]:
        """A hub that knows nothing of pages tells all at once and says no ``next``."""
        after = 0
        while True:
            header = _header(after=after, most=_PAGE)
            told = self.wire.call("GET", "edoc/getAgenciesList", headers=header)
            yield from _cards(told.get("data"))
            further = told.get("next")
            if not isinstance(further, int) or further <= after:
                return
            after = further

    def send(
        self,
        packet: BinaryIO,
        *,
        sender: str,
        receivers: Sequence[str],
        kind: Kind,
        message_id: str,
        sha256: str,
        urgency: int = 0,
    ) -> str:
        header = _header(
            messagetype=_TYPES[kind],
            messageId=message_id,
            sha256=sha256,
            priority=urgency,
            to=list(receivers),
            **{"from": sender},
        )
        header["Content-Type"] = "application/xml"
        packet.seek(0)
        told = self.wire.call("POST", "edoc/sendEdoc", headers=header, data=packet)
        return promised(told, "docID", "docId")

    def received(self, code: str, after: str | None = None) -> list[ListedPacket]:
        header = _header(after=after or "", **{"from": code})
        return listed(self.wire.call("GET", "edoc/getReceivedEdocList", headers=header))

    def get(self, id: str) -> BinaryIO:
        return self.wire.fetch("edoc/getEdoc", headers=_header(docId=id), params={})

    def acknowledge(self, id: str, state: Transfer, words: str = "") -> None:
        header = _header(docId=id, status=state, statusDesc=words)
        self.wire.call("POST", "edoc/updateStatus", headers=header)


def _cards(rows: object) -> Iterator[AgencyCard]:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("code"):
            yield AgencyCard(
                code=str(row["code"]),
                name=str(row.get("name") or ""),
                old_code=str(row.get("oldCode") or ""),
                code102=str(row.get("code102") or ""),
                mail=str(row.get("mail") or ""),
            )


def _header(**keys: object) -> dict[str, str]:
    """In letters that any header can carry."""
    return {"X-Edoc-Header": json.dumps({"servicetype": "eDoc", **keys})}
