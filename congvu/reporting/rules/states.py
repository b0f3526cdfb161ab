"""How a return stands, on any day. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class ReturnState(StrEnum):
    """What was last done with it."""

    NOT_OPENED = "not-opened"
    FILLING = "filling"
    SUBMITTED = "submitted"
    TO_CORRECT = "to-correct"
    ACCEPTED = "accepted"


# The unit still has to do something.
OPEN = frozenset({ReturnState.NOT_OPENED, ReturnState.FILLING, ReturnState.TO_CORRECT})
# What is merged: handed in, and not asked to be put right.
HANDED_IN = frozenset({ReturnState.SUBMITTED, ReturnState.ACCEPTED})


class ShownState(StrEnum):
    """What people read: late is worked out, every return has exactly one."""

    NOT_OPENED = "not-opened"
    FILLING = "filling"
    SUBMITTED = "submitted"
    TO_CORRECT = "to-correct"
    ACCEPTED = "accepted"
    LATE = "late"


SHOWN_NAMES = {
    ShownState.ACCEPTED: _("đã chấp nhận"),
    ShownState.SUBMITTED: _("đã nộp"),
    ShownState.TO_CORRECT: _("yêu cầu sửa"),
    ShownState.FILLING: _("đang nhập"),
    ShownState.NOT_OPENED: _("chưa mở"),
    ShownState.LATE: _("quá hạn"),
}
RETURN_STATE_NAMES = {
    state: SHOWN_NAMES[ShownState(state.value)] for state in ReturnState
}


def shown_state(state: ReturnState, *, due_on: date, on: date) -> ShownState:
    """Late begins the day after the day it was due; what was handed in is not late."""
    if state in OPEN and on > due_on:
        return ShownState.LATE
    return ShownState(state.value)


def counted(
    returns: Iterable[tuple[ReturnState, date]], *, on: date
) -> dict[ShownState, int]:
    """How many stand how; every state named, so that they add up to all."""
    found = Counter(shown_state(s, due_on=due, on=on) for s, due in returns)
    return {state: found[state] for state in SHOWN_NAMES}
