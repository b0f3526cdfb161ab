"""The synthetic province is sound, the same each time, and obeys a real one's rules."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count

from congvu.archives.models import DossierItem
from congvu.audit.models import AuditEvent
from congvu.documents.models import Assignment, DocumentFile, Register, RegisterEntry
from congvu.documents.queries import faults
from congvu.documents.rules import AssignmentState, EntryState
from congvu.exchange.models import Dispatch
from congvu.files.models import StoredFile
from congvu.files.queries import open_file
from congvu.organisations.models import (
    Agency,
    Appointment,
    Heir,
    Person,
    Post,
    Reform,
)
from congvu.outgoing.models import OutgoingBook, OutgoingEntry
from congvu.outgoing.queries import faults as outgoing_faults
from congvu.outgoing.queries import sequence_rules
from congvu.outgoing.rules import DEFAULT_SEQUENCES
from congvu.synth.actions import loading

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
    "files_storedfile",
    "outgoing_outgoingentry",
    "exchange_dispatchstatus",
    "archives_dossieritem",
)


def _load(documents: int, seed: int, *, years: int = 2, agencies: int = 0) -> None:
    call_command("load_law", verbosity=0)
    call_command(
        "synth",
        documents=documents,
        seed=seed,
        last=LAST,
        years=years,
        agencies=agencies,
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
    assert [fault for _rule, fault in outgoing_faults() if fault is not None] == []
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


@pytest.mark.django_db
def test_communes_were_joined_and_left_nothing_undone() -> None:
    _load(400, 4, years=3, agencies=20)

    act = Reform.objects.get()
    ended = Agency.objects.filter(valid_until=act.on)
    assert ended.count() == 3
    heir = Heir.objects.filter(kind="agency").values_list("heir_id", flat=True)
    assert Agency.objects.get(pk=heir.distinct().get()).valid_from == act.on
    of_ended = RegisterEntry.objects.filter(agency__in=ended)
    assert of_ended.exclude(state=EntryState.DONE).count() == 0
    assert of_ended.filter(arrived_on__gte=act.on).count() == 0
    assert RegisterEntry.objects.filter(agency__in=heir).exists()
    books = Register.objects.filter(agency__in=ended)
    assert {book.closed_by_reform_id for book in books} == {act.id}
    assert not Appointment.objects.filter(
        post__unit__agency__in=ended, valid_until=None
    ).exists()
    assert [fault for _rule, fault in faults() if fault is not None] == []


@pytest.mark.django_db
def test_posts_have_had_several_holders_one_after_another() -> None:
    _load(100, 3, years=6)

    held = Appointment.objects.values("post").annotate(n=Count("id"))
    assert max(row["n"] for row in held) >= 3
    now = Appointment.objects.filter(valid_until=None)
    assert now.count() == Post.objects.count()


@pytest.mark.django_db
def test_a_paper_between_agencies_is_one_paper_with_both_sides() -> None:
    _load(500, 2)

    sent = Dispatch.objects.exclude(status="02").select_related("entry", "item__entry")
    assert sent.count() > 100
    for row in sent:
        assert row.item is not None
        assert row.item.entry is not None
        assert row.item.entry.document_id == row.entry.document_id
        assert row.entry.released_at <= row.item.received_at
    refused = Dispatch.objects.filter(status="02")
    assert refused.exists()
    assert all(row.item.reason and row.item.entry is None for row in refused)
    for book in OutgoingBook.objects.all():
        rules = sequence_rules(book.agency_id, book.year)
        assert [r.kind for r in rules] == [r.kind for r in DEFAULT_SEQUENCES]
        lines = OutgoingEntry.objects.filter(sequence__book=book)
        numbers = sorted(lines.values_list("number", flat=True))
        assert numbers == list(range(1, book.last_line + 1))


@pytest.mark.django_db
def test_every_paper_has_its_file_and_says_what_it_is_about(settings: Any) -> None:
    _load(120, 1)

    for held in DocumentFile.objects.select_related("document", "file")[:40]:
        text = held.file.text
        assert held.document.subject in text
        assert held.document.symbol in text
        assert 120 < len(text.split()) < 1500
        with open_file(held.file) as kept:
            content = kept.read()
        assert hashlib.sha256(content).hexdigest() == held.file.sha256
        assert content.decode().startswith(text)
    texts = StoredFile.objects.values_list("text", flat=True)
    assert len(set(texts)) == len(texts)


@pytest.mark.django_db
def test_finished_papers_lie_in_the_dossier_of_their_division_and_year() -> None:
    _load(300, 6)

    items = DossierItem.objects.select_related("dossier", "incoming")
    assert items.count() > 100
    for item in items:
        assert item.incoming is not None
        assert item.incoming.state == EntryState.DONE
        assert item.incoming.agency_id == item.dossier.agency_id
        assert item.incoming.arrived_on.year == item.dossier.year
        assert item.incoming.recipient == item.dossier.unit_name


@pytest.mark.django_db(transaction=True)
def test_loaded_bare_the_tables_get_everything_back(monkeypatch: Any) -> None:
    """As a large one is: by a thread, indexes and keys put back, or nothing at all."""
    before = _shape()
    monkeypatch.setattr(loading, "LARGE", 100)
    _load(150, 11)

    assert _shape() == before
    assert RegisterEntry.objects.count() == 150
    assert [fault for _rule, fault in faults() if fault is not None] == []

    def stop(_self: Any, _at: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading._Making, "_paper", stop)
    with pytest.raises(KeyboardInterrupt):
        _load(150, 12)
    assert _shape() == before
    assert RegisterEntry.objects.count() == 150


_CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")


def _shape() -> list[tuple[str, ...]]:
    """Every constraint and index; what is kept by month is its parent's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.relname, c.conname, pg_get_constraintdef(c.oid)"
            "  FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid"
            " WHERE r.relnamespace = 'public'::regnamespace AND NOT r.relispartition"
            # An index of a table kept by month is whole when each month has its part.
            " UNION ALL SELECT r.relname, i.relname, concat_ws(' ', x.indisvalid,"
            "   (SELECT count(*) FROM pg_inherits p WHERE p.inhparent = i.oid)"
            "   - (SELECT count(*) FROM pg_inherits p WHERE p.inhparent = r.oid),"
            "   pg_get_indexdef(i.oid))"
            "  FROM pg_index x JOIN pg_class r ON r.oid = x.indrelid"
            "  JOIN pg_class i ON i.oid = x.indexrelid"
            " WHERE r.relnamespace = 'public'::regnamespace AND NOT r.relispartition"
            " ORDER BY 1, 2, 3"
        )
        # Read back from its own words a list of texts is cast one by one.
        return [(*row[:2], _CASTS.sub("", row[2])) for row in cursor.fetchall()]
