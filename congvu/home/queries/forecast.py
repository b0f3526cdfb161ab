"""What will be late until the week's end, and how right such a forecast was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries.overview import (
    HISTORY,
    STEP_NAMES,
    TENTH,
    Asked,
    CoursePaper,
    PastPaper,
    Picture,
    Remaining,
    Step,
    past_papers,
)
from congvu.home.rules import Forecast, forecast
from congvu.ui.rules import dotted

_NONE: Counter[int] = Counter()


@dataclass(frozen=True)
class Foreseen:
    """A paper that will be late, and why that is said."""

    paper: CoursePaper
    why: Forecast


def foreseen(asked: Asked, picture: Picture) -> list[Foreseen]:
    """Of the papers due until the week's end, those said to become late."""
    found = []
    for paper in picture.pressing:
        if paper.step is None or paper.due_on is None:
            continue
        why = _told(
            picture.remaining,
            step=paper.step,
            unit=paper.unit_id,
            waited=paper.waited,
            left=asked.mark_of(paper.due_on) - paper.now_mark,
        )
        if why is not None and why.is_late:
            found.append(Foreseen(paper, why))
    return found


def _told(
    history: Remaining, *, step: Step, unit: UUID | None, waited: float, left: float
) -> Forecast | None:
    return forecast(
        left=left,
        waited=waited,
        of_unit=history.get((step, unit), _NONE) if unit else _NONE,
        of_agency=history.get((step, None), _NONE),
        tenth=TENTH,
    )


def why_foreseen(line: Foreseen) -> str:
    """The forecast's reason in one sentence, with the figures it went by."""
    why, step = line.why, line.paper.step
    among = _("của đơn vị") if why.by_unit else _("của cơ quan")
    return _(
        "Còn %(left)s ngày làm việc đến hạn. Đang ở bước “%(step)s” %(waited)s ngày. "
        "Trong %(alike)s văn bản đã xong %(among)s từng ở bước này lâu như vậy, một "
        "nửa còn cần từ %(half)s ngày nữa; %(share)s %% cần lâu hơn số ngày còn lại."
    ) % {
        "left": dotted(float(max(0, why.left))),
        "step": _(STEP_NAMES[step]) if step else "",
        "waited": dotted(float(why.waited)),
        "alike": dotted(why.alike),
        "among": among,
        "half": dotted(float(max(0, why.half))),
        "share": dotted(round(100 * why.share)),
    }


# -- the back-test


@dataclass(frozen=True)
class WeekTested:
    """One past Monday: what was due that week, said to be late, late, and both."""

    monday: date
    due: int
    said: int
    late: int
    both: int


def backtest(asked: Asked, *, weeks: int) -> list[WeekTested]:
    """The forecast of each of the last Mondays, beside what came of it.

    Only what was recorded before that Monday is looked at: where each paper lay, and
    the papers finished in the thirteen weeks before. Past weeks only.
    """
    past = list(past_papers(asked))
    this = asked.on - timedelta(days=asked.on.weekday())
    mondays = [this - timedelta(weeks=n) for n in range(weeks, 0, -1)]
    return [_tested(asked, past, monday) for monday in mondays]


def _tested(asked: Asked, past: Sequence[PastPaper], monday: date) -> WeekTested:
    now = asked.mark_of(monday - timedelta(days=1))
    since = asked.mark_of(monday - HISTORY - timedelta(days=1))
    history = _known(past, since, now)
    due = said = late = both = 0
    for paper in past:
        at = _place(paper, now)
        if at is None or not monday <= paper.due_on <= monday + timedelta(days=6):
            continue
        step, entered = at
        led = step not in (Step.SUBMIT, Step.INSTRUCT)
        told = _told(
            history,
            step=step,
            unit=paper.unit_id if led else None,
            waited=now - entered,
            left=asked.mark_of(paper.due_on) - now,
        )
        was_late = paper.finished_on is None or paper.finished_on > paper.due_on
        is_said = told is not None and told.is_late
        due, said, late = due + 1, said + is_said, late + was_late
        both += is_said and was_late
    return WeekTested(monday, due, said, late, both)


def _place(paper: PastPaper, now: float) -> tuple[Step, float] | None:
    """The step a paper lay in at that moment, and since when; None: not open then."""
    if paper.finished is not None and paper.finished <= now:
        return None
    passed = [(step, mark) for step, mark in paper.entered.items() if mark <= now]
    return passed[-1] if passed else None


def _known(past: Sequence[PastPaper], since: float, now: float) -> Remaining:
    """The history as it was known at that moment."""
    found: Remaining = {}
    for paper in past:
        if paper.finished is None or paper.finished > now:
            continue
        for step, mark in _entered_since(paper, since):
            tenths = max(0, round((paper.finished - mark) * TENTH))
            for unit in (paper.unit_id, None):
                found.setdefault((step, unit), Counter())[tenths] += 1
    return found


def _entered_since(paper: PastPaper, since: float) -> Iterator[tuple[Step, float]]:
    if min(paper.entered.values(), default=since - 1) >= since:
        yield from paper.entered.items()
