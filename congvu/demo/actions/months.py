"""What the registers hold of the months before the papers of the last weeks.

Set by set, by the same chance as the synthetic province: papers that came, were worked
on and finished, so that a trend, a quarter and a league have something true to count.
Nothing of them is open today: what there is to do stands in data/papers.yaml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from congvu.audit.actions import EVENT_COLUMNS, ensure_months
from congvu.audit.models import AuditEvent
from congvu.demo.actions.sheets import Bodies
from congvu.demo.actions.shown import Told, told_papers
from congvu.documents.models import Register
from congvu.files.store import open_store
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.organisations.models import Unit
from congvu.organisations.queries import (
    AgencyOnDay,
    PostOnDay,
    agencies_on,
    posts_on,
)
from congvu.organisations.rules import Role
from congvu.synth.actions.copying import Table
from congvu.synth.actions.ending import last_words
from congvu.synth.actions.filing import Filing
from congvu.synth.actions.issuing import Issuing
from congvu.synth.actions.loading import keep
from congvu.synth.actions.papers import Issued, Papers, Received
from congvu.synth.rules import Body, Chair, Dice, Division, arrivals

MONTHS = 8
_SEED, _A_MONTH = 2009, 45
# In working days before today: the first papers of data/papers.yaml came, the first of
# data/outgoing.yaml were written, and everything of these months was finished.
_CAME, _WRITTEN, _FINISHED = 16, 60, 2
# Decisions have numbers of their own from data/outgoing.yaml on.
_OWN_BOOK = "QĐ"
_INSIDE, _COMMITTEE, _TRIES = 0.5, 5.0, 50


def fill_months(*, today: date, at: datetime, since: date) -> None:
    """Before the papers of the last weeks, from ``since`` at the earliest: numbers rise
    with the days.
    """
    days = calendar()
    until = days.add_working_days(today, -_CAME)
    first = max(since, _months_before(until))
    if first >= until:
        return
    dice = _Dice(_SEED, at)
    moments = arrivals(
        dice, count=MONTHS * _A_MONTH, first=first, last=until, days=days
    )
    for table in ("audit_event", "documents_historyevent"):
        ensure_months(table, [*moments, at])
    finished = days.add_working_days(today, -_FINISHED)
    past = _Past(
        dice,
        Papers(dice, now=at, days=days),
        _bodies(first, finished),
        first,
        days.add_working_days(today, -_WRITTEN),
        told_papers(first),
    )
    for moment in moments:
        past.paper(moment)
    past.write()


def _months_before(day: date) -> date:
    months = day.year * 12 + day.month - 1 - MONTHS
    return date(months // 12, months % 12 + 1, 1)


class _Dice(Dice):
    """The same papers each time under keys of their own: what a timeline and the log
    keep of a province that was taken away stays.
    """

    def __init__(self, seed: int, at: datetime) -> None:
        super().__init__(seed)
        self._keys = Dice(at.isoformat())

    def key(self, at: datetime) -> UUID:
        return self._keys.key(at)


class _Past:
    """Papers between these bodies and from outside, as rows until they are written."""

    def __init__(
        self,
        dice: Dice,
        papers: Papers,
        bodies: Sequence[Body],
        since: date,
        sent_until: date,
        told: Sequence[Told],
    ) -> None:
        self.dice, self.papers, self.bodies = dice, papers, bodies
        self.sent_until = sent_until
        # The oldest last, to be taken from there.
        self.told = [t for t in reversed(told) if self._body_of(t) is not None]
        self.gap = (sent_until - since) / (len(self.told) + 1)
        self.next_told = since + self.gap
        self.issuing, self.filing = Issuing(dice), Filing(dice)
        self.weights = [body.weight for body in bodies]

    def paper(self, at: datetime) -> None:
        """One more has come to somebody, who was through with it in time to be past."""
        body, sender, told = self._any(), None, None
        if local_date(at) < self.sent_until and self.dice.random() < _INSIDE:
            sender = self._any(besides=body)
            if self._is_time(at) and self._body_of(self.told[-1]) is not body:
                told = self.told.pop()
                self.next_told += self.gap
                sender = self._body_of(told)
        made = self.papers.issue(
            at,
            sender,
            body.name,
            without=_OWN_BOOK,
            written=told.written(at) if told else None,
        )
        received = self._received(body, made, at)
        if sender is not None:
            self.issuing.sent(received)
        self.filing.file(received)

    def _received(self, body: Body, made: Issued, at: datetime) -> Received:
        for _try in range(_TRIES):
            received = self.papers.receive(body, made, at, whole=True)
            if received is not None:
                return received
        raise LookupError(f"{body.name} would never be through with a paper of {at}")

    def _is_time(self, at: datetime) -> bool:
        """What the public reads is of the whole time, not of its first weeks."""
        return bool(self.told) and local_date(at) >= self.next_told

    def _body_of(self, told: Told) -> Body | None:
        return next((b for b in self.bodies if b.agency_id == told.agency_id), None)

    def _any(self, besides: Body | None = None) -> Body:
        """The busier the likelier."""
        while True:
            (body,) = self.dice.choices(self.bodies, self.weights)
            if body is not besides:
                return body

    def write(self) -> None:
        events = Table(AuditEvent)
        for row in sorted(self.papers.log, key=lambda row: (row.at, row.id)):
            events.add(**{name: getattr(row, name) for name in EVENT_COLUMNS})
        for tables in (self.papers.tables, self.issuing.tables, self.filing.tables):
            for table in tables.values():
                table.load()
        events.load()
        keep(open_store(), self.papers.contents)
        for said in last_words(self.bodies):
            said.copy()


def _bodies(on: date, until: date) -> list[Body]:
    """Those who had somebody to work on papers that day, with who that was."""
    posts: dict[UUID, list[PostOnDay]] = defaultdict(list)
    units = dict(Unit.objects.valid(on=on).values_list("id", "agency_id"))
    for post in posts_on(on):
        if post.person_id is not None and post.unit_id in units:
            posts[units[post.unit_id]].append(post)
    committee = Bodies(on).agencies["committee"].id
    found = []
    for agency in agencies_on(on):
        body = _body(agency, posts[agency.id], until)
        if body is not None:
            body.weight = _COMMITTEE if agency.id == committee else 1.0
            found.append(body)
    _go_on(found)
    return found


def _body(agency: AgencyOnDay, posts: Sequence[PostOnDay], until: date) -> Body | None:
    by_role: dict[str, list[Chair]] = defaultdict(list)
    for post in posts:
        by_role[post.role].append(_chair(post))
    divisions = [
        Division(head.unit_id, head.unit_name, head, hands)
        for head in by_role[Role.UNIT_HEAD]
        if (hands := [c for c in by_role[Role.SPECIALIST] if c.unit_id == head.unit_id])
    ]
    clerks, leaders = by_role[Role.RECORDS_CLERK], by_role[Role.LEADER]
    if not (clerks and leaders and divisions):
        return None
    return Body(
        agency_id=agency.id,
        name=agency.name,
        symbol=agency.issuer_symbol,
        clerk=clerks[0],
        leaders=leaders,
        divisions=divisions,
        weight=1.0,
        until=until,
    )


def _chair(post: PostOnDay) -> Chair:
    if post.person_id is None:
        raise LookupError(f"nobody holds {post.name}")
    return Chair(
        post_id=post.id,
        post_name=post.name,
        person_id=post.person_id,
        person_name=post.person_name,
        unit_id=post.unit_id,
        unit_name=post.unit_name,
    )


def _go_on(bodies: Sequence[Body]) -> None:
    """Books that were opened since go on where they are."""
    by_agency = {body.agency_id: body for body in bodies}
    for register in Register.objects.filter(agency__in=by_agency):
        body = by_agency[register.agency_id]
        body.registers[register.year] = register.id
        body.last_numbers[register.year] = register.last_number
