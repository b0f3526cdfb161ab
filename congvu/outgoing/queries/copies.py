"""Certified copies: what may be copied, and the copies there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import Document, DocumentFile, RegisterEntry
from congvu.documents.queries import Scope, held_in
from congvu.documents.rules import EntryState
from congvu.files.models import FileKind, StoredFile
from congvu.law.queries import rules
from congvu.lib.refusals import Reason
from congvu.organisations.queries import agency_on, posts_on
from congvu.outgoing.models import OutgoingEntry, PaperCopy, PaperSignature
from congvu.outgoing.queries.lists import readable_lines
from congvu.outgoing.queries.papers import collective_of, facts_of, signers
from congvu.outgoing.rules import (
    Authority,
    CopySource,
    Medium,
    OutgoingState,
    SignedHow,
    authority_of,
)

_GONE = (EntryState.RETURNED, EntryState.CANCELLED)


@dataclass(frozen=True)
class ToCopy:
    """A paper that somebody wants a copy of, whichever register it stands in."""

    source: CopySource
    document: Document | None
    file: StoredFile | None
    incoming: RegisterEntry | None = None
    outgoing: OutgoingEntry | None = None

    @property
    def words(self) -> str:
        """``05/QĐ-UBND ngày 05/03/2026 của …``: the paper as it is named on a copy."""
        paper = self.document
        if paper is None:
            return self.outgoing.symbol if self.outgoing else ""
        day = f"{paper.issued_on:%d/%m/%Y}" if paper.issued_on else _("không ghi ngày")
        said = _("%(symbol)s ngày %(day)s của %(issuer)s")
        return said % {
            "symbol": paper.symbol or paper.type_name,
            "day": day,
            "issuer": paper.issuer_name,
        }


def of_incoming(entry: RegisterEntry) -> ToCopy:
    """A line of the incoming register; three queries."""
    file = _pdf_of(entry.document_id)
    places = DocumentFile.objects.filter(document=entry.document_id)
    source = CopySource(
        type_code=entry.document.type_code,
        stands=entry.state not in _GONE,
        has_pdf=file is not None,
        may_be_secret=places.filter(held_in(entry.agency_id)).exists(),
    )
    return ToCopy(source, entry.document, file, incoming=entry)


def of_outgoing(entry: OutgoingEntry) -> ToCopy:
    """An issued paper; three queries."""
    file = _pdf_of(entry.document_id) if entry.document_id else None
    source = CopySource(
        type_code=entry.type_code,
        stands=entry.state == OutgoingState.ISSUED,
        recalled=entry.recalled_at is not None,
        medium=_medium_of(entry),
        has_pdf=file is not None,
    )
    return ToCopy(source, entry.document, file, outgoing=entry)


def _medium_of(entry: OutgoingEntry) -> Medium:
    hows = set(
        PaperSignature.objects.filter(draft__entry=entry).values_list("how", flat=True)
    )
    if SignedHow.PERSONAL in hows:
        return Medium.ELECTRONIC
    return Medium.PAPER if SignedHow.PEN in hows else Medium.UNKNOWN


def _pdf_of(document_id: UUID | None) -> StoredFile | None:
    found = (
        DocumentFile.objects.select_related("file")
        .filter(document=document_id, file__kind=FileKind.PDF)
        .order_by("position")
        .first()
    )
    return found.file if found else None


def is_source_held(copy: PaperCopy) -> bool:
    """Whether what was copied is held since then as a possible state secret."""
    places = DocumentFile.objects.filter(
        file=copy.source_file_id, document__entries=copy.incoming_id
    )
    return places.filter(held_in(copy.entry.agency_id)).exists()


def copy_directions(on: date) -> dict[str, tuple[str, ...]]:
    """Which directions the law of that day knows for each kind of copy."""
    found = {}
    for kind in rules("copy_type", on):
        directions = kind.value["directions"]
        known = directions if isinstance(directions, list | tuple) else ()
        found[kind.key] = tuple(str(one) for one in known)
    return found


def copy_authority(
    agency_id: UUID, post_id: UUID | None, *, basis: str, on: date
) -> tuple[Authority | None, str, str, list[Reason]]:
    """By what right the holder of a post signs a copy, the name and the post's name."""
    posts, agency = posts_on(on, agency_id=agency_id), agency_on(agency_id, on)
    post = next((p for p in signers(agency_id, on) if p.id == post_id), None)
    if post is None or agency is None:
        words = _("Chọn người ký đang giữ chức vụ.")
        return None, "", "", [Reason(words, "signer")]
    facts = facts_of(post, posts, collective=collective_of(agency), basis=basis)
    authority, reasons = authority_of(facts)
    return authority, post.person_name, post.name, reasons


@dataclass(frozen=True)
class CopyPage:
    """One page of the register of copies; ``after`` is the key of the next."""

    copies: list[PaperCopy]
    after: int | None


def readable_copies(scope: Scope) -> QuerySet[PaperCopy]:
    """Every copy whose line the scope may read."""
    return (
        PaperCopy.objects.filter(entry__in=readable_lines(scope))
        .select_related(
            "entry__sequence__book",
            "incoming__document",
            "outgoing__document",
            "source_file",
        )
        .defer("entry__search", "entry__search_text")
    )


def copies_page(scope: Scope, *, after: int | None = None, limit: int = 50) -> CopyPage:
    """Newest first, of the agency's own book; one query."""
    rows = readable_copies(scope).filter(entry__agency=scope.agency_id)
    if after is not None:
        rows = rows.filter(entry__order_key__lt=after)
    found = list(rows.order_by("-entry__order_key")[: limit + 1])
    more = found[limit - 1].entry.order_key if len(found) > limit else None
    return CopyPage(found[:limit], more)


def source_document(copy: PaperCopy) -> Document:
    """The paper a copy was made of, in whichever register it stands."""
    line = copy.incoming or copy.outgoing
    if line is None or line.document is None:
        raise ValueError("a copy is made of one paper")
    return line.document
