"""Codes and tokens: given out, used once, ended.

What comes back a second time was overheard: everything of its family ends, so that
neither the thief nor the client goes on with it (RFC 6749 4.1.2, RFC 9700 4.14).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from congvu.accounts.models import User
from congvu.accounts.rules import token_digest
from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.lib.ids import uuid7
from congvu.openid import queries
from congvu.openid.models import (
    AuthorizationCode,
    Granted,
    IssuedToken,
    OpenIdClient,
)
from congvu.openid.rules import ACCESS_FOR, CODE_FOR, REFRESH_FOR


@transaction.atomic
def keep_code(
    *,
    raw: str,
    client: OpenIdClient,
    user: User,
    scope: str,
    asked: Mapping[str, str],
    entered_at: datetime,
    factor: str,
    by: Actor,
    at: datetime,
) -> AuthorizationCode:
    """The code the browser carries to the client; ``asked`` is the client's request."""
    code = AuthorizationCode.objects.create(
        digest=token_digest(raw),
        client=client,
        user=user,
        family=uuid7(),
        scope=scope,
        password_digest=queries.password_state(user),
        entered_at=entered_at,
        factor=factor,
        redirect_uri=asked.get("redirect_uri", ""),
        nonce=asked.get("nonce", ""),
        code_challenge=asked.get("code_challenge", ""),
        code_challenge_method=asked.get("code_challenge_method", ""),
        valid_until=at + CODE_FOR,
    )
    data = {"client": client.client_id, "scope": scope}
    record("openid.token-issued", by=by, at=at, on=client, data=data)
    return code


@transaction.atomic
def take_code(
    *, raw: str, client: OpenIdClient, at: datetime
) -> AuthorizationCode | None:
    """The code, now used; None when it is not this client's, too old or used before."""
    code = (
        AuthorizationCode.objects.select_for_update(of=("self",))
        .select_related("user", "client")
        .filter(digest=token_digest(raw), client=client)
        .first()
    )
    if code is None or (code.valid_until <= at and code.used_at is None):
        return None
    if code.used_at is not None:
        _end_family(code, at)
        return None
    code.used_at = at
    code.save(update_fields=["used_at"])
    return code


@transaction.atomic
def take_refresh(*, raw: str, client: OpenIdClient, at: datetime) -> IssuedToken | None:
    """The token whose refresh half this is, now used."""
    token = (
        IssuedToken.objects.select_for_update(of=("self",))
        .select_related("user", "client")
        .filter(refresh_digest=token_digest(raw), client=client)
        .first()
    )
    if token is None:
        return None
    if token.refreshed_at is not None:
        _end_family(token, at)
        return None
    over = token.revoked_at is not None or token.refresh_until <= at
    if over or not queries.stands(token):
        return None
    # The access half goes as well: from now on the new one counts.
    token.refreshed_at = token.revoked_at = at
    token.save(update_fields=["refreshed_at", "revoked_at"])
    return token


def keep_token(*, told: Mapping[str, Any], source: Granted, at: datetime) -> None:
    """What is about to be told to the client, as digests; part of an exchange."""
    IssuedToken.objects.create(
        client=source.client,
        user=source.user,
        family=source.family,
        scope=told.get("scope", ""),
        password_digest=source.password_digest,
        entered_at=source.entered_at,
        factor=source.factor,
        access_digest=token_digest(told["access_token"]),
        refresh_digest=token_digest(told["refresh_token"]),
        issued_at=at,
        access_until=at + ACCESS_FOR,
        refresh_until=at + REFRESH_FOR,
    )


def refuse_token(*, user: User, client: OpenIdClient, by: Actor, at: datetime) -> None:
    """Noted because somebody wanted in who may not any more."""
    data = {"client": client.client_id, "reason": "no-post"}
    record("openid.token-refused", by=by, at=at, on=user, data=data)


@transaction.atomic
def revoke_token(*, token: IssuedToken, by: Actor, at: datetime) -> None:
    """By the client that holds it: the whole family, as its user is leaving there."""
    if _end(token.family, at):
        data = {"client": token.client.client_id, "reason": "asked"}
        record("openid.tokens-ended", by=by, at=at, on=token.user, data=data)


@transaction.atomic
def end_tokens(*, user: User, client: OpenIdClient, by: Actor, at: datetime) -> None:
    """Everything the client holds about the user."""
    ended = IssuedToken.objects.filter(
        user=user, client=client, revoked_at__isnull=True
    ).update(revoked_at=at)
    if ended:
        data = {"client": client.client_id, "reason": "asked"}
        record("openid.tokens-ended", by=by, at=at, on=user, data=data)


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Codes and tokens nobody can use any more."""
    codes, _each = AuthorizationCode.objects.filter(
        valid_until__lt=at - REFRESH_FOR
    ).delete()
    tokens, _each = IssuedToken.objects.filter(
        refresh_until__lt=at - REFRESH_FOR
    ).delete()
    return codes + tokens


def _end_family(granted: Granted, at: datetime) -> None:
    _end(granted.family, at)
    data = {"client": granted.client.client_id, "reason": "used-twice"}
    record("openid.tokens-ended", by=SYSTEM, at=at, on=granted.user, data=data)


def _end(family: UUID, at: datetime) -> int:
    return IssuedToken.objects.filter(family=family, revoked_at__isnull=True).update(
        revoked_at=at
    )
