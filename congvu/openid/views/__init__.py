"""The provider's pages, for people and for programs."""

from congvu.openid.views.machines import (
    discovery,
    introspect,
    jwks,
    revoke,
    token,
    userinfo,
)
from congvu.openid.views.people import authorize, consents, end_session, withdraw

__all__ = [
    "authorize",
    "consents",
    "discovery",
    "end_session",
    "introspect",
    "jwks",
    "revoke",
    "token",
    "userinfo",
    "withdraw",
]
