"""What is said of an event, in the words of syslog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

Value = str | int | float | bool
LONGEST = 65_536
"""Characters of one line that are kept; how long it was is told beside it."""
MOST_FIELDS = 200
"""Of one event; what is more stays in its message alone."""


class Severity(IntEnum):
    """RFC 5424, 6.2.1: the smaller, the worse."""

    EMERGENCY = 0
    ALERT = 1
    CRITICAL = 2
    ERROR = 3
    WARNING = 4
    NOTICE = 5
    INFO = 6
    DEBUG = 7

    @property
    def word(self) -> str:
        return self.name.lower()


class Doubt(StrEnum):
    """What was wrong with a line that was read all the same."""

    CUT = "cut"  # longer than `LONGEST`
    BYTES = "bytes"  # no UTF-8
    CONTROLS = "controls"  # characters that no log has
    CLOCK = "clock"  # its time is far from when it came
    BROKEN = "broken"  # begins as JSON, CEF or RFC 5424 and is none


@dataclass(frozen=True, slots=True)
class Event:
    """One line as it was read. ``at`` is when its sender says it happened.

    ``envelope`` is how it was wrapped, ``decoder`` the most that was understood of it;
    ``fields`` have the names of the Elastic Common Schema where it has one.
    """

    decoder: str
    envelope: str
    message: str
    severity: Severity = Severity.INFO
    at: datetime | None = None
    host: str = ""
    program: str = ""
    process: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    length: int = 0
    """Bytes of the line as it came."""


def by_level(level: float, steps: tuple[tuple[float, Severity], ...]) -> Severity:
    """The severity of the highest step that a level reaches; the steps fall."""
    for least, severity in steps:
        if level >= least:
            return severity
    return Severity.INFO
