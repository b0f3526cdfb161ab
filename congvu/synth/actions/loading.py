"""A province from a seed: its people, its papers and what became of them, by COPY."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from congvu.audit.actions import EVENT_COLUMNS, ensure_months, event_row
from congvu.audit.models import AuditEvent, AuditLink
from congvu.audit.rules import Actor, chain
from congvu.files.store import Store, open_store
from congvu.files.store.folder import FolderStore
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.lib.refusals import Refused
from congvu.organisations.models import Identifier
from congvu.synth.actions.bare import bare
from congvu.synth.actions.bodies import Organisation
from congvu.synth.actions.copying import Load, Table
from congvu.synth.actions.ending import last_words
from congvu.synth.actions.filing import Filing
from congvu.synth.actions.handing_over import Handing, at_once, side_by_side
from congvu.synth.actions.issuing import Issuing
from congvu.synth.actions.papers import Bytes, Issued, Papers
from congvu.synth.rules import Body, Dice, arrivals

BATCH = 5_000
LARGE = 50_000
"""From so many papers on the tables are loaded bare, by a thread of its own."""
_INSIDE = 0.4
_REFUSED = 0.02
_CIRCULAR = 0.1


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
    agencies: int = 0,
    told: Callable[[int], None] = lambda _done: None,
) -> Loaded:
    """Invent a province and load it, all or nothing.

    ``agencies``: how many there are at first, else as many as the papers are work for.
    ``told`` hears how many papers are made. The same arguments give the same rows.
    """
    if Identifier.objects.filter(value=f"X{seed:02d}").exists():
        raise AlreadyLoaded([_("Tỉnh giả lập với hạt giống này đã có.")])
    first = last - timedelta(days=365 * years)
    for table in ("audit_event", "documents_historyevent"):
        ensure_months(table, [*_months(first, last), at])
    making = _Making(documents, seed, first=first, last=last, agencies=agencies)
    making.papers.log.append(
        event_row(
            "synth.loaded", by=by, at=at, data={"documents": documents, "seed": seed}
        )
    )
    large = documents >= LARGE
    way = side_by_side if large else at_once
    with way(lambda: bare(making.table_names) if large else nullcontext()) as handing:
        making.run(handing, told)
    return Loaded(len(making.organisation.bodies), making.rows)


def _months(first: date, last: date) -> list[datetime]:
    span = (last - first).days
    return [
        datetime.combine(first + timedelta(days=n), time(12), VIETNAM)
        for n in [*range(0, span, 28), span]
    ]


class _Making:
    """Makes the province in order of time, and hands it over batch by batch."""

    def __init__(
        self, documents: int, seed: int, *, first: date, last: date, agencies: int
    ) -> None:
        self.dice, self.documents = Dice(seed), documents
        self.first, self.last = first, last
        days: WorkCalendar = calendar()
        now = datetime.combine(last, time(17), VIETNAM)
        reform_on = max(date(last.year - 1, 7, 1), first + timedelta(days=180))
        self.organisation = Organisation(
            self.dice,
            documents=documents,
            seed=seed,
            since=first - timedelta(days=365),
            reform_on=reform_on,
            agencies=agencies,
        )
        self.moments = arrivals(
            self.dice, count=documents, first=first, last=last, days=days
        )
        self.papers = Papers(self.dice, now=now, days=days)
        self.issuing, self.filing = Issuing(self.dice), Filing(self.dice)
        self.events, self.links = Table(AuditEvent), Table(AuditLink)
        self.circular: Issued | None = None
        self.rows: dict[str, int] = {}

    @property
    def table_names(self) -> list[str]:
        return [
            table.name for table in [*self._paper_tables(), self.events, self.links]
        ]

    def _paper_tables(self) -> list[Table]:
        kinds = (self.papers.tables, self.issuing.tables, self.filing.tables)
        return [table for tables in kinds for table in tables.values()]

    def run(self, handing: Handing, told: Callable[[int], None]) -> None:
        self.seq, self.previous = handing.head
        store, year = open_store(), self.first.year
        # Who is there is there before the first paper: its keys point to them.
        handing.send(self._taken(self.organisation.tables))
        for start in range(0, self.documents, BATCH):
            moments = self.moments[start : start + BATCH]
            for moment in moments:
                if local_date(moment).year > year:
                    year = local_date(moment).year
                    self.organisation.new_year(date(year, 1, 1))
                self._paper(moment)
            keep(store, self.papers.contents)
            handing.send(self._taken([*self._paper_tables(), *self._log_tables()]))
            told(start + len(moments))
        self.organisation.builder.all_stay()
        handing.send(self._taken(self.organisation.tables))
        handing.send(last_words(self.organisation.bodies))

    def _paper(self, at: datetime) -> None:
        body = self._there(at)
        made = self._circular_to(body) or self._new_to(body, at)
        while (received := self.papers.receive(body, made, at)) is None:
            body = self._without(made, at) or self._there(at)
        made.told.add(body.agency_id)
        if made.by is not None:
            self.issuing.sent(received)
            if self.dice.random() < _REFUSED:
                other = self._without(made, at)
                if other is not None:
                    self.issuing.refused(made, other, at)
        self.filing.file(received)

    def _there(self, at: datetime) -> Body:
        """Somebody who is there that day, the busier the likelier."""
        day = local_date(at)
        while True:
            body = self.dice.choices(self.organisation.bodies, self._weights)[0]
            if body.is_there(day):
                return body

    def _without(self, made: Issued, at: datetime) -> Body | None:
        """Somebody there who has not got this very paper, if there is one."""
        day = local_date(at)
        others = [
            body
            for body in self.organisation.bodies
            if body.is_there(day)
            and body is not made.by
            and body.agency_id not in made.told
        ]
        return self.dice.choice(others) if others else None

    @cached_property
    def _weights(self) -> list[float]:
        return [body.weight for body in self.organisation.bodies]

    def _circular_to(self, body: Body) -> Issued | None:
        """The paper that goes to many just now, if this one has not got it."""
        made = self.circular
        if made is None or made.left < 1:
            return None
        if body is made.by or body.agency_id in made.told:
            return None
        made.left -= 1
        return made

    def _new_to(self, body: Body, at: datetime) -> Issued:
        dice, sender = self.dice, None
        if dice.random() < _INSIDE:
            sender = self._there(at)
            sender = None if sender is body else sender
        made = self.papers.issue(at, sender, body.name)
        if dice.random() < _CIRCULAR:
            made.left, self.circular = dice.randrange(2, 20), made
        return made

    def _log_tables(self) -> list[Table]:
        """The log of this batch in order, and its links."""
        log = sorted(self.papers.log, key=lambda row: (row.at, row.id))
        self.papers.log.clear()
        for row in log:
            self.events.add(**{name: getattr(row, name) for name in EVENT_COLUMNS})
        for link in chain(log, self.previous, self.seq):
            self.links.add(**link._asdict())
            self.seq, self.previous = link.seq, link.digest
        return [self.events, self.links]

    def _taken(self, tables: Iterable[Table]) -> list[Load]:
        loads = [table.take() for table in tables]
        for load in loads:
            self.rows[load.table] = self.rows.get(load.table, 0) + load.rows
        return [load for load in loads if load.rows]


def keep(store: Store, contents: list[Bytes]) -> None:
    """Put files where the office looks for them; they are made anew if this fails."""
    for one in contents:
        if isinstance(store, FolderStore):
            place = store.place(one.sha256)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(one.content)
        else:
            temporary = store.new_temporary()
            temporary.write_bytes(one.content)
            store.keep(temporary, one.sha256)
    contents.clear()
