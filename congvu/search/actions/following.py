"""Following the tables: this machine's index, written by one process at a time.

What was noted is struck out only when it is written to disk: killed in between, it is
written once more.
"""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from congvu.search import queries
from congvu.search.actions.joining import (
    forget_node,
    join,
    node_is_built,
    see_node,
    strike_out,
)
from congvu.search.models import IndexNode
from congvu.search.rules.indexed import SOURCES
from congvu.search.store import (
    Writing,
    folder_in_use,
    index_root,
    start_anew,
    take_over,
)

SEEN_EVERY = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(days=1)
READ_AT_ONCE = 2_000


def node_name() -> str:
    """One for each machine and each place of state on it."""
    return f"{socket.gethostname()}:{index_root()}"


@dataclass
class Indexer:
    """The one writer of this machine, between its rounds."""

    node: IndexNode
    writing: Writing | None = field(default=None, repr=False)
    seen: datetime | None = None

    def round(self, *, at: datetime) -> int:
        """Write what has changed since; how many things."""
        if self.seen is None or at - self.seen > SEEN_EVERY:
            see_node(self.node, at=at, forget=FORGOTTEN_AFTER)
            self.seen = at
        folder = folder_in_use(self.node.id)
        if folder is None:
            self.close()
            return self._build(at)
        if self.writing is None:
            self.writing = Writing(folder)
        changes = queries.changes_of(self.node, READ_AT_ONCE)
        if changes is None:
            # Its row is gone: the tables were emptied or put back from a copy, or it
            # was away too long. It joins under another key and begins anew.
            self.node = join(self.node.name, at=at)
            self.close()
            return self._build(at)
        if not changes:
            return 0
        by_kind: dict[str, set[UUID]] = {}
        for _id, kind, thing in changes:
            by_kind.setdefault(kind, set()).add(thing)
        for kind, ids in by_kind.items():
            self.writing.drop(kind, ids)
            if kind in SOURCES.kinds:
                self.writing.put(kind, queries.things(kind, list(ids)))
        self.writing.commit()
        strike_out([change for change, _kind, _thing in changes])
        return len(changes)

    def close(self) -> None:
        if self.writing is not None:
            self.writing.close()
            self.writing = None

    def _build(self, at: datetime) -> int:
        """A new index from the tables. What changes meanwhile is noted, and follows."""
        folder = start_anew(self.node.id)
        total = 0
        with Writing(folder) as writing:
            for kind in SOURCES.kinds:
                total += writing.put(kind, queries.things(kind, None))
        take_over(folder)
        node_is_built(self.node, at=at)
        return total


@contextmanager
def only_writer() -> Iterator[bool]:
    """Whether this process may write; the lock ends with the process."""
    index_root().mkdir(parents=True, exist_ok=True)
    with (index_root() / "writer.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def begin(*, at: datetime, anew: bool = False) -> Indexer:
    """The indexer of this machine; ``anew`` throws away what it has."""
    if anew:
        forget_node(node_name())
    return Indexer(join(node_name(), at=at))
