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
    unlock,
)
from congvu.accounts.views.openid import openid_back, openid_begin
from congvu.accounts.views.passkeys import (
    new_passkey,
    passkey_question,
    passkey_sign_in,
    passkeys,
    remove_passkey,
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
    "new_passkey",
    "openid_back",
    "openid_begin",
    "passkey_question",
    "passkey_sign_in",
    "passkeys",
    "password",
    "preferences",
    "recovery_codes",
    "remove",
    "remove_passkey",
    "revoke_token",
    "second_factor",
    "second_step",
    "sessions",
    "sign_in",
    "sign_out",
    "tokens",
    "unlock",
]
