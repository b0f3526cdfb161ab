"""From a number to its list: exactly what was counted, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage, recount, tell
from congvu.indicators.rules import (
    REGISTER,
    Declared,
    RecordKind,
    Told,
    one_body,
)
from tests.indicators.book import KIND, Book, at, body, by_hand, counted, month

pytestmark = pytest.mark.django_db

MAY = month(2026, 5)
JUNE = date(2026, 6, 10)
TAY = body("Xã Tây")


@pytest.fixture
def ids(declared: dict[str, Declared], book: Book) -> list[UUID]:
    """Tây's eleven of May, in order; two on each day but the last."""
    declared["tests.share"] = counted(book)
    book.write("Xã Đông", date(2026, 5, 3), 1)
    book.write("Xã Tây", date(2026, 4, 30), 1)
    made = [book.write("Xã Tây", date(2026, 5, 1 + n // 2), n % 3) for n in range(11)]
    list(measure(at=at(JUNE), span=(MAY.start, MAY.last)))
    return made


def test_the_list_is_exactly_what_was_counted(ids: list[UUID]) -> None:
    page = lineage("tests.share", [TAY], MAY)

    assert {line.record_id for line in page.lines} == set(ids)
    assert page.after is None
    assert all(line.body_id == TAY and line.kind == KIND for line in page.lines)
    days = [line.day for line in page.lines]
    assert days == sorted(days, reverse=True)
    (figure,) = figures([one_body(TAY)], ["tests.share"], [MAY], on=JUNE)
    assert (figure.numerator, figure.records) == (10, 11)
    assert sum(line.counts for line in page.lines) == figure.numerator


@pytest.mark.parametrize("size", [1, 2, 3, 4, 11, 12])
def test_pages_put_together_are_the_list(ids: list[UUID], size: int) -> None:
    whole = lineage("tests.share", [TAY], MAY).lines
    found, after = [], None
    while True:
        page = lineage("tests.share", [TAY], MAY, after=after, limit=size)
        assert len(page.lines) <= size
        found += page.lines
        if page.after is None:
            break
        after = page.after

    assert found == whole


def test_what_does_not_count_is_a_list_of_its_own(ids: list[UUID]) -> None:
    late = lineage("tests.share", [TAY], MAY, counting=False).lines
    good = lineage("tests.share", [TAY], MAY, counting=True).lines

    assert {line.record_id for line in late} == set(ids[::3])
    assert {line.record_id for line in good} == set(ids) - set(ids[::3])


def test_what_was_written_down_since_shows_as_a_difference(
    ids: list[UUID], book: Book
) -> None:
    book.write("Xã Tây", date(2026, 5, 30), 1)

    assert recount("tests.share", [TAY], MAY) == (11, 12)
    (figure,) = figures([one_body(TAY)], ["tests.share"], [MAY], on=JUNE)
    assert (figure.numerator, figure.records) == (10, 11)


def test_of_an_open_period_the_list_ends_where_counting_did(
    ids: list[UUID], book: Book
) -> None:
    june = month(2026, 6)
    counted_ = book.write("Xã Tây", date(2026, 6, 9), 1)
    book.write("Xã Tây", date(2026, 6, 10), 1)
    list(measure(at=at(JUNE), only_open=True))

    lines = lineage("tests.share", [TAY], june).lines
    assert [line.record_id for line in lines] == [counted_]


def test_behind_what_was_never_counted_is_nothing(
    ids: list[UUID], declared: dict[str, Declared]
) -> None:
    declared["tests.told"] = by_hand()

    assert lineage("tests.share", [TAY], month(2026, 3)).lines == []
    assert recount("tests.share", [TAY], month(2026, 3)) is None
    assert lineage("tests.told", [TAY], MAY).lines == []
    assert lineage("tests.gone", [TAY], MAY).lines == []


def test_a_record_is_told_by_its_app_to_who_may_see_it(
    ids: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tell_lines(seat: Any, asked: Sequence[UUID]) -> Mapping[UUID, Told]:
        return {one: Told(f"Dòng của {seat}") for one in asked if one != ids[0]}

    monkeypatch.setattr(REGISTER, "kinds", {})
    REGISTER.add_kind(RecordKind(KIND, "dòng", tell_lines))
    lines = lineage("tests.share", [TAY], MAY).lines

    told = tell("Lan", lines)

    assert set(told) == set(ids[1:])
    assert told[ids[1]].words == "Dòng của Lan"


def test_two_indicators_or_kinds_of_one_name_are_refused(
    declared: dict[str, Declared], book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    REGISTER.add(counted(book))
    with pytest.raises(ValueError, match=r"tests\.share"):
        REGISTER.add(counted(book))
    monkeypatch.setattr(REGISTER, "kinds", {})
    kind = RecordKind(KIND, "dòng", lambda _seat, _ids: {})
    REGISTER.add_kind(kind)
    with pytest.raises(ValueError, match=r"tests\.line"):
        REGISTER.add_kind(kind)
