"""Addresses of inspections, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.inspections.views import body, inspections, lists, plans, steps, work

app_name = "inspections"

_PLAN = "kiem-tra/ke-hoach/<uuid:plan_id>/"
_ONE = "kiem-tra/<uuid:inspection_id>/"
_FINDING = "kiem-tra/phat-hien/<uuid:finding_id>/"

urlpatterns = [
    path("kiem-tra/", inspections.inspection_list, name="list"),
    path("kiem-tra/them/", inspections.add, name="add"),
    # the year's plan
    path("kiem-tra/ke-hoach/lap/", plans.make, name="make-plan"),
    path(_PLAN, plans.plan, name="plan"),
    path(_PLAN + "soan/", plans.draft, name="draft-plan"),
    path(_PLAN + "phe-duyet/", plans.approve, name="approve-plan"),
    # what teams ask everywhere, and what binds a person
    path("kiem-tra/bang-cau-hoi/", lists.checklists, name="checklists"),
    path(
        "kiem-tra/bang-cau-hoi/<uuid:checklist_id>/", lists.checklist, name="checklist"
    ),
    path("kiem-tra/xung-dot/", lists.conflicts, name="conflicts"),
    path(
        "kiem-tra/xung-dot/<uuid:conflict_id>/thoi/",
        lists.end_conflict,
        name="end-conflict",
    ),
    # one inspection
    path(_ONE, inspections.inspection, name="inspection"),
    path(_ONE + "doan/", steps.team, name="team"),
    path(_ONE + "quyet-dinh/", steps.decide, name="decide"),
    path(_ONE + "ket-luan/", steps.conclude, name="conclude"),
    path(_ONE + "soan/<slug:kind>/", steps.draft, name="draft"),
    path(_ONE + "buoc/<slug:step>/", steps.step, name="step"),
    path(_ONE + "yeu-cau/", work.ask, name="ask"),
    path(_ONE + "phat-hien/", work.add_finding, name="add-finding"),
    path(_ONE + "kien-nghi/", work.recommend, name="recommend"),
    path(_FINDING, work.finding, name="finding"),
    path(
        "kiem-tra/kien-nghi/<uuid:recommendation_id>/",
        work.recommendation,
        name="recommendation",
    ),
    # the inspected body's own side
    path(_ONE + "ben-duoc-kiem-tra/", body.body, name="body"),
    path(
        "kiem-tra/yeu-cau/<uuid:paper_request_id>/tra-loi/",
        body.answer_request,
        name="answer",
    ),
    path(_FINDING + "giai-trinh/", body.explain, name="explain"),
]
