"""Who is asking: system id and secret, and how often somebody guesses."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from congvu.hub.actions.log import Caller, note
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
_WHO = """
SELECT found.id, found.secret_digest, found.roots, (
    SELECT count(*) FROM hub_logline
    WHERE event = 'denied' AND system = %(name)s AND peer = %(peer)s AND at > %(since)s
)
FROM (VALUES (1)) AS asked
LEFT JOIN hub_system found ON found.system_id = %(name)s AND found.closed_at IS NULL
"""


def enter(*, system_id: str, secret: str, peer: str, at: datetime) -> Caller:
    """The system, or `Turned`. Who guesses too often is not even compared.

    An unknown system costs the same comparison as a wrong secret.
    """
    name, peer = system_id[:60].replace("\0", ""), peer[:45]
    since = at - timedelta(seconds=DENIALS_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute(_WHO, {"name": name, "peer": peer, "since": since})
        pk, digest, roots, guesses = cursor.fetchone()
    if guesses >= MOST_DENIALS:
        raise Turned(Code.WHO, "too-often")
    if not is_secret(secret, digest or _NOBODY) or pk is None:
        why = Turned(Code.WHO, "secret")
        note(Event.DENIED, by=Caller(name, 0, peer), at=at, why=why)
        raise why
    return Caller(name, pk, peer, tuple(roots))
