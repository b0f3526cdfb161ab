"""One policy: whose figures a seat may see, and what it may say of them.

Everybody with a desk sees their own body's. Leaders and the chief of office see those
of the bodies below it, too; in the province's committee that is every body, and only
there are ranks told: a place among bodies one may not see would tell of them. An
administrator has no desk and sees none.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.figures.queries import (
    WHOLE,
    Body,
    Sight,
    own_sight,
    sight_below,
    whole_sight,
)
from congvu.indicators.models import ReportedFigure, Target
from congvu.indicators.queries import described
from congvu.indicators.rules import Declared, Group
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role

LEADING = frozenset({Role.LEADER, Role.OFFICE_CHIEF})
"""By the post, not by a permission: reading is never kept back from a deputy."""


def reads_figures(seat: Seat) -> bool:
    return seat.role != Role.ADMINISTRATOR


def sight_of(seat: Seat) -> Sight:
    """Whose figures this seat sees; not found for a seat without a desk."""
    if not reads_figures(seat):
        raise Http404
    if seat.role not in LEADING:
        return own_sight(seat.agency_id, seat.on)
    if seat.is_central:
        return whole_sight(seat.agency_id, seat.on)
    return sight_below(seat.agency_id, seat.on)


def get_indicator(code: str) -> Declared:
    """An indicator that is declared, or was; not found otherwise."""
    found = described([code]).get(code)
    if found is None:
        raise Http404
    return found


def get_body(sight: Sight, body_id: UUID) -> Body:
    """A body of this sight; not found otherwise."""
    found = sight.body(body_id)
    if found is None:
        raise Http404
    return found


def get_group(sight: Sight, named: str) -> tuple[Group, Body | None]:
    """The province, or one body by its id; without a name what the seat sees first."""
    if sight.whole is not None and named in ("", WHOLE):
        return sight.whole, None
    try:
        body = get_body(sight, UUID(named) if named else sight.own)
    except ValueError as why:
        raise Http404 from why
    return body.group, body


def sets_targets(seat: Seat) -> bool:
    """Who says what others must reach: leads a body that has others below it."""
    return reads_figures(seat) and seat.can(Permission.GIVE_DUTIES)


def target_bodies(seat: Seat, sight: Sight) -> list[Body]:
    """For whom this seat may set a target: bodies below its own, never its own; of the
    province's committee its own, too, for nobody stands above it.
    """
    if not sets_targets(seat):
        return []
    return [
        body
        for body in sight.bodies
        if body.ended is None and (seat.is_central or body.id != sight.own)
    ]


def may_set_for_all(seat: Seat) -> bool:
    return sets_targets(seat) and seat.is_central


def may_set_target(seat: Seat, sight: Sight, body_id: UUID | None) -> bool:
    if body_id is None:
        return may_set_for_all(seat)
    return any(body.id == body_id for body in target_bodies(seat, sight))


def reports_figures(seat: Seat) -> bool:
    """Who may say what a figure of their own body is: who works there."""
    return reads_figures(seat) and seat.can(Permission.WORK)


def get_target_to_withdraw(seat: Seat, target_id: UUID) -> Target:
    """A target this seat could have set; not found otherwise."""
    found = Target.objects.filter(pk=target_id).first()
    if found is None or not may_set_target(seat, sight_of(seat), found.body_id):
        raise Http404
    return found


def get_report_to_withdraw(seat: Seat, report_id: UUID) -> ReportedFigure:
    """What one's own body reported; not found otherwise."""
    found = ReportedFigure.objects.filter(pk=report_id).first()
    if found is None or not reports_figures(seat) or found.body_id != seat.agency_id:
        raise Http404
    return found
