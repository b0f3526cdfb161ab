"""What mailboxes tell people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.access import kept_boxes, visible_requests
from congvu.mailboxes.access.letters import letter_agencies
from congvu.mailboxes.models import BoxAccess, BoxLetter, Mailbox, MailboxMember
from congvu.mailboxes.queries import opened_by, own_box
from congvu.mailboxes.queries.letters import letters_of
from congvu.mailboxes.rules import (
    REQUEST_KIND_NAMES,
    REQUEST_STATE_NAMES,
    RequestKind,
    RequestState,
)
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def tell_requests(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query."""
    found = visible_requests(seat).in_bulk({one.target_id for one in notices})
    told = {}
    for notice in notices:
        row = found.get(notice.target_id)
        if row is None:
            continue
        what = gettext(REQUEST_KIND_NAMES[RequestKind(row.kind)])
        if notice.kind == "mailboxes.requested":
            said = gettext("đề nghị %(what)s") % {"what": what}
        else:
            state = gettext(REQUEST_STATE_NAMES[RequestState(row.state)])
            said = gettext("đề nghị %(what)s: %(state)s")
            said = said % {"what": what, "state": state}
        told[notice.id] = Told(
            words=said,
            subject=row.title or (row.mailbox.address if row.mailbox else ""),
            url=reverse("mailboxes:request", args=[row.pk]),
        )
    return told


def tell_looks(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """To the person whose box it is, and to who opens a seat's; three queries."""
    rows = BoxAccess.objects.select_related("mailbox").in_bulk(
        {one.target_id for one in notices}
    )
    theirs = _theirs(seat)
    return {
        notice.id: Told(
            words=gettext("mở hộp thư %(address)s: %(reason)s")
            % {"address": row.mailbox.address, "reason": row.reason},
            subject=row.mailbox.title,
            url=reverse("mailboxes:mine"),
        )
        for notice in notices
        if (row := rows.get(notice.target_id)) is not None and row.mailbox_id in theirs
    }


def _theirs(seat: Seat) -> set[UUID]:
    """One's own box, and those of seats one opens; three queries."""
    found = {one.box.pk for one in opened_by(seat.person_id, seat.on)}
    mine = own_box(seat.person_id, seat.on)
    return found | {mine.pk} if mine is not None else found


def tell_closed(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """To whose box it was; nothing of one that is open again. Four queries."""
    rows = Mailbox.objects.exclude(valid_until=None).in_bulk(
        {one.target_id for one in notices}
    )
    theirs, told = _theirs(seat), {}
    for notice in notices:
        row = rows.get(notice.target_id)
        if row is None or row.pk not in theirs:
            continue
        said = gettext("đóng hộp thư %(address)s: %(reason)s")
        given = {"address": row.address, "reason": row.closed_because}
        if row.forward_to:
            said = gettext(
                "đóng hộp thư %(address)s, thư chuyển tới %(to)s: %(reason)s"
            )
            given["to"] = row.forward_to
        told[notice.id] = Told(
            words=said % given, subject=row.title, url=reverse("mailboxes:mine")
        )
    return told


def tell_joined(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """To who opens the seat's box: who does from now on; four queries."""
    rows = MailboxMember.objects.select_related("mailbox", "post", "person").in_bulk(
        {one.target_id for one in notices}
    )
    theirs = _theirs(seat)
    return {
        notice.id: Told(
            words=gettext("cho %(who)s dùng hộp thư %(address)s")
            % {
                "who": row.post.name if row.post else row.person.full_name,
                "address": row.mailbox.address,
            },
            subject=row.mailbox.title,
            url=reverse("mailboxes:mine"),
        )
        for notice in notices
        if (row := rows.get(notice.target_id)) is not None and row.mailbox_id in theirs
    }


def tell_letters(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Letters in the box of the seat's registry; one query."""
    if not seat.can(Permission.REGISTER):
        return {}
    rows = letters_of(letter_agencies(seat)).in_bulk({n.target_id for n in notices})
    return {
        notice.id: Told(
            words=gettext("gửi thư tới hộp thư văn thư"),
            subject=row.subject,
            url=reverse("mailboxes:letter", args=[row.pk]),
        )
        for notice in notices
        if (row := rows.get(notice.target_id)) is not None
    }


def tell_secrets(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Which box, when; of the letter nothing. Two queries."""
    rows = BoxLetter.objects.filter(box__in=kept_boxes(seat, seat.on))
    found = rows.select_related("box").in_bulk({one.target_id for one in notices})
    return {
        notice.id: Told(
            words=gettext("thư mang văn bản mật nằm trong hộp thư, máy đang xóa")
            + f" ({row.arrived_at.astimezone(VIETNAM):%H:%M %d/%m/%Y})",
            subject=row.box.address,
            url=reverse("mailboxes:box", args=[row.box_id]),
        )
        for notice in notices
        if (row := found.get(notice.target_id)) is not None
    }


kinds(
    Kind("mailboxes.letter", _("Thư đến hộp thư văn thư"), tell_letters),
    Kind(
        "mailboxes.secret-left",
        _("Hộp thư: có văn bản mật"),
        tell_secrets,
        is_work=True,
        mail=Mailing.AT_ONCE,
    ),
    Kind(
        "mailboxes.requested",
        _("Hộp thư: có đề nghị chờ quyết định"),
        tell_requests,
        is_work=True,
    ),
    Kind("mailboxes.decided", _("Hộp thư: đề nghị đã có quyết định"), tell_requests),
    Kind(
        "mailboxes.looked",
        _("Hộp thư: quản trị mở hộp thư của tôi"),
        tell_looks,
        mail=Mailing.AT_ONCE,
        always=_("Ai mở hộp thư của anh/chị thì anh/chị phải biết."),
    ),
    Kind(
        "mailboxes.closed",
        _("Hộp thư: hộp thư của tôi bị đóng"),
        tell_closed,
        mail=Mailing.AT_ONCE,
        always=_("Thư của anh/chị đi đâu thì anh/chị phải biết."),
    ),
    Kind(
        "mailboxes.member-added",
        _("Hộp thư: thêm người dùng hộp thư chức danh"),
        tell_joined,
        always=_("Ai đọc cùng hộp thư với anh/chị thì anh/chị phải biết."),
    ),
)
