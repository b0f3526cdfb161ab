"""When learners say what they think, and when it may be read. Pure.

Averages that grow by one tell the newest opinion to whoever looks before and after. So
nothing is told while another can still come.
"""

from __future__ import annotations

from datetime import date, timedelta

OPINION_DAYS = 14
# Fewer could be told apart.
FEWEST_OPINIONS = 3


def last_opinion_day(ended_on: date) -> date:
    return ended_on + timedelta(days=OPINION_DAYS)


def takes_opinion(ended_on: date, on: date) -> bool:
    return on <= last_opinion_day(ended_on)


def shows_opinions(ended_on: date, on: date, *, asked: int, given: int) -> bool:
    """Enough of them, and no other can come: the days are over, or all have spoken."""
    is_over = not takes_opinion(ended_on, on) or given >= asked
    return given >= FEWEST_OPINIONS and is_over
