"""What is known of a machine: what an agent may say, and what only a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_LINE = 200
LONGEST_REASON = 500
# An agent is silent so many days: the machine is told to have gone missing.
SILENT_DAYS = 30
# What became of each inventory is kept whole so long; then the last of ten days, and
# all that changed something.
KEPT_WHOLE_DAYS = 100
# Of one machine; a thousand is usual, four thousand were seen.
MOST_PROGRAMS = 20_000
MOST_MACHINES = 5_000


class MachineKind(StrEnum):
    DESKTOP = "desktop"
    LAPTOP = "laptop"
    SERVER = "server"
    VIRTUAL = "virtual"
    OTHER = "other"


MACHINE_KIND_NAMES = {
    MachineKind.DESKTOP: _("máy để bàn"),
    MachineKind.LAPTOP: _("máy xách tay"),
    MachineKind.SERVER: _("máy chủ"),
    MachineKind.VIRTUAL: _("máy ảo"),
    MachineKind.OTHER: _("máy khác"),
}


class MachineState(StrEnum):
    IN_USE = "in_use"
    STOCK = "stock"
    REPAIR = "repair"
    DISPOSED = "disposed"


MACHINE_STATE_NAMES = {
    MachineState.IN_USE: _("đang dùng"),
    MachineState.STOCK: _("trong kho"),
    MachineState.REPAIR: _("đang sửa"),
    MachineState.DISPOSED: _("đã thanh lý"),
}


class ReadingState(StrEnum):
    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


READING_STATE_NAMES = {
    ReadingState.ACCEPTED: _("đã nhận"),
    ReadingState.UNCHANGED: _("không có gì mới"),
    ReadingState.REFUSED: _("không nhận"),
}


class Format(StrEnum):
    FUSION = "fusion"
    GLPI = "glpi"
    TABLE = "table"


FORMAT_NAMES = {
    Format.FUSION: "FusionInventory, OCS (XML)",
    Format.GLPI: "GLPI (JSON)",
    Format.TABLE: _("bảng kê"),
}


class Verdict(StrEnum):
    WAITING = "waiting"
    MERGED = "merged"
    APART = "apart"


VERDICT_NAMES = {
    Verdict.WAITING: _("chờ xem"),
    Verdict.MERGED: _("đã gộp"),
    Verdict.APART: _("hai máy khác nhau"),
}


class Likely(StrEnum):
    """What makes two machines look like one."""

    NAME = "name"
    SERIAL = "serial"
    CARD = "card"


LIKELY_NAMES = {
    Likely.NAME: _("cùng tên"),
    Likely.SERIAL: _("cùng số máy"),
    Likely.CARD: _("cùng card mạng"),
}


@dataclass(frozen=True)
class Program:
    """One program as an agent names it."""

    name: str
    version: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Told:
    """One machine as an inventory tells it; "" and None: it says nothing of that."""

    device_id: str = ""
    name: str = ""
    uuid: str = ""
    serial: str = ""
    maker: str = ""
    model: str = ""
    kind: str = ""
    cpu: str = ""
    ram_mb: int | None = None
    disk_gb: int | None = None
    os_name: str = ""
    os_version: str = ""
    bios_on: date | None = None
    address: str = ""
    cards: tuple[str, ...] = ()
    last_user: str = ""
    programs: tuple[Program, ...] | None = None
    """None: nothing was said of programs, so those that were known stay."""
    odd: tuple[str, ...] = field(default=(), repr=False)
    """What was left out because it cannot be, in words for people."""


# What an agent may change, in the order in which a change is told.
FACTS = (
    "name",
    "serial",
    "uuid",
    "maker",
    "model",
    "kind",
    "cpu",
    "ram_mb",
    "disk_gb",
    "os_name",
    "os_version",
    "bios_on",
    "address",
)
FACT_NAMES = {
    "name": _("tên máy"),
    "serial": _("số máy"),
    "uuid": _("mã bo mạch"),
    "maker": _("hãng"),
    "model": _("kiểu máy"),
    "kind": _("loại máy"),
    "cpu": _("bộ xử lý"),
    "ram_mb": _("bộ nhớ, MB"),
    "disk_gb": _("đĩa, GB"),
    "os_name": _("hệ điều hành"),
    "os_version": _("phiên bản hệ điều hành"),
    "bios_on": _("ngày của BIOS"),
    "address": _("địa chỉ IP"),
}
