"""Open sessions, living tokens, failures at the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from congvu.accounts.models import ApiToken, SessionRecord, SignInAttempt, User
from congvu.accounts.rules import LDAP, WINDOW, Outsider, keyed_digest


def may_write() -> bool:
    """Not while pages are read from a standby of the database (config.standby)."""
    return connection.alias == DEFAULT_DB_ALIAS


def user_named(login: str) -> User | None:
    """Whoever signs in by this name or mail address, in any case of letters."""
    text = login.strip()
    if not text or "\x00" in text:
        return None
    found = User.objects.filter(username__iexact=text).first()
    return found or User.objects.filter(~Q(email=""), email__iexact=text).first()


def knows_password(user: User) -> bool:
    """One kept here or in the directory; who comes from an OpenID provider has none."""
    return user.has_usable_password() or is_of_directory(user)


def is_of_directory(user: User) -> bool:
    return user.identities.filter(issuer=LDAP).exists()


def is_same(user: User, outsider: Outsider) -> bool:
    return user.identities.filter(
        issuer=outsider.issuer, subject=outsider.subject
    ).exists()


def users_called(outsider: Outsider) -> list[User]:
    """Accounts that this person's name or mail address would be taken for."""
    names = {text for text in (outsider.username, outsider.email) if text}
    alike = Q()
    for text in names:
        alike |= Q(username__iexact=text) | Q(email__iexact=text)
    return list(User.objects.filter(alike).order_by("id"))


def administers(user: User, on: date) -> bool:
    """Whether a post of that day makes the user an administrator (``ADMINISTERS``)."""
    if not settings.ADMINISTERS:
        return False
    ask: Callable[[UUID, date], bool] = import_string(settings.ADMINISTERS)
    return ask(user.pk, on)


def idle_users(*, since: datetime) -> QuerySet[User]:
    """Open accounts that nobody and no program has used since then.

    One given out or opened again since then has had its time not yet.
    """
    sessions = SessionRecord.objects.filter(
        user=OuterRef("pk"), last_seen_at__gte=since
    )
    tokens = ApiToken.objects.filter(user=OuterRef("pk"), last_used_at__gte=since)
    return User.objects.filter(
        ~Exists(sessions),
        ~Exists(tokens),
        Q(reopened_at__isnull=True) | Q(reopened_at__lt=since),
        is_active=True,
        created_at__lt=since,
    ).order_by("username")


def attempt_account(user: User | None, login: str) -> str:
    """Under which key tries are counted: all names of one account share it."""
    who = str(user.pk) if user else login.strip().lower()
    return keyed_digest(who, key=settings.SECRET_KEY, purpose="attempt")


def account_failures(account: str, *, at: datetime) -> list[datetime]:
    """Failures since the last success, newest first, as far back as they count."""
    tries = SignInAttempt.objects.filter(account=account, at__gt=at - 2 * WINDOW)
    failures: list[datetime] = []
    for moment, succeeded in tries.order_by("-at", "-id").values_list(
        "at", "succeeded"
    )[:50]:
        if succeeded:
            break
        failures.append(moment)
    return failures


def address_failures(address: str, *, at: datetime) -> list[datetime]:
    """Failures from one address; a success of somebody there wipes nothing."""
    return list(
        SignInAttempt.objects.filter(
            address=address, succeeded=False, at__gt=at - 2 * WINDOW
        )
        .order_by("-at")
        .values_list("at", flat=True)[:100]
    )


def open_sessions(user: User, *, at: datetime) -> QuerySet[SessionRecord]:
    return user.sessions.filter(
        ended_at__isnull=True,
        last_seen_at__gt=at - settings.SESSION_IDLE,
        started_at__gt=at - settings.SESSION_LONGEST,
    )


def living_tokens(user: User) -> QuerySet[ApiToken]:
    """Not revoked; expired ones are shown as such until somebody removes them."""
    return user.tokens.filter(revoked_at__isnull=True).order_by("-created_at")


def is_expired(token: ApiToken, *, on: date) -> bool:
    return token.expires_on is not None and token.expires_on <= on
