"""Letters of registries come in: each kept, read, and treated as the rules say."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.jobs.rules import periodic
from congvu.lib.dates import local_date
from congvu.lib.refusals import NotNow
from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.actions import keeping_letters, letter_rules, reading_dmarc
from congvu.mailboxes.client import (
    Box,
    Listed,
    Server,
    ServerDown,
    open_box,
    server_of,
)
from congvu.mailboxes.models import Mailbox
from congvu.mailboxes.queries import letters as queries
from congvu.mailboxes.rules.reading import READERS

logger = logging.getLogger(__name__)

LONGEST_RUN = 30.0
"""Seconds after which a run makes place for others; the next one goes on."""
MOST_AT_ONCE = 200
"""Letters of one box in a run: no box keeps the others waiting."""

Opener = Callable[[Server, str], AbstractContextManager[Box]]
Clock = Callable[[], datetime]


@periodic(
    name="mailboxes.bring_letters",
    title=_("Lấy thư của văn thư về"),
    cron=f"* * * * * */{settings.RECEIVE_SECONDS}",
)
def bring_letters() -> None:
    """What was left unread by a run that was killed first."""
    until = time.monotonic() + LONGEST_RUN
    read_kept(until=until)
    bring(until=until)
    read_kept(until=until)
    letter_rules.register_by_rules(at=timezone.now())


def bring(
    *,
    until: float = float("inf"),
    opener: Opener = open_box,
    clock: Clock = timezone.now,
) -> int:
    """Letters that are not here yet, of every registry's box that can be reached."""
    kept = 0
    for box in queries.registry_boxes(local_date(clock())):
        server = server_of(box.address)
        if server is None or time.monotonic() > until:
            continue
        try:
            with opener(server, box.address) as inbox:
                kept += _empty(box, inbox, until, clock)
        except ServerDown as why:
            logger.warning("%s: %s", box.address, why)
            keeping_letters.note_unread(box=box, words=str(why))
        except NotNow as why:
            logger.warning("%s: %s", box.address, why)
            keeping_letters.note_unread(box=box, words=str(why))
    return kept


def _empty(box: Mailbox, inbox: Box, until: float, clock: Clock) -> int:
    cursor = getattr(box, "cursor", None)
    is_same = cursor is not None and cursor.validity == inbox.validity
    last = cursor.last_uid if cursor is not None and is_same else 0
    kept, has_own_way = 0, box.address == _packets_come_to()
    for listed in inbox.after(last, most=MOST_AT_ONCE):
        if time.monotonic() > until:
            break
        # A message between programs goes the way it always went (congvu.exchange).
        if not (listed.is_packet and has_own_way):
            kept += _keep(box, inbox, listed, clock)
        last = listed.uid
        keeping_letters.note_read_to(
            box=box, validity=inbox.validity, uid=last, at=clock()
        )
    keeping_letters.note_read_to(box=box, validity=inbox.validity, uid=last, at=clock())
    return kept


def _packets_come_to() -> str:
    return str(settings.EXCHANGE.get("mail", {}).get("address", "")).lower()


def _keep(box: Mailbox, inbox: Box, listed: Listed, clock: Clock) -> bool:
    brought = keeping_letters.Brought(
        box=box,
        validity=inbox.validity,
        uid=listed.uid,
        size=listed.size,
        at=listed.at or clock(),
    )
    if listed.size > settings.MAX_FILE_BYTES:
        made = keeping_letters.note_not_kept(
            brought=brought,
            problem="large",
            head=inbox.head(listed.uid),
            by=SYSTEM,
            at=clock(),
        )
        return made is not None
    with NamedTemporaryFile(dir=Path(settings.HOME) / "tmp", suffix=".eml") as kept:
        inbox.fetch(listed.uid, listed.size, kept)
        kept.flush()
        if kept.tell() == 0:
            return False  # a letter without a single byte
        letter = keeping_letters.keep_letter(
            letter=Path(kept.name), brought=brought, by=SYSTEM, at=clock()
        )
    return letter is not None


def read_kept(*, until: float = float("inf"), clock: Clock = timezone.now) -> None:
    """In the jail, then as the rules of the agency say; each letter by itself: one
    that fails is tried again, and the others do not wait for it."""
    for letter_id in queries.untreated_letters():
        if time.monotonic() > until:
            return
        try:
            _treat(letter_id, clock)
        except (OperationalError, InterfaceError):
            raise  # the database itself: no letter can be treated now
        except Exception:
            logger.exception("letter %s", letter_id)


def _treat(letter_id: UUID, clock: Clock) -> None:
    server = server_of(queries.box_address(letter_id))
    letter = keeping_letters.read_letter(
        letter_id=letter_id,
        server=server.name if server is not None else "",
        by=SYSTEM,
        at=clock(),
    )
    reading_dmarc.read_reports_in(letter_id=letter.pk, by=SYSTEM, at=clock())
    for reader in READERS:
        reader(letter.pk, clock())
    letter_rules.carry_out_rules(letter_id=letter.pk, by=SYSTEM, at=clock())
