"""Questions about the course of papers, with the rights of every list."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from congvu.documents.models import RegisterEntry
from congvu.documents.queries.lists import readable_entries, visible_entries
from congvu.documents.queries.overview.course import (
    COURSE,
    Asked,
    Chosen,
    Step,
)
from congvu.documents.rules import OPEN_ENTRY_STATES
from congvu.lib.dates import VIETNAM

# Days past the present that a deadline or a moment may lie in.
_AHEAD = timedelta(days=400)

_SEEN = (
    "id", "order_key", "number", "arrived_on", "arrived_at", "registered_at", "state",
    "holder", "due_on", "first_due_on", "move_by", "finished_at", "document_id",
    "register_id",
)  # fmt: skip
_NAMED = re.compile(r"%\((\w+)\)s")


def ask(asked: Asked, sql: str, **given: Any) -> list[tuple[Any, ...]]:
    """The rows of ``sql`` over ``course k``; one query, with the rights of every list.

    What may be seen comes from the one policy; the rest is bound after it, in order.
    """
    seen = _entries(asked).filter(
        Q(arrived_on__gte=asked.since, arrived_on__lte=max(asked.last, asked.on))
        | Q(state__in=sorted(OPEN_ENTRY_STATES))
    )
    policy, bound = seen.values_list(*_SEEN).query.sql_with_params()
    names = ("first", "last", "since", "on", "at", "books", "then")
    moment = {name: getattr(asked, name) for name in names}
    named = _calendar(asked) | moment | given
    after = f"{COURSE} {sql}"
    values = [named[name] for name in _NAMED.findall(after)]
    text = f"WITH seen AS MATERIALIZED ({policy}), {_NAMED.sub('%s', after)}"
    with connection.cursor() as cursor:
        cursor.execute(text, [*bound, *values])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _entries(asked: Asked) -> QuerySet[RegisterEntry]:
    """Its own line of work; with an ended body's books, all that is read of these.

    Of its own books, what came from others that ended belongs to what presses today.
    """
    if asked.books == asked.scope.agency_id:
        return visible_entries(asked.scope)
    entries = readable_entries(asked.scope)
    return entries.filter(register__agency=asked.books) if asked.books else entries


def ask_together(
    asked: Asked, questions: Mapping[str, str], **given: Any
) -> dict[str, list[dict[str, Any]]]:
    """Several questions about one course, which is reckoned once; one query."""
    parts = [
        f"SELECT '{name}', coalesce(json_agg(q)::text, '[]') FROM ({sql}) q"  # noqa: S608 - our own words
        for name, sql in questions.items()
    ]
    rows = ask(asked, " UNION ALL ".join(parts), **given)
    return {name: json.loads(found) for name, found in rows}


def _calendar(asked: Asked) -> dict[str, Any]:
    """How many working days lie before each day, from the base on."""
    size = (max(asked.last, asked.on) + _AHEAD - asked.base).days
    before = [0]
    for n in range(size + 1):
        works = asked.days.is_working(asked.base + timedelta(days=n))
        before.append(before[-1] + works)
    midnight = datetime.combine(asked.base, time(), VIETNAM).timestamp()
    return {"midnight": midnight, "before": before, "size": size}


def where(chosen: Chosen) -> tuple[str, dict[str, Any]]:
    """The condition on ``course k`` that a figure stands for, and what it binds."""
    parts: list[str] = ["TRUE"] if chosen.whenever else ["k.in_period"]
    given: dict[str, Any] = {}
    if chosen.fates:
        parts.append("k.fate = ANY(%(fates)s)")
        given["fates"] = [str(fate) for fate in chosen.fates]
    if chosen.week is not None:
        parts.append("k.arrived_on >= %(week)s AND k.arrived_on < %(week_end)s")
        given |= {"week": chosen.week, "week_end": chosen.week + timedelta(days=7)}
    if chosen.units is not None:
        parts.append("(k.unit_id = ANY(%(units)s::uuid[])")
        given["units"] = [unit for unit in chosen.units if unit is not None]
        parts[-1] += " OR k.unit_id IS NULL)" if None in chosen.units else ")"
    if chosen.waits_in is not None:
        parts.append("k.step = %(step)s")
        given["step"] = str(chosen.waits_in)
    if chosen.went_through is not None:
        step = Step(chosen.went_through)
        parts.append(f"k.spent_{step} IS NOT NULL AND k.step IS DISTINCT FROM '{step}'")
    if chosen.cause is not None:
        parts.append("k.cause = %(cause)s")
        given["cause"] = str(chosen.cause)
    return " AND ".join(parts), given
