"""Searching: ours beside the best call of the index by hand, and making it anew."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median, quantiles
from typing import Any

from django.utils import timezone
from tantivy import Occur, Query

from congvu.bench.lists import Who
from congvu.bench.timing import Figure, ratio
from congvu.documents.models import RegisterEntry
from congvu.finding.queries import look
from congvu.finding.queries.looking import within_of
from congvu.finding.rules import Question
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.search import store
from congvu.search.actions import begin
from congvu.search.rules import ask, plain_words
from congvu.search.rules.indexed import Narrowed, Within

_QUESTIONS = 60


def search_figures(who: Who, at: datetime) -> list[Figure]:
    """The index made anew, then questions of one to four words without accents."""
    found = [_rebuilt()]
    questions = list(_questions(who.clerk))
    for name, seat in (("clerk", who.clerk), ("specialist", who.specialist)):
        found += _asked_by(name, seat, questions, at)
    return found


def _rebuilt() -> Figure:
    indexer = begin(at=timezone.now(), anew=True)
    began = time.perf_counter()
    count = indexer.round(at=timezone.now())
    spent = time.perf_counter() - began
    indexer.close()
    return Figure(
        "index made anew: things a second",
        count / spent,
        "1/s",
        least=1500,
        beside={"things": count, "seconds": spent, "megabytes": _megabytes()},
    )


def _megabytes() -> float:
    folder = store.open_index().folder
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def _questions(seat: Seat) -> Iterator[str]:
    """Words that stand together in subjects of the agency's own papers."""
    rows = RegisterEntry.objects.filter(agency=seat.agency_id).order_by("-order_key")
    subjects = rows.values_list("document__subject", flat=True)[: _QUESTIONS * 7 : 7]
    for n, subject in enumerate(subjects):
        words = plain_words(subject)
        length = n % 4 + 1
        start = n % max(1, len(words) - length)
        yield " ".join(words[start : start + length])


def _asked_by(
    name: str, seat: Seat, questions: Sequence[str], at: datetime
) -> list[Figure]:
    opened, within = store.open_index(), within_of(seat)
    asked = [ask(question) for question in questions]
    on = local_date(at)
    by_hand = [_by_hand(question, within) for question in questions]
    searcher = opened.searcher()

    def ours() -> None:
        for one in asked:
            store.find(opened, one, within=within, narrowed=Narrowed())

    def bare() -> None:
        for query in by_hand:
            for _score, address in searcher.search(query, 20).hits:
                searcher.doc(address)

    spent = []
    for question in [*questions, *questions]:
        began = time.perf_counter()
        look(seat, Question(text=question), on=on)
        spent.append((time.perf_counter() - began) * 1000)
    return [
        ratio(
            f"search of the {name}: query function / index by hand",
            ours,
            bare,
            most=2.0,
            rounds=10,
        ),
        Figure(
            f"search of the {name}: hits, counts, lines and quotes",
            median(spent),
            "ms",
            beside={"p95_ms": quantiles(spent, n=20)[-1]},
        ),
    ]


def _by_hand(question: str, within: Within) -> Any:
    """What somebody would write who knows the index: rights, words, pairs, one look."""
    words = plain_words(question)
    schema = store.open_index().index.schema

    def term(field: str, value: str) -> Query:
        return Query.term_query(schema, field, value)

    may = [*(f"*{one}" for one in within.whole), *map(str, within.principals)]
    fence = Query.const_score_query(Query.term_set_query(schema, "may", may), 0.0)
    parts: list[tuple[Occur, Query]] = [(Occur.Must, fence)]
    parts += [(Occur.Must, term("words", word)) for word in words]
    pairs = [f"{a}_{b}" for a, b in pairwise(words)]
    parts += [(Occur.Should, term("pairs", pair)) for pair in pairs]
    return Query.boolean_query(parts)
