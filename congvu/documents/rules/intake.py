"""The states of files at the door and of piles of scans."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class IntakeState(StrEnum):
    READING = "reading"
    READY = "ready"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    REGISTERED = "registered"
    ATTACHED = "attached"
    DISCARDED = "discarded"


INTAKE_STATE_NAMES = {
    IntakeState.READING: _("đang nhận dạng"),
    IntakeState.READY: _("sẵn sàng"),
    IntakeState.QUARANTINED: _("cách ly"),
    IntakeState.REFUSED: _("từ chối"),
    IntakeState.REGISTERED: _("đã vào sổ"),
    IntakeState.ATTACHED: _("đã kèm văn bản"),
    IntakeState.DISCARDED: _("đã bỏ"),
}


class PileState(StrEnum):
    """How far a pile of scans is on its way to single papers."""

    LOOKING = "looking"
    CUTTING = "cutting"
    DONE = "done"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


PILE_STATE_NAMES = {
    PileState.LOOKING: _("đang tìm tờ ngăn"),
    PileState.CUTTING: _("đang tách"),
    PileState.DONE: _("đã tách"),
    PileState.QUARANTINED: _("cách ly"),
    PileState.REFUSED: _("không nhận"),
}


class Doubt(StrEnum):
    """Whether something like a mark of secrecy was seen on a file, and is judged.

    HELD: nobody sees the file until a person of the registry has decided. CLEARED: that
    person said that the paper is no state secret.
    """

    NONE = ""
    HELD = "held"
    CLEARED = "cleared"


DOUBT_NAMES = {
    Doubt.HELD: _("nghi có dấu mật"),
    Doubt.CLEARED: _("không phải văn bản mật"),
}


SUSPECTED = _("Nghi có dấu mật.")
