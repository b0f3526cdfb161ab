"""Windows' events as others write them than JSON: XML, Snare's columns."""

from __future__ import annotations

import html
import re

from congvu.logs.formats.objects import Parsed, windows
from congvu.logs.rules.words import MOST_FIELDS, Value

_EVENT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<Event[\s>]")
_DATA = re.compile(r"<Data\s+Name=['\"]([\w.\-]{1,100})['\"]\s*>([^<]*)</Data>")
_PARTS = {
    "EventID": re.compile(r"<EventID[^>]*>\s*(\d{1,10})\s*<"),
    "Level": re.compile(r"<Level>\s*(\d{1,3})\s*<"),
    "Keywords": re.compile(r"<Keywords>([^<]{1,100})<"),
    "TimeCreated": re.compile(r"SystemTime=['\"]([^'\"]{1,40})['\"]"),
    "Channel": re.compile(r"<Channel>([^<]{1,200})<"),
    "Computer": re.compile(r"<Computer>([^<]{1,255})<"),
    "provider_name": re.compile(r"<Provider\s+Name=['\"]([^'\"]{1,200})['\"]"),
    "Message": re.compile(r"<Message>([^<]*)<"),
}
_AUDIT_FAILURE = 0x10_0000_0000_0000
_SNARE = re.compile(r"(?:(?P<host>\S+)\t)?MSWinEventLog[\t ]")


def in_xml(text: str) -> Parsed | None:
    """Without a reader of XML: no entity of anybody's is ever followed."""
    if "<Event" not in text[:200] or _EVENT.match(text) is None:
        return None
    told: dict[str, Value] = {}
    for name, pattern in _PARTS.items():
        if found := pattern.search(text):
            told[name] = html.unescape(found[1])
    told["Level"] = int(str(told.get("Level", "4")))
    for name, value in _DATA.findall(text)[:MOST_FIELDS]:
        # What the system says of the event its data does not say otherwise.
        told.setdefault(name, html.unescape(value))
    if "EventID" not in told:
        return None
    try:
        if int(str(told.get("Keywords", "")), 16) & _AUDIT_FAILURE:
            told["Keywords"] = "Audit Failure"
    except ValueError:
        pass
    return windows(told)


def snare(text: str) -> Parsed | None:
    found = _SNARE.match(text)
    if found is None:
        return None
    values = text[found.end() :].split("\t")
    if len(values) < 10 or not values[4].isdecimal():
        return None
    return windows(
        {
            "EventID": values[4],
            "Channel": values[1],
            "SourceName": values[5],
            "TargetUserName": values[6],
            "Keywords": values[8],
            "Computer": values[9],
            "Category": values[10] if len(values) > 10 else "",
            "Message": values[12] if len(values) > 12 else "",
        }
    )
