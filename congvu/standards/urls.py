"""Addresses of standards, beside the other parts of security."""

from __future__ import annotations

from django.urls import path

from congvu.standards.views import evaluations, register, systems

app_name = "standards"

_PLACE = "an-toan/tieu-chuan/"
_SYSTEM = _PLACE + "he-thong/<uuid:system_id>/"
_CELL = _SYSTEM + "<slug:standard_code>/"
_EVALUATION = _PLACE + "danh-gia/<uuid:evaluation_id>/"

urlpatterns = [
    path(_PLACE, register.register, name="list"),
    path(_PLACE + "chua-ket-noi/", register.unconnected, name="unconnected"),
    path(_PLACE + "trung-chuc-nang/", register.alike, name="alike"),
    path(_PLACE + "tai-ve/<slug:form>/", register.export, name="export"),
    path(
        _PLACE + "tieu-chuan/<slug:standard_code>/", register.standard, name="standard"
    ),
    # software offered
    path(_PLACE + "danh-gia/", evaluations.evaluations, name="evaluations"),
    path(_PLACE + "danh-gia-moi/", evaluations.begin, name="begin-evaluation"),
    path(_EVALUATION, evaluations.evaluation, name="evaluation"),
    path(
        _EVALUATION + "them/<slug:evaluation_part>/", evaluations.add, name="add-part"
    ),
    path(
        _EVALUATION + "bo/<slug:evaluation_part>/<uuid:evaluation_part_id>/",
        evaluations.drop,
        name="drop-part",
    ),
    path(_EVALUATION + "mo-cham/", evaluations.open_scoring, name="open-scoring"),
    path(_EVALUATION + "cham/<uuid:offer_id>/", evaluations.score, name="score"),
    path(_EVALUATION + "nop/", evaluations.hand_in, name="hand-in"),
    path(_EVALUATION + "kien-nghi/", evaluations.recommend, name="recommend"),
    # one system
    path(_SYSTEM, systems.system, name="system"),
    path(_CELL, systems.cell, name="cell"),
    path(_CELL + "khai/", systems.claim, name="claim"),
    path(_CELL + "mien/", systems.waive, name="waive"),
    path(_CELL + "kiem-tra/", systems.check, name="check"),
]
