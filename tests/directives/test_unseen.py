"""Papers that a stranger wrote in the forms of real ones, and listed first.

Ten, then six, five and five, each held back until what the last ones showed was mended;
later five of fifteen, and ten more, by another:
directives, plans, conclusions, telegrams, letters, an inspection's conclusion, a notice
in two languages, resolutions, a regulation, an invitation and a report that order
nothing. ``docs/directives.md`` says what the reading found of them at the first look;
what it finds since stands here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.directives.measure import Score, misses, score

PAPERS = sorted((Path(__file__).parent / "unseen").glob("*.txt"))
TEN, SIX, FIVE, LAST = PAPERS[:10], PAPERS[10:16], PAPERS[16:21], PAPERS[21:26]
OTHERS_FIVE, OTHERS_TEN = PAPERS[26:31], PAPERS[31:]
NOW = {
    "ten": (TEN, Score(94, 94, 94, lead=93, support=94, deadline=94, recurs=94)),
    "six": (SIX, Score(44, 45, 44, lead=42, support=44, deadline=43, recurs=44)),
    "five": (FIVE, Score(39, 38, 38, lead=38, support=38, deadline=38, recurs=37)),
    "last": (LAST, Score(41, 40, 40, lead=40, support=40, deadline=40, recurs=40)),
    "other's five": (
        OTHERS_FIVE,
        Score(40, 40, 40, lead=37, support=40, deadline=40, recurs=40),
    ),
    "other's ten": (
        OTHERS_TEN,
        Score(72, 71, 71, lead=64, support=71, deadline=69, recurs=69),
    ),
}


@pytest.mark.parametrize("name", NOW)
def test_what_was_found_of_them_is_found(name: str) -> None:
    papers, now = NOW[name]
    found, told = Score(), []
    for paper in papers:
        result, listed, proposals = score(paper)
        found.add(result)
        told += misses(paper.read_text(encoding="utf-8"), listed, proposals)

    assert found.listed == now.listed
    assert found.matched >= now.matched, told
    assert found.proposed <= now.proposed, told
    for label in ("lead", "support", "deadline", "recurs"):
        assert getattr(found, label) >= getattr(now, label), label
