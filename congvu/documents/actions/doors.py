"""A paper put at the doors of other agencies of the installation; no file is copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.actions.papers import document_values
from congvu.documents.models import (
    Document,
    DocumentFile,
    HistoryEvent,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.rules import IntakeState, Paper
from congvu.files.models import FileState, StoredFile
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.numbering import SymbolUnreadable
from congvu.lib.text import gettext_noop, nfc

NO_SUBJECT = gettext_noop("(nơi gửi không ghi trích yếu)")
TAKEN_BACK = gettext_noop("Nơi gửi đã rút trước khi vào sổ.")


def put_at_doors(
    *,
    paper: Document,
    agency_ids: Sequence[UUID],
    sender: str,
    at: datetime,
    is_shared: bool = False,
    channel: str = "internal",
) -> list[IntakeItem]:
    """An item for each agency, in their order; two statements however many.

    A paper that ``is_shared`` is the issuer's own: registers that take it in as it is
    point to it. What comes from outside is read before anybody takes it in.
    """
    files = DocumentFile.objects.filter(document=paper.pk).select_related("file")
    first = files.order_by("position").first()
    state, reason = IntakeState.READY, ""
    if first is not None and channel != "internal":
        state, reason = IntakeState.READING, first.file.reason[:1000]
        if first.file.state == FileState.QUARANTINED:
            state = IntakeState.QUARANTINED
    filled = filled_form(paper, at)
    return IntakeItem.objects.bulk_create(
        IntakeItem(
            agency_id=agency_id,
            file_id=first.file_id if first else None,
            name=first.name if first else "",
            channel=channel,
            state=state,
            reason=reason if state == IntakeState.QUARANTINED else "",
            received_at=at,
            received_by=sender[:80],
            draft=filled,
            document=paper if is_shared else None,
        )
        for agency_id in agency_ids
    )


def put_from_outside(
    *,
    paper: Paper,
    files: Sequence[tuple[StoredFile, str]],
    agency_id: UUID,
    sender: str,
    at: datetime,
    channel: str = "exchange",
    draft: Mapping[str, str] | None = None,
) -> IntakeItem:
    """A paper of another system, as its sender tells it, at the door of one agency.

    The caller has the files kept; the first is the paper itself. The clerk still
    judges every word of it. A ``draft`` is all that goes on the form before the paper
    has been read; without it the form is filled as the sender has it.
    """
    document = Document.objects.create(**_as_told(paper, at), created_at=at)
    DocumentFile.objects.bulk_create(
        DocumentFile(document=document, file=file, name=name, position=position)
        for position, (file, name) in enumerate(files)
    )
    (item,) = put_at_doors(
        paper=document,
        agency_ids=[agency_id],
        sender=sender,
        at=at,
        is_shared=True,
        channel=channel,
    )
    if draft is not None:
        item.draft = {**draft, "saved_at": at.astimezone(VIETNAM).isoformat()}
        item.save(update_fields=["draft"])
    return item


def _as_told(paper: Paper, at: datetime) -> dict[str, Any]:
    """Whatever the sender writes fits: what is too long is cut, a symbol of no known
    form stays as it is."""
    on = local_date(at)
    try:
        values = document_values(paper, on=on)
    except SymbolUnreadable:
        values = document_values(replace(paper, has_no_symbol=True), on=on)
        values["symbol"] = nfc(paper.symbol)
    values["subject"] = values["subject"] or _(NO_SUBJECT)
    columns = {f.name: f.max_length for f in Document._meta.concrete_fields}
    return {
        name: value[: columns[name]] if isinstance(value, str) else value
        for name, value in values.items()
    }


def take_from_doors(*, items: QuerySet[IntakeItem]) -> set[UUID]:
    """What its sender took back before it was registered; their ids, locked."""
    waiting = items.filter(
        state__in=[IntakeState.READY, IntakeState.READING, IntakeState.QUARANTINED]
    )
    locked = waiting.select_for_update(of=("self",)).order_by("id")
    found = set(locked.values_list("id", flat=True))
    IntakeItem.objects.filter(pk__in=found).update(
        state=IntakeState.DISCARDED, reason=TAKEN_BACK
    )
    return found


def filled_form(paper: Document, at: datetime) -> dict[str, str]:
    """The receiver's form as the sender has it; its clerk still judges it."""
    values = {
        "symbol": paper.symbol,
        "has_no_symbol": "" if paper.symbol else "on",
        "issued_on": paper.issued_on.strftime("%d/%m/%Y") if paper.issued_on else "",
        "issuer_name": paper.issuer_name,
        "type_code": paper.type_code,
        "subject": paper.subject,
        "signer_name": paper.signer_name,
        "signer_position": paper.signer_position,
        "urgency": paper.urgency,
        "identifier": paper.identifier,
    }
    kept = {name: value for name, value in values.items() if value}
    return {**kept, "saved_at": at.astimezone(VIETNAM).isoformat()}


def tell_lines(
    event: str,
    *,
    entries: Iterable[RegisterEntry],
    actor: str,
    at: datetime,
    detail: dict[str, object],
) -> None:
    """On the timelines of many lines what another agency says of them; one statement.

    The log has it as the other agency's step.
    """
    HistoryEvent.objects.bulk_create(
        HistoryEvent(
            at=at,
            entry_id=entry.pk,
            agency_id=entry.agency_id,
            event=event,
            actor=actor[:80],
            detail=detail,
        )
        for entry in entries
    )
