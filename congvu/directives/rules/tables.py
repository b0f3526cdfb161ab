"""What the rows of a table of tasks order: who, with whom, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from congvu.directives.rules.actors import Actor, actor_at
from congvu.directives.rules.columns import columns_of, is_counting, more_columns
from congvu.directives.rules.deadlines import deadline_in, recurs_in
from congvu.directives.rules.duties import Draft
from congvu.directives.rules.naming import said, said_names
from congvu.directives.rules.order import Order
from congvu.directives.rules.proposals import Role, Span
from congvu.directives.rules.words import Words

_FEWEST_WORDS, _MOST_NAMED = 3, 14
_NO_NAME = ("chủ", "phối", "thực", "(", "và", ":", "theo", "đã", "là")
_COUNTED = re.compile(r"\d{1,3}(?: ?\. ?\d{1,3})*")
_CHAPTER = re.compile(r"[ivx]{1,5}|[a-hđ]")
_SUMS = re.compile(r"^(?:tổng (?:cộng|số|kinh phí)|cộng|ghi chú|ngày \d)")
_CLOCK = re.compile(r"^\d{1,2} ?(?:h|g|giờ|: ?\d)")
_EARLIER_OF_SEVERAL = re.compile(r"\b(quý|tháng) (?:\w+ (?:,|và|-|;|đến) ?)+(?=\w)")
_SETTINGS = ("", "thời gian : ", "trong ", "đến ")
"""Words that a cell leaves out, since the head of its column says them."""
_BULLETS = frozenset("-+*•")


@dataclass
class Table:
    """Its heads, and what stays said until another row says otherwise."""

    columns: dict[str, int] | None = None
    width: int = 0
    chapter: str = ""
    lead: tuple[str, ...] = ()
    spans: list[Span] = field(default_factory=list)
    last: Draft | None = None

    def row(
        self, cells: Sequence[Words], text: str, *, issued: date | None, clause: str
    ) -> Draft | None:
        """The duty of a row; heads, headings and sums give none."""
        heads = columns_of(cells)
        if heads is not None:
            self._begin(heads, len(cells))
            return None
        if self.columns is None or len(cells) != self.width or is_counting(cells):
            return None
        if self.last is None and more_columns(self.columns, cells):
            return None
        task = self._cell("task", cells)
        if task is None:
            return None
        number, alone = self._number(cells), self._is_alone(cells)
        if self._goes_on(task, number, cells):
            return None
        if alone and not _COUNTED.fullmatch(number):
            self._head_row(task, number, text)
            return None
        return self._draft(task, number, cells, text, issued, clause)

    def _begin(self, heads: dict[str, int], width: int) -> None:
        """The heads come again on each page; what stood before them goes on."""
        if (heads, width) != (self.columns, self.width):
            self.columns, self.width = heads, width
            self.chapter, self.lead, self.spans, self.last = "", (), [], None

    def _cell(self, kind: str, cells: Sequence[Words]) -> Words | None:
        place = (self.columns or {}).get(kind)
        return cells[place] if place is not None and len(cells[place]) else None

    def _number(self, cells: Sequence[Words]) -> str:
        cell = self._cell("number", cells)
        return cell.said(0, len(cell)).strip(" .)(") if cell else ""

    def _is_alone(self, cells: Sequence[Words]) -> bool:
        """Nothing beside the task and its number."""
        own = {(self.columns or {}).get(kind) for kind in ("task", "number")}
        return not any(len(c) for place, c in enumerate(cells) if place not in own)

    def _goes_on(self, task: Words, number: str, cells: Sequence[Words]) -> bool:
        """The rest of a row that a page or a line had cut."""
        lead = self._cell("lead", cells)
        small = not task.seen[0][:1].isupper() and task.low[0] not in _BULLETS
        if self.last is None or number or not small or "number" not in self._kinds:
            return False
        return lead is None or not lead.seen[0][:1].isupper()

    @property
    def _kinds(self) -> dict[str, int]:
        return self.columns or {}

    def _head_row(self, task: Words, number: str, text: str) -> None:
        """ "I. Sở Nội vụ": what stands below it is of this chapter, and its."""
        begin = 0
        if not number and len(task) > 2 and task.low[1] in (".", ")"):
            number, begin = task.low[0], 2
        self.chapter = number.upper() if _CHAPTER.fullmatch(number) else ""
        self.lead, self.spans = (), []
        actor = actor_at(task, begin, len(task))
        if actor is not None and actor.end >= len(task) - 1:
            self.lead = said_names(task, text, actor)
            self.spans = [_span(task, Role.LEAD, begin)]

    def _draft(
        self,
        task: Words,
        number: str,
        cells: Sequence[Words],
        text: str,
        issued: date | None,
        clause: str,
    ) -> Draft | None:
        begin = 0
        while begin < len(task) and task.low[begin] in _BULLETS:
            begin += 1
        if len(task) - begin < _FEWEST_WORDS:
            return None
        time = self._cell("time", cells)
        if _SUMS.match(task.said(begin, len(task))) or (time and _is_clock(time)):
            return None
        order = Order(begin, (begin, begin + 2), bare=True)
        where = self._clause(clause, number)
        found = Draft(task, begin, len(task), order, where, in_row=True)
        found.spans = [_span(task, Role.ORDER, begin, begin + 2)]
        self._told_who(found, cells, text)
        if time is not None:
            found.day = found.told_day = day_told(time, issued)
            found.day_words = said(time, text, 0, len(time))
            again = recurs_in(time.said(0, len(time)))
            found.recurs = again.duration if again else None
            role = Role.RECURS if again and not found.day else Role.DEADLINE
            if found.day or again:
                found.spans.append(_span(time, role))
        elif self._is_alone(cells) and self.last is not None:
            found.day = found.told_day = self.last.told_day
        product = self._cell("product", cells)
        if product is not None:
            found.deliverable = said(product, text, 0, len(product))
        self.last = found
        return found

    def _clause(self, clause: str, number: str) -> str:
        counted = number.replace(" ", "")
        if not counted and self.last is not None and "number" in self._kinds:
            return self.last.clause
        return ".".join(part for part in (clause, self.chapter, counted) if part)

    def _told_who(self, draft: Draft, cells: Sequence[Words], text: str) -> None:
        lead, support = self._cell("lead", cells), self._cell("support", cells)
        if lead is not None:
            names, helpers = _parted(lead, text)
            if "support" not in self._kinds:
                draft.support = helpers
            else:
                names += tuple(h for h in helpers if h not in names)
            self.lead, self.spans = names, [_span(lead, Role.LEAD)]
        draft.lead = self.lead
        draft.spans += self.spans
        if support is not None:
            names = _names(support, text, 0, len(support))
            draft.support = tuple(name for name in names if name not in draft.lead)
            draft.spans.append(_span(support, Role.SUPPORT))


def _parted(cell: Words, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads and who helps, where one cell says both: "Sở A; phối hợp: Sở B"."""
    low, end = cell.low, len(cell)
    for place in range(end - 1):
        if low[place : place + 2] == ["phối", "hợp"]:
            first = place + 2
            while first < end and low[first] in (":", "với", "thực", "hiện"):
                first += 1
            stop = place
            while stop and low[stop - 1] in (",", ";", "-", "(", ".", "và", "quan"):
                stop -= 1 if low[stop - 1] != "quan" else 2
            leads = _names(cell, text, 0, stop)
            return leads, _names(cell, text, first, end)
    return _names(cell, text, 0, end), ()


def _names(cell: Words, text: str, begin: int, end: int) -> tuple[str, ...]:
    """The bodies a cell names; what no list of offices knows, as it stands there."""
    found: list[str] = []
    for word in ("chủ", "trì", "đầu", "mối", ":", "-", "+"):
        if begin < end and cell.low[begin] == word:
            begin += 1
    while begin < end:
        actor = actor_at(cell, begin, end)
        stop = actor.end if actor else begin
        rest = stop
        while rest < end and cell.low[rest] not in (",", ";", "-", "+", "."):
            rest += 1
        if actor is not None:
            found += said_names(cell, text, _whole(cell, actor, rest))
        elif 0 < rest - begin <= _MOST_NAMED:
            found.append(said(cell, text, begin, rest))
        begin = rest
        while begin < end and cell.low[begin] in (",", ";", "-", "+", ".", "và"):
            begin += 1
    return tuple(dict.fromkeys(found))


def _whole(cell: Words, actor: Actor, rest: int) -> Actor:
    """In a cell a name goes on to its end: "Viện Nghiên cứu phát triển"."""
    low = cell.low[actor.end : rest]
    if not low or len(low) > _FEWEST_WORDS or low[0] in _NO_NAME:
        return actor
    begin = actor.names[-1][0]
    return Actor(actor.start, rest, (*actor.names[:-1], (begin, rest)))


def day_told(cell: Words, issued: date | None) -> date | None:
    """The last day that a cell of days allows."""
    words = _EARLIER_OF_SEVERAL.sub(r"\1 ", cell.said(0, len(cell)))
    for setting in _SETTINGS:
        when = deadline_in(f"{setting}{words}", issued=issued)
        if when is not None and when.day is not None:
            return when.day
    return None


def _is_clock(cell: Words) -> bool:
    """A programme of a day, not a plan."""
    return bool(_CLOCK.match(cell.said(0, len(cell))))


def _span(words: Words, role: Role, begin: int = 0, stop: int | None = None) -> Span:
    last = min(stop or len(words), len(words)) - 1
    return Span(words.starts[begin], words.ends[last], role)
