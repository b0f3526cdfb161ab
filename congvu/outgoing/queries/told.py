"""Lines and their history in the words of the office: records the parts draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries import stamp
from congvu.lib.text import gettext_noop
from congvu.outgoing.models import OutgoingEntry, OutgoingEvent
from congvu.outgoing.rules import (
    AUDIT_EVENTS,
    OUTGOING_STATE_NAMES,
    OutgoingState,
)
from congvu.ui.rules import Event, Row, Tone, dated

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


def told(targets: Collection[UUID], *, on: date) -> list[Event]:
    """The timeline of a line, and of the draft it came from; one query."""
    rows = OutgoingEvent.objects.filter(target_id__in=list(targets)).order_by("at")
    events = [
        Event(
            text=_words(row.event, row.detail),
            actor=row.actor,
            at=row.at,
        )
        for row in rows
    ]
    return dated(events, on)


# Where what was done and to whom are one sentence.
_SENTENCES = {
    "outgoing.draft-sent": gettext_noop("trình dự thảo tới %(to)s"),
    "outgoing.checked": gettext_noop("kiểm tra dự thảo đạt, chuyển %(to)s"),
    "outgoing.approved": gettext_noop("duyệt dự thảo"),
    "outgoing.draft-returned": gettext_noop("trả lại dự thảo cho %(to)s"),
    "outgoing.draft-passed": gettext_noop("chuyển dự thảo sang %(to)s"),
    "outgoing.signed pen": gettext_noop("ghi nhận %(to)s đã ký trên giấy"),
    "outgoing.signed personal": gettext_noop("ký số văn bản"),
    "outgoing.signed agency": gettext_noop("ký số của %(to)s"),
}


def _words(event: str, detail: Mapping[str, Any]) -> str:
    """ "giữ số 15/QĐ-UBND: lý do": the log's word in the middle of a sentence."""
    about = detail.get("symbol") or detail.get("to") or ""
    text = detail.get("text") or ""
    sentence = _SENTENCES.get(f"{event} {detail.get('how', '')}".strip())
    if sentence and about:
        said = _(sentence) % {"to": about}
    else:
        label = _(AUDIT_EVENTS[event])
        said = f"{label[:1].lower()}{label[1:]} {about}".strip()
    return f"{said}: {text}" if text else said
