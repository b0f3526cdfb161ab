"""What is counted of surveys equals a person's count on this page, and its list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from congvu.inventory.models import Machine
from congvu.surveys.models import Survey, SurveySheet
from tests.people import Province
from tests.surveys.stories import begun, commune_machines, sheet_of

pytestmark = pytest.mark.usefixtures("law")


def count(people: Province, code: str, moved: int) -> tuple[Any, Any, list[Any]]:
    """(counted, of how many, the records that count) of the commune's month."""
    period = period_of(PeriodKind.MONTH, people.today).moved(moved)
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    who = people.commune.pk
    (figure,) = figures([one_body(who)], [code], [period], on=people.today)
    page = lineage(code, [who], period, counting=True)
    return figure.numerator, figure.records, [one.record_id for one in page.lines]


def test_sheets_in_time(province: Province) -> None:
    """Due last month: one in time, though sent back since; one a day late; one never.

    The committee's count for the committee.
    """
    last = period_of(PeriodKind.MONTH, province.today).moved(-1).last
    told = {"đúng": last, "muộn": last + timedelta(days=1), "không": None}
    kept = {}
    for name, handed_in_on in told.items():
        sheet = sheet_of(begun(province, name=name), province.commune)
        SurveySheet.objects.filter(pk=sheet.pk).update(
            due_on=last, handed_in_on=handed_in_on, state="returned"
        )
        kept[name] = sheet.pk
    Survey.objects.update(begun_on=last, due_on=last)

    assert count(province, "surveys.in_time", -1) == (1, 3, [kept["đúng"]])


def test_machines_to_be_replaced(province: Province) -> None:
    """Of the four: A and B are old, A and C have a system past its support."""
    commune_machines(province)

    counted, of, listed = count(province, "surveys.worn_machines", 0)

    assert (counted, of) == (3, 4)
    names = Machine.objects.filter(pk__in=listed).values_list("name", flat=True)
    assert sorted(names) == ["A", "B", "C"]
