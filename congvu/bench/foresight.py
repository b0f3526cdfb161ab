"""How right the forecast of late papers was, week by week, on the biggest agency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from congvu.bench.timing import Figure
from congvu.documents.queries import Scope
from congvu.documents.queries.overview import HISTORY, Asked
from congvu.home.queries import backtest
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

WEEKS = 20


def foresight_figures(clerk: Seat, at: datetime) -> Iterator[Figure]:
    """Of the papers said to become late, how many did; of those that did, how many
    were said to. Beside the first: what saying it of every paper would be right for.
    """
    on = local_date(at)
    first = on - timedelta(weeks=WEEKS + 1) - 2 * HISTORY
    asked = Asked(Scope(clerk.agency_id, None), first, on, at, on, calendar())
    weeks = backtest(asked, weeks=WEEKS)
    due, said = sum(w.due for w in weeks), sum(w.said for w in weeks)
    late, both = sum(w.late for w in weeks), sum(w.both for w in weeks)
    yield Figure(
        "papers said to become late that did",
        _percent(both, said),
        "%",
        beside={"said": said, "every_paper_would_be_right_for_%": _percent(late, due)},
    )
    yield Figure(
        "papers that became late and were said to",
        _percent(both, late),
        "%",
        beside={"late": late, "papers_due": due},
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
