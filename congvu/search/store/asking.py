"""Asking the index: rights, filters and ranking in one look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import tantivy
from tantivy import Occur, Query

from congvu.search.rules import Asked, has_accents, needed, once, pairs
from congvu.search.rules.indexed import SOURCES, Hit, Hits, Narrowed, Within
from congvu.search.store.folder import OpenIndex, schema

# How much a match in each field is worth (docs/search.md says how they were found).
_WORDS, _PAIRS, _HEAD_PAIRS, _EXACT, _SYMBOL = 1.0, 1.0, 0.3, 0.1, 30.0
_ENTIRE = 10_000.0
"""Who has all the words comes before who has some, whatever those are worth."""
_FEW_VALUES = 64
_FEW_WORTHS = 16
_BESIDE = 5.0
"""A suggestion in which the last word stands where it was typed, comes first."""
_LOOSE = "~"
_LAST_PLACE = (1 << 63) - 1
FEW = 10
FURTHEST = 1000
"""Hits by relevance are paged through so far; who needs more narrows or sorts."""


def find(
    opened: OpenIndex,
    asked: Asked,
    *,
    within: Within,
    narrowed: Narrowed,
    newest: bool = False,
    after: str = "",
    limit: int = 20,
) -> Hits:
    """One page. Where few have all the words, what has some of them comes after."""
    searcher = opened.searcher()
    fence = _fence(within, narrowed)
    strict, loose = (
        _ranked(
            [*fence, *_matching(asked, whole=whole)],
            _ranking(asked, whole=whole),
            wide=within.agencies <= within.whole,
        )
        for whole in (True, False)
    )
    may_loosen = len(asked.words) > 1
    if newest:
        if not after.startswith(_LOOSE):
            found = _newest(searcher, strict, after, limit)
            if found.total or after or not may_loosen:
                return found
        return _newest(searcher, loose, after.removeprefix(_LOOSE), limit, sign=_LOOSE)
    if not after.startswith(_LOOSE):
        found = _best(searcher, strict, after, limit)
        if after or found.total >= FEW or not may_loosen:
            return found
    entire = Query.const_score_query(_all_of(_matching(asked, whole=True)), _ENTIRE)
    query = _all_of([_scored(loose), (Occur.Should, entire)])
    return _best(searcher, query, after.removeprefix(_LOOSE), limit, sign=_LOOSE)


def suggest(
    opened: OpenIndex, asked: Asked, *, within: Within, limit: int = 6
) -> list[Hit]:
    """What a question that is still being typed will find in the lines of lists."""
    if asked.is_empty:
        return []
    *done, last = asked.folded
    begun = Query.regex_query(schema(), "head", f"{last}.*")
    parts = [_scored(_term("head", word)) for word in once(done)]
    parts.append((Occur.Must, Query.const_score_query(begun, 0.1)))
    if done:
        beside = Query.regex_query(schema(), "head_pairs", f"{done[-1]}_{last}.*")
        parts.append((Occur.Should, Query.const_score_query(beside, _BESIDE)))
        before = [_term("head_pairs", pair) for pair in pairs(done)]
        parts += [(Occur.Should, one) for one in before]
    query = _all_of([*_fence(within, Narrowed()), *parts])
    return _best(opened.searcher(), query, "", limit).hits


def counts(
    opened: OpenIndex, asked: Asked, *, within: Within, narrowed: Narrowed
) -> dict[str, int]:
    """How many things of each kind have all that is asked for, in one look."""
    query = _all_of([*_fence(within, narrowed), *_matching(asked, whole=True)])
    kinds = {"kinds": {"terms": {"field": "kind", "size": 20}}}
    found = opened.searcher().aggregate(query, kinds)["kinds"]["buckets"]
    return {bucket["key"]: int(bucket["doc_count"]) for bucket in found}


def kept_keys(opened: OpenIndex, kind: str) -> set[UUID]:
    """The keys of every thing of a kind in the index: to compare with the tables."""
    searcher = opened.searcher()
    found = searcher.search(_term("kind", kind), max(1, searcher.num_docs))
    return {_hit(searcher, address, 0).id for _score, address in found.hits}


Part = tuple[Occur, Query]


def _term(field: str, value: str) -> Query:
    return Query.term_query(schema(), field, value)


def _all_of(parts: list[Part]) -> Query:
    return Query.boolean_query(parts)


def _any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _scored(query: Query) -> Part:
    return (Occur.Must, query)


def _fenced(query: Query) -> Part:
    """Must hold and says nothing about how good a hit is."""
    return (Occur.Must, Query.const_score_query(query, 0.0))


def _set(field: str, values: Iterable[str]) -> Part:
    """One of these. Of a few the lists of hits are walked together, as far as is
    needed; of many they are made one set first.
    """
    known = sorted(set(values))
    if len(known) <= _FEW_VALUES:
        return _fenced(_any_of([_term(field, value) for value in known]))
    return _fenced(Query.term_set_query(schema(), field, known))


def _fence(within: Within, narrowed: Narrowed) -> list[Part]:
    fence = [_set("agency", map(str, within.agencies))]
    if not within.agencies <= within.whole:
        whole = [f"*{agency}" for agency in within.whole]
        fence.append(_set("may", [*whole, *map(str, within.principals)]))
    kept = [one.kind for one in SOURCES.kinds.values() if not one.heirs_read]
    if within.past and kept:
        left = [_set("kind", kept), _set("agency", map(str, within.past))]
        fence.append((Occur.MustNot, _all_of(left)))
    if within.granted:
        theirs = [(Occur.MustNot, _term("may", str(p))) for p in within.principals]
        others = Query.boolean_query([_set("kind", within.granted), *theirs])
        fence.append((Occur.MustNot, others))
    if narrowed.kinds:
        fence.append(_set("kind", narrowed.kinds))
    fence += [_set(name, values) for name, values in narrowed.facets.items()]
    if narrowed.issuer_words:
        named = _all_of([_scored(_term("named", w)) for w in narrowed.issuer_words])
        either = [named, *(_term("issuer", one) for one in sorted(narrowed.issuers))]
        fence.append(_fenced(_any_of(either)))
    days = (
        ("issued", narrowed.issued_from, narrowed.issued_until),
        ("arrived", narrowed.arrived_from, narrowed.arrived_until),
    )
    for field, first, last in days:
        if first is not None or last is not None:
            fence.append(_fenced(_between(field, first, last)))
    return fence


def _between(field: str, first: date | None, last: date | None) -> Query:
    return Query.range_query(
        schema(),
        field,
        tantivy.FieldType.Integer,
        first.toordinal() if first else None,
        last.toordinal() if last else None,
    )


def _matching(asked: Asked, *, whole: bool) -> list[Part]:
    """What a hit must have: its phrases always, its words all or most or some."""
    must = [_fenced(_phrase(p.words, exact=p.exact)) for p in asked.phrases]
    if asked.words:
        readings = [
            _any_of([_phrase(reading, exact=False) for reading in readings])
            if len(readings) > 1
            else _phrase(readings[0], exact=False)
            for readings in asked.words
        ]
        least = needed(len(readings)) if whole else 1
        if least == len(readings):
            must += [_scored(reading) for reading in readings]
        else:
            some = [(Occur.Should, reading) for reading in readings]
            must.append(_fenced(Query.boolean_query(some, least)))
    return must


def _phrase(words: tuple[str, ...], *, exact: bool) -> Query:
    field = "exact" if exact else "words"
    if len(words) == 1:
        return _term(field, words[0])
    return Query.phrase_query(schema(), field, list(words))


def _ranked(required: list[Part], worths: list[Query], *, wide: bool) -> Query:
    """Hits that are the better the more of these they match, too.

    A few are asked of each hit, one around the other. Side by side they are walked as
    one list through everybody's papers, which for one desk takes four times as long;
    who reads all of them anyway (``wide``) has it a third quicker so.
    """
    if wide or len(worths) > _FEW_WORTHS:
        return _all_of([*required, (Occur.Should, _any_of(worths))])
    query = _all_of(required)
    for one in worths:
        query = _all_of([_scored(query), (Occur.Should, one)])
    return query


def _ranking(asked: Asked, *, whole: bool) -> list[Query]:
    # Who types no accents says nothing about them.
    accented = once(asked.exact) if has_accents(asked.text) else []
    # Where each of a few words must be there it counts there.
    counted = whole and needed(len(asked.words)) == len(asked.words)
    words = [] if counted else once(asked.folded)
    worth = [
        *((_WORDS, "words", word) for word in words),
        *((_PAIRS, "pairs", pair) for pair in once(pairs(asked.folded))),
        *((_HEAD_PAIRS, "head_pairs", pair) for pair in once(pairs(asked.folded))),
        *((_EXACT, "exact", word) for word in accented),
        *((_SYMBOL, "symbol", symbol) for symbol in once(asked.symbols)),
    ]
    read_out = [r for readings in asked.words for r in readings[1:]]
    terms = [
        Query.boost_query(_term(field, value), boost) for boost, field, value in worth
    ]
    return terms + [_phrase(reading, exact=False) for reading in read_out]


def _best(
    searcher: tantivy.Searcher, query: Query, after: str, limit: int, sign: str = ""
) -> Hits:
    first = min(int(after), FURTHEST) if re.fullmatch("[0-9]{1,9}", after) else 0
    found = searcher.search(query, limit, count=True, offset=first)
    hits = [
        _hit(searcher, address, 0, whole=not sign or score >= _ENTIRE)
        for score, address in found.hits
    ]
    last = first + len(hits)
    more = len(hits) == limit and last < min(_count(found), FURTHEST)
    return Hits(hits, _count(found), f"{sign}{last}" if more else "")


def _count(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]  # missing in its stubs
    return count


def _newest(
    searcher: tantivy.Searcher, query: Query, after: str, limit: int, sign: str = ""
) -> Hits:
    """``total`` is of all pages, whichever is asked for."""
    page = query
    # What happened before 1970 has a place below nought.
    if re.fullmatch(r"-?[0-9]{1,19}", after):
        place = max(-_LAST_PLACE, min(int(after), _LAST_PLACE))
        older = Query.range_query(
            schema(),
            "at",
            tantivy.FieldType.Integer,
            None,
            place - 1,
        )
        page = _all_of([_scored(query), _fenced(older)])
    found = searcher.search(page, limit, count=True, order_by_field="at")
    hits = [
        _hit(searcher, address, place, whole=not sign) for place, address in found.hits
    ]
    left = _count(found)
    total = left if page is query else _count(searcher.search(query, 1, count=True))
    more = len(hits) == limit and left > limit
    return Hits(hits, total, f"{sign}{hits[-1].at}" if more else "")


def _hit(
    searcher: tantivy.Searcher,
    address: tantivy.DocAddress,
    place: int,
    *,
    whole: bool = True,
) -> Hit:
    kind, _colon, key = searcher.doc(address)["key"][0].partition(":")
    return Hit(kind, UUID(key), place, whole=whole)
