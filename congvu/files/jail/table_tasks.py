"""Tables of strangers as rows of text, in the jail.

Loaded by a zygote of its own: it carries no parser of papers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congvu.files.formats.sheet_grid import Bounds, SheetRefused
from congvu.files.formats.sheets import read_sheets


def warm_up() -> None:
    """Nothing is made at first use."""


def table(document: int, **bounds: int) -> tuple[dict[str, Any], bytes]:
    """All sheets as rows of text."""
    content = Path(f"/proc/self/fd/{document}").read_bytes()
    try:
        found = read_sheets(content, Bounds(**bounds))
    except SheetRefused as why:
        return {"refused": why.reason}, b""
    return asdict(found), b""


TASKS: dict[str, Callable[..., tuple[dict[str, Any], bytes]]] = {"table": table}
