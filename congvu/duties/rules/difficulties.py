"""A difficulty's way: asked in writing, answered, or put before who decides. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class DifficultyState(StrEnum):
    """A difficulty is in exactly one. ESCALATED waits for who gave the duty; REFERRED
    for the agency above, where that is beyond it, too.
    """

    ASKED = "asked"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    REFERRED = "referred"
    DECIDED = "decided"


DIFFICULTY_STATE_NAMES = {
    DifficultyState.ASKED: _("chờ trả lời"),
    DifficultyState.ANSWERED: _("đã trả lời"),
    DifficultyState.ESCALATED: _("đã trình, chờ quyết định"),
    DifficultyState.REFERRED: _("đã trình cơ quan cấp trên, chờ quyết định"),
    DifficultyState.DECIDED: _("đã quyết định"),
}
DIFFICULTY_STEP_NAMES = {
    DifficultyState.ASKED: _("Báo vướng mắc"),
    DifficultyState.ANSWERED: _("Trả lời"),
    DifficultyState.ESCALATED: _("Trình cấp trên"),
    DifficultyState.REFERRED: _("Trình cơ quan cấp trên"),
    DifficultyState.DECIDED: _("Quyết định"),
}
PUT_UP = frozenset({DifficultyState.ESCALATED, DifficultyState.REFERRED})
"""With a proposal, and waiting for a decision."""
OPEN_DIFFICULTIES = (
    DifficultyState.ASKED,
    DifficultyState.ESCALATED,
    DifficultyState.REFERRED,
)


class Effect(StrEnum):
    """What a decision does to the share."""

    NONE = "none"
    MOVED = "moved"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


EFFECT_NAMES = {
    Effect.NONE: _("giữ nguyên nhiệm vụ"),
    Effect.MOVED: _("lùi hạn"),
    Effect.SUSPENDED: _("tạm dừng"),
    Effect.REVOKED: _("thu hồi"),
}
