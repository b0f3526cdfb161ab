"""Standards as read from the data, and how a system stands to one on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congvu.standards.rules.words import Checker, ClaimKind, Force, StandardStanding


@dataclass(frozen=True)
class StandardList:
    """A legal text with a list; ``since`` and ``until`` where they are known."""

    code: str
    name: str
    source: str
    sure: str
    since: date | None = None
    until: date | None = None

    @property
    def is_certain(self) -> bool:
        return self.sure == "A"


@dataclass(frozen=True)
class Standard:
    """One row; ``until`` is the first day on which it holds no more."""

    code: str
    name: str
    group: str
    force: Force
    of: StandardList
    sure: str
    since: date | None = None
    until: date | None = None
    checker: Checker | None = None

    @property
    def is_certain(self) -> bool:
        return self.sure == "A"

    def holds_on(self, day: date) -> bool:
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Said:
    """What is on record of a system by a standard; ``until`` ends a waiver."""

    claim: ClaimKind | None = None
    until: date | None = None
    passed: bool | None = None


@dataclass(frozen=True)
class Looked:
    """What came of a look: keys of `FINDINGS`, none where it passed; words beside."""

    found: Sequence[str]
    details: Sequence[str]


def standing(said: Said, on: date) -> StandardStanding:
    """A waiver in force covers what a check found; after its last day all is as before.

    A check says more than a claim, whichever came last.
    """
    waived = said.claim == ClaimKind.WAIVED
    if waived and (said.until is None or said.until >= on):
        return StandardStanding.WAIVED
    if said.passed is not None:
        return StandardStanding.TESTED if said.passed else StandardStanding.FAILED
    if said.claim == ClaimKind.ABSENT:
        return StandardStanding.ABSENT
    return (
        StandardStanding.DECLARED
        if said.claim == ClaimKind.DECLARED
        else StandardStanding.OPEN
    )
