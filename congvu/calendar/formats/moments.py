"""Days, moments, zones and lengths of time of iCalendar (RFC 5545, 3.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from congvu.calendar.formats.lines import BrokenCalendar, Component, Line
from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _

Zones = Mapping[str, tzinfo]
FIRST_YEAR, LAST_YEAR = 1901, 2199
LONGEST = timedelta(days=3660)

# As mail programs of Windows name them.
_WINDOWS = {
    "SE Asia Standard Time": "Asia/Ho_Chi_Minh",
    "China Standard Time": "Asia/Shanghai",
    "Singapore Standard Time": "Asia/Singapore",
    "Taipei Standard Time": "Asia/Taipei",
    "Tokyo Standard Time": "Asia/Tokyo",
    "Korea Standard Time": "Asia/Seoul",
    "India Standard Time": "Asia/Kolkata",
    "W. Europe Standard Time": "Europe/Berlin",
    "Romance Standard Time": "Europe/Paris",
    "GMT Standard Time": "Europe/London",
    "Eastern Standard Time": "America/New_York",
    "Pacific Standard Time": "America/Los_Angeles",
}
_HERE = {"Asia/Ho_Chi_Minh", "Asia/Saigon", "Asia/Bangkok", "Asia/Hanoi"}
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,5})W|(?:(\d{1,5})D)?"
    r"(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)",
    re.ASCII,
)


@dataclass(frozen=True, order=True)
class Moment:
    """A moment, or a whole day (then its midnight in Viet Nam)."""

    at: datetime
    is_day: bool = False


def zones_of(calendar: Component) -> dict[str, tzinfo]:
    """Each zone that is named or told (VTIMEZONE); by its name first."""
    found: dict[str, tzinfo] = {}
    for told in calendar.of("VTIMEZONE"):
        name = told.text("TZID")
        if name and (zone := _known(name) or _told(told)) is not None:
            found[name] = zone
    return found


@cache
def _known(name: str) -> tzinfo | None:
    """By its name, however the program spells it (/freeassociation…/Asia/Tokyo)."""
    name = _WINDOWS.get(name, name)
    parts = name.strip("/").split("/")
    for start in range(len(parts)):
        tried = "/".join(parts[start:])
        if tried in _HERE:
            return VIETNAM
        try:
            return ZoneInfo(tried)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def _told(component: Component) -> tzinfo | None:
    """The standard time of a zone nobody knows: its summer is not reckoned."""
    for part in component.of("STANDARD", "DAYLIGHT"):
        said = re.fullmatch(r"([+-])(\d{2})(\d{2})(?:\d{2})?", part.value("TZOFFSETTO"))
        if said and int(said[2]) < 24 and int(said[3]) < 60:
            ahead = timedelta(hours=int(said[2]), minutes=int(said[3]))
            return timezone(ahead if said[1] == "+" else -ahead)
    return None


def zone_for(line: Line, zones: Zones) -> tzinfo:
    """The zone a line's moment is told in; without one, the clock here."""
    name = line.parameter("TZID")
    if line.value.endswith("Z"):
        return UTC
    if not name:
        return VIETNAM
    zone = zones.get(name) or _known(name)
    if zone is None:
        raise BrokenCalendar(_("Múi giờ không có trong mục lịch (VTIMEZONE)."))
    return zone


def moment_of(line: Line, zones: Zones) -> Moment:
    return _moment(line.value.strip(), zone_for(line, zones))


def moments_of(line: Line, zones: Zones) -> list[Moment]:
    """Of a list (EXDATE, RDATE); of a PERIOD, its beginning."""
    zone = zone_for(line, zones)
    return [_moment(part.split("/")[0], zone) for part in line.value.split(",")]


def _moment(text: str, zone: tzinfo) -> Moment:
    text = text.strip().upper()
    try:
        if len(text) == 8:
            day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
            found = Moment(datetime.combine(day, time(0), tzinfo=VIETNAM), is_day=True)
        else:
            shape = re.fullmatch(r"(\d{8})T(\d{2})(\d{2})(\d{2})(Z?)", text, re.ASCII)
            if shape is None:
                raise ValueError(text)
            day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
            # A leap second is the second before.
            at = time(int(shape[2]), int(shape[3]), min(int(shape[4]), 59))
            own = UTC if shape[5] else zone
            found = Moment(datetime.combine(day, at, tzinfo=own))
    except ValueError:
        raise BrokenCalendar(_("Ngày giờ không đọc được.")) from None
    if not FIRST_YEAR <= found.at.year <= LAST_YEAR:
        raise BrokenCalendar(_("Ngày không có thật hoặc quá xa."))
    return found


def duration_of(text: str) -> timedelta:
    said = _DURATION.fullmatch(text.strip().upper())
    if said is None or text.strip().upper().rstrip("T").endswith("P"):
        raise BrokenCalendar(_("Khoảng thời gian không đọc được."))
    weeks, days, hours, minutes, seconds = (
        int(part or 0) for part in said.groups()[1:]
    )
    found = timedelta(
        weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds
    )
    if found > LONGEST:
        raise BrokenCalendar(_("Khoảng thời gian quá dài."))
    return -found if said[1] == "-" else found


def in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def as_day(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%Y%m%d}"


HERE_NAME = "Asia/Ho_Chi_Minh"


def put_moment(component: Component, name: str, at: Moment) -> None:
    """Written as a day, or by the clock here: a weekly Monday stays a Monday."""
    if at.is_day:
        component.put(name, as_day(at.at), ";VALUE=DATE")
    else:
        component.put(name, by_our_clock(at.at), f";TZID={HERE_NAME}")


def by_our_clock(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%Y%m%dT%H%M%S}"


def our_zone() -> Component:
    """What has to be told along with a moment by the clock here."""
    standard = Component(
        "STANDARD",
        [
            Line("DTSTART", "19700101T000000"),
            Line("TZOFFSETFROM", "+0700"),
            Line("TZOFFSETTO", "+0700"),
            Line("TZNAME", "+07"),
        ],
    )
    return Component("VTIMEZONE", [Line("TZID", HERE_NAME)], [standard])
