"""What changes clients, consents, codes, tokens and keys."""

from congvu.openid.actions.clients import (
    end_client,
    give_consent,
    register_client,
    rotate_key,
    withdraw_consent,
)
from congvu.openid.actions.tokens import (
    end_tokens,
    forget_old,
    keep_code,
    keep_token,
    refuse_token,
    revoke_token,
    take_code,
    take_refresh,
)

__all__ = [
    "end_client",
    "end_tokens",
    "forget_old",
    "give_consent",
    "keep_code",
    "keep_token",
    "refuse_token",
    "register_client",
    "revoke_token",
    "rotate_key",
    "take_code",
    "take_refresh",
    "withdraw_consent",
]
