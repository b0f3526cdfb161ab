"""Hits as a reader may see them: one look into the index, one query for each kind.

The index holds the rights as they were a moment ago; the tables are asked once more for
what is shown, so that a right taken back is gone at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from congvu.archives.models import Dossier
from congvu.archives.queries import visible_dossiers
from congvu.documents.access import scope_of
from congvu.documents.queries import Scope, entry_row
from congvu.documents.queries.lists import lines_of
from congvu.finding.rules import MOST_EXPORTED, REMEMBERED, Question
from congvu.law.queries import calendar
from congvu.lib.dates import WorkCalendar
from congvu.organisations.access import Seat
from congvu.organisations.queries import named_with_successors
from congvu.outgoing.models import Draft
from congvu.outgoing.queries import (
    draft_row,
    line_row,
    readable_drafts,
)
from congvu.outgoing.queries.lists import lines_of as outgoing_lines_of
from congvu.search import store
from congvu.search.queries import abbreviations
from congvu.search.rules import Asked, Piece, ask, marked, plain_words, quoted
from congvu.search.rules.indexed import SOURCES, Hit, Hits, Narrowed, Within
from congvu.ui.addresses import address_of
from congvu.ui.rules import Row

PAGE, AT_ONCE = 20, 500


@dataclass(frozen=True)
class Line:
    """One hit as it is shown; ``whole``: with all the words asked for."""

    kind: str
    id: UUID
    state: str
    row: Row
    subject: list[Piece]
    quote: list[Piece]
    whole: bool


@dataclass(frozen=True)
class Found:
    """One page of lines; ``counts`` says how many each kind has."""

    lines: list[Line]
    total: int
    after: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    ready: bool = True


def look(seat: Seat, question: Question, *, on: date, after: str = "") -> Found:
    """One page; ``ready`` is false while the index is being made."""
    asked = ask(question.text, abbreviations())
    try:
        opened = store.open_index()
    except store.IndexMissing:
        return Found([], 0, ready=False)
    if asked.is_empty:
        return Found([], 0)
    within, narrowed = within_of(seat), _narrowed(question, on)
    hits = store.find(
        opened,
        asked,
        within=within,
        narrowed=narrowed,
        newest=question.newest,
        after=after,
        limit=PAGE,
    )
    counts = store.counts(
        opened, asked, within=within, narrowed=replace(narrowed, kinds=frozenset())
    )
    lines = _lines(seat, hits.hits, asked, on=on, with_quotes=True)
    return Found(lines, hits.total, hits.after, counts)


def suggestions(seat: Seat, text: str, *, on: date) -> list[Line]:
    """A few lines that begin as what is being typed; none while it is too short."""
    asked = ask(text, abbreviations())
    try:
        opened = store.open_index()
    except store.IndexMissing:
        return []
    if asked.is_empty or (len(asked.folded[-1]) < 2 and len(asked.folded) < 2):
        return []
    hits = store.suggest(opened, asked, within=within_of(seat))
    return _lines(seat, hits, asked, on=on, with_quotes=False)


@dataclass(frozen=True)
class Everything:
    """Hits in order of time, newest first, as far as a file of them goes; ``total``
    says how many there are.
    """

    total: int
    lines: Iterator[Line]

    @property
    def is_cut(self) -> bool:
        return self.total > MOST_EXPORTED


def all_found(seat: Seat, question: Question, *, on: date) -> Everything:
    """Nothing while the index is being made."""
    asked = ask(question.text, abbreviations())
    try:
        opened = store.open_index()
    except store.IndexMissing:
        return Everything(0, iter(()))
    if asked.is_empty:
        return Everything(0, iter(()))

    def page(after: str) -> Hits:
        return store.find(
            opened,
            asked,
            within=within_of(seat),
            narrowed=_narrowed(question, on),
            newest=True,
            after=after,
            limit=AT_ONCE,
        )

    def lines(hits: Hits) -> Iterator[Line]:
        for _page in range(MOST_EXPORTED // AT_ONCE):
            yield from _lines(seat, hits.hits, asked, on=on, with_quotes=False)
            if not hits.after:
                return
            hits = page(hits.after)

    first = page("")
    return Everything(first.total, lines(first))


def newest_hits(seat: Seat, question: Question, *, on: date) -> list[Hit] | None:
    """The newest hits with all the words, as the index has them; None without one."""
    asked = ask(question.text, abbreviations())
    try:
        opened = store.open_index()
    except store.IndexMissing:
        return None
    hits = store.find(
        opened,
        asked,
        within=within_of(seat),
        narrowed=_narrowed(question, on),
        newest=True,
        limit=REMEMBERED,
    )
    return [hit for hit in hits.hits if hit.whole]


def readable_hits(seat: Seat, hits: Sequence[Hit], *, on: date) -> int:
    """How many of these the tables let the seat read."""
    return len(_lines(seat, hits, ask(""), on=on, with_quotes=False))


def within_of(seat: Seat) -> Within:
    """The seat's rights as the index knows them."""
    scope = scope_of(seat)
    own = frozenset([scope.agency_id])
    wide = own if scope.principals is None else frozenset()
    granted = scope.principals if scope.drafts else scope.desks
    return Within(
        agencies=own | scope.ancestors,
        whole=wide | scope.whole,
        principals=(granted or frozenset()) | scope.past,
        past=scope.ancestors - own,
        granted=frozenset() if scope.drafts else frozenset({"draft"}),
    )


def _narrowed(question: Question, on: date) -> Narrowed:
    facets = {
        "type": question.type_code,
        "register": question.register,
        "dossier": question.dossier,
        "state": question.state,
    }
    words = tuple(plain_words(question.issuer))
    lineage = named_with_successors(words, on) if words else ()
    return Narrowed(
        kinds=frozenset([question.kind] if question.kind else []),
        facets={name: [value] for name, value in facets.items() if value},
        issuer_words=words,
        issuers=frozenset(map(str, lineage)),
        issued_from=question.first,
        issued_until=question.last,
    )


Read = dict[UUID, tuple[str, Row]]  # its state and how it is shown
Reading = Callable[[Scope, Sequence[UUID], date, WorkCalendar], Read]


def _lines(
    seat: Seat, hits: Sequence[Hit], asked: Asked, *, on: date, with_quotes: bool
) -> list[Line]:
    scope, days = scope_of(seat), calendar()
    rows: dict[tuple[str, UUID], tuple[str, Row]] = {}
    quotes: dict[tuple[str, UUID], list[Piece]] = {}
    for kind, read in _ROWS.items():
        ids = [hit.id for hit in hits if hit.kind == kind]
        if not ids:
            continue
        seen = read(scope, ids, on, days)
        rows |= {(kind, key): row for key, row in seen.items()}
        if with_quotes:
            for thing in SOURCES.kinds[kind].read(list(seen)):
                quotes[kind, thing.id] = quoted(thing.text, asked)
    return [
        Line(
            kind=hit.kind,
            id=hit.id,
            state=rows[key][0],
            row=rows[key][1],
            subject=marked(rows[key][1].subject, asked),
            quote=quotes.get(key, []),
            whole=hit.whole,
        )
        for hit in hits
        if (key := (hit.kind, hit.id)) in rows
    ]


def _incoming(scope: Scope, ids: Sequence[UUID], on: date, days: WorkCalendar) -> Read:
    found: Read = {}
    for line in lines_of(scope, ids):
        url = address_of("documents:entry", line.id)
        row = entry_row(line, url=url, on=on, days=days)
        found[line.id] = line.state, replace(row, unread=False) if row.unread else row
    return found


def _outgoing(
    scope: Scope, ids: Sequence[UUID], _on: date, _days: WorkCalendar
) -> Read:
    found: Read = {}
    for one in outgoing_lines_of(scope, ids):
        url = address_of("outgoing:line", one.id)
        found[one.id] = one.state, line_row(one, url=url)
    return found


def _drafts(scope: Scope, ids: Sequence[UUID], on: date, days: WorkCalendar) -> Read:
    drafts: QuerySet[Draft] = readable_drafts(scope).filter(pk__in=ids)
    found: Read = {}
    for one in drafts.defer("search", "search_text"):
        url = address_of("outgoing:draft", one.id)
        row = draft_row(one, url=url, on=on, days=days)
        found[one.id] = one.state, replace(row, verb="") if row.verb else row
    return found


def _dossiers(
    scope: Scope, ids: Sequence[UUID], _on: date, _days: WorkCalendar
) -> Read:
    dossiers: QuerySet[Dossier] = visible_dossiers(scope).filter(pk__in=ids)
    found: Read = {}
    for one in dossiers.defer("search", "search_text"):
        row = Row(
            url=address_of("archives:dossier", one.id),
            subject=one.title,
            sender=one.unit_name,
            symbol=one.symbol,
            day=one.opened_on,
            note=one.maker_name,
            state=one.get_state_display(),
            key=str(one.id),
        )
        found[one.id] = one.state, row
    return found


_ROWS: dict[str, Reading] = {
    "incoming": _incoming,
    "outgoing": _outgoing,
    "draft": _drafts,
    "dossier": _dossiers,
}
