"""What follows from a change of somebody's ways in: they are told, whoever did it."""

from __future__ import annotations

from congvu.accounts.rules import WayIn, hears_ways_in
from congvu.notices.actions import notify


@hears_ways_in
def tell_owner(way: WayIn) -> None:
    notify(
        "accounts.way-in",
        to=[way.user_id],
        target_id=way.user_id,
        at=way.at,
        actor=way.by,
        detail={"event": way.event},
    )
