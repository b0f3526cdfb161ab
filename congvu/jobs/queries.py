"""What the queue holds, and whether a worker is alive. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.jobs.models import RunError
from congvu.jobs.rules import periodic_names

WORKER_SILENT_AFTER = 20
"""Seconds without a sign of life after which a worker counts as gone."""


@dataclass(frozen=True)
class QueueState:
    """The figures at the head of the operator's page."""

    waiting: int
    running: int
    failed: int
    heartbeat_at: datetime | None


@dataclass(frozen=True)
class Run:
    """One run as the operator sees it."""

    id: int
    name: str
    status: str
    attempts: int
    last_at: datetime | None
    error: str


def heartbeat_file() -> Path:
    """Touched by a living worker every five seconds."""
    return Path(settings.HOME) / "worker-heartbeat"


def last_heartbeat() -> float | None:
    """When a worker last showed life, in Unix seconds; None before the first."""
    try:
        return heartbeat_file().stat().st_mtime
    except FileNotFoundError:
        return None


def is_worker_alive(*, now: float) -> bool:
    beat = last_heartbeat()
    return beat is not None and now - beat < WORKER_SILENT_AFTER


def queue_state() -> QueueState:
    counts = ProcrastinateJob.objects.aggregate(
        waiting=Count("id", filter=Q(status="todo")),
        running=Count("id", filter=Q(status="doing")),
        failed=Count("id", filter=Q(status="failed")),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        (beat,) = cursor.fetchone()
    return QueueState(**counts, heartbeat_at=beat)


def waiting_runs(name: str) -> int:
    """How many runs of a job wait or are under way."""
    rows: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(
        task_name=name, status__in=("todo", "doing")
    )
    return rows.count()


def recent_runs(
    *, status: str = "", clockwork: bool = True, limit: int = 100
) -> list[Run]:
    """The newest runs, failed ones with the error they ended in.

    Without ``clockwork`` runs of the clock that went well are left out: some come every
    two seconds and would push everything else off the page.
    """
    rows = ProcrastinateJob.objects.annotate(last_at=Max("procrastinateevent__at"))
    if status:
        rows = rows.filter(status=status)
    if not clockwork:
        rows = rows.exclude(status="succeeded", task_name__in=periodic_names())
    found = list(rows.order_by("-id")[:limit])
    errors = dict(
        RunError.objects.filter(run_id__in=[r.id for r in found])
        .order_by("at")
        .values_list("run_id", "message")
    )
    return [
        Run(r.id, r.task_name, r.status, r.attempts, r.last_at, errors.get(r.id, ""))
        for r in found
    ]
