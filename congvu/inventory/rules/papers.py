"""Papers about machines: hand-over, return, transfer, disposal."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

MOST_ON_A_PAPER = 200
"""Machines of one paper; more of them are two papers."""
MOST_LABELS = 500


class PaperKind(StrEnum):
    GIVE = "give"
    BACK = "back"
    MOVE = "move"
    SELL = "sell"
    SCRAP = "scrap"
    AWAY = "away"


PAPER_KIND_NAMES = {
    PaperKind.GIVE: _("bàn giao"),
    PaperKind.BACK: _("thu hồi"),
    PaperKind.MOVE: _("điều chuyển cho cơ quan khác"),
    PaperKind.SELL: _("thanh lý"),
    PaperKind.SCRAP: _("tiêu hủy"),
    PaperKind.AWAY: _("điều chuyển ra ngoài hệ thống"),
}

# What leaves the counts for good, and what no keeper decides alone.
DISPOSALS = frozenset({PaperKind.SELL, PaperKind.SCRAP, PaperKind.AWAY})
DECIDED = DISPOSALS | {PaperKind.MOVE}


class PaperState(StrEnum):
    """A paper is in exactly one; only what waits changes."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


PAPER_STATE_NAMES = {
    PaperState.WAITING: _("chờ bên nhận xác nhận"),
    PaperState.DONE: _("đã xong"),
    PaperState.REFUSED: _("bên nhận không nhận"),
    PaperState.WITHDRAWN: _("đã rút"),
}


class Wiping(StrEnum):
    """What became of the disks, before the machine leaves."""

    ERASED = "erased"
    DESTROYED = "destroyed"
    KEPT = "kept"
    NO_DISK = "no-disk"


WIPING_NAMES = {
    Wiping.ERASED: _("xóa trắng đĩa bằng phần mềm"),
    Wiping.DESTROYED: _("phá hủy đĩa"),
    Wiping.KEPT: _("tháo đĩa, giữ lại cơ quan"),
    Wiping.NO_DISK: _("máy không có đĩa"),
}


class LoadState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
