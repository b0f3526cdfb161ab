"""What of a load is done by the worker, and how far it is."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LARGE_FILE, LARGE_BOOK = 4_000_000, 1_000_000
"""Bytes of a text, of a book, which is packed; less is read while one waits."""
LARGE_ROWS = 50_000
"""Lines; fewer are entered, or taken out, while one waits."""
QUIET = 15
"""Seconds without a word after which somebody looks whether the work still goes on."""


class TaskKind(StrEnum):
    READ = "read"
    ENTER = "enter"
    UNDO = "undo"


TASK_KIND_NAMES = {
    TaskKind.READ: _("đọc tệp"),
    TaskKind.ENTER: _("ghi các dòng"),
    TaskKind.UNDO: _("rút lần nạp"),
}


class TaskState(StrEnum):
    CHOOSING = "choosing"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"


TASK_STATE_NAMES = {
    TaskState.CHOOSING: _("chờ chọn trang tính"),
    TaskState.WAITING: _("chờ đến lượt"),
    TaskState.RUNNING: _("đang làm"),
    TaskState.DONE: _("xong"),
    TaskState.REFUSED: _("không làm được"),
    TaskState.STOPPED: _("đã dừng"),
}
TASK_OVER = frozenset({TaskState.DONE, TaskState.REFUSED, TaskState.STOPPED})
CUT_OFF = _("bị ngắt")


def rate_of(rows: int, seconds: float) -> int:
    """Rows a second."""
    return round(rows / seconds) if seconds > 0 else 0
