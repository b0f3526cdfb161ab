"""Reading what is watched, how it stood, and what a sweep found."""

from congvu.watching.queries.comparing import Compared, compared
from congvu.watching.queries.planning import plan_of
from congvu.watching.queries.standing import (
    Stood,
    by_day,
    days_back,
    is_fresh,
    outages_after,
    shares,
    state_now,
    stood,
    works_of,
)

__all__ = [
    "Compared",
    "Stood",
    "by_day",
    "compared",
    "days_back",
    "is_fresh",
    "outages_after",
    "plan_of",
    "shares",
    "state_now",
    "stood",
    "works_of",
]
