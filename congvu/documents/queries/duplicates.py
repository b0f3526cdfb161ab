"""What the agency already holds and looks like the same paper."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from congvu.documents.models import Document, DocumentFile, RegisterEntry
from congvu.documents.rules import EntryState, symbol_key
from congvu.lib.text import fold

K = TypeVar("K", bound=Hashable)
_MOST = 5


@dataclass(frozen=True)
class Sought:
    """What is known of a paper at the door; empty means not known."""

    symbol: str = ""
    issuer_name: str = ""
    issued_on: date | None = None
    identifier: str = ""
    file_id: UUID | None = None

    @property
    def symbol_key(self) -> str:
        return symbol_key(self.symbol)[:60]

    @property
    def identifier_key(self) -> str:
        """Letters of an identifier are typed large and small alike."""
        return self.identifier.strip().lower()

    def is_same(self, entry: RegisterEntry, files: frozenset[UUID]) -> bool:
        """The same identifier, the same file, or the same number and symbol from the
        same issuer (NĐ 30/2020 Phụ lục VI) in the same year: numbers start again each
        January.
        """
        held = entry.document
        if self.identifier_key and held.identifier.lower() == self.identifier_key:
            return True
        if self.file_id is not None and self.file_id in files:
            return True
        if not self.symbol_key or entry.symbol_key != self.symbol_key:
            return False
        same_issuer = not self.issuer_name or (
            fold(held.issuer_name) == fold(self.issuer_name)
        )
        days = (held.issued_on, self.issued_on)
        return same_issuer and len({d.year for d in days if d is not None}) < 2


def duplicates_of(
    agency_id: UUID, sought: Mapping[K, Sought]
) -> dict[K, list[RegisterEntry]]:
    """For each paper sought its likely doubles, newest first; two queries for all, and
    one more where an identifier is known.
    """
    keys = {s.symbol_key for s in sought.values()} - {""}
    identifiers = {s.identifier_key for s in sought.values()} - {""}
    file_ids = {s.file_id for s in sought.values()} - {None}
    if not keys and not identifiers and not file_ids:
        return {key: [] for key in sought}
    holders: dict[UUID, set[UUID]] = {}
    if file_ids:
        rows = DocumentFile.objects.filter(file__in=file_ids)
        for document_id, file_id in rows.values_list("document_id", "file_id"):
            holders.setdefault(document_id, set()).add(file_id)
    if identifiers:
        for document_id in _identified(identifiers):
            holders.setdefault(document_id, set())
    entries = list(
        RegisterEntry.objects.filter(
            Q(symbol_key__in=keys) | Q(document__in=list(holders)),
            agency=agency_id,
        )
        .exclude(state__in=[EntryState.CANCELLED, EntryState.RETURNED])
        .select_related("document")
        .order_by("-order_key")
    )
    return {
        key: [
            entry
            for entry in entries
            if one.is_same(entry, frozenset(holders.get(entry.document_id, ())))
        ][:_MOST]
        for key, one in sought.items()
    }


def _identified(keys: set[str]) -> QuerySet[Document, UUID]:
    """Asked for by itself: an index of another table is of no use inside an OR."""
    return (
        Document.objects.exclude(identifier="")
        .alias(key=Lower("identifier"))
        .filter(key__in=keys)
        .values_list("pk", flat=True)
    )


def duplicates(
    *,
    agency_id: UUID,
    symbol: str = "",
    issuer_name: str = "",
    issued_on: date | None = None,
    identifier: str = "",
    file_id: UUID | None = None,
) -> Sequence[RegisterEntry]:
    """Entries of this agency for what looks like this one paper, newest first."""
    one = Sought(symbol, issuer_name, issued_on, identifier, file_id)
    return duplicates_of(agency_id, {0: one})[0]


def like_entry(entry: RegisterEntry, *, file_id: UUID | None) -> list[RegisterEntry]:
    """Other entries of its agency that look like this one; rights are the caller's."""
    document = entry.document
    alike = duplicates(
        agency_id=entry.agency_id,
        symbol=document.symbol,
        issuer_name=document.issuer_name,
        issued_on=document.issued_on,
        identifier=document.identifier,
        file_id=file_id,
    )
    return [other for other in alike if other.pk != entry.pk]
