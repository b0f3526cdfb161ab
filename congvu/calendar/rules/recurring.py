"""The times a repeated entry takes place (RFC 5545 RRULE), within a horizon. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta, tzinfo
from itertools import islice

from congvu.duties.rules import Fault
from congvu.lib.dates import VIETNAM
from congvu.lib.recurrence import NotARule, read_rule, times
from congvu.lib.text import gettext_noop as _

HORIZON = timedelta(days=731)
"""So far ahead each time has a row of its own."""
MOST_TIMES = 1500
_LOOKED_FOR = timedelta(days=12 * 366)
"""Within so long a rule comes true, were it of every 29 February."""


def rule_faults(rule: str, starts: datetime, *, zone: tzinfo = VIETNAM) -> list[Fault]:
    """Why this rule cannot be kept; empty where it can."""
    if not rule:
        return []
    try:
        found = read_rule(rule, zone=zone)
    except NotARule:
        return [Fault(_("Quy tắc lặp lại không đọc được."), "rrule")]
    if found.until is not None and found.until < starts:
        return [Fault(_("Lịch lặp lại kết thúc trước khi bắt đầu."), "rrule")]
    first = starts.astimezone(zone)
    if next(times(found, first, before=first + _LOOKED_FOR), None) is None:
        return [Fault(_("Quy tắc lặp lại không có lần nào."), "rrule")]
    return []


def times_of(
    rule: str,
    starts: datetime,
    until: datetime,
    *,
    since: datetime | None = None,
    zone: tzinfo = VIETNAM,
    left_out: Collection[datetime] = (),
) -> Iterator[datetime]:
    """Every start from ``since`` up to ``until``, in order; once where there is no
    rule. The first is one whether its rule says so or not.

    The rule is read by the clock on the wall in ``zone``: what is Sunday there is.
    """
    if not rule:
        yield starts
        return
    first, last = starts.astimezone(zone), until + timedelta(seconds=1)
    gone = {moment.astimezone(VIETNAM) for moment in left_out}
    begun = starts.astimezone(VIETNAM)
    if begun not in gone and (since is None or begun >= since):
        yield begun
    found = times(read_rule(rule, zone=zone), first, before=last, since=since)
    for moment in islice(found, MOST_TIMES):
        here = moment.astimezone(VIETNAM)
        if here not in gone and here != begun:
            yield here


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
