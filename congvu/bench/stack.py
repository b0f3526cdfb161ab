"""The whole running office from outside: its memory at rest, upload until findable.

Knows no Django: it starts ``congvu run`` as an operator would and asks by HTTP.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from congvu.bench.timing import Figure

MOST_MEMORY_MB = 450
MOST_SECONDS_TO_FIND = 5
AT_REST_AFTER = 20


@contextmanager
def running_office(port: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``congvu run`` on that port, stopped again afterwards."""
    environment = {**os.environ, "CONGVU_PORT": str(port), "CONGVU_DEMO": "0"}
    office = subprocess.Popen(
        [sys.executable, "-m", "congvu.machine.supervisor"],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_ready(address, office)
        yield office, address
    finally:
        office.send_signal(signal.SIGTERM)
        office.wait(30)


def _wait_ready(address: str, office: subprocess.Popen[bytes]) -> None:
    for _n in range(300):
        if office.poll() is not None:
            raise RuntimeError("the office stopped before it was ready")
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the office did not become ready")


def memory_figure(office: subprocess.Popen[bytes]) -> Figure:
    """Proportional set size of the supervisor and everything below it."""
    time.sleep(AT_REST_AFTER)
    total = sum(proportional(pid) for pid in family(office.pid))
    return Figure(
        "memory of the whole office at rest", total / 1024, "MB", most=MOST_MEMORY_MB
    )


def family(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parent = int(stat.rsplit(")", 1)[1].split()[1])
            children.setdefault(parent, []).append(int(entry.name))
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += children.get(pid, [])
    return found


def proportional(pid: int) -> int:
    """kB; 0 for one that ended meanwhile."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(ln.split()[1]) for ln in text.splitlines() if ln.startswith("Pss:"))


def processor() -> float:
    """Seconds that this process and those below it used; who ended is its parent's."""
    ticks = 0
    for pid in family(os.getpid()):
        with suppress(OSError):
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(int(number) for number in told[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def findable_figure(address: str, token: str, paper: bytes) -> Figure:
    """From the first byte sent to the day its number can be found, by the API."""
    began = time.perf_counter()
    item = _upload(address, token, paper)
    while item["state"] == "reading":
        time.sleep(0.05)
        item = _call(address, token, f"/api/v1/intake/{item['id']}")
    symbol = f"{int(time.time())}"[-6:].lstrip("0") + "/STN-VP"
    entry = _call(
        address,
        token,
        f"/api/v1/intake/{item['id']}/register",
        {
            "subject": "Đo thời gian tìm thấy",
            "issuer_name": "Sở Thử nghiệm",
            "type_code": "CV",
            "symbol": symbol,
            "issued_on": item["received_at"][:10],
            "not_duplicate": True,
        },
    )
    found = _call(address, token, f"/api/v1/incoming-documents?find={symbol}")
    spent = time.perf_counter() - began
    if entry["id"] not in [row["id"] for row in found["items"]]:
        raise RuntimeError("what was registered could not be found")
    return Figure(
        "upload, read, register, found", spent, "seconds", most=MOST_SECONDS_TO_FIND
    )


def _call(
    address: str, token: str, path: str, data: dict[str, object] | None = None
) -> dict[str, Any]:
    request = urllib.request.Request(
        address + path,
        data=json.dumps(data).encode() if data is not None else None,
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def _upload(address: str, token: str, paper: bytes) -> dict[str, Any]:
    edge = "congvu-bench-edge"
    body = (
        (
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; '
            f'filename="do.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        ).encode()
        + paper
        + f"\r\n--{edge}--\r\n".encode()
    )
    request = urllib.request.Request(
        f"{address}/api/v1/intake",
        data=body,
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": f"multipart/form-data; boundary={edge}",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        items: list[dict[str, Any]] = json.load(answer)
    return items[0]
