"""What every address is asked about: one indicator, a target, a reported figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from congvu.audit.rules import SYSTEM
from congvu.figures.actions import report_figure
from congvu.indicators.actions import set_target
from tests.people import Province

CODE = "documents.received"

#  address                              reading             sending
FIGURE_ROUTES = """
figures:list                            see-figures         m
figures:indicator @indicator            see-figures         m
figures:bodies @indicator               compare-figures@committee  m
figures:map @indicator                  compare-figures@committee  m
figures:records @indicator              see-figures         m
figures:records-export @indicator-file  see-figures         m
figures:targets @indicator      compare-figures@committee  compare-figures@committee
figures:reports @indicator              report-figure       report-figure
figures:withdraw-target @target         compare-figures     compare-figures
figures:withdraw-report @figure-report  report-figure       report-figure
"""

#  operation                                          answer
FIGURE_OPERATIONS = """
GET /indicators                                       see-figures
GET /indicators/{code} @indicator                     see-figures
GET /indicators/{code}/bodies @indicator              see-figures
GET /indicators/{code}/records @indicator             see-figures
GET /indicators/{code}/records/{form} @indicator-file  see-figures
GET /indicators/{code}/targets @indicator             compare-figures@committee
POST /indicators/{code}/targets @indicator            compare-figures@committee
POST /indicator-targets/{target_id}/withdraw @target  compare-figures
GET /indicators/{code}/reports @indicator             report-figure
POST /indicators/{code}/reports @indicator            report-figure
POST /indicator-reports/{report_id}/withdraw @figure-report  report-figure
"""


def figure_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """What the commune must reach, and what Minh reports of the committee."""
    target = set_target(
        code=CODE,
        body_id=people.commune.id,
        value=Decimal(5),
        valid_from=people.today,
        source="Kế hoạch",
        by=SYSTEM,
        at=people.at,
    )
    said = report_figure(
        code=CODE,
        period_start=people.today.replace(day=1),
        value=Decimal(3),
        evidence="Đếm trong sổ.",
        by=people.seat("minh"),
        at=people.at,
    )
    objects["indicator"] = {"code": CODE}
    objects["indicator-file"] = {"code": CODE, "form": "csv"}
    objects["target"] = {"target_id": target.id}
    objects["figure-report"] = {"report_id": said.id}


def figure_forms(people: Province) -> dict[str, dict[str, Any]]:
    today = f"{people.today:%d/%m/%Y}"
    return {
        "figures:targets": {
            "body": "",
            "value": "7",
            "valid_from": today,
            "source": "Kế hoạch",
        },
        "figures:reports": {
            "value": "4",
            "evidence": "Đếm lại.",
            "because": "Đếm sót.",
        },
        "figures:withdraw-target": {"because": "Đặt nhầm."},
        "figures:withdraw-report": {"because": "Ghi nhầm."},
    }


def figure_bodies(people: Province) -> dict[str, Any]:
    return {
        "POST /indicators/{code}/targets": {
            "value": "7",
            "valid_from": people.today.isoformat(),
            "source": "Kế hoạch",
        },
        "POST /indicators/{code}/reports": {
            "period_start": people.today.replace(day=1).isoformat(),
            "value": "4",
            "evidence": "Đếm lại.",
            "because": "Đếm sót.",
        },
        "POST /indicator-targets/{target_id}/withdraw": {"because": "Đặt nhầm."},
        "POST /indicator-reports/{report_id}/withdraw": {"because": "Ghi nhầm."},
    }
