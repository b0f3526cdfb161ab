"""Steps from before they had a day of their own are given the one that was said."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from tests.duties.test_difficulties import asked
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
NAME = "congvu.duties.migrations.0014_days_of_the_steps_there_are"
BEFORE = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE duties_difficultystep DISABLE TRIGGER refuse_change;
UPDATE duties_difficultystep SET due_on = NULL, due_basis = '';
ALTER TABLE duties_difficultystep ENABLE TRIGGER refuse_change;
"""


def test_what_was_asked_before_knows_its_day(province: Province) -> None:
    _duty, _share, found = asked(province)
    with connection.cursor() as cursor:
        cursor.execute(BEFORE)
        cursor.execute(import_module(NAME).ADD)

    step = found.steps.get()
    assert found.due_on is not None
    assert (step.due_on, step.due_basis) == (found.due_on, found.due_basis)
