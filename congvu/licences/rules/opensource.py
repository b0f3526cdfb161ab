"""Open source in the place of what is paid: what the law of a day prefers, how far a
machine is, what stands in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

MOST_DONG = 10**13


@dataclass(frozen=True, slots=True)
class Preferred:
    """A product preferred on a day. Sure only where its source was read; ``own`` where
    staff added it, with their reason as its ``source``.
    """

    name: str
    category: str
    versions: str
    source: str
    sureness: str
    own: bool = False

    @property
    def is_sure(self) -> bool:
        return self.sureness == "read" or self.own


class TargetState(StrEnum):
    """Where a machine stands in a roll-out: exactly one, told by inventories alone.

    In the order in which they are asked.
    """

    GONE = "gone"
    DONE = "done"
    BLOCKED = "blocked"
    UNSEEN = "unseen"
    BESIDE = "beside"
    LATE = "late"
    WAITING = "waiting"


TARGET_STATE_NAMES: dict[str, str] = {
    TargetState.DONE: _("đã thấy trên máy"),
    TargetState.BESIDE: _("đã cài, bản cũ vẫn còn"),
    TargetState.WAITING: _("chưa thấy"),
    TargetState.LATE: _("quá hạn chưa thấy"),
    TargetState.BLOCKED: _("đang vướng"),
    TargetState.UNSEEN: _("lâu không kiểm kê"),
    TargetState.GONE: _("không còn dùng"),
}


class Block(StrEnum):
    """What stands in the way on a machine, or of a replacement."""

    HARDWARE = "hardware"
    PROGRAM = "program"
    FILES = "files"
    PEOPLE = "people"
    NETWORK = "network"
    OTHER = "other"


BLOCK_NAMES: dict[str, str] = {
    Block.HARDWARE: _("máy không đủ cấu hình"),
    Block.PROGRAM: _("phần mềm nghiệp vụ cần bản đang dùng"),
    Block.FILES: _("tệp, macro chưa chuyển được"),
    Block.PEOPLE: _("người dùng chưa được hướng dẫn"),
    Block.NETWORK: _("máy không nối mạng, không tới được"),
    Block.OTHER: _("lý do khác"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How many machines are in each state."""

    counts: dict[str, int]

    def of(self, state: str) -> int:
        return self.counts.get(state, 0)

    @property
    def planned(self) -> int:
        """Those that still are in use."""
        return sum(n for state, n in self.counts.items() if state != TargetState.GONE)

    @property
    def done(self) -> int:
        return self.of(TargetState.DONE)

    @property
    def open(self) -> int:
        """Not there yet, with nothing known to be in the way."""
        states = (TargetState.WAITING, TargetState.LATE, TargetState.BESIDE)
        return sum(self.of(state) for state in states)

    @property
    def blocked(self) -> int:
        return self.of(TargetState.BLOCKED)

    @property
    def unseen(self) -> int:
        return self.of(TargetState.UNSEEN)

    @property
    def share(self) -> int | None:
        """Whole percent, rounded down: 100 only where all are; none of none."""
        return self.done * 100 // self.planned if self.planned else None
