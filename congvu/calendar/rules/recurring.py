"""The times a repeated entry takes place (RFC 5545 RRULE), within a horizon. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from itertools import islice, takewhile
from typing import cast

from dateutil.rrule import rrulestr

from congvu.duties.rules import Fault
from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _

HORIZON = timedelta(days=731)
"""So far ahead each time has a row of its own."""
MOST_TIMES = 1500
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_PARTS = frozenset(
    [
        "FREQ",
        "UNTIL",
        "COUNT",
        "INTERVAL",
        "BYDAY",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYMONTH",
        "BYSETPOS",
        "WKST",
    ]
)


def rule_faults(rule: str, starts: datetime) -> list[Fault]:
    """Why this rule cannot be kept; empty where it can."""
    if not rule:
        return []
    try:
        parts = _parts(rule)
        if parts["FREQ"] in _TOO_OFTEN:
            return [Fault(_("Lặp lại nhiều lần trong ngày thì ghi từng mục."), "rrule")]
        times = list(times_of(rule, starts, starts + timedelta(days=400)))
    except (ValueError, KeyError, TypeError, OverflowError, AttributeError):
        return [Fault(_("Quy tắc lặp lại không đọc được."), "rrule")]
    if not times and "UNTIL" in parts:
        return [Fault(_("Lịch lặp lại kết thúc trước khi bắt đầu."), "rrule")]
    return []


def times_of(
    rule: str,
    starts: datetime,
    until: datetime,
    *,
    left_out: Collection[datetime] = (),
) -> Iterator[datetime]:
    """Every start up to ``until``, in order; once where there is no rule.

    The clock on the wall is kept, which in Viet Nam never moves. The library is always
    given an end, so that no rule makes it search for ever.
    """
    if not rule:
        yield starts
        return
    parts = _parts(rule)
    first = starts.astimezone(VIETNAM).replace(tzinfo=None)
    last = _until(parts.pop("UNTIL", ""), until)
    count = int(parts.pop("COUNT", MOST_TIMES))
    if count < 1 or int(parts.get("INTERVAL", "1")) < 1:
        raise ValueError("a rule of no times")
    parts["UNTIL"] = f"{last:%Y%m%dT%H%M%S}"
    found = rrulestr(";".join(f"{k}={v}" for k, v in parts.items()), dtstart=first)
    times = islice(cast("Iterator[datetime]", iter(found)), min(count, MOST_TIMES))
    gone = {moment.astimezone(VIETNAM) for moment in left_out}
    for time_ in takewhile(lambda each: each <= last, times):
        moment = time_.replace(tzinfo=VIETNAM)
        if moment not in gone:
            yield moment


def _parts(rule: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in rule.strip(";").split(";"):
        name, is_there, value = part.partition("=")
        if not is_there or not value or name in found or name not in _PARTS:
            raise ValueError(f"no part of a rule: {name}")
        found[name] = value
    if "FREQ" not in found:
        raise ValueError("a rule without FREQ")
    return found


def _until(said: str, horizon: datetime) -> datetime:
    """The earlier of both, on the wall: a day means to its end, Z means UTC."""
    last = horizon.astimezone(VIETNAM).replace(tzinfo=None)
    if not said:
        return last
    if len(said) == len("20261231"):
        day = datetime.strptime(said, "%Y%m%d").replace(tzinfo=VIETNAM)
        own = datetime.combine(day.date(), time.max)
    elif said.endswith("Z"):
        zoned = datetime.strptime(f"{said[:-1]}+0000", "%Y%m%dT%H%M%S%z")
        own = zoned.astimezone(VIETNAM).replace(tzinfo=None)
    else:
        here = datetime.strptime(f"{said}+0700", "%Y%m%dT%H%M%S%z")
        own = here.replace(tzinfo=None)
    return min(own, last)


class Repeat:
    """The rules a person chooses among; phones may send any other."""

    NONE = ""
    DAILY = "FREQ=DAILY"
    WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    WEEKLY = "FREQ=WEEKLY"
    FORTNIGHTLY = "FREQ=WEEKLY;INTERVAL=2"
    MONTHLY = "FREQ=MONTHLY"
    YEARLY = "FREQ=YEARLY"


REPEAT_NAMES = {
    Repeat.NONE: _("không lặp lại"),
    Repeat.DAILY: _("hằng ngày"),
    Repeat.WORKDAYS: _("các ngày từ thứ Hai đến thứ Sáu"),
    Repeat.WEEKLY: _("hằng tuần"),
    Repeat.FORTNIGHTLY: _("hai tuần một lần"),
    Repeat.MONTHLY: _("hằng tháng"),
    Repeat.YEARLY: _("hằng năm"),
}
