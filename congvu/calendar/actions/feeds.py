"""Secret addresses of calendars: made, revoked, asked."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.accounts.queries import may_write
from congvu.audit.actions import record
from congvu.calendar.access import calendars_read, may_read_feed
from congvu.calendar.models import CalendarFeed
from congvu.calendar.queries.feeds import feed_named
from congvu.calendar.rules import (
    LONGEST_LABEL,
    MOST_FEEDS,
    FeedShows,
    Owner,
    OwnerKind,
    counted,
    feed_digest,
)
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


@transaction.atomic
def make_feed(
    *, owner: Owner, shows: FeedShows, label: str, by: Seat, at: datetime
) -> tuple[CalendarFeed, str]:
    """An address that reads one calendar; its secret part is given this once."""
    label, reasons = nfc(label), list[Reason]()
    if owner not in calendars_read(by):
        reasons.append(Reason(_("Chức vụ đang chọn không mở lịch này."), "calendar"))
    if not label or len(label) > LONGEST_LABEL:
        words = _("Ghi dùng cho chương trình nào, của ai; tối đa %(most)s ký tự.")
        reasons.append(Reason(words % {"most": LONGEST_LABEL}, "label"))
    live = CalendarFeed.objects.filter(maker=by.person_id, revoked_at__isnull=True)
    if len(live.select_for_update()) >= MOST_FEEDS:
        words = _("Nhiều nhất %(most)s địa chỉ; thu hồi cái không dùng trước.")
        reasons.append(Reason(words % {"most": MOST_FEEDS}))
    if reasons:
        raise Refused(reasons)
    secret = token_urlsafe(32)
    made = CalendarFeed.objects.create(
        maker_id=by.person_id,
        unit_id=owner.id if owner.kind == OwnerKind.UNIT else None,
        agency_id=owner.id if owner.kind == OwnerKind.AGENCY else None,
        shows=shows,
        label=label,
        digest=feed_digest(secret),
        made_at=at,
    )
    told = {"owner": str(owner.kind), "shows": str(shows), "name": label}
    record("calendar.feed-made", by=by.actor, at=at, on=made, data=told)
    return made, secret


@transaction.atomic
def revoke_feed(*, feed_id: UUID, by: Seat, at: datetime) -> None:
    """From the next time somebody asks it answers nothing."""
    rows = CalendarFeed.objects.select_for_update().filter(maker=by.person_id)
    found = rows.filter(pk=feed_id, revoked_at__isnull=True).first()
    if found is None:
        raise Refused([_("Địa chỉ này đã thu hồi.")])
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    told = {"name": found.label}
    record("calendar.feed-revoked", by=by.actor, at=at, on=found, data=told)


class AskedTooOften(Refused):
    """This address was asked more often than calendars change."""


def open_feed(*, secret: str, at: datetime) -> CalendarFeed | None:
    """The calendar at this address, as long as its maker may open it. Raises
    `AskedTooOften`. Each asking is counted, none is in the log."""
    found = feed_named(secret)
    if found is None or not may_read_feed(found, at):
        return None
    since, asked, is_too_often = counted(found.counted_from, found.asked, at)
    if may_write():
        CalendarFeed.objects.filter(pk=found.pk).update(
            counted_from=since, asked=asked, last_asked_at=at
        )
    if is_too_often:
        raise AskedTooOften([_("Hỏi quá thường xuyên; mười phút nữa hãy hỏi lại.")])
    return found
