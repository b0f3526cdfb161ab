"""The times a repeated entry takes place (RFC 5545 RRULE), within a horizon. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice

from congvu.duties.rules import Fault
from congvu.lib.dates import VIETNAM
from congvu.lib.recurrence import NotARule, read_rule, times
from congvu.lib.text import gettext_noop as _

HORIZON = timedelta(days=731)
"""So far ahead each time has a row of its own."""
MOST_TIMES = 1500


def rule_faults(rule: str, starts: datetime) -> list[Fault]:
    """Why this rule cannot be kept; empty where it can."""
    if not rule:
        return []
    try:
        until = read_rule(rule, zone=VIETNAM).until
    except NotARule:
        return [Fault(_("Quy tắc lặp lại không đọc được."), "rrule")]
    if until is not None and until < starts:
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

    The clock on the wall is kept, which in Viet Nam never moves.
    """
    if not rule:
        yield starts
        return
    first, last = starts.astimezone(VIETNAM), until + timedelta(seconds=1)
    found = times(read_rule(rule, zone=VIETNAM), first, before=last)
    gone = {moment.astimezone(VIETNAM) for moment in left_out}
    for moment in islice(found, MOST_TIMES):
        if moment not in gone:
            yield moment


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
