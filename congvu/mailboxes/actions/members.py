"""Who opens a seat's box, from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.mailboxes.actions.boxes import locked_box, owners_of
from congvu.mailboxes.models import Mailbox, MailboxMember
from congvu.mailboxes.rules import BoxKind
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.models import Person, Post


@dataclass(frozen=True)
class MemberData:
    """A post, or one person; from a day, until before another."""

    post_id: UUID | None = None
    person_id: UUID | None = None
    can_read: bool = True
    can_send_as: bool = False
    can_send_on_behalf: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def add_member(
    *, box_id: UUID, data: MemberData, by: Seat, at: datetime
) -> MailboxMember:
    box, on = locked_box(box_id), local_date(at)
    start = data.valid_from or on
    if reasons := _member_reasons(box, data, start, on):
        raise Refused(reasons)
    post = Post.objects.filter(pk=data.post_id).first() if data.post_id else None
    people = Person.objects.filter(pk=data.person_id) if data.person_id else None
    person = people.first() if people is not None else None
    if data.post_id and (post is None or not post.is_valid(on=start)):
        words = _("Chức vụ này không có vào ngày đã chọn.")
        raise Refused([Reason(words, "post_id")])
    if data.person_id and (person is None or not person.is_valid(on=start)):
        words = _("Người này chưa vào hoặc đã thôi công vụ.")
        raise Refused([Reason(words, "person_id")])
    try:
        with transaction.atomic():
            row = MailboxMember.objects.create(
                mailbox=box,
                post=post,
                person=person,
                can_read=data.can_read,
                can_send_as=data.can_send_as,
                can_send_on_behalf=data.can_send_on_behalf,
                valid_from=start,
                valid_until=data.valid_until,
                added_at=at,
                added_by=by.person_name,
            )
    except IntegrityError as error:
        words = _(
            "Đã có quyền với hộp thư này trong thời gian ấy; thôi quyền cũ trước."
        )
        raise Refused([Reason(words, "post_id")]) from error
    record(
        "mailboxes.member-added",
        by=by.actor,
        at=at,
        on=box,
        agency_id=box.agency_id,
        data={
            "address": box.address,
            "who": post.name if post else person.full_name if person else "",
            "read": data.can_read,
            "send_as": data.can_send_as,
            "on_behalf": data.can_send_on_behalf,
        },
    )
    # A keeper who lets somebody in, or themselves, does not do it unseen.
    notify(
        "mailboxes.member-added",
        to=owners_of(box) - {by.user_id} - by.desks,
        target_id=row.pk,
        at=at,
        actor=by.person_name,
    )
    return row


def _member_reasons(
    box: Mailbox, data: MemberData, start: date, on: date
) -> list[Reason]:
    reasons = list[Reason]()
    if box.kind != BoxKind.SEAT:
        reasons.append(Reason(_("Hộp thư cá nhân không có người dùng chung.")))
    if (data.post_id is None) == (data.person_id is None):
        reasons.append(Reason(_("Chọn một chức vụ hoặc một người."), "post_id"))
    if not (data.can_read or data.can_send_as or data.can_send_on_behalf):
        reasons.append(Reason(_("Chọn ít nhất một quyền."), "can_read"))
    if start < on:
        reasons.append(Reason(_("Không thêm cho ngày đã qua."), "valid_from"))
    if data.valid_until is not None and data.valid_until <= start:
        reasons.append(Reason(_("Ngày cuối phải sau ngày đầu."), "valid_until"))
    return reasons


@transaction.atomic
def end_member(*, member_id: UUID, by: Seat, at: datetime) -> None:
    """From that day they open it no more; one that has not begun is taken away."""
    row = (
        MailboxMember.objects.select_for_update(of=("self",))
        .select_related("mailbox", "post", "person")
        .get(pk=member_id)
    )
    on = local_date(at)
    record(
        "mailboxes.member-ended",
        by=by.actor,
        at=at,
        on=row.mailbox,
        agency_id=row.mailbox.agency_id,
        data={
            "address": row.mailbox.address,
            "who": row.post.name if row.post else row.person.full_name,
        },
    )
    if row.valid_from > on:
        row.delete()
        return
    # One of today stays without a day: provisioning would put the post back.
    if row.valid_until is None or row.valid_until > on:
        row.valid_until = on
        row.save(update_fields=["valid_until"])
