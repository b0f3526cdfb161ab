"""What is counted of systems equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.systems.models import LevelDossier, SystemLevel
from tests.people import Province
from tests.systems.stories import ended, judged, sent, system

pytestmark = pytest.mark.usefixtures("law")


def count(people: Province, code: str, moved: int) -> tuple[Any, Any, list[Any]]:
    period = period_of(PeriodKind.MONTH, people.today).moved(moved)
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    who = people.committee.pk
    (figure,) = figures([one_body(who)], [code], [period], on=people.today)
    listed = lineage(code, [who], period, counting=True)
    return figure.numerator, figure.records, [o.record_id for o in listed.lines]


def test_levels_approved(province: Province) -> None:
    """Three in use, one of them approved; one planned, one ended: not counted."""
    kept = system(province, "CO")
    for code in ("CHUA", "NUA"):
        system(province, code)
    system(province, "SAP", state="planned")
    over = system(province, "HET")
    sent(province, "quan", "end", over.pk, **ended(province, over))
    SystemLevel.objects.create(
        system=kept, level=2, on=province.today, basis="QĐ 1", at=province.at, by="Quân"
    )

    assert count(province, "systems.approved", 0) == (1, 3, [kept.pk])


def test_dossiers_in_time(province: Province) -> None:
    """Due last month: one in time, one a day late, one never."""
    last = period_of(PeriodKind.MONTH, province.today).moved(-1).last
    kept = {}
    for code, done in (("A", last), ("B", last + timedelta(days=1)), ("C", None)):
        one = system(province, code)
        judged(province, one)
        kept[code] = LevelDossier.objects.create(
            system=one,
            assessment=one.assessments.get(),
            level=3,
            state="submitted",
            begun_at=province.at,
            begun_by="Quân",
            submitted_on=last - timedelta(days=20),
            appraise_due_on=last,
            appraised_on=done,
        ).pk

    assert count(province, "systems.in_time", -1) == (1, 3, [kept["A"]])
