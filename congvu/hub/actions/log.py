"""The one place that writes the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from congvu.hub.models import LogLine
from congvu.hub.rules import Code, Event, Turned


@dataclass(frozen=True)
class Caller:
    """The system that proved who it is; ``pk`` is 0 for the operator."""

    system: str
    pk: int
    peer: str
    roots: tuple[str, ...] = ()


def operator() -> Caller:
    return Caller("", 0, "")


def note(
    event: Event,
    *,
    by: Caller,
    at: datetime,
    sender: str = "",
    receivers: Sequence[str] = (),
    message: UUID | None = None,
    why: Turned | None = None,
    words: str = "",
    sha256: str = "",
    size: int = 0,
) -> LogLine:
    return LogLine.objects.create(
        at=at,
        event=event,
        system=by.system,
        peer=by.peer[:45],
        sender=sender[:35],
        receivers=[code[:35] for code in receivers],
        message=message,
        code=why.code if why else Code.DONE,
        words=why.words if why else words,
        sha256=sha256,
        size=size,
    )
