"""An administrator opens somebody's box: why, until when, and its owner is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean
from congvu.mailboxes.actions.boxes import locked_box, owners_of
from congvu.mailboxes.models import BoxAccess
from congvu.mailboxes.queries import own_box
from congvu.mailboxes.rules import LONGEST_ACCESS, LONGEST_REASON, BoxState
from congvu.notices.actions import notify
from congvu.organisations.access import Seat


@transaction.atomic
def open_for_administrator(
    *, box_id: UUID, reason: str, hours: int, by: Seat, at: datetime
) -> BoxAccess:
    """Recorded for ever; whoever's box it is finds it in their notices and beside the
    box.
    """
    box, why = locked_box(box_id), clean(reason).strip()
    on, reasons = local_date(at), list[Reason]()
    most = int(LONGEST_ACCESS.total_seconds() // 3600)
    if len(why) < 10:
        words = _("Ghi rõ lý do mở hộp thư; chủ hộp thư đọc được lý do này.")
        reasons.append(Reason(words, "reason"))
    if not 1 <= hours <= most:
        said = _("Từ 1 đến %(most)d giờ.") % {"most": most}
        reasons.append(Reason(said, "hours"))
    mine = own_box(by.person_id, on)
    if mine is None or mine.state_on(on) != BoxState.OPEN:
        words = _("Anh/chị chưa có hộp thư của mình để mở hộp thư khác từ đó.")
        reasons.append(Reason(words))
    elif mine.pk == box.pk:
        reasons.append(Reason(_("Đây là hộp thư của chính anh/chị.")))
    now = BoxAccess.objects.filter(
        mailbox=box, person=by.person_id, ended_at=None, until__gt=at
    )
    if now.exists():
        reasons.append(Reason(_("Anh/chị đang mở hộp thư này.")))
    if reasons:
        raise Refused(reasons)
    row = BoxAccess.objects.create(
        mailbox=box,
        person_id=by.person_id,
        person_name=by.person_name,
        post_name=by.acts_as,
        reason=why[:LONGEST_REASON],
        since=at,
        until=at + timedelta(hours=hours),
    )
    record(
        "mailboxes.access-taken",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={
            "address": box.address,
            "reason": row.reason,
            "until": row.until.isoformat(),
        },
    )
    notify(
        "mailboxes.looked",
        to=owners_of(box) - by.desks - {by.user_id},
        target_id=row.pk,
        at=at,
        actor=by.person_name,
    )
    return row


@transaction.atomic
def end_access(*, access_id: UUID, by: Seat, at: datetime) -> None:
    row = (
        BoxAccess.objects.select_for_update(of=("self",))
        .select_related("mailbox")
        .get(pk=access_id)
    )
    if row.ended_at is not None or row.until <= at:
        raise Refused([_("Lượt mở này đã hết.")])
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    record(
        "mailboxes.access-ended",
        by=by.actor,
        at=at,
        on=row.mailbox,
        agency_id=row.mailbox.agency_id,
        data={"address": row.mailbox.address},
    )
