"""The days a repeated thing takes place (RFC 5545, RRULE), by periods of its rule.

Every question has an end and every step of the way is counted: a rule that never
comes true (the 30th of February, a sixth Monday) costs a moment and not the afternoon,
whoever sent it. Rules within a day (HOURLY and shorter) are not for a calendar of work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import product
from math import prod

MOST_PERIODS = 20_000
MOST_TIMES = 5_000
MOST_A_DAY = 288  # every five minutes
LONGEST = 500
# No UNTIL says more than these; their days may still be reckoned with in any zone.
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)


class NotARule(ValueError):
    """Cannot be read as a rule, or is one that is not kept here."""


class Freq(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True)
class Rule:
    """A rule as read."""

    freq: Freq
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    week_start: int = 0
    months: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    """(which one: 0 for every, Monday is 0)."""
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: frozenset[int] = frozenset()


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Of each list of numbers: its field, the least, the most, and whether from the end.
_NUMBERS = {
    "BYMONTH": ("months", 1, 12, False),
    "BYWEEKNO": ("weeks", 1, 53, True),
    "BYYEARDAY": ("year_days", 1, 366, True),
    "BYMONTHDAY": ("month_days", 1, 31, True),
    "BYHOUR": ("hours", 0, 23, False),
    "BYMINUTE": ("minutes", 0, 59, False),
    "BYSECOND": ("seconds", 0, 59, False),
    "BYSETPOS": ("positions", 1, 366, True),
}
_ORDERED = {"hours", "minutes", "seconds"}


def read_rule(text: str, *, zone: tzinfo) -> Rule:
    """The rule of a text such as ``FREQ=WEEKLY;BYDAY=MO``; an UNTIL without a zone is
    by the clock of ``zone``.
    """
    parts = _parts(text)
    try:
        freq = Freq(parts.pop("FREQ"))
    except KeyError:
        raise NotARule("FREQ is missing") from None
    except ValueError:
        raise NotARule("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY") from None
    if "UNTIL" in parts and "COUNT" in parts:
        raise NotARule("UNTIL and COUNT exclude one another")
    given: dict[str, object] = {}
    if "INTERVAL" in parts:
        given["interval"] = _number(parts.pop("INTERVAL"), "INTERVAL", 1, 1000)
    if "COUNT" in parts:
        given["count"] = _number(parts.pop("COUNT"), "COUNT", 1, MOST_TIMES)
    if "UNTIL" in parts:
        given["until"] = _until(parts.pop("UNTIL"), zone)
    if "WKST" in parts:
        given["week_start"] = _weekday(parts.pop("WKST"))
    if "BYDAY" in parts:
        given["weekdays"] = frozenset(map(_nth, parts.pop("BYDAY").split(",")))
    for name, (field, least, most, from_end) in _NUMBERS.items():
        if name in parts:
            found = _list(parts.pop(name), name, least, most, from_end=from_end)
            given[field] = (
                tuple(sorted(set(found))) if field in _ORDERED else frozenset(found)
            )
    if parts:
        raise NotARule(f"{min(parts)} is not part of a rule")
    if "weeks" in given and freq != Freq.YEARLY:
        raise NotARule("BYWEEKNO belongs to YEARLY")
    made = Rule(freq, **given)  # type: ignore[arg-type]  # each read as its field is
    clock = (made.hours, made.minutes, made.seconds)
    if prod(max(1, len(one)) for one in clock) > MOST_A_DAY:
        raise NotARule("the rule has too many times a day")
    return made


def _parts(text: str) -> dict[str, str]:
    if len(text) > LONGEST:
        raise NotARule("the rule is too long")
    found: dict[str, str] = {}
    for part in text.strip().strip(";").upper().split(";"):
        name, is_there, value = part.partition("=")
        if not is_there or not value or name in found:
            raise NotARule(f"{name or 'a part'} is not said, or said twice")
        found[name] = value
    return found


def _number(text: str, name: str, least: int, most: int) -> int:
    if not text.isdecimal() or not text.isascii() or len(text) > 6:
        raise NotARule(f"{name} is not a number")
    if not least <= (found := int(text)) <= most:
        raise NotARule(f"{name} must be from {least} to {most}")
    return found


def _list(text: str, name: str, least: int, most: int, *, from_end: bool) -> list[int]:
    found = []
    for part in text.split(","):
        back = from_end and part.startswith("-")
        number = _number(part[1:] if back else part, name, least, most)
        found.append(-number if back else number)
    return found


def _weekday(text: str) -> int:
    if text not in _WEEKDAYS:
        raise NotARule("a weekday is one of MO, TU, WE, TH, FR, SA, SU")
    return _WEEKDAYS.index(text)


def _nth(text: str) -> tuple[int, int]:
    day, which = _weekday(text[-2:]), text[:-2]
    if not which:
        return 0, day
    back = which.startswith("-")
    number = _number(which[1:] if which[0] in "+-" else which, "BYDAY", 1, 53)
    return (-number if back else number), day


def _until(text: str, zone: tzinfo) -> datetime:
    try:
        if len(text) == 8:
            last = time(23, 59, 59)
            found = datetime.combine(date.fromisoformat(text), last, tzinfo=zone)
        else:
            own = UTC if text.endswith("Z") else zone
            moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007  # its zone follows
            found = moment.replace(tzinfo=own)
    except ValueError:
        raise NotARule("UNTIL is not a day or moment") from None
    return min(max(found, _FIRST), _LAST)


def times(
    rule: Rule, first: datetime, *, before: datetime, since: datetime | None = None
) -> Iterator[datetime]:
    """Every time from ``first`` that is before ``before``, at its clock in its zone.

    With ``since``, from there on; what lies before is passed over where the rule does
    not count. ``first`` itself comes where the rule says so.
    """
    zone = first.tzinfo
    if zone is None:
        message = "a moment needs its time zone"
        raise ValueError(message)
    whole = _filled(rule, first)
    clock = _clock(whole, first)
    end = (
        before if rule.until is None else min(before, rule.until + timedelta(seconds=1))
    )
    left = min(rule.count or MOST_TIMES, MOST_TIMES)
    skip_to = since if since is not None and rule.count is None else first
    opens, closes = max(skip_to, first).astimezone(zone), end.astimezone(zone)
    for days in _periods(whole, first.date(), opens.date(), closes.date()):
        fit = [day for day in days if _fits(whole, day)]
        for place in _positioned(len(fit) * len(clock), whole.positions):
            day, hour = divmod(place, len(clock))
            moment = datetime.combine(fit[day], clock[hour], tzinfo=zone)
            if moment < first:
                continue
            if moment >= end or not left:
                return
            if since is None or moment >= since or rule.count is not None:
                left -= 1
                if since is None or moment >= since:
                    yield moment


def _filled(rule: Rule, first: datetime) -> Rule:
    """What the rule does not say, its first time says."""
    if rule.weeks or rule.year_days or rule.month_days or rule.weekdays:
        return rule
    if rule.freq == Freq.YEARLY:
        months = rule.months or frozenset({first.month})
        return replace(rule, months=months, month_days=frozenset({first.day}))
    if rule.freq == Freq.MONTHLY:
        return replace(rule, month_days=frozenset({first.day}))
    if rule.freq == Freq.WEEKLY:
        return replace(rule, weekdays=frozenset({(0, first.weekday())}))
    return rule


def _clock(rule: Rule, first: datetime) -> list[time]:
    return [
        time(*at)
        for at in product(
            rule.hours or (first.hour,),
            rule.minutes or (first.minute,),
            rule.seconds or (first.second,),
        )
    ]


def _periods(
    rule: Rule, first: date, skip_to: date, last: date
) -> Iterator[list[date]]:
    """The days of each period of the rule in turn, until past ``last``."""
    step = rule.interval
    if rule.freq in (Freq.DAILY, Freq.WEEKLY):
        length = 1 if rule.freq == Freq.DAILY else 7
        back = 0 if length == 1 else (first.weekday() - rule.week_start) % 7
        begins = first.toordinal() - back
        past = max(0, (skip_to.toordinal() - begins) // (length * step))
        for n in range(past, past + MOST_PERIODS):
            begun = begins + n * length * step
            if begun > last.toordinal():
                return
            top = min(begun + length, date.max.toordinal() + 1)
            yield [date.fromordinal(o) for o in range(max(begun, 1), top)]
        return
    span = 1 if rule.freq == Freq.MONTHLY else 12
    begins = first.year * 12 + (first.month - 1 if span == 1 else 0)
    reached = skip_to.year * 12 + skip_to.month - 1
    past = max(0, (reached - begins) // (span * step))
    for n in range(past, past + MOST_PERIODS):
        year, month = divmod(begins + n * span * step, 12)
        if year > 9998 or date(year, month + 1, 1) > last:
            return
        opens = date(year, month + 1, 1)
        after = date(year + (month + span) // 12, (month + span) % 12 + 1, 1)
        yield [date.fromordinal(o) for o in range(opens.toordinal(), after.toordinal())]


def _fits(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.weeks and not _in_weeks(rule, day):
        return False
    if rule.year_days:
        number = day.timetuple().tm_yday
        if not {number, number - _days_of_year(day.year) - 1} & rule.year_days:
            return False
    if rule.month_days:
        back = day.day - _days_of_month(day) - 1
        if not {day.day, back} & rule.month_days:
            return False
    return not rule.weekdays or _on_weekday(rule, day)


def _days_of_year(year: int) -> int:
    return 366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365


def _days_of_month(day: date) -> int:
    if day.month == 2:
        return _days_of_year(day.year) - 337
    return 30 if day.month in (4, 6, 9, 11) else 31


def _on_weekday(rule: Rule, day: date) -> bool:
    weekday = day.weekday()
    if (0, weekday) in rule.weekdays:
        return True
    if rule.freq in (Freq.DAILY, Freq.WEEKLY):
        return any(weekday == own for _which, own in rule.weekdays)
    in_month = rule.freq == Freq.MONTHLY or bool(rule.months)
    place = day.day if in_month else day.timetuple().tm_yday
    length = _days_of_month(day) if in_month else _days_of_year(day.year)
    ahead, behind = (place - 1) // 7 + 1, (length - place) // 7 + 1
    return bool({(ahead, weekday), (-behind, weekday)} & rule.weekdays)


def _in_weeks(rule: Rule, day: date) -> bool:
    """Week 1 is the first with four days of the year in it."""
    for year in (day.year - 1, day.year, day.year + 1):
        if not 1 <= year < 9998:
            continue
        begins, ends = _first_week(year, rule), _first_week(year + 1, rule)
        if begins <= day.toordinal() < ends:
            number = (day.toordinal() - begins) // 7 + 1
            return bool({number, number - (ends - begins) // 7 - 1} & rule.weeks)
    return False


def _first_week(year: int, rule: Rule) -> int:
    fourth = date(year, 1, 4)
    return fourth.toordinal() - (fourth.weekday() - rule.week_start) % 7


def _positioned(count: int, positions: frozenset[int]) -> Iterable[int]:
    """Which of so many times of a period the rule means: all, where it does not say."""
    if not positions:
        return range(count)
    found = {place - 1 if place > 0 else count + place for place in positions}
    return sorted(place for place in found if 0 <= place < count)
