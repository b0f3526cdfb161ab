"""What changes log-ins, by noun: signing in, second factor, sessions, tokens, users."""

from congvu.accounts.actions.second_factor import (
    enrol_second_factor,
    make_recovery_codes,
    remove_second_factor,
)
from congvu.accounts.actions.sessions import (
    end_other_sessions,
    end_session,
    end_sessions_of,
    keep_session,
    sign_out,
    start_session,
)
from congvu.accounts.actions.signing_in import (
    CannotSignIn,
    check_password,
    check_second_factor,
    confirm_password,
    forget_old_attempts,
)
from congvu.accounts.actions.tokens import create_token, revoke_token
from congvu.accounts.actions.users import (
    change_password,
    create_user,
    lock_user,
    reset_password,
    set_language,
    set_preferences,
    unlock_user,
)

__all__ = [
    "CannotSignIn",
    "change_password",
    "check_password",
    "check_second_factor",
    "confirm_password",
    "create_token",
    "create_user",
    "end_other_sessions",
    "end_session",
    "end_sessions_of",
    "enrol_second_factor",
    "forget_old_attempts",
    "keep_session",
    "lock_user",
    "make_recovery_codes",
    "remove_second_factor",
    "reset_password",
    "revoke_token",
    "set_language",
    "set_preferences",
    "sign_out",
    "start_session",
    "unlock_user",
]
