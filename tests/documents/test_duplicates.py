"""A second copy of a paper is told before it gets a number of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from congvu.documents.actions import (
    PossibleDuplicate,
    cancel_number,
    register_incoming,
)
from congvu.documents.models import RegisterEntry
from congvu.documents.rules import Paper
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def enter(
    province: Province, *, who: str = "lan", sure: bool = False, **more: Any
) -> RegisterEntry:
    paper = Paper(
        subject="Báo cáo tình hình",
        issuer_name="Sở Tài chính",
        type_code="BC",
        symbol="07/BC-STC",
        issued_on=province.today,
    )
    return register_incoming(
        paper=replace(paper, **more),
        arrived_at=province.at,
        by=province.seat(who),
        at=province.at,
        not_duplicate=sure,
    )


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"symbol": "7/bc-stc"},
        {"symbol": "07 / BC – STC"},
        {"issuer_name": "SỞ TÀI CHÍNH"},
        {"issuer_name": "So Tai chinh"},
        {"subject": "Chép sai trích yếu"},
        {"symbol": "8/BC-X", "issuer_name": "Nơi khác", "identifier": "H03.7.2026"},
    ],
)
def test_the_same_symbol_and_issuer_or_identifier_warns(
    province: Province, more: dict[str, Any]
) -> None:
    enter(province, identifier="H03.7.2026")

    with pytest.raises(PossibleDuplicate) as warned:
        enter(province, **more)

    [reason] = warned.value.reasons
    assert reason.field == "not_duplicate"
    assert "số đến 1" in reason.message
    assert [e.number for e in warned.value.entries] == [1]
    assert RegisterEntry.objects.count() == 1


@pytest.mark.parametrize(
    "more",
    [
        {"symbol": "08/BC-STC"},
        {"issuer_name": "Sở Y tế"},
        {"symbol": "", "has_no_symbol": True},
    ],
)
def test_another_paper_does_not_warn(province: Province, more: dict[str, Any]) -> None:
    enter(province)

    assert enter(province, **more).number == 2


def test_numbers_start_again_each_year(province: Province) -> None:
    enter(province, issued_on=province.today.replace(year=province.today.year - 1))

    assert enter(province).number == 2


def test_only_within_the_agency(province: Province) -> None:
    enter(province)

    assert enter(province, who="tu").number == 1


def test_the_clerk_may_insist(province: Province) -> None:
    enter(province)

    assert enter(province, sure=True).number == 2


def test_a_cancelled_number_does_not_warn(province: Province) -> None:
    entry = enter(province)
    cancel_number(
        entry_id=entry.id,
        reason="Nhầm.",
        by=province.seat("lan"),
        at=province.at + timedelta(minutes=1),
    )

    assert enter(province).number == 2
