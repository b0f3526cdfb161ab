"""The index follows the tables: every change, a kill, a lost folder, other tables."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from congvu.archives.actions import file_paper
from congvu.archives.models import DossierGrant, DossierItem
from congvu.documents.models import (
    Document,
    DocumentFile,
    Grant,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.rules import Doubt, IntakeState
from congvu.files.models import FileState, StoredFile
from congvu.outgoing.actions import Numbered, reserve_number, save_version
from congvu.outgoing.models import (
    DraftGrant,
    OutgoingEntry,
    OutgoingGrant,
)
from congvu.search import actions
from congvu.search.models import IndexChange, IndexNode
from congvu.search.rules import ask
from congvu.search.rules.indexed import SOURCES, Narrowed, Within
from congvu.search.store import IndexMissing, find, folder_in_use, open_index
from tests.archives.making import finished, make_dossier, put_file
from tests.documents.pages import make_entry
from tests.finding.shelf import with_text
from tests.outgoing.drafts import begin, out
from tests.people import Province, make_province
from tests.search.index import TestIndex

WORD = "nghìn lẻ một đêm"


class World:
    """One thing of each kind, each with a file or a text."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self.agency = province.committee.id
        self.entry = finished(province, subject="Đến", symbol="1/X")
        self.file = with_text(self.entry.document, "chữ trong tệp đến")
        self.line = reserve_number(
            paper=Numbered(type_code="QĐ", subject="Đi"),
            by=province.seat("lan"),
            at=province.at,
        )
        self.draft = begin(province)
        self.dossier = make_dossier(province)
        self.item = put_file(province, self.dossier, "Tài liệu")
        self.document = Document.objects.create(
            subject="Đi",
            issuer_name="UBND",
            type_code="QĐ",
            type_name="Quyết định",
            created_at=province.at,
        )
        OutgoingEntry.objects.filter(pk=self.line.pk).update(document=self.document)
        self.sent_file = with_text(self.document, "chữ trong tệp đi")

    def found(self, index: TestIndex, **narrowed: Any) -> set[UUID]:
        return index.found(f'"{WORD}"', self.agency, **narrowed)


@pytest.fixture
def world(province: Province, law: None, home: Path, index: TestIndex) -> World:
    made = World(province)
    index.follow()
    return made


def _save(row: Any, **changed: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**changed)


# What changes, and the thing that is found by it from then on.
CHANGES: dict[str, Callable[[World], UUID]] = {}


def change(act: Callable[[World], UUID]) -> Callable[[World], UUID]:
    CHANGES[act.__name__] = act
    return act


@change
def a_new_line(world: World) -> UUID:
    return make_entry(world.province, subject=WORD, symbol="2/X").id


@change
def the_note_of_a_line(world: World) -> UUID:
    _save(world.entry, note=WORD)
    return world.entry.id


@change
def the_paper_itself(world: World) -> UUID:
    _save(world.entry.document, subject=WORD)
    return world.entry.id


@change
def a_further_file(world: World) -> UUID:
    with_text(world.entry.document, WORD, position=1)
    return world.entry.id


@change
def another_file_in_its_place(world: World) -> UUID:
    other = with_text(world.document, WORD, position=1)
    DocumentFile.objects.filter(file=other).delete()
    DocumentFile.objects.filter(file=world.file).update(file=other)
    return world.entry.id


@change
def the_text_read_from_a_file(world: World) -> UUID:
    _save(world.file, text=WORD)
    return world.entry.id


@change
def a_new_number(world: World) -> UUID:
    paper = Numbered(type_code="QĐ", subject=WORD)
    by, at = world.province.seat("lan"), world.province.at
    return reserve_number(paper=paper, by=by, at=at).id


@change
def the_subject_of_an_outgoing_line(world: World) -> UUID:
    _save(world.line, subject=WORD)
    return world.line.id


@change
def the_text_of_an_outgoing_file(world: World) -> UUID:
    _save(world.sent_file, text=WORD)
    return world.line.id


@change
def a_further_outgoing_file(world: World) -> UUID:
    with_text(world.document, WORD, position=1)
    return world.line.id


@change
def the_subject_of_a_draft(world: World) -> UUID:
    _save(world.draft, subject=WORD)
    return world.draft.id


@change
def the_body_of_a_draft(world: World) -> UUID:
    body = [{"kind": "paragraph", "text": WORD, "level": 0}]
    save_version(
        draft_id=world.draft.id,
        fields={"body": body},
        by=world.province.seat("minh"),
        at=world.province.at,
    )
    return world.draft.id


@change
def a_new_dossier(world: World) -> UUID:
    return make_dossier(world.province, title=WORD, symbol="06.KGVX").id


@change
def the_keywords_of_a_dossier(world: World) -> UUID:
    _save(world.dossier, keywords=WORD)
    return world.dossier.id


@change
def a_file_put_into_a_dossier(world: World) -> UUID:
    put_file(world.province, world.dossier, WORD)
    return world.dossier.id


@change
def the_text_of_a_file_in_a_dossier(world: World) -> UUID:
    StoredFile.objects.filter(pk=world.item.file_id).update(text=WORD)
    return world.dossier.id


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_found_within_a_round(
    name: str, world: World, index: TestIndex
) -> None:
    assert world.found(index) == set()

    thing = CHANGES[name](world)
    index.indexer.round(at=timezone.now())

    assert world.found(index) == {thing}
    assert not IndexChange.objects.exists()


def test_what_moves_from_one_owner_to_another_is_read_again_for_both(
    world: World, index: TestIndex
) -> None:
    """A file and a right are moved in one statement: the former owner has lost them."""
    other = make_entry(world.province, subject="Đến sau", symbol="3/X")
    reader = world.province.seat("thu").post_id
    given = {"principal_id": reader, "order_key": world.entry.order_key}
    grant = Grant.objects.create(entry=world.entry, **given)
    _save(world.file, text=WORD)
    index.follow()
    assert world.found(index) == {world.entry.id}

    DocumentFile.objects.filter(file=world.file).update(document=other.document)
    Grant.objects.filter(pk=grant.pk).update(entry=other)
    index.indexer.round(at=timezone.now())

    assert world.found(index) == {other.id}
    within = Within(frozenset([world.agency]), principals=frozenset([reader]))
    hits = find(open_index(), ask("Đến"), within=within, narrowed=Narrowed()).hits
    assert {hit.id for hit in hits} == {other.id}


GRANTED = [
    ("incoming", Grant, "entry"),
    ("outgoing", OutgoingGrant, "entry"),
    ("draft", DraftGrant, "draft"),
    ("dossier", DossierGrant, "dossier"),
]


@pytest.mark.parametrize(("kind", "grants", "of"), GRANTED, ids=[g[0] for g in GRANTED])
def test_a_right_given_or_taken_back_is_in_the_index_within_a_round(
    kind: str, grants: Any, of: str, world: World, index: TestIndex
) -> None:
    thing = {
        "incoming": world.entry,
        "outgoing": world.line,
        "draft": world.draft,
        "dossier": world.dossier,
    }[kind]
    reader = world.province.seat("thu").post_id
    words = {"incoming": "Đến", "outgoing": "Đi", "draft": "rét", "dossier": "dịch"}

    def sees() -> bool:
        found = find(
            open_index(),
            ask(words[kind]),
            within=Within(frozenset([world.agency]), principals=frozenset([reader])),
            narrowed=Narrowed(kinds=frozenset([kind])),
        )
        return [hit.id for hit in found.hits] == [thing.pk]

    assert not sees()
    more = {"order_key": thing.order_key} if hasattr(thing, "order_key") else {}
    grants.objects.create(**{of: thing}, principal_id=reader, **more)
    index.indexer.round(at=timezone.now())
    assert sees()
    grants.objects.filter(**{of: thing}, principal_id=reader).delete()
    index.indexer.round(at=timezone.now())
    assert not sees()


def test_what_is_gone_from_the_tables_is_gone_from_the_index(
    world: World, index: TestIndex
) -> None:
    """A draft that was issued is found as its line; a file that was taken out, not."""
    _save(world.file, text=WORD)
    index.follow()
    assert world.found(index) == {world.entry.id}
    assert index.keys("draft") == {world.draft.id}

    DocumentFile.objects.filter(file=world.file).delete()
    issued = out(world.province, 3, world.province.seat("lan"), world.province.at)
    index.indexer.round(at=timezone.now())

    assert world.found(index) == set()
    assert index.keys("draft") == {world.draft.id}
    assert issued.entry_id in index.keys("outgoing")


def test_a_file_held_as_doubtful_is_not_found_by_its_text(
    world: World, index: TestIndex
) -> None:
    _save(world.file, text=WORD)
    item = IntakeItem.objects.create(
        agency=world.province.committee,
        file=world.file,
        channel="paper",
        state=IntakeState.READY,
        received_at=world.province.at,
        received_by="Nông Thị Lan",
    )
    index.follow()
    assert world.found(index) == {world.entry.id}

    _save(item, doubt=Doubt.HELD, state=IntakeState.QUARANTINED, reason="Dấu mật?")
    index.indexer.round(at=timezone.now())
    assert world.found(index) == set()

    _save(item, doubt=Doubt.CLEARED, state=IntakeState.READY, reason="")
    index.indexer.round(at=timezone.now())
    assert world.found(index) == {world.entry.id}


def test_a_destroyed_secret_is_not_found(world: World, index: TestIndex) -> None:
    _save(world.file, text=WORD)
    index.follow()
    assert world.found(index) == {world.entry.id}

    _save(
        world.file,
        state=FileState.DESTROYED,
        text="",
        name="",
        searchable="",
        reason="Bí mật nhà nước",
        destroyed_at=timezone.now(),
    )
    index.indexer.round(at=timezone.now())

    assert world.found(index) == set()


def test_a_paper_is_found_in_its_dossier_as_long_as_it_lies_there(
    world: World, index: TestIndex
) -> None:
    _save(world.entry, note=WORD)
    inside = {"facets": {"dossier": [str(world.dossier.id)]}}
    index.follow()
    assert world.found(index, **inside) == set()

    file_paper(
        dossier_id=world.dossier.id,
        incoming_id=world.entry.id,
        by=world.province.seat("minh"),
        at=world.province.at,
    )
    index.indexer.round(at=timezone.now())
    assert world.found(index, **inside) == {world.entry.id}

    DossierItem.objects.filter(incoming=world.entry).delete()
    index.indexer.round(at=timezone.now())
    assert world.found(index, **inside) == set()


def _tables(kind: str) -> set[UUID]:
    return {thing.id for thing in SOURCES.kinds[kind].read(None)}


def _agrees(index: TestIndex) -> bool:
    return all(index.keys(kind) == _tables(kind) for kind in SOURCES.kinds)


def test_a_folder_that_was_deleted_is_built_again(
    world: World, index: TestIndex
) -> None:
    _save(world.entry, note=WORD)
    shutil.rmtree(index.root)
    with pytest.raises(IndexMissing):
        open_index()

    index.follow()
    assert world.found(index) == {world.entry.id}
    _save(world.entry, note="Khác")
    index.follow()

    assert world.found(index) == set()
    assert _agrees(index)


def test_with_a_restored_database_the_index_of_the_other_one_is_not_used(
    world: World, index: TestIndex
) -> None:
    """The restored tables know nothing of this machine: it joins and begins anew."""
    _save(world.entry, note=WORD)
    index.follow()
    before = index.indexer.node.id
    IndexNode.objects.all().delete()
    _save(world.entry, note="")

    index.indexer.seen = None
    index.follow()

    assert index.indexer.node.id != before
    assert folder_in_use(before) is None
    assert world.found(index) == set()
    assert _agrees(index)


def test_of_two_workers_one_writes(index: TestIndex) -> None:
    with actions.only_writer() as first, actions.only_writer() as second:
        assert (first, second) == (True, False)
    with actions.only_writer() as again:
        assert again


def test_a_machine_that_was_away_for_a_day_is_forgotten_with_its_changes(
    world: World, index: TestIndex
) -> None:
    other = IndexNode.objects.create(
        name="máy khác", seen_at=timezone.now() - timedelta(days=2)
    )
    _save(world.entry, note=WORD)
    assert IndexChange.objects.filter(node=other).exists()

    index.indexer.seen = None
    index.indexer.round(at=timezone.now())

    assert not IndexNode.objects.filter(name="máy khác").exists()
    assert not IndexChange.objects.exists()


def test_without_a_machine_that_keeps_an_index_nothing_is_noted(
    province: Province, law: None
) -> None:
    make_entry(province)

    assert not IndexChange.objects.exists()


def _follow_until(kill_at: str) -> None:
    """In a process of its own that dies without a word before this statement."""

    def watch(execute: Callable[..., Any], sql: Any, *given: Any) -> Any:
        if str(sql).strip().startswith(kill_at):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *given)

    indexer = actions.begin(at=timezone.now())
    with connection.execute_wrapper(watch):
        indexer.round(at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_killed_between_writing_and_striking_out_nothing_is_lost_or_double(
    settings: Any, tmp_path: Path
) -> None:
    call_command("load_law", verbosity=0)
    province = make_province(timezone.localtime(), timezone.localdate())
    first = make_entry(province, subject=WORD)
    index = TestIndex(tmp_path / "search", settings)
    index.indexer.close()
    second = make_entry(province, subject=f"{WORD} nữa", symbol="2/X")
    RegisterEntry.objects.filter(pk=first.pk).update(note="Đổi")
    noted = IndexChange.objects.count()
    agency = province.committee.id

    connections.close_all()
    context = multiprocessing.get_context("fork")
    for kill_at in ("SELECT c.id, c.kind", 'DELETE FROM "search_indexchange"'):
        process = context.Process(target=_follow_until, args=(kill_at,))
        process.start()
        process.join(60)
        assert process.exitcode == -signal.SIGKILL, kill_at
        assert IndexChange.objects.count() == noted, kill_at
        connections.close_all()

    written = index.found(f'"{WORD}"', agency)
    index.anew()
    hits = find(
        open_index(),
        ask(f'"{WORD}"'),
        within=Within(frozenset([agency]), frozenset([agency])),
        narrowed=Narrowed(),
    ).hits
    index.indexer.close()

    assert written == {first.id, second.id}, "written before the kill"
    assert sorted(hit.id for hit in hits) == sorted([first.id, second.id])
    assert not IndexChange.objects.exists()


def test_what_is_older_than_any_place_is_indexed_with_the_rest(
    province: Province, index: TestIndex
) -> None:
    """A day that was mistyped before pages refused it; papers from before 1970 come
    page after page, each once.
    """
    made = make_dossier(province, title="Hồ sơ đầm sen")
    made.__class__.objects.filter(pk=made.pk).update(opened_on=date(202, 1, 1))
    old = [make_dossier(province, title="Hồ sơ đầm sen", symbol=f"{n}") for n in "678"]
    for n, one in enumerate(old):
        one.__class__.objects.filter(pk=one.pk).update(opened_on=date(1950 + n, 1, 1))
    index.anew()
    within = Within(frozenset([made.agency_id]), frozenset([made.agency_id]))

    found, after = [], ""
    for _n in range(6):
        hits = find(
            open_index(),
            ask("đầm sen"),
            within=within,
            narrowed=Narrowed(),
            newest=True,
            after=after,
            limit=1,
        )
        found += [hit.id for hit in hits.hits]
        after = hits.after
        if not after:
            break

    assert found == [old[2].pk, old[1].pk, old[0].pk, made.pk]
