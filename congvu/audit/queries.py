"""Reading the log: labels of events, the head of the chain, pages of events."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils.translation import gettext

from congvu.audit.models import AuditLink
from congvu.audit.rules import START

SEALER_LOCK = 0x436F6E67_56750001  # "CongVu", 1: whoever holds it may add links
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@cache
def register() -> dict[str, str]:
    """Every event any app declares in ``rules.AUDIT_EVENTS``, with its Vietnamese label."""
    found: dict[str, str] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.rules"
        if app.name.startswith("congvu.") and find_spec(name):
            found |= getattr(import_module(name), "AUDIT_EVENTS", {})
    return dict(sorted(found.items()))


def label(event: str) -> str:
    """The event in the reader's language; an event of a former version, as it was named."""
    message = register().get(event)
    return gettext(message) if message else event


def head() -> tuple[int, bytes]:
    """Number and digest of the last link; (0, 32 zero bytes) for an empty chain."""
    last = AuditLink.objects.order_by("-seq").values_list("seq", "digest").first()
    return (last[0], bytes(last[1])) if last else (0, START)


def month_of(at: datetime) -> date:
    return at.astimezone(_VIETNAM).date().replace(day=1)
