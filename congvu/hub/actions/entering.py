"""Who is asking: system id and secret, and how often somebody guesses."""

from __future__ import annotations

from datetime import datetime, timedelta

from congvu.hub.actions.log import Caller, note
from congvu.hub.models import LogLine, System
from congvu.hub.rules import (
    DENIALS_SECONDS,
    MOST_DENIALS,
    Code,
    Event,
    Turned,
    digest_of,
    is_secret,
)

_NOBODY = digest_of("")


def enter(*, system_id: str, secret: str, peer: str, at: datetime) -> Caller:
    """The system, or `Turned`. Who guesses too often is not even compared.

    An unknown system costs the same comparison as a wrong secret.
    """
    name, peer = system_id[:60].replace("\0", ""), peer[:45]
    guesses = LogLine.objects.filter(
        event=Event.DENIED,
        system=name,
        peer=peer,
        at__gt=at - timedelta(seconds=DENIALS_SECONDS),
    )
    if guesses.count() >= MOST_DENIALS:
        raise Turned(Code.WHO, "too-often")
    found = System.objects.filter(system_id=name, closed_at=None).first()
    fits = is_secret(secret, found.secret_digest if found else _NOBODY)
    if found is None or not fits:
        why = Turned(Code.WHO, "secret")
        note(Event.DENIED, by=Caller(name, 0, peer), at=at, why=why)
        raise why
    return Caller(found.system_id, found.pk, peer, tuple(found.roots))
