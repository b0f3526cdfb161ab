"""How the head of an agency splits the numbers of a year (NĐ 30/2020 Điều 15.1c)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.law.queries import document_types
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.actions.numbering import add_sequences, as_vietnamese, open_book
from congvu.outgoing.models import Draft, NumberSequence, OutgoingBook, OutgoingEntry
from congvu.outgoing.rules import (
    OPEN_DRAFT_STATES,
    Asked,
    SequenceKind,
    SequenceRule,
    choose,
    sequence_reasons,
)


@transaction.atomic
def set_sequences(
    *, year: int, rules: Sequence[SequenceRule], by: Seat, at: datetime
) -> OutgoingBook:
    """Say which sequences a year has and which types each serves.

    For the running year or the next one. What has a number already keeps its sequence:
    the same type under a second one would give the same number and symbol again.
    """
    wanted, on = [as_vietnamese(rule) for rule in rules], local_date(at)
    reasons = []
    if not by.can(Permission.SET_SEQUENCES):
        reasons.append(Reason(_("Chức vụ này không có quyền đặt dãy số.")))
    if year not in (on.year, on.year + 1):
        reasons.append(Reason(_("Chỉ đặt dãy số của năm nay hoặc năm sau."), "year"))
    reasons += sequence_reasons(wanted, {t.code for t in document_types(on)})
    if reasons:
        raise Refused(reasons)
    book = open_book(by.agency_id, year)
    reasons = _given_reasons(book, wanted)
    if reasons:
        raise Refused(reasons)
    _write(book, wanted)
    record(
        "outgoing.sequences-set",
        by=by.actor,
        at=at,
        on=book,
        agency_id=by.agency_id,
        data={"year": year, "sequences": [rule.name for rule in wanted]},
    )
    return book


def _given_reasons(book: OutgoingBook, wanted: list[SequenceRule]) -> list[Reason]:
    """What has been numbered this year goes on in the sequence it is in."""
    given = (
        OutgoingEntry.objects.filter(sequence__book=book)
        .order_by("sequence__position")
        .values_list("sequence__name", "sequence__kind", "sequence__body", "type_code")
        .distinct()
    )
    reasons = []
    for name, kind, body, code in given:
        asked = Asked(code, normative=kind == SequenceKind.NORMATIVE, body=body)
        chosen = choose(wanted, asked)
        if chosen is None or chosen.name != name or chosen.kind != kind:
            words = _(
                "Loại %(type)s đã có số trong dãy “%(name)s” năm nay nên vẫn thuộc dãy "
                "này đến hết năm."
            )
            reasons.append(Reason(words % {"type": code, "name": name}))
    return reasons + _waiting_reasons(book, wanted)


def _waiting_reasons(book: OutgoingBook, wanted: list[SequenceRule]) -> list[Reason]:
    """A draft of an advisory body finds its sequence when it is numbered."""
    waiting = (
        Draft.objects.filter(agency=book.agency_id, state__in=sorted(OPEN_DRAFT_STATES))
        .exclude(body_name="")
        .order_by("body_name")
        .values_list("body_name", "type_code", "is_normative")
        .distinct()
    )
    lost = [
        body
        for body, code, normative in waiting
        if choose(wanted, Asked(code, normative=normative, body=body)) is None
    ]
    words = _("Còn dự thảo của “%(body)s” chưa phát hành nên dãy số ấy chưa bỏ được.")
    return [Reason(words % {"body": body}) for body in dict.fromkeys(lost)]


def _write(book: OutgoingBook, wanted: list[SequenceRule]) -> None:
    kept = {s.name: s for s in book.sequences.filter(last_number__gt=0)}
    book.sequences.filter(last_number=0).delete()
    # Old lines first stand aside, so that no two for "the rest" meet in between.
    for row in kept.values():
        row.type_codes = ["-"]
    NumberSequence.objects.bulk_update(kept.values(), ["type_codes"])
    add_sequences(book, [rule for rule in wanted if rule.name not in kept])
    for place, rule in enumerate(wanted):
        if rule.name in kept:
            row = kept[rule.name]
            row.position, row.type_codes = place, list(rule.type_codes)
            row.body_symbol = rule.body_symbol
            row.save(update_fields=["position", "type_codes", "body_symbol"])
