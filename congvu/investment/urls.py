"""Addresses of needs, versions and money, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.investment.views import (
    estimates,
    money,
    needs,
    plans,
    steps,
    versions,
    years,
)

app_name = "investment"

_PLACE = "dau-tu/"
_NEED = _PLACE + "<uuid:need_id>/"
_ESTIMATE = _PLACE + "du-toan-chi-tiet/<uuid:estimate_id>/"
_VERSION = _PLACE + "phuong-an/<uuid:balance_version_id>/"
_CONTRACT = _PLACE + "hop-dong/<uuid:investment_contract_id>/"
_PLAN = _PLACE + "ke-hoach/<uuid:period_plan_id>/"
_LINE = _PLACE + "du-toan/<uuid:budget_line_id>/"

urlpatterns = [
    path(_PLACE, needs.need_list, name="list"),
    path(_PLACE + "ghi/", needs.enter, name="enter"),
    path(_NEED, needs.need, name="need"),
    path(_NEED + "sua/", needs.change, name="change"),
    # plans of a period, figures
    path(_PLACE + "ke-hoach/", plans.plan_list, name="plans"),
    path(_PLACE + "ke-hoach/ghi/", plans.keep, name="keep-plan"),
    path(_PLAN, plans.plan, name="plan"),
    path(_PLAN + "tep/", plans.plan_file, name="plan-file"),
    path(_PLAN + "he-thong/<uuid:system_id>/", plans.place_system, name="place-system"),
    path(
        _NEED + "ke-hoach/<uuid:period_plan_id>/", plans.place_need, name="place-need"
    ),
    path(_NEED + "chi-tieu/", plans.set_figure, name="set-figure"),
    path(
        _PLACE + "chi-tieu/<uuid:need_figure_id>/bo/",
        plans.drop_figure,
        name="drop-figure",
    ),
    # its way
    path(_PLACE + "qua-han/", steps.late, name="late"),
    path(_NEED + "buoc/<slug:step_kind>/", steps.step, name="step"),
    path(_NEED + "hop-dong/", steps.sign, name="sign"),
    path(_CONTRACT + "cam-ket/", steps.commit_year, name="commit-year"),
    path(_CONTRACT + "tep/", steps.contract_file, name="contract-file"),
    path(_PLACE + "buoc/<uuid:need_step_id>/tep/", steps.step_file, name="step-file"),
    # estimates of a need
    path(_NEED + "du-toan-chi-tiet/", estimates.make, name="make-estimate"),
    path(_NEED + "du-toan-chi-tiet/nap/", estimates.load, name="load-estimate"),
    path(_ESTIMATE, estimates.estimate, name="estimate"),
    path(_ESTIMATE + "tep/", estimates.as_file, name="estimate-file"),
    path(_PLACE + "du-toan-nam/", years.year, name="year"),
    path(_PLACE + "du-toan-nam/tep/", years.as_file, name="year-file"),
    path(_PLACE + "du-toan-nam/soan/", years.compose, name="compose-year"),
    # versions of a balance
    path(_PLACE + "phuong-an/", versions.version_list, name="versions"),
    path(_PLACE + "phuong-an/lap/", versions.make, name="make-version"),
    path(_PLACE + "phuong-an/so-sanh/", versions.compare, name="compare"),
    path(_VERSION, versions.version, name="version"),
    path(_VERSION + "chep/", versions.copy, name="copy-version"),
    path(_VERSION + "nguon-von/", versions.budgets, name="budgets"),
    path(_VERSION + "can-doi/", versions.balance, name="balance"),
    path(_VERSION + "chon/", versions.adopt, name="adopt"),
    path(_VERSION + "soan/", years.compose_plan, name="compose-plan"),
    path(_VERSION + "giao/", money.allot_year, name="allot-year"),
    # money
    path(_PLACE + "du-toan/", money.lines, name="lines"),
    path(_PLACE + "du-toan/giao/", money.allot, name="allot"),
    path(_LINE, money.line, name="line"),
    path(_LINE + "chi/", money.use, name="use"),
    path(_LINE + "dieu-chuyen/", money.transfer, name="transfer"),
    path(_LINE + "chuyen-nguon/", money.carry, name="carry"),
    path(
        _PLACE + "quyet-dinh/<uuid:budget_decision_id>/tep/",
        money.decision_file,
        name="decision-file",
    ),
]
