"""What changes log-ins, by noun: signing in, second factor, passkeys, sessions, tokens,
users, and the people a directory or an OpenID provider knows.
"""

from congvu.accounts.actions.directory import SyncPlan, sync_directory
from congvu.accounts.actions.outsiders import admit
from congvu.accounts.actions.passkeys import (
    add_passkey,
    check_passkey,
    check_passkey_name,
    remove_passkey,
)
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
    unlock_session,
)
from congvu.accounts.actions.signing_in import (
    CannotSignIn,
    check_password,
    check_recognised,
    check_second_factor,
    confirm_password,
    forget_old_attempts,
)
from congvu.accounts.actions.tokens import create_token, revoke_token
from congvu.accounts.actions.users import (
    change_password,
    create_user,
    lock_idle_users,
    lock_user,
    rename_user,
    reset_password,
    set_language,
    set_preferences,
    unlock_user,
)

__all__ = [
    "CannotSignIn",
    "SyncPlan",
    "add_passkey",
    "admit",
    "change_password",
    "check_passkey",
    "check_passkey_name",
    "check_password",
    "check_recognised",
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
    "lock_idle_users",
    "lock_user",
    "make_recovery_codes",
    "remove_passkey",
    "remove_second_factor",
    "rename_user",
    "reset_password",
    "revoke_token",
    "set_language",
    "set_preferences",
    "sign_out",
    "start_session",
    "sync_directory",
    "unlock_session",
    "unlock_user",
]
