"""``python -m congvu.bench [documents]``: everything ``make bench`` prints.

State lies in ``CONGVU_HOME/bench`` and, for the day of the act, which is asked of twice
as many documents, in ``CONGVU_HOME/bench-act``; both are kept, so that the next run is
quick.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from congvu.bench.papers import make_paper
from congvu.bench.stack import findable_figure, memory_figure, running_office
from congvu.bench.timing import ACT_DOCUMENTS
from congvu.machine.state import state_folder


def main(documents: int) -> int:
    home = state_folder()
    os.environ["CONGVU_DEMO"] = "0"
    act = _act_figures(home)
    os.environ["CONGVU_HOME"] = str(home / "bench")
    _congvu("setup")
    size = ["--documents", str(documents)]
    token = json.loads(_congvu("bench", *size, "--prepare").splitlines()[-1])["token"]
    told: dict[str, Any] = json.loads(_congvu("bench", *size).splitlines()[-1])
    told["figures"] += act
    with running_office(_free_port()) as (office, address):
        told["figures"].append(memory_figure(office).as_json())
        paper = make_paper(int(time.time() * 1000))
        told["figures"].append(findable_figure(address, token, paper).as_json())
    told["met"] = all(figure["met"] for figure in told["figures"])
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0 if told["met"] else 1


def _act_figures(home: Path) -> list[dict[str, Any]]:
    """The day of an act on as much as the issue asks for, in a province of its own."""
    os.environ["CONGVU_HOME"] = str(home / "bench-act")
    _congvu("setup")
    told = _congvu("bench", "--documents", str(ACT_DOCUMENTS), "--only", "act")
    found: list[dict[str, Any]] = json.loads(told.splitlines()[-1])["figures"]
    return found


def _congvu(*words: str) -> str:
    command = [sys.executable, "-m", "congvu.config.cli", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
