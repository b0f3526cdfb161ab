"""What every address is asked about: the committee's need, its version and its line."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.investment.actions import (
    ContractData,
    DecisionData,
    Payment,
    Shown,
    allot_line,
    sign_contract,
)
from congvu.investment.models import BalanceVersion, BudgetDecision
from tests.investment.estimating import an_estimate, item
from tests.investment.stories import (
    TYPED,
    YEAR,
    a_figure,
    a_need,
    a_plan,
    a_version,
    adopted,
    chosen,
    step,
)
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.systems.stories import system

#  address                               reading              sending
INVESTMENT_ROUTES = """
investment:list                          ask-money            m
investment:enter                         ask-money            ask-money
investment:need @money                   ask-money            m
investment:change @money                 ask-money            ask-money>-
investment:plans                         ask-money            m
investment:keep-plan                     run-money            run-money>-
investment:plan @money                   ask-money            m
investment:plan-file @money              ask-money            m
investment:place-need @money             ask-money            ask-money>-
investment:place-system @money           ask-money            ask-money>-
investment:set-figure @money             ask-money            ask-money>-
investment:drop-figure @money            m                    ask-money
investment:late                          ask-money            m
investment:step @money                   ask-money            ask-money>-
investment:sign @money                   ask-money            ask-money>-
investment:commit-year @money            ask-money            ask-money>-
investment:step-file @money              ask-money            m
investment:contract-file @money          ask-money            m
investment:make-estimate @money          ask-money            ask-money>-
investment:load-estimate @money          ask-money            ask-money>-
investment:estimate @money               ask-money            m
investment:estimate-file @money          ask-money            m
investment:year                          ask-money            m
investment:year-file                     ask-money            m
investment:compose-year                  ask-money            ask-money>-
investment:compose-plan @money           run-money            run-money>-
investment:versions @money               run-money            m
investment:make-version @money           run-money            run-money
investment:compare @money                run-money=4          m
investment:version @money                run-money            run-money>-
investment:copy-version @money           run-money            run-money
investment:budgets @money                run-money            run-money>-
investment:balance @money                m                    run-money
investment:adopt @money                  run-money            run-money>-
investment:allot-year @money             run-money            run-money>-
investment:lines                         ask-money            m
investment:allot @money                  run-money            run-money>-
investment:line @money                   ask-money            m
investment:use @money                    run-money            run-money
investment:transfer @money               run-money            run-money>-
investment:carry @money                  run-money            run-money
investment:decision-file @money          ask-money            m
"""

_NEED = "/investment-needs/{need_id}"
_VERSION = "/balance-versions/{balance_version_id}"
_CONTRACT = "/investment-contracts/{investment_contract_id}"
_ESTIMATE = "/investment-estimates/{estimate_id}"
_PLAN = "/period-plans/{period_plan_id}"
_YEAR = "/investment-years/{year}"
_LINE = "/budget-lines/{budget_line_id}"

INVESTMENT_OPERATIONS = f"""
GET /investment-needs                                 ask-money
POST /investment-needs                                ask-money
GET {_NEED} @money                                    ask-money
PUT {_NEED} @money                                    ask-money>-
GET /period-plans                                     ask-money
POST /period-plans                                    run-money>-
GET {_PLAN} @money                                    ask-money
GET {_PLAN}/file @money                               ask-money
PUT {_PLAN}/needs/{{need_id}} @money                    ask-money>-
PUT {_PLAN}/systems/{{system_id}} @money                ask-money>-
GET {_NEED}/figures @money                            ask-money
POST {_NEED}/figures @money                           ask-money>-
DELETE /need-figures/{{need_figure_id}} @money          ask-money
GET {_NEED}/way @money                                ask-money
POST {_NEED}/steps @money                             ask-money>-
POST {_NEED}/contracts @money                         ask-money>-
POST {_CONTRACT}/commit @money                        ask-money>-
GET {_CONTRACT}/file @money                           ask-money
GET /investment-steps/{{need_step_id}}/file @money      ask-money
GET /investment-clocks/late                           ask-money
GET {_NEED}/estimates @money                          ask-money
POST {_NEED}/estimates @money                         ask-money>-
POST {_NEED}/estimates/file @money                    ask-money>-
GET {_ESTIMATE} @money                                ask-money
GET {_ESTIMATE}/file @money                           ask-money
GET {_YEAR}                                           ask-money
GET {_YEAR}/file                                      ask-money
POST {_YEAR}/draft                                    ask-money>-
POST {_VERSION}/draft @money                          run-money>-
GET /balance-versions @money                          run-money
POST /balance-versions @money                         run-money
GET {_VERSION} @money                                 run-money
PUT {_VERSION}/budgets @money                         run-money>-
PUT {_VERSION}/needs @money                           run-money>-
POST {_VERSION}/balance @money                        run-money>-
POST {_VERSION}/adopt @money                          run-money>-
POST {_VERSION}/allot @money                          run-money>-
GET /budget-lines                                     ask-money
POST /budget-lines @money                             run-money>-
GET {_LINE} @money                                    ask-money
POST {_LINE}/use @money                               run-money
POST {_LINE}/transfer @money                          run-money>-
POST {_LINE}/carry @money                             run-money
GET /budget-decisions/{{budget_decision_id}}/file @money  ask-money
"""


def investment_things() -> dict[str, Thing]:
    return {"money": Thing("", COMMITTEE)}


def investment_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A need that was balanced, has its money of this year, and a contract."""
    need = a_need(people, "Tường lửa", {YEAR: 900})
    estimate = an_estimate(people, need, [item("equipment", "Tường lửa", 900)])
    version = a_version(people, budgets={("province", YEAR): 900})
    chosen(people, version, {need: 100})
    adopted(people, version)
    line = allot_line(
        need_id=need.pk,
        source="province",
        year=YEAR,
        money=900,
        decision=DecisionData(
            "12/QĐ", people.today, Shown("qd.txt", io.BytesIO(b"Giao 900"))
        ),
        by=people.seat("quan"),
        at=people.at,
    )
    shown = Shown("qd.txt", io.BytesIO(b"Quyet dinh"))
    step(people, need, "submitted")
    step(people, need, "appraised", verdict="agreed")
    decided = step(people, need, "decided", shown=shown)
    plan = a_plan(people, shown=Shown("kh.txt", io.BytesIO(b"Ke hoach")))
    signed = sign_contract(
        need_id=need.pk,
        data=ContractData(
            "HĐ 1",
            "Công ty Mạng Xanh",
            people.today,
            people.today,
            400,
            [Payment("province", date(YEAR, 12, 31), 400)],
            Shown("hd.txt", io.BytesIO(b"Hop dong")),
        ),
        by=people.seat("quan"),
        at=people.at,
    )
    objects["money"] = {
        "need_id": need.pk,
        "step_kind": "trial",
        "period_plan_id": plan.pk,
        "system_id": system(people, "DTCN").pk,
        "need_figure_id": a_figure(people, need).pk,
        "need_step_id": decided.pk,
        "investment_contract_id": signed.pk,
        "year": YEAR,
        "estimate_id": estimate.pk,
        "balance_version_id": BalanceVersion.objects.get().pk,
        "budget_line_id": line.pk,
        "budget_decision_id": BudgetDecision.objects.get().pk,
    }


def investment_forms(people: Province) -> Any:
    day = f"{timezone.localdate():%d/%m/%Y}"
    decided = {"number": "13/QĐ", "decided_on": day}
    need = {**TYPED, "costs": "2026: 5"}
    return {
        "investment:enter": need,
        f"POST {_NEED}/estimates/file": {
            "structure": "project",
            "on": timezone.localdate().isoformat(),
            "dry": "false",
            "file": SimpleUploadedFile("du-toan.csv", b"A,B\n1,2\n"),
        },
        "investment:change": need,
        "investment:make-version": {
            "name": "Phương án của tôi",
            "first_year": "2026",
            "last_year": "2027",
        },
        "investment:copy-version": {"name": "Bản chép"},
        "investment:use": {
            "deed": "commit",
            "money": "1",
            "paper": "HĐ 1",
            "on": day,
        },
        "investment:carry": {**decided, "free": "1"},
    }


def investment_bodies(people: Province) -> Any:
    day = timezone.localdate().isoformat()
    decided = {"number": "13/QĐ", "decided_on": day}
    nobody = str(UUID(int=1))
    need = {**TYPED, "costs": [{"year": 2026, "money": 5}]}
    signed = {"supplier": "Công ty", "signed_on": day, "until": day, "money": 5}
    return {
        "POST /investment-needs": need,
        f"PUT {_NEED}": need,
        "POST /period-plans": {
            "title": "",
            "number": "1/QĐ",
            "decided_on": day,
            "first_year": 2026,
            "last_year": 2030,
            "lines": [],
        },
        f"PUT {_PLAN}/needs/{{need_id}}": {},
        f"PUT {_PLAN}/systems/{{system_id}}": {},
        f"POST {_NEED}/figures": {"indicator": "x", "role": "gap"},
        f"POST {_NEED}/steps": {"kind": "trial", "number": "", "on": day},
        f"POST {_NEED}/contracts": {**signed, "number": "", "payments": []},
        f"POST {_CONTRACT}/commit": {"year": 2026},
        f"POST {_YEAR}/draft": {},
        f"POST {_VERSION}/draft": {},
        f"POST {_NEED}/estimates": {"structure": "project", "on": day, "items": []},
        "POST /balance-versions": {
            "name": "Phương án của tôi",
            "first_year": 2026,
            "last_year": 2027,
        },
        f"PUT {_VERSION}/budgets": {"revision": 1, "budgets": []},
        f"PUT {_VERSION}/needs": {"revision": 1, "needs": []},
        f"POST {_VERSION}/balance": {"revision": 1},
        f"POST {_VERSION}/adopt": {"revision": 1},
        f"POST {_VERSION}/allot": {**decided, "year": 2026},
        "POST /budget-lines": {
            **decided,
            "need_id": nobody,
            "source": "province",
            "year": 2026,
            "money": 5,
        },
        f"POST {_LINE}/use": {
            "deed": "commit",
            "money": 1,
            "paper": "HĐ 1",
            "on": day,
        },
        f"POST {_LINE}/transfer": {**decided, "to_need_id": nobody, "money": 1},
        f"POST {_LINE}/carry": {**decided, "free": 1},
    }
