"""The network as it is registered beside what a sweep found. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _


class Differs(StrEnum):
    SAME = "same"
    MISSING = "missing"
    UNKNOWN = "unknown"
    MOVED = "moved"
    OTHER = "other"


DIFFERS_NAMES = {
    Differs.SAME: _("khớp"),
    Differs.MISSING: _("có trong sổ, không trả lời"),
    Differs.UNKNOWN: _("trả lời, chưa có trong sổ"),
    Differs.MOVED: _("đã chuyển địa chỉ"),
    Differs.OTHER: _("tên khác trong sổ"),
}


@dataclass(frozen=True)
class Registered:
    ip: str
    used_for: str
    device: str = ""


@dataclass(frozen=True)
class Found:
    """``was_at``: where the same network card was seen before."""

    ip: str
    name: str = ""
    mac: str = ""
    was_at: str = ""


@dataclass(frozen=True)
class Line:
    ip: str
    differs: Differs
    registered: Registered | None
    found: Found | None
    other_ip: str = ""


def differences(registered: Iterable[Registered], found: Iterable[Found]) -> list[Line]:
    """By address, in the order given; each address once.

    Something moved where it answers at an address that is not registered, and is
    registered, by the name it gives itself, at one that does not answer; or where its
    card was seen at another address before.
    """
    known = {one.ip: one for one in registered}
    seen = {one.ip: one for one in found}
    silent = {
        fold(one.device or one.used_for): one
        for ip, one in known.items()
        if ip not in seen
    }
    moved_from: set[str] = set()
    lines = []
    for ip, one in seen.items():
        there = known.get(ip)
        if there is None:
            was = silent.get(fold(one.name)) if one.name else None
            if was is not None:
                moved_from.add(was.ip)
                lines.append(Line(ip, Differs.MOVED, was, one, was.ip))
            elif one.was_at and one.was_at != ip and one.was_at not in seen:
                lines.append(Line(ip, Differs.MOVED, None, one, one.was_at))
            else:
                lines.append(Line(ip, Differs.UNKNOWN, None, one))
        elif there.device and one.name and fold(one.name) != fold(there.device):
            lines.append(Line(ip, Differs.OTHER, there, one))
        else:
            lines.append(Line(ip, Differs.SAME, there, one))
    lines += [
        Line(ip, Differs.MISSING, one, None)
        for ip, one in known.items()
        if ip not in seen and ip not in moved_from
    ]
    return lines
