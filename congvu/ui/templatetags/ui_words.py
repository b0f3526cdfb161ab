"""Numbers, dates, deadlines and the small marks; part of ``{% load ui %}``."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congvu.ui import rules
from congvu.ui.addresses import address, address_of
from congvu.ui.rules import Deadline
from congvu.ui.widgets import escaped

register = template.Library()

STAMPS = {
    "urgent": "KHẨN",
    "khẩn": "KHẨN",
    "very_urgent": "THƯỢNG KHẨN",
    "very-urgent": "THƯỢNG KHẨN",
    "thượng khẩn": "THƯỢNG KHẨN",
    "flash": "HỎA TỐC",
    "hỏa tốc": "HỎA TỐC",
}
TONE_ICONS = {"done": "check", "look": "half", "late": "flag", "": ""}


# -- words and numbers


@register.filter
def number(value: int | float | None) -> str:
    """A count for people: 3.117. Identifiers (số đến) are printed as they are."""
    return "" if value is None else rules.dotted(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """23/11/2026, in Vietnam's time."""
    if not value:
        return ""
    local = _local(value)  # `strftime` takes four times as long, sixty times a page
    return f"{local.day:02}/{local.month:02}/{local.year}"


@register.filter
def clock(value: datetime | None) -> str:
    """09:41, in Vietnam's time."""
    return _local(value).strftime("%H:%M") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """14/11/2024, 09:02."""
    return f"{day(value)}, {clock(value)}" if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    """Thứ Năm, 14/11/2024."""
    if not value:
        return ""
    names = (
        _("Thứ Hai"),
        _("Thứ Ba"),
        _("Thứ Tư"),
        _("Thứ Năm"),
        _("Thứ Sáu"),
        _("Thứ Bảy"),
        _("Chủ Nhật"),
    )
    return f"{names[_local(value).weekday()]}, {day(value)}"


@register.filter
def initials(value: str) -> str:
    return rules.initials(value or "")


def _local(value: Any) -> Any:
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_moment else value


def deadline_words(deadline: Deadline) -> str:
    """Always working days: the date itself is one step away."""
    left = deadline.days_left
    if left is None:
        return _("không hạn")
    if left < 0:
        return ngettext("quá hạn %(days)d ngày", "quá hạn %(days)d ngày", -left) % {
            "days": -left
        }
    hour = f", {deadline.hour}" if deadline.hour else ""
    if left == 0:
        return _("hôm nay") + hour
    if left == 1 and deadline.is_next_day:
        return _("ngày mai") + hour
    return ngettext(
        "còn %(days)d ngày làm việc", "còn %(days)d ngày làm việc", left
    ) % {"days": left}


# -- small marks


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """A line icon from the sprite; it never stands without a word.

    Drawn once for each name: the sprite's address changes only with the program.
    """
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" icon-{size}" if size else "",
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
@cache
def mark() -> SafeString:
    """The eight-petal star."""
    return format_html(
        '<svg class="brand-mark" aria-hidden="true"><use href="{}#mark"/></svg>',
        static("ui/icons.svg"),
    )


@register.simple_tag
def deadline(value: Deadline | int | None, show_date: bool = False) -> SafeString:  # noqa: FBT001, FBT002 - template syntax
    """ "còn 5 ngày làm việc", "hôm nay", "quá hạn 3 ngày" with its sign."""
    given = value if isinstance(value, Deadline) else Deadline(value)
    tone = str(given.tone)
    words = _("đã xong") if given.done else deadline_words(given)
    due = day(given.due_on) if given.due_on else ""
    title = f' title="{escaped(_("Hạn %(day)s") % {"day": due})}"' if due else ""
    sign = icon(TONE_ICONS[tone], "small") if tone else ""
    after = f" {due}" if show_date and due else ""
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<span class="state deadline{f" tone-{tone}" if tone else ""}"{title}>'
        f"{sign}{escaped(words)}</span>{after}"
    )


@register.simple_tag
def urgency(value: str | None) -> SafeString | str:
    """The stamp, for a code (urgent, very_urgent, flash) or the Vietnamese name."""
    word = STAMPS.get(str(value).strip().casefold()) if value else None
    return mark_safe(f'<span class="stamp">{word}</span>') if word else ""  # noqa: S308 - one of our words


@register.simple_tag
def state(words: str, tone: str = "", icon_name: str = "") -> SafeString:
    """A state is words in ink or in one of three tones with its sign."""
    sign = icon_name or TONE_ICONS.get(tone, "")
    return mark_safe(  # noqa: S308 - every value is escaped where it is put in
        f'<span class="state{f" tone-{escaped(tone)}" if tone else ""}">'
        f"{icon(sign, 'small') if sign else ''}{escaped(words)}</span>"
    )


@register.simple_tag
def unverified_source() -> SafeString:
    """Stands beside anything whose legal source nobody has read yet."""
    return format_html('<span class="unsure">{}</span>', _("chưa xác minh nguồn"))


@register.simple_tag(name="address")
def address_tag(name: str, *keys: UUID) -> str:
    """As ``url`` with keys of things, worked out once a process; nothing where that
    part of the office is not installed.
    """
    try:
        return address_of(name, *keys) if keys else address(name)
    except NoReverseMatch:
        return ""
