"""The demo's directive is told; a third knows it, some are late to begin."""

from __future__ import annotations

import pytest

from congvu.dissemination.models import Telling
from congvu.dissemination.rules import Stage
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_a_directive_is_told_and_half_confirmed(demo: Demo) -> None:
    telling = Telling.objects.select_related("document").get()
    assert telling.document.type_code == "CT"
    rows = list(telling.addressees.all())
    kinds = {row.agency.kind for row in telling.addressees.select_related("agency")}
    assert kinds >= {"province", "department", "commune"}
    stages = [row.stage for row in rows]
    done = stages.count(Stage.PASSED) + stages.count(Stage.CONFIRMED)
    assert done >= len(rows) // 2
    assert stages.count(Stage.PASSED) >= 5
    assert stages.count(Stage.TOLD) >= 5
    assert telling.questions.count() == 3
