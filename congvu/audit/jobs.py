"""The sealer: ties committed events into the chain, a third of a second at a time.

It waits for nobody and nobody waits for it. An event whose transaction stays open
for an hour is sealed after that hour; all others are sealed meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from time import monotonic

from django.db import Error, connection, transaction
from django.utils import timezone

from congvu.audit import actions, queries
from congvu.audit.queries import Snapshot, Span
from congvu.audit.rules import chain

ROUND_SECONDS = 0.3
WAIT_AFTER_ERROR_SECONDS = 2.0
FULL_LOOK_EVERY_SECONDS = 6 * 3600
MONTH_EVERY_SECONDS = 2.0  # of a full look: a large office feels nothing of it
ALL_MONTHS_EVERY_SECONDS = 60.0
LATELY = timedelta(days=62)
READ_AT_ONCE = 10_000
LINKS_AT_ONCE = 1_000
log = logging.getLogger(__name__)


@dataclass
class Sealer:
    """What one sealer remembers between rounds; losing it costs a look at all rows.

    The first round looks at ``months``, without them at all; ``older`` are left to be
    looked at one by one. Where there is a ``lately``, a round may look into it alone.
    """

    months: list[Span] | None = None
    older: list[Span] = field(default_factory=list)
    lately: Span | None = None
    done: Snapshot | None = None
    done_in_all: Snapshot | None = None

    def round(self, *, in_all: bool = True) -> int | None:
        """Seal what has been committed since; how many, or None when another seals.

        Everything the former snapshot could see is sealed. What is new was, at that
        time, either not begun (beyond its upper end) or running (in its list). Rows
        restored from another cluster carry that one's numbers: they are beyond the
        present upper end, and left to the look at every month.
        """
        # The first snapshot is kept: what came meanwhile is looked at again.
        seen, total = queries.snapshot(), 0
        in_all = in_all or self.lately is None
        since = self.done_in_all if in_all else self.done
        if seen == since and not seen.running:
            return 0  # nobody has begun to write since: at night, all night
        spans: Sequence[Span | None] = [None if in_all else self.lately]
        if since is None:
            spans = queries.months() if self.months is None else self.months
        for span in spans:
            sealed = _seal(since=since, within=span)
            if sealed is None:
                return None
            total += sealed
        self.done = seen
        if in_all or since is None:
            self.done_in_all = seen
        return total

    def look_back(self) -> None:
        """Seal what was left in the next of the older months, if any is left."""
        if self.older and _seal(since=None, within=self.older[-1]) is not None:
            self.older.pop()


def begin() -> Sealer:
    """A sealer that looks at two months now and at the older ones by and by.

    Where nothing was sealed yet, all months are sealed at once, in their order.
    """
    ensure_months()
    months, now = queries.months(), timezone.now()
    lately = (now - LATELY, now + LATELY)
    if queries.head()[0] == 0:
        return Sealer(lately=lately)
    return Sealer(months[-2:], months[:-2], lately)


def _seal(*, since: Snapshot | None, within: Span | None) -> int | None:
    """Tie on what has no link yet; how many, or None when another has the lock."""
    total = 0
    while True:
        with transaction.atomic():
            if not queries.take_sealer_lock():
                return None
            events = queries.unsealed(since=since, within=within, limit=READ_AT_ONCE)
            seq, previous = queries.head()
            actions.add_links(chain(events, previous, seq), at_once=LINKS_AT_ONCE)
        total += len(events)
        if len(events) < READ_AT_ONCE:
            return total


def run_sealer(stop: Event) -> None:
    """Seal until told to stop: a thread of the worker. Any number may run; one works.

    The lock is taken for each round and ends with its transaction, so a sealer that is
    killed leaves nothing behind, and connections may come from a pooler.

    What is logged is of these days. To ask all months thrice a second takes PostgreSQL
    longer, and its process more memory, than all else the office does at rest: what is
    of another month, as what a loader brings, is looked for once a minute, and what
    that took is given back with its connection.
    """
    sealer, began, looked, in_all = None, monotonic(), monotonic(), monotonic()
    try:
        while not stop.is_set():
            try:
                if sealer is None or monotonic() - began > FULL_LOOK_EVERY_SECONDS:
                    sealer, began = begin(), monotonic()
                whole = monotonic() - in_all > ALL_MONTHS_EVERY_SECONDS
                much = whole or sealer.done is None
                sealer.round(in_all=whole)
                if whole:
                    in_all = monotonic()
                if sealer.older and monotonic() - looked > MONTH_EVERY_SECONDS:
                    sealer.look_back()
                    much, looked = True, monotonic()
                if much:
                    connection.close()
                stop.wait(ROUND_SECONDS)
            except Error:
                # The database restarts or was replaced by a restored one: begin anew.
                log.exception("audit.sealer-round-failed")
                connection.close()
                sealer = None
                stop.wait(WAIT_AFTER_ERROR_SECONDS)
    finally:
        connection.close()


def ensure_months() -> None:
    """Make the partitions of this month and the next for every table kept by month."""
    now = timezone.now()
    for table in queries.monthly_tables():
        actions.ensure_months(table, [now, now + timedelta(days=31)])
