"""The provincial gateway: a form with a file, and JSON.

It has no verbs to register or list agencies: its operator does the former, and whom we
can write to is in our own directory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from congvu.exchange.client.contract import (
    AgencyCard,
    HubRefused,
    Kind,
    ListedPacket,
    Transfer,
)
from congvu.exchange.client.multipart import Form
from congvu.exchange.client.wire import Wire, listed, promised

_TYPES = {"document": "edoc", "status": "status"}


@dataclass(frozen=True)
class Gateway:
    wire: Wire

    def register(self, agency: AgencyCard) -> None:
        words = _("Trục tỉnh không cho tự đăng ký đơn vị (%(code)s).")
        raise HubRefused(0, words % {"code": agency.code})

    def delete(self, code: str) -> None:
        words = _("Trục tỉnh không cho tự xóa đăng ký (%(code)s).")
        raise HubRefused(0, words % {"code": code})

    def agencies(self) -> Iterator[AgencyCard]:
        return iter(())

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
        fields = [
            ("messageType", _TYPES[kind]),
            ("from", sender),
            ("messageId", message_id),
            ("sha256", sha256),
            ("priority", str(urgency)),
            *(("to", code) for code in receivers),
        ]
        form = Form(fields, "edocFile", "packet.edxml", packet)
        told = self.wire.call("POST", "v1/sendEdoc", headers=form.headers, data=form)
        return promised(told, "docId", "docID")

    def received(self, code: str, after: str | None = None) -> list[ListedPacket]:
        asked = {"to": code, "after": after or ""}
        told = self.wire.call("GET", "v1/syncReceivedEdocList", params=asked)
        return listed(told)

    def get(self, id: str) -> BinaryIO:
        wanted = {"Accept": "application/xml"}
        return self.wire.fetch("v1/getEdoc", headers=wanted, params={"docId": id})

    def acknowledge(self, id: str, state: Transfer, words: str = "") -> None:
        told = {"docId": id, "status": state, "statusDesc": words}
        self.wire.call("POST", "v1/updateStatus", told=told)
