"""Lines of an old book of outgoing papers, all at once; and taken back. Set-based."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions import (
    Imported,
    OldPaper,
    forget_documents,
    make_documents,
    work_on,
)
from congvu.documents.rules import GrantOrigin, order_key
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.outgoing import queries
from congvu.outgoing.actions.numbering import add_sequences, found_by
from congvu.outgoing.models import (
    NumberSequence,
    OutgoingBook,
    OutgoingEntry,
    OutgoingEvent,
    OutgoingGrant,
)
from congvu.outgoing.rules import (
    Asked,
    OutgoingState,
    SequenceRule,
    choose,
    old_sequences,
)


@dataclass(frozen=True)
class OldOutgoing:
    """One line of an old book of outgoing papers."""

    number: int
    issued_on: date
    normative: bool
    paper: OldPaper
    recipients: str = ""
    copy_holder: str = ""
    copies: int | None = None
    transferred_on: date | None = None
    note: str = ""


@transaction.atomic
def import_outgoing(
    *,
    lines: Sequence[OldOutgoing],
    agency_id: UUID,
    source: str,
    person: str,
    by: Actor,
    at: datetime,
    is_over: bool = False,
) -> Imported:
    """Enter an old book under its own numbers; books of past years are closed.

    ``is_over``: the agency has ended, so that its last book is closed, too.
    The running year's sequences stay as its head set them and go on after the highest
    number; those of a past year nobody kept here are told from its numbers.
    """
    books = _books(agency_id, {line.issued_on.year for line in lines})
    series = _series(books, lines)
    _check_taken(books, series, lines)
    documents = make_documents([line.paper for line in lines], at)
    entries: dict[int, OutgoingEntry] = {}
    order = sorted(
        range(len(lines)), key=lambda i: (lines[i].issued_on, lines[i].number)
    )
    for place in order:
        line, sequence = lines[place], series[place]
        book = books[line.issued_on.year]
        book.last_line += 1
        sequence.last_number = max(sequence.last_number, line.number)
        entries[place] = _entry(book, sequence, line, at, person)
        entries[place].document = documents[place]
    rows = [entries[place] for place in range(len(lines))]
    OutgoingEntry.objects.bulk_create(rows)
    _tell(rows, agency_id, source, person, at)
    NumberSequence.objects.bulk_update(
        list({s.pk: s for s in series}.values()), ["last_number"]
    )
    open_year = None if is_over else local_date(at).year
    closed = _close(books, at, person, open_year=open_year)
    record(
        "outgoing.imported",
        by=by,
        at=at,
        agency_id=agency_id,
        on_type="outgoing.outgoingbook",
        data={"lines": len(rows), "year": sorted(books)},
    )
    return Imported([row.id for row in rows], closed)


def _books(agency_id: UUID, years: Collection[int]) -> dict[int, OutgoingBook]:
    OutgoingBook.objects.bulk_create(
        [OutgoingBook(agency_id=agency_id, year=year) for year in sorted(years)],
        ignore_conflicts=True,
    )
    rows = OutgoingBook.objects.select_for_update().filter(
        agency=agency_id, year__in=sorted(years)
    )
    books = {book.year: book for book in rows.order_by("year")}
    words = _("Sổ văn bản đi năm %(year)s đã khóa (%(who)s).")
    reasons = [
        Reason(words % {"year": book.year, "who": book.closed_by})
        for book in books.values()
        if book.closed_at is not None
    ]
    if reasons:
        raise Refused(reasons)
    return books


def _series(
    books: dict[int, OutgoingBook], lines: Sequence[OldOutgoing]
) -> list[NumberSequence]:
    """The sequence of each line; the same object for all of one sequence."""
    kept: dict[int, dict[str, NumberSequence]] = {year: {} for year in books}
    rows = NumberSequence.objects.filter(book__in=list(books.values()))
    for row in rows.select_related("book"):
        kept[row.book.year][row.name] = row
    for year, book in books.items():
        if not kept[year]:
            add_sequences(book, _rules_of_year(year, book, lines))
    for row in rows.all():
        year = next(y for y, book in books.items() if book.pk == row.book_id)
        kept[year].setdefault(row.name, row)
    rules = {
        y: [queries.rule_of(s) for s in named.values()] for y, named in kept.items()
    }
    found = []
    reasons: Counter[tuple[int, str]] = Counter()
    for line in lines:
        year = line.issued_on.year
        asked = Asked(line.paper.type_code, normative=line.normative)
        rule = choose(rules[year], asked) or choose(
            rules[year], Asked(line.paper.type_code)
        )
        if rule is None:
            reasons[year, line.paper.type_name] += 1
            continue
        found.append(kept[year][rule.name])
    words = _("Năm %(year)s chưa có dãy số cho loại %(type)s (%(n)s dòng).")
    if reasons:
        raise Refused(
            [
                Reason(words % {"year": year, "type": name, "n": n})
                for (year, name), n in sorted(reasons.items())
            ]
        )
    return found


def _rules_of_year(
    year: int, book: OutgoingBook, lines: Sequence[OldOutgoing]
) -> list[SequenceRule]:
    given = [
        (line.paper.type_code, line.paper.type_name, line.normative, line.number)
        for line in lines
        if line.issued_on.year == year
    ]
    own = queries.sequence_rules(book.agency_id, year)
    return old_sequences(given, own)


def _check_taken(
    books: dict[int, OutgoingBook],
    series: Sequence[NumberSequence],
    lines: Sequence[OldOutgoing],
) -> None:
    """A number of a sequence, a symbol of a year: each once (Điều 15.1)."""
    numbers: set[tuple[UUID, int]] = set()
    symbols: set[tuple[int, str]] = set()
    rows = OutgoingEntry.objects.filter(sequence__book__in=list(books.values()))
    for sequence_id, number, year, symbol in rows.values_list(
        "sequence", "number", "year", "symbol"
    ):
        numbers.add((sequence_id, number))
        symbols.add((year, symbol))
    words = _("Số %(symbol)s năm %(year)s đã có trong dãy số “%(name)s”.")
    reasons = []
    for line, sequence in zip(lines, series, strict=True):
        one = (sequence.pk, line.number)
        other = (line.issued_on.year, line.paper.symbol)
        if one in numbers or other in symbols:
            given = {
                "symbol": line.paper.symbol,
                "year": line.issued_on.year,
                "name": sequence.name,
            }
            reasons.append(Reason(words % given))
        numbers.add(one)
        symbols.add(other)
    if reasons:
        raise Refused(reasons[:50])


def _entry(
    book: OutgoingBook,
    sequence: NumberSequence,
    line: OldOutgoing,
    at: datetime,
    person: str,
) -> OutgoingEntry:
    paper = line.paper
    entry = OutgoingEntry(
        sequence=sequence,
        agency_id=book.agency_id,
        year=book.year,
        number=line.number,
        symbol=paper.symbol,
        order_key=order_key(book.year, book.last_line),
        state=OutgoingState.ISSUED,
        type_code=paper.type_code,
        type_name=paper.type_name,
        subject=paper.subject,
        issued_on=line.issued_on,
        urgency=paper.urgency,
        signer_name=paper.signer_name,
        recipients=line.recipients,
        copy_holder=line.copy_holder,
        copies=line.copies,
        transferred_on=line.transferred_on,
        note=line.note,
        reserved_at=at,
        reserved_by=person[:80],
    )
    entry.search_text = found_by(entry)
    return entry


def _tell(
    rows: Sequence[OutgoingEntry],
    agency_id: UUID,
    source: str,
    person: str,
    at: datetime,
) -> None:
    OutgoingGrant.objects.bulk_create(
        OutgoingGrant(
            principal_id=agency_id,
            entry=row,
            order_key=row.order_key,
            origin=GrantOrigin.HELD,
        )
        for row in rows
    )
    OutgoingEvent.objects.bulk_create(
        OutgoingEvent(
            at=at,
            target_id=row.id,
            agency_id=agency_id,
            event="outgoing.imported",
            actor=person[:80],
            detail={"symbol": row.symbol, "text": source},
        )
        for row in rows
    )


def _close(
    books: dict[int, OutgoingBook], at: datetime, person: str, *, open_year: int | None
) -> list[int]:
    closed = [book for book in books.values() if book.year != open_year]
    for book in closed:
        book.closed_at, book.closed_by = at, person[:80]
    OutgoingBook.objects.bulk_update(
        books.values(), ["last_line", "closed_at", "closed_by"]
    )
    return [book.year for book in closed]


@transaction.atomic
def take_back_outgoing(
    *, entry_ids: Sequence[UUID], closed_years: Collection[int], by: Actor, at: datetime
) -> None:
    """The lines of one load leave the books; what blocks that is told all at once."""
    lines = OutgoingEntry.objects.filter(pk__in=entry_ids)
    books = list(
        OutgoingBook.objects.select_for_update()
        .filter(pk__in=lines.values("sequence__book"))
        .order_by("year")
    )
    reasons = _work(entry_ids, books)
    if reasons:
        raise Refused(reasons)
    papers = list(lines.values_list("document", flat=True))
    OutgoingGrant.objects.filter(entry__in=entry_ids)._raw_delete("default")
    lines._raw_delete("default")
    forget_documents(papers)
    left = OutgoingEntry.objects.filter(sequence__book__in=books)
    highest = dict(left.values_list("sequence").annotate(Max("number")))
    ends = dict(left.values_list("year").annotate(Max("order_key")))
    sequences = list(NumberSequence.objects.filter(book__in=books))
    for sequence in sequences:
        sequence.last_number = highest.get(sequence.pk, 0)
    NumberSequence.objects.bulk_update(sequences, ["last_number"])
    for book in books:
        book.last_line = ends.get(book.year, 0) % 10_000_000
        if book.year in closed_years and book.closed_by_reform_id is None:
            book.closed_at, book.closed_by = None, ""
    OutgoingBook.objects.bulk_update(books, ["last_line", "closed_at", "closed_by"])


def _work(entry_ids: Sequence[UUID], books: Sequence[OutgoingBook]) -> list[Reason]:
    reasons = work_on(OutgoingEntry, entry_ids, own=(OutgoingGrant,))
    changed = OutgoingEntry.objects.filter(pk__in=entry_ids).filter(
        pk__in=OutgoingEvent.objects.filter(target_id__in=entry_ids)
        .exclude(event="outgoing.imported")
        .values("target_id")
    )
    words = _("Văn bản đi %(symbol)s năm %(year)s: đã có người xử lý.")
    reasons += [
        Reason(words % {"symbol": symbol, "year": year})
        for symbol, year in changed.values_list("symbol", "year")[:50]
    ]
    imported = OutgoingEvent.objects.filter(
        event="outgoing.imported", agency_id__in=[b.agency_id for b in books[:1]]
    )
    later = (
        OutgoingEntry.objects.filter(sequence__book__in=books)
        .exclude(pk__in=entry_ids)
        .exclude(pk__in=imported.values("target_id"))
    )
    words = _("Dãy số “%(name)s” năm %(year)s đã cấp tiếp số %(number)s.")
    reasons += [
        Reason(words % {"name": name, "year": year, "number": last})
        for name, year, last in later.values_list("sequence__name", "year").annotate(
            Max("number")
        )
    ]
    return reasons
