"""Signed-in browsers: begun, seen, ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.timezone import localtime

from congvu.accounts import queries
from congvu.accounts.models import SessionRecord, SignInAttempt, User
from congvu.accounts.queries import attempt_account, may_write
from congvu.accounts.rules import (
    ENTERED,
    FACTOR,
    LOCK_AFTER,
    LOCKED,
    SEEN_EVERY,
    device_name,
)
from congvu.audit.actions import record
from congvu.audit.rules import Actor

SEEN = "seen"


@transaction.atomic
def start_session(
    *,
    user: User,
    session: SessionBase,
    user_agent: str,
    factor: str,
    by: Actor,
    at: datetime,
) -> None:
    """Note the browser of a session that Django has just given a new key."""
    session[SEEN] = session[ENTERED] = at.isoformat()
    session[FACTOR] = factor
    session[LOCK_AFTER] = _lock_after(user, at).total_seconds()
    session.pop(LOCKED, None)
    session.set_expiry(settings.SESSION_IDLE)
    session.save()
    SessionRecord.objects.create(
        user=user,
        session_key=session.session_key or "",
        device=device_name(user_agent),
        address=by.address,
        started_at=at,
        last_seen_at=at,
    )
    SignInAttempt.objects.create(
        at=at,
        account=attempt_account(user, user.username),
        address=by.address,
        succeeded=True,
    )
    record("accounts.signed-in", by=by, at=at, on=user, data={"factor": factor})


def _lock_after(user: User, at: datetime) -> timedelta:
    """How long the user's screen stays open with nobody before it; zero: always."""
    if queries.administers(user, localtime(at).date()):
        return settings.SCREEN_LOCK_ADMINISTRATORS
    return settings.SCREEN_LOCK


def keep_session(
    *, session: SessionBase, address: str, at: datetime, attended: bool = True
) -> bool:
    """Whether a signed-in session still lives; notes now and then that it does, and
    that nobody was there (`LOCKED`).

    For the middleware, on each request: no query but then. False when it has been idle
    too long, or was begun too long ago: the caller signs out. Not recorded: nothing was
    done.
    """
    seen, entered = session.get(SEEN), session.get(ENTERED)
    last = datetime.fromisoformat(seen) if seen else at
    begun = datetime.fromisoformat(entered) if entered else last
    if at - last > settings.SESSION_IDLE or at - begun > settings.SESSION_LONGEST:
        return False
    lock, every = timedelta(seconds=session.get(LOCK_AFTER, 0)), SEEN_EVERY
    if lock:
        every = min(every, lock / 5)
        # A standby cannot note who is there, so it must not miss them either.
        if may_write() and at - last > lock:
            session[LOCKED] = True
        if LOCKED in session:
            return True
    if may_write() and (not seen or (attended and at - last > every)):
        session[SEEN] = at.isoformat()
        session.set_expiry(settings.SESSION_IDLE)
        SessionRecord.objects.filter(session_key=session.session_key).update(
            last_seen_at=at, address=address
        )
    return True


@transaction.atomic
def unlock_session(
    *, user: User, session: SessionBase, by: Actor, at: datetime
) -> None:
    """Go on where it was left; the owner has just shown who they are."""
    del session[LOCKED]
    session[SEEN] = at.isoformat()
    user.sessions.filter(session_key=session.session_key or "").update(last_seen_at=at)
    record("accounts.session-unlocked", by=by, at=at, on=user)


def carry_session(*, user: User, session: SessionBase) -> None:
    """The same browser after a change of password, under a new key; part of it."""
    old = session.session_key
    session.cycle_key()
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    SessionRecord.objects.filter(session_key=old or "").update(
        session_key=session.session_key
    )


@transaction.atomic
def sign_out(*, user: User, session_key: str | None, by: Actor, at: datetime) -> None:
    user.sessions.filter(session_key=session_key or "").update(ended_at=at)
    record("accounts.signed-out", by=by, at=at, on=user)


@transaction.atomic
def end_session(*, session: SessionRecord, by: Actor, at: datetime) -> None:
    _end([session], at)
    record("accounts.session-ended", by=by, at=at, on=session, data={"count": 1})


@transaction.atomic
def end_other_sessions(
    *, user: User, keep_key: str | None, by: Actor, at: datetime
) -> int:
    """Sign out every other browser of the user; how many there were."""
    count = end_sessions_of(user=user, keep_key=keep_key, at=at)
    record("accounts.session-ended", by=by, at=at, on=user, data={"count": count})
    return count


def end_sessions_of(*, user: User, keep_key: str | None, at: datetime) -> int:
    """A part of other actions, which record it."""
    others = list(
        user.sessions.filter(ended_at__isnull=True).exclude(session_key=keep_key or "")
    )
    _end(others, at)
    return len(others)


def end_sessions_of_many(*, user_ids: Collection[UUID], at: datetime) -> None:
    """The same for people whom the directory no longer has."""
    _end(SessionRecord.objects.filter(user__in=user_ids, ended_at__isnull=True), at)


def _end(records: Iterable[SessionRecord], at: datetime) -> None:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    for each in records:
        store(each.session_key).delete()
        each.ended_at = at
        each.save(update_fields=["ended_at"])
