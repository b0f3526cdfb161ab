"""The sender's side of papers between agencies of the province, as rows: the line in
its book, the way to each receiver and what that one told back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from congvu.documents.models import IntakeItem
from congvu.documents.rules import GrantOrigin, IntakeState, order_key, search_text
from congvu.exchange.models import Dispatch, DispatchStatus
from congvu.exchange.rules import Channel, StatusCode, Transfer
from congvu.outgoing.models import (
    NumberSequence,
    OutgoingBook,
    OutgoingEntry,
    OutgoingGrant,
    Recipient,
)
from congvu.outgoing.rules import (
    DEFAULT_SEQUENCES,
    OutgoingState,
    RecipientKind,
    SequenceKind,
)
from congvu.synth.actions.copying import Table
from congvu.synth.actions.papers import Issued, Received
from congvu.synth.rules import Body, Dice

MODELS = (
    OutgoingBook, NumberSequence, OutgoingEntry, OutgoingGrant, Recipient, IntakeItem,
    Dispatch, DispatchStatus,
)  # fmt: skip
_REFUSALS = (
    "Không đúng cơ quan nhận.",
    "Thiếu phụ lục kèm theo, đề nghị gửi lại.",
    "Văn bản trùng với văn bản đã nhận.",
)


class Issuing:
    """Makes lines of outgoing books and what goes out from them."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.tables = {model: Table(model) for model in MODELS}
        self.entries: dict[UUID, UUID] = {}

    def line(self, made: Issued) -> UUID:
        """Its line in the sender's book, with the book where it is the year's first."""
        if made.id in self.entries:
            return self.entries[made.id]
        body, dice, year = made.by, self.dice, made.issued_on.year
        if body is None:
            raise ValueError("a paper from outside has no line in a book here")
        if year not in body.books:
            self._book(body, year, made.sent_at)
        _book, sequence = body.books[year]
        number = int(made.symbol.partition("/")[0])
        body.lines[year] = max(body.lines.get(year, 0), number)
        division = dice.choice(body.divisions)
        key = dice.key(made.sent_at)
        self.entries[made.id] = key
        self.tables[OutgoingEntry].add(
            id=key,
            sequence_id=sequence,
            agency_id=body.agency_id,
            year=year,
            number=number,
            symbol=made.symbol,
            order_key=order_key(year, number),
            state=OutgoingState.ISSUED.value,
            type_code=made.code,
            type_name=made.type_name,
            subject=made.title,
            issued_on=made.issued_on,
            urgency=made.urgency,
            unit_id=division.unit_id,
            unit_name=division.name,
            signer_name=made.signer,
            signer_position=made.position,
            reserved_at=made.sent_at,
            reserved_by=body.clerk.person_name,
            signed_at=made.sent_at,
            released_at=made.sent_at,
            released_by=body.clerk.person_name,
            document_id=made.id,
            search_text=search_text(
                [made.symbol, made.title, made.signer, made.type_name]
            ),
        )
        writer = dice.choice(division.specialists)
        for principal in (
            division.unit_id, division.head.post_id, writer.post_id, body.agency_id
        ):  # fmt: skip
            self.tables[OutgoingGrant].add(
                id=dice.key(made.sent_at),
                principal_id=principal,
                entry_id=key,
                order_key=order_key(year, number),
                origin=GrantOrigin.WORK.value,
            )
        return key

    def sent(self, got: Received) -> None:
        """How it came to a receiver, and what that one told while it worked on it."""
        life, made = got.life, got.issued
        told = [(StatusCode.ARRIVED, life.arrived_at), (StatusCode.ACCEPTED, got.at)]
        for code, moment in (
            (
                StatusCode.ASSIGNED,
                life.works[1].given_at if len(life.works) > 1 else None,
            ),
            (StatusCode.FINISHED, life.finished_at),
        ):
            if moment is not None:
                told.append((code, moment))
        self._dispatch(
            made, got.body, told, IntakeState.REGISTERED, life.arrived_at,
            entry_id=got.entry_id,
        )  # fmt: skip

    def refused(self, made: Issued, body: Body, at: datetime) -> None:
        """It came to somebody who gave it back."""
        told = [(StatusCode.ARRIVED, at), (StatusCode.REFUSED, at + timedelta(hours=1))]
        why = self.dice.choice(_REFUSALS)
        self._dispatch(made, body, told, IntakeState.DISCARDED, at, why=why)

    def _dispatch(
        self, made: Issued, body: Body, told: list[tuple[StatusCode, datetime]],
        state: IntakeState, at: datetime, *, entry_id: UUID | None = None,
        why: str = "",
    ) -> None:  # fmt: skip
        dice, entry = self.dice, self.line(made)
        made.told.add(body.agency_id)
        recipient, item, key = dice.key(at), dice.key(at), dice.key(at)
        self.tables[Recipient].add(
            id=recipient,
            entry_id=entry,
            kind=RecipientKind.AGENCY.value,
            agency_id=body.agency_id,
            name=body.name,
            sent_at=made.sent_at,
        )
        self.tables[IntakeItem].add(
            id=item,
            agency_id=body.agency_id,
            file_id=made.file_id,
            name=made.file_name,
            channel="exchange",
            state=state.value,
            reason=why,
            received_at=at,
            received_by=made.issuer[:80],
            entry_id=entry_id,
            document_id=made.id,
        )
        self.tables[Dispatch].add(
            id=key,
            entry_id=entry,
            recipient_id=recipient,
            agency_id=body.agency_id,
            channel=Channel.INSIDE.value,
            state=Transfer.SENT.value,
            created_at=made.sent_at,
            sent_at=made.sent_at,
            item_id=item,
            status=told[-1][0].value,
        )
        for code, moment in told:
            self.tables[DispatchStatus].add(
                id=dice.key(moment),
                dispatch_id=key,
                code=code.value,
                text=why if code == StatusCode.REFUSED else "",
                at=moment,
                told_by=body.name,
            )

    def _book(self, body: Body, year: int, at: datetime) -> None:
        book = self.dice.key(at)
        keys = {rule.kind: self.dice.key(at) for rule in DEFAULT_SEQUENCES}
        body.books[year] = (book, keys[SequenceKind.ADMINISTRATIVE])
        self.tables[OutgoingBook].add(id=book, agency_id=body.agency_id, year=year)
        for position, rule in enumerate(DEFAULT_SEQUENCES):
            self.tables[NumberSequence].add(
                id=keys[rule.kind],
                book_id=book,
                position=position,
                name=rule.name,
                kind=rule.kind.value,
                type_codes=list(rule.type_codes),
            )
