"""The demo's hub as real processes: it answers, knows two systems, ends with us."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from congvu.exchange.client import AgencyCard, HubRefused
from congvu.exchange.client.national import NationalHub
from congvu.exchange.client.wire import Wire

pytestmark = pytest.mark.slow

CODE = Path(__file__).resolve().parents[2]
HOLD = """
import time
from congvu.machine import demo_hub
with demo_hub.at_hand():
    print("answers", flush=True)
    time.sleep(600)
"""


def _processes(home: Path) -> list[int]:
    """Everything that runs for this state folder, the hub's database included."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            mine = str(home).encode() in (folder / "environ").read_bytes()
            below = home in (folder / "cwd").resolve().parents
        except OSError:
            continue
        if mine or below:
            found.append(int(folder.name))
    return found


def _hub(kept: dict[str, object], system: str) -> NationalHub:
    systems: list[dict[str, str]] = kept["systems"]  # type: ignore[assignment]
    secret = next(s["secret"] for s in systems if s["system"] == system)
    return NationalHub(Wire(f"http://127.0.0.1:{kept['port']}", system, secret))


def test_two_systems_are_let_in_and_it_ends_with_whoever_started_it(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    left_out = ("DATABASE_", "CONGVU_HUB", "CONGVU_EXCHANGE")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(left_out)},
        "CONGVU_HOME": str(home),
        "CONGVU_DEMO": "1",
        "PYTHONPATH": str(CODE),
    }
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], env=environment, stdout=subprocess.PIPE
    ) as holder:
        try:
            _look(home, holder)
        finally:
            holder.kill()
    end = time.monotonic() + 30
    while left := _processes(home):
        assert time.monotonic() < end, left
        time.sleep(0.1)


def _look(home: Path, holder: subprocess.Popen[bytes]) -> None:
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"answers\n"
    kept = json.loads((home / "demo-hub.json").read_text())
    assert (home / "demo-hub.json").stat().st_mode & 0o077 == 0
    assert requests.get(f"http://127.0.0.1:{kept['port']}/health/live", timeout=9)

    office, far = _hub(kept, "tinh-mau"), _hub(kept, "ngoai-tinh")
    office.register(AgencyCard("H55.01", "Sở Nội vụ"))
    far.register(AgencyCard("G09", "Bộ Nội vụ"))
    assert {one.code for one in far.agencies()} == {"H55.01", "G09"}
    with pytest.raises(HubRefused, match="không được đăng ký"):
        far.register(AgencyCard("H55.02", "Sở Tư pháp"))
