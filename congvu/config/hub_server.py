"""Gunicorn's settings for the hub; `congvu hub run` adds the address."""

from __future__ import annotations

from congvu.config.environment import env_int
from congvu.machine.state import state_folder

workers = env_int("CONGVU_HUB_PROCESSES", 4)
threads = env_int("CONGVU_HUB_THREADS", 4)
worker_class = "gthread"
preload_app = True
timeout = 120
graceful_timeout = 10  # what is being taken in is finished
keepalive = 15
max_requests = 50_000
max_requests_jitter = 5_000
worker_tmp_dir = str(state_folder() / "tmp")
control_socket_disable = True
errorlog = "-"
accesslog = None
