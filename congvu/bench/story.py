"""One paper that went the whole way to a specialist's desk, its file beside it.

The synthetic papers came on paper; a page that shows one draws no page of it.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from uuid import UUID

from congvu.bench.papers import make_paper
from congvu.documents import actions
from congvu.documents.models import RegisterEntry
from congvu.documents.rules import IntakeState, Paper, Part
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role


def handled_paper(*, clerk: Seat, specialist: Seat, at: datetime) -> RegisterEntry:
    """Taken in, read, registered, submitted and instructed, by the office's actions."""
    today = local_date(at)
    number = int(at.timestamp())
    taken = actions.receive_file(
        stream=io.BytesIO(make_paper(number)),
        name=f"trang-{number}.pdf",
        channel="command",
        by=clerk,
        at=at,
        read_later=False,
    )
    item = actions.read_item(item_id=taken.id, by=clerk, at=at)
    if item.state != IntakeState.READY:
        raise RuntimeError(f"the paper was not read: {item.reason}")
    entry = actions.register_incoming(
        paper=_paper(number, today), arrived_at=at, by=clerk, at=at, item_id=item.id
    )
    leader_post = first_post(clerk.agency_id, Role.LEADER, today)
    actions.submit(entry_id=entry.id, leader_post_id=leader_post, by=clerk, at=at)
    actions.instruct(
        entry_id=entry.id,
        assignment_id=entry.assignments.get(part=Part.DIRECT).id,
        text="Giao chủ trì tham mưu trả lời, báo cáo đúng hạn.",
        shares=_shares(specialist, today),
        by=seat_of_post(leader_post, today),
        at=at,
    )
    return entry


def first_post(agency_id: UUID, role: Role, on: date) -> UUID:
    """A post of this role that somebody holds."""
    held = posts_held(agency_id, role, on)
    if not held:
        raise LookupError(f"nobody is {role} in the synthetic agency")
    return held[0]


def posts_held(agency_id: UUID, role: Role, on: date) -> list[UUID]:
    """Posts of this role that somebody holds, in the order of their keys."""
    return list(
        Appointment.objects.valid(on=on)
        .filter(post__unit__agency=agency_id, post__role=role)
        .order_by("post_id")
        .values_list("post_id", flat=True)
    )


def _paper(number: int, day: date) -> Paper:
    return Paper(
        subject=f"Đo trang một văn bản lần {number}",
        issuer_name="Sở Thử nghiệm",
        type_code="CV",
        symbol=f"{number % 100_000}/STN-VP",
        issued_on=day,
    )


def _shares(specialist: Seat, today: date) -> list[actions.Share]:
    """The specialist leads; two others of the agency support and are told."""
    others = [
        post
        for role in (Role.UNIT_HEAD, Role.SPECIALIST)
        for post in posts_held(specialist.agency_id, role, today)
        if post != specialist.post_id
    ]
    due_on = calendar().add_working_days(today, 5)
    return [
        actions.Share(specialist.post_id, Part.LEAD, due_on),
        actions.Share(others[0], Part.SUPPORT, due_on),
        actions.Share(others[-1], Part.INFORM),
    ]
