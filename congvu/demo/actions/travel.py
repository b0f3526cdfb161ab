"""What became of the papers that went out over the demo's hub, step by step.

As with the papers themselves (life.py): the office's steps are its own actions, each on
its day, in the order of the moments; what comes in came over the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from congvu.demo.actions.life import Case, Life
from congvu.demo.actions.plan import read
from congvu.demo.actions.road import FILE, Road
from congvu.demo.actions.sheets import Bodies
from congvu.exchange import actions, jobs
from congvu.exchange.models import Dispatch, Packet
from congvu.exchange.rules import StatusCode
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.access import Seat
from congvu.organisations.rules import Role
from congvu.outgoing.actions import relate_paper
from congvu.outgoing.models import OutgoingEntry

_CODES = {
    "arrived": StatusCode.ARRIVED,
    "refused": StatusCode.REFUSED,
    "accepted": StatusCode.ACCEPTED,
    "assigned": StatusCode.ASSIGNED,
    "working": StatusCode.IN_PROGRESS,
    "finished": StatusCode.FINISHED,
    "agreed": StatusCode.AGREED,
}
# How many working days after the paper, and when in that day.
_CLOCK: dict[str, tuple[int, time]] = {
    "arrived": (0, time(0)),
    "accepted": (0, time(10, 40)),
    "assigned": (0, time(14, 5)),
    "refused": (0, time(14, 25)),
    "recall": (0, time(15, 10)),
    "agreed": (0, time(16, 5)),
    "working": (1, time(8, 50)),
    "finished": (3, time(15, 40)),
}
_SOON, _APART = timedelta(seconds=15), timedelta(minutes=4)

Step = tuple[datetime, Callable[[datetime], None]]


@dataclass(frozen=True)
class Travel:
    """What is still to happen to each paper, and when."""

    life: Life
    road: Road

    def clerk(self, at: datetime) -> Seat:
        post = self.life.bodies.desk("committee", Role.RECORDS_CLERK)
        return self.life.seat(post, at)

    def of_paper(self, line: dict[str, Any]) -> Iterator[Step]:
        entry = OutgoingEntry.objects.get(subject=line["paper"])
        sent = entry.dispatches.filter(packet__isnull=False).earliest("created_at")
        left = sent.created_at
        if "replaces" in line:
            yield left, lambda at: self._replace(entry, line["replaces"], at)
        for number, (code, steps) in enumerate(line["answers"].items()):
            before = left + _SOON
            for place, step in enumerate(steps):
                name, words = _named(step)
                days, clock = _CLOCK[name]
                day = self.life.days.add_working_days(local_date(left), days)
                moment = datetime.combine(day, clock, VIETNAM)
                moment += timedelta(seconds=131 * number)
                before = max(moment, before + _APART)
                latest = self.life.now - timedelta(seconds=30 * (len(steps) - place))
                yield min(before, latest), self._step(entry, code, name, words)

    def _step(
        self, entry: OutgoingEntry, code: str, name: str, words: str
    ) -> Callable[[datetime], None]:
        if name == "recall":
            return lambda at: self._recall(entry, code, words, at)
        return lambda at: self.road.answer(code, entry.symbol, _CODES[name], words, at)

    def _recall(self, entry: OutgoingEntry, code: str, why: str, at: datetime) -> None:
        sent = Dispatch.objects.get(entry=entry, address=code)
        actions.ask_one_back(dispatch_id=sent.pk, reason=why, by=self.clerk(at), at=at)

    def _replace(self, entry: OutgoingEntry, subject: str, at: datetime) -> None:
        earlier = OutgoingEntry.objects.get(subject=subject)
        relate_paper(
            entry_id=entry.pk,
            kind="replaces",
            symbol=earlier.symbol,
            year=earlier.year,
            by=self.clerk(at),
            at=at,
        )

    def wishes(self, cases: Sequence[Case]) -> Iterator[Step]:
        """The neighbours who want a paper back, the morning after."""
        for case in cases:
            if "wants_back" in case.line:
                yield self._wish(case)

    def _wish(self, case: Case) -> Step:
        came = self.life.bodies.arrived(case.line, self.life.days, self.life.today)
        day = self.life.days.add_working_days(came, 1)
        moment = datetime.combine(day, time(9, 35), VIETNAM)
        to = self.life.bodies.agencies[case.line["to"]]
        return min(moment, self.life.now - _SOON), (
            lambda at: self.road.want_back(case.mail, to, at)
        )

    def sendings(self) -> Iterator[Step]:
        """Every packet that waits goes out seconds after it was written."""
        for moment in Packet.objects.values_list("created_at", flat=True).distinct():
            yield min(moment + _SOON, self.life.now), self.road.send


def _named(step: str | dict[str, str]) -> tuple[str, str]:
    if isinstance(step, str):
        return step, ""
    ((name, words),) = step.items()
    return name, words


def travel(cases: Sequence[Case], road: Road, *, now: datetime) -> None:
    """After `send_out`: its papers go, and are answered; nothing waits in the end."""
    way = Travel(Life(Bodies(local_date(now)), now), road)
    steps = [*way.wishes(cases), *way.sendings()]
    for line in read(FILE)["sent"]:
        steps += way.of_paper(line)
    for moment, take in sorted(steps, key=lambda step: step[0]):
        take(moment)
        road.send(moment + _SOON)
    road.send(now)
    for code in road.names:
        road.fetch(code)
    jobs.take_directories()
