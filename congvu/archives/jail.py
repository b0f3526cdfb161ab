"""What the jail does with strangers' packages, and with papers to be bound.

Loaded by a zygote of its own (see `congvu.files.jail`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congvu.archives.formats.binding import bind, pages_in
from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package

Task = Callable[..., tuple[dict[str, Any], bytes]]


def warm_up() -> None:
    """The profile is read once, before the forks."""
    shipped_profile()


def check(document: int, *, name: str) -> tuple[dict[str, Any], bytes]:
    path = Path(f"/proc/self/fd/{document}")
    return asdict(check_package(path, shipped_profile(), name=name)), b""


def count(document: int) -> tuple[dict[str, Any], bytes]:
    """``document`` lists files of ours to be bound."""
    given = json.loads(Path(f"/proc/self/fd/{document}").read_bytes())
    found = [pages_in(file["path"], file["kind"]) for file in given]
    return {"counted": found}, b""


def bound(document: int) -> tuple[dict[str, Any], bytes]:
    given = json.loads(Path(f"/proc/self/fd/{document}").read_bytes())
    return {}, bind(given["front"], given["slips"], given["papers"])


TASKS: dict[str, Task] = {"check": check, "count": count, "bind": bound}
