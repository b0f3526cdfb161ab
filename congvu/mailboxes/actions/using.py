"""What people do with their own box: absences, passwords for programs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import LATEST, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.mailboxes.actions.boxes import locked_box
from congvu.mailboxes.models import AppPassword, Mailbox, Vacation
from congvu.mailboxes.queries import own_box
from congvu.mailboxes.rules import (
    LONGEST_LABEL,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_PASSWORDS,
    BoxState,
    digest_of,
    new_secret,
)
from congvu.organisations.access import Seat


def _need_open(box: Mailbox | None, on: date) -> Mailbox:
    if box is None or box.state_on(on) != BoxState.OPEN:
        raise Refused([_("Anh/chị chưa có hộp thư đang dùng.")])
    return box


@transaction.atomic
def make_password(*, label: str, by: Seat, at: datetime) -> tuple[AppPassword, str]:
    """For one program of the person who sits there; the secret is given this once."""
    box = _need_open(own_box(by.person_id, local_date(at)), local_date(at))
    label, reasons = nfc(label), list[Reason]()
    if not label:
        words = _("Ghi dùng cho máy, chương trình nào: “điện thoại của tôi”.")
        reasons.append(Reason(words, "label"))
    live = AppPassword.objects.filter(person=by.person_id, revoked_at=None)
    if len(live.select_for_update()) >= MOST_PASSWORDS:
        said = _("Nhiều nhất %(most)d mật khẩu; thu hồi cái không dùng trước.")
        reasons.append(Reason(said % {"most": MOST_PASSWORDS}, "label"))
    if reasons:
        raise Refused(reasons)
    secret = new_secret()
    row = AppPassword.objects.create(
        person_id=by.person_id,
        label=label[:LONGEST_LABEL],
        digest=digest_of(secret),
        made_at=at,
    )
    record(
        "mailboxes.password-made",
        by=by.actor,
        at=at,
        on=row,
        data={"address": box.address, "label": row.label},
    )
    return row, secret


@transaction.atomic
def revoke_password(*, password_id: UUID, by: Seat, at: datetime) -> None:
    """At once: who is signed in with it is asked again at the next request."""
    row = AppPassword.objects.select_for_update().get(pk=password_id)
    if row.revoked_at is not None:
        raise Refused([_("Mật khẩu này đã thu hồi.")])
    row.revoked_at, row.revoked_by = at, by.person_name
    row.save(update_fields=["revoked_at", "revoked_by"])
    record(
        "mailboxes.password-revoked",
        by=by.actor,
        at=at,
        on=row,
        data={"label": row.label},
    )


@transaction.atomic
def set_vacation(
    *,
    box_id: UUID,
    first_day: date,
    last_day: date,
    subject: str,
    text: str,
    by: Seat,
    at: datetime,
) -> Vacation:
    """What the box answers from the first day to the last; in place of one that is set
    for any of these days.
    """
    box, on = locked_box(box_id), local_date(at)
    box = _need_open(box, on)
    reasons = []
    if max(first_day, last_day) > LATEST:
        raise Refused([Reason(_("Ngày này quá xa."), "last_day")])
    if last_day < first_day:
        reasons.append(Reason(_("Ngày cuối không trước ngày đầu."), "last_day"))
    if last_day < on:
        reasons.append(Reason(_("Ngày cuối đã qua."), "last_day"))
    if last_day - first_day > timedelta(days=366):
        reasons.append(Reason(_("Nhiều nhất một năm."), "last_day"))
    if not clean(text).strip():
        reasons.append(Reason(_("Chưa có nội dung trả lời."), "text"))
    if reasons:
        raise Refused(reasons)
    until = last_day + timedelta(days=1)
    Vacation.objects.filter(
        Q(valid_until__gt=first_day), mailbox=box, valid_from__lt=until
    ).delete()
    row = Vacation.objects.create(
        mailbox=box,
        valid_from=first_day,
        valid_until=until,
        subject=(nfc(subject) or _("Tôi đang vắng mặt"))[:LONGEST_LINE],
        text=clean(text)[:LONGEST_TEXT],
        set_at=at,
        set_by=by.person_name,
    )
    record(
        "mailboxes.vacation-set",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={
            "address": box.address,
            "from": first_day.isoformat(),
            "until": last_day.isoformat(),
        },
    )
    return row


@transaction.atomic
def end_vacation(*, box_id: UUID, by: Seat, at: datetime) -> None:
    """Back: what is set for today and later answers no more."""
    box, on = locked_box(box_id), local_date(at)
    gone, _models = Vacation.objects.filter(mailbox=box, valid_until__gt=on).delete()
    if not gone:
        raise Refused([_("Hộp thư này không đặt trả lời tự động.")])
    record(
        "mailboxes.vacation-ended",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={"address": box.address},
    )
