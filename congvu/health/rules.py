"""How well is well: the measures, in one place. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class State(StrEnum):
    """How one thing is; ``watch`` works, and will not for ever."""

    WELL = "well"
    WATCH = "watch"
    BAD = "bad"


STATE_NAMES = {
    State.WELL: _("Tốt"),
    State.WATCH: _("Cần để ý"),
    State.BAD: _("Hỏng"),
}


@dataclass(frozen=True)
class Said:
    """What one look found: ``words`` is a message id, ``values`` fill it.

    ``since`` only where the look knows it by itself.
    """

    state: State
    words: str
    values: dict[str, object]
    since: datetime | None = None


def said(
    state: State, words: str, *, since: datetime | None = None, **values: object
) -> Said:
    return Said(state, words, values, since)


@dataclass(frozen=True)
class Check:
    """One thing to look at. ``slow``: it may take seconds, so the worker looks.

    ``look`` gets the moment and gives what it found, or None where there is no such
    thing in this office; ``mend`` is what to do, a message id; ``pages`` lead there.
    """

    key: str
    title: str
    mend: str
    look: Callable[[datetime], Said | None]
    slow: bool = False
    page: str = ""


@dataclass(frozen=True)
class Finding:
    """A check and what it found; ``since``: in this state from then on, if known."""

    check: Check
    said: Said
    since: datetime | None = None

    @property
    def state(self) -> State:
        return self.said.state


def worst(states: list[State]) -> State:
    order = list(State)
    return max(states, key=order.index, default=State.WELL)


# -- the measures

GIB = 1 << 30
LEAST_FREE = {State.BAD: 1 * GIB, State.WATCH: 5 * GIB}
LEAST_SHARE = {State.BAD: 0.02, State.WATCH: 0.10}
WORKER_SILENT = timedelta(seconds=30)
CLOCK_APART = {State.BAD: 30.0, State.WATCH: 2.0}  # seconds
QUEUE_WAITS = {State.BAD: timedelta(hours=1), State.WATCH: timedelta(minutes=10)}
QUEUE_LONG = 1000
INDEX_LONG = 5000
INDEX_SILENT = timedelta(minutes=2)
SEALED_WITHIN = timedelta(minutes=1)
SEALER_GONE = timedelta(minutes=10)
COPY_AGE = {State.BAD: timedelta(days=8), State.WATCH: timedelta(hours=36)}
MEASURED_WITHIN = timedelta(hours=3)
BUSY_CONNECTIONS = 0.8
FUTURE = timedelta(minutes=1)
LOOK_STALE = timedelta(minutes=5)


def free_room(free: int, total: int) -> State:
    """Small disks go by their share, large ones by what is left at all."""
    share = free / total if total else 0.0
    for state in (State.BAD, State.WATCH):
        if free < LEAST_FREE[state] and share < LEAST_SHARE[state] * 5:
            return state
        if share < LEAST_SHARE[state] and free < 4 * LEAST_FREE[state]:
            return state
    return State.WELL


def clocks_apart(seconds: float) -> State:
    for state in (State.BAD, State.WATCH):
        if abs(seconds) > CLOCK_APART[state]:
            return state
    return State.WELL


def queue(waiting: int, oldest: timedelta) -> State:
    """Long is to be watched; old is bad: a run that nobody takes up."""
    if waiting and oldest > QUEUE_WAITS[State.BAD]:
        return State.BAD
    if waiting > QUEUE_LONG or (waiting and oldest > QUEUE_WAITS[State.WATCH]):
        return State.WATCH
    return State.WELL


def index(waiting: int, silent: timedelta) -> State:
    if waiting and silent > INDEX_SILENT:
        return State.BAD
    return State.WATCH if waiting > INDEX_LONG else State.WELL


def sealer(behind: timedelta) -> State:
    if behind > SEALER_GONE:
        return State.BAD
    return State.WATCH if behind > SEALED_WITHIN else State.WELL


def copies(age: timedelta | None) -> State:
    """None: there never was a copy, which nobody should wait for long to make."""
    if age is None:
        return State.WATCH
    for state in (State.BAD, State.WATCH):
        if age > COPY_AGE[state]:
            return state
    return State.WELL


def indicators(age: timedelta) -> State:
    """They are counted each hour; old figures stand, so it is never worse than this."""
    return State.WATCH if age > MEASURED_WITHIN else State.WELL


MAIL_SILENT = timedelta(minutes=2)
MAIL_WAITS = {State.BAD: timedelta(hours=4), State.WATCH: timedelta(minutes=30)}
MAIL_LONG = {State.BAD: 2000, State.WATCH: 200}
NAMED = 5  # of many, on one line


def mail_queue(waiting: int, oldest: timedelta) -> State:
    """Other people's servers are down at times; hours, or thousands, is our affair."""
    for state in (State.BAD, State.WATCH):
        if waiting and (waiting > MAIL_LONG[state] or oldest > MAIL_WAITS[state]):
            return state
    return State.WELL
