"""Asking for a run, inside the transaction of the change that needs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate import exceptions
from procrastinate.contrib.django import app as queue_app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import JobDeferrer

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.jobs.models import RunError
from congvu.jobs.rules import find_job, periodic_names
from congvu.lib.refusals import Refused

Argument = str | int | bool | None


FUTURE = timedelta(minutes=1)
"""A moment so far ahead was written by a clock that has been put back since."""


class RunNotFailed(Refused):
    """Only a run that ended in an error may be tried again by hand."""


def enqueue(name: str, **kwargs: Argument) -> None:
    """Ask for one run. If the transaction is rolled back, nobody ever asked."""
    _deferrer(name).defer(**kwargs)


def enqueue_at(name: str, *, at: datetime, **kwargs: Argument) -> None:
    """Ask for one run, not before ``at``."""
    _deferrer(name, schedule_at=at).defer(**kwargs)


def enqueue_once(name: str, *, lock: str, **kwargs: Argument) -> bool:
    """Ask for a run unless one with the same ``lock`` already waits; did we ask?"""
    try:
        # The database refuses the second one; without a savepoint that refusal would
        # spoil the caller's transaction.
        with transaction.atomic():
            _deferrer(name, queueing_lock=f"{name}:{lock}").defer(**kwargs)
    except exceptions.AlreadyEnqueued:
        return False
    return True


def _deferrer(
    name: str, *, schedule_at: datetime | None = None, queueing_lock: str | None = None
) -> JobDeferrer:
    job = find_job(name)
    deferrer: JobDeferrer = queue_app.configure_task(
        job.name,
        queue=job.queue,
        lock=job.lock,
        priority=job.priority,
        schedule_at=schedule_at,
        queueing_lock=queueing_lock,
    )
    return deferrer


@transaction.atomic
def retry(*, run_id: int, at: datetime, by: Actor) -> None:
    """Put a failed run back in the queue."""
    row = ProcrastinateJob.objects.select_for_update().filter(id=run_id).first()
    if row is None or row.status != "failed":
        raise RunNotFailed([_("Việc này không ở trạng thái lỗi nên không chạy lại.")])
    queue_app.job_manager.retry_job_by_id(row.id, retry_at=at)
    record("jobs.retried", by=by, at=at, on_type="run", data={"name": row.task_name})


def retry_stalled(*, silent_for: int, at: datetime) -> int:
    """Put back the runs of workers that stopped without a word; returns how many.

    No audit entry: nobody decided anything, the machine only goes on.
    """
    queue_app.connector.execute_query_all(
        "SELECT * FROM procrastinate_prune_stalled_workers_v1(%(silent_for)s)",
        silent_for=silent_for,
    )
    stalled = ProcrastinateJob.objects.filter(status="doing", worker=None)
    return sum(_put_back(run_id, at) for run_id in stalled.values_list("id", flat=True))


def forget_future(*, at: datetime) -> None:
    """What a clock that ran ahead left behind, once it was put back.

    A dead worker's last sign of life would pass for a living one's, and the clockwork
    would not run again until the moments it has run for already come a second time.
    """
    limit = (at + FUTURE).timestamp()
    queue_app.connector.execute_query(
        "UPDATE procrastinate_workers SET last_heartbeat = to_timestamp(%(now)s)"
        " WHERE last_heartbeat > to_timestamp(%(limit)s)",
        now=at.timestamp(),
        limit=limit,
    )
    queue_app.connector.execute_query(
        "DELETE FROM procrastinate_periodic_defers WHERE defer_timestamp > %(limit)s",
        limit=limit,
    )


def _put_back(run_id: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            queue_app.job_manager.retry_job_by_id(run_id, retry_at=at)
    except exceptions.UniqueViolation:
        # The same work waits already under its once-only key: this run is spare.
        _give_up(run_id)
        return False
    except exceptions.ConnectorException:
        # Another worker was quicker to put it back; that is as good.
        return False
    return True


def _give_up(run_id: int) -> None:
    queue_app.connector.execute_query(
        "SELECT procrastinate_finish_job_v1(%(run_id)s, 'failed', false)",
        run_id=run_id,
    )


def forget_old_runs(*, before: datetime) -> int:
    """Delete runs that ended before a moment, whatever their end."""
    count = _forget("('succeeded', 'failed', 'cancelled', 'aborted')", before=before)
    RunError.objects.filter(at__lt=before).delete()
    return count


def forget_clockwork(*, before: datetime) -> int:
    """Delete runs of the clock that went well before a moment: they tell nobody
    anything, and the next one is always near."""
    return _forget(
        "('succeeded') AND task_name = ANY(%(names)s)",
        before=before,
        names=periodic_names(),
    )


def _forget(ended: str, *, before: datetime, names: Sequence[str] = ()) -> int:
    rows = queue_app.connector.execute_query_all(
        f"DELETE FROM procrastinate_jobs job WHERE status IN {ended} AND NOT EXISTS"  # noqa: S608 - constants
        " (SELECT 1 FROM procrastinate_events e"
        " WHERE e.job_id = job.id AND e.at >= %(before)s) RETURNING job.id",
        before=before,
        names=list(names),
    )
    return len(rows)


def note_error(*, run_id: int, name: str, error: BaseException, at: datetime) -> None:
    """Keep what a run failed with, for the operator's page. No text of documents."""
    RunError.objects.create(
        run_id=run_id,
        name=name,
        message=f"{type(error).__name__}: {error}"[:2000],
        at=at,
    )
