"""Addresses of surveys, grouped by object."""

from __future__ import annotations

from django.urls import path

from congvu.surveys.views import norms, sheets, surveys

app_name = "surveys"

_ONE = "ra-soat/<uuid:survey_id>/"
_SHEET = "ra-soat/phieu/<uuid:sheet_id>/"

urlpatterns = [
    path("ra-soat/", surveys.survey_list, name="list"),
    path("ra-soat/mo/", surveys.begin, name="begin"),
    # what they are judged by
    path("ra-soat/tieu-chi/", norms.norms, name="norms"),
    path(
        "ra-soat/tieu-chi/<slug:criterion_key>/", norms.criterion, name="set-criterion"
    ),
    path("ra-soat/don-gia/<slug:item_key>/", norms.price, name="set-price"),
    # one survey
    path(_ONE, surveys.survey, name="survey"),
    path(_ONE + "nang-cap/", surveys.upgrades, name="upgrades"),
    path(_ONE + "con-thieu/", surveys.missing, name="missing"),
    path(_ONE + "gia-han/", surveys.extend, name="extend"),
    path(_ONE + "don-doc/", surveys.urge, name="urge"),
    path(_ONE + "ket-thuc/", surveys.close, name="close"),
    path(_ONE + "bao-cao/", surveys.compose, name="compose"),
    path(_ONE + "tai-ve/<slug:form>/", surveys.export, name="export"),
    # one agency's sheet
    path(_SHEET, sheets.sheet, name="sheet"),
    path(_SHEET + "gia-han/", sheets.extend, name="extend-sheet"),
    path(_SHEET + "tra-lai/", sheets.send_back, name="return-sheet"),
]
