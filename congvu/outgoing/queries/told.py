"""Lines and their history in the words of the office: records the parts draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries import stamp
from congvu.outgoing.models import OutgoingEntry, OutgoingEvent
from congvu.outgoing.rules import (
    AUDIT_EVENTS,
    OUTGOING_STATE_NAMES,
    OutgoingState,
)
from congvu.ui.rules import Event, Row, Tone

_TONES = {
    OutgoingState.RESERVED: Tone.LOOK,
    OutgoingState.ISSUED: Tone.DONE,
    OutgoingState.CANCELLED: "",
}


def state_words(entry: OutgoingEntry) -> str:
    """How a line stands; what was called back is never shown as merely issued."""
    if entry.recalled_at is not None:
        return _("đã thu hồi")
    return _(OUTGOING_STATE_NAMES[OutgoingState(entry.state)])


def line_row(entry: OutgoingEntry, *, url: str, selected: bool = False) -> Row:
    """One line of the book."""
    state = OutgoingState(entry.state)
    return Row(
        url=url,
        subject=entry.subject,
        number=f"{entry.number:02d}",
        sender=entry.type_name,
        symbol=entry.symbol,
        day=entry.issued_on,
        note=entry.signer_name,
        urgency=stamp(entry.urgency),
        state=state_words(entry),
        state_tone=Tone.LATE if entry.recalled_at else _TONES[state],
        selected=selected,
        key=str(entry.id),
    )


def told(targets: Collection[UUID]) -> list[Event]:
    """The timeline of a line, and of the draft it came from; one query."""
    rows = OutgoingEvent.objects.filter(target_id__in=list(targets)).order_by("at")
    return [
        Event(text=_words(row.event, row.detail), actor=row.actor, at=row.at)
        for row in rows
    ]


def _words(event: str, detail: Mapping[str, Any]) -> str:
    """ "giữ số 15/QĐ-UBND: lý do": the log's word in the middle of a sentence."""
    label = _(AUDIT_EVENTS[event])
    said = f"{label[:1].lower()}{label[1:]}"
    about = detail.get("symbol") or detail.get("to") or ""
    text = detail.get("text") or ""
    said = f"{said} {about}" if about else said
    return f"{said}: {text}" if text else said
