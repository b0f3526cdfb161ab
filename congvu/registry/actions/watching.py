"""How far a long work is: told beside its transaction, so that a page can show it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.registry.models import LoadTask, RowChange
from congvu.registry.queries import TASK_LOCK
from congvu.registry.rules import TaskState

_TELL = """
UPDATE registry_loadtask SET rows_done = %s, percent = %s, told_at = %s
 WHERE id = %s RETURNING is_to_stop
"""
_HOLD = "SELECT pg_advisory_xact_lock_shared(%s, hashtext(%s))"
_EVERY = 1.0


class TaskStopped(Exception):
    """Somebody does not want it any more: all of it is taken back."""


class Watch:
    """Nobody looks on: it is done while one waits."""

    def begin(self) -> None:
        """Within the transaction that does the work."""

    def tell(self, rows: int, share: float) -> None:
        """So many rows, such a share of all; may raise `TaskStopped`."""

    def end(self, change: RowChange) -> None:
        """The same transaction says that it is done."""


class WatchedTask(Watch):
    """A connection of its own says how far it is. That it still goes on, a lock says,
    which another one holds from the first byte, and the work's own until all of it is
    kept or taken back, though its process is gone.
    """

    def __init__(self, task_id: UUID, at: datetime) -> None:
        self._task_id, self._told = task_id, 0.0
        self._at, self._began = at, time.monotonic()
        self._beside, self._alive = connection.copy(), connection.copy()
        self._alive.set_autocommit(False)
        self._hold(self._alive)

    def begin(self) -> None:
        self._hold(connection)
        self.tell(0, 0.0)

    def _hold(self, link: Any) -> None:
        with link.cursor() as cursor:
            cursor.execute(_HOLD, [TASK_LOCK, str(self._task_id)])

    def tell(self, rows: int, share: float) -> None:
        if time.monotonic() - self._told < _EVERY:
            return
        self._told = time.monotonic()
        percent = min(99, int(share * 100))
        with self._beside.cursor() as cursor:
            cursor.execute(_TELL, [rows, percent, self.now(), self._task_id])
            told = cursor.fetchone()
        if told and told[0]:
            raise TaskStopped

    def end(self, change: RowChange) -> None:
        LoadTask.objects.filter(pk=self._task_id).update(
            state=TaskState.DONE, change=change, percent=100, ended_at=self.now()
        )

    def now(self) -> datetime:
        """When it was begun, and what went by since."""
        return self._at + timedelta(seconds=time.monotonic() - self._began)

    def close(self) -> None:
        self._beside.close()
        self._alive.rollback()
        self._alive.close()
