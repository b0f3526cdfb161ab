"""The electronic share as an indicator: the hand count, and rules/share.py, again.

The thirty papers of test_share.py, issued through the front door; what was counted by
hand there must be what the database counts.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from congvu.exchange.indicators import SAID
from congvu.exchange.queries import papers_of
from congvu.exchange.rules import Part, phrase_words
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage, tell
from congvu.indicators.rules import Figure, Period, PeriodKind, Unit, one_body
from congvu.lib.dates import VIETNAM
from congvu.outgoing.models import OutgoingEntry
from tests.exchange.regulations import regulation
from tests.exchange.test_share import BY_HAND, YEAR, papers
from tests.people import Province

__all__ = ["papers", "regulation"]
SHARE = "exchange.electronic_share"
NOW = date(2026, 1, 5)
WHOLE = Period(date(2025, 1, 1), PeriodKind.YEAR)
MONTHS = WHOLE.parts(PeriodKind.MONTH)


def count(province: Province, *codes: str) -> dict[tuple[str, str], Figure]:
    """By code and month (or "total"), of the province's committee."""
    at = datetime(NOW.year, NOW.month, NOW.day, 8, tzinfo=VIETNAM)
    outcomes = list(measure(at=at, codes=codes, span=(YEAR.first, WHOLE.last)))
    assert {o.reason for o in outcomes} == {""}
    group = one_body(province.committee.id)
    return {
        (f.code, "total" if f.period == WHOLE else f"{f.period.start:%m/%Y}"): f
        for f in figures([group], codes, [WHOLE, *MONTHS], on=NOW)
    }


def test_the_share_equals_the_hand_count_and_its_list(
    province: Province, papers: dict[str, OutgoingEntry]
) -> None:
    found = count(province, SHARE, "outgoing.issued")

    total, by_month = found[SHARE, "total"], BY_HAND["month"]
    assert (total.numerator, total.records) == BY_HAND["total"][:2]
    assert total.value == 72
    assert isinstance(by_month, dict)
    for month in MONTHS:
        key = f"{month.start:%m/%Y}"
        figure, (good, counted, _out) = found[SHARE, key], by_month.get(key, (0, 0, 0))
        assert (figure.numerator, figure.records) == (good, counted), key
        assert (figure.state == "nothing") == (not counted)
    assert found["outgoing.issued", "total"].value == len(papers) == 30
    _the_list_is_what_stands_in_the_table(province, papers)


def _the_list_is_what_stands_in_the_table(
    province: Province, papers: dict[str, OutgoingEntry]
) -> None:
    lines = lineage(SHARE, [province.committee.id], WHOLE).lines
    stands = {key.split()[1]: set() for key in papers} | {  # type: ignore[var-annotated]
        word: {entry.id for key, entry in papers.items() if key.endswith(f" {word}")}
        for word in {key.split()[1] for key in papers}
    }
    good = {line.record_id for line in lines if line.counts}
    rest = {line.record_id for line in lines if not line.counts}

    assert good == stands["electronic"]
    assert rest == stands["on-paper"] | stands["undelivered"] | stands["incomplete"]
    # The other page on the same thing says the same, paper by paper.
    other = papers_of(YEAR, province.committee.id)
    assert good == {o.entry_id for o in other.behind(Part.NUMERATOR)}
    assert good | rest == {o.entry_id for o in other.behind(Part.DENOMINATOR)}
    told = tell(province.seat("lan"), lines)
    assert set(told) == good | rest
    assert tell(province.seat("tu"), lines) == {}


def test_the_directive_asks_for_four_fifths_from_the_end_of_2010_on(
    province: Province, papers: dict[str, OutgoingEntry]
) -> None:
    figure = count(province, SHARE)[SHARE, "total"]

    assert figure.target is not None
    assert (figure.target.value, figure.meets, figure.unit) == (80, False, Unit.PERCENT)
    assert "15/2009" in figure.target.source
    group = one_body(province.committee.id)
    (old,) = figures(
        [group], [SHARE], [Period(date(2010, 11, 1), PeriodKind.MONTH)], on=NOW
    )
    assert old.target is None


@pytest.mark.parametrize(
    "text",
    [
        "Trả lời đơn khiếu nại",
        "V/v “GIẢI QUYẾT tố cáo”",
        "Đề án số 06/2026; đợt 2",
        "Đo\u031b\u0302n vi\u0323  a\u0301p\tdu\u0323ng…",
        "x — §3 №7",
        "",
    ],
)
@pytest.mark.django_db
def test_the_database_reads_a_subject_as_the_rules_do(text: str) -> None:
    assert in_the_database(text) == f" {phrase_words(text)} ".replace("  ", " ")


@pytest.mark.django_db
@given(st.text("aăâđêôơư áàảãạ ƯỨỪĐ 0129 .,-–“”()/\n\u0301\u0323", max_size=30))
def test_so_it_does_with_any_words_of_the_alphabet(text: str) -> None:
    assert in_the_database(text) == f" {phrase_words(text)} ".replace("  ", " ")


def in_the_database(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.words FROM (SELECT %s AS subject) e, LATERAL {SAID} w", [text]
        )
        (words,) = cursor.fetchone()
    return str(words).replace("  ", " ")
