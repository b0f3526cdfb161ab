"""When, on which code and on which machine something was measured. Knows no Django."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from congvu.machine.state import CODE


def origin() -> dict[str, Any]:
    """What stands beside the figures of a run."""
    return {
        "on": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": commit(),
        "load_before": round(os.getloadavg()[0], 1),
        "machine": hardware(),
    }


def commit() -> str:
    """Which code; unknown where it came without its history."""
    command = ["git", "-C", str(CODE), "describe", "--always", "--dirty", "--abbrev=8"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def hardware() -> dict[str, Any]:
    return {
        "processor": _line("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count() or 0,
        "memory_mb": int(_line("/proc/meminfo", "MemTotal").split()[0]) // 1024,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _line(file: str, name: str) -> str:
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        label, _colon, value = line.partition(":")
        if label.strip() == name:
            return value.strip()
    return "0 unknown"
