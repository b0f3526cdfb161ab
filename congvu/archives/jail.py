"""What the jail does with strangers' packages.

Loaded by a zygote of its own (see `congvu.files.jail`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package

Task = Callable[..., tuple[dict[str, Any], bytes]]


def warm_up() -> None:
    """The profile is read once, before the forks."""
    shipped_profile()


def check(document: int, *, name: str) -> tuple[dict[str, Any], bytes]:
    path = Path(f"/proc/self/fd/{document}")
    return asdict(check_package(path, shipped_profile(), name=name)), b""


TASKS: dict[str, Task] = {"check": check}
