"""What reading a paper gives: the proposals, each with the words it went by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a word of the paper told the reading."""

    ORDER = "order"
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    RECURS = "recurs"
    MEASURE = "measure"
    WATCH = "watch"


@dataclass(frozen=True)
class Span:
    """A piece of the text; ``start`` and ``end`` count its code points."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True)
class Citation:
    """Another paper that a sentence names; what is not said is None."""

    start: int
    end: int
    words: str
    type: str | None = None
    number: str | None = None
    date: date | None = None


@dataclass(frozen=True)
class Proposal:
    """One duty as the paper gives it; ``words`` may lie before its sentence, where the
    lead is inherited.

    ``recurs`` is an ISO 8601 duration; ``measure`` the figure as written, and beside it
    the same as value, unit and relation ("≥", "≤", "="). ``deliverable``: what is to be
    there in the end, where a line or a column of its own says so.
    """

    start: int
    end: int
    clause: str
    sentence: str
    title: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline: date | None = None
    deadline_words: str = ""
    recurs: str | None = None
    measure: str | None = None
    measure_value: float | None = None
    measure_unit: str = ""
    measure_op: str = ""
    deliverable: str = ""
    cites: tuple[Citation, ...] = ()
    watch: tuple[str, ...] = ()
    words: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Clause:
    """A numbered point, bullet or paragraph: its ``path`` of numbers ("III.2.a") and
    the kind of section it stands in."""

    start: int
    end: int
    path: str
    section: str = ""


@dataclass(frozen=True)
class Reading:
    """``said`` tells why where there is no proposal."""

    text: str
    kind: str | None = None
    issued: date | None = None
    issuer: str = ""
    receivers: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    said: str = ""
