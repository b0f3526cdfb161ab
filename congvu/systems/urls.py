"""Addresses of information systems, grouped by object. What lies below "an-toan/" are
the parts of information security; the other apps stand beside it.
"""

from __future__ import annotations

from django.urls import path

from congvu.systems.views import dossiers, levels, parts, systems

app_name = "systems"

_ONE = "an-toan/he-thong/<uuid:system_id>/"
_DOSSIER = "an-toan/ho-so-cap-do/<uuid:level_dossier_id>/"
_PART_ID = "<slug:system_part>/<uuid:system_part_id>/"

urlpatterns = [
    path("an-toan/he-thong/", systems.systems, name="list"),
    path("an-toan/he-thong/ghi/", systems.add, name="add"),
    path("an-toan/he-thong/tai-ve/<slug:form>/", systems.export, name="export"),
    # one system
    path(_ONE, systems.system, name="system"),
    path(_ONE + "sua/", systems.change, name="change"),
    path(_ONE + "them/<slug:system_part>/", parts.add, name="add-part"),
    path(_ONE + "bo/" + _PART_ID, parts.remove, name="remove-part"),
    path(_ONE + "cap-do/", levels.level, name="level"),
    path(_ONE + "cap-do/da-phe-duyet/", levels.record, name="record-level"),
    path(_ONE + "ho-so/", dossiers.begin, name="begin-dossier"),
    path(_ONE + "huy-bo/", systems.end, name="end"),
    # one dossier
    path(_DOSSIER, dossiers.dossier, name="dossier"),
    path(_DOSSIER + "sua/", dossiers.change, name="change-dossier"),
    path(_DOSSIER + "trinh/", dossiers.submit, name="submit"),
    path(_DOSSIER + "tra-lai/", dossiers.send_back, name="return"),
    path(_DOSSIER + "tham-dinh/", dossiers.appraise, name="appraise"),
    path(_DOSSIER + "phe-duyet/", dossiers.approve, name="approve"),
    path(_DOSSIER + "rut/", dossiers.withdraw, name="withdraw"),
    path(_DOSSIER + "soan/<slug:paper_part>/", dossiers.compose, name="compose"),
]
