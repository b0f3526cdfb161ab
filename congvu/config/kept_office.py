"""The office as ``keeping`` copies and proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from congvu.audit.actions import record
from congvu.audit.queries import sealed, sealed_twice
from congvu.audit.rules import Actor, first_break
from congvu.documents.queries import faults as faults_of_books
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import verify_store
from congvu.keeping.rules import Finding, Subject
from congvu.outgoing.queries import faults as faults_of_outgoing
from congvu.search.queries import behind

# Which machines keep an index, and what waits for them: each begins anew.
EMPTIED = ("search_indexnode", "search_indexchange")


def kept_files() -> dict[str, int]:
    rows = StoredFile.objects.exclude(state=FileState.DESTROYED)
    return dict(rows.values_list("sha256", "size").iterator())


def destroyed_files() -> list[str]:
    rows = StoredFile.objects.filter(state=FileState.DESTROYED)
    return sorted(rows.values_list("sha256", flat=True))


def look_over() -> Iterator[Finding]:
    """Books, chain, contents and index, each proved as its own command does."""
    books = [
        f"{words}: {fault.count} ({fault.first})"
        for words, fault in chain(faults_of_books(), faults_of_outgoing())
        if fault
    ]
    yield Finding(Subject.BOOKS, books)
    yield Finding(Subject.AUDIT, list(_breaks()))
    lost = [f"{d.sha256} ({d.kind})" for d in verify_store() if d.kind != "orphan"]
    yield Finding(Subject.FILES, lost)
    late = behind()
    yield Finding(
        Subject.INDEX,
        None if late is None else [f"{kind}: {n}" for kind, n in late.items() if n],
    )


def note(event: str, *, by: Actor, at: datetime, data: Mapping[str, object]) -> None:
    record(event, by=by, at=at, data=data)


def _breaks() -> Iterator[str]:
    link, broken = first_break(sealed())
    if broken and link:
        yield f"{link.seq} ({broken})"
    elif twice := sealed_twice():
        yield f"{twice[0]} (duplicate)"
