"""What the jail does for a load: looks into the folder of scans.

Loaded by a zygote of its own (see `congvu.files.jail`).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Task = Callable[..., tuple[dict[str, Any], bytes]]
MOST_MEMBERS = 60_000


def warm_up() -> None:
    """Nothing is made at first use."""


def members(document: int) -> tuple[dict[str, Any], bytes]:
    """Names and sizes of what a zip of scans says it holds; nothing is unpacked."""
    try:
        with zipfile.ZipFile(_path(document)) as pile:
            parts = [p for p in pile.infolist() if not p.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return {"refused": "broken-scans"}, b""
    if len(parts) > MOST_MEMBERS:
        return {"refused": "too-many-scans"}, b""
    return {"members": [[p.filename, p.file_size] for p in parts]}, b""


def member(document: int, *, name: str, most: int) -> tuple[dict[str, Any], bytes]:
    """One scan of the zip, never more of it than ``most`` bytes."""
    try:
        with zipfile.ZipFile(_path(document)) as pile, pile.open(name) as part:
            content = part.read(most + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError):
        return {"refused": "broken-scan"}, b""
    except ValueError:
        return {"refused": "broken-scan"}, b""
    if len(content) > most:
        return {"refused": "big-scan"}, b""
    return {}, content


def _path(document: int) -> Path:
    return Path(f"/proc/self/fd/{document}")


TASKS: dict[str, Task] = {"members": members, "member": member}
