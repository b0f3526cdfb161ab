"""The lines of lists, joined in Python: a page draws so many that a template's way
with each would be most of its cost. Part of ``{% load ui %}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from congvu.ui import rules
from congvu.ui.rules import Event, Place, Row, Tab
from congvu.ui.templatetags.ui_words import (
    clock,
    day,
    deadline,
    icon,
    state,
    urgency,
)
from congvu.ui.widgets import escaped

register = template.Library()


_SELECTED = ' aria-current="true"'
_WHOLE = '="page"'
_ACTIVE = ' aria-current="page"'


@register.simple_tag
def register_row(row: Row) -> SafeString:
    """One ``<li>`` of ``<ol class="rows" data-rows>``."""
    end = f'<span class="row-end">{_row_end(row)}\n</span>'
    unread = f'<span class="unseen">{_("chưa đọc:")} </span>' if row.unread else ""
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<li class="row{" row-verb" if row.verb else ""}'
        f'{" row-unread" if row.unread else ""}" data-row'
        f"{' data-selected' if row.selected else ''}{_row_id(row)}>\n"
        f'  <span class="row-number">{escaped(row.verb or row.number)}</span>\n'
        '  <div class="row-body">\n'
        f'    <div class="row-head"><a class="row-subject" href="{escaped(row.url)}"'
        f" data-row-link{_WHOLE if row.whole else ''}"
        f"{_SELECTED if row.selected else ''}>"
        f"{urgency(row.urgency)}{unread}{escaped(row.subject)}</a>"
        f"{end if row.verb else ''}</div>\n"
        f'    <div class="row-foot"><span class="row-from">{_row_known(row)}'
        f"{_row_more(row)}</span>{'' if row.verb else end}</div>\n"
        f"    {_row_quote(row)}\n"
        "  </div>\n"
        "</li>\n"
    )


def _row_id(row: Row) -> str:
    return f' id="row-{escaped(row.key)}"' if row.key else ""


def _row_known(row: Row) -> str:
    """Whose paper it is, and its number there."""
    sender = symbol = ""
    if row.sender:
        sender = f'<span class="row-sender">{escaped(row.sender)}</span>'
    if row.symbol:
        dot = " · " if row.sender else ""
        symbol = f'<span class="row-symbol">{dot}<b>{escaped(row.symbol)}</b></span>'
    return f'<span class="row-known">{sender}{symbol}</span>'


def _row_more(row: Row) -> str:
    if not (row.day or row.note):
        return ""
    dot = " · " if row.sender or row.symbol else ""
    note = escaped(row.note)
    if row.note and row.day:
        note = f" · {note}"
    return f'<span class="row-more">{dot}{day(row.day)}{note}</span>'


def _row_end(row: Row) -> str:
    """Who holds it, how long still, how it stands."""
    parts: list[str] = []
    if row.holder:
        parts.append(escaped(row.holder))
    if row.deadline:
        parts.append(deadline(row.deadline))
    if row.state:
        parts.append(state(row.state, row.state_tone))
    return " · ".join(parts)


def _row_quote(row: Row) -> str:
    return f'<p class="row-quote">{escaped(row.quote)}</p>' if row.quote else ""


@register.simple_tag
def day_heading(label: str, count: str = "", tone: str = "") -> SafeString:
    """The line that opens a day or a group, with its count."""
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<h2 class="day{f" day-{escaped(tone)}" if tone else ""}">'
        f"<span>{escaped(label)}</span>"
        f'<span class="day-count">{escaped(count)}</span></h2>'
    )


@register.simple_tag
def timeline(events: Sequence[Event]) -> SafeString:
    """Diễn biến, oldest first."""
    with_days = any(e.when and len(e.when) > 7 for e in events)
    lines = "".join(map(_event, events))
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<ol class="timeline{" with-days" if with_days else ""}">{lines}\n</ol>\n'
    )


_EVENT_STATES = {
    "now": ' class="now" aria-current="step"',
    "expected": ' class="expected"',
}


def _event(event: Event) -> str:
    text = escaped(event.text)
    if event.url:
        text = f'<a href="{escaped(event.url)}">{text}</a>'
    actor = f"<b>{escaped(event.actor)}</b> " if event.actor else ""
    when = escaped(event.when) if event.when else clock(event.at)
    return (
        f"\n  <li{_EVENT_STATES.get(event.state, '')}>"
        f'<span class="when">{when}</span><span>{actor}{text}</span></li>'
    )


@register.simple_tag
def tabs(items: Sequence[Tab], label: str = "") -> SafeString:
    lines = "".join(map(_tab, items))
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<nav class="tabs" aria-label="{escaped(label or _("Các nhóm"))}">'
        f"{lines}</nav>\n"
    )


def _tab(tab: Tab) -> str:
    late = " tab-late" if tab.late and tab.count else ""
    count = "" if tab.count is None else f" <b>{rules.dotted(tab.count)}</b>"
    return (
        f'<a class="tab{late}" href="{escaped(tab.url)}"'
        f"{_ACTIVE if tab.active else ''}>"
        f"{escaped(tab.label)}{count}</a>"
    )


# -- the places of the spine


@register.simple_tag
def spine_places(places: Iterable[Place], second: bool = False) -> SafeString:  # noqa: FBT001, FBT002 - template syntax
    """The daily places, or the office's own books below them."""
    lines = "".join(_spine_place(p) for p in places if p.second == second)
    return mark_safe(f'<ul class="places">{lines}</ul>')  # noqa: S308 - escaped below


def _spine_place(place: Place) -> str:
    count = ""
    if place.count:
        count = f'<span class="place-count">{rules.dotted(place.count)}</span>'
    return (
        f'<li><a class="place" href="{escaped(place.url)}"'
        f"{_ACTIVE if place.active else ''}>{icon(place.icon)}"
        f'<span class="place-name">{escaped(place.label)}</span>{count}</a></li>\n'
    )


@register.simple_tag
def thumb_places(places: Iterable[Place]) -> SafeString:
    """The places at the bottom of a phone."""
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        "".join(
            f'<a class="phoneplace" href="{escaped(p.url)}"'
            f"{_ACTIVE if p.active else ''}>"
            f"{icon(p.icon)}{escaped(p.short or p.label)}</a>"
            for p in places
            if p.phone
        )
    )


@register.simple_tag
def other_places(places: Iterable[Place]) -> SafeString:
    """What a phone keeps under "Thêm"."""
    return mark_safe("".join(_other_place(p) for p in places if not p.phone))  # noqa: S308 - as above


def _other_place(place: Place) -> str:
    count = f" <span>{rules.dotted(place.count)}</span>" if place.count else ""
    return (
        f'<a class="menu-item" href="{escaped(place.url)}"'
        f"{_ACTIVE if place.active else ''}>"
        f"{icon(place.icon)}{escaped(place.label)}{count}</a>"
    )
