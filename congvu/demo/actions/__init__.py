"""Loading the demo province and taking it away."""

from congvu.demo.actions.loading import (
    NotOnlyDemo,
    change_password,
    is_loaded,
    load,
    named_logins,
    remove,
)

__all__ = [
    "NotOnlyDemo",
    "change_password",
    "is_loaded",
    "load",
    "named_logins",
    "remove",
]
