"""Lines of Dovecot's log: who opened their box, and on which day."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from congvu.mailboxes.formats.letter_words import shown
from congvu.mailboxes.formats.maillog import LONGEST_LINE, moment

_LOGIN = re.compile(
    r"^(?:(?P<mon>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<clock>\d\d:\d\d:\d\d)"
    r"|(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?))"
    r" (?:[^ ]+ dovecot: |dovecot: )?(?:imap|pop3|submission)-login: (?:Info: )?"
    r"Login: user=<(?P<user>[^>]{3,254})>"
)


def read_login(
    line: str, *, now: datetime, zone: tzinfo
) -> tuple[str, datetime] | None:
    match = _LOGIN.match(line[:LONGEST_LINE])
    if match is None:
        return None
    at = moment(match.groupdict(), now, zone)
    return (shown(match["user"]).lower(), at) if at is not None else None
