"""Tables of strangers as rows of text, in the jail.

Loaded by a zygote of its own: it carries no parser of papers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from congvu.files.formats.sheet_csv import Place, begun, read_piece
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


# Neither stands in a cell: white space there is run together.
ROW_END, CELL_END = "\x1e", "\x1f"


def piece(
    document: int, *, at: Mapping[str, Any], rows: int, **bounds: int
) -> tuple[dict[str, Any], bytes]:
    """So many rows of a text table of any length, and where the next ones begin."""
    place = Place(**at)
    try:
        with Path(f"/proc/self/fd/{document}").open("rb") as file:
            place = place if place.codec else begun(file)
            found, following = read_piece(file, place, rows, Bounds(**bounds))
    except SheetRefused as why:
        return {"refused": why.reason}, b""
    told = ROW_END.join(CELL_END.join([str(number), *cells]) for number, cells in found)
    next_place = asdict(following) if following is not None else None
    return {"next": next_place, "encoding": place.encoding}, told.encode()


TASKS: dict[str, Callable[..., tuple[dict[str, Any], bytes]]] = {
    "table": table,
    "piece": piece,
}
