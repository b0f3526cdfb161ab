"""A duty as it is found, and the proposal made of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from congvu.directives.rules.citations import citations_in
from congvu.directives.rules.deadlines import When, deadline_in, recurs_in
from congvu.directives.rules.measures import measure_in
from congvu.directives.rules.naming import said as one_line
from congvu.directives.rules.order import Order
from congvu.directives.rules.proposals import Proposal, Role, Span
from congvu.directives.rules.words import Words

_WATCHES = re.compile(
    r"(?:theo dõi|đôn đốc|giám sát|kiểm tra)[^.;]{0,90}?(?:thực hiện|kết quả|tiến độ)"
    r"[^.;]{0,60}?(?:(?:chỉ thị|kế hoạch|công văn|quyết định|thông báo|công điện"
    r"|văn bản|kết luận|nghị quyết|chương trình|đề án)"
    r"(?: (?:\w+ ){0,3}?(?:này|trên)\b|(?= [;,.]|$))"
    r"|(?:nội dung|nhiệm vụ) (?:\w+ ){0,2}?(?:này|trên)\b)"
    r"|^theo dõi , đôn đốc(?: (?:,|và) (?:kiểm tra|hướng dẫn|giám sát))* (?:[,.;]|$)"
)
_TITLE = 90
_TITLE_STOPS = re.compile(
    r"\s(?:nhằm|để|theo|trên cơ sở|đảm bảo|bảo đảm|phù hợp với|góp phần)\s| ?[,;:(]"
)


@dataclass
class Draft:
    """Places are those of words in ``words``; ``begin`` and ``stop`` hold the piece.

    ``told_day``: by when beyond doubt, whatever the sentence says. ``in_row``: a cell,
    whose lines may have other cells between them.
    """

    words: Words
    begin: int
    stop: int
    order: Order
    clause: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    spans: list[Span] = field(default_factory=list)
    when: When | None = None
    when_span: Span | None = None
    day: date | None = None
    day_words: str = ""
    recurs: str | None = None
    told_day: date | None = None
    in_row: bool = False
    deliverable: str = ""

    @property
    def start(self) -> int:
        return self.words.starts[self.begin]

    @property
    def end(self) -> int:
        return self.words.ends[self.stop - 1]


class Said:
    """A piece in small letters, and where each of its letters stands in the text."""

    def __init__(self, words: Words, begin: int, stop: int) -> None:
        self._words = words
        self._begin = begin
        self._places: list[int] = []
        length = 0
        for place in range(begin, stop):
            self._places.append(length)
            length += len(words.low[place]) + 1
        self.text = words.said(begin, stop)

    def span(self, start: int, end: int, role: Role) -> Span:
        first = self._begin + bisect_right(self._places, start) - 1
        last = self._begin + bisect_right(self._places, max(start, end - 1)) - 1
        return Span(self._words.starts[first], self._words.ends[last], role)


def finish(
    text: str, drafts: list[Draft], *, issued: date | None
) -> tuple[Proposal, ...]:
    """The proposals in their order; who watches over all is told to each."""
    drafts.sort(key=lambda d: (d.start, d.end))
    kept: list[Draft] = []
    for draft in drafts:
        if kept and draft.start < kept[-1].end:
            continue
        kept.append(draft)
    watchers: tuple[str, ...] = ()
    for draft in kept:
        said = draft.words.said(draft.order.predicate, draft.stop)
        if draft.lead and _WATCHES.search(said):
            watchers = draft.lead
    return tuple(
        _proposal(text, draft, issued, () if draft.lead == watchers else watchers)
        for draft in kept
    )


def _proposal(
    text: str, draft: Draft, issued: date | None, watchers: tuple[str, ...]
) -> Proposal:
    said = Said(draft.words, draft.begin, draft.stop)
    spans = list(draft.spans)
    when = None if draft.told_day else deadline_in(said.text, issued=issued)
    day, day_words = (when.day, when.words) if when else (draft.day, draft.day_words)
    if when:
        spans.append(said.span(when.start, when.end, Role.DEADLINE))
    elif draft.when_span:
        spans.append(draft.when_span)
    again = recurs_in(said.text)
    if again:
        spans.append(said.span(again.start, again.end, Role.RECURS))
    much = measure_in(said.text)
    measure = None
    if much:
        where = said.span(much.start, much.end, Role.MEASURE)
        measure = " ".join(text[where.start : where.end].split()).strip(" ,.;")
        spans.append(where)
    return Proposal(
        start=draft.start,
        end=draft.end,
        clause=draft.clause,
        sentence=text[draft.start : draft.end],
        title=_title(text, draft),
        lead=draft.lead,
        support=draft.support,
        deadline=day,
        deadline_words=day_words,
        recurs=again.duration if again else draft.recurs,
        measure=measure,
        measure_value=much.value if much else None,
        measure_unit=much.unit if much else "",
        measure_op=much.relation if much else "",
        deliverable=draft.deliverable,
        cites=citations_in(text, draft.start, draft.end),
        watch=watchers,
        words=tuple(sorted(set(spans), key=lambda s: (s.start, s.end))),
    )


def _title(text: str, draft: Draft) -> str:
    """What is to be done, short: from the verb to where reasons and lists begin."""
    first = min(draft.order.predicate, draft.stop - 1)
    shown = text[draft.words.starts[first] : draft.end]
    if draft.in_row:
        shown = one_line(draft.words, text, first, draft.stop)
    shown = " ".join(shown.split()).strip(" ;.,/")
    for hit in _TITLE_STOPS.finditer(shown):
        if 30 <= hit.start() <= _TITLE:
            shown = shown[: hit.start()]
            break
    if len(shown) > _TITLE:
        shown = f"{shown[:_TITLE].rsplit(' ', 1)[0]}…"
    return shown[:1].upper() + shown[1:]
