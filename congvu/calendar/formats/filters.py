"""What a calendar program asks for (RFC 4791, 9.7), held against one object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from congvu.calendar.formats.lines import BrokenCalendar, Component, Line
from congvu.calendar.formats.moments import Zones, duration_of, moment_of
from congvu.calendar.formats.objects import (
    EARLIEST,
    LATEST,
    CalendarObject,
    span_of,
    times_between,
)


@dataclass(frozen=True)
class Range:
    since: datetime = EARLIEST
    until: datetime = LATEST

    @property
    def is_open(self) -> bool:
        return self.since == EARLIEST and self.until == LATEST


@dataclass(frozen=True)
class TextMatch:
    text: str
    is_octet: bool = False
    negated: bool = False
    how: str = "contains"

    def fits(self, value: str) -> bool:
        wanted, found = self.text, value
        if not self.is_octet:
            wanted, found = wanted.casefold(), found.casefold()
        there = {
            "equals": found == wanted,
            "starts-with": found.startswith(wanted),
            "ends-with": found.endswith(wanted),
        }.get(self.how, wanted in found)
        return there != self.negated


@dataclass(frozen=True)
class ParameterFilter:
    name: str
    is_absent: bool = False
    text: TextMatch | None = None

    def fits(self, line: Line) -> bool:
        value = line.parameter(self.name)
        if self.is_absent:
            return not value
        return bool(value) and (self.text is None or self.text.fits(value))


@dataclass(frozen=True)
class PropertyFilter:
    name: str
    is_absent: bool = False
    text: TextMatch | None = None
    range: Range | None = None
    parameters: tuple[ParameterFilter, ...] = ()

    def fits(self, part: Component, zones: Zones) -> bool:
        lines = part.all(self.name)
        if self.is_absent:
            return not lines
        return any(self._fits_line(line, zones) for line in lines)

    def _fits_line(self, line: Line, zones: Zones) -> bool:
        if self.text is not None and not self.text.fits(line.text):
            return False
        if self.range is not None:
            try:
                at = moment_of(line, zones).at
            except BrokenCalendar:
                return False
            if not self.range.since <= at < self.range.until:
                return False
        return all(one.fits(line) for one in self.parameters)


@dataclass(frozen=True)
class ComponentFilter:
    name: str
    is_absent: bool = False
    range: Range | None = None
    properties: tuple[PropertyFilter, ...] = ()
    components: tuple[ComponentFilter, ...] = ()


def fits(wanted: ComponentFilter, made: CalendarObject) -> bool:
    """Whether a calendar object is what a filter of VCALENDAR asks for."""
    if wanted.name != "VCALENDAR" or wanted.is_absent:
        return False
    if wanted.range is not None and not _takes_place(made, wanted.range):
        return False
    if not all(one.fits(made.tree, made.zones) for one in wanted.properties):
        return False
    return all(_component_fits(one, made) for one in wanted.components)


def _component_fits(wanted: ComponentFilter, made: CalendarObject) -> bool:
    parts = made.tree.of(wanted.name)
    if wanted.is_absent:
        return not parts
    if not parts:
        return False
    if wanted.range is not None and (
        wanted.name != made.kind or not _takes_place(made, wanted.range)
    ):
        return False
    return any(
        all(one.fits(part, made.zones) for one in wanted.properties)
        and all(_inner_fits(one, part, made) for one in wanted.components)
        for part in parts
    )


def _takes_place(made: CalendarObject, wanted: Range) -> bool:
    return any(True for _one in times_between(made, wanted.since, wanted.until))


def _inner_fits(wanted: ComponentFilter, part: Component, made: CalendarObject) -> bool:
    """A VALARM of a component."""
    inside = part.of(wanted.name)
    if wanted.is_absent:
        return not inside
    return any(
        all(one.fits(alarm, made.zones) for one in wanted.properties)
        and (wanted.range is None or _rings(alarm, part, made, wanted.range))
        for alarm in inside
    )


def _rings(
    alarm: Component, part: Component, made: CalendarObject, wanted: Range
) -> bool:
    try:
        return any(
            wanted.since <= at < wanted.until for at in _rung(alarm, part, made, wanted)
        )
    except BrokenCalendar:
        return False


def _rung(
    alarm: Component, part: Component, made: CalendarObject, wanted: Range
) -> Iterator[datetime]:
    trigger = alarm.line("TRIGGER")
    if trigger is None:
        return
    if trigger.parameter("VALUE").upper() == "DATE-TIME":
        yield moment_of(trigger, made.zones).at
        return
    ahead = duration_of(trigger.value)
    at_end = trigger.parameter("RELATED").upper() == "END"
    span = span_of(part, made.zones)
    if not made.repeats:
        base = span.ends if at_end else span.starts
        if base is not None:
            yield base + ahead
        return
    length = (span.ends or EARLIEST) - (span.starts or EARLIEST)
    since, until = wanted.since - ahead - length, wanted.until - ahead + length
    for one in times_between(made, since, until):
        yield (one.ends if at_end else one.starts) + ahead


def bounds(wanted: ComponentFilter) -> Range | None:
    """The span nothing outside of which can fit; None where nothing says so."""
    for one in (wanted, *wanted.components):
        if one.range is not None and not one.is_absent:
            return one.range
    return None


def kinds(wanted: ComponentFilter) -> frozenset[str]:
    """Which components are asked for; empty for any."""
    return frozenset(one.name for one in wanted.components if not one.is_absent)


__all__ = [
    "ComponentFilter",
    "ParameterFilter",
    "PropertyFilter",
    "Range",
    "TextMatch",
    "bounds",
    "fits",
    "kinds",
]
