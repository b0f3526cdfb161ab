"""The scorecard over twenty thousand duties, today and on a past day.

The rows are copied in as four changes each would have left them, and rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from congvu.bench.timing import DatabaseClock, Figure
from congvu.duties.access import reach_of
from congvu.duties.queries import Asked, DutyTab, ScoreAsked, duties_page, scorecard
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency

DUTIES = 20_000
LEADS = 2  # a duty is given to one or two bodies, on average
CHANGES = 4
CEILING = 300
REPLAY_CEILING = 2000
ROUNDS = 7
YEAR = 365

_DUTY = """COPY duties_duty (id, agency_id, ordered_by, source, sentence, clause, title,
 folded_title, deliverable, weight, measure, indicator, recurs, round, watcher_name,
 given_on, given_at, given_by, given_by_post) FROM STDIN"""
_SHARE = """COPY duties_share (id, duty_id, role, agency_id, desk_id, desk_name,
 given_desk_id, given_desk_name, weight, request, given_on, given_at, given_by,
 given_by_post) FROM STDIN"""
_STANDING = """COPY duties_standing (id, share_id, valid_from, valid_until, at,
 replaced_at, course, deadline, extended, done_on, agency_id) FROM STDIN"""


def duty_figures(chief: Seat, at: datetime, *, seed: int = 1) -> Iterator[Figure]:
    on = local_date(at)
    with transaction.atomic():
        told = _fill(chief.agency_id, at, Random(seed))  # noqa: S311 - rows, no secrets
        reach, past = reach_of(chief), on - timedelta(days=YEAR // 2)
        beside = {name: float(n) for name, n in told.items()}
        asked = {
            "scorecard of today": (CEILING, ScoreAsked(on)),
            "scorecard of a past day, as on record then": (
                REPLAY_CEILING,
                ScoreAsked(past),
            ),
            "scorecard of a past day, on the map of today": (
                REPLAY_CEILING,
                ScoreAsked(past, as_recorded=False, on_today=True),
            ),
        }
        figures = [
            Figure(
                f"{name}: database time",
                _taken(partial(scorecard, reach, score, today=on)),
                "ms",
                most=most,
                beside=beside,
            )
            for name, (most, score) in asked.items()
        ]
        figures.append(
            Figure(
                "list of duties with its counts: database time",
                _taken(lambda: duties_page(reach, Asked(DutyTab.GIVEN), on=on)),
                "ms",
                most=CEILING,
                beside=beside,
            )
        )
        transaction.set_rollback(True)
    yield from figures


def _taken(ask: Callable[[], Any]) -> float:
    spent = []
    for _n in range(ROUNDS):
        clock = DatabaseClock()
        with connection.execute_wrapper(clock):
            ask()
        spent.append(clock.spent)
    return median(spent)


def _fill(agency: UUID, at: datetime, chance: Random) -> dict[str, int]:
    """How many rows of each were copied."""
    bodies = list(Agency.objects.values_list("pk", flat=True)[:200])
    duties, shares, standings = [], [], []
    for number in range(DUTIES):
        duty, day = uuid7(), local_date(at) - timedelta(days=chance.randrange(YEAR))
        when = at - timedelta(days=(local_date(at) - day).days)
        title = f"Nhiệm vụ số {number}"
        duties.append(
            (
                *(duty, agency, "UBND tỉnh", "directive", "", "", title, title.lower()),
                *("", chance.randint(1, 3), "", "", "", 1, "", day, when, "Đo", "Đo"),
            )
        )
        for body in chance.sample(bodies, min(len(bodies), chance.randint(1, LEADS))):
            share = uuid7()
            name = "Nơi thực hiện"
            shares.append(
                (
                    *(share, duty, "lead", body, body, name, body, name, 1, ""),
                    *(day, when, "Đo", "Đo"),
                )
            )
            standings += _life(share, body, day, when, at, chance)
    for statement, rows in (
        (_DUTY, duties),
        (_SHARE, shares),
        (_STANDING, standings),
    ):
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE duties_duty, duties_share, duties_standing")
    return {
        "duties": len(duties),
        "tasks": len(shares),
        "standings": len(standings),
    }


def _life(
    share: UUID, body: UUID, day: date, when: datetime, at: datetime, chance: Random
) -> list[tuple[Any, ...]]:
    """As many changes, each replacing what was known by what was and what is."""
    deadline = day + timedelta(days=chance.randint(10, 200))
    rows: list[tuple[Any, ...]] = []
    opened, recorded = day, when
    facts: tuple[str, date, bool, date | None] = ("under-way", deadline, False, None)
    for n in range(1, CHANGES + 1):
        changed = opened + timedelta(days=chance.randint(5, 60))
        moment = when + timedelta(days=(changed - day).days, hours=1)
        if moment >= at:
            break
        rows.append((uuid7(), share, opened, None, recorded, moment, *facts, body))
        rows.append((uuid7(), share, opened, changed, moment, None, *facts, body))
        opened, recorded = changed, moment
        if n == CHANGES or chance.random() < 0.3:
            facts = ("done", deadline, facts[2], changed)
            break
        deadline += timedelta(days=20)
        facts = ("under-way", deadline, True, None)
    rows.append((uuid7(), share, opened, None, recorded, None, *facts, body))
    return rows
