"""The pages of the door and of one's own log-in."""

from congvu.accounts.views.account import (
    home,
    language,
    password,
    preferences,
)
from congvu.accounts.views.door import (
    enrol_at_door,
    second_step,
    sign_in,
    sign_out,
)
from congvu.accounts.views.second_factor import (
    enrol,
    recovery_codes,
    remove,
    second_factor,
)
from congvu.accounts.views.sessions import end_others, end_session, sessions
from congvu.accounts.views.tokens import revoke_token, tokens

__all__ = [
    "end_others",
    "end_session",
    "enrol",
    "enrol_at_door",
    "home",
    "language",
    "password",
    "preferences",
    "recovery_codes",
    "remove",
    "revoke_token",
    "second_factor",
    "second_step",
    "sessions",
    "sign_in",
    "sign_out",
    "tokens",
]
