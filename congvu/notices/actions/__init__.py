"""Every change of notices: told and read, chosen, spread and posted."""

from congvu.notices.actions.choosing import ChoiceSet, set_choices
from congvu.notices.actions.posting import (
    claim,
    close,
    delay,
    drop_old,
    forget_old,
    put_back,
    spread,
    write_digests,
)
from congvu.notices.actions.telling import (
    TARGET_READ,
    mark_read,
    mark_target_read,
    notify,
    notify_each,
    target_read,
)

__all__ = [
    "TARGET_READ",
    "ChoiceSet",
    "claim",
    "close",
    "delay",
    "drop_old",
    "forget_old",
    "mark_read",
    "mark_target_read",
    "notify",
    "notify_each",
    "put_back",
    "set_choices",
    "spread",
    "target_read",
    "write_digests",
]
