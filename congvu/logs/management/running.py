"""The two processes of logs: one listens and writes to the disk, one loads."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DataError, Error, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.logs.actions import ensure_days, load_batches
from congvu.logs.client import Ports, Receiver, Senders
from congvu.logs.client.receiving import tls_context
from congvu.logs.formats.spool import sweep, waiting
from congvu.logs.queries.detecting import detector_now, rules_mark, senders_now
from congvu.machine.processes import spawn
from congvu.machine.state import state_folder

log = logging.getLogger(__name__)
_LOOK_EVERY = 5.0
_AT_ONCE = 20
"""Files of one transaction."""
SPOILT = ".bad"
_LEFT_ALONE = 600


def spool_folder() -> Path:
    folder = Path(settings.LOGS_SPOOL)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def run_receiver(host: str, ports: Ports) -> None:
    """Listens until asked to end; keeps a loader alive beside it."""
    folder = spool_folder()
    with closing((folder / "receive.lock").open("w")) as lock:
        _alone(lock.fileno())
        sweep(folder, time.time() - _LEFT_ALONE)
        asyncio.run(_receive(folder, host, ports))


async def _receive(folder: Path, host: str, ports: Ports) -> None:
    stop, senders = asyncio.Event(), Senders()
    loop = asyncio.get_running_loop()
    for asked in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(asked, stop.set)
    tls = None
    if ports.tls and settings.LOGS_CERTIFICATE:
        authority = settings.LOGS_AUTHORITY
        tls = tls_context(
            Path(settings.LOGS_CERTIFICATE),
            Path(settings.LOGS_KEY),
            Path(authority) if authority else None,
        )
    await asyncio.to_thread(_know, senders)
    receiver = Receiver(folder, senders, say=log.warning)
    beside = asyncio.create_task(_look_beside(senders, stop))
    try:
        await receiver.run(host, ports, tls, stop)
    finally:
        await beside


async def _look_beside(senders: Senders, stop: asyncio.Event) -> None:
    """The loader lives; who is registered meanwhile is known."""
    loader = _spawn_loader()
    looked = time.monotonic()
    while not stop.is_set():
        await asyncio.sleep(0.5)
        if loader.poll() is not None:
            log.warning("logs.loader-fell")
            await asyncio.sleep(1)
            loader = _spawn_loader()
        if time.monotonic() - looked > _LOOK_EVERY:
            looked = time.monotonic()
            await asyncio.to_thread(_know, senders)
    loader.terminate()
    try:
        await asyncio.to_thread(loader.wait, 10)
    except subprocess.TimeoutExpired:
        loader.kill()


def _spawn_loader() -> subprocess.Popen[bytes]:
    return spawn(
        [sys.executable, "-m", "congvu.config.cli", "logs", "load"],
        log=state_folder() / "log" / "logs.log",
        dies_with_parent=signal.SIGKILL,
    )


def _know(senders: Senders) -> None:
    """While the database is away, those known before stay known."""
    try:
        senders.know(*senders_now())
    except Error:
        log.exception("logs.sources-not-read")
    finally:
        connection.close()


def run_loader(*, once: bool = False) -> None:
    """Batch after batch; an error of the database is waited out."""
    folder = spool_folder()
    with closing((folder / "load.lock").open("w")) as lock:
        _alone(lock.fileno())
        _Loader(folder).run(once=once)


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ended = False
        self._mark: object = None
        self._looked = 0.0

    def run(self, *, once: bool) -> None:
        if not once:
            signal.signal(signal.SIGTERM, self._end)
            signal.signal(signal.SIGINT, self._end)
        while not self.ended:
            try:
                while not self.ended and self._load():
                    pass
            except DataError:
                log.exception("logs.batch-refused")
                self._set_aside()
            except Error:
                log.exception("logs.database-away")
                self._mark = None
                connection.close()
                time.sleep(2)
            if once and not waiting(self.folder):
                return
            time.sleep(0.1)

    def _load(self, most: int = _AT_ONCE) -> int:
        if self._mark is None or time.monotonic() - self._looked > _LOOK_EVERY:
            self._look()
        files = waiting(self.folder)[:most]
        if not files:
            return 0
        # Until it is committed the detector is ahead of what is kept: made anew then.
        mark, self._mark = self._mark, None
        load_batches(files=files, detector=self.detector, at=timezone.now())
        self._mark = mark
        return len(files)

    def _look(self) -> None:
        self._looked = time.monotonic()
        mark = rules_mark()
        if mark != self._mark:
            now = timezone.now()
            ensure_days(at=now)
            self.detector = detector_now(now)
            self._mark = mark

    def _set_aside(self) -> None:
        """One batch at a time: the one that the database refuses is kept for people."""
        self._mark = None
        for file in waiting(self.folder)[:_AT_ONCE]:
            try:
                self._look()
                load_batches(files=[file], detector=self.detector, at=timezone.now())
            except DataError:
                self._mark = None
                file.rename(file.with_suffix(SPOILT))
                log.exception("logs.batch-set-aside")

    def _end(self, *_given: object) -> None:
        self.ended = True


def _alone(number: int) -> None:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise CommandError(_("Đã có một tiến trình như vậy đang chạy.")) from None
