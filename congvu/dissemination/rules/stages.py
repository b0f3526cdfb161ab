"""How far somebody is with a paper, and why a telling ended. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from congvu.lib.text import gettext_noop as _

LONGEST_NOTE = 500
LONGEST_WORDS = 500


class Stage(StrEnum):
    """Exactly one holds of a person; each follows the one before."""

    UNREACHED = "unreached"
    TOLD = "told"
    OPENED = "opened"
    CONFIRMED = "confirmed"
    PASSED = "passed"


STAGE_NAMES = {
    Stage.UNREACHED: _("chưa báo được"),
    Stage.TOLD: _("chưa mở văn bản"),
    Stage.OPENED: _("đã mở, chưa xác nhận"),
    Stage.CONFIRMED: _("đã xác nhận, còn câu hỏi"),
    Stage.PASSED: _("đã nắm"),
}


class Moments(Protocol):
    """The columns a stage is read off."""

    told_at: datetime | None
    opened_at: datetime | None
    confirmed_at: datetime | None
    passed_at: datetime | None


def stage_of(one: Moments) -> Stage:
    if one.passed_at:
        return Stage.PASSED
    if one.confirmed_at:
        return Stage.CONFIRMED
    if one.opened_at:
        return Stage.OPENED
    return Stage.TOLD if one.told_at else Stage.UNREACHED


class Ending(StrEnum):
    """Why nobody has to know a paper any more."""

    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    OTHER = "other"


ENDING_NAMES = {
    Ending.WITHDRAWN: _("văn bản đã thu hồi, hủy bỏ"),
    Ending.REPLACED: _("văn bản đã được thay thế"),
    Ending.OTHER: _("lý do khác"),
}
