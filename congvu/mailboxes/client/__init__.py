"""The mail servers, spoken to by jobs alone."""

from __future__ import annotations

from django.conf import settings

from congvu.mailboxes.client.erasing import expunge
from congvu.mailboxes.client.inbox import Box, Listed, Server, ServerDown, open_box

__all__ = [
    "Box",
    "Listed",
    "Server",
    "ServerDown",
    "expunge",
    "open_box",
    "server_of",
]


def server_of(address: str) -> Server | None:
    """Where the letters of an address lie; None where nothing is configured.

    Without servers of our own the one box that exchange is linked to is read, too.
    """
    if given := settings.MAILBOXES:
        return Server(**given)
    mail = settings.EXCHANGE.get("mail", {})
    if mail.get("address", "").lower() != address:
        return None
    return Server(
        host=mail["host"],
        port=mail["port"],
        user=mail["user"],
        secret=mail["secret"],
        is_secure=mail["is_secure"],
        ca_file=mail["ca_file"],
        name=mail["server"],
        is_master=False,
    )
