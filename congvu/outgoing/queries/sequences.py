"""Types that are numbered, and the sequences a year has or will have."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from congvu.law.queries import document_types, rules
from congvu.law.rules import DocumentType
from congvu.lib.refusals import Reason
from congvu.outgoing.models import NumberSequence, OutgoingBook
from congvu.outgoing.rules import (
    COPY_TYPES,
    DEFAULT_SEQUENCES,
    NO_SEQUENCE,
    Asked,
    SequenceRule,
    choose,
)
from congvu.sql import Compiled


def types_to_draft(on: date) -> list[DocumentType]:
    """A copy is never drafted: it has directions and a mark of its own (Điều 25–27)."""
    return document_types(on)


def types_to_number(on: date) -> list[DocumentType]:
    """Every type of that day, then the three kinds of copies."""
    copies = [
        DocumentType(code=code, name=name, abbreviation=code, normative=False)
        for code, name in COPY_TYPES.items()
    ]
    return document_types(on) + copies


def normative_codes(on: date) -> set[str]:
    """Types that are acts of law, too: a normative "Quyết định" beside the other."""
    return {rule.key for rule in rules("normative_type", on)}


def rule_of(row: NumberSequence) -> SequenceRule:
    """The sequence as its head set it."""
    return SequenceRule(
        name=row.name,
        kind=row.kind,  # type: ignore[arg-type]  # a slug of the kind
        type_codes=tuple(row.type_codes),
        body=row.body,
        body_symbol=row.body_symbol,
    )


def sequences_of(agency_id: UUID, year: int) -> list[NumberSequence]:
    """Those of a year's book, in their order; none before its first number."""
    return list(
        NumberSequence.objects.filter(book__agency=agency_id, book__year=year)
        .select_related("book")
        .order_by("position", "id")
    )


def sequence_rules(agency_id: UUID, year: int) -> list[SequenceRule]:
    """How a year is split: as set for it, as in the year before, or not at all."""
    split = _latest(year, agency=agency_id)
    return [rule_of(row) for row in split] or list(DEFAULT_SEQUENCES)


def _latest_sequences(year: int, agency: UUID) -> QuerySet[NumberSequence]:
    books = OutgoingBook.objects.filter(
        agency=agency, year__lte=year, sequences__isnull=False
    )
    latest = books.order_by("-year").values("pk")[:1]
    return NumberSequence.objects.filter(book=Subquery(latest)).order_by(
        "position", "id"
    )


_latest: Compiled[NumberSequence] = Compiled(_latest_sequences, by_key=True)


def sequence_missing(
    agency_id: UUID, type_code: str, *, normative: bool, body: str, year: int
) -> list[Reason]:
    """Why such a paper could not be numbered in that year: nothing, or one reason."""
    asked = Asked(type_code, normative=normative, body=body)
    if choose(sequence_rules(agency_id, year), asked) is not None:
        return []
    if body:
        return [Reason(_("Chọn hội đồng, ban, tổ có dãy số."), "body")]
    return [Reason(_(NO_SEQUENCE), "type_code")]


def bodies_of(agency_id: UUID, year: int) -> list[str]:
    """Advisory bodies that issue papers under their own name."""
    return [rule.body for rule in sequence_rules(agency_id, year) if rule.body]


def books_of(agency_id: UUID) -> list[OutgoingBook]:
    """Every year's book of outgoing papers, newest first."""
    return list(OutgoingBook.objects.filter(agency=agency_id).order_by("-year"))
