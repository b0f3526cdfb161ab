"""Numbers of outgoing papers: taken under the year's book, never twice, no gap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.documents.actions import refuse_secret
from congvu.documents.rules import (
    LONGEST_REASON,
    URGENCY_NAMES,
    GrantOrigin,
    holding_reasons,
    order_key,
    search_text,
    typed_mark,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_on, units_on
from congvu.organisations.rules import Permission, members_of
from congvu.outgoing import queries
from congvu.outgoing.actions.history import grant, note
from congvu.outgoing.models import Draft, NumberSequence, OutgoingBook, OutgoingEntry
from congvu.outgoing.rules import (
    LONGEST_SYMBOL,
    NO_SEQUENCE,
    Asked,
    OutgoingState,
    SequenceKind,
    SequenceRule,
    SymbolParts,
    choose,
    places_in,
    symbol_of,
)


class BookClosed(Refused):
    """The book of the year can be read and printed, not written."""


@dataclass(frozen=True)
class Numbered:
    """What a number is taken for; a line of the book as far as it is known."""

    type_code: str
    subject: str
    normative: bool = False
    body: str = ""
    unit_id: UUID | None = None
    signer_name: str = ""
    signer_position: str = ""
    recipients: str = ""
    copy_holder: str = ""
    copies: int | None = None
    urgency: str = "normal"
    secrecy: str = ""
    note: str = ""


def reserve_number(*, paper: Numbered, by: Seat, at: datetime) -> OutgoingEntry:
    """Take the next number for a paper that has not gone out yet; it stays visible.

    Secret papers are numbered on paper (Điều 15.2): the attempt is refused and kept.
    """
    refuse_secret(level=paper.secrecy or typed_mark(paper.subject), by=by, at=at)
    return _reserve(paper=paper, by=by, at=at)


@transaction.atomic
def _reserve(*, paper: Numbered, by: Seat, at: datetime) -> OutgoingEntry:
    reasons = [] if by.can(Permission.NUMBER) else [Reason(_("Không có quyền cấp số."))]
    entry = take_number(paper=paper, by=by, at=at, reasons=reasons)
    note(
        "outgoing.number-reserved",
        on=entry,
        agency_id=entry.agency_id,
        by=by,
        at=at,
        detail={"symbol": entry.symbol, "sequence": entry.sequence.name},
    )
    return entry


def take_number(
    *, paper: Numbered, by: Seat, at: datetime, reasons: list[Reason]
) -> OutgoingEntry:
    """The next number of the right sequence, inside the caller's transaction.

    The book's row is locked from here to commit, so a killed one leaves no gap and two
    never share a number.
    """
    on = local_date(at)
    reasons = reasons + paper_reasons(paper, agency_id=by.agency_id, on=on)
    if reasons:
        raise Refused(reasons)
    book = open_book(by.agency_id, on.year)
    sequence = _sequence_for(book, paper)
    parts = symbol_parts(paper, sequence, agency_id=by.agency_id, on=on)
    sequence.last_number += 1
    symbol = symbol_of(sequence.last_number, parts, year=on.year)
    _check_symbol(book, symbol)
    sequence.save(update_fields=["last_number"])
    book.last_line += 1
    book.save(update_fields=["last_line"])
    return _line(book, sequence, paper, symbol, by=by, at=at)


def _check_symbol(book: OutgoingBook, symbol: str) -> None:
    """Number and symbol are unique within the agency and the year (Điều 15.1)."""
    if len(symbol) > LONGEST_SYMBOL:
        raise Refused([_("Ký hiệu dài quá 60 ký tự.")])
    taken = OutgoingEntry.objects.filter(
        agency=book.agency_id, year=book.year, symbol=symbol
    )
    if taken.exists():
        words = _(
            "Số, ký hiệu %(symbol)s đã có trong năm nay, ở dãy số khác. Đặt lại chữ "
            "viết tắt hoặc dãy số."
        )
        raise Refused([words % {"symbol": symbol}])


def paper_reasons(paper: Numbered, *, agency_id: UUID, on: date) -> list[Reason]:
    """Everything against giving such a paper a number, at once."""
    reasons = []
    known = {t.code for t in queries.types_to_number(on)}
    if paper.type_code not in known:
        reasons.append(Reason(_("Chọn loại văn bản."), "type_code"))
    if paper.normative and paper.type_code not in queries.normative_codes(on):
        words = _("Loại văn bản này không phải văn bản quy phạm pháp luật.")
        reasons.append(Reason(words, "normative"))
    if not nfc(paper.subject):
        reasons.append(Reason(_("Chưa có trích yếu."), "subject"))
    elif len(nfc(paper.subject)) > 500:
        reasons.append(Reason(_("Trích yếu dài quá 500 ký tự."), "subject"))
    if paper.urgency not in URGENCY_NAMES:
        reasons.append(Reason(_("Chọn độ khẩn."), "urgency"))
    units = {u.id for u in units_on(agency_id, on)}
    if paper.unit_id is not None and paper.unit_id not in units:
        words = _("Chọn một đơn vị đang hoạt động của cơ quan.")
        reasons.append(Reason(words, "unit"))
    return reasons


def symbol_parts(
    paper: Numbered, sequence: NumberSequence, *, agency_id: UUID, on: date
) -> SymbolParts:
    """Type, issuer and unit as they are abbreviated that day."""
    agency = agency_on(agency_id, on)
    unit = next((u for u in units_on(agency_id, on) if u.id == paper.unit_id), None)
    known = {t.code: t.abbreviation for t in queries.types_to_number(on)}
    return SymbolParts(
        abbreviation=known[paper.type_code],
        issuer=sequence.body_symbol or (agency.issuer_symbol if agency else ""),
        unit=unit.symbol if unit else "",
        normative=sequence.kind == SequenceKind.NORMATIVE,
    )


def open_book(agency_id: UUID, year: int) -> OutgoingBook:
    """The year's book with its row locked and its sequences there."""
    OutgoingBook.objects.bulk_create(
        [OutgoingBook(agency_id=agency_id, year=year)], ignore_conflicts=True
    )
    book = OutgoingBook.objects.select_for_update().get(agency=agency_id, year=year)
    if book.closed_at is not None:
        words = _("Sổ văn bản đi năm %(year)s đã khóa (%(who)s).")
        raise BookClosed([words % {"year": year, "who": book.closed_by}])
    if not book.sequences.exists():
        rules = queries.sequence_rules(agency_id, year)
        add_sequences(book, rules)
    return book


def add_sequences(book: OutgoingBook, rules: list[SequenceRule]) -> None:
    NumberSequence.objects.bulk_create(
        NumberSequence(
            book=book,
            position=place,
            name=rule.name,
            kind=rule.kind,
            type_codes=list(rule.type_codes),
            body=rule.body,
            body_symbol=rule.body_symbol,
        )
        for place, rule in enumerate(rules)
    )


def _sequence_for(book: OutgoingBook, paper: Numbered) -> NumberSequence:
    rows = {s.name: s for s in book.sequences.all()}
    asked = Asked(paper.type_code, normative=paper.normative, body=paper.body)
    rule = choose([queries.rule_of(s) for s in rows.values()], asked)
    if rule is None:
        raise Refused([Reason(_(NO_SEQUENCE), "type_code")])
    return rows[rule.name]


def _line(
    book: OutgoingBook,
    sequence: NumberSequence,
    paper: Numbered,
    symbol: str,
    *,
    by: Seat,
    at: datetime,
) -> OutgoingEntry:
    on = local_date(at)
    types = {t.code: t.name for t in queries.types_to_number(on)}
    units = {u.id: u.name for u in units_on(book.agency_id, on)}
    entry = OutgoingEntry(
        sequence=sequence,
        agency_id=book.agency_id,
        year=book.year,
        number=sequence.last_number,
        symbol=symbol,
        order_key=order_key(book.year, book.last_line),
        state=OutgoingState.RESERVED,
        type_code=paper.type_code,
        type_name=types[paper.type_code],
        subject=nfc(paper.subject),
        issued_on=on,
        urgency=paper.urgency,
        unit_id=paper.unit_id,
        unit_name=units.get(paper.unit_id, "") if paper.unit_id else "",
        signer_name=nfc(paper.signer_name),
        signer_position=nfc(paper.signer_position),
        recipients="; ".join(places_in(paper.recipients)),
        copy_holder=nfc(paper.copy_holder),
        copies=paper.copies,
        note=nfc(paper.note),
        reserved_at=at,
        reserved_by=by.person_name,
    )
    entry.search_text = found_by(entry)
    entry.save(force_insert=True)
    grant(entry, [book.agency_id], GrantOrigin.HELD)
    if paper.unit_id is not None:
        grant(entry, [members_of(paper.unit_id), paper.unit_id])
    return entry


def found_by(entry: OutgoingEntry) -> str:
    """What a line is found by: number, symbol, summary, signer, where it goes."""
    return search_text(
        [
            entry.symbol,
            entry.subject,
            entry.type_name,
            entry.signer_name,
            entry.unit_name,
            entry.recipients,
        ]
    )


@transaction.atomic
def cancel_number(
    *, entry_id: UUID, reason: str, by: Seat, at: datetime
) -> OutgoingEntry:
    """A number that no paper will bear: it stays in the book with the reason."""
    entry = locked_line(entry_id, by)
    reasons = []
    if not by.can(Permission.NUMBER):
        reasons.append(Reason(_("Không có quyền hủy số.")))
    if entry.state != OutgoingState.RESERVED:
        words = _("Chỉ hủy được số đang giữ, chưa phát hành.")
        reasons.append(Reason(words))
    if Draft.objects.filter(entry=entry).exists():
        words = _("Số này đã ghi trên văn bản đã ký; phát hành hoặc trả lại văn bản.")
        reasons.append(Reason(words))
    if not nfc(reason):
        reasons.append(Reason(_("Chưa ghi lý do."), "reason"))
    elif len(nfc(reason)) > LONGEST_REASON:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        reasons.append(Reason(words, "reason"))
    if entry.sequence.book.closed_at is not None:
        reasons.append(Reason(_("Sổ của năm này đã khóa.")))
    reasons += holding_reasons(entry.pk)
    if reasons:
        raise Refused(reasons)
    entry.state = OutgoingState.CANCELLED
    entry.ended_at, entry.ended_by = at, by.person_name
    entry.ended_because = nfc(reason)
    entry.save(update_fields=["state", "ended_at", "ended_by", "ended_because"])
    note(
        "outgoing.number-cancelled",
        on=entry,
        agency_id=entry.agency_id,
        by=by,
        at=at,
        detail={"symbol": entry.symbol, "text": entry.ended_because},
    )
    return entry


def locked_line(entry_id: UUID, by: Seat) -> OutgoingEntry:
    """The line of the actor's own agency, its row locked until commit."""
    entry = (
        OutgoingEntry.objects.select_for_update(of=("self",))
        .select_related("sequence__book")
        .filter(pk=entry_id, agency=by.agency_id)
        .first()
    )
    if entry is None:
        raise Refused([_("Không tìm thấy văn bản này.")])
    return entry


def as_vietnamese(rule: SequenceRule) -> SequenceRule:
    """Composed letters, no stray blanks, as every text that is kept."""
    return replace(
        rule,
        name=nfc(rule.name),
        body=nfc(rule.body),
        body_symbol=nfc(rule.body_symbol),
    )
