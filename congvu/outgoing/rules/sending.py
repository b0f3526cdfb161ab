"""A paper about to leave, and what the regulation of sending says of it. Pure.

The regulation lies above this app, with the ways papers travel by (exchange): it
declares here who answers, as its ``following.py`` is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from congvu.lib.refusals import Reason
from congvu.outgoing.rules.with_paper import WithPaper


@dataclass(frozen=True)
class SentTo:
    """One place a paper goes to: an agency, or a name with its address outside."""

    agency_id: UUID | None = None
    name: str = ""
    address: str = ""
    on_paper: bool = False


@dataclass(frozen=True)
class Leaving:
    """``is_electronic``: signed by key: the electronic paper is the original."""

    agency_id: UUID
    type_code: str
    subject: str
    on: date
    is_electronic: bool
    places: Sequence[SentTo] = ()

    @classmethod
    def of_line(cls, line: Any, on: date, places: Sequence[SentTo] = ()) -> Leaving:
        """A held number of the book: what goes out under it was signed by hand."""
        return cls(
            line.agency_id,
            line.type_code,
            line.subject,
            on,
            is_electronic=False,
            places=places,
        )


@dataclass(frozen=True)
class Allowed:
    """What is offered to a kind of recipient, in words, and on what basis."""

    recipients: str
    ways: str
    paper: str
    limit: str
    basis: str
    why: str
    is_forbidding: bool = False


@dataclass(frozen=True)
class Ruling:
    """``paper`` is what holds for any recipient, ``reasons`` why it may not leave;
    ``warnings`` say where it goes instead."""

    paper: WithPaper
    reasons: list[Reason] = field(default_factory=list)
    allowed: list[Allowed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


Ruler = Callable[[Leaving], Ruling]
_RULERS: list[Ruler] = []


def rules_sending(ruler: Ruler) -> Ruler:
    """Declare who answers by which way a paper may leave: one app of the office."""
    _RULERS[:] = [ruler]
    return ruler


def ruling_on(leaving: Leaving) -> Ruling:
    [ruler] = _RULERS
    return ruler(leaving)
