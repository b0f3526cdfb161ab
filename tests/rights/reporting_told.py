"""What the model is told of the reports of ``reporting.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE, COMMUNE
from tests.rights.model import Thing


def report_things() -> dict[str, Thing]:
    """Minh asks the commune for his division; the last quarter's came in. Hà asks the
    division itself.
    """
    return {
        "report-form": Thing("report-form", COMMITTEE, watch="khoa giáo"),
        "report-round": Thing("report-round", COMMITTEE, watch="khoa giáo"),
        "report-return": Thing("report-return", COMMUNE),
        "report-sent": Thing("report-sent"),
        "unit-return": Thing(
            "report-unit", COMMITTEE, given={"khoa giáo"}, told={"khoa giáo"}
        ),
    }
