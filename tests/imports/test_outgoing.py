"""An old book of outgoing papers, with sequences told from its numbers."""

from __future__ import annotations

from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.imports import queries
from congvu.imports.actions import ask_to_load, read_register, run_load, undo_load
from congvu.imports.models import Load
from congvu.imports.rules import LoadState
from congvu.outgoing.actions import Numbered, reserve_number
from congvu.outgoing.models import NumberSequence, OutgoingBook, OutgoingEntry
from congvu.outgoing.queries import faults
from tests.imports.sheets import OUT_TITLES, xlsx
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "law")]


def load_of(province: Province, rows: list[list[Any]]) -> Load:
    load = read_register(
        stream=xlsx(rows, titles=OUT_TITLES),
        name="so-di.xlsx",
        by=province.seat("ha"),
        at=province.at,
    )
    assert load.rows_wrong == 0, list(queries.told_rows(load, only="wrong"))
    ask_to_load(
        load_id=load.id,
        skips_wrong=False,
        by=province.seat("ha"),
        at=province.at,
        at_once=True,
    )
    return run_load(load_id=load.id, by=SYSTEM, at=province.at)


def row(symbol: str, day: str = "05/03/2019", words: str = "Về việc họp") -> list[Any]:
    return [symbol, day, words, "Trần Dũng", "Các sở; các huyện", 12]


def test_an_old_book_with_one_sequence(province: Province) -> None:
    load = load_of(province, [row("01/QĐ-UBND"), row("2/UBND-VX"), row("04/BC-UBND")])

    assert (load.state, load.book) == (LoadState.LOADED, "outgoing")
    entry = OutgoingEntry.objects.select_related("document").get(number=4)
    assert (entry.state, entry.type_code, entry.symbol) == (
        "issued",
        "BC",
        "04/BC-UBND",
    )
    assert entry.document is not None
    assert entry.document.issuer_id == province.committee.id
    assert entry.sequence.last_number == 4
    assert OutgoingBook.objects.get().closed_at is not None
    assert load.told["years"][0]["gaps"] == "3"
    assert [rule for rule, fault in faults() if fault] == []  # its gaps are its own


def test_sequences_by_type_are_told_from_the_numbers(province: Province) -> None:
    load_of(
        province,
        [
            row("01/QĐ-UBND"),
            row("01/UBND-VX"),
            row("01/2019/QĐ-UBND"),
            row("02/QĐ-UBND"),
        ],
    )

    names = set(
        NumberSequence.objects.filter(last_number__gt=0).values_list("name", flat=True)
    )
    assert len(names) == 3
    assert OutgoingEntry.objects.count() == 4


def test_this_years_numbers_go_on_and_a_load_is_undone(province: Province) -> None:
    day = f"{province.today:%d/%m/%Y}"
    load = load_of(province, [row("07/QĐ-UBND", day)])
    undo_load(load_id=load.id, by=province.seat("ha"), at=province.at)
    assert not OutgoingEntry.objects.exists()

    load_of(province, [row("09/QĐ-UBND", day)])
    entry = reserve_number(
        paper=Numbered(type_code="QĐ", subject="Về việc mới"),
        by=province.seat("lan"),
        at=province.at,
    )
    assert entry.number == 10
