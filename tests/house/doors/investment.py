"""Needs, versions of a balance, money."""

from __future__ import annotations

_NEED = "/investment-needs/{need_id}"
_ESTIMATE = "/investment-estimates/{estimate_id}"
_VERSION = "/balance-versions/{balance_version_id}"
_CONTRACT = "/investment-contracts/{investment_contract_id}"
_PLAN = "/period-plans/{period_plan_id}"
_YEAR = "/investment-years/{year}"
_LINE = "/budget-lines/{budget_line_id}"

DOORS: dict[str, tuple[str, ...]] = {
    "investment:list": ("GET /investment-needs",),
    "investment:enter": ("POST /investment-needs",),
    "investment:need": (f"GET {_NEED}", f"GET {_NEED}/way"),
    "investment:change": (f"PUT {_NEED}",),
    "investment:plans": ("GET /period-plans",),
    "investment:keep-plan": ("POST /period-plans",),
    "investment:plan": (f"GET {_PLAN}",),
    "investment:plan-file": (f"GET {_PLAN}/file",),
    "investment:place-need": (f"PUT {_PLAN}/needs/{{need_id}}",),
    "investment:place-system": (f"PUT {_PLAN}/systems/{{system_id}}",),
    "investment:set-figure": (f"POST {_NEED}/figures", f"GET {_NEED}/figures"),
    "investment:drop-figure": ("DELETE /need-figures/{need_figure_id}",),
    "investment:late": ("GET /investment-clocks/late",),
    "investment:step": (f"POST {_NEED}/steps",),
    "investment:sign": (f"POST {_NEED}/contracts",),
    "investment:commit-year": (f"POST {_CONTRACT}/commit",),
    "investment:step-file": ("GET /investment-steps/{need_step_id}/file",),
    "investment:contract-file": (f"GET {_CONTRACT}/file",),
    "investment:make-estimate": (f"POST {_NEED}/estimates",),
    "investment:load-estimate": (f"POST {_NEED}/estimates/file",),
    "investment:estimate": (f"GET {_ESTIMATE}", f"GET {_NEED}/estimates"),
    "investment:estimate-file": (f"GET {_ESTIMATE}/file",),
    "investment:year": (f"GET {_YEAR}",),
    "investment:year-file": (f"GET {_YEAR}/file",),
    "investment:compose-year": (f"POST {_YEAR}/draft",),
    "investment:compose-plan": (f"POST {_VERSION}/draft",),
    "investment:versions": ("GET /balance-versions",),
    "investment:make-version": ("POST /balance-versions",),
    "investment:copy-version": ("POST /balance-versions",),
    "investment:version": (f"GET {_VERSION}", f"PUT {_VERSION}/needs"),
    "investment:budgets": (f"PUT {_VERSION}/budgets",),
    "investment:balance": (f"POST {_VERSION}/balance",),
    "investment:adopt": (f"POST {_VERSION}/adopt",),
    "investment:allot-year": (f"POST {_VERSION}/allot",),
    "investment:lines": ("GET /budget-lines",),
    "investment:allot": ("POST /budget-lines",),
    "investment:line": (f"GET {_LINE}",),
    "investment:use": (f"POST {_LINE}/use",),
    "investment:transfer": (f"POST {_LINE}/transfer",),
    "investment:carry": (f"POST {_LINE}/carry",),
    "investment:decision-file": ("GET /budget-decisions/{budget_decision_id}/file",),
}
