"""Addresses of plans and dossiers, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.archives.views import (
    appraising,
    dossiers,
    freezing,
    handing,
    items,
    packages,
    plans,
    retaining,
)

app_name = "archives"

_PLAN = "ho-so/danh-muc/<int:year>/"
_MINUTES = "ho-so/nop-luu/<uuid:hand_over_id>/"
_APPRAISAL = "ho-so/xet-huy/<uuid:appraisal_id>/"
_DOSSIER = "ho-so/<uuid:dossier_id>/"
_ITEM = _DOSSIER + "van-ban/<uuid:held_id>/"

urlpatterns = [
    # the year's plan
    path("ho-so/danh-muc/", plans.plans, name="plans"),
    path(_PLAN, plans.plan, name="plan"),
    path(_PLAN + "lap/", plans.write, name="write-plan"),
    path(_PLAN + "chep/", plans.copy, name="copy-plan"),
    path(_PLAN + "duyet/", plans.approve, name="approve-plan"),
    path(_PLAN + "tra-lai/", plans.give_back, name="return-plan"),
    path(_PLAN + "ban-hanh/", plans.issue, name="issue-plan"),
    path(_PLAN + "danh-muc.pdf", plans.plan_pdf, name="plan-pdf"),
    # packages made elsewhere
    path("ho-so/kiem-tra-goi/", packages.check, name="check-package"),
    path("ho-so/kiem-tra-goi/<uuid:check_id>/", packages.checked, name="package-check"),
    # frozen sets
    path("ho-so/dong-bang/", freezing.freezes, name="freezes"),
    path("ho-so/dong-bang/moi/", freezing.freeze, name="freeze"),
    path("ho-so/dong-bang/<uuid:freeze_id>/bo/", freezing.unfreeze, name="unfreeze"),
    # handed over
    path("ho-so/nop-luu/", handing.hand_overs, name="hand-overs"),
    path("ho-so/nop-luu/moi/", handing.hand_over, name="hand-over"),
    path("ho-so/nop-luu/lich-su/", handing.historical, name="hand-over-historical"),
    path("ho-so/nop-luu/giu-lai/", handing.postpone, name="postpone"),
    path(_MINUTES, handing.minutes, name="minutes"),
    path(_MINUTES + "nhan/", handing.take, name="take"),
    path(_MINUTES + "bien-ban.pdf", handing.minutes_pdf, name="minutes-pdf"),
    path(_MINUTES + "muc-luc.pdf", handing.list_pdf, name="minutes-list-pdf"),
    # run out: looked at by a council, decided, destroyed
    path("ho-so/xet-huy/", appraising.appraisals, name="appraisals"),
    path("ho-so/xet-huy/moi/", appraising.appraise, name="appraise"),
    path(_APPRAISAL, appraising.appraisal, name="appraisal"),
    path(_APPRAISAL + "y-kien/", appraising.opinion, name="opinion"),
    path(_APPRAISAL + "ket-luan/", appraising.conclude, name="conclude"),
    path(_APPRAISAL + "duyet/", appraising.approve, name="approve-appraisal"),
    path(_APPRAISAL + "tra-lai/", appraising.give_back, name="return-appraisal"),
    path(_APPRAISAL + "huy/", appraising.carry_out, name="carry-out"),
    path(_APPRAISAL + "bien-ban.pdf", appraising.appraisal_pdf, name="appraisal-pdf"),
    # dossiers
    path("ho-so/", dossiers.dossier_list, name="dossiers"),
    path("ho-so/moi/", dossiers.new_dossier, name="new-dossier"),
    path(_DOSSIER, dossiers.dossier, name="dossier"),
    path(_DOSSIER + "sua/", dossiers.change, name="change"),
    path(_DOSSIER + "thoi-han/", retaining.retention, name="retention"),
    path(_DOSSIER + "quyen/", dossiers.open_right, name="open-right"),
    path(
        _DOSSIER + "quyen/<uuid:desk_id>/thu-lai/",
        dossiers.close_right,
        name="close-right",
    ),
    path(_DOSSIER + "muc-luc.pdf", dossiers.export_pdf, name="export-pdf"),
    path(_DOSSIER + "ho-so.xml", dossiers.export_xml, name="export-xml"),
    path(_DOSSIER + "them-tai-lieu/", items.add_file, name="add-file"),
    path(_DOSSIER + "ket-thuc/", items.close, name="close"),
    path(_DOSSIER + "mo-lai/", items.reopen, name="reopen"),
    path(_DOSSIER + "dong-goi/", packages.pack, name="pack"),
    path(
        _DOSSIER + "goi/<uuid:package_id>.zip",
        packages.package_file,
        name="package-file",
    ),
    # what lies in them
    path(_ITEM + "tep/", items.item_file, name="item-file"),
    path(_ITEM + "lay-ra/", items.remove, name="remove"),
    path(_ITEM + "chuyen/", items.move, name="move"),
    # the dossiers of a paper
    path(
        "ho-so/cua-van-ban-den/<uuid:entry_id>/", items.of_incoming, name="of-incoming"
    ),
    path(
        "ho-so/cua-van-ban-di/<uuid:entry_id>/", items.of_outgoing, name="of-outgoing"
    ),
]
