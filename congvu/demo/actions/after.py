"""Who joins on the day of an act: whoever is needed and was moved by no line of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from congvu.audit.rules import Actor
from congvu.demo.actions.plan import Plan
from congvu.organisations.actions import end_appointment
from congvu.organisations.models import (
    Appointment,
    Identifier,
    IdentifierScheme,
    Post,
)
from congvu.organisations.rules import Role

_NEEDED = (Role.LEADER, Role.RECORDS_CLERK)


def fill_desks(plan: Plan) -> None:
    """Every body that begins on the plan's day gets a leader and a clerk."""
    on = plan.since
    held = set(Appointment.objects.valid(on=on).values_list("post_id", flat=True))
    codes = dict(
        Identifier.objects.valid(on=on)
        .filter(scheme=IdentifierScheme.CODE_35)
        .values_list("agency_id", "value")
    )
    posts = Post.objects.filter(
        valid_from=on, unit__agency__valid_from=on, role__in=_NEEDED
    )
    wanted: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in posts.select_related("unit__agency").order_by("position", "id"):
        wanted[codes[post.unit.agency_id], post.role].append(post)
    for (code, role), places in sorted(wanted.items()):
        if not any(post.id in held for post in places):
            plan.seat(places[0], f"{code}/{role}")


def others(plan: Plan, today: date) -> None:
    """Who signs in without a post, and who stands in for whom today."""
    for line in plan.cast["outside"]:
        plan.user(line["user"])
    for line in plan.cast["stands_in"]:
        held = Appointment.objects.valid(on=today).select_related("post")
        plan.rows.delegation(
            plan.people[line["user"]],
            held.get(person=plan.people[line["post_of"]]).post,
            today - timedelta(days=line["days_before"]),
            today + timedelta(days=line["days_after"]),
            line["basis"],
        )


def leave(*, plan: Plan, today: date, by: Actor, at: datetime) -> None:
    """Whose last day was yesterday."""
    for line in plan.cast["committee"]:
        if line.get("left"):
            person = plan.people[line["user"]]
            last = Appointment.objects.valid(on=today).get(person=person)
            end_appointment(appointment=last, valid_until=today, by=by, at=at)
