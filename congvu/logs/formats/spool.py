"""What came in and is not loaded yet: files of a folder, each whole or not there.

A batch is written aside, brought to the disk and only then given its name. Names begin
with the time, so that what came first is loaded first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from congvu.lib.ids import uuid7

ENDING = ".batch"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A line as it came: whose it is or nobody's, from which address, when, how long
    it was before it was cut.
    """

    line: bytes
    address: str
    at: datetime
    source: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Limited:
    """So many lines of one sender that came too fast and were not kept."""

    address: str
    source: str
    count: int


def write_batch(
    folder: Path, arrived: Sequence[Arrived], limited: Sequence[Limited] = ()
) -> Path:
    """On the disk when this returns."""
    name = str(uuid7())
    aside, whole = folder / f"{name}.part", folder / f"{name}{ENDING}"
    with aside.open("wb") as file:
        for less in limited:
            file.write(_head([less.address, less.source, less.count]))
        for one in arrived:
            moment = one.at.timestamp()
            head = [one.address, one.source, moment, one.length, len(one.line)]
            file.write(_head(head))
            file.write(one.line + b"\n")
        file.flush()
        os.fsync(file.fileno())
    aside.rename(whole)
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
    return whole


def _head(told: list[object]) -> bytes:
    return json.dumps(told).encode() + b"\n"


def read_batch(path: Path) -> Iterator[Arrived | Limited]:
    with path.open("rb") as file:
        while head := file.readline():
            told = json.loads(head)
            if len(told) == 3:
                yield Limited(*told)
                continue
            address, source, moment, length, size = told
            line = file.read(size)
            file.read(1)
            at = datetime.fromtimestamp(moment, UTC)
            yield Arrived(line, address, at, source, length)


def waiting(folder: Path) -> list[Path]:
    """Batches to be loaded, the oldest first; a folder that is not there has none."""
    with suppress(FileNotFoundError):
        return sorted(folder.glob(f"*{ENDING}"))
    return []


def sweep(folder: Path, before: float) -> None:
    """What was being written as its process was killed: nobody was told it is kept.
    ``before`` leaves alone what somebody is still writing.
    """
    for one in folder.glob("*.part"):
        with suppress(FileNotFoundError):
            if one.stat().st_mtime < before:
                one.unlink()
