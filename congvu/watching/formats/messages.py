"""What a collector sends: answers and what a sweep found, numbered, in JSON.

Read strictly: a line that is no answer is named with its number and the rest is kept;
a message whose lines have no numbers in order cannot be taken at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from congvu.lib.text import gettext_noop as _

VERSION = 1
MOST_BYTES = 2 << 20
MOST_ITEMS = 5000
MOST_HOSTS = 64
MOST_PORTS = 128
_MOST_SEQ = 1 << 62
_MOST_US = 600_000_000
_MAC = re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Unreadable(Exception):
    """No message of a collector; ``words`` in Vietnamese, with what they need."""

    def __init__(self, words: str, named: dict[str, Any] | None = None) -> None:
        super().__init__(words)
        self.words, self.named = words, named or {}


class OtherVersion(Unreadable):
    """Of a collector that speaks otherwise; what it says may be good."""


@dataclass(frozen=True)
class Bad:
    seq: int
    words: str


@dataclass(frozen=True)
class Answered:
    """One question; ``us``: after how many microseconds it was answered."""

    seq: int
    probe_id: UUID
    at: datetime
    up: bool
    us: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Host:
    """What answered, by its own words; each port: name, whether up, Mbit/s."""

    ip: str
    mac: str = ""
    name: str = ""
    about: str = ""
    ports: Sequence[tuple[str, bool, int]] = ()


@dataclass(frozen=True)
class Swept:
    """A part of what a sweep found; ``is_last`` ends it, ``why``: and it failed."""

    seq: int
    sweep_id: UUID
    at: datetime
    hosts: Sequence[Host]
    is_last: bool
    why: str = ""


Item = Answered | Swept | Bad


@dataclass(frozen=True)
class Hearing:
    """A whole message. ``kept_from``: the first number the collector has still."""

    stream: UUID
    kept_from: int
    queued: int
    lost: int
    clock: datetime
    version: str
    plan: str
    items: Sequence[Item]


def plain(value: object, most: int) -> str:
    """Words of a stranger: one line, no control characters, so long at most."""
    text = str(value or "").encode("utf-8", "ignore").decode()
    return _CONTROL.sub(" ", text).strip()[:most]


def read_message(content: bytes) -> Hearing:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Bản tin lớn hơn %(mb)s MB."), {"mb": MOST_BYTES >> 20})
    try:
        told = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as why:
        raise Unreadable(_("Bản tin không phải JSON.")) from why
    if not isinstance(told, dict) or told.get("version") != VERSION:
        raise OtherVersion(_("Bản tin không cùng phiên bản; nâng cấp máy thu thập."))
    rows = told.get("items", [])
    if not isinstance(rows, list) or len(rows) > MOST_ITEMS:
        raise Unreadable(
            _("Một bản tin có nhiều nhất %(most)s dòng."), {"most": MOST_ITEMS}
        )
    try:
        return Hearing(
            stream=UUID(told["stream"]),
            kept_from=_count(told.get("kept_from", 1)),
            queued=min(_count(told.get("queued", 0)), 2**31 - 1),
            lost=_count(told.get("lost", 0)),
            clock=_moment(told["clock"]),
            version=plain(told.get("program"), 40),
            plan=plain(told.get("plan"), 64),
            items=list(_items(rows)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as why:
        raise Unreadable(_("Đầu bản tin thiếu hoặc sai.")) from why


def _no_number(_text: str) -> float:
    raise ValueError("no such number")


def _count(value: Any) -> int:
    if (
        not isinstance(value, int)
        or isinstance(value, bool)
        or not 0 <= value < _MOST_SEQ
    ):
        raise ValueError("not a count")
    return value


def _moment(value: Any) -> datetime:
    """Seconds since 1970, as a number; of no time that a calendar cannot hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no moment")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError) as why:
        raise ValueError("no moment") from why


def _items(rows: list[Any]) -> Iterator[Item]:
    """In the order of their numbers, none twice."""
    last = 0
    for row in rows:
        seq = _count(row["seq"])
        if seq <= last:
            raise ValueError("out of order")
        last = seq
        try:
            yield _swept(seq, row) if "sweep" in row else _answered(seq, row)
        except (KeyError, TypeError, ValueError, AttributeError):
            yield Bad(seq, _("Dòng này không đọc được."))


def _answered(seq: int, row: dict[str, Any]) -> Answered:
    up, us = row["up"], row.get("us")
    if not isinstance(up, bool):
        raise TypeError("neither answered nor not")
    if us is not None and _count(us) > _MOST_US:
        raise ValueError("no such time")
    at, why = _moment(row["at"]), plain(row.get("why"), 200)
    return Answered(seq, UUID(row["probe"]), at, up, us if up else None, why)


def _swept(seq: int, row: dict[str, Any]) -> Swept:
    hosts = row.get("hosts", [])
    if not isinstance(hosts, list) or len(hosts) > MOST_HOSTS:
        raise ValueError("too many hosts")
    return Swept(
        seq,
        UUID(row["sweep"]),
        _moment(row["at"]),
        [_host(one) for one in hosts],
        row.get("last") is True,
        plain(row.get("why"), 200),
    )


def _host(row: dict[str, Any]) -> Host:
    if "%" in row["ip"]:
        raise ValueError("an address of one machine alone")
    mac = plain(row.get("mac"), 17).lower()
    ports = row.get("ports", [])
    return Host(
        ip=str(ip_address(row["ip"])),
        mac=mac if _MAC.match(mac) else "",
        name=plain(row.get("name"), 120),
        about=plain(row.get("about"), 200),
        ports=[
            (plain(name, 60), up is True, min(_count(mbps), 2**31 - 1))
            for name, up, mbps in ports[:MOST_PORTS]
        ],
    )
