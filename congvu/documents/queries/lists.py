"""Lists of register entries, paged by key, as one desk may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Least

from congvu.documents.models import (
    Assignment,
    Grant,
    Register,
    RegisterEntry,
)
from congvu.documents.queries.filters import Filters, filtered, starting
from congvu.documents.queries.waiting import waiting_papers
from congvu.documents.rules import (
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    AssignmentState,
    EntryState,
    IntakeState,
    Part,
    search_words,
)
from congvu.sql import Compiled, Tally, planned

NO_FILTERS = Filters()


@dataclass(frozen=True)
class Scope:
    """What a desk may see: all its agency holds (no ``principals``), or its grants.

    ``ancestors`` are agencies that ended and live on in its own, ``whole`` those of
    them that it reads as a whole, ``past`` desks of theirs that live on in its own.
    Without ``drafts`` it reads only those drafts that came to its ``desks``.
    Lists show the agency's own lines only; one line, a book and a figure of the
    overview reach further.
    """

    agency_id: UUID
    principals: frozenset[UUID] | None
    ancestors: frozenset[UUID] = frozenset()
    whole: frozenset[UUID] = frozenset()
    past: frozenset[UUID] = frozenset()
    drafts: bool = True
    # Whose "Việc của tôi" it is, where that is asked for.
    desks: frozenset[UUID] = frozenset()
    person_id: UUID | None = None

    @property
    def own(self) -> dict[str, Any]:
        """The values of a question about what the agency itself holds."""
        if self.principals is None:
            return {"agency": self.agency_id}
        return {"agency": self.agency_id, "principals": list(self.principals)}

    @property
    def held(self) -> dict[str, Any]:
        """Those of one about what it and those before it held."""
        if not self.ancestors:
            return self.own
        own = {self.agency_id}
        agencies = own | self.ancestors
        whole = self.whole | (own if self.principals is None else set())
        if whole == agencies:
            return {"agencies": list(agencies)}
        desks = self.past | (self.principals or frozenset())
        read_whole = {"whole": list(whole)} if whole else {}
        return {"agencies": list(agencies), "desks": list(desks), **read_whole}


class Tab(StrEnum):
    """The clerk's views of the register."""

    ALL = "tat-ca"
    MINE = "viec-cua-toi"
    REGISTERED = "cho-trinh"
    SUBMITTED = "cho-but-phe"
    INSTRUCTED = "cho-chuyen"
    HANDLING = "dang-giai-quyet"
    REPORTED = "cho-xac-nhan"
    OVERDUE = "qua-han"
    DONE = "da-giai-quyet"
    ENDED = "da-tra-da-huy"


_ENDED_STATES = [EntryState.RETURNED, EntryState.CANCELLED]
_TAB_STATES = {
    Tab.REGISTERED: EntryState.REGISTERED,
    Tab.SUBMITTED: EntryState.SUBMITTED,
    Tab.INSTRUCTED: EntryState.INSTRUCTED,
    Tab.HANDLING: EntryState.HANDLING,
    Tab.REPORTED: EntryState.REPORTED,
    Tab.DONE: EntryState.DONE,
}


class PaperLine(NamedTuple):
    """What a list shows of a document."""

    type_name: str
    symbol: str
    issued_on: date | None
    issuer_name: str
    subject: str


class EntryLine(NamedTuple):
    """What a list shows of an entry: named like the models, without their weight.

    ``due_on`` is the nearest day: the entry's own, the registry's to move it on, or
    that of a part still open.
    """

    id: UUID
    number: int
    order_key: int
    arrived_on: date
    urgency: str
    state: str
    holder: str
    due_on: date | None
    document: PaperLine


_ENTRY_FIELDS = EntryLine._fields[:-1]
_LINE_FIELDS = (
    *("nearest_due" if name == "due_on" else name for name in _ENTRY_FIELDS),
    *(f"document__{name}" for name in PaperLine._fields),
)
_SPLIT = len(_ENTRY_FIELDS)


def line_of(row: Sequence[Any]) -> EntryLine:
    return EntryLine._make((*row[:_SPLIT], PaperLine._make(row[_SPLIT:])))


@dataclass(frozen=True)
class Page:
    """One page of entries with their documents; ``after`` is the key of the next."""

    entries: list[EntryLine]
    after: int | None


def visible_entries(scope: Scope) -> QuerySet[RegisterEntry]:
    """Every entry the scope covers: for counting, finding, exporting, one by id."""
    return _own_entries(**scope.own)


def _own_entries(
    agency: UUID, principals: Collection[UUID] | None = None
) -> QuerySet[RegisterEntry]:
    entries = RegisterEntry.objects.filter(agency=agency)
    return entries if principals is None else entries.filter(_granted(principals))


def _granted(principals: Collection[UUID]) -> Exists:
    return Exists(
        Grant.objects.filter(entry=OuterRef("pk"), principal_id__any=list(principals))
    )


def _of_agency(scope: Scope) -> QuerySet[RegisterEntry]:
    return RegisterEntry.objects.filter(agency=scope.agency_id)


def readable_entries(scope: Scope) -> QuerySet[RegisterEntry]:
    """With them, what is read of agencies that ended: to open one, or a whole book."""
    return _held_entries(**scope.held)


def _held_entries(
    agencies: Collection[UUID] = (),
    whole: Collection[UUID] = (),
    desks: Collection[UUID] | None = None,
    **own: Any,
) -> QuerySet[RegisterEntry]:
    if own:
        return _own_entries(**own)
    entries = RegisterEntry.objects.filter(agency__any=list(agencies))
    if desks is None:
        return entries
    seen: Q | Exists = _granted(desks)
    return entries.filter(Q(agency__any=list(whole)) | seen if whole else seen)


def entry_of(scope: Scope, entry_id: UUID) -> RegisterEntry | None:
    """The entry, if it may be read, with its document and register; one query."""
    return _one.first(entry=entry_id, **scope.held)


_one: Compiled[RegisterEntry] = Compiled(
    lambda entry, **held: (
        _held_entries(**held)
        .filter(pk=entry)
        .select_related("document", "register")
        .defer("search", "search_text")
    ),
    by_key=True,
)


def entries_page(
    scope: Scope,
    *,
    on: date,
    tab: Tab = Tab.ALL,
    find: str = "",
    filters: Filters = NO_FILTERS,
    after: int | None = None,
    limit: int = 50,
) -> Page:
    """Newest first, one page; a fixed number of queries whatever the list holds."""
    if tab == Tab.ALL and not find.strip() and filters == NO_FILTERS:
        rows = _newest(scope, after, limit + 1)
    else:
        first, below = filters.keys
        keys = (first, below if after is None else min(after, below))
        # What waits for somebody is little: found first, rights are asked of it.
        few = tab == Tab.MINE
        whole = visible_entries(scope) if few else _of_agency(scope)
        entries = _narrowed(whole, scope, tab, on, find, filters)
        rows = _first(entries, None if few else scope.principals, keys, limit + 1)
    more = rows[limit - 1].order_key if len(rows) > limit else None
    return Page(rows[:limit], more)


def all_entries(
    scope: Scope, *, on: date, tab: Tab, find: str, filters: Filters
) -> Iterator[EntryLine]:
    """Every line of a list, newest first, read as it is asked for."""
    lines = as_lines(_chosen(scope, tab, on, find, filters))
    return (line_of(row) for row in lines.iterator(chunk_size=1000))


def lines_of(scope: Scope, ids: Sequence[UUID]) -> list[EntryLine]:
    """Those of these entries that may be read, newest first; one query."""
    return [line_of(row) for row in _lines.rows(ids=list(ids), **scope.held)]


_lines: Compiled[RegisterEntry] = Compiled(
    lambda ids, **held: as_lines(_held_entries(**held).filter(pk__any=ids)),
    by_key=True,
)


def _chosen(
    scope: Scope, tab: Tab, on: date, find: str, filters: Filters
) -> QuerySet[RegisterEntry]:
    first, below = filters.keys
    entries = visible_entries(scope).filter(order_key__gte=first, order_key__lt=below)
    return _narrowed(entries, scope, tab, on, find, filters)


def _narrowed(
    entries: QuerySet[RegisterEntry],
    scope: Scope,
    tab: Tab,
    on: date,
    find: str,
    filters: Filters,
) -> QuerySet[RegisterEntry]:
    entries = _of_tab(entries, tab, on, scope.agency_id)
    if tab == Tab.MINE:
        entries = entries.filter(waiting_papers(scope.desks, scope.person_id))
    return filtered(found_by(entries, find), filters, scope.agency_id)


def as_lines(entries: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry, Any]:
    return (
        entries.annotate(nearest_due=_NEAREST_DUE)
        .order_by("-order_key")
        .values_list(*_LINE_FIELDS)
    )


_OPEN_PARTS = Assignment.objects.filter(
    part__in=[Part.LEAD, Part.SUPPORT],
    state__in=sorted(OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD}),
)
_NEAREST_DUE = Least(
    "due_on",
    "move_by",
    Subquery(
        _OPEN_PARTS.filter(entry=OuterRef("pk"))
        .values("entry")
        .values_list(Min("due_on"))
    ),
)


def _late(agency_id: UUID, on: date) -> Q:
    """Whether an open entry is late: a day of its own has passed, or of an open part.

    The late parts are found once, not entry by entry.
    """
    parts = _OPEN_PARTS.filter(agency_id=agency_id, due_on__lt=on)
    return Q(due_on__lt=on) | Q(move_by__lt=on) | Q(pk__in=parts.values("entry"))


def late_entries(scope: Scope, *, on: date) -> QuerySet[RegisterEntry]:
    """Every line of the list of what is late, with its nearest day."""
    late = _of_tab(visible_entries(scope), Tab.OVERDUE, on, scope.agency_id)
    return late.annotate(nearest_due=_NEAREST_DUE)


def _of_tab(
    entries: QuerySet[RegisterEntry], tab: Tab, on: date, agency_id: UUID
) -> QuerySet[RegisterEntry]:
    if tab == Tab.OVERDUE:
        return entries.filter(_late(agency_id, on), state__in=sorted(OPEN_ENTRY_STATES))
    if tab == Tab.ENDED:
        return entries.filter(state__in=_ENDED_STATES)
    if tab in _TAB_STATES:
        return entries.filter(state=_TAB_STATES[tab])
    return entries


def found_by(entries: QuerySet[RegisterEntry], find: str) -> QuerySet[RegisterEntry]:
    """Every word of ``find`` begins a word of the line; accents do not matter."""
    words = search_words(find)
    if not words:
        return entries
    return entries.filter(search=starting(words))


_PARTS_SQL = ", ".join(f"'{part}'" for part in (Part.LEAD, Part.SUPPORT))
_STATES_SQL = ", ".join(
    f"'{state}'" for state in sorted(OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD})
)
_NEAREST_SQL = f"""least(e.due_on, e.move_by, (
    SELECT min(a.due_on) FROM documents_assignment a
     WHERE a.entry_id = e.id AND a.part IN ({_PARTS_SQL})
       AND a.state IN ({_STATES_SQL})))"""  # noqa: S608 - our own constants
_SHOWN = ", ".join(
    [_NEAREST_SQL if name == "due_on" else f"e.{name}" for name in _ENTRY_FIELDS]
    + [f"d.{name}" for name in PaperLine._fields]
)
# The plain newest-first lists are asked for all day; written out, they cost what
# PostgreSQL needs and nothing for putting the statement together. They are planned:
# from the newest key down, line by line, is the way for everybody. The number of lines
# stands in the text, so that the plan knows that they are few.
_OF_AGENCY = f"""
SELECT {_SHOWN} FROM documents_registerentry e
  JOIN documents_document d ON d.id = e.document_id
 WHERE e.agency_id = %(agency)s {{below}}
 ORDER BY e.order_key DESC LIMIT {{limit}}
"""  # noqa: S608 - names of our own columns
# One index scan a principal, merged: the database never reads more than a page of each.
_GRANTED = f"""
SELECT {_SHOWN}
  FROM (SELECT DISTINCT g.entry_id, g.order_key
          FROM (VALUES {{values}}) AS p(id)
         CROSS JOIN LATERAL (
               SELECT entry_id, order_key FROM documents_grant
                WHERE principal_id = p.id {{below}}
                ORDER BY order_key DESC LIMIT {{limit}}) AS g
         ORDER BY g.order_key DESC LIMIT {{limit}}) AS g
  JOIN documents_registerentry e ON e.id = g.entry_id
  JOIN documents_document d ON d.id = e.document_id
 ORDER BY g.order_key DESC
"""  # noqa: S608 - names of our own columns


# The grants of one desk, the newest first; those of several are merged as they come.
_OF_DESK = """
(SELECT entry_id, order_key FROM documents_grant
  WHERE principal_id = %s AND order_key >= %s AND order_key < %s
  ORDER BY order_key DESC)
"""


def _first(
    entries: QuerySet[RegisterEntry],
    principals: frozenset[UUID] | None,
    keys: tuple[int, int],
    limit: int,
) -> list[EntryLine]:
    """The newest of these entries that the principals were granted; one query.

    Whoever has grants is read by these, the newest first, until the page is full: "is
    there a grant" of each entry would be asked of all that somebody may see.
    """
    first, below = keys
    if principals is None:
        rows = as_lines(entries.filter(order_key__gte=first, order_key__lt=below))
        rows = rows[:limit]
        return [line_of(row) for row in rows]
    desks = sorted(principals)
    if not desks:
        return []
    granted = as_lines(entries.filter(pk=RawSQL("g.entry_id", []))).order_by()
    try:
        lines, given = granted.query.sql_with_params()
    except EmptyResultSet:
        return []
    grants = " UNION ALL ".join([_OF_DESK] * len(desks))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT ON (g.order_key) line.* FROM ({grants}) AS g"  # noqa: S608 - our own text
            f" CROSS JOIN LATERAL ({lines}) AS line"
            " ORDER BY g.order_key DESC LIMIT %s",
            [*(one for desk in desks for one in (desk, *keys)), *given, limit],
        )
        return [line_of(row) for row in cursor.fetchall()]


def _named(scope: Scope) -> dict[str, Any]:
    """The agency and each principal by a name of its own: a plan for everybody has to
    know how many they are, and would take a list for a long one.
    """
    principals = enumerate(sorted(scope.principals or ()))
    return {"agency": scope.agency_id, **{f"principal{n}": p for n, p in principals}}


def _newest(scope: Scope, after: int | None, limit: int) -> list[EntryLine]:
    if scope.principals == frozenset():
        return []
    names = [f"(%(principal{n})s)" for n in range(len(scope.principals or ()))]
    below = "" if after is None else "AND order_key < %(after)s"
    statement = _OF_AGENCY if scope.principals is None else _GRANTED
    with planned() as cursor:
        cursor.execute(
            statement.format(limit=limit, below=below, values=", ".join(names)),
            _named(scope) | ({} if after is None else {"after": after}),
        )
        return [line_of(row) for row in cursor.fetchall()]


# `visible_entries` and `_late`, written out for what stands above every list and over
# its days. Together, so that somebody's grants are gone through once: they are most of
# what this costs. OFFSET keeps them from being asked for one by one: so there is one
# way for everybody, and it is planned once.
_OPEN_SQL = ", ".join(f"'{state}'" for state in sorted(OPEN_ENTRY_STATES))
_COUNTS = f"""
SELECT e.state, e.arrived_on, count(*), count(*) FILTER (
       WHERE e.due_on < %(on)s OR e.move_by < %(on)s OR e.id IN (
             SELECT a.entry_id FROM documents_assignment a
              WHERE a.agency_id = %(agency)s AND a.due_on < %(on)s
                AND a.part IN ({_PARTS_SQL}) AND a.state IN ({_STATES_SQL})))
  FROM (SELECT id, state, due_on, move_by, NULL::date AS arrived_on
          FROM documents_registerentry
         WHERE agency_id = %(agency)s AND state IN ({_OPEN_SQL})
         UNION ALL
        SELECT id, NULL, NULL, NULL, arrived_on FROM documents_registerentry
         WHERE agency_id = %(agency)s AND arrived_on = ANY(%(days)s::date[])
        OFFSET 0) AS e
{{granted}}
 GROUP BY e.state, e.arrived_on
"""  # noqa: S608 - our own constants
_AMONG_FEW = """e.id IN (
       SELECT entry_id FROM documents_grant WHERE principal_id IN ({names}) OFFSET 0)"""
# Who heads a unit reads what all of it was given, for years more than the agency has
# open: each open entry is then looked up, which for one desk's grants takes longer.
_AMONG_MANY = """EXISTS (
       SELECT FROM documents_grant g
        WHERE g.entry_id = e.id AND g.principal_id IN ({names}) OFFSET 0)"""
_OF_ONE_DESK = 2
"""Principals of a post that heads nothing: itself, and the members of its unit."""


def _among(principals: Collection[UUID], names: str) -> str:
    form = _AMONG_MANY if len(principals) > _OF_ONE_DESK else _AMONG_FEW
    return form.format(names=names)


def list_counts(
    scope: Scope, days: Iterable[date], *, on: date
) -> tuple[dict[str, int], dict[date, int]]:
    """How many open entries there are of each state, and how many are late; how many
    lines of the whole list came on each of these days. One query.

    Only open ones: they are few, whatever the register holds.
    """
    granted = ""
    if scope.principals is not None:
        names = [f"%(principal{n})s" for n in range(len(scope.principals))] or ["NULL"]
        granted = f" WHERE {_among(scope.principals, ', '.join(names))}"
    with planned() as cursor:
        given = {**_named(scope), "on": on, "days": list(days)}
        cursor.execute(_COUNTS.format(granted=granted), given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    by_state = {state: n for state, _day, n, _late in rows if state}
    counts = {str(t): by_state.get(s, 0) for t, s in _TAB_STATES.items()}
    counts.pop(Tab.DONE)
    counts[Tab.OVERDUE] = sum(late for state, _day, _n, late in rows if state)
    return counts, {day: n for _state, day, n, _late in rows if day}


def waiting_in(scope: Scope, tabs: Iterable[Tab]) -> Tally:
    """How many lines of these states there are, of what `list_counts` tells."""
    states = ", ".join(f"'{_TAB_STATES[tab]}'" for tab in tabs) or "NULL"
    text = f"""
        SELECT count(*) FROM documents_registerentry e
         WHERE e.agency_id = %(agency)s AND e.state IN ({states})"""  # noqa: S608 - our own constants
    given: dict[str, Any] = {"agency": scope.agency_id}
    if scope.principals is not None:
        text += f" AND {_among(scope.principals, '%(principals)s')}"
        given["principals"] = scope.principals
    return Tally(text, given)


def tab_counts(scope: Scope, on: date) -> dict[str, int]:
    """How much lies where in the register; one query."""
    return list_counts(scope, (), on=on)[0]


def day_counts(
    scope: Scope,
    days: Iterable[date],
    *,
    on: date,
    tab: Tab = Tab.ALL,
    find: str = "",
    filters: Filters = NO_FILTERS,
) -> dict[date, int]:
    """How many lines of a narrowed list came on each of these days; one query."""
    entries = _chosen(scope, tab, on, find, filters)
    rows = entries.filter(arrived_on__in=list(days)).values("arrived_on")
    return {row["arrived_on"]: row["n"] for row in rows.annotate(n=Count("id"))}


def newer_count(scope: Scope, than: int) -> int:
    """How many entries came after the one of this order key; one query."""
    return visible_entries(scope).filter(order_key__gt=than).count()


def newest_register(agency_id: UUID) -> Register | None:
    """The agency's latest book; its last number is how many lines it holds."""
    return Register.objects.filter(agency=agency_id).order_by("-year").first()


_AT_THE_DOOR = f"""
SELECT count(*) FROM documents_intakeitem
 WHERE agency_id = %(agency)s AND state = '{IntakeState.READY}'
"""  # noqa: S608 - our own constants


def intake_ready(agency_id: UUID) -> Tally:
    """Files, read already, that wait at the door."""
    return Tally(_AT_THE_DOOR, {"agency": agency_id})
