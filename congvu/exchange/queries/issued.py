"""A paper of ours as the message that carries it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.models import Document, DocumentFile
from congvu.documents.rules import URGENCY_NAMES
from congvu.exchange.formats.edxml.messages import (
    Attachment,
    BusinessInfo,
    Code,
    DocumentHeader,
    DocumentMessage,
    DocumentType,
    Organisation,
    OtherInfo,
    Promulgation,
    ResponseFor,
    Signer,
    ToPlaces,
    Trace,
    TraceHeader,
    new_document,
)
from congvu.exchange.formats.edxml.payload import Content
from congvu.exchange.formats.edxml.table import day_words
from congvu.exchange.queries.numbers import type_numbers
from congvu.exchange.rules import UNKNOWN_TYPE, Business
from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.organisations.queries import (
    AgencyOnDay,
    agencies_by_code,
    agencies_on,
)
from congvu.outgoing.models import OutgoingEntry, PaperSignature
from congvu.outgoing.rules import OutgoingState, RecipientKind

_NOBODY = UUID(int=0)


class NotIssued(Refused):
    """There is no issued paper with this id."""


def message_of(document_id: UUID) -> DocumentMessage:
    """An issued paper, new, to every agency among its recipients.

    ``document_id`` is the paper's or its line's in the book. What the paper lacks the
    writer tells.
    """
    issued = OutgoingEntry.objects.filter(
        state=OutgoingState.ISSUED, document__isnull=False
    ).select_related("document", "draft__answers__document")
    entry = issued.filter(pk=document_id).first()
    entry = entry or issued.filter(document_id=document_id).first()
    if entry is None or entry.document is None:
        raise NotIssued([_("Không có văn bản đi đã phát hành với mã này.")])
    places = list(entry.sent_to.order_by("sent_at", "id"))
    receivers = [p.agency_id for p in places if p.kind == RecipientKind.AGENCY]
    known = _agencies([entry.agency_id, *receivers], entry.issued_on)
    return paper_message(
        entry,
        to=[_organisation(known.get(r), known) for r in receivers if r],
        business=BusinessInfo(type=Business.NEW),
    )


def paper_message(
    entry: OutgoingEntry,
    *,
    to: list[Organisation],
    business: BusinessInfo,
    channel: str = "",
    with_files: bool = True,
) -> DocumentMessage:
    """A paper of ours to these organisations, new or with what is wanted about it."""
    document = entry.document
    if document is None:
        raise NotIssued([_("Không có văn bản đi đã phát hành với mã này.")])
    places = list(entry.sent_to.order_by("sent_at", "id"))
    known = _agencies([entry.agency_id], entry.issued_on)
    own = known.get(entry.agency_id)
    header = DocumentHeader(
        from_=_organisation(own, known),
        to=to,
        document_id=document_identifier(own.code if own else "", entry),
        code=Code(number=document.number, notation=document.notation),
        promulgation=Promulgation(
            place=own.place if own else "", promulgation_date=entry.issued_on
        ),
        document_type=DocumentType(
            type=type_numbers(channel, entry.issued_on).get(
                entry.type_code, UNKNOWN_TYPE
            ),
            type_name=entry.type_name,
        ),
        subject=entry.subject,
        signer=_signer(entry, own),
        other_info=OtherInfo(
            priority=list(URGENCY_NAMES).index(entry.urgency),
            promulgation_amount=entry.copies,
            page_amount=document.pages,
        ),
        response_for=_answered(entry),
        to_places=ToPlaces(places=[p.name for p in places]),
    )
    business.paper = int(any(p.on_paper for p in places))
    hop = TraceHeader(organ_id=header.from_.organ_id, timestamp=entry.released_at)
    return new_document(
        header,
        trace=Trace(headers=[hop], business=business),
        attachments=_attachments(document) if with_files else [],
    )


def named_by_code(names: Mapping[str, str], on: date) -> list[Organisation]:
    """Organisations as they are called that day; else by the name given here."""
    meant = agencies_by_code(names, on)
    known = _agencies(list(meant.values()), on)
    found = []
    for code, name in names.items():
        organisation = _organisation(known.get(meant.get(code, _NOBODY)), known)
        organisation.organ_id = code
        organisation.organ_name = organisation.organ_name or name or code
        found.append(organisation)
    return found


def document_identifier(code: str, entry: OutgoingEntry) -> str:
    """As real messages have it: organisation, day, number and symbol."""
    return f"{code},{day_words(entry.issued_on)},{entry.symbol}"


def _agencies(ids: Sequence[UUID | None], on: date) -> dict[UUID, AgencyOnDay]:
    """With those above them, whose names go along."""
    found = {a.id: a for a in agencies_on(on, among=[i for i in ids if i])}
    above = [a.parent_id for a in found.values() if a.parent_id not in found]
    parents = agencies_on(on, among=[i for i in above if i])
    return found | {a.id: a for a in parents}


def _organisation(
    agency: AgencyOnDay | None, known: dict[UUID, AgencyOnDay]
) -> Organisation:
    if agency is None:
        return Organisation()
    above = known.get(agency.parent_id) if agency.parent_id else None
    return Organisation(
        organ_id=agency.code,
        organization_in_charge=above.name if above else "",
        organ_name=agency.name,
    )


def _signer(entry: OutgoingEntry, own: AgencyOnDay | None) -> Signer:
    """The lines above the name, where the signature was noted with them. An electronic
    copy is signed by its agency alone."""
    draft = getattr(entry, "draft", None)
    noted = PaperSignature.objects.filter(draft=draft, person_name=entry.signer_name)
    found = noted.order_by("signed_at").first() if draft else None
    lines = found.lines[:-1] if found else []
    return Signer(
        competence="; ".join(lines),
        position=entry.signer_position,
        full_name=entry.signer_name or (own.short_name[:50] if own else ""),
    )


def _answered(entry: OutgoingEntry) -> list[ResponseFor]:
    draft = getattr(entry, "draft", None)
    if draft is None or draft.answers is None:
        return []
    paper = draft.answers.document
    return [
        ResponseFor(
            code=paper.symbol,
            promulgation_date=paper.issued_on,
            document_id=paper.identifier,
        )
    ]


def _attachments(document: Document) -> list[Attachment]:
    files = DocumentFile.objects.filter(document=document).select_related("file")
    return [
        Attachment(
            content_id=f"cid:{file.id}",
            attachment_name=file.name,
            description=file.name,
            content_type=file.file.media_type,
            content=Content(
                partial(open_file, file.file), file.file.size, file.file.sha256
            ),
        )
        for file in files.order_by("position")
    ]
