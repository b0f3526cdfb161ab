"""The demo's inspections: a plan of two, one concluded with two recommendations."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congvu.duties.rules import DutyState
from congvu.inspections.models import Inspection, InspectionPlan
from congvu.inspections.queries import followed
from congvu.inspections.rules import InspectionState
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_of_two_inspections_one_is_followed_and_one_recommendation_late(
    demo: Demo,
) -> None:
    plan = InspectionPlan.objects.get()
    assert plan.approved is not None
    states = plan.inspections.order_by("planned_from").values_list("state", flat=True)
    assert list(states) == [InspectionState.FOLLOWED, InspectionState.PLANNED]
    one = Inspection.objects.get(state=InspectionState.FOLLOWED)
    rows = followed(list(one.recommendations.order_by("number")), timezone.localdate())
    assert [row.state for row in rows] == [DutyState.LATE, DutyState.DONE_IN_TIME]
