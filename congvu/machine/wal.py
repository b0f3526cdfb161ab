"""Where the embedded database archives its write-ahead log: ``CONGVU_WAL_ARCHIVE``.

A folder on another disk. The server copies each finished piece of its log to ``wal/``
there, synced, and a piece at least each minute; ``base/<moment>/`` holds whole copies
that the log is replayed upon (`archiving`). Both belong to the account that runs the
server. An external server is archived by whoever runs it.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

LONGEST_UNARCHIVED = 60
# Copied beside its place and synced, so that a piece has its name only when it is
# whole; one that is there already must be the same, and none is ever overwritten.
_KEEP = (
    "cd {folder} && if [ -e %f.gz ]; then gunzip -c %f.gz | cmp -s - {source};"
    " else gzip -c {source} > %f.part && sync %f.part && mv %f.part %f.gz && sync .; fi"
)


def archive_folder() -> Path | None:
    given = os.environ.get("CONGVU_WAL_ARCHIVE")
    return Path(given).absolute() if given else None


def archive_options(data: Path) -> dict[str, str]:
    """What the server is told, so that it archives; nothing without a folder."""
    place = archive_folder()
    if place is None:
        return {}
    return {
        "archive_mode": "on",
        "archive_command": _KEEP.format(
            folder=in_command(place / "wal"), source=f"{in_command(data)}/%p"
        ),
        "archive_timeout": str(LONGEST_UNARCHIVED),
    }


def restore_command(place: Path) -> str:
    return f"gunzip -c {in_command(place / 'wal')}/%f.gz > %p"


def in_command(path: Path) -> str:
    """Quoted for the shell; the server itself reads %-letters."""
    return shlex.quote(str(path).replace("%", "%%"))
