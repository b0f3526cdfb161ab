"""The mail servers' logs are read on, every half minute, where they were left."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from congvu.jobs.rules import periodic
from congvu.lib.text import gettext_noop as _
from congvu.mailboxes.actions import reading_log
from congvu.mailboxes.formats.loginlog import read_login
from congvu.mailboxes.formats.maillog import read_line
from congvu.mailboxes.models import MailLog

logger = logging.getLogger(__name__)

PIECE = 2 * 1024 * 1024
MOST_PIECES = 50

Keep = Callable[[Path, str, int, Sequence[str], datetime], int]


@periodic(
    name="mailboxes.read_log",
    title=_("Đọc nhật ký máy chủ thư"),
    cron="* * * * * */30",
)
def read_logs() -> None:
    at = timezone.now()
    if settings.MAILLOG:
        read_on(Path(settings.MAILLOG), keep_tries, at=at)
    if settings.MAIL_LOGIN_LOG:
        read_on(Path(settings.MAIL_LOGIN_LOG), keep_logins, at=at)


def keep_tries(
    path: Path, marker: str, offset: int, lines: Sequence[str], at: datetime
) -> int:
    """What these lines speak of had its name before they were written."""
    reading_log.name_letters(domain=settings.MAIL_DOMAIN)
    zone = timezone.get_default_timezone()
    said = [s for line in lines if (s := read_line(line, now=at, zone=zone))]
    return reading_log.note_log(
        path=str(path), marker=marker, offset=offset, said=said, at=at
    )


def keep_logins(
    path: Path, marker: str, offset: int, lines: Sequence[str], at: datetime
) -> int:
    zone = timezone.get_default_timezone()
    uses = [u for line in lines if (u := read_login(line, now=at, zone=zone))]
    return reading_log.note_uses(
        path=str(path), marker=marker, offset=offset, uses=uses, at=at
    )


def read_on(path: Path, keep: Keep = keep_tries, *, at: datetime) -> int:
    """How much was news. A log that was put away under ``.1`` meanwhile is read to its
    end first."""
    log = MailLog.objects.filter(path=str(path)).first()
    told, offset = 0, log.offset if log is not None else 0
    known = log.marker if log is not None else ""
    try:
        marker = _marker(path)
        before = path.with_name(path.name + ".1")
        if known and known != marker and before.exists() and _marker(before) == known:
            told += _read(before, path, known, offset, keep, at)
        if known != marker or path.stat().st_size < offset:
            offset = 0
        return told + _read(path, path, marker, offset, keep, at)
    except OSError as why:
        logger.warning("%s: %s", path, why)
        reading_log.note_log_unread(path=str(path), words=str(why))
        return told


def _marker(path: Path) -> str:
    told = path.stat()
    return f"{told.st_dev}.{told.st_ino}"


def _read(
    place: Path, named: Path, marker: str, offset: int, keep: Keep, at: datetime
) -> int:
    """Whole lines only: the last one may still be being written."""
    told = 0
    with place.open("rb") as log:
        for _piece in range(MOST_PIECES):
            log.seek(offset)
            data = log.read(PIECE)
            end = data.rfind(b"\n") + 1
            if not end and len(data) < PIECE:
                break
            # A line of two megabytes is none.
            offset += end or len(data)
            lines = data[:end].decode("utf-8", "surrogateescape").split("\n")
            told += keep(named, marker, offset, lines, at)
    return told
