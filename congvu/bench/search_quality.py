"""How well the product's own index and ranking answer questions of others.

A corpus is laws with articles, the questions name the articles that answer them (the
form of the ALQAC competitions). Each article becomes one thing in an index of its own:
its first line is its head, as the subject is of a paper.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from congvu.search.queries import abbreviations
from congvu.search.rules import ask, plain
from congvu.search.rules.indexed import Indexed, Narrowed, Within
from congvu.search.store import Writing, find, open_folder

_SPACE = UUID(int=0)
Article = tuple[str, str]


def search_quality(corpus: Path, questions: Path, *, fold: bool) -> dict[str, Any]:
    """``recall@k``: the share of a question's articles among the first k hits, over all
    questions; ``mrr@10``: one through the place of the first of them. ``fold`` takes
    the accents out of the questions.
    """
    articles = dict(_articles(json.loads(corpus.read_text(encoding="utf-8-sig"))))
    told = json.loads(questions.read_text(encoding="utf-8-sig"))
    asked = [one for one in told if one["relevant_articles"]]
    if not asked:
        raise ValueError("no question names its articles")
    by_key = {_key(article): article for article in articles}
    with tempfile.TemporaryDirectory(prefix="congvu-quality-") as place:
        folder = Path(place) / "index"
        with Writing(folder) as writing:
            writing.put("article", (_thing(a, text) for a, text in articles.items()))
        opened = open_folder(folder)
        words = abbreviations()
        firsts, tens, ranks = 0.0, 0.0, 0.0
        for question in asked:
            text = plain(question["text"]) if fold else question["text"]
            hits = find(
                opened,
                ask(text, words),
                within=Within(agencies=frozenset([_SPACE]), whole=frozenset([_SPACE])),
                narrowed=Narrowed(),
                limit=10,
            ).hits
            found = [by_key[hit.id] for hit in hits]
            right = {
                (r["law_id"], r["article_id"]) for r in question["relevant_articles"]
            }
            firsts += len(right & set(found[:1])) / len(right)
            tens += len(right & set(found)) / len(right)
            places = [n for n, article in enumerate(found, 1) if article in right]
            ranks += 1 / places[0] if places else 0.0
    count = len(asked)
    return {
        "questions": count,
        "recall@1": round(firsts / count, 4),
        "recall@10": round(tens / count, 4),
        "mrr@10": round(ranks / count, 4),
    }


def _articles(laws: list[dict[str, Any]]) -> Iterator[tuple[Article, str]]:
    for law in laws:
        for article in law["articles"]:
            yield (law["id"], article["id"]), article["text"]


def _key(article: Article) -> UUID:
    return uuid5(_SPACE, "\n".join(article))


def _thing(article: Article, text: str) -> Indexed:
    head, _line, rest = text.partition("\n")
    return Indexed(
        id=_key(article),
        agency=_SPACE,
        may=(),
        head=head,
        text=rest,
        at=datetime.fromtimestamp(0, UTC),
    )
