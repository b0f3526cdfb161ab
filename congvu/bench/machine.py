"""What a measurement was made on, in words that stand beside its figures."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from django.db import connection


def machine() -> dict[str, object]:
    """Processor, cores, memory, system, PostgreSQL and Python of this machine."""
    return {
        "processor": _line("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count() or 0,
        "memory_mb": int(_line("/proc/meminfo", "MemTotal").split()[0]) // 1024,
        "system": f"{platform.system()} {platform.release()}",
        "postgresql": _server_version(),
        "python": platform.python_version(),
    }


def _line(file: str, name: str) -> str:
    for line in Path(file).read_text().splitlines():
        label, _colon, value = line.partition(":")
        if label.strip() == name:
            return value.strip()
    return "0 unknown"


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version: str = cursor.fetchone()[0]
    return version
