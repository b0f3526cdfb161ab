"""What becomes of an alert, and which hits are one cause."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256

from congvu.lib.text import gettext_noop as _
from congvu.logs.rules.words import Severity

LONGEST_NAME = 200
LONGEST_REASON = 500
LONGEST_KEY = 400
MOST_SAMPLES = 5
"""Lines that an alert shows, the first that made it."""
MOST_MUTED = 180
"""Days for which a cause may be called a false alarm; then somebody looks again."""
MOST_CAUSES = 50
"""Of one rule at one agency that stand as alerts of their own; the rest are one."""
ALERTING = Severity.WARNING
"""A rule less grave than this is counted by others and makes no alert by itself."""


class AlertState(StrEnum):
    """What people decided about it."""

    OPEN = "open"
    SEEN = "seen"
    FALSE = "false"
    CLOSED = "closed"


ALERT_STATE_NAMES = {
    AlertState.OPEN: _("chưa ai nhận"),
    AlertState.SEEN: _("đã nhận"),
    AlertState.FALSE: _("báo động giả"),
    AlertState.CLOSED: _("đã đóng"),
}
STANDING = (AlertState.OPEN, AlertState.SEEN, AlertState.FALSE)
"""While one of these stands, what happens again is counted in it."""
SEVERITY_NAMES = {
    Severity.EMERGENCY: _("khẩn cấp"),
    Severity.ALERT: _("báo động"),
    Severity.CRITICAL: _("nghiêm trọng"),
    Severity.ERROR: _("cao"),
    Severity.WARNING: _("trung bình"),
    Severity.NOTICE: _("đáng chú ý"),
    Severity.INFO: _("thông tin"),
    Severity.DEBUG: _("gỡ lỗi"),
}


class SourceKind(StrEnum):
    SYSLOG = "syslog"
    HTTP = "http"


SOURCE_KIND_NAMES = {
    SourceKind.SYSLOG: _("syslog"),
    SourceKind.HTTP: _("JSON qua HTTPS"),
}


def cause_of(rule: str, key: Iterable[object], agency: str) -> str:
    """The same for all that is one matter: a rule, whose words, at which agency."""
    parts = [rule, agency, *map(str, key)]
    return sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
