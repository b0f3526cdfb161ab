"""Keys that are the same each time, words of the log."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from congvu.lib.ids import uuid7_at
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "demo.loaded": _("Nạp tỉnh mẫu"),
    "demo.removed": _("Xóa tỉnh mẫu để nạp lại"),
}
AUDIT_WORDS = {
    "agencies": _("số cơ quan"),
    "people": _("số người"),
    "papers": _("số văn bản"),
}

# The millisecond all demo keys carry (1 November 2024), so that they can be told apart.
_MARK = 1_730_394_000_000

# How far a paper has come: the steps of actions/life.py it has taken.
_GIVEN = ("arrive", "register", "submit", "instruct")
_WORKED = (*_GIVEN, "open", "assign", "work")
WAYS: dict[str, tuple[str, ...]] = {
    "door": ("arrive",),
    "registered": ("arrive", "register"),
    "returned": ("arrive", "register", "end"),
    "submitted": ("arrive", "register", "submit"),
    "informed": _GIVEN,
    "held": _GIVEN,
    "given": _GIVEN,
    "opened": (*_GIVEN, "open"),
    "assigned": (*_GIVEN, "open", "assign"),
    "working": _WORKED,
    "reported": (*_WORKED, "report"),
    "sentback": (*_WORKED, "report", "hand_back"),
    "confirmed": (*_WORKED, "report", "confirm"),
    "done": (*_WORKED, "report", "confirm", "close"),
}

# How far an outgoing paper has come: the steps of actions/outgoing.py it has taken.
_SENT = ("begin", "write", "send")
_SIGNED = (*_SENT, "check", "form", "approve", "sign")
OUTGOING_WAYS: dict[str, tuple[str, ...]] = {
    "written": ("begin", "write"),
    "asked": ("begin", "write", "ask", "answer"),
    "withdrawn": ("begin", "write", "withdraw"),
    "sent": _SENT,
    "checked": (*_SENT, "check"),
    "returned": (*_SENT, "check", "send_back"),
    "formed": (*_SENT, "check", "form"),
    "approved": (*_SENT, "check", "form", "approve"),
    "signed": _SIGNED,
    "numbered": (*_SIGNED, "number"),
    "sealed": (*_SIGNED, "number", "seal"),
    "issued": (*_SIGNED, "number", "seal", "issue", "after"),
}


def demo_key(*parts: str) -> UUID:
    """The key of a thing of the demo: the same on every machine."""
    digest = sha256("/".join(parts).encode()).digest()
    return uuid7_at(_MARK, int.from_bytes(digest[:10], "big"))


def is_demo_key(key: UUID) -> bool:
    return key.int >> 80 == _MARK
