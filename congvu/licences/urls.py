"""Addresses of licences, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.licences.views import (
    catalogue,
    listed,
    plans,
    position,
    rights,
    rollout_file,
    rollouts,
    scans,
    statements,
)

app_name = "licences"

_RIGHT = "phan-mem/quyen/<uuid:entitlement_id>/"
_GIVEN = "phan-mem/cap-phat/<uuid:allocation_id>/"
_OPEN = "phan-mem/nguon-mo/"
_ROLLOUT = _OPEN + "trien-khai/<uuid:rollout_id>/"

urlpatterns = [
    # the position
    path("phan-mem/", position.position, name="list"),
    path("phan-mem/co-quan/", position.agencies, name="agencies"),
    path("phan-mem/don-vi/", position.units, name="units"),
    path("phan-mem/tren-may/", position.standings, name="standings"),
    path("phan-mem/tai-ve/", position.file, name="file"),
    path("phan-mem/san-pham/<uuid:product_id>/", position.product, name="product"),
    path("phan-mem/may/<uuid:machine_id>/", position.machine, name="machine"),
    # the catalogue
    path("phan-mem/danh-muc/", catalogue.catalogue, name="catalogue"),
    path("phan-mem/danh-muc/them/", catalogue.add_product, name="add-product"),
    path(
        "phan-mem/san-pham/<uuid:product_id>/sua/",
        catalogue.change_product,
        name="change-product",
    ),
    path("phan-mem/quy-tac/", catalogue.rules, name="rules"),
    path("phan-mem/quy-tac/them/", catalogue.add_rule, name="add-rule"),
    path(
        "phan-mem/quy-tac/<uuid:catalogue_rule_id>/bo/",
        catalogue.remove_rule,
        name="remove-rule",
    ),
    path("phan-mem/chua-nhan-biet/", catalogue.queue, name="queue"),
    # rights
    path("phan-mem/quyen/", rights.rights, name="rights"),
    path("phan-mem/quyen/them/", rights.add, name="add-right"),
    path(_RIGHT, rights.right, name="right"),
    path(_RIGHT + "sua/", rights.change, name="change-right"),
    path(_RIGHT + "cap/", rights.allocate, name="allocate"),
    path(_GIVEN + "chuyen/", rights.transfer, name="transfer"),
    path(_GIVEN + "thu-lai/", rights.give_back, name="return"),
    path("phan-mem/chung-tu/<uuid:proof_id>/", rights.proof, name="proof"),
    # statements to sign
    path("phan-mem/ban-ke/", statements.statements, name="statements"),
    path("phan-mem/ban-ke/lap/", statements.state, name="state"),
    # open source: plans, what is preferred, roll-outs, files, what is bought
    path(_OPEN, plans.plans, name="plans"),
    path(_OPEN + "<uuid:plan_id>/", plans.plan, name="plan"),
    path(_OPEN + "<uuid:plan_id>/them-dong/", plans.add_line, name="add-line"),
    path(_OPEN + "<uuid:plan_id>/soan/", plans.compose_plan, name="compose-plan"),
    path(_OPEN + "dong/<uuid:line_id>/", plans.line, name="line"),
    path(_OPEN + "danh-muc/", listed.listed, name="listed"),
    path(
        _OPEN + "danh-muc/<uuid:listing_id>/thoi/",
        listed.end_listing,
        name="end-listing",
    ),
    path(_OPEN + "trien-khai/", rollouts.rollouts, name="rollouts"),
    path(_OPEN + "trien-khai/moi/", rollouts.begin_rollout, name="begin-rollout"),
    path(_ROLLOUT, rollouts.rollout, name="rollout"),
    path(_ROLLOUT + "tai-ve/", rollout_file.rollout_file, name="rollout-file"),
    path(_ROLLOUT + "them-dot/", rollouts.add_wave, name="add-wave"),
    path(_ROLLOUT + "bo-sung/", rollouts.take_new, name="take-new"),
    path(_ROLLOUT + "ket-thuc/", rollouts.end_rollout, name="end-rollout"),
    path(_OPEN + "dot/<uuid:wave_id>/", rollouts.wave, name="wave"),
    path(_OPEN + "vuong/<uuid:target_id>/", rollouts.block, name="block"),
    path(_OPEN + "dinh-dang/", scans.scans, name="scans"),
    path(_OPEN + "dinh-dang/<uuid:scan_id>/", scans.scan, name="scan"),
    path(_OPEN + "mua-sam/", scans.procurements, name="procurements"),
    path(_OPEN + "mua-sam/moi/", scans.procure, name="procure"),
    path(_OPEN + "mua-sam/<uuid:procurement_id>/gach/", scans.strike, name="strike"),
]
