"""Other addresses of a box, each for a while or for good."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean
from congvu.mailboxes.actions.boxes import (
    address_reasons,
    locked_box,
    whole_address,
)
from congvu.mailboxes.models import MailAlias
from congvu.mailboxes.rules import LONGEST_LINE, BoxState
from congvu.organisations.access import Seat


@transaction.atomic
def add_alias(
    *,
    box_id: UUID,
    address: str,
    reason: str,
    by: Seat,
    at: datetime,
    valid_until: date | None = None,
) -> MailAlias:
    box, on = locked_box(box_id), local_date(at)
    whole = whole_address(address, box.address.rpartition("@")[2])
    reasons = address_reasons(whole, "address", on)
    if box.state_on(on) != BoxState.OPEN:
        reasons.append(Reason(_("Hộp thư này không còn mở.")))
    if valid_until is not None and valid_until <= on:
        reasons.append(Reason(_("Ngày cuối phải sau hôm nay."), "valid_until"))
    if reasons:
        raise Refused(reasons)
    row = MailAlias.objects.create(
        mailbox=box,
        address=whole,
        reason=clean(reason)[:LONGEST_LINE],
        valid_from=on,
        valid_until=valid_until,
        added_at=at,
        added_by=by.person_name,
    )
    record(
        "mailboxes.alias-added",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={"address": box.address, "alias": whole},
    )
    return row


@transaction.atomic
def end_alias(*, alias_id: UUID, by: Seat, at: datetime) -> None:
    """It means nothing any more, and never anything else."""
    row = (
        MailAlias.objects.select_for_update(of=("self",))
        .select_related("mailbox")
        .get(pk=alias_id)
    )
    on = local_date(at)
    if row.valid_until is not None and row.valid_until <= on:
        raise Refused([_("Địa chỉ này đã thôi dùng.")])
    row.valid_until = max(on, row.valid_from + timedelta(days=1))
    row.save(update_fields=["valid_until"])
    record(
        "mailboxes.alias-ended",
        by=by.actor,
        at=at,
        on=row.mailbox,
        agency_id=row.mailbox.agency_id,
        data={"address": row.mailbox.address, "alias": row.address},
    )
