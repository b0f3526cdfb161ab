"""Papers that come to an agency, as rows: the paper, its file, its line, its life."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import event_row
from congvu.audit.rules import Actor, Door, EventRow
from congvu.documents.models import (
    Assignment,
    Document,
    DocumentFile,
    Grant,
    HistoryEvent,
    Instruction,
    Register,
    RegisterEntry,
)
from congvu.documents.queries import handling_deadline, step_deadline
from congvu.documents.rules import (
    AssignmentState,
    EntryState,
    GrantOrigin,
    for_the_log,
    order_key,
    search_text,
    symbol_key,
)
from congvu.files.models import FileKind, FileState, StoredFile
from congvu.law.queries import document_types
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.lib.numbering import build_symbol
from congvu.lib.yamltext import read_yaml
from congvu.synth.actions.copying import Table
from congvu.synth.rules import (
    Body,
    Chair,
    Dice,
    Grammar,
    Life,
    Paper,
    Step,
    body_text,
    live,
    outsider,
    subject,
    type_and_urgency,
)

DATA = Path(__file__).parents[1] / "data"
MODELS = (
    Register, Document, StoredFile, DocumentFile, RegisterEntry, Grant, Instruction,
    Assignment, HistoryEvent,
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A paper whose words somebody wrote; ``drawn`` makes its PDF."""

    code: str
    title: str
    text: str
    drawn: Callable[[Issued], bytes]


@dataclass
class Issued:
    """A paper as its issuer made it; ``by`` is none of an issuer outside.

    ``left``: how many of the next receivers get this very paper, too.
    """

    id: UUID
    file_id: UUID
    by: Body | None
    issuer: str
    signer: str
    position: str
    code: str
    type_name: str
    urgency: str
    symbol: str
    title: str
    issued_on: date
    sent_at: datetime
    file_name: str = ""
    left: int = 0
    told: set[UUID] = field(default_factory=set)


@dataclass(frozen=True)
class Received:
    """What became of a paper at one receiver."""

    entry_id: UUID
    body: Body
    issued: Issued
    life: Life
    at: datetime


@dataclass(frozen=True)
class Bytes:
    """The content of a file, for the store."""

    sha256: str
    content: bytes


class Papers:
    """Makes papers and the rows of their lives."""

    def __init__(self, dice: Dice, *, now: datetime, days: WorkCalendar) -> None:
        self.dice, self.now, self.days = dice, now, days
        self.types = {t.code: t for t in document_types(local_date(now))}
        self.grammar = read_grammar()
        self.tables = {model: Table(model) for model in MODELS}
        self.log: list[EventRow] = []
        self.contents: list[Bytes] = []
        # The law is asked once for each kind of day, not for each paper.
        self.handling = cache(handling_deadline)
        self.step = cache(step_deadline)

    def issue(
        self,
        at: datetime,
        sender: Body | None,
        to: str,
        *,
        without: str = "",
        written: Written | None = None,
    ) -> Issued:
        """A new paper with its file, by an agency of the province or from outside.

        ``without``: of any type but this; ``written``: this one, not one by chance.
        """
        dice, day = self.dice, local_date(at)
        code, urgency = type_and_urgency(dice)
        while code == without:
            code, urgency = type_and_urgency(dice)
        if written is not None:
            code, urgency = written.code, "normal"
        kind = self.types[code]
        issued_on = day - timedelta(days=dice.randrange(1, 5))
        unit = f"P{dice.randrange(1, 9)}" if not kind.abbreviation else None
        if sender is None:
            issuer, mark, signer = outsider(dice)
            number, position = dice.randrange(1, 4000), "Thủ trưởng đơn vị"
        else:
            number = sender.issued.get(day.year, 0) + 1
            sender.issued[day.year] = number
            leader = dice.choice(sender.leaders)
            issuer, mark = sender.name, sender.symbol
            signer, position = leader.person_name, leader.post_name
            issued_on = max(issued_on, date(day.year, 1, 1))
        symbol = build_symbol(number, kind.abbreviation, mark, unit)
        made = Issued(
            id=dice.key(at),
            file_id=dice.key(at),
            by=sender,
            issuer=issuer,
            signer=signer,
            position=position,
            code=code,
            type_name=kind.name,
            urgency=urgency,
            symbol=symbol,
            title=written.title if written else subject(dice),
            issued_on=issued_on,
            file_name=f"{symbol.replace('/', '-')}.{'pdf' if written else 'txt'}",
            sent_at=datetime.combine(issued_on, time(15), VIETNAM)
            + timedelta(minutes=dice.randrange(120)),
        )
        self._document(made, at)
        if written is None:
            self._file(made, self._by_chance(made, to), at)
        else:
            self._file(made, written.text, at, pdf=written.drawn(made))
        return made

    def _document(self, made: Issued, at: datetime) -> None:
        number, _slash, notation = made.symbol.partition("/")
        self.tables[Document].add(
            id=made.id,
            type_code=made.code,
            type_name=made.type_name,
            symbol=made.symbol,
            number=number,
            notation=notation,
            issued_on=made.issued_on,
            issuer_name=made.issuer,
            issuer_id=made.by.agency_id if made.by else None,
            subject=made.title,
            signer_name=made.signer,
            signer_position=made.position,
            urgency=made.urgency,
            pages=self.dice.randrange(1, 9),
            created_at=at,
        )

    def _by_chance(self, made: Issued, to: str) -> str:
        return body_text(
            self.dice,
            self.grammar,
            Paper(
                sender=made.issuer,
                to=to,
                symbol=made.symbol,
                type_name=made.type_name,
                issued_on=made.issued_on,
                subject=made.title,
                signer=made.signer,
                position=made.position,
            ),
        )

    def _file(
        self, made: Issued, text: str, at: datetime, *, pdf: bytes | None = None
    ) -> None:
        # No two papers are the same to the letter: each has its own key at the end.
        content = pdf or f"{text}\n{made.id}\n".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        self.tables[StoredFile].add(
            id=made.file_id,
            sha256=sha256,
            name=made.file_name,
            size=len(content),
            media_type="application/pdf" if pdf else "text/plain",
            kind=FileKind.PDF.value if pdf else FileKind.TEXT.value,
            state=FileState.READY.value,
            pages=1,
            text=text,
            created_at=at,
        )
        self.tables[DocumentFile].add(
            id=self.dice.key(at),
            document_id=made.id,
            file_id=made.file_id,
            name=made.file_name,
        )
        self.contents.append(Bytes(sha256, content))

    def receive(
        self, body: Body, made: Issued, at: datetime, *, whole: bool = False
    ) -> Received | None:
        """Its line in a register and what became of it; none where the agency ends
        before the paper would be done; with ``whole``, before everybody was through.
        """
        day = local_date(at)
        due_on, basis = self.handling(made.urgency, day)
        now = self.now
        if body.until < date.max:
            now = min(now, datetime.combine(body.until, time(), VIETNAM))
        life = live(self.dice, body, at=at, now=now, due_on=due_on, days=self.days)
        if now < self.now and not (life.is_over if whole else life.finished_at):
            return None
        number = body.last_numbers.get(day.year, 0) + 1
        body.last_numbers[day.year] = number
        entry_id = self._entry(body, made, life, at, number, basis)
        self._life(body, life, entry_id, order_key(day.year, number))
        registered = Step(
            at, "documents.registered", body.clerk, {"number": number, "year": day.year}
        )
        for step in [registered, *life.steps]:
            self._step(body, entry_id, step)
        return Received(entry_id, body, made, life, at)

    def _entry(
        self,
        body: Body,
        made: Issued,
        life: Life,
        at: datetime,
        number: int,
        basis: str,
    ) -> UUID:
        day = local_date(at)
        if day.year not in body.registers:
            body.registers[day.year] = self.dice.key(at)
            self.tables[Register].add(
                id=body.registers[day.year], agency_id=body.agency_id, year=day.year
            )
        entry_id = self.dice.key(at)
        words = [
            str(number), made.symbol, made.issuer, made.title, made.signer,
            made.type_name,
        ]  # fmt: skip
        waits = life.state == EntryState.REGISTERED
        self.tables[RegisterEntry].add(
            id=entry_id,
            register_id=body.registers[day.year],
            agency_id=body.agency_id,
            document_id=made.id,
            number=number,
            order_key=order_key(day.year, number),
            arrived_on=day,
            arrived_at=life.arrived_at,
            registered_at=at,
            registered_by=body.clerk.person_name,
            channel="exchange" if made.by else "paper",
            urgency=made.urgency,
            state=life.state.value,
            holder=life.holder,
            due_on=life.due_on,
            due_basis=basis,
            move_by=self.step("submit", made.urgency, day) if waits else None,
            told_until=_month_after(max([at, *(step.at for step in life.steps)])),
            recipient=life.recipient,
            transferred_on=life.transferred_on,
            finished_at=life.finished_at,
            result=life.result,
            symbol_key=symbol_key(made.symbol),
            search_text=search_text(words),
        )
        return entry_id

    def _life(self, body: Body, life: Life, entry_id: UUID, key: int) -> None:
        for said in life.said:
            self.tables[Instruction].add(
                id=said.id,
                entry_id=entry_id,
                level=said.level,
                text=said.text,
                given_at=said.at,
                given_by=said.by.person_name,
                given_by_post=said.by.post_name,
                post_id=said.by.post_id,
            )
        for work in life.works:
            self.tables[Assignment].add(
                id=work.id,
                entry_id=entry_id,
                agency_id=body.agency_id,
                parent_id=work.parent,
                part=work.part.value,
                desk_id=work.desk_id,
                desk_name=work.desk_name,
                unit_id=work.unit_id,
                state=work.state.value,
                due_on=work.due_on,
                instruction_id=work.instruction,
                given_at=work.given_at,
                given_by=work.given_by.person_name,
                given_by_post_id=work.given_by.post_id,
                read_at=work.read_at,
                result=work.result,
                reported_at=work.reported_at,
                ended_at=work.ended_at,
                reason=_("Văn bản đã giải quyết xong.")
                if work.state == AssignmentState.WITHDRAWN
                else "",
            )
        for principal in sorted(life.seen_by):
            own = principal == body.agency_id
            self.tables[Grant].add(
                id=self.dice.key(self.now),
                principal_id=principal,
                entry_id=entry_id,
                order_key=key,
                origin=GrantOrigin.HELD.value if own else GrantOrigin.WORK.value,
            )

    def _step(self, body: Body, entry_id: UUID, step: Step) -> None:
        self.tables[HistoryEvent].add(
            id=self.dice.key(step.at),
            at=step.at,
            entry_id=entry_id,
            agency_id=body.agency_id,
            event=step.event,
            actor=step.by.person_name,
            actor_post=step.by.post_name,
            detail=step.detail,
        )
        self.log.append(
            event_row(
                step.event,
                by=actor_of(step.by, body),
                at=step.at,
                on_type=_ENTRY,
                on_id=entry_id,
                agency_id=body.agency_id,
                data=for_the_log(step.detail),
                id=self.dice.key(step.at),
            )
        )


def read_grammar() -> Grammar:
    listed = read_yaml((DATA / "texts.yaml").read_text(encoding="utf-8"))
    return Grammar(**{name: tuple(said) for name, said in listed.items()})


def _month_after(at: datetime) -> datetime:
    """As the database reckons it for a line of a timeline."""
    day = local_date(at)
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return datetime.combine(first, time(), VIETNAM)


_ENTRY = RegisterEntry._meta.label_lower


def actor_of(chair: Chair, body: Body) -> Actor:
    return Actor(
        name=chair.person_name,
        person_id=chair.person_id,
        post_id=chair.post_id,
        agency_id=body.agency_id,
        door=Door.JOB,
    )
