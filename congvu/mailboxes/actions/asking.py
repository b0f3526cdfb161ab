"""What heads and clerks ask for, and the administrator's word on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.mailboxes.actions.aliases import add_alias
from congvu.mailboxes.actions.boxes import (
    SeatBoxData,
    change_box,
    close_box,
    open_seat_box,
    quota_reasons,
)
from congvu.mailboxes.actions.lists import EntryData, ListData, make_list
from congvu.mailboxes.actions.members import MemberData, add_member
from congvu.mailboxes.models import Mailbox, MailboxRequest
from congvu.mailboxes.queries import boxes_of, rule_on
from congvu.mailboxes.rules import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_REASON,
    RequestKind,
    RequestState,
    is_address,
    is_local_part,
)
from congvu.notices.actions import notify
from congvu.organisations.access import Seat, seats_at_post
from congvu.organisations.models import AgencyKind, Post, Unit
from congvu.organisations.rules import Role


@dataclass(frozen=True)
class RequestData:
    """What is asked for; which parts count depends on the kind."""

    kind: RequestKind
    reason: str
    mailbox_id: UUID | None = None
    unit_id: UUID | None = None
    title: str = ""
    local_part: str = ""
    quota_mb: int | None = None


def _reasons(data: RequestData, by: Seat, on: date) -> list[Reason]:
    found = []
    if not clean(data.reason).strip():
        found.append(Reason(_("Ghi lý do đề nghị."), "reason"))
    if data.kind in (RequestKind.OPEN, RequestKind.LIST) and not nfc(data.title):
        found.append(Reason(_("Chưa có tên hiển thị."), "title"))
    typed = data.local_part.strip().lower()
    if typed and not (is_address(typed) or is_local_part(typed)):
        words = _("Địa chỉ chỉ gồm chữ thường không dấu, số, . - _")
        found.append(Reason(words, "local_part"))
    needs_address = data.kind in (RequestKind.ALIAS, RequestKind.LIST)
    if not typed and (
        needs_address or (data.kind == RequestKind.OPEN and not data.unit_id)
    ):
        words = _("Ghi địa chỉ mong muốn.")
        found.append(Reason(words, "local_part"))
    if data.kind == RequestKind.QUOTA:
        if data.quota_mb is None:
            found.append(Reason(_("Ghi dung lượng mong muốn."), "quota_mb"))
        else:
            found += quota_reasons(data.quota_mb)
    if data.unit_id is not None:
        units = Unit.objects.valid(on=on).filter(agency=by.agency_id)
        if not units.filter(pk=data.unit_id).exists():
            found.append(Reason(_("Đơn vị này không thuộc cơ quan."), "unit_id"))
    elif data.kind == RequestKind.LIST:
        found.append(Reason(_("Chọn đơn vị có tên trong danh sách."), "unit_id"))
    if data.kind in (RequestKind.QUOTA, RequestKind.ALIAS, RequestKind.CLOSE):
        boxes = boxes_of(by.agency_id, on)
        if data.mailbox_id is None or not boxes.filter(pk=data.mailbox_id).exists():
            found.append(Reason(_("Chọn một hộp thư của cơ quan."), "mailbox_id"))
    return found


@transaction.atomic
def ask(*, data: RequestData, by: Seat, at: datetime) -> MailboxRequest:
    """To who keeps the boxes of the asker's agency."""
    on = local_date(at)
    if reasons := _reasons(data, by, on):
        raise Refused(reasons)
    about_box = data.kind in (RequestKind.QUOTA, RequestKind.ALIAS, RequestKind.CLOSE)
    row = MailboxRequest.objects.create(
        agency_id=by.agency_id,
        kind=data.kind,
        state=RequestState.WAITING,
        mailbox_id=data.mailbox_id if about_box else None,
        unit_id=None if about_box else data.unit_id,
        title=nfc(data.title)[:LONGEST_LINE],
        local_part=data.local_part.strip().lower()[:LONGEST_ADDRESS],
        quota_mb=data.quota_mb,
        reason=clean(data.reason)[:LONGEST_REASON],
        asked_at=at,
        asked_by=by.person_name,
        asked_by_post=by.acts_as,
        desk_id=by.post_id,
    )
    record(
        "mailboxes.requested",
        by=by.actor,
        at=at,
        on=row,
        data={"kind": row.kind, "title": row.title, "address": row.local_part},
    )
    notify(
        "mailboxes.requested",
        to=keepers_of(by.agency_id, on) - {by.user_id},
        target_id=row.pk,
        at=at,
        actor=by.person_name,
    )
    return row


def keepers_of(agency_id: UUID, on: date) -> set[UUID]:
    """The log-ins of who keeps its boxes: an administrator's seat has no desk. Where an
    agency has none of its own, the province's.
    """
    posts = Post.objects.valid(on=on).filter(role=Role.ADMINISTRATOR)
    for some in (
        posts.filter(unit__agency=agency_id),
        posts.filter(unit__agency__kind=AgencyKind.PROVINCE),
    ):
        seats = [s for post in some for s in seats_at_post(post.pk, on)]
        if users := {seat.user_id for seat in seats if seat.user_id is not None}:
            return users
    return set()


@transaction.atomic
def approve(
    *, request_id: UUID, answer: str = "", by: Seat, at: datetime
) -> MailboxRequest:
    """What was asked for is done in the same transaction; refused for its reasons."""
    row = _waiting(request_id)
    match RequestKind(row.kind):
        case RequestKind.OPEN:
            row.made_box = _open(row, by, at)
        case RequestKind.QUOTA:
            box = _box(row)
            change_box(
                box_id=box.pk,
                title=box.title,
                quota_mb=row.quota_mb or box.quota_mb,
                by=by,
                at=at,
            )
        case RequestKind.ALIAS:
            add_alias(
                box_id=_box(row).pk,
                address=row.local_part,
                reason=row.reason,
                by=by,
                at=at,
            )
        case RequestKind.LIST:
            data = ListData(
                row.agency_id,
                row.title,
                row.local_part,
                [EntryData(unit_id=row.unit_id)],
            )
            row.made_list = make_list(data=data, by=by, at=at)
        case RequestKind.CLOSE:
            rule = rule_on(local_date(at))
            close_box(
                box_id=_box(row).pk,
                forward_to="",
                grace_days=rule.grace_days if rule else 0,
                reason=row.reason,
                by=by,
                at=at,
            )
    return _decided(row, RequestState.APPROVED, answer, by, at)


def _box(row: MailboxRequest) -> Mailbox:
    if row.mailbox is None:
        raise Refused([_("Hộp thư của đề nghị này không còn.")])
    return row.mailbox


def _open(row: MailboxRequest, by: Seat, at: datetime) -> Mailbox:
    """With who asked, or the head of its unit, as the first to open it."""
    box = open_seat_box(
        data=SeatBoxData(
            agency_id=row.agency_id,
            title=row.title,
            unit_id=row.unit_id,
            local_part=row.local_part,
            quota_mb=row.quota_mb,
        ),
        by=by,
        at=at,
    )
    on = local_date(at)
    posts = {row.desk_id}
    if row.unit_id is not None:
        heads = Post.objects.valid(on=on).filter(
            unit=row.unit_id, role__in=[Role.UNIT_HEAD, Role.OFFICE_CHIEF]
        )
        posts = set(heads.values_list("id", flat=True)) or posts
    for post in sorted(posts):
        data = MemberData(post_id=post, can_send_as=True, can_send_on_behalf=True)
        add_member(box_id=box.pk, data=data, by=by, at=at)
    return box


@transaction.atomic
def refuse(*, request_id: UUID, answer: str, by: Seat, at: datetime) -> MailboxRequest:
    row = _waiting(request_id)
    if not clean(answer).strip():
        raise Refused([Reason(_("Ghi lý do từ chối."), "answer")])
    return _decided(row, RequestState.REFUSED, answer, by, at)


@transaction.atomic
def withdraw(*, request_id: UUID, by: Seat, at: datetime) -> MailboxRequest:
    return _decided(_waiting(request_id), RequestState.WITHDRAWN, "", by, at)


def _waiting(request_id: UUID) -> MailboxRequest:
    row = (
        MailboxRequest.objects.select_for_update(of=("self",))
        .select_related("mailbox")
        .get(pk=request_id)
    )
    if row.state != RequestState.WAITING:
        raise Refused([_("Đề nghị này đã có quyết định.")])
    return row


_EVENTS = {
    RequestState.APPROVED: "mailboxes.approved",
    RequestState.REFUSED: "mailboxes.refused",
    RequestState.WITHDRAWN: "mailboxes.withdrawn",
}


def _decided(
    row: MailboxRequest, state: RequestState, answer: str, by: Seat, at: datetime
) -> MailboxRequest:
    row.state, row.decided_at, row.decided_by = state, at, by.person_name
    row.answer = clean(answer)[:LONGEST_REASON]
    row.save()
    record(
        _EVENTS[state],
        by=by.actor,
        at=at,
        on=row,
        agency_id=row.agency_id,
        data={"kind": row.kind, "title": row.title, "answer": row.answer},
    )
    if state != RequestState.WITHDRAWN:
        notify(
            "mailboxes.decided",
            to={row.desk_id} - by.desks,
            target_id=row.pk,
            at=at,
            actor=by.person_name,
        )
    return row
