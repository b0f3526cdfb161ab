"""The operator lets systems in and shuts them out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.hub.actions.log import Caller, note
from congvu.hub.models import System
from congvu.hub.rules import Event, digest_of


@transaction.atomic
def new_system(
    *, system_id: str, name: str, roots: Sequence[str], by: Caller, at: datetime
) -> str:
    """Its secret, told this once."""
    secret = secrets.token_urlsafe(32)
    System.objects.create(
        system_id=system_id,
        name=name,
        roots=list(roots),
        secret_digest=digest_of(secret),
        created_at=at,
    )
    note(Event.REGISTERED, by=by, at=at, words=system_id)
    return secret


@transaction.atomic
def let_in(
    *,
    system_id: str,
    name: str,
    roots: Sequence[str],
    secret: str,
    by: Caller,
    at: datetime,
) -> None:
    """With a secret agreed on elsewhere; said again it changes nothing. One that was
    closed stays so until it has another secret."""
    said: dict[str, Any] = {
        "name": name,
        "roots": list(roots),
        "secret_digest": digest_of(secret),
    }
    known = System.objects.select_for_update().filter(system_id=system_id).first()
    if known is None:
        System.objects.create(system_id=system_id, created_at=at, **said)
    elif all(getattr(known, field) == value for field, value in said.items()):
        return
    else:
        if known.secret_digest != said["secret_digest"]:
            said["closed_at"] = None
        System.objects.filter(pk=known.pk).update(**said)
    note(Event.REGISTERED, by=by, at=at, words=system_id)


@transaction.atomic
def new_secret(*, system_id: str, by: Caller, at: datetime) -> str:
    """The old one opens nothing from now on; a closed system is open again."""
    secret = secrets.token_urlsafe(32)
    system = System.objects.select_for_update().get(system_id=system_id)
    system.secret_digest, system.closed_at = digest_of(secret), None
    system.save(update_fields=["secret_digest", "closed_at"])
    note(Event.UNLOCKED, by=by, at=at, words=system_id)
    return secret


@transaction.atomic
def close_system(*, system_id: str, by: Caller, at: datetime) -> None:
    """What lies here for its agencies goes on lying here."""
    system = System.objects.select_for_update().get(system_id=system_id)
    system.closed_at = at
    system.save(update_fields=["closed_at"])
    note(Event.LOCKED, by=by, at=at, words=system_id)
