"""What the jail does for a scan of formats. Loaded by a zygote of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

from congvu.licences.formats.office import BROKEN, look
from congvu.licences.formats.pile import PileRefused, read_pile
from congvu.licences.rules.formats import Look

Task = Callable[..., tuple[dict[str, Any], bytes]]


def warm_up() -> None:
    """Nothing is made at first use."""


def office(document: int) -> tuple[dict[str, Any], bytes]:
    """One file."""
    try:
        with _opened(document) as stream:
            found = look(stream)
    except BROKEN:
        found = Look("other", trouble="broken")
    return asdict(found), b""


def pile(
    document: int, *, this_year: int, seconds: int
) -> tuple[dict[str, Any], bytes]:
    """A zip of files, as many of them as there is time for."""
    until = time.monotonic() + seconds
    try:
        with _opened(document) as stream:
            found = read_pile(
                stream, this_year=this_year, until=until, clock=time.monotonic
            )
    except PileRefused as why:
        return {"refused": str(why)}, b""
    return found, b""


def _opened(document: int) -> BinaryIO:
    """The file as it was handed in: a child that is kept may open none by its name."""
    stream = os.fdopen(os.dup(document), "rb")
    stream.seek(0)
    return stream


TASKS: dict[str, Task] = {"office": office, "pile": pile}
