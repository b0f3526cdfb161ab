"""What a client may ask for, how long it lasts, and what it is told; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from congvu.accounts.rules import IDLE, is_loopback
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "openid.client-registered": _("Đăng ký chương trình dùng đăng nhập chung"),
    "openid.client-ended": _("Thôi cho chương trình dùng đăng nhập chung"),
    "openid.consent-given": _("Cho chương trình biết mình là ai"),
    "openid.consent-withdrawn": _("Thôi cho chương trình biết mình là ai"),
    "openid.token-issued": _("Vào một chương trình bằng đăng nhập chung"),
    "openid.token-refused": _("Không được vào một chương trình"),
    "openid.tokens-ended": _("Kết thúc phiên ở một chương trình"),
    "openid.key-rotated": _("Thay khóa ký của đăng nhập chung"),
}
AUDIT_WORDS = {
    "client": _("chương trình"),
    "scope": _("được biết"),
    "reason": _("vì"),
    "kid": _("mã khóa"),
}
AUDIT_VALUES = {
    "reason": {
        "no-post": _("không giữ chức vụ nào"),
        "used-twice": _("mã hoặc token bị dùng hai lần"),
        "asked": _("chương trình hoặc người dùng yêu cầu"),
    }
}

# What each scope lets a client know, in the words of the page that asks.
SCOPES = {
    "openid": _("bạn là ai (mã tài khoản)"),
    "profile": _("họ tên và tên đăng nhập"),
    "email": _("thư công vụ"),
    "offline_access": _("giữ phiên khi bạn không mở trang"),
}
CODE_FOR = timedelta(minutes=1)
ACCESS_FOR = timedelta(hours=1)
REFRESH_FOR = IDLE  # as a browser that is left alone
KEY_AGE = timedelta(days=90)
KEY_KEPT = timedelta(days=30)
ALGORITHM = "RS256"  # the one that every client must know

# Methods by which somebody came in, as RFC 8176 calls them.
METHODS = {
    "password": ["pwd"],
    "totp": ["pwd", "otp", "mfa"],
    "recovery": ["pwd", "otp", "mfa"],
    "passkey": ["swk", "user", "mfa"],
}
_CLIENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


def is_client_id(text: str) -> bool:
    return _CLIENT_ID.fullmatch(text) is not None


def is_safe_return(address: str) -> bool:
    """A code may travel there: encrypted or on this machine, one exact address."""
    parts = urlsplit(address)
    if parts.fragment or "*" in address or not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address))


def allowed_scope(asked: str, of: Iterable[str]) -> str:
    """What of the asked is allowed, in the asked order."""
    allowed = set(of)
    return " ".join(scope for scope in asked.split() if scope in allowed)


def claims_of(
    *, subject: str, username: str, full_name: str, email: str, scope: str
) -> dict[str, Any]:
    """What a client is told about somebody, by its scope and no more."""
    scopes = scope.split()
    claims: dict[str, Any] = {"sub": subject}
    if "profile" in scopes:
        claims |= {"preferred_username": username, "name": full_name or username}
    if "email" in scopes and email:
        # Given out by the office, not typed by its owner.
        claims |= {"email": email, "email_verified": True}
    return claims


def discovery(issuer: str) -> dict[str, Any]:
    """OpenID Connect Discovery 1.0, section 3."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/openid/authorize/",
        "token_endpoint": f"{issuer}/openid/token/",
        "userinfo_endpoint": f"{issuer}/openid/userinfo/",
        "jwks_uri": f"{issuer}/openid/jwks/",
        "introspection_endpoint": f"{issuer}/openid/introspect/",
        "revocation_endpoint": f"{issuer}/openid/revoke/",
        "end_session_endpoint": f"{issuer}/openid/end-session/",
        "scopes_supported": list(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
        ],
        "introspection_endpoint_auth_methods_supported": ["client_secret_basic"],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": [
            "sub", "name", "preferred_username", "email", "email_verified", "amr",
            "auth_time",
        ],
        "ui_locales_supported": ["vi", "en"],
    }  # fmt: skip
