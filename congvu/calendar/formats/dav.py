"""The XML of WebDAV and CalDAV (RFC 4918, 4791, 6578, 6638): asked and answered.

What comes is a stranger's: of bounded size and depth, without entities or a DTD.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, tostring

from congvu.calendar.formats.filters import (
    ComponentFilter,
    ParameterFilter,
    PropertyFilter,
    Range,
    TextMatch,
)
from congvu.calendar.formats.objects import EARLIEST, LATEST

DAV, CAL, CS = "DAV:", "urn:ietf:params:xml:ns:caldav", "http://calendarserver.org/ns/"
D, C, S = f"{{{DAV}}}", f"{{{CAL}}}", f"{{{CS}}}"
for _short, _space in (("d", DAV), ("c", CAL), ("cs", CS)):
    register_namespace(_short, _space)

MOST_BYTES = 1_000_000
MOST_HREFS = 2000
_DEEPEST = 30
_COLLATIONS = ("", "default", "i;ascii-casemap", "i;octet", "i;unicode-casemap")


class BadRequest(ValueError):
    """Not understood (400)."""


class Precondition(ValueError):
    """Understood and refused: the element that says which condition does not hold."""

    def __init__(self, tag: str, status: int = 403, words: str = "") -> None:
        super().__init__(tag)
        self.tag, self.status, self.words = tag, status, words


def read_xml(body: bytes) -> Element | None:
    """The root of a request's body; None where there is none."""
    if not body.strip():
        return None
    if len(body) > MOST_BYTES:
        raise BadRequest("body too large")
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise BadRequest("not XML that is read here") from None
    if _depth(root) > _DEEPEST:
        raise BadRequest("too deep")
    return root


def _depth(root: Element) -> int:
    rows, depth = [root], 0
    while rows and depth <= _DEEPEST:
        rows, depth = [child for row in rows for child in row], depth + 1
    return depth


@dataclass(frozen=True)
class CalendarData:
    """How the text of an object is wanted."""

    expand: Range | None = None
    limit: Range | None = None


@dataclass(frozen=True)
class Wanted:
    """Which properties: named ones, all of them, or only their names."""

    names: tuple[str, ...] = ()
    is_all: bool = False
    names_only: bool = False
    data: CalendarData = CalendarData()


@dataclass(frozen=True)
class Query:
    wanted: Wanted
    filter: ComponentFilter


@dataclass(frozen=True)
class Multiget:
    wanted: Wanted
    hrefs: tuple[str, ...]


@dataclass(frozen=True)
class Sync:
    wanted: Wanted
    token: str
    limit: int | None = None


@dataclass(frozen=True)
class FreeBusy:
    range: Range


@dataclass(frozen=True)
class PrincipalSearch:
    """By a part of the name, or everybody where it is empty."""

    wanted: Wanted
    texts: tuple[str, ...]


@dataclass(frozen=True)
class SearchableProperties:
    """By what principals may be searched."""


@dataclass(frozen=True)
class Expand:
    """DAV:expand-property, as some programs ask for a principal."""

    wanted: Wanted


Report = (
    Query | Multiget | Sync | FreeBusy | PrincipalSearch | SearchableProperties | Expand
)


def read_propfind(body: bytes) -> Wanted:
    root = read_xml(body)
    if root is None:
        return Wanted(is_all=True)
    if root.tag != f"{D}propfind":
        raise BadRequest("not a propfind")
    return _wanted(root)


def _wanted(root: Element) -> Wanted:
    if root.find(f"{D}propname") is not None:
        return Wanted(names_only=True)
    prop = root.find(f"{D}prop")
    if prop is None:
        return Wanted(is_all=True)
    names = tuple(dict.fromkeys(child.tag for child in prop))
    told = prop.find(f"{C}calendar-data")
    data = CalendarData()
    if told is not None:
        expand, limit = told.find(f"{C}expand"), told.find(f"{C}limit-recurrence-set")
        data = CalendarData(
            _range(expand, closed=True) if expand is not None else None,
            _range(limit, closed=True) if limit is not None else None,
        )
        kind = told.get("content-type", "text/calendar")
        if kind != "text/calendar" or told.get("version", "2.0") != "2.0":
            raise Precondition(f"{C}supported-calendar-data")
    return Wanted(names, data=data)


def read_report(body: bytes) -> Report:
    root = read_xml(body)
    if root is None:
        raise BadRequest("a report needs a body")
    if root.tag == f"{C}calendar-query":
        asked = root.find(f"{C}filter/{C}comp-filter")
        if asked is None:
            raise Precondition(f"{C}valid-filter")
        return Query(_wanted(root), _component(asked))
    if root.tag == f"{C}calendar-multiget":
        hrefs = tuple((e.text or "").strip() for e in root.findall(f"{D}href"))
        if len(hrefs) > MOST_HREFS:
            raise BadRequest("too many addresses")
        return Multiget(_wanted(root), hrefs)
    if root.tag == f"{D}sync-collection":
        return _sync(root)
    if root.tag == f"{C}free-busy-query":
        asked = root.find(f"{C}time-range")
        if asked is None:
            raise BadRequest("free-busy-query needs a time-range")
        return FreeBusy(_range(asked))
    if root.tag == f"{D}principal-property-search":
        texts = [e.text or "" for e in root.findall(f"{D}property-search/{D}match")]
        return PrincipalSearch(_wanted(root), tuple(t for t in texts if t.strip()))
    if root.tag == f"{D}principal-search-property-set":
        return SearchableProperties()
    if root.tag == f"{D}expand-property":
        names = [_named(e) for e in root.findall(f"{D}property")]
        return Expand(Wanted(tuple(names)))
    raise Precondition(f"{D}supported-report")


def _named(told: Element) -> str:
    return f"{{{told.get('namespace', DAV)}}}{told.get('name', '')}"


def _sync(root: Element) -> Sync:
    level = (root.findtext(f"{D}sync-level") or "1").strip()
    if level not in ("1", "infinite"):
        raise BadRequest("sync-level is 1")
    limit = (root.findtext(f"{D}limit/{D}nresults") or "").strip()
    if limit and not (limit.isdecimal() and limit.isascii() and int(limit[:9]) > 0):
        raise BadRequest("nresults is a number")
    token = (root.findtext(f"{D}sync-token") or "").strip()
    return Sync(_wanted(root), token, int(limit[:9]) if limit else None)


def _component(told: Element, depth: int = 0) -> ComponentFilter:
    if depth > 3:
        raise Precondition(f"{C}valid-filter")
    time = told.find(f"{C}time-range")
    return ComponentFilter(
        name=_name(told),
        is_absent=told.find(f"{C}is-not-defined") is not None,
        range=_range(time) if time is not None else None,
        properties=tuple(_property(e) for e in told.findall(f"{C}prop-filter")),
        components=tuple(
            _component(e, depth + 1) for e in told.findall(f"{C}comp-filter")
        ),
    )


def _property(told: Element) -> PropertyFilter:
    time = told.find(f"{C}time-range")
    return PropertyFilter(
        name=_name(told),
        is_absent=told.find(f"{C}is-not-defined") is not None,
        text=_text(told),
        range=_range(time) if time is not None else None,
        parameters=tuple(
            ParameterFilter(
                _name(e), e.find(f"{C}is-not-defined") is not None, _text(e)
            )
            for e in told.findall(f"{C}param-filter")
        ),
    )


def _name(told: Element) -> str:
    name = told.get("name", "").upper()
    if not name:
        raise Precondition(f"{C}valid-filter")
    return name


def _text(told: Element) -> TextMatch | None:
    match = told.find(f"{C}text-match")
    if match is None:
        return None
    collation = match.get("collation", "")
    if collation not in _COLLATIONS:
        raise Precondition(f"{C}supported-collation")
    return TextMatch(
        match.text or "",
        is_octet=collation == "i;octet",
        negated=match.get("negate-condition", "no") == "yes",
        how=match.get("match-type", "contains"),
    )


def _range(told: Element, *, closed: bool = False) -> Range:
    """``closed``: both ends have to be said."""
    starts, ends = told.get("start"), told.get("end")
    if (closed and not (starts and ends)) or not (starts or ends):
        raise BadRequest("a time-range has a start or an end")
    found = Range(_utc(starts) if starts else EARLIEST, _utc(ends) if ends else LATEST)
    if found.until <= found.since:
        raise BadRequest("a time-range ends after it starts")
    return found


def _utc(text: str) -> datetime:
    try:
        moment = datetime.strptime(f"{text.strip()}+0000", "%Y%m%dT%H%M%SZ%z")
    except ValueError:
        raise BadRequest("a moment is in UTC: 20261127T020000Z") from None
    return min(max(moment.astimezone(UTC), EARLIEST), LATEST)


@dataclass(frozen=True)
class Change:
    """A property to be set to a text, or (``None``) taken away."""

    name: str
    text: str | None


def read_proppatch(body: bytes) -> list[Change]:
    root = read_xml(body)
    if root is None or root.tag != f"{D}propertyupdate":
        raise BadRequest("not a propertyupdate")
    found = []
    for part in root:
        for prop in part.findall(f"{D}prop"):
            for told in prop:
                is_set = part.tag == f"{D}set"
                found.append(Change(told.tag, (told.text or "") if is_set else None))
    return found


# answers


Value = str | Element | Sequence[Element] | None


@dataclass
class Answer:
    """What is said of one address: properties found, names that are not there; or a
    status alone.
    """

    href: str
    found: dict[str, Value] = field(default_factory=dict)
    missing: Sequence[str] = ()
    forbidden: Sequence[str] = ()
    status: int | None = None
    error: str = ""


_WORDS = {
    200: "OK",
    403: "Forbidden",
    404: "Not Found",
    424: "Failed Dependency",
    507: "Insufficient Storage",
}


def el(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    made = Element(tag, attributes)
    made.text = text or None
    made.extend(children)
    return made


def href(address: str) -> Element:
    return el(f"{D}href", text=address)


def status_line(code: int) -> str:
    return f"HTTP/1.1 {code} {_WORDS[code]}"


def multistatus(answers: Iterable[Answer], *, token: str = "") -> bytes:
    root = Element(f"{D}multistatus")
    for answer in answers:
        root.append(_response(answer))
    if token:
        SubElement(root, f"{D}sync-token").text = token
    return document(root)


def document(root: Element) -> bytes:
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _response(answer: Answer) -> Element:
    made = el(f"{D}response", href(answer.href))
    if answer.status is not None:
        SubElement(made, f"{D}status").text = status_line(answer.status)
        if answer.error:
            made.append(el(f"{D}error", el(answer.error)))
        return made
    if answer.found or not (answer.missing or answer.forbidden):
        made.append(_propstat(200, answer.found))
    for code, names in ((403, answer.forbidden), (404, answer.missing)):
        if names:
            made.append(_propstat(code, dict.fromkeys(names)))
    return made


def _propstat(code: int, values: dict[str, Value]) -> Element:
    prop = Element(f"{D}prop")
    for name, value in values.items():
        prop.append(_with(Element(name), value))
    status = el(f"{D}status", text=status_line(code))
    return el(f"{D}propstat", prop, status)


def _with(made: Element, value: Value) -> Element:
    if isinstance(value, str):
        made.text = value
    elif isinstance(value, Element):
        made.append(value)
    elif value is not None:
        made.extend(value)
    return made


def error(tag: str, words: str = "", *inside: Element) -> bytes:
    root = el(f"{D}error", el(tag, *inside))
    if words:
        root.append(el(f"{D}responsedescription", text=words))
    return document(root)


def schedule_response(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """RFC 6638, 10.3: to whom, how it went, the calendar text where there is one."""
    root = Element(f"{C}schedule-response")
    for recipient, status, text in rows:
        made = el(
            f"{C}response",
            el(f"{C}recipient", href(recipient)),
            el(f"{C}request-status", text=status),
        )
        if text:
            made.append(el(f"{C}calendar-data", text=text))
        root.append(made)
    return document(root)
