"""The sealer: within a second, in any order of commits, and whatever becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from congvu.audit.actions import event_row, record, record_many
from congvu.audit.jobs import Sealer, begin, ensure_months, run_sealer
from congvu.audit.models import AuditEvent, AuditLink
from congvu.audit.queries import VIETNAM, months, sealed, tail
from congvu.audit.rules import SYSTEM, first_break
from tests.audit.conftest import AT, tamper

pytestmark = pytest.mark.usefixtures("log")


def enter(count: int = 1) -> None:
    record_many(
        event_row("accounts.signed-in", by=SYSTEM, at=AT) for _n in range(count)
    )


def other_connection() -> psycopg.Connection:
    settings = connection.get_connection_params()
    keep = {k: settings[k] for k in ("host", "port", "user", "dbname") if k in settings}
    return psycopg.connect(**keep)


INSERT = sql.SQL(
    "INSERT INTO audit_event (id, at, event, actor_name, door)"
    " VALUES (gen_random_uuid(), now(), 'accounts.signed-in', 'Lan', 'page')"
)


def wait_for(condition: Callable[[], bool], seconds: float = 15) -> float:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, "waited in vain"
        time.sleep(0.02)
    return time.monotonic() - begun


def whole() -> bool:
    return first_break(sealed())[1] is None


def test_what_is_committed_is_sealed_in_order() -> None:
    enter(5)

    assert Sealer().round() == 5
    assert list(AuditLink.objects.order_by("seq").values_list("seq", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert whole()
    assert tail().count == 0


def test_a_second_round_seals_only_what_is_new() -> None:
    sealer = Sealer()
    enter(3)
    sealer.round()
    enter(2)

    assert sealer.round() == 2
    assert sealer.round() == 0
    assert whole()


def test_a_transaction_open_for_long_stops_nobody_and_is_sealed_when_it_ends() -> None:
    sealer = Sealer()
    with other_connection() as slow:
        slow.execute(INSERT)
        for _round in range(3):
            enter()
            assert sealer.round() == 1
        slow.commit()

    assert sealer.round() == 1
    assert whole()
    assert tail().count == 0


def test_events_committed_in_the_opposite_order_are_all_sealed() -> None:
    sealer = Sealer()
    connections = [other_connection() for _n in range(5)]
    for each in connections:
        each.execute(INSERT)
    sealer.round()
    for each in reversed(connections):
        each.commit()
        each.close()
        sealer.round()

    assert AuditLink.objects.count() == 5
    assert whole()


def test_an_undone_event_is_never_sealed() -> None:
    sealer = Sealer()
    with other_connection() as other:
        other.execute(INSERT)
        sealer.round()
        other.rollback()

    assert sealer.round() == 0


def test_events_of_a_savepoint_are_sealed_with_their_transaction() -> None:
    sealer = Sealer()
    sealer.round()
    with transaction.atomic(), transaction.atomic():
        record("accounts.signed-in", by=SYSTEM, at=AT)

    assert sealer.round() == 1


def test_while_one_seals_another_does_nothing() -> None:
    enter()
    with other_connection() as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [0x436F6E67_56750001])

        assert Sealer().round() is None

    assert Sealer().round() == 1


def test_events_restored_from_another_cluster_are_sealed_by_a_fresh_look() -> None:
    enter(2)
    tamper("UPDATE audit_event SET xid = '900000000000'")
    running = Sealer()

    assert running.round() == 2
    enter()
    assert running.round() == 1
    assert whole()


def test_an_office_with_years_behind_it_looks_at_its_older_months_one_by_one() -> None:
    def left(year: int, month: int) -> None:
        record("accounts.signed-in", by=SYSTEM, at=AT.replace(year=year, month=month))

    left(2019, 3)
    left(2024, 12)
    Sealer().round()
    for year, month in ((2019, 3), (2019, 3), (2024, 12), (2026, 10), (2026, 11)):
        left(year, month)
    assert [start.astimezone(VIETNAM).date().isoformat() for start, _e in months()] == [
        "2019-03-01",
        "2024-12-01",
        "2026-10-01",
        "2026-11-01",
    ]

    sealer = begin()

    assert sealer.round() == 2
    assert tail().count == 3
    sealer.look_back()
    assert tail().count == 2
    sealer.look_back()
    sealer.look_back()  # none is left: nothing happens
    assert tail().count == 0
    assert whole()


def test_what_is_of_these_days_is_sealed_at_once_and_what_is_of_another_soon() -> None:
    enter()
    Sealer().round()
    sealer = begin()
    assert sealer.round(in_all=False) == 0
    now = timezone.now()
    record("accounts.signed-in", by=SYSTEM, at=now)
    record("accounts.signed-in", by=SYSTEM, at=now - timedelta(days=400))

    assert sealer.round(in_all=False) == 1
    assert sealer.round(in_all=False) == 0
    assert tail().count == 1
    assert sealer.round() == 1
    assert sealer.round() == 0
    assert whole()


def test_the_first_sealing_of_all_is_in_the_order_of_the_log() -> None:
    for year in (2026, 2019, 2024):
        record("accounts.signed-in", by=SYSTEM, at=AT.replace(year=year))

    begin().round()

    sealed_at = AuditLink.objects.order_by("seq").values_list("event_at", flat=True)
    assert [at.year for at in sealed_at] == [2019, 2024, 2026]


def test_the_same_key_at_another_moment_does_not_stop_the_sealer() -> None:
    row = event_row("accounts.signed-in", by=SYSTEM, at=AT)
    record_many([row])
    Sealer().round()
    again = event_row(
        "accounts.signed-in", by=SYSTEM, at=AT.replace(year=2025), id=row.id
    )
    record_many([again])

    assert Sealer().round() == 1
    assert whole()


def test_the_sealer_makes_this_month_and_the_next() -> None:
    ensure_months()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'audit_event'::regclass"
        )
        assert cursor.fetchone()[0] >= 3


@pytest.mark.slow
def test_ten_writers_at_once_are_sealed_within_a_second() -> None:
    stop = threading.Event()
    sealer = threading.Thread(target=run_sealer, args=(stop,))
    sealer.start()

    def write(number: int) -> None:
        with other_connection() as own:
            for turn in range(20):
                own.execute(INSERT)
                time.sleep(0.002 * ((number + turn) % 3))
                if (number + turn) % 7 == 0:
                    own.rollback()
                else:
                    own.commit()

    try:
        with ThreadPoolExecutor(10) as pool:
            list(pool.map(write, range(10)))
        waited = wait_for(lambda: tail().count == 0)
    finally:
        stop.set()
        sealer.join()

    assert waited < 1.5  # a second of promise, half of a busy test machine
    assert AuditLink.objects.count() == AuditEvent.objects.count() > 100
    assert whole()


SEALING = """
import django, threading
django.setup()
from congvu.audit.jobs import run_sealer
print("sealing", flush=True)
run_sealer(threading.Event())
"""


@pytest.mark.slow
def test_a_sealer_killed_at_any_moment_leaves_a_whole_chain() -> None:
    settings = connection.get_connection_params()
    url = (
        f"postgresql://{settings.get('user', '')}@{quote(settings['host'], safe='')}"
        f":{settings.get('port', 5432)}/{settings['dbname']}"
    )
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
    }
    enter(6_000)
    for pause in (0.0, 0.1, 0.3):
        process = subprocess.Popen(
            [sys.executable, "-c", SEALING], env=environment, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        enter(3_000)

    assert whole()
    wait_for(lambda: Sealer().round() is not None)
    assert tail().count == 0
    assert AuditLink.objects.count() == 15_000
    assert whole()
