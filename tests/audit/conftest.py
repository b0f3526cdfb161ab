"""A log that starts empty, and the way to break it as only a superuser can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

AT = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


def empty_log() -> None:
    tamper("TRUNCATE audit_event, audit_link")


def tamper(*statements: str) -> None:
    """Run the statements with every trigger switched off for this session."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


@pytest.fixture
def log(transactional_db: None) -> Iterator[None]:
    empty_log()
    yield
    empty_log()


@pytest.fixture
def broken_by(log: None) -> Callable[..., None]:
    return tamper
