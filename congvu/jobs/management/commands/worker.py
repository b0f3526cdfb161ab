"""The worker process: does the runs, shows signs of life, links the audit log,
keeps the index of words."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.db.utils import Error as DatabaseError
from django.utils import timezone
from procrastinate import App, RetryStrategy
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector

from congvu.audit.jobs import run_sealer
from congvu.jobs.actions import FUTURE, forget_future, note_error, retry_stalled
from congvu.jobs.queries import WORKER_SILENT_AFTER, heartbeat_file
from congvu.jobs.rules import REGISTER, Job
from congvu.search.jobs import run_indexer

logger = logging.getLogger(__name__)

HEARTBEAT_EVERY = 5


class Command(BaseCommand):
    help = "Chạy các việc nền (đọc tệp, nhận dạng, gửi, dọn dẹp)"
    # The checks load every page's code, which a worker never needs in its memory.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2)
        parser.add_argument(
            "--once", action="store_true", help="làm hết việc đang chờ rồi dừng"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        threads = [
            threading.Thread(target=_upkeep, args=(stop,), name="upkeep", daemon=True),
            threading.Thread(
                target=run_sealer, args=(stop,), name="sealer", daemon=True
            ),
            threading.Thread(
                target=run_indexer, args=(stop,), name="indexer", daemon=True
            ),
        ]
        for thread in threads:
            thread.start()
        try:
            if options["once"]:
                # Side by side, a run whose lock is taken would be passed over.
                asyncio.run(_work(concurrency=1, wait=False))
            else:
                asyncio.run(_work(concurrency=options["concurrency"], wait=True))
        finally:
            stop.set()
            for thread in threads:
                thread.join(timeout=5)


async def _work(*, concurrency: int, wait: bool) -> None:
    app = worker_app()
    async with app.open_async():
        await app.run_worker_async(
            concurrency=concurrency,
            wait=wait,
            name="congvu",
            # NOTIFY tells of new runs at once, but not that a lock became free.
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=float(HEARTBEAT_EVERY),
            stalled_worker_timeout=float(WORKER_SILENT_AFTER),
            # Longer than any page of a scan; what is left is taken up again later.
            shutdown_graceful_timeout=20.0,
        )


def worker_app() -> App:
    """The queue as the worker sees it: a connection of its own that can LISTEN.

    Asking for runs stays with Django's connection (``congvu.jobs.actions``), also
    inside a run, so that a run's requests live and die with its transaction.
    """
    connector = DjangoConnector().get_worker_connector()
    app = DjangoApp(connector=connector)
    for job in REGISTER.jobs.values():
        _add(app, job)
    return app


def _add(app: App, job: Job) -> None:
    retry = RetryStrategy(max_attempts=job.retry, exponential_wait=job.retry_wait)
    task = app.task(
        name=job.name,
        queue=job.queue,
        lock=job.lock,
        queueing_lock=job.name if job.cron else None,
        retry=retry if job.retry else False,
        priority=job.priority,
        pass_context=True,
    )(_running(job))
    if job.cron:
        app.periodic(cron=job.cron, periodic_id="clock")(task)


def _running(job: Job) -> Callable[..., None]:
    def run(context: Any, **kwargs: Any) -> None:
        if job.cron:
            kwargs.pop("timestamp", None)
        try:
            job.run(**kwargs)
        except Exception as error:
            note_error(
                run_id=context.job.id, name=job.name, error=error, at=timezone.now()
            )
            raise

    return run


def _begin_anew() -> None:
    """The clock was put back: the library's clockwork remembers the moments it had, and
    would wait for them. Runs under way are finished; the supervisor starts another."""
    logger.warning("the clock was put back: the worker begins anew")
    os.kill(os.getpid(), signal.SIGTERM)


def _upkeep(stop: threading.Event) -> None:
    """Show life, and take up what a killed worker left.

    A thread and not a run: it must go on while every place is taken by long runs.
    """
    path, latest = heartbeat_file(), timezone.now()
    while not stop.is_set():
        at = timezone.now()
        try:
            path.touch()
            close_old_connections()
            if at < latest - FUTURE:
                forget_future(at=at)
                _begin_anew()
            # Who was itself suspended (a snapshot, a machine that slept) has yet to
            # show life, and would strike itself out first.
            if at - latest < 2 * timedelta(seconds=HEARTBEAT_EVERY):
                retry_stalled(silent_for=WORKER_SILENT_AFTER, at=at)
        except DatabaseError:
            logger.warning("the database does not answer the worker")
        except OSError as why:  # the disk is full: no reason to give up the watch
            logger.warning("the worker cannot show life: %s", why)
        latest = at
        stop.wait(HEARTBEAT_EVERY)
    connection.close()
