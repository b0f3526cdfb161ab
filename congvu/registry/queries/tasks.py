"""Works of the worker that somebody waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection

from congvu.registry.models import Database, LoadTask, RowChange
from congvu.registry.rules import QUIET, TaskState

TASK_LOCK = 0x6C6F6164
_HELD = """
SELECT EXISTS (
       SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 2 AND granted
          AND database = (SELECT oid FROM pg_database
                           WHERE datname = current_database())
          AND classid = %s::bigint::oid
          AND objid = (hashtext(%s)::bigint & 4294967295)::oid)
"""


def is_cut_off(task: LoadTask, at: datetime) -> bool:
    """It was begun, and its process is gone: the lock of its transaction, too."""
    if task.state != TaskState.RUNNING or task.told_at is None:
        return False
    if at - task.told_at < timedelta(seconds=QUIET):
        return False
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [TASK_LOCK, str(task.pk)])
        (is_held,) = cursor.fetchone()
    return not is_held


def open_tasks(database: Database) -> Sequence[LoadTask]:
    """What is not over, the last first."""
    rows = LoadTask.objects.filter(database=database, ended_at=None)
    return list(rows.order_by("-pk")[:20])


def task_of(change: RowChange) -> LoadTask | None:
    """The last that was to enter it, or to take it out."""
    return LoadTask.objects.filter(change=change).order_by("-pk").first()
