"""A zip that grows stretch by stretch and goes on where a killed writer stopped.

Beside the file lies a journal. A stretch is on the disk before the journal names it,
with the digest of everything up to its end; who goes on reads all of that again and
cuts off what the journal does not vouch for. So no half-written byte is trusted, and
the same content gives the same bytes, however often the writer was killed.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

_CHUNK = 1 << 20
_KEPT = (
    "CRC",
    "compress_size",
    "file_size",
    "header_offset",
    "flag_bits",
    "create_version",
    "extract_version",
)
Row = dict[str, Any]


class GrowingZip:
    """``rows`` is what the caller wrote down of the entries; ``mark`` how far it came.

    ``key`` tells one content from another: a journal of another key is thrown away.
    """

    def __init__(
        self, place: Path, *, key: str, moment: tuple[int, ...], compressed: bool = True
    ) -> None:
        self.place, self.journal = place, place.with_suffix(".log")
        self.mark = 0
        self.rows: list[Row] = []
        self._new: list[Row] = []
        self._known = 0
        self._moment = moment
        self._kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        self._digest, self._end = sha256(), 0
        entries = self._resume(key)
        self._file = place.open("r+b")
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)
        for values in entries:
            info = self._info(values["name"])
            for name in _KEPT:
                setattr(info, name, values[name])
            self._zip.filelist.append(info)
            self._zip.NameToInfo[info.filename] = info
        # Where the next entry goes: what zipfile itself reads from an old directory.
        self._zip.start_dir = self._end

    def add(self, name: str, content: bytes) -> None:
        self._zip.writestr(self._info(name), content)

    def stream(self, name: str, source: Callable[[], BinaryIO]) -> tuple[str, int]:
        """Copy one file in; gives its SHA-256 and size."""
        digest, size = sha256(), 0
        with (
            source() as opened,
            self._zip.open(self._info(name), "w", force_zip64=True) as target,
        ):
            while block := opened.read(_CHUNK):
                digest.update(block)
                size += len(block)
                target.write(block)
        return digest.hexdigest(), size

    def note(self, row: Row) -> None:
        """Kept with the stretch being written, given back in ``rows`` when resumed."""
        self._new.append(row)
        self.rows.append(row)

    def checkpoint(self, mark: int) -> None:
        """All so far survives a kill from here on."""
        known = self._known
        self._file.flush()
        os.fsync(self._file.fileno())
        self._read_on(int(self._zip.start_dir))
        entries = [
            {"name": info.filename, **{name: getattr(info, name) for name in _KEPT}}
            for info in self._zip.filelist[known:]
        ]
        self.mark = mark
        self._write(
            {
                "end": self._end,
                "sha256": self._digest.hexdigest(),
                "mark": mark,
                "entries": entries,
                "rows": self._new,
            }
        )
        self._known, self._new = len(self._zip.filelist), []

    def finish(self) -> tuple[str, int]:
        """The directory at the end; gives the whole file's SHA-256 and size."""
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        size = self._file.seek(0, os.SEEK_END)
        self._read_on(size)
        self._file.close()
        return self._digest.hexdigest(), size

    def close(self) -> None:
        """Leave it as a kill would: to be gone on with."""
        self._zip.fp = None
        self._file.close()

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._moment)  # type: ignore[arg-type]
        info.compress_type = self._kind
        info.create_system = 3
        info.external_attr = 0o100644 << 16
        return info

    def _read_on(self, end: int) -> None:
        """Into the digest: from where it is to ``end``, as the file now says."""
        with self.place.open("rb") as file:
            file.seek(self._end)
            while self._end < end:
                block = file.read(min(_CHUNK, end - self._end))
                if not block:
                    break
                self._digest.update(block)
                self._end += len(block)

    def _resume(self, key: str) -> list[Row]:
        """What the journal and the bytes agree on; the rest is cut off both."""
        entries: list[Row] = []
        vouched = 0
        lines = _lines(self.journal)
        if lines and lines[0][0] == {"key": key} and self.place.exists():
            vouched = lines[0][1]
            for told, length in lines[1:]:
                before = self._digest.copy(), self._end
                self._read_on(told["end"])
                if self._end != told["end"] or (
                    self._digest.hexdigest() != told["sha256"]
                ):
                    self._digest, self._end = before
                    break
                entries += told["entries"]
                self.rows += told["rows"]
                self.mark, vouched = told["mark"], vouched + length
        self._known = len(entries)
        self.place.touch()
        os.truncate(self.place, self._end)
        self.journal.touch()
        os.truncate(self.journal, vouched)
        if not vouched:
            self._write({"key": key})
        return entries

    def _write(self, line: Row) -> None:
        with self.journal.open("ab") as journal:
            journal.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            journal.flush()
            os.fsync(journal.fileno())


def _lines(journal: Path) -> list[tuple[Row, int]]:
    """The whole lines and their length in bytes; a half one ends it."""
    found: list[tuple[Row, int]] = []
    with suppress(FileNotFoundError), journal.open("rb") as lines:
        for line in lines:
            try:
                told = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                told = None
            if not isinstance(told, dict):
                break
            found.append((told, len(line)))
    return found
