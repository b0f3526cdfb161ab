"""How each requirement stands on a day: evidence ends, one answers another. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from congvu.controls.rules.words import Now, Standing

Key = TypeVar("Key")
_ENDING = {Standing.MET, Standing.PARTLY, Standing.EXCEPTED}


@dataclass(frozen=True)
class Said:
    """What somebody said, until when its evidence or exception holds; None: no end."""

    standing: str
    valid_until: date | None


def now_of(said: Said | None, on: date) -> Now:
    """By itself, without what other requirements answer."""
    if said is None:
        return Now.SILENT
    over = said.valid_until is not None and said.valid_until < on
    if over and said.standing in _ENDING:
        return Now.REOPENED
    return Now(said.standing)


def said_on(
    said: Said, proofs: Collection[tuple[date, date | None]], day: date
) -> Said | None:
    """What was said as it stood on a day gone by: nothing where all that proves it came
    later, and until when by what was there. ``proofs``: (its day, until when).
    """
    if said.standing not in _ENDING or all(on <= day for on, _until in proofs):
        return said
    there = [until for on, until in proofs if on <= day]
    if not there:
        return None
    ends = [until for until in there if until is not None]
    return Said(said.standing, max(ends) if len(ends) == len(there) else None)


def stand(
    asked: Iterable[Key],
    said: Mapping[Key, Said],
    links: Collection[tuple[Key, Key]],
    on: date,
) -> dict[Key, Now]:
    """Each asked one; where it is not met itself, one that is met and answers it,
    directly or through others, meets it. ``links``: (who answers, what is answered).
    """
    answered = _reached([k for k, s in said.items() if now_of(s, on) == Now.MET], links)
    found = {}
    for key in asked:
        own = now_of(said.get(key), on)
        if key in answered and own not in {Now.MET, Now.NOT_ASKED}:
            own = Now.THROUGH
        found[key] = own
    return found


def _reached(starts: Iterable[Key], links: Collection[tuple[Key, Key]]) -> set[Key]:
    onward: dict[Key, list[Key]] = {}
    for one, other in links:
        onward.setdefault(one, []).append(other)
    found: set[Key] = set()
    left = list(starts)
    while left:
        for key in onward.get(left.pop(), ()):
            if key not in found:
                found.add(key)
                left.append(key)
    return found


@dataclass(frozen=True)
class Share:
    """Of those asked, how many are met; what does not apply is not asked, an
    exception is asked and not met.
    """

    met: int
    asked: int
    reopened: int

    @property
    def words(self) -> str:
        return f"{self.met}/{self.asked}"


def share(standings: Collection[Now]) -> Share:
    counted = [one for one in standings if one != Now.NOT_ASKED]
    return Share(
        met=sum(one in {Now.MET, Now.THROUGH} for one in counted),
        asked=len(counted),
        reopened=sum(one == Now.REOPENED for one in counted),
    )
