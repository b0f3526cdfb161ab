"""What is above and below a share."""

from __future__ import annotations

from uuid import UUID

from congvu.duties.models import Share
from congvu.duties.queries.states import now_standing
from congvu.duties.rules import OPEN_COURSES, ShareRole


def desks_above(share: Share) -> dict[UUID, str]:
    """The desks on the way down to a share, its own with them, and their names."""
    found = {}
    one: Share | None = share
    while one is not None:
        found[one.desk_id] = one.desk_name
        found.setdefault(one.given_desk_id, one.given_desk_name)
        one = one.parent
    return found


def open_parts_below(share: Share) -> dict[UUID, str]:
    """The desks right below a share that lead a part still open, or support."""
    leading = now_standing().filter(share__parent=share, course__in=OPEN_COURSES)
    found = dict(leading.values_list("share__desk_id", "share__desk_name"))
    supporting = Share.objects.filter(parent=share, role=ShareRole.SUPPORT)
    return found | dict(supporting.values_list("desk_id", "desk_name"))


def open_leads_below(share: Share) -> list[str]:
    """The names of those that have not finished their part of it."""
    rows = now_standing().filter(share__parent=share, course__in=OPEN_COURSES)
    return list(
        rows.order_by("share__desk_name").values_list("share__desk_name", flat=True)
    )
