"""What the jail does for a load: reads the table, looks into the folder of scans.

Loaded by a zygote of its own (see `congvu.files.jail`).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congvu.imports.formats.grid import SheetRefused
from congvu.imports.formats.sheets import read_sheets

Task = Callable[..., tuple[dict[str, Any], bytes]]
MOST_MEMBERS = 60_000


def warm_up() -> None:
    """Nothing is made at first use."""


def sheet(document: int) -> tuple[dict[str, Any], bytes]:
    """All sheets as rows of text."""
    try:
        table = read_sheets(_path(document).read_bytes())
    except SheetRefused as why:
        return {"refused": why.reason}, b""
    return asdict(table), b""


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


TASKS: dict[str, Task] = {"sheet": sheet, "members": members, "member": member}
