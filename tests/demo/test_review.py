"""The demo's report on duties: a draft of the chief of office, with its figures."""

from __future__ import annotations

import pytest

from congvu.duties.queries import Reach, ScoreAsked, scorecard
from congvu.outgoing.rules import text_of
from congvu.reviews.models import Review
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_the_report_of_the_quarter_waits_as_a_draft(demo: Demo) -> None:
    review = Review.objects.get()
    draft = review.draft
    assert (draft.state, draft.type_code) == ("writing", "BC")
    made = review.composings.get()
    assert made.closing == demo.today

    reach = Reach(draft.agency_id, frozenset(), frozenset([draft.agency_id]))
    told = scorecard(reach, ScoreAsked(demo.today), today=demo.today).whole
    said = text_of(draft.versions.get().body["body"])
    assert told.total > 30
    assert f"có {told.total} nhiệm vụ thuộc phạm vi báo cáo" in said
    assert "Theo dõi " in said
