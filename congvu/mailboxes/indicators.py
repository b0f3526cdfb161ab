"""What is counted of official mail: who uses their box, and what arrives.

The share of papers that go electronically, mail among them, is exchange's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from congvu.indicators.rules import (
    Better,
    Goal,
    Measured,
    PeriodKind,
    RecordKind,
    Records,
    Sure,
    Told,
    Unit,
    indicators,
    record_kinds,
)
from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.models import MailDelivery
from congvu.mailboxes.queries.quality import UNUSED_DAYS
from congvu.mailboxes.rules.deliveries import DeliveryState
from congvu.organisations.access import Seat
from congvu.organisations.models import Person
from congvu.organisations.rules import Permission

STAFF, DELIVERY = "mailboxes.staff", "mailboxes.delivery"
_HERE = "AT TIME ZONE INTERVAL '7 hours'"
# A month that lasts is counted as it stands today.
_ACTIVE = f"""
SELECT u.agency_id, d.day, '{STAFF}', a.person_id,
       bool_or(b.id IS NOT NULL AND EXISTS (
         SELECT FROM mailboxes_boxuse x
          WHERE x.mailbox_id = b.id AND x.month <= d.day
            AND x.last_on > d.day - {UNUSED_DAYS}))
  FROM (SELECT least(%(until)s::date - 1, (now() {_HERE})::date) AS day) d
  JOIN organisations_appointment a ON a.valid_from <= d.day
   AND (a.valid_until IS NULL OR a.valid_until > d.day)
  JOIN organisations_post p ON p.id = a.post_id
  JOIN organisations_unit u ON u.id = p.unit_id
  LEFT JOIN mailboxes_mailbox b ON b.person_id = a.person_id
   AND b.valid_from <= d.day AND (b.valid_until IS NULL OR b.valid_until > d.day)
 WHERE d.day >= %(since)s
 GROUP BY u.agency_id, d.day, a.person_id
"""  # noqa: S608 - our own constants
_ARRIVED = f"""
SELECT d.agency_id, (d.queued_at {_HERE})::date, '{DELIVERY}', d.id,
       d.state = '{DeliveryState.SENT}'
  FROM mailboxes_maildelivery d
 WHERE d.agency_id IS NOT NULL AND d.state <> '{DeliveryState.DEFERRED}'
   AND d.queued_at >= %(since)s AND d.queued_at < %(until)s
"""  # noqa: S608 - our own constants


def active_staff(since: date, until: date) -> Records:
    return Records(_ACTIVE, {"since": since, "until": until})


def arrived(since: date, until: date) -> Records:
    return Records(
        _ARRIVED,
        {
            "since": datetime.combine(since, time(), VIETNAM),
            "until": datetime.combine(until, time(), VIETNAM),
        },
    )


def tell_staff(_seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """By name, as the organisation's own page shows them to everybody; one query."""
    rows = Person.objects.filter(pk__in=ids).values_list("id", "full_name")
    return {pk: Told(name, "") for pk, name in rows}


def tell_deliveries(seat: Seat, ids: Sequence[UUID]) -> Mapping[UUID, Told]:
    """For who reads the whole book of the agency; one query."""
    if not seat.can(Permission.READ_REGISTER):
        return {}
    rows = MailDelivery.objects.filter(pk__in=ids, agency=seat.agency_id)
    return {
        row.pk: Told(
            f"{row.sender} → {row.recipient}"[:300],
            reverse("mailboxes:delivery", args=[row.pk]),
        )
        for row in rows
    }


record_kinds(
    RecordKind(STAFF, _("cán bộ, công chức"), tell_staff),
    RecordKind(DELIVERY, _("lượt chuyển thư"), tell_deliveries),
)
indicators(
    Measured(
        code="mailboxes.active_staff",
        name=_("Cán bộ, công chức dùng hộp thư công vụ"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong những người giữ chức vụ ở cơ quan vào ngày cuối kỳ (tháng đang "
            "chạy: hôm nay), bao nhiêu người có hộp thư cá nhân đang mở và đã mở hộp "
            "thư hoặc gửi thư trong 30 ngày tính đến ngày ấy. Người giữ nhiều chức vụ "
            "ở một cơ quan tính một lần."
        ),
        source=_(
            "Quyết định 48/2009/QĐ-TTg: tỷ lệ cán bộ dùng thư điện tử cho công việc"
        ),
        sure=Sure.OURS,
        goal=Goal(
            Decimal(60),
            date(2010, 12, 31),
            _("Quyết định 48/2009/QĐ-TTg: cấp tỉnh 60 % đến hết năm 2010"),
        ),
        records=active_staff,
    ),
    Measured(
        code="mailboxes.arrived",
        name=_("Thư gửi đi tới nơi"),
        unit=Unit.PERCENT,
        period=PeriodKind.MONTH,
        better=Better.HIGHER,
        definition=_(
            "Trong các lượt chuyển thư từ hộp thư của cơ quan vào hàng trong kỳ, bao "
            "nhiêu lượt máy chủ nơi nhận đã nhận. Một thư gửi nhiều địa chỉ là nhiều "
            "lượt. Lượt chưa tới, còn đang thử, thì chưa tính."
        ),
        source=_("Chỉ thị 15/2009/CT-UBND điểm 6b không nêu công thức"),
        sure=Sure.OURS,
        records=arrived,
    ),
)
