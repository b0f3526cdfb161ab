"""What people and collectors do in watching."""

from congvu.watching.actions.enrolling import (
    MOST_A_MINUTE,
    TooOften,
    add_access,
    admit,
    enrol_collector,
    remove_access,
    revoke_collector,
)
from congvu.watching.actions.forgetting import forget_hours
from congvu.watching.actions.seeing import accept_sighting, ask_sweep
from congvu.watching.actions.taking import OutOfOrder, Taken, take
from congvu.watching.actions.targets import (
    acknowledge,
    add_target,
    cancel_work,
    change_target,
    plan_work,
    retire_target,
)
from congvu.watching.actions.telling import tell_outages, tell_silent

__all__ = [
    "MOST_A_MINUTE",
    "OutOfOrder",
    "Taken",
    "TooOften",
    "accept_sighting",
    "acknowledge",
    "add_access",
    "add_target",
    "admit",
    "ask_sweep",
    "cancel_work",
    "change_target",
    "enrol_collector",
    "forget_hours",
    "plan_work",
    "remove_access",
    "retire_target",
    "revoke_collector",
    "take",
    "tell_outages",
    "tell_silent",
]
