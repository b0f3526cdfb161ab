"""An entry of the office as iCalendar, and back. What we do not know of it stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from congvu.calendar.formats.lines import (
    BrokenCalendar,
    Component,
    Line,
    escaped,
    quoted,
    written,
)
from congvu.calendar.formats.moments import (
    HERE_NAME,
    Moment,
    as_day,
    by_our_clock,
    in_utc,
    moments_of,
    our_zone,
    put_moment,
)
from congvu.calendar.formats.objects import CalendarObject, read_object, span_of
from congvu.calendar.rules import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Change,
    EntryData,
    Reply,
    Status,
    Visibility,
    times_of,
)
from congvu.lib.dates import VIETNAM
from congvu.lib.text import clean, nfc
from congvu.lib.text import gettext_noop as _

PRODUCT = "-//Cong Vu//Lich cong tac//VI"
UNTITLED = _("(không có tiêu đề)")
NO_END = timedelta(minutes=30)
"""A moment without an end takes so long in the office's pages."""
_CHAIR, _PREPARES = "X-CONGVU-CHAIR", "X-CONGVU-PREPARES"
_STATUS = {
    "CONFIRMED": Status.CONFIRMED,
    "TENTATIVE": Status.TENTATIVE,
    "CANCELLED": Status.CANCELLED,
}
PARTSTAT = {
    Reply.NONE: "NEEDS-ACTION",
    Reply.ACCEPTED: "ACCEPTED",
    Reply.TENTATIVE: "TENTATIVE",
    Reply.DECLINED: "DECLINED",
    Reply.DELEGATED: "DELEGATED",
}


@dataclass(frozen=True)
class Asked:
    """Who is asked, with the address a calendar program knows them by."""

    name: str
    email: str
    reply: Reply = Reply.NONE
    is_chair: bool = False


def entry_from(made: CalendarObject, before: EntryData | None = None) -> EntryData:
    """An event as the office keeps it.

    ``before`` is how it stood: what a program does not send (whether everybody may read
    it, who chairs) stays. No phone makes an entry public by its ``CLASS:PUBLIC``.
    """
    part = made.master or made.first
    span = span_of(part, made.zones)
    if span.starts is None or span.ends is None:
        raise ValueError("an event has a beginning")
    ends = span.ends if span.ends > span.starts else span.starts + NO_END
    sequence = part.value("SEQUENCE")
    return EntryData(
        summary=nfc(part.text("SUMMARY"))[:LONGEST_LINE] or UNTITLED,
        starts=span.starts,
        ends=ends,
        all_day=span.is_day,
        rrule=part.value("RRULE"),
        left_out=tuple(
            moment.at
            for line in part.all("EXDATE")
            for moment in moments_of(line, made.zones)
        ),
        changes=tuple(_change(at, one, made) for at, one in made.exceptions)
        if made.master is not None
        else (),
        place=nfc(part.text("LOCATION"))[:LONGEST_LINE],
        description=clean(part.text("DESCRIPTION"))[:LONGEST_TEXT],
        chair=_own(part, _CHAIR, before.chair if before else ""),
        prepares=_own(part, _PREPARES, before.prepares if before else ""),
        visibility=_visibility(part, before),
        status=_STATUS.get(part.value("STATUS").upper(), Status.CONFIRMED),
        uid=made.uid,
        sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 9 else 0,
        raw=made.text(),
    )


def _own(part: Component, name: str, before: str) -> str:
    line = part.line(name)
    return nfc(line.text)[:LONGEST_LINE] if line else before


def _visibility(part: Component, before: EntryData | None) -> Visibility:
    if part.value("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
        return Visibility.PRIVATE
    if before is not None and before.visibility != Visibility.PRIVATE:
        return before.visibility
    return Visibility.INTERNAL


def _change(at: Moment, part: Component, made: CalendarObject) -> Change:
    span = span_of(part, made.zones)
    ends = span.ends
    if span.starts is not None and (ends is None or ends <= span.starts):
        ends = span.starts + NO_END
    return Change(
        at=at.at,
        starts=span.starts,
        ends=ends,
        place=nfc(part.text("LOCATION"))[:LONGEST_LINE],
        is_cancelled=part.value("STATUS").upper() == "CANCELLED",
    )


@dataclass(frozen=True)
class Sent:
    """What the times of an entry need of the text it came as: the clock its rule goes
    by, which of them are otherwise, and which take nobody's time (TRANSP).
    """

    zone: tzinfo = VIETNAM
    changes: Mapping[datetime, Change] = field(default_factory=dict)
    is_free: bool = False
    free: Mapping[datetime, bool] = field(default_factory=dict)

    def takes_time(self, at: datetime) -> bool:
        return not self.free.get(at, self.is_free)


def sent_of(raw: str, rrule: str) -> Sent:
    """By the text of an entry that now has this rule; of a rule that is no more the
    one sent, the clock is ours.
    """
    if not raw:
        return Sent()
    try:
        made = read_object(raw, ours=True)
    except BrokenCalendar:
        return Sent()
    was = entry_from(made)
    return Sent(
        zone=_clock(was, rrule),
        changes={change.at: change for change in was.changes},
        is_free=_is_free(made.master or made.first),
        free={at.at: _is_free(part) for at, part in made.exceptions},
    )


def _is_free(part: Component) -> bool:
    return part.value("TRANSP").upper() == "TRANSPARENT"


def _clock(was: EntryData, rrule: str) -> tzinfo:
    if not rrule or _rule(was.rrule) != _rule(rrule):
        return VIETNAM
    return was.starts.tzinfo or VIETNAM


def _rule(text: str) -> str:
    return text.strip().upper().removeprefix("RRULE:")


def text_of(
    data: EntryData,
    *,
    stamp: datetime,
    asked: Sequence[Asked] = (),
    organiser: Asked | None = None,
) -> str:
    """An entry as a calendar object: the text it came as where that still says the
    same, else that text with what the office changed.
    """
    tree = _tree(data, stamp)
    part = _master(tree)
    if asked and organiser is not None and not part.line("ORGANIZER"):
        name = f";CN={quoted(organiser.name)}"
        part.put("ORGANIZER", address_of(organiser), name)
        part.lines += [attendee(one) for one in asked]
    return written(tree)


def _tree(data: EntryData, stamp: datetime) -> Component:
    if not data.raw:
        return _fresh(data, stamp)
    made = read_object(data.raw, ours=True)
    was = entry_from(made)
    tree = made.tree
    part = made.master or made.first
    for name, said in ((_CHAIR, data.chair), (_PREPARES, data.prepares)):
        if said and part.text(name) != said:
            part.put(name, escaped(said))
    if _told(data) == _told(was) and not _changed(was, data):
        return tree
    own = deepcopy(part)
    _patch(part, was, data)
    if _times(was) != _times(data):
        _put_again(tree, part, was, data)
    if made.master is not None:
        _put_changes(made, own, was, data)
    part.put("SEQUENCE", str(data.sequence or 0))
    part.put("LAST-MODIFIED", in_utc(stamp))
    part.put("DTSTAMP", in_utc(stamp))
    return tree


def _told(data: EntryData) -> tuple[object, ...]:
    """What a calendar program can be told of an entry."""
    return (
        data.summary, data.place, data.description, data.status,
        data.visibility == Visibility.PRIVATE, _times(data),
    )  # fmt: skip


def _times(data: EntryData) -> tuple[object, ...]:
    left_out = frozenset(data.left_out)
    return data.starts, data.ends, data.all_day, _rule(data.rrule), left_out


def _changed(was: EntryData, data: EntryData) -> list[Change]:
    """The single times the office has otherwise than the text: of those beyond its
    horizon it knows nothing, so they stand.
    """
    before = {change.at: change for change in was.changes}
    return [change for change in data.changes if before.get(change.at) != change]


def _patch(part: Component, was: EntryData, data: EntryData) -> None:
    for name, before, now in _words(was, data):
        if before != now:
            _say(part, name, escaped(now))
    if was.place != data.place:
        _say(part, "LOCATION", escaped(data.place))
    if was.status != data.status:
        part.put("STATUS", data.status.value.upper())
    private = data.visibility == Visibility.PRIVATE
    if (was.visibility == Visibility.PRIVATE) != private:
        _say(part, "CLASS", "PRIVATE" if private else "")


def _words(was: EntryData, data: EntryData) -> tuple[tuple[str, str, str], ...]:
    return (
        ("SUMMARY", was.summary, data.summary),
        ("DESCRIPTION", was.description, data.description),
    )


def _say(part: Component, name: str, value: str) -> None:
    if value:
        part.put(name, value)
    else:
        part.drop(name)


def _put_again(
    tree: Component, part: Component, was: EntryData, data: EntryData
) -> None:
    """Its times anew; a rule that stays as sent goes on by the clock it was sent in."""
    line, zone = part.line("DTSTART"), _clock(was, data.rrule)
    _put_times(tree, part, data)
    is_moment = not (was.all_day or data.all_day)
    if line is not None and is_moment and zone != VIETNAM:
        told = f"{data.starts.astimezone(zone):%Y%m%dT%H%M%S}"
        if line.value.strip().endswith("Z"):
            told = in_utc(data.starts)
        part.put("DTSTART", told, line.parameters)


def _put_times(tree: Component, part: Component, data: EntryData) -> None:
    part.drop("DURATION", "DUE", "EXDATE")
    put_moment(part, "DTSTART", Moment(data.starts, data.all_day))
    put_moment(part, "DTEND", Moment(data.ends, data.all_day))
    _say(part, "RRULE", data.rrule)
    for moment in sorted(data.left_out):
        part.lines.append(_of_a_time("EXDATE", moment, data))
    _tell_zone(tree, data)


def _of_a_time(name: str, moment: datetime, data: EntryData) -> Line:
    if data.all_day:
        return Line(name, as_day(moment), ";VALUE=DATE")
    return Line(name, by_our_clock(moment), f";TZID={HERE_NAME}")


def _tell_zone(tree: Component, data: EntryData) -> None:
    told = {one.text("TZID") for one in tree.of("VTIMEZONE")}
    if not data.all_day and HERE_NAME not in told:
        tree.parts.insert(0, our_zone())


def _put_changes(
    made: CalendarObject, own: Component, was: EntryData, data: EntryData
) -> None:
    """The times that are otherwise: those of the text keep their own words (``own`` is
    how the master stood), what the office changed is put in, others are told anew.
    """
    sent = {at.at: part for at, part in made.exceptions}
    master, tree = made.master or made.first, made.tree
    known = {change.at for change in data.changes}
    if _times(was) != _times(data):
        stands = {at for at in sent if at in known or _takes_place(was, data, at)}
        gone = {id(part) for at, part in sent.items() if at not in stands}
        tree.parts = [part for part in tree.parts if id(part) not in gone]
    for part in sent.values():
        for name, before, now in _words(was, data):
            if before != now and part.value(name) == own.value(name):
                _say(part, name, escaped(now))
    before_ = {change.at: change for change in was.changes}
    for change in sorted(_changed(was, data), key=lambda one: one.at):
        if (known_as := sent.get(change.at)) is None:
            tree.parts.append(_told_alone(master, change, data))
        else:
            _put_change(known_as, before_[change.at], change, data)


def _takes_place(was: EntryData, data: EntryData, at: datetime) -> bool:
    zone = _clock(was, data.rrule)
    found = times_of(
        data.rrule, data.starts, at, since=at, zone=zone, left_out=data.left_out
    )
    return at in set(found)


def _put_change(
    part: Component, before: Change, change: Change, data: EntryData
) -> None:
    if (before.starts, before.ends) != (change.starts, change.ends):
        _put_span(part, change, data)
    if before.place != change.place:
        _say(part, "LOCATION", escaped(change.place))
    if before.is_cancelled != change.is_cancelled:
        told = Status.CANCELLED if change.is_cancelled else data.status
        part.put("STATUS", told.value.upper())


def _put_span(part: Component, change: Change, data: EntryData) -> None:
    starts = change.starts or change.at
    ends = change.ends or starts + (data.ends - data.starts)
    part.drop("DURATION")
    put_moment(part, "DTSTART", Moment(starts, data.all_day))
    put_moment(part, "DTEND", Moment(ends, data.all_day))


def _told_alone(master: Component, change: Change, data: EntryData) -> Component:
    """One time from the master."""
    part = deepcopy(master)
    part.drop("RRULE", "RDATE", "EXDATE")
    part.lines.append(_of_a_time("RECURRENCE-ID", change.at, data))
    _put_span(part, change, data)
    if change.place:
        part.put("LOCATION", escaped(change.place))
    if change.is_cancelled:
        part.put("STATUS", "CANCELLED")
    return part


def _fresh(data: EntryData, stamp: datetime) -> Component:
    part = Component("VEVENT")
    tree = Component(
        "VCALENDAR", [Line("VERSION", "2.0"), Line("PRODID", PRODUCT)], [part]
    )
    part.put("UID", escaped(data.uid))
    part.put("DTSTAMP", in_utc(stamp))
    part.put("LAST-MODIFIED", in_utc(stamp))
    part.put("SEQUENCE", str(data.sequence or 0))
    _put_times(tree, part, data)
    for name, said in (
        ("SUMMARY", data.summary),
        ("LOCATION", data.place),
        ("DESCRIPTION", data.description),
        (_CHAIR, data.chair),
        (_PREPARES, data.prepares),
    ):
        if said:
            part.put(name, escaped(said))
    part.put("STATUS", data.status.value.upper())
    if data.visibility == Visibility.PRIVATE:
        part.put("CLASS", "PRIVATE")
    alone = sorted(data.changes, key=lambda one: one.at)
    tree.parts += [_told_alone(part, change, data) for change in alone]
    return tree


def _master(tree: Component) -> Component:
    found = tree.of("VEVENT")
    return next(
        (part for part in found if part.line("RECURRENCE-ID") is None), found[0]
    )


def attendee(one: Asked) -> Line:
    role = "CHAIR" if one.is_chair else "REQ-PARTICIPANT"
    told = f";CN={quoted(one.name)};ROLE={role};PARTSTAT={PARTSTAT[one.reply]}"
    return Line("ATTENDEE", address_of(one), f"{told};RSVP=TRUE")


def address_of(one: Asked) -> str:
    """A body without an address cannot be written to: programs know this word."""
    return f"mailto:{one.email}" if one.email else "invalid:nomail"
