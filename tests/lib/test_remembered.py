"""What is written again is what was done: row by row, and at its own moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.people import make_province
from tests.remembered import remembered

pytestmark = pytest.mark.django_db


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _rows() -> dict[str, list[Any]]:
    """Every row of the office; numbers the database gives away are never the same."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t")
            rows = [row for (row,) in cursor.fetchall()]
            found[table] = sorted(rows)
    return found


def _world(at: Any, key: str) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        call_command("load_law", verbosity=0)
        return vars(make_province(at, timezone.localdate(at)))

    return remembered(key, make, at=at)


def test_the_second_time_leaves_the_same_rows_and_the_same_people() -> None:
    at = timezone.localtime()
    before = _rows()
    with _undone():
        first, done = _world(at, "same"), _rows()
    with _undone():
        second, again = _world(at, "same"), _rows()

    assert sum(map(len, done.values())) > sum(map(len, before.values())) + 100
    assert again == done
    assert second == first
    assert second["cast"]["lan"].user is not first["cast"]["lan"].user


def test_what_was_done_at_a_moment_is_done_at_the_moment_given() -> None:
    at = timezone.localtime().replace(hour=9, minute=0)
    later = at + timedelta(hours=2)
    moments = "SELECT DISTINCT at FROM audit_event WHERE event LIKE 'organisations.%'"
    found = []
    for moment in (at, later):
        with _undone(), connection.cursor() as cursor:
            _world(moment, "moment")
            cursor.execute(moments)
            found.append(cursor.fetchall())

    assert found == [[(at,)], [(later,)]]


def test_it_is_done_once() -> None:
    done: list[int] = []
    for _time in range(2):
        with _undone():
            remembered("once", lambda: done.append(1), at=timezone.now())

    assert done == [1]
