"""A difficulty's way: asked in writing, answered, or escalated and decided. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class DifficultyState(StrEnum):
    """A difficulty is in exactly one."""

    ASKED = "asked"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    DECIDED = "decided"


DIFFICULTY_STATE_NAMES = {
    DifficultyState.ASKED: _("chờ trả lời"),
    DifficultyState.ANSWERED: _("đã trả lời"),
    DifficultyState.ESCALATED: _("đã trình, chờ quyết định"),
    DifficultyState.DECIDED: _("đã quyết định"),
}
DIFFICULTY_STEP_NAMES = {
    DifficultyState.ASKED: _("Báo vướng mắc"),
    DifficultyState.ANSWERED: _("Trả lời"),
    DifficultyState.ESCALATED: _("Trình cấp trên"),
    DifficultyState.DECIDED: _("Quyết định"),
}
OPEN_DIFFICULTIES = (DifficultyState.ASKED, DifficultyState.ESCALATED)


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
