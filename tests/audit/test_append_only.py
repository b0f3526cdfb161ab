"""Nothing in the log changes: by privilege for the office, by trigger for everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from congvu.audit.actions import ensure_months, event_row, load_sealed, record
from congvu.audit.jobs import Sealer
from congvu.audit.models import AuditLink
from congvu.audit.rules import SYSTEM
from tests.audit.conftest import AT

CHANGES = [
    "UPDATE audit_event SET actor_name = 'x'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "UPDATE audit_link SET seq = seq + 1",
    "DELETE FROM audit_link",
    "TRUNCATE audit_link",
    "TRUNCATE audit_event_default",
]


@pytest.fixture
def one_event(db: None) -> None:
    load_sealed([event_row("accounts.signed-in", by=SYSTEM, at=AT)])


@pytest.fixture
def as_office(one_event: None) -> Iterator[None]:
    """Speak as a role with the office's privileges on the log."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE office_of_test")
        cursor.execute("GRANT USAGE ON SCHEMA public TO office_of_test")
        cursor.execute(
            "GRANT SELECT, INSERT ON audit_event, audit_link TO office_of_test"
        )
        cursor.execute("SET ROLE office_of_test")
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_is_refused_by_trigger(one_event: None, change: str) -> None:
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)


@pytest.mark.parametrize("change", CHANGES)
def test_the_office_is_refused_by_privilege(as_office: None, change: str) -> None:
    with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        connection.cursor().execute(change)


def test_a_new_month_refuses_as_the_others_do(db: None) -> None:
    ensure_months("audit_event", [AT.replace(year=2031)])

    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        connection.cursor().execute("TRUNCATE audit_event_2031_11")


def test_the_office_writes_seals_and_makes_months(as_office: None) -> None:
    record("accounts.signed-in", by=SYSTEM, at=AT)
    Sealer().round()
    ensure_months("audit_event", [AT.replace(year=2032)])

    assert AuditLink.objects.count() >= 2


def test_the_office_cannot_switch_the_triggers_off(as_office: None) -> None:
    for trick in (
        "SET session_replication_role = replica",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TABLE audit_event",
    ):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            connection.cursor().execute(trick)
