"""A secret found late: after another clerk, another agency or the register had it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import (
    discard_item,
    look_again,
    read_item,
    receive_file,
    refuse_secret_item,
    register_incoming,
)
from congvu.documents.models import (
    Document,
    DocumentFile,
    HistoryEvent,
    Instruction,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.queries import faults
from congvu.documents.queries.told import sentence
from congvu.documents.rules import FORGOTTEN, EntryState, IntakeState, Paper
from congvu.files.models import FileState, StoredFile
from congvu.lib.refusals import Refused
from tests.documents.door import paper_pdf
from tests.documents.pages import instruct, make_entry, submit
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
KEPT_WAITING = "Tệp còn đang được đọc và kiểm tra; đợi xong rồi vào sổ."


def receive(
    province: Province, content: bytes, *, who: str = "lan", read: bool = True
) -> IntakeItem:
    item = receive_file(
        stream=BytesIO(content),
        name="Kế hoạch kín.pdf",
        channel="upload",
        by=province.seat(who),
        at=province.at,
    )
    return read_item(item_id=item.id, by=SYSTEM, at=province.at) if read else item


def register(
    province: Province, item: IntakeItem, *, who: str = "lan"
) -> RegisterEntry:
    return register_incoming(
        paper=Paper("Kế hoạch kín", "Sở kín", "CV", "1/A-B", issued_on=province.today),
        arrived_at=province.at,
        by=province.seat(who),
        at=province.at,
        item_id=item.id,
        not_duplicate=True,
    )


def test_nothing_is_registered_before_it_has_been_read(province: Province) -> None:
    item = receive(province, paper_pdf(secret="TỐI MẬT"), read=False)

    with pytest.raises(Refused, match=KEPT_WAITING):
        register(province, item)

    item = read_item(item_id=item.id, by=SYSTEM, at=province.at)
    assert (item.state, item.name) == (IntakeState.REFUSED, "")
    assert StoredFile.objects.get().state == FileState.DESTROYED
    assert not RegisterEntry.objects.exists()


def test_a_secret_found_late_leaves_every_item_empty_and_the_line_its_number(
    province: Province, django_capture_on_commit_callbacks
) -> None:
    # Let in while the recogniser was missing: the paper said nothing yet.
    content = paper_pdf()
    entry = register(province, receive(province, content))
    discarded = receive(province, content)
    discard_item(
        item_id=discarded.id, reason="Trùng", by=province.seat("lan"), at=province.at
    )
    receive(province, content, who="tu")
    stamped = receive(province, paper_pdf(secret="TỐI MẬT"), read=False)
    first = StoredFile.objects.exclude(pk=stamped.file_id).get()
    IntakeItem.objects.filter(file=first).update(file=stamped.file_id)
    DocumentFile.objects.update(file=stamped.file_id)

    with django_capture_on_commit_callbacks(execute=True):
        read_item(item_id=stamped.id, by=SYSTEM, at=province.at)

    for item in IntakeItem.objects.all():
        told = (item.state, item.name, item.fields, item.draft, item.entry_id)
        assert told == (IntakeState.REFUSED, "", {}, {}, None)
    entry.refresh_from_db()
    assert (entry.number, entry.state) == (1, EntryState.CANCELLED)
    assert (entry.note, entry.search_text) == ("Văn bản mật, đã hủy", "1")
    document = Document.objects.get()
    assert (document.subject, document.symbol) == ("Văn bản mật, đã hủy", "")
    assert document.issuer_name == ""
    assert not DocumentFile.objects.exists()
    assert [fault for _words, fault in faults() if fault] == []


def test_the_timeline_forgets_what_was_written_on_a_secret(
    province: Province, django_capture_on_commit_callbacks
) -> None:
    entry = register(province, receive(province, paper_pdf()))
    submit(province, entry)
    stamped = receive(province, paper_pdf(secret="MẬT"), read=False)
    DocumentFile.objects.update(file=stamped.file_id)

    with django_capture_on_commit_callbacks(execute=True):
        read_item(item_id=stamped.id, by=SYSTEM, at=province.at)

    lines = list(HistoryEvent.objects.filter(entry_id=entry.id).order_by("at", "id"))
    told = {e.event: sentence(e) for e in lines}
    assert told["documents.submitted"] == "trình lãnh đạo"
    assert told["documents.registered"] == "vào sổ văn bản đến"
    assert {e.actor for e in lines} >= {"Nông Thị Lan"}


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "Người khác"},
        {"detail": {"text": "khác"}},
        {"detail": FORGOTTEN, "event": "documents.noted"},
    ],
)
def test_a_line_of_the_timeline_changes_in_no_other_way(
    province: Province, change: dict[str, object]
) -> None:
    lines = HistoryEvent.objects.filter(entry_id=make_entry(province).id)

    for attempt in (lambda: lines.update(**change), lines.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()

    assert [e.event for e in lines] == ["documents.registered"]


def test_a_registered_file_that_is_read_at_last_is_looked_at_again(
    province: Province,
) -> None:
    content = paper_pdf(secret="MẬT")
    item = receive(province, content, read=False)
    # As if LibreOffice had been missing: ready, and nobody knows what it says.
    IntakeItem.objects.update(state=IntakeState.READY)
    entry = register(province, item)
    StoredFile.objects.update(state=FileState.WAITING)
    other = receive(province, content, who="tu", read=False)
    read_item(item_id=other.id, by=SYSTEM, at=province.at)

    look_again(file_id=item.file_id, by=SYSTEM, at=province.at)

    entry.refresh_from_db()
    assert entry.state == EntryState.CANCELLED
    assert set(IntakeItem.objects.values_list("state", flat=True)) == {"refused"}


def test_one_agencys_word_leaves_anothers_file_alone(
    province: Province, home: Path
) -> None:
    content = paper_pdf()
    theirs = receive(province, content, who="tu")
    mine = receive(province, content)

    mine = refuse_secret_item(item_id=mine.id, by=province.seat("lan"), at=province.at)

    theirs.refresh_from_db()
    assert (mine.state, mine.name) == (IntakeState.REFUSED, "")
    assert (theirs.state, theirs.name) == (IntakeState.READY, "Kế hoạch kín.pdf")
    assert StoredFile.objects.get().state == FileState.READY


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Instruction, {"text": "Ý kiến khác."}),
        (Instruction, {"given_by": "Người khác"}),
        (RegisterEntry, {"number": 77}),
        (RegisterEntry, {"registered_at": "2020-01-01T00:00:00Z"}),
    ],
)
def test_opinions_and_numbers_are_never_rewritten(
    province: Province, model: type[Model], change: dict[str, object]
) -> None:
    instruct(province, make_entry(province))
    before = list(model.objects.values())

    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)

    assert list(model.objects.values()) == before
