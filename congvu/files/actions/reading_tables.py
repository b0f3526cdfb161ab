"""A stranger's table as rows of text: opened in the jail, kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.files import jail
from congvu.files.actions.passing_through import passing_through
from congvu.files.formats.sheet_grid import Bounds, Sheet, Table
from congvu.files.rules import TABLE_REFUSALS
from congvu.lib.refusals import Reason, Refused

TASKS = "congvu.files.jail.table_tasks"
SMALL = jail.Limits(seconds=20)
LARGE = jail.Limits(seconds=120, memory=2048 * jail.MIB)


def read_table(
    *, stream: BinaryIO, bounds: Bounds, field: str = "", limits: jail.Limits = SMALL
) -> tuple[Table, str]:
    """What stands in it, and its SHA-256; every way to fail is a `Refused` in words.

    ``field`` is where a form asks for it.
    """
    with passing_through(stream) as (path, sha256):
        return _read(path, bounds, field, limits), sha256


def _read(path: Path, bounds: Bounds, field: str, limits: jail.Limits) -> Table:
    if path.stat().st_size > bounds.bytes:
        raise _refused("too-big", bounds, field)
    try:
        answer = jail.run(
            "table",
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=limits,
            arguments=asdict(bounds),
            tasks=TASKS,
        )
    except jail.JailFailed as failure:
        big = str(failure) == "memory"
        key = "too-slow" if failure.timed_out else "too-big-inside" if big else "broken"
        raise _refused(key, bounds, field) from failure
    if key := str(answer.result.get("refused", "")):
        raise _refused(key, bounds, field)
    try:
        return _table(answer.result)
    except (KeyError, TypeError, ValueError) as why:  # the child was taken over
        raise _refused("broken", bounds, field) from why


def _refused(key: str, bounds: Bounds, field: str) -> Refused:
    words = _(TABLE_REFUSALS.get(key, TABLE_REFUSALS["broken"]))
    named = {
        "mb": bounds.bytes // 1_000_000,
        "rows": f"{bounds.rows:,}".replace(",", "."),
    }
    return Refused([Reason(words % named, field or None)])


def _table(said: Mapping[str, Any]) -> Table:
    return Table(
        [_sheet(sheet) for sheet in said["sheets"]],
        encoding=str(said["encoding"]),
        counts_from_1904=bool(said["counts_from_1904"]),
        has_macros=bool(said["has_macros"]),
    )


def _sheet(said: Mapping[str, Any]) -> Sheet:
    sheet = Sheet(
        str(said["name"]),
        [(int(line), [str(cell) for cell in row]) for line, row in said["rows"]],
        [str(kinds) for kinds in said["kinds"]],
        [str(ref) for ref in said["merged"]],
    )
    if [len(row) for _line, row in sheet.rows] != [len(k) for k in sheet.kinds]:
        raise ValueError
    return sheet
