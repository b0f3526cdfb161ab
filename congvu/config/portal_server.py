"""Gunicorn's settings for the public process; the supervisor adds the socket."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from django.urls import get_resolver

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
workers = env_int("CONGVU_PORTAL_PROCESSES", 1)
threads = env_int("CONGVU_PORTAL_THREADS", 4)
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 3
keepalive = 0 if proxied else 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 2048
worker_tmp_dir = str(state_folder() / "tmp")
control_socket_disable = True
errorlog = "-"
accesslog = None


def when_ready(_server: Arbiter) -> None:
    """Load every page before the processes part, so that they share its memory."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.enable()


def post_fork(_server: Arbiter, _worker: Worker) -> None:
    gc.set_threshold(20_000, 10, 10)
    keep_by_thread()
