"""Read for personal data, then shown; changed, taken down, destroyed with its paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.rules import symbol_key
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.outgoing.models import OutgoingEntry
from congvu.portal import queries
from congvu.portal.actions.changing import tell_relation
from congvu.portal.actions.proposing import tell_of_paper
from congvu.portal.actions.searching import put_row
from congvu.portal.actions.shelf import lay_out
from congvu.portal.models import PersonalFinding, PublicDocument, Publishing
from congvu.portal.queries import PlacedText, ShownFile
from congvu.portal.rules import (
    FileChoice,
    PublishingState,
    Validity,
    found_in,
    leaf_of,
)


@transaction.atomic
def read_publishing(
    *, publishing_id: UUID, by: Actor, at: datetime
) -> Publishing | None:
    """Look for personal data; ask about it, or show the paper at once.

    Repeatable; what is still being recognised is read when it is. None where there is
    nothing to do.
    """
    rows = Publishing.objects.select_for_update(of=("self",)).select_related("entry")
    found = rows.filter(pk=publishing_id, state=PublishingState.READING).first()
    if found is None or found.entry is None:
        return None
    texts = queries.texts_to_read(found)
    if texts is None:
        return None
    fresh = _look(found, texts)
    if fresh:
        data = {"symbol": found.entry.symbol, "found": fresh}
        record(
            "portal.searched-for-personal-data",
            by=by,
            at=at,
            on=found,
            agency_id=found.agency_id,
            data=data,
        )
    if found.findings.filter(answer="").exists():
        found.state = PublishingState.ASKED
        found.save(update_fields=["state"])
        tell_of_paper(found, at)
        return found
    _show(found, found.entry, by, at)
    return found


def _look(found: Publishing, texts: Sequence[PlacedText]) -> int:
    """What is new of it; what was answered is not asked twice."""
    known = set(found.findings.values_list("place", "kind", "words"))
    fresh: dict[tuple[str, str, str], PersonalFinding] = {}
    for place in texts:
        for position, one in enumerate(found_in(place.text)):
            key = (place.name, str(one.kind), one.words)
            if key not in known and key not in fresh:
                fresh[key] = PersonalFinding(
                    publishing=found,
                    place=place.name,
                    position=position,
                    kind=one.kind,
                    words=one.words,
                    around=one.around[:500],
                )
    PersonalFinding.objects.bulk_create(fresh.values())
    return len(fresh)


def _show(found: Publishing, entry: OutgoingEntry, by: Actor, at: datetime) -> None:
    """The copy the public reads; the file lies on its shelf before the row says so."""
    paper, beside = queries.files_to_show(found)
    for file in [*([paper.file] if paper else []), *(one.file for one in beside)]:
        lay_out(file)
    shown = _copy(found, entry, paper, beside, at)
    shown.save(force_insert=True)
    put_paper(shown, queries.public_text(found, paper, beside))
    found.state, found.published_at = PublishingState.PUBLIC, at
    found.save(update_fields=["state", "published_at"])
    record(
        "portal.published",
        by=by,
        at=at,
        on=shown,
        agency_id=found.agency_id,
        data={
            "symbol": shown.symbol,
            "sha256": shown.file_sha256,
            "file": found.file_choice,
        },
    )
    later = entry.later.filter(entry__recalled_at=None).select_related("entry")
    for relation in later.order_by("entry__order_key"):
        tell_relation(
            earlier=entry, later=relation.entry, kind=relation.kind, by=by, at=at
        )
    point_back(shown, entry)


def _copy(
    found: Publishing,
    entry: OutgoingEntry,
    paper: ShownFile | None,
    beside: Sequence[ShownFile],
    at: datetime,
) -> PublicDocument:
    """All the public is told of it, with the digest of its line."""
    issued_on = entry.issued_on
    symbol, digest = entry.symbol, paper.file.sha256 if paper else ""
    issuer = entry.document.issuer_name if entry.document else ""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return PublicDocument(
        id=uuid7(),
        publishing=found,
        agency_id=found.agency_id,
        governs=sorted(queries.governed_by(entry)),
        issuer_name=issuer,
        type_code=entry.type_code,
        type_name=entry.type_name,
        symbol=symbol,
        symbol_key=symbol_key(symbol)[:60],
        summary=found.summary,
        signer_name=entry.signer_name,
        signer_position=entry.signer_position,
        field=found.field,
        field_name=queries.field_name(found.field, issued_on),
        issued_on=issued_on,
        effective_on=found.effective_on or issued_on,
        expires_on=found.expires_on,
        validity=Validity.VALID,
        file_sha256=digest,
        file_name=paper.name if paper else "",
        file_size=paper.file.size if paper else 0,
        file_pages=paper.file.pages if paper else None,
        media_type=paper.file.media_type if paper else "",
        without_file="" if paper else queries.why_without_file(found),
        is_redacted=found.file_choice == FileChoice.REDACTED,
        attachments=[
            {
                "sha256": one.file.sha256,
                "name": one.name,
                "size": one.file.size,
                "type": one.file.media_type,
            }
            for one in beside
        ],
        signatures=queries.signatures_told(entry),
        published_at=at,
        changed_at=at,
        day=local_date(at),
        leaf=leaf_of([symbol, issuer, f"{issued_on}", digest, moment]),
    )


def put_paper(shown: PublicDocument, body: str) -> None:
    put_row(
        kind=queries.PAPER,
        source=str(shown.pk),
        title=shown.summary,
        number=shown.symbol,
        note=f"{shown.type_name} · {shown.issuer_name}",
        body=body,
        url=queries.paper_url(shown.pk),
        day=shown.issued_on,
    )


def point_back(shown: PublicDocument, entry: OutgoingEntry) -> None:
    """What it changes points to it from now on, unless another is to replace that."""
    relation = getattr(entry, "relation", None)
    if relation is not None:
        rows = PublicDocument.objects.filter(publishing__entry=relation.earlier_id)
        rows.filter(Q(replaced_on=None) | Q(later_symbol=shown.symbol)).update(
            later=shown
        )
