"""Who may be told about to a client, and who sits where now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from congvu.accounts.models import User
from congvu.audit.rules import Door
from congvu.openid import queries
from congvu.openid.models import Consent, IssuedToken, OpenIdClient
from congvu.openid.rules import claims_of
from congvu.organisations.access import seats_of


def may_have_token(user: User, on: date) -> bool:
    """Whoever holds a post that day, by a password of their own."""
    return (
        user.is_active
        and not user.must_change_password
        and bool(seats_of(user, on, door=Door.API))
    )


def token_for(raw: str, at: datetime) -> IssuedToken | None:
    """A living token of somebody who may still have one; asked anew each time."""
    token = queries.living_token(raw, at=at)
    if token is None or not may_have_token(token.user, localtime(at).date()):
        return None
    return token


def claims_for(
    user: User, client: OpenIdClient, scope: str, on: date
) -> dict[str, Any]:
    """A program of mail is told of the box alone, never of another address."""
    seats = seats_of(user, on, door=Door.API)
    box = box_of(user, on)
    return claims_of(
        subject=str(user.pk),
        username=user.username,
        full_name=seats[0].person_name if seats else "",
        email=box if client.opens_mail else box or user.email,
        scope=scope,
    )


def box_of(user: User, on: date) -> str:
    """By which mail servers know somebody: their box of that day, which an app above
    knows (``OPENID_ADDRESS``). What their account says opens no box.
    """
    seats = seats_of(user, on, door=Door.API)
    if not seats or not settings.OPENID_ADDRESS:
        return ""
    ask: Callable[[UUID, date], str] = import_string(settings.OPENID_ADDRESS)
    return ask(seats[0].person_id, on)


def opens_mail(token: IssuedToken, on: date) -> bool:
    """Given to a program of mail, by somebody who has a box."""
    return token.client.opens_mail and bool(box_of(token.user, on))


def issuer_of(request: HttpRequest) -> str:
    """The name this office has as a provider: as configured, else as it was called."""
    return settings.OPENID_ISSUER or request.build_absolute_uri("/").rstrip("/")


def own_consent(user: User, consent_id: UUID) -> Consent:
    consent = queries.consents_of(user).filter(pk=consent_id).first()
    if consent is None:
        raise Http404
    return consent
