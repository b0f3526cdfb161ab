"""What every address is asked about: a survey, and the sheets of two agencies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from congvu.surveys.actions import SurveyData, begin_survey
from congvu.surveys.models import SurveySheet
from tests.people import Province
from tests.rights.duties_told import COMMITTEE, COMMUNE
from tests.rights.model import Thing
from tests.surveys.stories import DECLARED

#  address                          reading        sending
SURVEY_ROUTES = """
surveys:list                        run-survey     m
surveys:begin @survey               run-survey     run-survey
surveys:norms @survey               run-survey     m
surveys:set-criterion @survey       run-survey     run-survey
surveys:set-price @survey           run-survey     run-survey
surveys:survey @survey              run-survey     m
surveys:upgrades @survey            run-survey     m
surveys:missing @survey             run-survey     m
surveys:export @survey              run-survey     m
surveys:extend @survey              run-survey     run-survey
surveys:urge @survey                run-survey     run-survey
surveys:close @survey               run-survey     run-survey
surveys:compose @survey             compose-survey  compose-survey>-
surveys:sheet @commune-sheet        see-sheet      answer-sheet
surveys:extend-sheet @survey        run-survey     run-survey
surveys:return-sheet @survey        run-survey     run-survey>-
"""

_ONE = "/surveys/{survey_id}"
_SHEET = "/survey-sheets/{sheet_id}"

#  operation                                       answer
SURVEY_OPERATIONS = f"""
GET /surveys @survey                               run-survey
POST /surveys @survey                              run-survey
GET /survey-norms @survey                          run-survey
PUT /survey-criteria/{{criterion_key}} @survey     run-survey
PUT /survey-prices/{{item_key}} @survey            run-survey
GET {_ONE} @survey                                 run-survey
GET {_ONE}/upgrades @survey                        run-survey
POST {_ONE}/extend @survey                         run-survey
POST {_ONE}/urge @survey                           run-survey
POST {_ONE}/close @survey                          run-survey
POST {_ONE}/reports @survey                        compose-survey>-
GET /survey-sheets                                 run-survey
GET {_SHEET} @commune-sheet                        see-sheet
PUT {_SHEET} @commune-sheet                        answer-sheet
POST {_SHEET}/hand-in @commune-sheet               answer-sheet
POST {_SHEET}/extend @survey                       run-survey
POST {_SHEET}/return @survey                       run-survey>-
"""


def survey_things() -> dict[str, Thing]:
    return {
        "survey": Thing("", COMMITTEE),
        "commune-sheet": Thing("", COMMUNE, above=COMMITTEE),
    }


def survey_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Quân's survey; the committee has not answered, nor has the commune."""
    data = SurveyData("Rà soát hạ tầng", people.today + timedelta(days=20))
    found = begin_survey(data=data, by=people.seat("quan"), at=people.at)
    own, other = (
        SurveySheet.objects.get(survey=found, agency=agency)
        for agency in (people.committee, people.commune)
    )
    objects["survey"] = {
        "survey_id": found.pk,
        "sheet_id": own.pk,
        "form": "csv",
        "criterion_key": "backup",
        "item_key": "replace",
    }
    objects["commune-sheet"] = {"sheet_id": other.pk}


def survey_forms(people: Province) -> Any:
    later = f"{people.today + timedelta(days=40):%d/%m/%Y}"
    extend = {"due_on": later, "reason": "Mất điện"}
    answers = {f"{key}_reason": "đếm tay" for key in DECLARED}
    return {
        "surveys:begin": {"name": "Đợt hai", "due_on": later},
        "surveys:set-criterion": {
            "weight": "20",
            "zero": "0",
            "full": "100",
            "valid_from": later,
            "basis": "QĐ 7",
        },
        "surveys:set-price": {"price": "15000000", "valid_from": later},
        "surveys:extend": extend,
        "surveys:extend-sheet": extend,
        "surveys:return-sheet": {"reason": "Thiếu máy"},
        "surveys:sheet": {**DECLARED, **answers, "seen": "0", "do": "save"},
    }


def survey_bodies(people: Province) -> Any:
    later = (people.today + timedelta(days=40)).isoformat()
    extend = {"due_on": later, "reason": "Mất điện"}
    answers = {k: {"value": v, "reason": "đếm tay"} for k, v in DECLARED.items()}
    sheet = {"seen": 0, "answers": answers}
    return {
        "POST /surveys": {"name": "Đợt hai", "due_on": later},
        "PUT /survey-criteria/{criterion_key}": {
            "weight": 20,
            "zero": 0,
            "full": 100,
            "valid_from": later,
            "basis": "QĐ 7",
        },
        "PUT /survey-prices/{item_key}": {"price": 15_000_000, "valid_from": later},
        f"POST {_ONE}/extend": extend,
        f"POST {_ONE}/urge": {},
        f"POST {_ONE}/reports": {"signer_post_id": str(UUID(int=1))},
        f"PUT {_SHEET}": sheet,
        f"POST {_SHEET}/hand-in": sheet,
        f"POST {_SHEET}/extend": extend,
        f"POST {_SHEET}/return": {"reason": "Thiếu máy"},
    }
