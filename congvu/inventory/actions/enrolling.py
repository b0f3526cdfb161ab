"""The codes with which an agency's agents speak."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.inventory.models import AgentEnrolment
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

# Messages of one code, in a minute: a whole agency that is switched on at half past
# seven, two of each machine.
MOST_A_MINUTE = 1200
_MINUTE = timedelta(minutes=1)


class TooOften(Refused):
    """The code is good; its agents are asked to come again later."""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def enrol(
    *, agency_id: UUID, label: str, expires_on: date | None, by: Seat, at: datetime
) -> tuple[AgentEnrolment, str]:
    """A new code and its text, which is never to be had again."""
    reasons, label = [], nfc(label)
    if not label:
        reasons.append(Reason(_("Ghi mã này dùng cho máy nào."), "label"))
    if expires_on is not None and expires_on <= local_date(at):
        reasons.append(Reason(_("Ngày hết hạn phải sau hôm nay."), "expires_on"))
    if reasons:
        raise Refused(reasons)
    secret = secrets.token_urlsafe(24)
    made = AgentEnrolment.objects.create(
        agency_id=agency_id,
        label=label,
        prefix=secret[:6],
        digest=_digest(secret),
        made_at=at,
        made_by=by.person_name,
        expires_on=expires_on,
    )
    record(
        "inventory.enrolled",
        by=by.actor,
        at=at,
        on=made,
        agency_id=agency_id,
        data={"label": label},
    )
    return made, secret


@transaction.atomic
def revoke(*, enrolment_id: UUID, by: Seat, at: datetime) -> AgentEnrolment:
    """From now on its agents are turned away; what they told stays."""
    found = AgentEnrolment.objects.select_for_update().get(pk=enrolment_id)
    if found.revoked_at is not None:
        raise Refused([_("Mã này đã thu hồi trước đó.")])
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    record(
        "inventory.enrolment-revoked",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"label": found.label},
    )
    return found


def admit(*, secret: str, at: datetime) -> AgentEnrolment | None:
    """Whose agents speak with this code; none for one that is not, or no more, good.

    Each message is counted, whatever it asks, before anything of it is read.
    """
    rows = AgentEnrolment.objects.filter(digest=_digest(secret), revoked_at=None)
    good = Q(expires_on=None) | Q(expires_on__gt=local_date(at))
    found = rows.filter(good).first()
    if found is None:
        return None
    row = AgentEnrolment.objects.filter(pk=found.pk)
    if found.counted_from is None or at - found.counted_from >= _MINUTE:
        row.update(counted_from=at, sent=1, used_at=at)
        return found
    if found.sent >= MOST_A_MINUTE:
        raise TooOften([_("Mã ghi danh này gửi quá dày; gửi lại sau ít phút.")])
    row.update(sent=F("sent") + 1)
    return found
