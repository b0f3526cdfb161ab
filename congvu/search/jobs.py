"""The indexer: keeps this machine's index in step with the tables.

A thread of the worker. Of several workers on a machine one writes, the others wait for
its lock.
"""

from __future__ import annotations

import logging
from threading import Event

from django.db import Error, connection
from django.utils import timezone

from congvu.search.actions import READ_AT_ONCE, Indexer, begin, only_writer

ROUND_SECONDS = 0.1
WAIT_AFTER_ERROR_SECONDS = 2.0
log = logging.getLogger(__name__)


def run_indexer(stop: Event) -> None:
    """Follow the tables until told to stop."""
    while not stop.is_set():
        with only_writer() as alone:
            if alone:
                _follow(stop)
        stop.wait(WAIT_AFTER_ERROR_SECONDS)
    connection.close()


def _follow(stop: Event) -> None:
    indexer: Indexer | None = None
    try:
        while not stop.is_set():
            try:
                indexer = indexer or begin(at=timezone.now())
                if indexer.round(at=timezone.now()) < READ_AT_ONCE:
                    stop.wait(ROUND_SECONDS)
            except (Error, OSError, ValueError):
                # The database restarts, the disk is full, the index is damaged: what
                # is noted stays noted.
                log.exception("search.round-failed")
                connection.close()
                if indexer is not None:
                    indexer.close()
                indexer = None
                stop.wait(WAIT_AFTER_ERROR_SECONDS)
    finally:
        if indexer is not None:
            indexer.close()
