"""The hub as ``keeping`` copies and proves it: packets and their bytes.

It has no chain and no books; that a copy was made stands in the table of copies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime

from congvu.audit.rules import Actor
from congvu.files import store
from congvu.hub.models import Message
from congvu.keeping.formats import pieces_of
from congvu.keeping.rules import Finding, Subject

EMPTIED = ()


def kept_files() -> dict[str, int]:
    rows = Message.objects.order_by().values_list("sha256", "size").distinct()
    return dict(rows.iterator())


def destroyed_files() -> list[str]:
    return []


def look_over() -> Iterator[Finding]:
    yield Finding(Subject.FILES, list(_lost()))


def note(event: str, *, by: Actor, at: datetime, data: Mapping[str, object]) -> None:
    """The hub's log is of packets alone."""


def _lost() -> Iterator[str]:
    for sha256 in kept_files():
        digest = hashlib.sha256()
        try:
            with store.open_store().open(sha256) as content:
                for piece in pieces_of(content):
                    digest.update(piece)
        except FileNotFoundError:
            yield f"{sha256} (missing)"
            continue
        if digest.hexdigest() != sha256:
            yield f"{sha256} (altered)"
