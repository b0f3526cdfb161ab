"""The demo's quarterly report: the last quarter came in but one, this one half."""

from __future__ import annotations

import pytest

from congvu.reporting import queries
from congvu.reporting.models import ReportForm, ReportRound
from congvu.reporting.rules import ShownState
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_two_rounds_of_one_form_with_some_missing(demo: Demo) -> None:
    form = ReportForm.objects.get()
    now, then = ReportRound.objects.order_by("-period_start").select_related(
        "form", "version"
    )
    assert form.rounds.count() == 2
    last = queries.merged_round(then)
    assert (last.handed_in, last.asked) == (11, 12)
    assert last.lines[0].total is not None
    page = queries.round_page(now, on=demo.today)
    assert page.counts[ShownState.LATE] == 0
    assert all(
        page.counts[state] for state in ShownState if state != ShownState.LATE
    ), "one of each"
    table = queries.merged_round(now)
    assert (table.handed_in, table.asked) == (6, 12)
    assert table.lines[0].moved is None, "neither round is whole"
    assert table.lines[0].before == last.lines[0].total
