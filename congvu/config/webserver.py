"""Gunicorn's settings; the supervisor adds the socket, a larger site its numbers."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from django.urls import get_resolver

from congvu.config import metrics
from congvu.config.environment import env_bool, env_int
from congvu.config.threads import keep_by_thread
from congvu.machine.state import state_folder

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

# What is loaded stays: looking through it again and again while it loads is a third of
# the time of a start. On again once all is there.
gc.disable()

proxied = env_bool("CONGVU_WEB_PROXIED", default=False)
workers = env_int("CONGVU_WEB_PROCESSES", 2)
threads = env_int("CONGVU_WEB_THREADS", 2 if proxied else 4)
worker_class = "gthread"
preload_app = True  # the processes share the memory of the loaded program
timeout = 120  # a 300 MB upload over a slow line
graceful_timeout = 3
keepalive = 0 if proxied else 5
if proxied:
    # nginx opens a connection for each request; a process that takes no more than it
    # has threads leaves the others to the process that is free, and nobody waits behind
    # a long export. With more threads the slowest of sixteen people wait longer: at a
    # million papers 95 of 100 pages in 144 to 157 ms with two, 171 to 174 with three.
    worker_connections = threads
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = str(state_folder() / "tmp")
control_socket_disable = True
errorlog = "-"
accesslog = None  # whoever needs one puts nginx in front; see the operator's handbook


def when_ready(_server: Arbiter) -> None:
    """Load every page before the processes part, so that they share its memory."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()  # a later collection would write to, and so copy, what is shared
    gc.enable()


def post_fork(_server: Arbiter, worker: Worker) -> None:
    metrics.claim_row(worker.age)
    # A page makes some ten thousand objects; looking through them each 700 is a tenth
    # of its time, and nearly all of them end by themselves.
    gc.set_threshold(20_000, 10, 10)
    keep_by_thread()
