"""Putting right what was read or typed wrongly on a line of the register.

The number stays, and so does the year; every value before and after is told on the
timeline, inside the agency.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.actions.entries import (
    locked_entry,
    permission_reasons,
    reason_reasons,
    state_reasons,
)
from congvu.documents.actions.history import note
from congvu.documents.actions.papers import document_values, found_by
from congvu.documents.actions.registering import PossibleDuplicate
from congvu.documents.actions.secrets import SecretRefused, refuse_secret
from congvu.documents.models import Assignment, Document, Register, RegisterEntry
from congvu.documents.rules import (
    CORRECTED_NAMES,
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    WAITS_FOR_REGISTRY,
    AssignmentState,
    EntryState,
    Paper,
    Part,
    holding_reasons,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission

_NOT_ENDED = [s for s in EntryState if s != EntryState.CANCELLED]
# What makes two papers the same: changing it asks again whether they are.
_IDENTITY = {"symbol", "issuer_name", "issued_on", "identifier"}


def correct_entry(
    *,
    entry_id: UUID,
    paper: Paper,
    arrived_on: date,
    reason: str,
    by: Seat,
    at: datetime,
    not_duplicate: bool = False,
) -> RegisterEntry:
    """Write a line anew as the clerk now says the paper is, with the reason.

    The line is judged by the law of the day it was registered. A day that a rule gave
    follows the urgency and the day of arrival; one that a leader set stays.
    """
    try:
        refuse_secret(level=paper.secrecy, by=by, at=at)
    except SecretRefused:
        raise SecretRefused([Reason(_secret_words(), "secrecy")]) from None
    return _correct(entry_id, paper, arrived_on, reason, by, at, not_duplicate)


def _secret_words() -> str:
    return _(
        "Văn bản mật không được ở trong hệ thống này. Chưa sửa gì, lần thử này đã được "
        "ghi; hãy báo ngay bộ phận quản lý văn bản mật."
    )


@transaction.atomic
def _correct(
    entry_id: UUID,
    paper: Paper,
    arrived_on: date,
    reason: str,
    by: Seat,
    at: datetime,
    not_duplicate: bool,  # noqa: FBT001  private, one caller
) -> RegisterEntry:
    entry = locked_entry(entry_id, by)
    # Waits for who closes the book, and is waited for.
    register = Register.objects.select_for_update().get(pk=entry.register_id)
    document = Document.objects.select_for_update().get(pk=entry.document_id)
    entry.register, entry.document = register, document
    reasons = permission_reasons(by, Permission.REGISTER)
    reasons += state_reasons(entry, *_NOT_ENDED)
    reasons += queries.correction_reasons(entry, paper, arrived_on=arrived_on)
    reasons += reason_reasons(reason) + holding_reasons(entry.pk)
    if reasons:
        raise Refused(reasons)
    on = local_date(entry.registered_at)
    values = document_values(paper, on=on)
    changed = _changes(entry, values, arrived_on=arrived_on, note=nfc(paper.note))
    if not changed:
        raise Refused([_("Chưa sửa mục nào.")])
    if changed.keys() - {"arrived_on", "note"}:
        _refuse_shared(entry)
    if changed.keys() & _IDENTITY and not not_duplicate:
        _warn_of_duplicates(entry, values, by)
    _write(entry, document, values, arrived_on, nfc(paper.note))
    note(
        "documents.corrected",
        entry=entry,
        by=by,
        at=at,
        detail={"changed": changed, "text": nfc(reason)},
    )
    return entry


def _changes(
    entry: RegisterEntry, values: Mapping[str, Any], *, arrived_on: date, note: str
) -> dict[str, list[str]]:
    """Before and after of every field that is now another, as the timeline keeps it."""
    new = {**values, "arrived_on": arrived_on, "note": note}
    pairs = {
        name: (
            getattr(entry if name in ("arrived_on", "note") else entry.document, name),
            new[name],
        )
        for name in CORRECTED_NAMES
    }
    return {
        name: [_kept(before), _kept(after)]
        for name, (before, after) in pairs.items()
        if before != after
    }


def _kept(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _refuse_shared(entry: RegisterEntry) -> None:
    """A paper that stands in another register, too, is not one clerk's to rewrite."""
    if queries.is_shared(entry):
        words = _(
            "Văn bản này còn ở sổ của nơi khác; ở đây chỉ sửa được ngày đến và ghi chú."
        )
        raise Refused([words])


def _warn_of_duplicates(
    entry: RegisterEntry, values: Mapping[str, Any], by: Seat
) -> None:
    alike = queries.duplicates(
        agency_id=by.agency_id,
        symbol=values["symbol"],
        issuer_name=values["issuer_name"],
        issued_on=values["issued_on"],
        identifier=values["identifier"],
    )
    others = [e for e in alike if e.pk != entry.pk]
    if others:
        raise PossibleDuplicate(others)


def _write(
    entry: RegisterEntry,
    document: Document,
    values: Mapping[str, Any],
    arrived_on: date,
    note: str,
) -> None:
    _move_days(entry, values["urgency"], arrived_on)
    for name, value in values.items():
        setattr(document, name, value)
    document.save(update_fields=list(values))
    if arrived_on != entry.arrived_on:
        entry.arrived_on = arrived_on
        entry.arrived_at = queries.moment_of_arrival(arrived_on, entry.registered_at)
    entry.urgency, entry.note = values["urgency"], note
    for name, value in found_by(entry.number, document).items():
        setattr(entry, name, value)
    entry.save(
        update_fields=[
            "arrived_on",
            "arrived_at",
            "urgency",
            "note",
            "due_on",
            "due_basis",
            "move_by",
            "symbol_key",
            "search_text",
        ]
    )


def _move_days(entry: RegisterEntry, urgency: str, arrived_on: date) -> None:
    """Days that a rule gave follow what the rule looks at; the rest was decided."""
    same = (entry.urgency, entry.arrived_on) == (urgency, arrived_on)
    if same or entry.state not in OPEN_ENTRY_STATES:
        return
    if entry.state in WAITS_FOR_REGISTRY:
        step = "submit" if entry.state == EntryState.REGISTERED else "transfer"
        since = queries.waits_since(entry) or arrived_on
        entry.move_by = queries.step_deadline(step, urgency, since)
    if not queries.has_day_by_rule(entry):
        return
    before = entry.due_on
    entry.due_on, entry.due_basis = queries.handling_deadline(
        urgency, arrived_on, entry.agency_id
    )
    # Who was given the paper without a day of its own has the paper's.
    Assignment.objects.filter(
        entry=entry,
        part__in=[Part.LEAD, Part.SUPPORT],
        state__in=sorted(OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD}),
        due_on=before,
    ).update(due_on=entry.due_on)
