"""Clients, consents, and tokens that still stand."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from congvu.accounts.models import User
from congvu.accounts.rules import token_digest
from congvu.openid.models import Consent, Granted, IssuedToken, OpenIdClient


def client_called(client_id: str) -> OpenIdClient | None:
    return OpenIdClient.objects.filter(
        client_id=client_id, ended_at__isnull=True
    ).first()


def consents_of(user: User) -> QuerySet[Consent]:
    return (
        Consent.objects.filter(user=user, client__ended_at__isnull=True)
        .select_related("client")
        .order_by("client__name")
    )


def has_consented(user: User, client: OpenIdClient, scope: str) -> bool:
    """To everything that is asked for now; a new scope is asked about again."""
    given = Consent.objects.filter(user=user, client=client).first()
    return given is not None and set(scope.split()) <= set(given.scope.split())


def password_state(user: User) -> str:
    return token_digest(user.get_session_auth_hash())


def stands(granted: Granted) -> bool:
    """The sign-in it came from is still worth something."""
    return (
        granted.user.is_active
        and granted.client.ended_at is None
        and granted.password_digest == password_state(granted.user)
    )


def token_of(raw: str) -> IssuedToken | None:
    """By either of its two texts."""
    digest = token_digest(raw)
    return (
        IssuedToken.objects.select_related("user", "client")
        .filter(Q(access_digest=digest) | Q(refresh_digest=digest))
        .first()
    )


def living_token(raw: str, *, at: datetime) -> IssuedToken | None:
    """An access token that opens something now."""
    token = token_of(raw)
    if token is None or token.access_digest != token_digest(raw):
        return None
    living = token.revoked_at is None and token.access_until > at and stands(token)
    return token if living else None
