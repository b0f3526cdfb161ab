"""The hub between the office and the neighbours that the demo plays.

The office's half is the office: its queue and its jobs, by a clock that is set to the
day. The other half is `Far`, which writes and fetches over the same hub.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Mail
from congvu.demo.formats.messages import Body, identifier, paper, word
from congvu.documents import actions as incoming
from congvu.documents.models import IntakeItem
from congvu.documents.rules import IntakeState
from congvu.exchange import jobs
from congvu.exchange.formats.edxml import AnyMessage
from congvu.exchange.formats.edxml import messages as edxml
from congvu.exchange.models import Arrival
from congvu.exchange.rules import StatusCode
from congvu.organisations.queries import AgencyOnDay

FILE = "exchange.yaml"
_SOON = timedelta(seconds=20)


class Far(Protocol):
    """The neighbours' system on the hub, as `congvu.demo.client` reaches it."""

    def join(self, names: Mapping[str, str]) -> None: ...

    def letters(self, code: str) -> list[AnyMessage]: ...

    def say(
        self,
        message: AnyMessage,
        *,
        sender: str,
        to: str,
        kind: Literal["document", "status"],
    ) -> None: ...

    def box(self, code: str) -> Callable[[str], Any]: ...


@dataclass
class Road:
    far: Far
    names: dict[str, str] = field(default_factory=lambda: read(FILE)["neighbours"])
    # What each neighbour has fetched, by the symbol on the paper.
    had: dict[tuple[str, str], edxml.DocumentMessage] = field(default_factory=dict)

    def open(self) -> None:
        """Everybody is a member: ours as the office enrols them, the others too."""
        self.far.join(self.names)
        jobs.enrol()

    @property
    def codes(self) -> dict[str, str]:
        """By name: whom the demo's papers reach over the hub, or try to."""
        known = {**self.names, **read(FILE)["strangers"]}
        return {name: code for code, name in known.items()}

    def body(self, code: str) -> Body:
        return Body(code, self.names[code])

    # -- a neighbour writes --

    def bring(
        self, mail: Mail, *, to: AgencyOnDay, type_name: str, at: datetime
    ) -> IntakeItem:
        """The paper comes in over the hub and lies at the door, read."""
        by, about = self.body(mail.line["by"]), ""
        if "replaces" in mail.line:
            about = self._came(by, mail.line["replaces"]).document_id
        message = paper(
            mail.sheet,
            by=by,
            to=Body(to.code, to.name),
            type_name=type_name,
            at=at,
            about=about,
        )
        self.far.say(message, sender=by.code, to=to.code, kind="document")
        self.empty(to.code, at)
        item = self._came(by, mail.line["symbol"]).item
        if item is None:
            raise LookupError(f"{identifier(by, mail.sheet)} lies at no door")
        if item.state == IntakeState.READING:
            item = incoming.read_item(item_id=item.pk, by=SYSTEM, at=at + _SOON)
        return item

    def want_back(self, mail: Mail, to: AgencyOnDay, at: datetime) -> None:
        """The sender asks for its paper back; the clerk has not answered yet."""
        by = self.body(mail.line["by"])
        came = self._came(by, mail.line["symbol"])
        about = edxml.AnsweredDocument(
            organ_id=by.code, code=came.symbol, document_id=came.document_id
        )
        words = mail.line["wants_back"]
        told = word(StatusCode.TAKE_BACK, by=by, about=about, words=words, at=at)
        self.far.say(told, sender=by.code, to=to.code, kind="status")
        self.empty(to.code, at)

    def _came(self, by: Body, symbol: str) -> Arrival:
        return Arrival.objects.select_related("item").get(
            kind="document", sender=by.code, symbol=symbol
        )

    # -- and answers --

    def fetch(self, code: str) -> None:
        for message in self.far.letters(code):
            if isinstance(message, edxml.DocumentMessage) and message.attachments:
                header = message.header
                symbol = f"{header.code.number}/{header.code.notation}"
                self.had[code, symbol] = message

    def answer(
        self, code: str, symbol: str, status: StatusCode, words: str, at: datetime
    ) -> None:
        """About what lay in its box; an agreement is about the paper replaced."""
        self.fetch(code)
        message = self.had[code, symbol]
        header, business = message.header, message.business
        meant = header.document_id
        if status == StatusCode.AGREED and business.document_id:
            meant = business.document_id
        about = edxml.AnsweredDocument(
            organ_id=header.from_.organ_id,
            code=symbol,
            promulgation_date=header.promulgation.promulgation_date,
            document_id=meant,
        )
        told = word(status, by=self.body(code), about=about, words=words, at=at)
        self.far.say(told, sender=code, to=header.from_.organ_id, kind="status")
        self.empty(header.from_.organ_id, at)

    # -- the office --

    def empty(self, code: str, at: datetime) -> None:
        """One box: the others are known to be empty."""
        jobs.receive(inlet=self.far.box(code), clock=lambda: at + _SOON)

    def send(self, at: datetime) -> None:
        jobs.drain(clock=lambda: at)
