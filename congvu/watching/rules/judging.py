"""What answers say: of one probe, of its target, and of what fell. Pure.

One lost answer is no loss: so many in a row are, since the first of them. Two answers
in a row are a return, since the first of them. What nobody asked for a while is not
known, and not taken for anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from congvu.watching.rules.words import (
    ANSWERS_NEEDED,
    FALLEN,
    FLAPS_WITHIN,
    STABLE_FOR,
    TargetState,
)


@dataclass
class Pulse:
    """One probe: ``told`` is what its answers say, None while they say nothing yet."""

    told: bool | None = None
    fails: int = 0
    oks: int = 0
    first_fail: datetime | None = None
    first_ok: datetime | None = None

    def beat(self, *, up: bool, at: datetime, needed: int) -> datetime | None:
        """Take one answer; since when something else is true, if it is."""
        if up:
            self.fails, self.first_fail = 0, None
            if self.told is True:
                return None
            self.oks, self.first_ok = self.oks + 1, self.first_ok or at
            if self.told is False and self.oks < ANSWERS_NEEDED:
                return None
            since, self.told = self.first_ok, True
            self.oks, self.first_ok = 0, None
            return since
        self.oks, self.first_ok = 0, None
        if self.told is False:
            return None
        self.fails, self.first_fail = self.fails + 1, self.first_fail or at
        if self.fails < needed:
            return None
        self.told = False
        return self.first_fail

    def forget(self) -> None:
        self.told, self.fails, self.oks = None, 0, 0
        self.first_fail = self.first_ok = None


def state_of(told: Collection[bool | None]) -> TargetState:
    """Of a target, by what its probes say."""
    known = [one for one in told if one is not None]
    if not known:
        return TargetState.UNKNOWN
    if all(known):
        return TargetState.UP
    return TargetState.PARTLY if any(known) else TargetState.DOWN


def grace(every: int) -> timedelta:
    """Seconds between two questions; silence for longer says that nobody asked."""
    return timedelta(seconds=3 * every + 30)


def known_until(last_at: datetime, every: int) -> datetime:
    """An answer speaks for the time until the next one would have come."""
    return last_at + timedelta(seconds=every)


@dataclass
class Course:
    """How a target's state ran: the open spell, and those that ended since.

    ``moves``: each new state with its moment, in order.
    """

    state: TargetState
    since: datetime | None
    ended: list[tuple[TargetState, datetime, datetime]] = field(default_factory=list)
    moves: list[tuple[datetime, TargetState]] = field(default_factory=list)

    def move(self, state: TargetState, at: datetime) -> None:
        """Never back in time: what is learned late is true from the open spell on."""
        if state == self.state and self.since is not None:
            return
        if self.since is not None and at > self.since:
            self.ended.append((self.state, self.since, at))
        self.since = at if self.since is None else max(at, self.since)
        self.state = state
        self.moves.append((self.since, state))

    def spells(self) -> list[tuple[TargetState, datetime, datetime | None]]:
        """Those that ended, then the open one."""
        now = [] if self.since is None else [(self.state, self.since, None)]
        return [*self.ended, *now]


@dataclass
class Fall:
    """An outage as it runs; ``up_from``: answering again, but flapping until stable."""

    since: datetime
    is_whole: bool
    until: datetime | None = None
    falls: int = 1
    is_flapping: bool = False
    up_from: datetime | None = None

    def again(self, at: datetime, *, is_whole: bool) -> bool:
        """A fall; False where it ended so long ago that this is another one."""
        if self.until is not None:
            if at - self.until > FLAPS_WITHIN:
                return False
            self.until, self.is_flapping = None, True
            self.falls += 1
        elif self.up_from is not None:
            self.falls += 1
        self.up_from = None
        self.is_whole = self.is_whole or is_whole
        return True

    def answered(self, at: datetime) -> None:
        if self.until is not None:
            return
        if self.is_flapping:
            self.up_from = self.up_from or at
        else:
            self.until = at

    def settle(self, at: datetime) -> None:
        """Stable for long enough."""
        if self.up_from is not None and at - self.up_from >= STABLE_FOR:
            self.until, self.up_from = self.up_from, None


def falls(
    moves: Iterable[tuple[datetime, TargetState]],
    last: Fall | None,
    *,
    until: datetime,
) -> list[Fall]:
    """The outages that these moves make: first the last one as it goes on, if any."""
    found = [last] if last is not None else []
    for at, state in moves:
        if state in FALLEN:
            whole = state == TargetState.DOWN
            if not found or not found[-1].again(at, is_whole=whole):
                found.append(Fall(at, whole))
        elif state == TargetState.UP and found:
            found[-1].settle(at)
            found[-1].answered(at)
    if found:
        found[-1].settle(until)
    return found
