"""Loading papers and their lives, a batch to a transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import ensure_months, event_row, load_sealed, record
from congvu.audit.rules import Actor, Door, EventRow
from congvu.documents.models import (
    Assignment,
    Document,
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
from congvu.law.queries import calendar, document_types
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.lib.numbering import build_symbol
from congvu.lib.refusals import Refused
from congvu.organisations.models import Identifier
from congvu.synth.actions.bodies import make_bodies
from congvu.synth.actions.copying import Table
from congvu.synth.rules import (
    Body,
    Chair,
    Dice,
    Life,
    Step,
    arrivals,
    live,
    subject,
    type_and_urgency,
)

BATCH = 5000


class AlreadyLoaded(Refused):
    """A province of this seed is here already."""


@dataclass(frozen=True)
class Loaded:
    """What was made: rows by table name."""

    agencies: int
    rows: dict[str, int]


def load_province(
    *,
    documents: int,
    seed: int,
    last: date,
    years: int,
    by: Actor,
    at: datetime,
    told: Callable[[int], None] = lambda _done: None,
) -> Loaded:
    """Invent a province and load it. Each batch is whole: a stop leaves no half paper.

    ``told`` hears how many papers are in. The same arguments give the same rows.
    """
    if Identifier.objects.filter(value=f"X{seed:02d}").exists():
        raise AlreadyLoaded([_("Tỉnh giả lập với hạt giống này đã có.")])
    dice = Dice(seed)
    first = last - timedelta(days=365 * years)
    days = calendar()
    with transaction.atomic():
        bodies = make_bodies(
            dice, documents=documents, seed=seed, since=first - timedelta(days=365)
        )
        record(
            "synth.loaded", by=by, at=at, data={"documents": documents, "seed": seed}
        )
    moments = arrivals(dice, count=documents, first=first, last=last, days=days)
    now = datetime.combine(last, time(17), VIETNAM)
    for table in ("audit_event", "documents_historyevent"):
        ensure_months(table, _months(first, last))
    writer = _Writer(dice, bodies, now=now, days=days)
    rows: dict[str, int] = {}
    for start in range(0, len(moments), BATCH):
        for moment in moments[start : start + BATCH]:
            writer.paper(moment)
        for name, count in writer.load().items():
            rows[name] = rows.get(name, 0) + count
        told(min(start + BATCH, documents))
    return Loaded(len(bodies), rows)


def _months(first: date, last: date) -> list[datetime]:
    span = (last - first).days
    return [
        datetime.combine(first + timedelta(days=n), time(12), VIETNAM)
        for n in [*range(0, span, 28), span]
    ]


class _Writer:
    """Turns papers and lives into rows."""

    def __init__(
        self, dice: Dice, bodies: list[Body], *, now: datetime, days: WorkCalendar
    ) -> None:
        self.dice, self.bodies, self.now, self.days = dice, bodies, now, days
        self.weights = [b.weight for b in bodies]
        self.types = {t.code: t for t in document_types(local_date(now))}
        models = (
            Document, RegisterEntry, Grant, Instruction, Assignment, HistoryEvent,
        )  # fmt: skip
        self.tables = {m: Table(m) for m in models}
        self.log: list[EventRow] = []
        # The law is asked once for each kind of day, not for each paper.
        self.handling = cache(handling_deadline)
        self.step = cache(step_deadline)

    def paper(self, at: datetime) -> None:
        dice = self.dice
        body = dice.choices(self.bodies, self.weights)[0]
        sender = dice.choice([b for b in self.bodies if b is not body])
        day = local_date(at)
        code, urgency = type_and_urgency(dice)
        kind = self.types[code]
        issued_on = day - timedelta(days=dice.randrange(1, 5))
        sender.issued[issued_on.year] = sender.issued.get(issued_on.year, 0) + 1
        unit = f"P{dice.randrange(1, 9)}" if not kind.abbreviation else None
        symbol = build_symbol(
            sender.issued[issued_on.year], kind.abbreviation, sender.symbol, unit
        )
        title = subject(dice)
        document_id = dice.key(at)
        signer = dice.choice(sender.leaders)
        self.tables[Document].add(
            id=document_id,
            type_code=code,
            type_name=kind.name,
            symbol=symbol,
            number=symbol.split("/")[0],
            notation=symbol.split("/")[1],
            issued_on=issued_on,
            issuer_name=sender.name,
            issuer_id=sender.agency_id,
            subject=title,
            signer_name=signer.person_name,
            signer_position=signer.post_name,
            urgency=urgency,
            pages=dice.randrange(1, 9),
            created_at=at,
        )
        due_on, basis = self.handling(urgency, day)
        life = live(dice, body, at=at, now=self.now, due_on=due_on, days=self.days)
        number = body.last_numbers.get(day.year, 0) + 1
        body.last_numbers[day.year] = number
        entry_id = self._entry(
            body, life, at, day, number, document_id, urgency, basis, symbol,
            search_text(
                [str(number), symbol, sender.name, title, signer.person_name, kind.name]
            ),
        )  # fmt: skip
        self._life(body, life, entry_id, order_key(day.year, number))
        registered = Step(
            at, "documents.registered", body.clerk, {"number": number, "year": day.year}
        )
        for step in [registered, *life.steps]:
            self._step(body, entry_id, step)

    def _entry(
        self, body: Body, life: Life, at: datetime, day: date, number: int,
        document_id: UUID, urgency: str, basis: str, symbol: str, words: str,
    ) -> UUID:  # fmt: skip
        if day.year not in body.registers:
            register = Register(
                id=self.dice.key(at), agency_id=body.agency_id, year=day.year
            )
            body.registers[day.year] = register.id
            register.save(force_insert=True)
        entry_id = self.dice.key(at)
        self.tables[RegisterEntry].add(
            id=entry_id,
            register_id=body.registers[day.year],
            agency_id=body.agency_id,
            document_id=document_id,
            number=number,
            order_key=order_key(day.year, number),
            arrived_on=day,
            arrived_at=life.arrived_at,
            registered_at=at,
            registered_by=body.clerk.person_name,
            channel="paper",
            urgency=urgency,
            state=life.state.value,
            holder=life.holder,
            due_on=life.due_on,
            due_basis=basis,
            move_by=self.step("submit", urgency, day)
            if life.state == EntryState.REGISTERED
            else None,
            recipient=life.recipient,
            transferred_on=life.transferred_on,
            finished_at=life.finished_at,
            result=life.result,
            symbol_key=symbol_key(symbol),
            search_text=words,
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
            self.tables[Grant].add(
                id=self.dice.key(self.now),
                principal_id=principal,
                entry_id=entry_id,
                order_key=key,
                origin=GrantOrigin.HELD
                if principal == body.agency_id
                else GrantOrigin.WORK,
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
                by=_actor(step.by, body.agency_id),
                at=step.at,
                on_type=RegisterEntry._meta.label_lower,
                on_id=entry_id,
                agency_id=body.agency_id,
                data=for_the_log(step.detail),
                id=self.dice.key(step.at),
            )
        )

    @transaction.atomic
    def load(self) -> dict[str, int]:
        """One batch: papers, lines, lives, the log with its links, the last numbers."""
        counts = {t.name: t.load() for t in self.tables.values()}
        self.log.sort(key=lambda row: (row.at, row.id))
        counts["audit_event"] = len(self.log)
        load_sealed(self.log)
        self.log.clear()
        for body in self.bodies:
            for year, register_id in body.registers.items():
                Register.objects.filter(pk=register_id).update(
                    last_number=body.last_numbers[year]
                )
        return counts


def _actor(chair: Chair, agency_id: UUID) -> Actor:
    return Actor(
        name=chair.person_name,
        person_id=chair.person_id,
        post_id=chair.post_id,
        agency_id=agency_id,
        door=Door.JOB,
    )
