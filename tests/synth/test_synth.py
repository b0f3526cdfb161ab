"""The synthetic province is sound, the same each time, and obeys a real one's rules."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from congvu.audit.models import AuditEvent
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.queries import faults
from congvu.documents.rules import AssignmentState, EntryState
from congvu.organisations.models import Agency, Person

LAST = date(2026, 11, 20)
TABLES = (
    "organisations_agency",
    "organisations_person",
    "organisations_appointment",
    "documents_document",
    "documents_registerentry",
    "documents_grant",
    "documents_instruction",
    "documents_assignment",
    "documents_historyevent",
)


def _load(documents: int, seed: int) -> None:
    call_command("load_law", verbosity=0)
    call_command(
        "synth",
        documents=documents,
        seed=seed,
        last=LAST,
        stdout=StringIO(),
        stderr=StringIO(),
    )


def _fingerprints() -> dict[str, str]:
    prints = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM {table} t"
            )
            prints[table] = cursor.fetchone()[0]
    return prints


@pytest.mark.django_db
def test_what_it_makes_passes_every_check_a_real_office_would() -> None:
    _load(600, 7)

    assert RegisterEntry.objects.count() == 600
    assert [fault for _rule, fault in faults() if fault is not None] == []
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    assert "Nguyên vẹn" in out.getvalue()


@pytest.mark.django_db
def test_every_paper_and_every_part_has_one_state_and_they_add_up() -> None:
    _load(600, 8)

    by_state = {s: RegisterEntry.objects.filter(state=s).count() for s in EntryState}
    assert sum(by_state.values()) == RegisterEntry.objects.count()
    assert by_state[EntryState.DONE] > 400
    parts = {s: Assignment.objects.filter(state=s).count() for s in AssignmentState}
    assert sum(parts.values()) == Assignment.objects.count()


@pytest.mark.django_db
def test_it_makes_people_and_a_history_for_each_paper() -> None:
    _load(300, 9)

    assert Agency.objects.count() >= 3
    assert Person.objects.count() > 30
    logged = AuditEvent.objects.filter(event="documents.registered")
    assert logged.values("object_id").distinct().count() == 300


def _of_one_load(seed: int) -> dict[str, str]:
    with transaction.atomic():
        _load(200, seed)
        prints = _fingerprints()
        transaction.set_rollback(True)
    return prints


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_province_and_another_seed_another() -> None:
    first, again, other = _of_one_load(5), _of_one_load(5), _of_one_load(6)

    assert again == first
    assert all(other[table] != first[table] for table in TABLES)
