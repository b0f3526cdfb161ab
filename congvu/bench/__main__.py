"""``python -m congvu.bench [documents]``: everything ``make bench`` prints.

State lies in ``CONGVU_HOME/bench`` and is kept, so that the next run is quick.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from typing import Any

from congvu.bench.papers import make_paper
from congvu.bench.stack import findable_figure, memory_figure, running_office
from congvu.machine.state import state_folder


def main(documents: int) -> int:
    os.environ["CONGVU_HOME"] = str(state_folder() / "bench")
    os.environ["CONGVU_DEMO"] = "0"
    _congvu("setup")
    size = ["--documents", str(documents)]
    token = json.loads(_congvu("bench", *size, "--prepare").splitlines()[-1])["token"]
    told: dict[str, Any] = json.loads(_congvu("bench", *size).splitlines()[-1])
    with running_office(_free_port()) as (office, address):
        told["figures"].append(memory_figure(office).as_json())
        paper = make_paper(int(time.time() * 1000))
        told["figures"].append(findable_figure(address, token, paper).as_json())
    told["met"] = all(figure["met"] for figure in told["figures"])
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0 if told["met"] else 1


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
