"""What the end of a body does to its boxes and lists, within the act's transaction.

The heir's own box of the same seat takes the letters of the old address for the days
of grace, and who opens it reads the old one on. Where the heir has none, the box itself
goes over, gets an address of the heir's and keeps the old one beside it as long.
What was closed before is read on in the same way, however many reforms come after.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from congvu.audit.actions import event_row, record_many
from congvu.lib.text import gettext_noop as _
from congvu.machine.mail.records import REPORTS
from congvu.mailboxes.actions.provisioning import Run
from congvu.mailboxes.models import (
    DistributionList,
    ListEntry,
    MailAlias,
    Mailbox,
    MailboxMember,
    MailboxRequest,
    MailDomain,
)
from congvu.mailboxes.queries import codes_on, rule_on, taken_addresses
from congvu.mailboxes.rules import (
    SEAT_OF_ROLE,
    SEAT_WORDS,
    RequestState,
    SeatKind,
    name_seat,
)
from congvu.organisations.models import Post, Unit
from congvu.organisations.rules import BodyKind, Passed, Passing, Role

_DAYS_WITHOUT_A_RULE = 30


def pass_boxes(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    rule = rule_on(passing.on)
    run = (
        Run(
            rule,
            codes_on(passing.on),
            taken_addresses(),
            passing.on,
            passing.at,
            passing.by,
        )
        if rule is not None
        else None
    )
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _of_agency(body, passing, run)
        elif body.kind == BodyKind.UNIT:
            _of_unit(body, passing, run)


def _grace(run: Run | None) -> timedelta:
    """A period has a day at least, whatever the rule says."""
    days = run.rule.grace_days if run is not None else _DAYS_WITHOUT_A_RULE
    return timedelta(days=max(days, 1))


def _of_agency(body: Passed, passing: Passing, run: Run | None) -> None:
    """All of the body's, or what was kept only until this heir was chosen."""
    moved = {"agency": body.to_id, "came_from": body.body_id}
    lists = DistributionList.objects.filter(agency=body.from_id)
    boxes = Mailbox.objects.not_closed(on=passing.on).filter(agency=body.from_id)
    if body.from_id != body.body_id:
        lists = lists.filter(came_from=body.body_id)
        boxes = boxes.filter(came_from=body.body_id)
    else:
        MailDomain.objects.filter(agency=body.from_id).update(agency=body.to_id)
        ListEntry.objects.filter(agency=body.from_id).update(agency=body.to_id)
        MailboxRequest.objects.filter(
            agency=body.from_id, state=RequestState.WAITING
        ).update(agency=body.to_id, unit=None)
    lists.update(**moved)
    left = list(boxes.select_for_update(of=("self",)).order_by("pk"))
    closed = _closed_of(body, passing)
    theirs = {
        box.seat: box
        for box in Mailbox.objects.valid(on=passing.on).filter(
            agency=body.to_id, seat__in=list(SEAT_WORDS)
        )
    }
    for box in left:
        if heir := theirs.get(box.seat):
            _merge(box, heir, body, passing, run)
        else:
            _move(box, body.to_id, None, body, passing, run)
            if box.seat in SEAT_WORDS:
                theirs[box.seat] = box
    _pass_archives(closed, body, passing)
    _tell([*left, *closed], passing)


def _merge(
    box: Mailbox, heir: Mailbox, body: Passed, passing: Passing, run: Run | None
) -> None:
    """Closed where it is; its letters, and its archive, are with the heir's."""
    box.valid_until = max(passing.on, box.valid_from + timedelta(days=1))
    box.grace_until = box.valid_until + _grace(run)
    box.forward_to, box.kept_in = heir.address, heir
    box.came_from = body.body_id
    box.closed_because = _("cơ quan kết thúc")
    box.save(
        update_fields=[
            "valid_until",
            "grace_until",
            "forward_to",
            "kept_in",
            "came_from",
            "closed_because",
        ]
    )
    # What it kept itself is read where it is read now.
    Mailbox.objects.filter(kept_in=box).update(kept_in=heir)
    # What is another name of it goes to the heir's box, as long; what the DNS names
    # goes on.
    names = MailAlias.objects.valid(on=passing.on).filter(mailbox=box)
    names.filter(address__startswith=f"{REPORTS}@").update(mailbox=heir)
    names.update(mailbox=heir, valid_until=box.grace_until)


def _closed_of(body: Passed, passing: Passing) -> list[Mailbox]:
    """What was closed before and nobody else keeps: the body's own; or of a body whose
    heir is chosen only now, what was kept for it in the meantime.
    """
    boxes = Mailbox.objects.filter(valid_until__lte=passing.on)
    if body.from_id == body.body_id:
        boxes = boxes.filter(agency=body.from_id, kept_in=None)
    else:
        handed = Q(agency=body.from_id, came_from=body.body_id, kept_in=None)
        kept = Q(agency=body.body_id, kept_in__agency=body.from_id)
        boxes = boxes.filter(handed | kept)
    return list(boxes.select_for_update(of=("self",)).order_by("pk"))


def _pass_archives(closed: Sequence[Mailbox], body: Passed, passing: Passing) -> None:
    """Who opens the heir's box of the same seat reads them on; where it never had one,
    the box itself goes over, closed as it is.
    """
    if not closed:
        return
    seats = Mailbox.objects.filter(agency=body.to_id, seat__in=list(SEAT_WORDS))
    # The open one comes last.
    theirs = {box.seat: box for box in seats.order_by("valid_until", "pk")}
    for box in closed:
        heir = theirs.get(box.seat)
        if heir is None:
            _hand_over(box, body.to_id, None, body, passing)
            continue
        if box.kept_in_id is not None:
            box.forward_to = heir.address
        box.kept_in = heir
        box.save(update_fields=["kept_in", "forward_to"])
        Mailbox.objects.filter(kept_in=box).update(kept_in=heir)


def _move(
    box: Mailbox,
    to_agency: UUID,
    to_unit: UUID | None,
    body: Passed,
    passing: Passing,
    run: Run | None,
) -> None:
    old = box.address
    if run is not None and box.seat in SEAT_WORDS:
        given = name_seat(
            run.rule.naming(),
            SEAT_WORDS[SeatKind(box.seat)],
            run.codes.get(to_agency, ""),
            run.taken,
        )
        box.address, box.wanted, box.rule = given.address, given.wanted, run.rule
        box.save(update_fields=["address", "wanted", "rule"])
    if box.address != old:
        MailAlias.objects.create(
            mailbox=box,
            address=old,
            reason=_("địa chỉ trước khi sắp xếp"),
            valid_from=passing.on,
            valid_until=passing.on + _grace(run),
            added_at=passing.at,
            added_by=passing.by.name[:80],
        )
    _hand_over(box, to_agency, to_unit, body, passing)


def _hand_over(
    box: Mailbox, to_agency: UUID, to_unit: UUID | None, body: Passed, passing: Passing
) -> None:
    box.agency_id, box.unit_id, box.came_from = to_agency, to_unit, body.body_id
    box.kept_in = None
    box.save(update_fields=["agency", "unit", "came_from", "kept_in"])
    _open_for_heirs(box, to_agency, to_unit, passing)


def _open_for_heirs(
    box: Mailbox, agency: UUID, unit: UUID | None, passing: Passing
) -> None:
    """The heir's posts of the same kind open it from that day."""
    posts = Post.objects.valid(on=passing.on).filter(unit__agency=agency)
    roles = [role for role, seat in SEAT_OF_ROLE.items() if seat == box.seat]
    if roles:
        posts = posts.filter(role__in=roles)
    elif unit is not None:
        posts = posts.filter(unit=unit, role__in=[Role.UNIT_HEAD, Role.OFFICE_CHIEF])
    else:
        posts = posts.filter(role=Role.RECORDS_CLERK)
    known = set(
        MailboxMember.objects.filter(mailbox=box).values_list("post", flat=True)
    )
    MailboxMember.objects.bulk_create(
        MailboxMember(
            mailbox=box,
            post_id=post,
            can_read=True,
            can_send_as=True,
            can_send_on_behalf=True,
            valid_from=passing.on,
            added_at=passing.at,
            added_by=passing.by.name[:80],
        )
        for post in posts.values_list("id", flat=True)
        if post not in known
    )


def _of_unit(body: Passed, passing: Passing, run: Run | None) -> None:
    """To the unit that goes on for it; without one it stays its agency's."""
    heir = Unit.objects.filter(pk=body.to_id).first()
    if heir is not None:
        ListEntry.objects.filter(unit=body.from_id).update(unit=heir)
    MailboxRequest.objects.filter(unit=body.from_id, state=RequestState.WAITING).update(
        unit=heir
    )
    boxes = Mailbox.objects.filter(unit=body.from_id)
    if body.from_id != body.body_id:
        boxes = boxes.filter(came_from=body.body_id)
    left = list(boxes.select_for_update(of=("self",)).order_by("pk"))
    for box in left:
        agency = heir.agency_id if heir is not None else box.agency_id
        unit = heir.pk if heir is not None else None
        if box.valid_until is not None and box.valid_until <= passing.on:
            _hand_over(box, agency, unit, body, passing)
        else:
            _move(box, agency, unit, body, passing, run)
    _tell(left, passing)


def _tell(left: Sequence[Mailbox], passing: Passing) -> None:
    record_many(
        event_row(
            "mailboxes.passed",
            by=passing.by,
            at=passing.at,
            on=box,
            agency_id=box.agency_id,
            data={"address": box.address, "to": box.forward_to},
        )
        for box in left
    )
