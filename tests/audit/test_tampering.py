"""What ``congvu audit verify`` says after somebody with every right has been there."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from congvu.audit.actions import event_row, load_sealed, record
from congvu.audit.models import AuditLink
from congvu.audit.queries import sealed
from congvu.audit.rules import SYSTEM, first_break
from tests.audit.conftest import AT, tamper


def verify(**options: str) -> tuple[dict, int]:
    out, code = StringIO(), 0
    try:
        call_command("audit", "verify", json=True, stdout=out, **options)
    except SystemExit as end:
        code = int(end.code or 0)
    return json.loads(out.getvalue()), code


@pytest.fixture
def ten(log: None) -> list[UUID]:
    rows = [
        event_row(
            "documents.registered",
            by=SYSTEM,
            at=AT + timedelta(seconds=n),
            data={"number": n},
        )
        for n in range(10)
    ]
    load_sealed(rows)
    return [row.id for row in rows]


@pytest.fixture
def without_constraints() -> Iterator[Callable[..., None]]:
    """Take the constraint away, as an intruder would, and bring it back after."""

    def drop() -> None:
        connection.cursor().execute(
            "ALTER TABLE audit_link DROP CONSTRAINT audit_link_event"
        )

    yield drop
    tamper("TRUNCATE audit_link")
    connection.cursor().execute(
        "ALTER TABLE audit_link ADD CONSTRAINT audit_link_event"
        " UNIQUE (event_id, event_at)"
    )


def test_a_whole_chain_is_proved_and_its_head_named(ten: list[UUID]) -> None:
    found, code = verify()

    assert code == 0
    assert found["ok"] is True
    assert found["links"] == found["head"]["seq"] == 10
    assert found["unsealed"] == 0


def test_an_empty_log_is_whole(log: None) -> None:
    assert verify() == (
        {
            "ok": True,
            "links": 0,
            "head": None,
            "broken": None,
            "unsealed": 0,
            "unsealed_oldest": None,
        },
        0,
    )


def test_the_unsealed_tail_is_told_and_is_no_break(ten: list[UUID]) -> None:
    record("accounts.signed-in", by=SYSTEM, at=AT)

    found, code = verify()

    assert (code, found["unsealed"]) == (0, 1)
    assert found["unsealed_oldest"] == AT.isoformat()


def test_a_days_root_shows_what_was_entered_behind_it(ten: list[UUID]) -> None:
    def root(day: str) -> str:
        out = StringIO()
        call_command("audit", "root", f"--day={day}", stdout=out)
        return out.getvalue().strip()

    published = root("2026-11-23")
    late = event_row("documents.registered", by=SYSTEM, at=AT + timedelta(days=3))
    load_sealed([late])

    assert published.startswith("10:")
    assert root("2026-11-23") == published
    assert root("2026-11-26").startswith("11:")
    assert verify(head=published)[1] == 0
    with pytest.raises(CommandError, match="chưa có bản ghi"):
        root("2026-11-22")


@pytest.mark.parametrize(
    "change",
    [
        "data = '{\"number\": 99}'",
        "actor_name = 'người khác'",
        "agency_id = gen_random_uuid()",
        "event = 'documents.viewed'",
        "address = '10.1.1.1'",
    ],
)
def test_an_altered_event_is_named(ten: list[UUID], change: str) -> None:
    tamper(f"UPDATE audit_event SET {change} WHERE id = '{ten[4]}'")

    found, code = verify()

    assert code == 1
    assert found["broken"] == {"seq": 5, "event": str(ten[4]), "what": "altered"}
    assert found["links"] == 4


def test_a_moved_moment_is_a_missing_event(ten: list[UUID]) -> None:
    tamper(f"UPDATE audit_event SET at = at - interval '1 day' WHERE id = '{ten[4]}'")

    assert verify()[0]["broken"]["what"] == "missing-event"


def test_a_deleted_event_is_named(ten: list[UUID]) -> None:
    tamper(f"DELETE FROM audit_event WHERE id = '{ten[6]}'")

    found, code = verify()

    assert code == 1
    assert found["broken"] == {"seq": 7, "event": str(ten[6]), "what": "missing-event"}


def test_a_deleted_link_is_named_by_the_next(ten: list[UUID]) -> None:
    tamper("DELETE FROM audit_link WHERE seq = 3")

    found, code = verify()

    assert code == 1
    assert found["broken"] == {"seq": 4, "event": str(ten[3]), "what": "missing-link"}


def test_a_deleted_event_with_its_link_and_numbers_closed_up_is_found(
    ten: list[UUID],
) -> None:
    tamper(
        f"DELETE FROM audit_event WHERE id = '{ten[2]}'",
        "DELETE FROM audit_link WHERE seq = 3",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for seq in range(4, 11):
            cursor.execute(
                "UPDATE audit_link SET seq = %s WHERE seq = %s", [seq - 1, seq]
            )
        cursor.execute("SET session_replication_role = origin")

    assert verify()[0]["broken"] == {
        "seq": 3,
        "event": str(ten[3]),
        "what": "wrong-previous",
    }


def test_two_swapped_events_are_found(ten: list[UUID]) -> None:
    tamper(
        "UPDATE audit_event SET data = CASE id"
        f" WHEN '{ten[4]}' THEN '{{\"number\": 5}}'::jsonb"
        f" ELSE '{{\"number\": 4}}'::jsonb END WHERE id IN ('{ten[4]}', '{ten[5]}')",
    )

    assert verify()[0]["broken"]["seq"] == 5


def test_an_event_slipped_into_the_middle_is_found(ten: list[UUID]) -> None:
    tamper(
        "INSERT INTO audit_event (id, at, event, actor_name, door)"
        " VALUES ('00000000-0000-7000-8000-000000000001', now(),"
        " 'documents.registered', 'x', 'page')",
        "UPDATE audit_link SET event_id = '00000000-0000-7000-8000-000000000001'"
        " WHERE seq = 8",
    )

    assert verify()[0]["broken"]["seq"] == 8


def test_an_event_put_in_without_a_link_shows_in_the_tail(ten: list[UUID]) -> None:
    tamper(
        "INSERT INTO audit_event (id, at, event, actor_name, door)"
        " VALUES (gen_random_uuid(), '2020-01-01', 'documents.registered', 'x', 'page')"
    )

    found, _code = verify()

    assert found["unsealed"] == 1
    assert found["unsealed_oldest"].startswith("2020-01-01")


def test_an_event_sealed_twice_is_found(
    ten: list[UUID], without_constraints: Callable[..., None]
) -> None:
    without_constraints()
    tamper(
        "INSERT INTO audit_link SELECT 11, event_id, event_at,"
        " (SELECT digest FROM audit_link WHERE seq = 10), digest"
        " FROM audit_link WHERE seq = 2"
    )

    found, code = verify()

    assert code == 1
    assert found["broken"]["seq"] == 11


def test_a_tail_cut_off_whole_is_found_with_the_head_written_down(
    ten: list[UUID],
) -> None:
    head = verify()[0]["head"]
    tamper(
        f"DELETE FROM audit_event WHERE id = '{ten[9]}'",
        "DELETE FROM audit_link WHERE seq = 10",
    )

    assert verify()[1] == 0
    found, code = verify(head=f"{head['seq']}:{head['digest']}")

    assert code == 1
    assert found["broken"] == {"seq": 10, "event": None, "what": "head-differs"}


def test_a_head_that_cannot_be_read_is_refused_in_words(log: None) -> None:
    with pytest.raises(CommandError, match="SỐ:MÃ"):
        call_command("audit", "verify", head="mười")


def test_the_answer_in_words_names_the_link(ten: list[UUID]) -> None:
    tamper(f"DELETE FROM audit_event WHERE id = '{ten[6]}'")
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("audit", "verify", stdout=out)

    assert f"HỎNG ở mắt xích 7 (bản ghi {ten[6]})" in out.getvalue()
    assert "Chưa niêm: 0 bản ghi." in out.getvalue()


@pytest.mark.slow
def test_verification_reads_tens_of_thousands_of_links_a_second(log: None) -> None:
    load_sealed(
        event_row("accounts.signed-in", by=SYSTEM, at=AT, data={"n": n})
        for n in range(30_000)
    )

    begun = time.process_time()
    link, broken = first_break(sealed())
    used = time.process_time() - begun

    assert broken is None
    assert link is not None
    assert link.seq == AuditLink.objects.count() == 30_000
    assert used < 2  # aimed at one second of an idle machine
