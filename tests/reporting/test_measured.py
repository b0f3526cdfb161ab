"""Beside what is typed stands what the office itself counted, with the difference."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from congvu.indicators.actions import measure
from congvu.reporting import actions
from congvu.reporting.rules import Kind, Question, Rhythm, report_period
from tests.directives.making import paper
from tests.people import Province
from tests.reporting.stories import form_data, return_of, send

pytestmark = pytest.mark.usefixtures("law")
CODE = "documents.received"


@pytest.mark.parametrize("rhythm", [Rhythm.MONTH, Rhythm.HALF])
def test_what_was_counted_stands_beside(province: Province, rhythm: Rhythm) -> None:
    paper(province, who="tu", symbol="7/UBND")
    period = report_period(rhythm, province.today)
    form = actions.make_form(
        data=form_data(rhythm=rhythm),
        questions=[Question("q1", Kind.NUMBER, "Văn bản đến", indicator=CODE)],
        by=province.seat("ha"),
        at=province.at,
    )
    report = return_of(
        send(province, form, due_on=province.today + timedelta(days=3)),
        province.commune,
    )
    page = reverse("reporting:return", args=[report.pk])
    tu = province.client("tu")
    assert "Phần mềm đo được: Chưa đo kỳ này." in tu.get(page).content.decode()

    span = (period.start, period.last)
    for outcome in measure(at=province.at + timedelta(days=1), codes=[CODE], span=span):
        assert outcome.reason == ""
    tu.post(page, {"q1": "3", "seen": "0"})
    shown = tu.get(page).content.decode()
    assert "Phần mềm đo được: 1 (chênh 2)" in shown
