"""The next round of a duty that comes again: a duty of its own, begun by the job.

What stands in the round before stays as it stands: done, late or open. The row that
says when the next round begins is the lock and the memory; run twice, by two workers or
after a kill, a round begins once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.duties import queries
from congvu.duties.models import Duty, DutyEvent, Share, Standing
from congvu.duties.queries import Body
from congvu.duties.rules import Course, Facts, Round, ShareRole, next_round
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.notices.actions import notify_each
from congvu.organisations.queries import successors_on

_MOST = 1000


def begin_rounds(*, by: Actor, at: datetime) -> int:
    """Begin every round whose day has come; how many were begun."""
    on, begun = local_date(at), 0
    while True:
        waiting = Duty.objects.filter(next_on__lte=on).order_by("next_on", "pk")
        ids = list(waiting.values_list("pk", flat=True)[:_MOST])
        if not ids:
            return begun
        for duty_id in ids:
            begun += _begin(duty_id, on=on, by=by, at=at)


@transaction.atomic
def _begin(duty_id: UUID, *, on: date, by: Actor, at: datetime) -> bool:
    found = Duty.objects.select_for_update().filter(pk=duty_id, next_on__lte=on)
    last = found.first()
    if last is None:
        return False
    first = Duty.objects.get(pk=last.first_id) if last.first_id else last
    this = _next(first, last.round)
    if this is not None and this.begins_on > on:
        Duty.objects.filter(pk=last.pk).update(next_on=this.begins_on)
        return False
    shares = _heirs(last, _going_on(last), on) if this else []
    Duty.objects.filter(pk=last.pk).update(next_on=None)
    if this is None or not any(role == ShareRole.LEAD for _b, role, _c in shares):
        return False
    duty = _again(first, last, this, at)
    duty.save(force_insert=True)
    made = [_share(duty, body, role, at) for body, role, _course in shares]
    Share.objects.bulk_create(made)
    Standing.objects.bulk_create(
        Standing(
            share=share,
            valid_from=share.given_on,
            at=at,
            agency_id=share.agency_id,
            **asdict(Facts(course, this.deadline)),
        )
        for share, (_body, _role, course) in zip(made, shares, strict=True)
        if share.role == ShareRole.LEAD
    )
    _tell(duty, made, this, by, at)
    return True


def _next(first: Duty, after: int) -> Round | None:
    """As counted from the day that was first set, however often it was put off."""
    rows = Standing.objects.filter(share__duty=first, share__parent=None)
    row = rows.order_by("at", "valid_from").first()
    return next_round(
        given_on=first.given_on,
        deadline=row.deadline if row else None,
        recurs=first.recurs,
        after=after,
        since=local_date(first.given_at),
    )


def _going_on(last: Duty) -> list[tuple[Share, Course]]:
    """Whose part of the last round was not taken back; halted stays halted."""
    courses = dict(
        queries.now_standing()
        .filter(share__duty=last, share__parent=None)
        .values_list("share", "course")
    )
    found: list[tuple[Share, Course]] = []
    for share in last.shares.filter(parent=None).order_by("role", "given_at", "id"):
        course = Course(courses.get(share.id, Course.UNDER_WAY))
        if course == Course.SUSPENDED:
            found.append((share, course))
        elif course != Course.REVOKED:
            found.append((share, Course.UNDER_WAY))
    return found


def _heirs(
    last: Duty, shares: Sequence[tuple[Share, Course]], on: date
) -> list[tuple[Body, ShareRole, Course]]:
    """Who has it today: what was done before its body ended has not moved with it."""
    known = queries.bodies(last.agency_id, on)
    gone = [share.desk_id for share, _c in shares if share.desk_id not in known]
    after = successors_on(gone, on) if gone else {}
    found: dict[UUID, tuple[Body, ShareRole, Course]] = {}
    for share, course in shares:
        desks = [share.desk_id, *sorted(after.get(share.desk_id, ()))]
        for desk in desks:
            if desk in known:
                role = ShareRole(share.role)
                found.setdefault(desk, (known[desk], role, course))
    return list(found.values())


def _again(first: Duty, last: Duty, this: Round, at: datetime) -> Duty:
    """The same words, watched and followed up as the last round is today."""
    following = _next(first, this.number)
    duty = Duty.objects.get(pk=last.pk)
    duty.pk, duty._state.adding = uuid7(), True
    duty.first, duty.round = first, this.number
    duty.given_on = max(this.begins_on, local_date(first.given_at))
    duty.given_at = at
    duty.next_on = following.begins_on if following else None
    return duty


def _share(duty: Duty, body: Body, role: ShareRole, at: datetime) -> Share:
    return Share(
        id=uuid7(),
        duty=duty,
        role=role,
        agency_id=body.agency_id,
        desk_id=body.id,
        desk_name=body.name,
        given_desk_id=body.id,
        given_desk_name=body.name,
        given_on=duty.given_on,
        given_at=at,
        given_by=duty.given_by,
        given_by_post=duty.given_by_post,
    )


def _tell(
    duty: Duty, shares: Sequence[Share], this: Round, by: Actor, at: datetime
) -> None:
    """The timeline of the new round, the log, and a notice at each desk."""
    DutyEvent.objects.bulk_create(
        DutyEvent(
            at=at,
            duty=duty,
            share=share,
            event="duties.round-begun",
            actor=by.name,
            detail={"desk": share.desk_name, "round": this.number},
        )
        for share in shares
    )
    given = {share.desk_id: share.agency_id for share in shares}
    told = queries.told_desks(given, local_date(at))
    notify_each(
        "duties.given",
        to=[
            (desk, share.id, {"way": "round"})
            for share in shares
            for desk in sorted(told[share.desk_id])
        ],
        at=at,
    )
    record(
        "duties.round-begun",
        by=by,
        at=at,
        on=duty,
        agency_id=duty.agency_id,
        data={
            "round": this.number,
            "deadline": this.deadline.isoformat() if this.deadline else "",
            "shares": len(shares),
        },
    )
