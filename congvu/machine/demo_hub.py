"""The demo's own hub: a house of its own beside the office, as a province would run it.

A real office is linked to a hub that somebody runs (docs/hub.md). The demo has none to
be linked to, so ``congvu run`` starts one next to it, and lets two systems in: the
office, and the neighbours outside the province that the demo plays.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from congvu.machine.cluster import ClusterProblem, free_port, port_is_free
from congvu.machine.processes import spawn
from congvu.machine.session import office_is_running
from congvu.machine.stamps import wants_demo
from congvu.machine.state import (
    CODE,
    has_external_database,
    make_state_folder,
    read_json,
    state_folder,
    write_private,
)

OFFICE, NEIGHBOURS = "tinh-mau", "ngoai-tinh"
_SYSTEMS = (
    (OFFICE, "Văn phòng số tỉnh Thái Nguyên (mẫu)", ["H03", "H55"]),
    (
        NEIGHBOURS,
        "Cơ quan ngoài tỉnh (mẫu)",
        ["G06", "G09", "G12", "G22", "H14", "H37"],
    ),
)
_PATIENCE = 90.0


def is_wanted() -> bool:
    """Beside a demo that keeps its own database and was not linked to another hub."""
    linked = any(f"CONGVU_EXCHANGE_HUB_URL{end}" in os.environ for end in ("", "_FILE"))
    return wants_demo() and not has_external_database() and not linked


def link(system: str) -> dict[str, str]:
    """How a system reaches the hub, as settings say it."""
    kept = _kept()
    secret = next(s["secret"] for s in kept["systems"] if s["system"] == system)
    return {
        "address": f"http://127.0.0.1:{kept['port']}",
        "system": system,
        "secret": secret,
        "ca_file": "",
    }


def start() -> subprocess.Popen[bytes]:
    """``congvu hub run`` with one process; it ends with whoever started it."""
    kept = _kept()
    if not port_is_free(kept["port"]):
        kept["port"] = free_port()
        _keep(kept)
    return spawn(
        [sys.executable, "-m", "congvu.config.cli", "hub", "run"],
        log=make_state_folder() / "log" / "hub.log",
        environment={
            **os.environ,
            "CONGVU_HOME": str(state_folder()),
            "CONGVU_HUB_HOME": str(state_folder() / "hub"),
            "CONGVU_HUB_BIND": f"127.0.0.1:{kept['port']}",
            "CONGVU_HUB_PROCESSES": "1",
            "CONGVU_HUB_SYSTEMS": str(_file()),
            "PYTHONPATH": str(CODE),
            "PYTHONUNBUFFERED": "1",
        },
        dies_with_parent=signal.SIGTERM,
    )


@contextmanager
def at_hand() -> Iterator[None]:
    """It answers inside the block: the supervisor's, or one for as long as that."""
    own = None if office_is_running() else start()
    try:
        _wait()
        yield
    finally:
        if own is not None:
            own.terminate()
            own.wait()


def _wait() -> None:
    end = time.monotonic() + _PATIENCE
    while not _answers():
        if time.monotonic() > end:
            log = state_folder() / "log" / "hub.log"
            raise ClusterProblem(f"Trục của tỉnh mẫu không trả lời; xem nhật ký {log}.")
        time.sleep(0.1)


def _answers() -> bool:
    try:
        with closing(
            http.client.HTTPConnection("127.0.0.1", _kept()["port"], timeout=5)
        ) as line:
            line.request("GET", "/health/live")
            return line.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False


def _kept() -> dict[str, Any]:
    """Port and secrets, made once."""
    kept = read_json(_file())
    if not kept:
        kept = {
            "port": free_port(),
            "systems": [
                {
                    "system": system,
                    "name": name,
                    "under": under,
                    "secret": secrets.token_urlsafe(32),
                }
                for system, name, under in _SYSTEMS
            ],
        }
        _keep(kept)
    return kept


def _keep(kept: dict[str, Any]) -> None:
    write_private(_file(), json.dumps(kept, indent=1))


def _file() -> Path:
    return state_folder() / "demo-hub.json"
