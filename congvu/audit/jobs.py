"""The sealer: ties committed events into the chain, a third of a second at a time.

It waits for nobody and nobody waits for it. An event whose transaction stays open
for an hour is sealed after that hour; all others are sealed meanwhile.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from time import monotonic

from django.db import Error, connection, transaction
from django.utils import timezone

from congvu.audit import actions, queries
from congvu.audit.queries import Snapshot
from congvu.audit.rules import chain

ROUND_SECONDS = 0.3
WAIT_AFTER_ERROR_SECONDS = 2.0
FULL_LOOK_EVERY_SECONDS = 6 * 3600
READ_AT_ONCE = 10_000
LINKS_AT_ONCE = 1_000
log = logging.getLogger(__name__)


@dataclass
class Sealer:
    """What one sealer remembers between rounds; losing it costs a look at all rows."""

    done: Snapshot | None = None

    def round(self) -> int | None:
        """Seal what has been committed since; how many, or None when another seals.

        Everything the former snapshot could see is sealed. What is new was, at that
        time, either not begun (beyond its upper end) or running (in its list). Rows
        restored from another cluster carry that one's numbers: they are beyond the
        present upper end, and left to the full look at the start.
        """
        seen = None
        total = 0
        while True:
            with transaction.atomic():
                if not queries.take_sealer_lock():
                    return None
                # The first snapshot is kept: what came meanwhile is looked at again.
                seen = seen or queries.snapshot()
                events = queries.unsealed(since=self.done, limit=READ_AT_ONCE)
                seq, previous = queries.head()
                actions.add_links(chain(events, previous, seq), at_once=LINKS_AT_ONCE)
            total += len(events)
            if len(events) < READ_AT_ONCE:
                self.done = seen
                return total


def run_sealer(stop: Event) -> None:
    """Seal until told to stop: a thread of the worker. Any number may run; one works.

    The lock is taken for each round and ends with its transaction, so a sealer that is
    killed leaves nothing behind, and connections may come from a pooler.
    """
    sealer, began = None, monotonic()
    try:
        while not stop.is_set():
            try:
                if sealer is None or monotonic() - began > FULL_LOOK_EVERY_SECONDS:
                    ensure_months()
                    sealer, began = Sealer(), monotonic()
                sealer.round()
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
