"""The course of each paper as one table expression: what became of it, where it is.

Every figure, bar and list of the overview asks this one table, so a figure and its list
cannot differ. Working time is counted in days of the calendar and in office hours; the
moments are those the office itself recorded when work was handed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from congvu.documents.queries.lists import Scope
from congvu.documents.rules import (
    OPEN_ASSIGNMENT_STATES,
    AssignmentState,
    EntryState,
    Wish,
    WishState,
)
from congvu.lib.dates import WorkCalendar
from congvu.organisations.rules import UNIT_WIDE

# Office hours, in which a working day passes.
OPENS_AT, DAY_SECONDS = 27_000.0, 34_200.0  # seconds: from 7:30 until 17:00
# Days before what is looked at that a moment may lie in.
_BEHIND = timedelta(days=800)
# How far back a forecast looks: thirteen weeks.
HISTORY = timedelta(days=91)


class Fate(StrEnum):
    """What became of a received paper; each has exactly one, so they add up."""

    IN_TIME = "in-time"
    EXTENDED = "extended"
    LATE = "late"
    DONE_FREE = "done-free"
    OPEN = "open"
    OPEN_LATE = "open-late"
    OPEN_FREE = "open-free"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """Where a paper can wait, in the order of its way."""

    REGISTER = "register"
    SUBMIT = "submit"
    INSTRUCT = "instruct"
    TRANSFER = "transfer"
    ASSIGN = "assign"
    SUPPORT = "support"
    WORK = "work"
    CONFIRM = "confirm"


class Cause(StrEnum):
    """Which part of the way used up most of a late paper's time.

    Before that: who finished in time only by an extended deadline was given more time,
    and what has asked for it waits for an answer.
    """

    REGISTRY = "registry"
    INSTRUCTION = "instruction"
    UNIT_HEAD = "unit-head"
    SUPPORT = "support"
    HANDLER = "handler"
    CONFIRMATION = "confirmation"
    ASKING = "asking"
    EXTENDED = "extended"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asked:
    """Which papers: whose eyes, arrived when, seen at which moment.

    The course covers more than the period: what arrived since ``since`` (the history a
    forecast needs), and every paper still open.

    ``books`` is the body whose books count, as it was at the end of ``then``: what it
    registered, whoever answers for that now. Without it everything that lives on in the
    scope's agency counts, whoever registered it: today's map.
    """

    scope: Scope
    first: date
    last: date
    at: datetime
    on: date
    days: WorkCalendar
    books: UUID | None = None
    then: date | None = None

    @property
    def since(self) -> date:
        return min(self.first, self.on - HISTORY)

    @property
    def base(self) -> date:
        """Where working days are counted from: older than what is looked at."""
        return self.since - _BEHIND

    def mark_of(self, day: date) -> float:
        """Working days until the end of a day, as the marks of the course count."""
        before = self.base - timedelta(days=1)
        return float(self.days.working_days_between(before, day))


@dataclass(frozen=True)
class Chosen:
    """What a figure counts of them; an absent field asks for nothing.

    ``units`` holds the units that lead; None in it stands for no unit yet. ``whenever``
    leaves the period: what is late now, of whatever day it came.
    """

    fates: tuple[Fate, ...] = ()
    week: date | None = None
    units: tuple[UUID | None, ...] | None = None
    waits_in: Step | None = None
    went_through: Step | None = None
    cause: Cause | None = None
    whenever: bool = False


def _listed(words: frozenset[Any]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


_COUNTS = "a.state NOT IN ('returned', 'withdrawn')"
_LEADS = f"a.part = 'lead' AND {_COUNTS}"
_ANSWERED = "a.part = 'support' AND a.reported_at IS NOT NULL AND a.state <> 'returned'"
_ASKED = "a.part = 'support' AND a.state IN ('waiting', 'working', 'handed-on')"
_DUE_PARTS = (
    "a.part IN ('lead', 'support') AND a.state IN "
    f"({_listed(OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD})})"
)


# What desks had to do with each paper: the first lead is the unit's, or the agency's
# where another one leads, the last one is whoever works; what was given back or
# withdrawn does not count. One sort for each, where an ordered aggregate would sort
# anew for every paper. As it was, a part is still led by whoever handed it over later.
_PARTS = f"""
work AS MATERIALIZED (
  SELECT a.entry_id, a.id, a.part, a.state, a.desk_id, a.unit_id,
         a.given_at, a.reported_at, a.due_on,
         CASE WHEN a.part = 'support' OR a.unit_id IS NULL THEN a.desk_name END
           AS desk_name
    FROM seen s JOIN documents_assignment a ON a.entry_id = s.id
   WHERE a.part <> 'inform'),
then_led AS (
  SELECT DISTINCT ON (l.thing_id) l.thing_id,
         coalesce(o.unit_id, u.id, l.from_desk_id) AS unit_id
    FROM documents_handover h JOIN documents_handoverline l ON l.hand_over_id = h.id
    LEFT JOIN organisations_post o ON o.id = l.from_desk_id
    LEFT JOIN organisations_unit u ON u.id = l.from_desk_id
   WHERE h."on" > %(then)s
     AND (l.kind = 'part' AND h.from_agency_id = %(books)s OR l.kind = 'crossing')
   ORDER BY l.thing_id, h."on", h.at),
parts AS (
  SELECT a.entry_id,
         min(a.given_at) FILTER (WHERE a.part = 'direct' AND {_COUNTS}) AS submitted_at,
         min(a.due_on) FILTER (WHERE {_DUE_PARTS}) AS part_due
    FROM work a GROUP BY a.entry_id),
led AS (
  SELECT DISTINCT ON (a.entry_id) a.entry_id, a.given_at,
         coalesce(t.unit_id, a.unit_id, a.desk_id) AS unit_id
    FROM work a LEFT JOIN then_led t ON t.thing_id = a.id
   WHERE a.part = 'lead' AND ({_COUNTS} OR t.thing_id IS NOT NULL)
   ORDER BY a.entry_id, a.given_at, a.id),
leaf AS (
  SELECT DISTINCT ON (a.entry_id) a.entry_id, a.given_at AS assigned_at, a.state,
         a.desk_id, a.desk_name, a.unit_id, a.reported_at
    FROM work a WHERE {_LEADS} ORDER BY a.entry_id, a.given_at DESC, a.id DESC),
answered AS (
  SELECT DISTINCT ON (a.entry_id) a.entry_id, a.reported_at, a.desk_name
    FROM work a WHERE {_ANSWERED} ORDER BY a.entry_id, a.reported_at DESC, a.id),
asked AS (
  SELECT DISTINCT ON (a.entry_id) a.entry_id, a.desk_name
    FROM work a WHERE {_ASKED} ORDER BY a.entry_id, a.given_at, a.id),
wished AS (
  SELECT DISTINCT q.entry_id FROM documents_workrequest q
   WHERE q.kind = '{Wish.EXTENSION}' AND q.state = '{WishState.OPEN}'),
said AS (
  SELECT s.id AS entry_id, i.instructed_at
    FROM seen s CROSS JOIN LATERAL (
      SELECT max(i.given_at) AS instructed_at FROM documents_instruction i
       WHERE i.entry_id = s.id AND i.level = 'leader') i)
"""  # noqa: S608 - our own constants


# Each moment as seconds since the calendar's first day, then the place of its day in
# the calendar, then working days: each reckoned once. In floating point throughout,
# because ``extract`` and ``date`` cost several times as much.
_MOMENTS: Mapping[str, str] = {
    "now_mark": "%(at)s::timestamptz",
    "arrived": "m.arrived_at",
    "registered": "m.registered_at",
    "submitted": "m.submitted_at",
    "instructed": "m.instructed_at",
    "given": "m.given_at",
    "assigned": "m.assigned_at",
    "supported": "m.supported_at",
    "reported": "m.reported_at",
    "finished": "m.finished_at",
}
_SECONDS = ", ".join(
    f"date_part('epoch', {moment}) - c.midnight AS {name}"
    for name, moment in _MOMENTS.items()
)
# least() and greatest() pass over what is not there.
_PLACES = ", ".join(
    f"CASE WHEN m.{name} IS NOT NULL THEN"
    f" greatest(0, least(m.size, floor(m.{name} / 86400)::int)) END AS {name}_place"
    for name in _MOMENTS
)
_MARKS = ", ".join(
    f"CASE WHEN m.{name} IS NOT NULL THEN m.before[m.{name}_place + 1]"
    f" + (m.before[m.{name}_place + 2] - m.before[m.{name}_place + 1])"
    f" * least(1, greatest(0, (m.{name} - 86400 * m.{name}_place - {OPENS_AT})"
    f" / {DAY_SECONDS})) END AS {name}"
    for name in _MOMENTS
)
_TOLD = ", ".join(
    f"m.{name}"
    for name in (
        "id", "order_key", "number", "arrived_on", "state", "holder", "document_id",
        "due_on", "nearest_due", "in_period", "finished_on", "first_due_on",
        "asks_more", "unit_id", "elsewhere", "asked_of", "answered_by", "fate", "step",
    )
)  # fmt: skip


# Only another agency's part has no unit here: whatever is done there, it is waited for.
_ELSEWHERE = "(w.entry_id IS NOT NULL AND w.unit_id IS NULL)"
_HEADS = _listed(frozenset(UNIT_WIDE))
_STEP = f"""CASE s.state
    WHEN '{EntryState.REGISTERED}' THEN '{Step.SUBMIT}'
    WHEN '{EntryState.SUBMITTED}' THEN '{Step.INSTRUCT}'
    WHEN '{EntryState.INSTRUCTED}' THEN '{Step.TRANSFER}'
    WHEN '{EntryState.REPORTED}' THEN '{Step.CONFIRM}'
    WHEN '{EntryState.HANDLING}' THEN CASE
      WHEN w.state = 'reported' THEN '{Step.CONFIRM}'
      WHEN {_ELSEWHERE} THEN '{Step.SUPPORT}'
      WHEN l.given_at = w.assigned_at AND w.state IN ('waiting', 'working')
           AND (w.desk_id = w.unit_id OR o.role IN ({_HEADS})) THEN '{Step.ASSIGN}'
      WHEN q.entry_id IS NOT NULL THEN '{Step.SUPPORT}'
      ELSE '{Step.WORK}' END
  END"""
_FATE = f"""CASE
    WHEN s.state = '{EntryState.RETURNED}' THEN '{Fate.RETURNED}'
    WHEN s.state = '{EntryState.CANCELLED}' THEN '{Fate.CANCELLED}'
    WHEN s.state = '{EntryState.DONE}' THEN CASE
      WHEN s.due_on IS NULL THEN '{Fate.DONE_FREE}'
      WHEN (s.finished_at AT TIME ZONE INTERVAL '7 hours')::date
           <= least(s.first_due_on, s.due_on) THEN '{Fate.IN_TIME}'
      WHEN (s.finished_at AT TIME ZONE INTERVAL '7 hours')::date <= s.due_on
      THEN '{Fate.EXTENDED}' ELSE '{Fate.LATE}' END
    WHEN least(s.due_on, s.move_by, p.part_due) IS NULL THEN '{Fate.OPEN_FREE}'
    WHEN least(s.due_on, s.move_by, p.part_due) < %(on)s THEN '{Fate.OPEN_LATE}'
    ELSE '{Fate.OPEN}' END"""
_WORKED = "w.state IN ('reported', 'done')"
# OFFSET 0 keeps a step of the reckoning from being written out wherever it is used.
_MARKED = f"""
calendar AS MATERIALIZED (
  SELECT %(midnight)s::float8 AS midnight, %(before)s::float8[] AS before,
         %(size)s::int AS size),
{_PARTS},
met AS (
  SELECT s.id, s.order_key, s.number, s.arrived_on, s.state, s.holder, s.document_id,
         s.due_on, least(s.due_on, s.move_by, p.part_due) AS nearest_due,
         s.arrived_on BETWEEN %(first)s AND %(last)s AND (
           %(books)s::uuid IS NULL OR s.register_id IN (
             SELECT r.id FROM documents_register r WHERE r.agency_id = %(books)s))
           AS in_period,
         (s.finished_at AT TIME ZONE INTERVAL '7 hours')::date AS finished_on,
         s.first_due_on, h.entry_id IS NOT NULL AS asks_more,
         l.unit_id, {_ELSEWHERE} AS elsewhere,
         CASE WHEN {_ELSEWHERE} THEN w.desk_name ELSE q.desk_name END AS asked_of,
         CASE WHEN {_ELSEWHERE} THEN w.desk_name ELSE r.desk_name END AS answered_by,
         {_FATE} AS fate, {_STEP} AS step,
         s.arrived_at, s.registered_at, p.submitted_at,
         least(i.instructed_at, l.given_at) AS instructed_at, l.given_at,
         CASE WHEN w.assigned_at > l.given_at THEN w.assigned_at END AS assigned_at,
         CASE WHEN {_ELSEWHERE} THEN CASE WHEN {_WORKED} THEN w.reported_at END
              WHEN r.reported_at > w.assigned_at
              THEN least(r.reported_at, w.reported_at) END AS supported_at,
         CASE WHEN {_WORKED} THEN w.reported_at END AS reported_at,
         CASE WHEN s.state = '{EntryState.DONE}' THEN s.finished_at END AS finished_at
    FROM seen s
    LEFT JOIN parts p ON p.entry_id = s.id
    LEFT JOIN led l ON l.entry_id = s.id
    LEFT JOIN leaf w ON w.entry_id = s.id
    LEFT JOIN answered r ON r.entry_id = s.id
    LEFT JOIN asked q ON q.entry_id = s.id
    LEFT JOIN wished h ON h.entry_id = s.id
    LEFT JOIN said i ON i.entry_id = s.id
    LEFT JOIN organisations_post o ON o.id = w.desk_id
  OFFSET 0),
counted AS (
  SELECT {_TOLD}, c.before, c.size, {_SECONDS}
    FROM met m CROSS JOIN calendar c OFFSET 0),
placed AS (SELECT m.*, {_PLACES} FROM counted m OFFSET 0),
marked AS (SELECT {_TOLD}, {_MARKS} FROM placed m OFFSET 0),
"""  # noqa: S608 - our own constants

# When each step of a paper began and ended; the one it waits in has not ended.
_BEGUN = "coalesce(m.assigned, m.given)"
STEP_MARKS: Mapping[Step, tuple[str, str]] = {
    Step.REGISTER: ("m.arrived", "m.registered"),
    Step.SUBMIT: ("m.registered", "m.submitted"),
    Step.INSTRUCT: ("m.submitted", "m.instructed"),
    Step.TRANSFER: (
        "m.instructed",
        "CASE WHEN m.given > m.instructed THEN m.given END",
    ),
    Step.ASSIGN: ("m.given", "m.assigned"),
    Step.SUPPORT: (_BEGUN, "m.supported"),
    Step.WORK: (
        f"greatest({_BEGUN}, m.supported)",
        "CASE WHEN NOT m.elsewhere THEN m.reported END",
    ),
    Step.CONFIRM: ("m.reported", "m.finished"),
}


def _spent(step: Step) -> str:
    """Working days of a step; of the one it waits in, until now."""
    begun, ended = STEP_MARKS[step]
    return (
        f"CASE WHEN m.step = '{step}' THEN greatest(0, m.now_mark - ({begun}))"
        f" WHEN ({ended}) - ({begun}) IS NOT NULL"
        f" THEN greatest(0, ({ended}) - ({begun})) END AS spent_{step}"
    )


def _entered() -> str:
    """When the paper came to the step it waits in."""
    cases = " ".join(
        f"WHEN '{step}' THEN {begun}" for step, (begun, _end) in STEP_MARKS.items()
    )
    return f"CASE m.step {cases} END AS entered"


_SPENT = ",\n         ".join(_spent(step) for step in Step)
_CAUSES: Mapping[Cause, str] = {
    Cause.REGISTRY: "coalesce(x.spent_register, 0) + coalesce(x.spent_submit, 0)"
    " + coalesce(x.spent_transfer, 0)",
    Cause.INSTRUCTION: "x.spent_instruct",
    Cause.UNIT_HEAD: "x.spent_assign",
    Cause.SUPPORT: "x.spent_support",
    Cause.HANDLER: "x.spent_work",
    Cause.CONFIRMATION: "x.spent_confirm",
}
_BLAMED = ", ".join(
    f"('{cause}', {spent}, {place})"
    for place, (cause, spent) in enumerate(_CAUSES.items())
)
COURSE = f"""{_MARKED}
timed AS (
  SELECT m.*, {_entered()},
         {_SPENT}
    FROM marked m OFFSET 0),
course AS MATERIALIZED (
  SELECT x.*, b.cause, b.cause_spent
    FROM timed x LEFT JOIN LATERAL (
      SELECT CASE WHEN x.fate = '{Fate.EXTENDED}' THEN '{Cause.EXTENDED}'
                  WHEN x.fate = '{Fate.OPEN_LATE}' AND x.asks_more
                  THEN '{Cause.ASKING}'
                  WHEN v.spent > 0 THEN v.cause ELSE '{Cause.UNKNOWN}' END AS cause,
             CASE WHEN x.fate <> '{Fate.EXTENDED}' AND NOT
                       (x.fate = '{Fate.OPEN_LATE}' AND x.asks_more)
                  THEN v.spent END AS cause_spent
        FROM (VALUES {_BLAMED}) v(cause, spent, place)
       WHERE x.fate IN ('{Fate.LATE}', '{Fate.OPEN_LATE}', '{Fate.EXTENDED}')
       ORDER BY v.spent DESC NULLS LAST, v.place LIMIT 1) b ON TRUE)
"""  # noqa: S608 - our own constants
