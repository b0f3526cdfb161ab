"""How a section stands on a day: one state, and all that is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop as _
from congvu.portal.rules.checklist import Owed


class SectionState(StrEnum):
    """A section that is owed is in exactly one, the worst that holds."""

    MISSING = "missing"
    LATE = "late"
    INCOMPLETE = "incomplete"
    STALE = "stale"
    FINE = "fine"


SECTION_STATE_NAMES = {
    SectionState.MISSING: _("thiếu"),
    SectionState.LATE: _("chậm đăng"),
    SectionState.INCOMPLETE: _("thiếu nội dung"),
    SectionState.STALE: _("lâu chưa cập nhật"),
    SectionState.FINE: _("đủ"),
}
WRONG = frozenset(SectionState) - {SectionState.FINE}


@dataclass(frozen=True, slots=True)
class Late:
    """A thing that should stand there and does not; ``ref`` is what opens it."""

    title: str
    happened_on: date
    due_on: date
    ref: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a section of a site, counted.

    ``changed_on``: the newest change of anything there, or when somebody last looked
    it through and found it right. ``past_review``: things whose own day of review is
    over. ``lacking``: for each field that is owed how many things do not say it.
    """

    count: int = 0
    changed_on: date | None = None
    past_review: int = 0
    lacking: Mapping[str, int] = field(default_factory=dict)
    has_english: bool = False
    late: tuple[Late, ...] = ()


NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A section of a site on a day."""

    owed: Owed
    found: Found
    state: SectionState
    lacking: tuple[tuple[str, int], ...]
    lacks_english: bool
    late: tuple[Late, ...]
    stale_since: date | None

    @property
    def is_fine(self) -> bool:
        return self.state == SectionState.FINE


def due_on(happened_on: date, working_days: int, days: WorkCalendar) -> date:
    """The last day on which a thing of that day may still be put up in time."""
    try:
        return days.add_working_days(happened_on, working_days)
    except OverflowError:  # a day typed beyond all calendars
        return date.max


def judge(owed: Owed, found: Found, on: date) -> Verdict:
    """A day a thing is due, and a last fresh day, are in time until they are over."""
    late = tuple(one for one in found.late if one.due_on < on)
    lacking = tuple(
        sorted((n, c) for n, c in found.lacking.items() if c and n in owed.fields)
    )
    no_english = owed.english and found.count > 0 and not found.has_english
    stale = _stale_since(owed, found, on)
    if found.count < owed.least:
        state = SectionState.MISSING
    elif late:
        state = SectionState.LATE
    elif lacking or no_english:
        state = SectionState.INCOMPLETE
    elif stale is not None or found.past_review:
        state = SectionState.STALE
    else:
        state = SectionState.FINE
    return Verdict(owed, found, state, lacking, no_english, late, stale)


def _stale_since(owed: Owed, found: Found, on: date) -> date | None:
    """The first day it was stale; none while it is fresh or empty."""
    if owed.fresh is None or found.changed_on is None or not found.count:
        return None
    last_fresh = found.changed_on + timedelta(days=owed.fresh.days)
    return last_fresh + timedelta(days=1) if last_fresh < on else None


@dataclass(frozen=True, slots=True)
class Tally:
    """A site's sections by state."""

    owed: int
    states: Mapping[SectionState, int]

    @property
    def fine(self) -> int:
        return self.states.get(SectionState.FINE, 0)

    @property
    def percent(self) -> int | None:
        """Whole, never rounded up to a hundred; none where nothing is owed."""
        return self.fine * 100 // self.owed if self.owed else None


def tally(states: Iterable[SectionState]) -> Tally:
    counts = dict.fromkeys(SectionState, 0)
    for state in states:
        counts[state] += 1
    return Tally(sum(counts.values()), counts)
