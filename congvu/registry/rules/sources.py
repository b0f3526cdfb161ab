"""Files that come by themselves: from where, how often, what became of each time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import BinaryIO
from urllib.parse import SplitResult, urlsplit

from congvu.lib.dates import VIETNAM
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.registry.rules.structure import Fault, Table

LONGEST_PLACE = 500
MOST_FAILURES = 5
"""So many in a row, and a source waits until a person has looked."""
LONGEST_RUN = timedelta(hours=2)
"""A run that began before was cut off."""
_FOLDER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class LoadFrom(StrEnum):
    FOLDER = "folder"
    ADDRESS = "address"


LOAD_FROM_NAMES = {
    LoadFrom.FOLDER: _("thư mục trên máy chủ"),
    LoadFrom.ADDRESS: _("địa chỉ mạng"),
}


class Every(StrEnum):
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


EVERY_NAMES = {
    Every.HOURLY: _("hằng giờ"),
    Every.DAILY: _("hằng ngày"),
    Every.WEEKLY: _("hằng tuần"),
}
WEEKDAYS = (
    _("thứ hai"),
    _("thứ ba"),
    _("thứ tư"),
    _("thứ năm"),
    _("thứ sáu"),
    _("thứ bảy"),
    _("chủ nhật"),
)


class RunState(StrEnum):
    """What became of one time that a source was asked."""

    RUNNING = "running"
    ENTERED = "entered"
    PROPOSED = "proposed"
    SAME = "same"
    NOTHING = "nothing"
    WAITS = "waits"
    FAILED = "failed"


RUN_STATE_NAMES = {
    RunState.RUNNING: _("đang đọc"),
    RunState.ENTERED: _("đã ghi"),
    RunState.PROPOSED: _("đã đọc, chờ duyệt"),
    RunState.SAME: _("tệp không đổi"),
    RunState.NOTHING: _("không có tệp nào"),
    RunState.WAITS: _("lần trước còn chờ duyệt"),
    RunState.FAILED: _("không nạp được"),
}


@dataclass(frozen=True)
class GivenFile:
    """What lay in the folder or came from the address, whole."""

    stream: BinaryIO
    name: str
    sha256: str
    size: int
    etag: str = ""
    modified: str = ""


def next_time(every: str, hour: int, weekday: int, after: datetime) -> datetime:
    """The first moment behind ``after``, by the clock on the wall."""
    wall = after.astimezone(VIETNAM).replace(minute=0, second=0, microsecond=0)
    if every == Every.HOURLY:
        return wall + timedelta(hours=1)
    wall = wall.replace(hour=hour)
    if every == Every.WEEKLY:
        wall += timedelta(days=(weekday - wall.weekday()) % 7)
    step = timedelta(days=7 if every == Every.WEEKLY else 1)
    return wall if wall > after else wall + step


def place_faults(kind: str, place: str, hosts: Collection[str]) -> Iterator[Fault]:
    """A folder is one plain name; an address leads to a host that was allowed."""
    if kind == LoadFrom.FOLDER:
        if not _FOLDER.fullmatch(place):
            words = _("Tên thư mục gồm chữ thường không dấu, số, gạch nối.")
            yield Fault(words, {}, "place")
        return
    parts = address_parts(place)
    if parts is None:
        words = _("Địa chỉ bắt đầu bằng https:// hoặc http://, không kèm mật khẩu.")
        yield Fault(words, {}, "place")
    elif not is_allowed(parts, hosts):
        words = _("Quản trị hệ thống chưa cho phép đọc từ máy “%(host)s”.")
        yield Fault(words, {"host": parts.hostname or ""}, "place")


def address_parts(address: str) -> SplitResult | None:
    """None where it is no address of a file."""
    if len(address) > LONGEST_PLACE or not address.isascii() or not _is_plain(address):
        return None
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return None
    known = parts.scheme in ("http", "https") and parts.hostname
    return parts if known and "@" not in parts.netloc else None


def _is_plain(text: str) -> bool:
    """No blanks, no ends of lines: it goes into the head of a request."""
    return all(" " < one < "\x7f" for one in text)


def is_allowed(parts: SplitResult, hosts: Collection[str]) -> bool:
    """Hosts are named with their port where it is not the usual one."""
    host = (parts.hostname or "").lower()
    usual = {"http": 80, "https": 443}[parts.scheme]
    if parts.port in (None, usual):
        return host in hosts
    return f"{host}:{parts.port}" in hosts


def column_faults(columns: Mapping[str, str], table: Table) -> Iterator[Fault]:
    """``columns``: titles of the file and the columns of ours that they are."""
    for title, key in columns.items():
        if table.column(key) is None:
            words = _("Bảng không có trường “%(key)s” cho cột “%(title)s”.")
            yield Fault(words, {"key": key[:80], "title": title[:80]}, "columns")


def find_column(text: str, table: Table) -> str:
    """The key of the column that is called so, or the text as it is."""
    wanted = fold(text)
    for one in table.columns:
        if wanted in (fold(one.label), one.key):
            return one.key
    return text
