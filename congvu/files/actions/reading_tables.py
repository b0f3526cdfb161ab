"""A stranger's table as rows of text: opened in the jail, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.files import jail
from congvu.files.actions.passing_through import passing_through
from congvu.files.formats.sheet_grid import TEXT, Bounds, Sheet, Table
from congvu.files.rules import TABLE_REFUSALS
from congvu.lib.refusals import Reason, Refused

TASKS = "congvu.files.jail.table_tasks"
SMALL = jail.Limits(seconds=20)
LARGE = jail.Limits(seconds=120, memory=2048 * jail.MIB)

# Neither stands in a cell (`jail.table_tasks` writes them).
ROW_END, CELL_END = "\x1e", "\x1f"
PIECE_ROWS = 100_000
Row = tuple[int, Sequence[str], str]


def read_table(
    *, stream: BinaryIO, bounds: Bounds, field: str = "", limits: jail.Limits = SMALL
) -> tuple[Table, str]:
    """What stands in it, and its SHA-256; every way to fail is a `Refused` in words.

    ``field`` is where a form asks for it.
    """
    with passing_through(stream) as (path, sha256):
        return _read(path, bounds, field, limits), sha256


@dataclass(frozen=True)
class Opened:
    """Its sheets by name, each as numbered rows with the kinds of their cells, read
    once.
    """

    sheets: Sequence[tuple[str, Iterator[Row]]]
    sha256: str
    encoding: str = ""
    counts_from_1904: bool = False
    has_macros: bool = False
    merged: tuple[str, ...] = ()
    share: Callable[[], float] = lambda: 0.0
    """Of a long text how much of it was handed out."""


@contextmanager
def open_table(
    *, stream: BinaryIO, bounds: Bounds, text_bounds: Bounds, field: str = ""
) -> Iterator[Opened]:
    """As `read_table`; a table that is plain text piece by piece, however long."""
    with passing_through(stream) as (path, sha256):
        with path.open("rb") as file:
            packed = is_packed(file.read(4))
        if packed:
            found = _read(path, bounds, field, LARGE)
            yield Opened(
                [(sheet.name, _rows(sheet)) for sheet in found.sheets],
                sha256,
                counts_from_1904=found.counts_from_1904,
                has_macros=found.has_macros,
                merged=tuple(ref for sheet in found.sheets for ref in sheet.merged),
            )
            return
        if path.stat().st_size > text_bounds.bytes:
            raise _refused("too-big", text_bounds, field)
        text = _LongText(path, text_bounds, field)
        yield Opened(
            [("", text.rows())], sha256, encoding=text.encoding, share=text.share
        )


class _LongText:
    """Its encoding, and its rows as the jail reads them: while one piece is looked at,
    the next one is read.
    """

    def __init__(self, path: Path, bounds: Bounds, field: str) -> None:
        self._path, self._bounds, self._field = path, bounds, field
        self._size, self._done = path.stat().st_size, 0.0
        self._first = _piece(path, {}, bounds, field)
        self.encoding = str(self._first.result.get("encoding", ""))

    def share(self) -> float:
        return self._done / max(self._size, 1)

    def rows(self) -> Iterator[Row]:
        answer, left = self._first, self._bounds.rows
        with ThreadPoolExecutor(max_workers=1) as beside:
            while True:
                coming = self._after(answer, beside)
                for row in self._told(answer):
                    left -= 1
                    if left < 0:
                        raise _refused("too-long", self._bounds, self._field)
                    yield row
                if coming is None:
                    return
                answer = coming.result()

    def _after(
        self, answer: jail.Answer, beside: ThreadPoolExecutor
    ) -> Future[jail.Answer] | None:
        at = answer.result.get("next")
        if not answer.blob or not isinstance(at, dict):
            return None
        return beside.submit(_piece, self._path, at, self._bounds, self._field)

    def _told(self, answer: jail.Answer) -> Iterator[Row]:
        """A row's share is that of its piece among the rows of the piece."""
        at = answer.result.get("next")
        begin = self._done
        end = int(at["start"]) if isinstance(at, dict) else self._size
        step = (end - begin) / (answer.blob.count(ROW_END.encode()) + 1)
        for row in _rows_told(answer.blob, self._bounds, self._field):
            self._done += step
            yield row
        self._done = end


def _piece(
    path: Path, at: Mapping[str, Any], bounds: Bounds, field: str
) -> jail.Answer:
    given = {"at": dict(at), "rows": PIECE_ROWS, **asdict(bounds)}
    return _ask("piece", path, given, bounds, field, LARGE)


def _rows_told(blob: bytes, bounds: Bounds, field: str) -> Iterator[Row]:
    try:
        for told in blob.decode().split(ROW_END) if blob else ():
            number, *cells = told.split(CELL_END)
            yield int(number), cells, TEXT * len(cells)
    except ValueError as why:  # the child was taken over
        raise _refused("broken", bounds, field) from why


def is_packed(head: bytes) -> bool:
    """A book of sheets, by its first four bytes."""
    return head.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def _rows(sheet: Sheet) -> Iterator[Row]:
    for (number, cells), kinds in zip(sheet.rows, sheet.kinds, strict=True):
        yield number, cells, kinds


def _read(path: Path, bounds: Bounds, field: str, limits: jail.Limits) -> Table:
    if path.stat().st_size > bounds.bytes:
        raise _refused("too-big", bounds, field)
    answer = _ask("table", path, asdict(bounds), bounds, field, limits)
    try:
        return _table(answer.result)
    except (KeyError, TypeError, ValueError) as why:  # the child was taken over
        raise _refused("broken", bounds, field) from why


def _ask(
    task: str,
    path: Path,
    given: Mapping[str, Any],
    bounds: Bounds,
    field: str,
    limits: jail.Limits,
) -> jail.Answer:
    try:
        answer = jail.run(
            task,
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=limits,
            arguments=given,
            tasks=TASKS,
        )
    except jail.JailFailed as failure:
        big = str(failure) == "memory"
        key = "too-slow" if failure.timed_out else "too-big-inside" if big else "broken"
        raise _refused(key, bounds, field) from failure
    if key := str(answer.result.get("refused", "")):
        raise _refused(key, bounds, field)
    return answer


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
