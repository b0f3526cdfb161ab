"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.logs.rules import AlertState, Severity
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, done, posted

__all__ = ["KEEP", "METHODS", "READ", "Words", "answer", "done", "posted", "tabs"]

READ = Permission.READ_SECURITY
KEEP = Permission.KEEP_SECURITY
STATE_TONES = {
    AlertState.OPEN: "late",
    AlertState.SEEN: "look",
    AlertState.CLOSED: "done",
}
LEVEL_TONES = {
    Severity.EMERGENCY: "late",
    Severity.ALERT: "late",
    Severity.CRITICAL: "late",
    Severity.ERROR: "late",
    Severity.WARNING: "look",
}

answer = partial(deeds.answer, template="logs/form.html")


def tabs(active: str) -> list[ui.Tab]:
    shown = [
        ("alerts", _("Cảnh báo an ninh")),
        ("search", _("Tìm trong nhật ký")),
        ("sources", _("Nguồn")),
        ("rules", _("Quy tắc")),
    ]
    return [
        ui.Tab(label, reverse(f"logs:{name}"), active=name == active)
        for name, label in shown
    ]


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
