"""Boxes for everybody who has none, set by set; and those of who left, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from congvu.audit.actions import event_row, record, record_many
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.lib.text import fold, gettext_noop
from congvu.mailboxes.actions.reports import take_reports
from congvu.mailboxes.models import (
    AppPassword,
    MailAlias,
    Mailbox,
    MailboxMember,
    NamingRule,
)
from congvu.mailboxes.queries import (
    codes_on,
    leavers,
    people_without_box,
    rule_on,
    taken_addresses,
)
from congvu.mailboxes.rules import (
    LEFT_POST,
    SEAT_OF_ROLE,
    SEAT_WORDS,
    BoxKind,
    Named,
    PersonToName,
    SeatKind,
    name_people,
    name_seat,
)
from congvu.organisations.models import Post
from congvu.organisations.queries import agencies_on

_BATCH = 1000
SEAT_TITLES = {
    SeatKind.REGISTRY: gettext_noop("Văn thư %(agency)s"),
    SeatKind.CHIEF: gettext_noop("Chánh Văn phòng %(agency)s"),
}


class NoRule(Refused):
    """Nobody has said how addresses are made."""


@dataclass
class Provisioned:
    """What was made; ``collided``: (address, what the rule gave first, whose)."""

    people: int = 0
    reopened: int = 0
    seats: int = 0
    members: int = 0
    collided: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """What one run of provisioning goes by."""

    rule: NamingRule
    codes: dict[UUID, str]
    taken: set[str]
    on: date
    at: datetime
    by: Actor


def begin(*, on: date, by: Actor, at: datetime) -> Run:
    rule = rule_on(on)
    if rule is None:
        raise NoRule([_("Chưa có quy tắc đặt địa chỉ thư; đặt quy tắc trước.")])
    return Run(rule, codes_on(on), taken_addresses(), on, at, by)


@transaction.atomic
def provision(
    *, by: Actor, at: datetime, agencies: Sequence[UUID] | None = None
) -> Provisioned:
    """A box for each who holds a post and has none, and for the registry and the chief
    of each agency that has such a post; of these agencies, or of all. Repeatable.
    """
    run = begin(on=local_date(at), by=by, at=at)
    made = Provisioned()
    _people(run, made, agencies)
    _seats(run, made, agencies)
    take_reports(on=run.on, by=by, at=at)
    if made.people or made.reopened or made.seats or made.members:
        record(
            "mailboxes.provisioned",
            by=by,
            at=at,
            on=run.rule,
            data={
                "people": made.people,
                "reopened": made.reopened,
                "seats": made.seats,
                "members": made.members,
                "collided": len(made.collided),
            },
        )
    return made


def _people(run: Run, made: Provisioned, agencies: Sequence[UUID] | None) -> None:
    found = people_without_box(run.on, agencies=agencies)
    back = [box for _person, _name, _agency, box in found if box is not None]
    made.reopened = Mailbox.objects.filter(pk__in=back).update(
        valid_until=None,
        grace_until=None,
        forward_to="",
        closed_because="",
        is_closed_by_rule=False,
    )
    names = [
        PersonToName(person, name, run.codes.get(agency, ""))
        for person, name, agency, box in found
        if box is None
    ]
    named = name_people(run.rule.naming(), names, run.taken)
    called = {one.id: one.full_name for one in names}
    Mailbox.objects.bulk_create(
        (_personal(run, key, called[key], given) for key, given in named.items()),
        batch_size=_BATCH,
    )
    made.people = len(named)
    made.collided += [
        (given.address, given.wanted, called[key])
        for key, given in named.items()
        if given.collided
    ]


def _personal(run: Run, person_id: UUID, name: str, given: Named) -> Mailbox:
    return Mailbox(
        address=given.address,
        wanted=given.wanted,
        kind=BoxKind.PERSON,
        person_id=person_id,
        title=name,
        folded_title=fold(name),
        quota_mb=run.rule.person_quota_mb,
        valid_from=run.on,
        rule=run.rule,
        opened_at=run.at,
        opened_by=run.by.name[:80],
    )


def _seats(run: Run, made: Provisioned, agencies: Sequence[UUID] | None) -> None:
    """By what posts there are: an agency without a clerk has no registry's box."""
    posts = Post.objects.valid(on=run.on).filter(role__in=list(SEAT_OF_ROLE))
    if agencies is not None:
        posts = posts.filter(unit__agency__in=list(agencies))
    wanted: dict[tuple[UUID, SeatKind], list[UUID]] = {}
    for post, role, agency in posts.order_by("position", "id").values_list(
        "id", "role", "unit__agency"
    ):
        wanted.setdefault((agency, SEAT_OF_ROLE[role]), []).append(post)
    # One that a keeper closed stays closed: it is no reason for a second.
    boxes = {
        (box.agency_id, SeatKind(box.seat)): box
        for box in Mailbox.objects.filter(
            agency__in={agency for agency, _seat in wanted},
            seat__in=list(SEAT_WORDS),
        ).order_by(F("valid_until").asc(nulls_last=True))
    }
    names = {a.id: a.short_name for a in agencies_on(run.on)}
    fresh = [key for key in wanted if key not in boxes and key[0] in names]
    for agency, seat in fresh:
        boxes[agency, seat] = seat_of(run, agency, seat, names[agency])
    Mailbox.objects.bulk_create([boxes[key] for key in fresh], batch_size=_BATCH)
    made.seats = len(fresh)
    made.collided += [
        (box.address, box.wanted, box.title)
        for key in fresh
        if (box := boxes[key]).address != box.wanted
    ]
    _addresses_of_agencies(run, [boxes[k] for k in fresh if k[1] == SeatKind.REGISTRY])
    made.members = _members(run, wanted, boxes)


def seat_of(run: Run, agency: UUID, seat: SeatKind, name: str) -> Mailbox:
    """Not saved yet."""
    given = name_seat(
        run.rule.naming(), SEAT_WORDS[seat], run.codes.get(agency, ""), run.taken
    )
    title = SEAT_TITLES[seat] % {"agency": name}
    return Mailbox(
        address=given.address,
        wanted=given.wanted,
        kind=BoxKind.SEAT,
        agency_id=agency,
        seat=seat,
        title=title,
        folded_title=fold(title),
        quota_mb=run.rule.seat_quota_mb,
        valid_from=run.on,
        rule=run.rule,
        opened_at=run.at,
        opened_by=run.by.name[:80],
    )


def _code(run: Run, agency: UUID | None) -> str:
    return run.codes.get(agency, "") if agency else ""


def _addresses_of_agencies(run: Run, registries: Sequence[Mailbox]) -> None:
    """What is written to the agency itself comes to its registry."""
    naming = run.rule.naming()
    MailAlias.objects.bulk_create(
        (
            MailAlias(
                address=name_seat(
                    naming, "", _code(run, box.agency_id), run.taken
                ).address,
                mailbox=box,
                reason=gettext_noop("địa chỉ của cơ quan"),
                valid_from=run.on,
                added_at=run.at,
                added_by=run.by.name[:80],
            )
            for box in registries
        ),
        batch_size=_BATCH,
    )


def _members(
    run: Run,
    wanted: dict[tuple[UUID, SeatKind], list[UUID]],
    boxes: dict[tuple[UUID, SeatKind], Mailbox],
) -> int:
    """Posts that open a seat's box and are not written down yet."""
    pairs = [
        (boxes[key].pk, post)
        for key, posts in wanted.items()
        if key in boxes
        for post in posts
    ]
    known = set(
        MailboxMember.objects.filter(
            post__in=[post for _box, post in pairs]
        ).values_list("mailbox", "post")
    )
    rows = [
        member_by_post(box, post, run)
        for box, post in pairs
        if (box, post) not in known
    ]
    MailboxMember.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def member_by_post(box_id: UUID, post_id: UUID, run: Run) -> MailboxMember:
    """Not saved yet; reads and sends as the seat."""
    return MailboxMember(
        mailbox_id=box_id,
        post_id=post_id,
        can_read=True,
        can_send_as=True,
        can_send_on_behalf=True,
        valid_from=run.on,
        added_at=run.at,
        added_by=run.by.name[:80],
    )


@transaction.atomic
def close_left(*, by: Actor, at: datetime) -> int:
    """What the views do since midnight is written down: the box of who holds no post
    any more closes as of that day, its letters go on for the days of grace, and no
    telephone signs in with an old password. Gives how many.
    """
    on = local_date(at)
    rule = rule_on(on)
    if rule is None or not rule.is_automatic:
        return 0
    gone = leavers(on)
    days = timedelta(days=rule.grace_days)
    boxes = Mailbox.objects.select_for_update(of=("self",)).in_bulk(
        [one.box_id for one in gone]
    )
    for one in gone:
        box = boxes[one.box_id]
        box.valid_until = max(one.left_on, one.valid_from + timedelta(days=1))
        box.grace_until = box.valid_until + days if one.forward_to else None
        box.forward_to = one.forward_to
        box.closed_because, box.is_closed_by_rule = LEFT_POST, True
    Mailbox.objects.bulk_update(
        boxes.values(),
        [
            "valid_until",
            "grace_until",
            "forward_to",
            "closed_because",
            "is_closed_by_rule",
        ],
        batch_size=_BATCH,
    )
    AppPassword.objects.filter(
        person__in=[box.person_id for box in boxes.values()], revoked_at=None
    ).update(revoked_at=at, revoked_by=by.name[:80])
    record_many(
        event_row(
            "mailboxes.left",
            by=by,
            at=at,
            on=boxes[one.box_id],
            agency_id=one.agency_id,
            data={
                "address": one.address,
                "until": boxes[one.box_id].valid_until.isoformat(),
                "to": one.forward_to,
            },
        )
        for one in gone
    )
    return len(gone)
