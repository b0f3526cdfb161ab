"""What a line of the log of visits says, and whose site a page is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from congvu.lib.dates import VIETNAM
from congvu.portal.rules.pages import TREES

LATELY = timedelta(minutes=5)
KEPT = timedelta(days=400)
_LONGEST = 255


@dataclass(frozen=True)
class Opened:
    """A page in a minute of here."""

    at: datetime
    path: str


def opened_in(log: bytes) -> Counter[Opened]:
    """How often each page was opened in each minute; odd lines are left out."""
    found: Counter[Opened] = Counter()
    for line in log.decode("utf-8", "replace").splitlines():
        moment, _space, path = line.partition(" ")
        try:
            at = datetime.fromisoformat(moment)
        except ValueError:
            continue
        # Pages end in a stroke; files, feeds and what is measured do not.
        if at.tzinfo is None or not path.startswith("/") or not path.endswith("/"):
            continue
        if len(path) > _LONGEST or "\0" in path:
            continue
        minute = at.astimezone(VIETNAM).replace(second=0, microsecond=0)
        found[Opened(minute, path)] += 1
    return found


def site_of(path: str, sites: Collection[str]) -> str:
    """The slug of the body whose site a page lies in; the province's: empty."""
    first, _stroke, rest = path.strip("/").partition("/")
    if first in TREES:
        first = rest.partition("/")[0]
    return first if first in sites else ""


def lately(minutes: Mapping[str, int], at: datetime) -> int:
    """Opened in the last minutes."""
    oldest = (at.astimezone(VIETNAM) - LATELY).isoformat(timespec="minutes")
    return sum(times for minute, times in minutes.items() if minute > oldest)
