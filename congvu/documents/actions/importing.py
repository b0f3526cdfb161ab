"""Lines of an old register become lines of ours, all at once; and are taken back.

Set-based: the same few statements for one line or sixty thousand. The caller's
transaction holds the rows of the books from the first statement to the commit, so that
no clerk and no second load takes a number in between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents import queries
from congvu.documents.actions.papers import found_by
from congvu.documents.models import (
    Document,
    DocumentFile,
    Grant,
    HistoryEvent,
    IntakeItem,
    Register,
    RegisterEntry,
)
from congvu.documents.rules import EntryState, GrantOrigin, IntakeState, order_key
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Reason, Refused

CHANNEL = "import"


@dataclass(frozen=True)
class OldPaper:
    """What an old register says of a paper, in either book."""

    type_code: str
    type_name: str
    symbol: str
    number_text: str
    notation: str
    issued_on: date | None
    issuer_name: str
    issuer_id: UUID | None
    subject: str
    signer_name: str
    urgency: str
    files: Sequence[tuple[UUID, str]] = ()


@dataclass(frozen=True)
class OldIncoming:
    """One line of an old register of incoming papers."""

    number: int
    arrived_on: date
    paper: OldPaper
    recipient: str = ""
    transferred_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Imported:
    """Ids in the order of what was given, and the years whose books were closed."""

    entry_ids: list[UUID]
    closed_years: list[int]


@transaction.atomic
def import_incoming(
    *,
    lines: Sequence[OldIncoming],
    agency_id: UUID,
    source: str,
    person: str,
    by: Actor,
    at: datetime,
    is_over: bool = False,
) -> Imported:
    """Enter an old register under its own numbers; books of past years are closed.

    ``is_over``: the agency has ended, so that its last book is closed, too.
    Papers of the past are settled: nobody has anything to do with them. The number of
    the running year goes on after the highest.
    """
    books = _books(agency_id, {line.arrived_on.year for line in lines})
    _check_numbers(books, lines)
    documents = make_documents([line.paper for line in lines], at)
    with override("vi"):
        result = _("Nạp từ sổ cũ")
    entries = [
        _entry(books[line.arrived_on.year], line, document, person, result)
        for line, document in zip(lines, documents, strict=True)
    ]
    RegisterEntry.objects.bulk_create(entries)
    Grant.objects.bulk_create(
        Grant(
            principal_id=agency_id,
            entry=entry,
            order_key=entry.order_key,
            origin=GrantOrigin.HELD,
        )
        for entry in entries
    )
    _keep_scans(entries, lines, at, person)
    HistoryEvent.objects.bulk_create(
        HistoryEvent(
            at=at,
            entry_id=entry.id,
            agency_id=agency_id,
            event="documents.imported",
            actor=person[:80],
            detail={"number": entry.number, "text": source},
        )
        for entry in entries
    )
    this_year = None if is_over else local_date(at).year
    closed = _advance(books, entries, at, person, open_year=this_year)
    record(
        "documents.imported",
        by=by,
        at=at,
        agency_id=agency_id,
        on_type="documents.register",
        data={"lines": len(entries), "year": sorted(books)},
    )
    return Imported([entry.id for entry in entries], closed)


def make_documents(papers: Sequence[OldPaper], at: datetime) -> list[Document]:
    """The papers themselves with their files; two statements."""
    documents = [
        Document(
            type_code=paper.type_code,
            type_name=paper.type_name,
            symbol=paper.symbol,
            number=paper.number_text[:11],
            notation=paper.notation[:45],
            issued_on=paper.issued_on,
            issuer_name=paper.issuer_name,
            issuer_id=paper.issuer_id,
            subject=paper.subject,
            signer_name=paper.signer_name,
            urgency=paper.urgency,
            created_at=at,
        )
        for paper in papers
    ]
    Document.objects.bulk_create(documents)
    DocumentFile.objects.bulk_create(
        DocumentFile(document=document, file_id=file_id, name=name, position=place)
        for document, paper in zip(documents, papers, strict=True)
        for place, (file_id, name) in enumerate(paper.files)
    )
    return documents


def _books(agency_id: UUID, years: Collection[int]) -> dict[int, Register]:
    """The years' books, made where missing, locked from the oldest on."""
    Register.objects.bulk_create(
        [Register(agency_id=agency_id, year=year) for year in sorted(years)],
        ignore_conflicts=True,
    )
    rows = Register.objects.select_for_update().filter(
        agency=agency_id, year__in=sorted(years)
    )
    books = {book.year: book for book in rows.order_by("year")}
    reasons = [
        queries.closed_reason(book.year, book.closed_at)
        for book in books.values()
        if book.closed_at is not None
    ]
    if reasons:
        raise Refused(reasons)
    return books


def _check_numbers(books: dict[int, Register], lines: Sequence[OldIncoming]) -> None:
    """Somebody may have taken a number since the load was checked."""
    taken = set(
        RegisterEntry.objects.filter(
            register__in=list(books.values()),
            number__in={line.number for line in lines},
        ).values_list("register__year", "number")
    )
    found = [line for line in lines if (line.arrived_on.year, line.number) in taken]
    words = _("Số đến %(number)s năm %(year)s đã có trong sổ.")
    reasons = [
        Reason(words % {"number": line.number, "year": line.arrived_on.year})
        for line in found[:50]
    ]
    if reasons:
        raise Refused(reasons)


def _entry(
    book: Register, line: OldIncoming, document: Document, person: str, result: str
) -> RegisterEntry:
    came = datetime.combine(line.arrived_on, time(), VIETNAM)
    return RegisterEntry(
        register=book,
        agency_id=book.agency_id,
        document=document,
        number=line.number,
        order_key=order_key(book.year, line.number),
        arrived_on=line.arrived_on,
        arrived_at=came,
        # As in the old book: figures of weeks long gone must not move to today.
        registered_at=came,
        registered_by=person[:80],
        channel=CHANNEL,
        urgency=document.urgency,
        state=EntryState.DONE,
        finished_at=came,
        result=result,
        recipient=line.recipient,
        transferred_on=line.transferred_on,
        note=line.note,
        **found_by(line.number, document),
    )


def _keep_scans(
    entries: Sequence[RegisterEntry],
    lines: Sequence[OldIncoming],
    at: datetime,
    person: str,
) -> None:
    """As at the door: what is read on a scan later, a secret too, is acted upon."""
    IntakeItem.objects.bulk_create(
        scan_item(entry.agency_id, file_id, name, at, person, entry=entry)
        for entry, line in zip(entries, lines, strict=True)
        for file_id, name in line.paper.files
    )


def scan_item(
    agency_id: UUID,
    file_id: UUID,
    name: str,
    at: datetime,
    person: str,
    *,
    entry: RegisterEntry | None = None,
) -> IntakeItem:
    return IntakeItem(
        agency_id=agency_id,
        file_id=file_id,
        name=name,
        channel=CHANNEL,
        state=IntakeState.REGISTERED,
        entry=entry,
        received_at=at,
        received_by=person[:80],
    )


def _advance(
    books: dict[int, Register],
    entries: Sequence[RegisterEntry],
    at: datetime,
    person: str,
    *,
    open_year: int | None,
) -> list[int]:
    """Numbers go on after the highest; what is over is closed as history."""
    for entry in entries:
        book = books[entry.register.year]
        book.last_number = max(book.last_number, entry.number)
    closed = [book for book in books.values() if book.year != open_year]
    for book in closed:
        book.closed_at, book.closed_by = at, person[:80]
    Register.objects.bulk_update(
        books.values(), ["last_number", "closed_at", "closed_by"]
    )
    return [book.year for book in closed]


def incoming_work(entry_ids: Collection[UUID]) -> list[Reason]:
    """What somebody has done with these lines since: it blocks taking them back."""
    found = work_on(RegisterEntry, entry_ids, own=(Grant, IntakeItem))
    opened = Grant.objects.filter(entry__in=entry_ids).exclude(origin=GrantOrigin.HELD)
    items = IntakeItem.objects.filter(
        Q(entry__in=entry_ids) | Q(attach_to__in=entry_ids)
    ).exclude(channel=CHANNEL)
    done = HistoryEvent.objects.filter(entry_id__in=entry_ids).exclude(
        event="documents.imported"
    )
    numbers = RegisterEntry.objects.filter(
        Q(pk__in=opened.values("entry"))
        | Q(pk__in=items.values("entry"))
        | Q(pk__in=items.values("attach_to"))
        | Q(pk__in=done.values("entry_id"))
    ).values_list("number", "register__year")
    words = _("Số đến %(number)s năm %(year)s: đã có người xử lý, sửa hoặc mở quyền.")
    found += [
        Reason(words % {"number": number, "year": year})
        for number, year in numbers.order_by("order_key")[:50]
    ]
    later = RegisterEntry.objects.filter(
        register__in=RegisterEntry.objects.filter(pk__in=entry_ids).values("register"),
    ).exclude(channel=CHANNEL)
    words = _("Sổ năm %(year)s đã cấp tiếp số đến %(number)s.")
    found += [
        Reason(words % {"year": year, "number": last})
        for year, last in later.values_list("register__year").annotate(Max("number"))
    ]
    return found


def work_on(
    model: type[Model], ids: Collection[UUID], *, own: Iterable[type[Model]]
) -> list[Reason]:
    """Rows of any table that point at these lines; one statement a table."""
    reasons = []
    skipped = tuple(own)
    for relation in model._meta.related_objects:
        table = relation.related_model
        if not isinstance(table, type) or table in skipped:
            continue
        rows = table._default_manager.filter(**{f"{relation.field.name}__in": ids})
        count = rows.count()
        if count:
            words = _("%(count)s %(what)s đã gắn với các dòng này.")
            what = str(table._meta.verbose_name)
            reasons.append(Reason(words % {"count": count, "what": what}))
    return reasons


@transaction.atomic
def take_back_incoming(
    *, entry_ids: Sequence[UUID], closed_years: Collection[int], by: Actor, at: datetime
) -> None:
    """The lines of one load leave the books; what blocks that is told all at once."""
    books = list(
        Register.objects.select_for_update()
        .filter(
            pk__in=RegisterEntry.objects.filter(pk__in=entry_ids).values("register")
        )
        .order_by("year")
    )
    reasons = incoming_work(entry_ids)
    if reasons:
        raise Refused(reasons)
    papers = list(
        RegisterEntry.objects.filter(pk__in=entry_ids).values_list(
            "document", flat=True
        )
    )
    IntakeItem.objects.filter(entry__in=entry_ids)._raw_delete("default")
    Grant.objects.filter(entry__in=entry_ids)._raw_delete("default")
    RegisterEntry.objects.filter(pk__in=entry_ids)._raw_delete("default")
    forget_documents(papers)
    left = dict(
        RegisterEntry.objects.filter(register__in=books)
        .values_list("register")
        .annotate(Max("number"))
    )
    for book in books:
        book.last_number = left.get(book.pk, 0)
        if book.year in closed_years and book.closed_by_reform_id is None:
            book.closed_at, book.closed_by = None, ""
    Register.objects.bulk_update(books, ["last_number", "closed_at", "closed_by"])


def forget_documents(papers: Collection[UUID]) -> None:
    """Papers that only the load knew; the bytes of their scans stay in the store."""
    DocumentFile.objects.filter(document__in=papers)._raw_delete("default")
    Document.objects.filter(pk__in=papers)._raw_delete("default")
