"""Where a sending departs from the regulation of its day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from congvu.exchange.rules.dispatches import Channel
from congvu.exchange.rules.regulation import ELECTRONIC, Limit, Offer, OnPaper
from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.lib.text import gettext_noop as _

NOON, EVENING = time(12), time(23, 59, 59)


class Violation(StrEnum):
    OTHER_WAY = "other-way"
    LATE = "late"
    UNSIGNED = "unsigned"
    DOUBLED = "doubled"
    NO_PAPER = "no-paper"


VIOLATION_NAMES = {
    Violation.OTHER_WAY: _("gửi khác đường quy định"),
    Violation.LATE: _("gửi quá hạn"),
    Violation.UNSIGNED: _("gửi điện tử không ký số"),
    Violation.DOUBLED: _("gửi thừa bản giấy"),
    Violation.NO_PAPER: _("thiếu bản giấy"),
}


@dataclass(frozen=True)
class Sent:
    """How a paper went to one recipient; ``at`` None: it has not left yet."""

    channel: str
    on_paper: bool
    is_signed: bool
    is_urgent: bool
    signed_at: datetime | None
    at: datetime | None
    at_once_until: datetime | None = None


def due_by(limit: Limit, sent: Sent, days: WorkCalendar) -> datetime | None:
    """The last moment in time; "at once" as it was reckoned at the signature."""
    if sent.signed_at is None:
        return None
    if limit == Limit.AT_ONCE:
        return sent.at_once_until
    day = local_date(sent.signed_at)
    if limit == Limit.SAME_DAY:
        return datetime.combine(day, EVENING, VIETNAM)
    clock = NOON if limit == Limit.NEXT_MORNING else EVENING
    return datetime.combine(days.next_working_day(day), clock, VIETNAM)


def violations_in(
    sent: Sent, offer: Offer, days: WorkCalendar, now: datetime
) -> list[Violation]:
    """Every departure, in the order of their names."""
    row = offer.row
    electronic = sent.channel in ELECTRONIC
    due = due_by(row.urgent_limit if sent.is_urgent else row.limit, sent, days)
    found = {
        Violation.OTHER_WAY: sent.channel not in offer.channels,
        Violation.LATE: due is not None and (sent.at or now) > due,
        Violation.UNSIGNED: row.needs_signature and electronic and not sent.is_signed,
        Violation.DOUBLED: offer.on_paper == OnPaper.NONE
        and electronic
        and sent.on_paper,
        Violation.NO_PAPER: offer.on_paper == OnPaper.ALSO
        and sent.channel != Channel.PAPER
        and not sent.on_paper,
    }
    return [one for one, is_so in found.items() if is_so]
