"""The clocks of others, which nobody sets for us."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from congvu.exchange.rules import answers_wish

NOON = datetime(2026, 11, 26, 5, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
IN_TIME = [(NOON - 3 * HOUR, NOON - 3 * HOUR)]
SEVEN_BEHIND = [(NOON - 3 * HOUR, NOON - 10 * HOUR)]
LATE_ONCE = [*IN_TIME, (NOON - HOUR, NOON - 3 * HOUR)]
AHEAD = [(NOON - 3 * HOUR, NOON - 2 * HOUR)]


@pytest.mark.parametrize(
    ("told_at", "heard", "does"),
    [
        (None, [], True),
        (NOON + MINUTE, IN_TIME, True),
        (NOON + MINUTE - HOUR, IN_TIME, True),
        (NOON + MINUTE - HOUR, [], True),
        (NOON - MINUTE - HOUR, IN_TIME, False),
        (NOON - MINUTE - HOUR, [], False),
        (NOON + MINUTE - 7 * HOUR, SEVEN_BEHIND, True),
        (NOON - MINUTE - 7 * HOUR, SEVEN_BEHIND, False),
        (NOON + MINUTE - 2 * HOUR, LATE_ONCE, False),
        (NOON + MINUTE + HOUR, AHEAD, True),
        (NOON - MINUTE - HOUR, AHEAD, False),
    ],
)
def test_no_answer_is_older_than_its_question_whatever_the_clock(
    told_at: datetime | None, heard: list[tuple[datetime, datetime]], *, does: bool
) -> None:
    """A clock an hour wrong, one that knows no zone, one word that lay long."""
    assert answers_wish(asked_at=NOON, told_at=told_at, heard=heard) is does
