"""One policy: whose box is whose, who keeps boxes, who asks, who looked.

A person's own box is theirs alone: the keeper sees that it is, how large it may be and
who opens it, and reads no letter of it without a recorded access. An agency's
administrator keeps the boxes of that agency, the province's keeps all.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.mailboxes.models import (
    AppPassword,
    BoxAccess,
    DistributionList,
    MailAlias,
    Mailbox,
    MailboxMember,
    MailboxRequest,
)
from congvu.mailboxes.queries import boxes_of, opened_by, own_box
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def keeps(seat: Seat) -> bool:
    return seat.can(Permission.KEEP_MAILBOXES)


def keeps_all(seat: Seat) -> bool:
    """The rule, and every agency's boxes."""
    return keeps(seat) and seat.is_central


def asks(seat: Seat) -> bool:
    return seat.can(Permission.ASK_MAILBOXES)


def kept_boxes(seat: Seat, on: date) -> QuerySet[Mailbox]:
    if not keeps(seat):
        return Mailbox.objects.none()
    return Mailbox.objects.all() if seat.is_central else boxes_of(seat.agency_id, on)


def get_box_to_keep(seat: Seat, box_id: UUID) -> Mailbox:
    found: Mailbox | None = (
        kept_boxes(seat, seat.on)
        .select_related("person", "unit", "rule", "kept_in")
        .filter(pk=box_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_own_box(seat: Seat) -> Mailbox:
    found = own_box(seat.person_id, seat.on)
    if found is None:
        raise Http404
    return found


def get_box_to_use(seat: Seat, box_id: UUID) -> Mailbox:
    """One's own, or a seat's that one may read: whose absence one may set."""
    mine = own_box(seat.person_id, seat.on)
    if mine is not None and mine.pk == box_id:
        return mine
    for opened in opened_by(seat.person_id, seat.on):
        if opened.box.pk == box_id and opened.can_read:
            return opened.box
    raise Http404


def get_member_to_keep(seat: Seat, member_id: UUID) -> MailboxMember:
    boxes = kept_boxes(seat, seat.on).values("pk")
    rows = MailboxMember.objects.select_related("mailbox", "post", "person")
    found: MailboxMember | None = rows.filter(pk=member_id, mailbox__in=boxes).first()
    if found is None:
        raise Http404
    return found


def get_alias_to_keep(seat: Seat, alias_id: UUID) -> MailAlias:
    boxes = kept_boxes(seat, seat.on).values("pk")
    rows = MailAlias.objects.select_related("mailbox")
    found: MailAlias | None = rows.filter(pk=alias_id, mailbox__in=boxes).first()
    if found is None:
        raise Http404
    return found


def get_password_of(seat: Seat, password_id: UUID) -> AppPassword:
    found = AppPassword.objects.filter(pk=password_id, person=seat.person_id).first()
    if found is None:
        raise Http404
    return found


def get_access_of(seat: Seat, access_id: UUID) -> BoxAccess:
    """One's own look into a box: whoever took it ends it."""
    rows = BoxAccess.objects.select_related("mailbox")
    found = rows.filter(pk=access_id, person=seat.person_id).first()
    if found is None or not keeps(seat):
        raise Http404
    return found


def lists_on(on: date) -> list[DistributionList]:
    """Everybody may know which lists there are; they are addresses to write to."""
    return list(DistributionList.objects.valid(on=on).order_by("address"))


def get_list(list_id: UUID) -> DistributionList:
    found: DistributionList | None = DistributionList.objects.filter(pk=list_id).first()
    if found is None:
        raise Http404
    return found


def may_keep_list(seat: Seat, found: DistributionList) -> bool:
    return keeps(seat) and (seat.is_central or found.agency_id == seat.agency_id)


def get_list_to_keep(seat: Seat, list_id: UUID) -> DistributionList:
    found = get_list(list_id)
    if not may_keep_list(seat, found):
        raise Http404
    return found


def visible_requests(seat: Seat) -> QuerySet[MailboxRequest]:
    """Who keeps the agency's boxes sees all of it; who asks, their agency's."""
    rows = MailboxRequest.objects.select_related("mailbox", "made_box", "made_list")
    if keeps_all(seat):
        return rows
    if keeps(seat) or asks(seat):
        return rows.filter(agency=seat.agency_id)
    return rows.none()


def get_request_for(seat: Seat, request_id: UUID) -> MailboxRequest:
    found = visible_requests(seat).filter(pk=request_id).first()
    if found is None:
        raise Http404
    return found


def may_decide(seat: Seat, found: MailboxRequest) -> bool:
    return keeps(seat) and (seat.is_central or found.agency_id == seat.agency_id)


def may_withdraw(seat: Seat, found: MailboxRequest) -> bool:
    return asks(seat) and found.desk_id in seat.desks
