"""What the calendar tells people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.calendar.access import has_calendar, reach_of
from congvu.calendar.models import Entry
from congvu.calendar.queries import visible_entries
from congvu.calendar.rules import OUTCOME_NAMES, REPLY_NAMES
from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat

_ASKED = {
    "invited": _("Mời dự %(when)s"),
    "moved": _("Đổi giờ, nay là %(when)s"),
    "off": _("Đã hủy, trước là %(when)s"),
    "instead": _("Cử đi thay %(when)s"),
    "removed": _("Không mời dự nữa, trước là %(when)s"),
}
_REPLIED = {
    **{str(key): words for key, words in REPLY_NAMES.items()},
    **{str(key): words for key, words in OUTCOME_NAMES.items()},
}


def tell_asked(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Two queries; what is off is still told to whom it was for."""
    wanted = {notice.target_id for notice in notices}
    if not has_calendar(seat):
        return {}
    found = visible_entries(reach_of(seat)).select_related("meeting").in_bulk(wanted)
    gone = Entry.objects.filter(
        pk__in=wanted - set(found),
        dropped_at__isnull=False,
        attending__desk_id__in=reach_of(seat).desks,
    )
    found |= gone.select_related("meeting").distinct().in_bulk()
    told = {}
    for notice in notices:
        one = found.get(notice.target_id)
        way = str(notice.detail.get("way", ""))
        if way == "removed":
            told[notice.id] = _removed(notice, one)
            continue
        if one is None:
            continue
        if notice.kind == "calendar.replied":
            words = gettext(_REPLIED[way])
        elif one.rrule and one.dropped_at is None and way in ("moved", "off"):
            words = gettext("Đổi một lần của mục lịch")
        else:
            words = gettext(_ASKED[way]) % {"when": _clock(one.starts)}
        told[notice.id] = Told(words=words, subject=one.summary, url=_url(one))
    return told


def _removed(notice: NoticeLike, one: Entry | None) -> Told:
    """By when it was: who is not asked any more may read no word of it."""
    starts = datetime.fromisoformat(str(notice.detail["starts"]))
    words = gettext(_ASKED["removed"]) % {"when": _clock(starts)}
    subject = one.summary if one is not None else ""
    return Told(words=words, subject=subject, url=reverse("calendar:days"))


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def _url(one: Entry) -> str:
    if one.dropped_at is not None:
        return reverse("calendar:days")
    if hasattr(one, "meeting"):
        return reverse("calendar:meeting", args=[one.meeting.pk])
    return reverse("calendar:entry", args=[one.pk])


kinds(
    Kind(
        "calendar.asked",
        _("Lịch công tác: được mời, đổi giờ, hủy"),
        tell_asked,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind("calendar.replied", _("Lịch công tác: trả lời giấy mời"), tell_asked),
)
