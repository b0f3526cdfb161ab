"""What follows the signature: by when a paper goes out, to whom, what freezes it. Pure.

QĐ 28/2018/QĐ-TTg Điều 6.2: an electronic paper goes out on the day it is signed, at the
latest the next working morning; NĐ 30/2020/NĐ-CP Điều 18.1: on paper at the latest the
next working day, an urgent one at once.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum

from congvu.lib.dates import VIETNAM, WorkCalendar, local_date
from congvu.lib.text import gettext_noop as _

NOON, EVENING = time(12), time(23, 59, 59)


class SignedHow(StrEnum):
    """By whose hand or key; the agency's comes after the signer's (Điều 32)."""

    PEN = "pen"
    PERSONAL = "personal"
    AGENCY = "agency"


SIGNED_HOW_NAMES = {
    SignedHow.PEN: _("ký trên giấy"),
    SignedHow.PERSONAL: _("ký số của người có thẩm quyền"),
    SignedHow.AGENCY: _("ký số của cơ quan"),
}


class RecipientKind(StrEnum):
    AGENCY = "agency"
    OUTSIDE = "outside"


RECIPIENT_KIND_NAMES = {
    RecipientKind.AGENCY: _("cơ quan trong hệ thống"),
    RecipientKind.OUTSIDE: _("nơi nhận bên ngoài"),
}


class Relation(StrEnum):
    """What a paper does to an earlier one (Điều 18)."""

    CORRECTS = "corrects"
    AMENDS = "amends"
    REPLACES = "replaces"


RELATION_NAMES = {
    Relation.CORRECTS: _("đính chính"),
    Relation.AMENDS: _("sửa đổi, bổ sung"),
    Relation.REPLACES: _("thay thế"),
}


def release_due(
    signed_at: datetime,
    *,
    electronic: bool,
    urgent: bool,
    days: WorkCalendar,
    at_once: timedelta | None = None,
) -> datetime:
    """The last moment in time. An urgent paper goes out at once: ``at_once`` is when
    that is over; without it, or the hour of the signature, the day itself.
    """
    day = local_date(signed_at)
    if urgent and at_once is not None:
        return signed_at + at_once
    if urgent:
        return datetime.combine(day, EVENING, VIETNAM)
    following = days.next_working_day(day)
    return datetime.combine(following, NOON if electronic else EVENING, VIETNAM)
