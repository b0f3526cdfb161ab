"""One calendar object (RFC 4791, 4.1): master, exceptions, and when it takes place.

Every question about its times has an end, and a rule that never comes true is passed
over quickly (``congvu.lib.recurrence``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from operator import attrgetter

from congvu.calendar.formats.lines import (
    MOST_BYTES,
    BrokenCalendar,
    Component,
    read_calendar,
    written,
)
from congvu.calendar.formats.moments import (
    Moment,
    Zones,
    duration_of,
    in_utc,
    moment_of,
    moments_of,
    zones_of,
)
from congvu.lib.recurrence import NotARule, Rule, read_rule, times
from congvu.lib.text import gettext_noop as _

KINDS = ("VEVENT", "VTODO", "VJOURNAL")
MOST_EXCEPTIONS = 500
LONGEST_UID = 255
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 12, 31, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """When one component takes place; ``None``: since ever, for ever."""

    starts: datetime | None
    ends: datetime | None
    is_day: bool = False


@dataclass(frozen=True)
class Time:
    """One time it takes place. ``at`` is when its rule says so."""

    at: Moment
    starts: datetime
    ends: datetime
    component: Component


@dataclass(frozen=True)
class CalendarObject:
    """What has one UID, as it was sent."""

    kind: str
    uid: str
    tree: Component
    zones: Zones
    master: Component | None
    exceptions: tuple[tuple[Moment, Component], ...]

    @property
    def components(self) -> list[Component]:
        return self.tree.of(self.kind)

    @property
    def first(self) -> Component:
        return self.components[0]

    @cached_property
    def rule(self) -> Rule | None:
        return rule_of(self.master, self.zones) if self.master else None

    @property
    def repeats(self) -> bool:
        return self.master is not None and bool(self.rule or self.master.line("RDATE"))

    def text(self) -> str:
        return written(self.tree)


def read_object(given: bytes | str, *, ours: bool = False) -> CalendarObject:
    """One calendar object, if it is one; else every reader learns why not. ``ours``
    was written here, however long it became.
    """
    tree = read_calendar(given, most=None if ours else MOST_BYTES)
    if tree.line("METHOD"):
        raise BrokenCalendar(_("Một mục lịch được giữ thì không có METHOD."))
    if tree.value("VERSION") not in ("", "2.0"):
        raise BrokenCalendar(_("Chỉ đọc iCalendar bản 2.0."))
    kinds = {part.name for part in tree.parts} - {"VTIMEZONE"}
    if len(kinds) != 1:
        raise BrokenCalendar(_("Phải là một mục lịch, của một loại."))
    kind = kinds.pop()
    found = tree.of(kind)
    uids = {part.text("UID").strip() for part in found}
    if len(uids) != 1 or "" in uids:
        raise BrokenCalendar(_("Mục lịch phải có một UID."))
    if len(uid := uids.pop()) > LONGEST_UID:
        raise BrokenCalendar(_("UID quá dài."))
    zones = zones_of(tree)
    masters = [part for part in found if part.line("RECURRENCE-ID") is None]
    if len(masters) > 1 or (len(found) > MOST_EXCEPTIONS and not ours):
        raise BrokenCalendar(_("Một UID chỉ có một mục gốc."))
    exceptions = tuple(
        (moment_of(line, zones), part)
        for part in found
        if (line := part.line("RECURRENCE-ID")) is not None
    )
    if len({at.at for at, _part in exceptions}) != len(exceptions):
        raise BrokenCalendar(_("Hai ngoại lệ của cùng một lần."))
    made = CalendarObject(
        kind, uid, tree, zones, masters[0] if masters else None, exceptions
    )
    _check(made)
    return made


def _check(made: CalendarObject) -> None:
    """That its moments and its rule can be read."""
    for part in made.components:
        for name in ("DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "RECURRENCE-ID"):
            if len(part.all(name)) > 1:
                raise BrokenCalendar(_("Một thuộc tính chỉ được có một lần."))
        if made.kind == "VEVENT" and part.line("DTSTART") is None:
            raise BrokenCalendar(_("Thiếu giờ bắt đầu (DTSTART)."))
        if part.line("DURATION") and (part.line("DTEND") or part.line("DUE")):
            raise BrokenCalendar(_("Có cả giờ kết thúc lẫn thời lượng."))
        span = span_of(part, made.zones)
        if span.starts and span.ends and span.ends < span.starts:
            raise BrokenCalendar(_("Giờ kết thúc trước giờ bắt đầu."))
        for line in [*part.all("EXDATE"), *part.all("RDATE")]:
            moments_of(line, made.zones)
        rule_of(part, made.zones)
        if part.line("RRULE") and part.line("DTSTART") is None:
            raise BrokenCalendar(_("Lặp lại thì phải có giờ bắt đầu (DTSTART)."))


def rule_of(component: Component, zones: Zones) -> Rule | None:
    line = component.line("RRULE")
    starts = component.line("DTSTART")
    if line is None or starts is None:
        return None
    zone = moment_of(starts, zones).at.tzinfo
    try:
        return read_rule(line.value, zone=zone or UTC)
    except NotARule:
        raise BrokenCalendar(_("Quy tắc lặp lại (RRULE) không đọc được.")) from None


def span_of(component: Component, zones: Zones) -> Span:
    """When it takes place by RFC 4791, 9.9."""
    line = component.line("DTSTART")
    starts = moment_of(line, zones) if line else None
    said = component.line("DTEND") or component.line("DUE")
    ends = moment_of(said, zones).at if said else None
    length = component.line("DURATION")
    if starts is None:
        return _of_a_todo_without_start(component, zones, ends)
    if ends is None and length is not None:
        ends = starts.at + duration_of(length.value)
    if ends is None:
        # A day without an end is that day; a moment is itself.
        ends = starts.at + _DAY if starts.is_day else starts.at
        if component.name == "VTODO":
            ends = starts.at
    return Span(starts.at, ends, starts.is_day)


def _of_a_todo_without_start(
    component: Component, zones: Zones, due: datetime | None
) -> Span:
    if due is not None:
        return Span(due, due)
    created, done = component.line("CREATED"), component.line("COMPLETED")
    return Span(
        moment_of(created, zones).at if created else None,
        moment_of(done, zones).at if done else None,
    )


def overlaps(span: Span, since: datetime, until: datetime) -> bool:
    """RFC 4791, 9.9: half open, but for what lasts no time."""
    starts, ends = span.starts or EARLIEST, span.ends or LATEST
    if starts == ends:
        return since <= starts < until
    return starts < until and ends > since


def times_between(
    made: CalendarObject, since: datetime, until: datetime
) -> Iterator[Time]:
    """Each time it takes place between two moments, exceptions in the place of what
    they stand for; not in order.
    """
    moved = {at.at: part for at, part in made.exceptions}
    for at, part in made.exceptions:
        span = span_of(part, made.zones)
        if overlaps(span, since, until):
            yield _time(at, span, part)
    if made.master is None:
        return
    span = span_of(made.master, made.zones)
    if span.starts is None or not made.repeats:
        if overlaps(span, since, until):
            begins = span.starts or EARLIEST
            yield _time(Moment(begins, span.is_day), span, made.master)
        return
    length = (span.ends or span.starts) - span.starts
    for starts in _starts(made, span.starts, since - length, until):
        one = Span(starts, starts + length, span.is_day)
        if starts not in moved and overlaps(one, since, until):
            yield _time(Moment(starts, span.is_day), one, made.master)


def _time(at: Moment, span: Span, part: Component) -> Time:
    return Time(at, span.starts or EARLIEST, span.ends or LATEST, part)


def _starts(
    made: CalendarObject, first: datetime, since: datetime, until: datetime
) -> Iterator[datetime]:
    """When the master says it takes place: its first time, its rule, and added days."""
    master = made.master
    if master is None:
        return
    gone = {
        moment.at
        for line in master.all("EXDATE")
        for moment in moments_of(line, made.zones)
    }
    added = {
        moment.at
        for line in master.all("RDATE")
        for moment in moments_of(line, made.zones)
    }
    extra = {one for one in {first, *added} if since <= one < until} - gone
    yield from extra
    if made.rule is not None:
        for starts in times(made.rule, first, since=max(since, first), before=until):
            if starts not in gone and starts not in extra:
                yield starts


def whole_span(made: CalendarObject) -> Span:
    """From its first time to the end of its last; ``None`` where there is none."""
    spans = [span_of(part, made.zones) for part in made.components]
    starts = [span.starts for span in spans]
    ends = [span.ends for span in spans]
    first = None if None in starts else min(filter(None, starts), default=None)
    if None in ends or (made.rule and not (made.rule.count or made.rule.until)):
        return Span(first, None)
    last = max(filter(None, ends), default=None)
    if made.repeats:
        found = islice(times_between(made, EARLIEST, LATEST), 10_000)
        last = max((one.ends for one in found), default=last)
    if made.rule and made.rule.until and made.master:
        # Of more times than are looked at the last is not known, only its bound.
        one = span_of(made.master, made.zones)
        length = (one.ends or EARLIEST) - (one.starts or EARLIEST)
        bound = made.rule.until + length
        last = bound if last is None else max(last, bound)
    return Span(first, last)


def expanded(made: CalendarObject, since: datetime, until: datetime) -> str:
    """Each time as a component of its own, in UTC (RFC 4791, 9.6.5)."""
    tree = Component("VCALENDAR", list(made.tree.lines))
    found = sorted(times_between(made, since, until), key=attrgetter("starts"))
    for one in found[:2000]:
        tree.parts.append(_one_time(one, repeats=made.repeats, zones=made.zones))
    return written(tree)


def _one_time(one: Time, *, repeats: bool, zones: Zones) -> Component:
    part = Component(one.component.name, list(one.component.lines))
    part.parts = one.component.parts
    part.drop("RRULE", "RDATE", "EXDATE", "EXRULE")
    is_day = one.at.is_day

    def put(name: str, moment: datetime) -> None:
        if is_day:
            part.put(name, f"{moment:%Y%m%d}", ";VALUE=DATE")
        else:
            part.put(name, in_utc(moment))

    if part.line("DTSTART"):
        put("DTSTART", one.starts)
    for name in ("DTEND", "DUE"):
        if part.line(name):
            put(name, one.ends)
    if repeats or part.line("RECURRENCE-ID"):
        put("RECURRENCE-ID", one.at.at)
    return part


def limited(made: CalendarObject, since: datetime, until: datetime) -> str:
    """The master, and those exceptions that touch the span (RFC 4791, 9.6.6)."""
    kept = {
        id(part)
        for at, part in made.exceptions
        if overlaps(span_of(part, made.zones), since, until) or since <= at.at < until
    }
    tree = Component("VCALENDAR", list(made.tree.lines))
    tree.parts = [
        part
        for part in made.tree.parts
        if part.name != made.kind or part is made.master or id(part) in kept
    ]
    return written(tree)
