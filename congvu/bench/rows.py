"""Queries a page costs with 3 rows and with 300: the same, or rows cost queries.

The rows are put there or taken away in a transaction that is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.bench.timing import Figure
from congvu.documents.models import RegisterEntry
from congvu.organisations.access import Seat

FEW, MANY = 3, 300
LINES = 20
"""Lines on a desk where sizes are compared: one with more work takes longer."""


@dataclass(frozen=True)
class Rows:
    """A page, and how to leave it few rows or give it many (None: it has them)."""

    name: str
    client: Client
    address: str
    few: Callable[[], None] | None
    many: Callable[[], None] | None


def row_figures(pages: list[Rows]) -> Iterator[Figure]:
    """One figure a page: queries with many rows, at most those with few."""
    for page in pages:
        few = _queries(page, page.few)
        many = _queries(page, page.many)
        yield Figure(
            f"{page.name}: queries with {MANY} rows, not above those with {FEW}",
            many,
            "queries",
            most=few,
            beside={f"with_{FEW}_rows": few},
        )


def _queries(page: Rows, change: Callable[[], None] | None) -> int:
    with transaction.atomic():
        if change is not None:
            change()
        with CaptureQueriesContext(connection) as queries:
            status = page.client.get(page.address).status_code
        transaction.set_rollback(True)
    if status != 200:
        raise RuntimeError(f"{page.address} answered {status}")
    return len(queries)


def keep_newest(agency_id: Any) -> None:
    """Leave the agency's register its newest lines; the others go to another agency.

    Under keys that none of its own lines has.
    """
    _run(
        """UPDATE documents_registerentry SET order_key = -order_key, agency_id = (
                  SELECT id FROM organisations_agency WHERE id <> %(agency)s LIMIT 1)
            WHERE agency_id = %(agency)s AND id NOT IN (
                  SELECT id FROM documents_registerentry WHERE agency_id = %(agency)s
                   ORDER BY order_key DESC LIMIT %(few)s)""",
        agency=agency_id,
        few=FEW,
    )


def keep_grants(principals: list[Any]) -> None:
    """Leave a desk the right to its newest papers only."""
    _run(
        """DELETE FROM documents_grant WHERE principal_id = ANY(%(desks)s)
              AND entry_id NOT IN (
                  SELECT entry_id FROM documents_grant
                   WHERE principal_id = ANY(%(desks)s)
                   ORDER BY order_key DESC LIMIT %(few)s)""",
        desks=principals,
        few=FEW,
    )


@contextmanager
def as_much_work(seat: Seat) -> Iterator[None]:
    """So many lines lie on the desk, however large the province, until this ends."""
    with transaction.atomic():
        keep_work(list(seat.principals), few=0)
        give_work(seat.post_id, many=LINES)
        yield
        transaction.set_rollback(True)


def keep_work(principals: list[Any], *, few: int = FEW) -> None:
    """Leave a desk a few things to do."""
    _run(
        """UPDATE documents_assignment SET state = 'done', ended_at = given_at
            WHERE desk_id = ANY(%(desks)s) AND state IN ('waiting', 'working')
              AND id NOT IN (SELECT id FROM documents_assignment
                   WHERE desk_id = ANY(%(desks)s) AND state IN ('waiting', 'working')
                   ORDER BY due_on NULLS LAST, id LIMIT %(few)s)""",
        desks=principals,
        few=few,
    )


def give_work(desk: Any, *, many: int = MANY) -> None:
    """Put many papers on a desk, each with a part of its own."""
    _run(
        """INSERT INTO documents_assignment (id, entry_id, agency_id, part, desk_id,
                  desk_name, state, due_on, request, proposal, given_at, given_by,
                  given_by_post_id, result, reason)
           SELECT gen_random_uuid(), e.id, e.agency_id, 'support', %(desk)s, 'Đo',
                  'waiting', e.due_on, '', '[]', e.arrived_at, e.registered_by,
                  %(desk)s, '', ''
             FROM documents_registerentry e ORDER BY e.order_key DESC LIMIT %(many)s""",
        desk=desk,
        many=many,
    )


def tell_much(entry: RegisterEntry) -> None:
    """A paper with a long life: many lines of history, many desks it went to."""
    _run(
        """INSERT INTO documents_historyevent (id, at, entry_id, agency_id, event,
                  actor, actor_post, detail)
           SELECT gen_random_uuid(), h.at, h.entry_id, h.agency_id, h.event, h.actor,
                  h.actor_post, h.detail
             FROM documents_historyevent h, generate_series(1, %(many)s)
            WHERE h.entry_id = %(entry)s LIMIT %(many)s""",
        entry=entry.id,
        many=MANY,
    )
    _run(
        """INSERT INTO documents_assignment (id, entry_id, agency_id, parent_id, part,
                  desk_id, desk_name, unit_id, state, due_on, request, proposal,
                  given_at, given_by, given_by_post_id, result, reason)
           SELECT gen_random_uuid(), a.entry_id, a.agency_id, a.parent_id, 'support',
                  gen_random_uuid(), 'Bàn số ' || n, a.unit_id, 'waiting', a.due_on,
                  '', '[]', a.given_at, a.given_by, a.given_by_post_id, '', ''
             FROM (SELECT * FROM documents_assignment WHERE entry_id = %(entry)s
                      AND parent_id IS NOT NULL LIMIT 1) a,
                  generate_series(1, %(many)s) n""",
        entry=entry.id,
        many=MANY,
    )


def _run(sql: str, **given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
